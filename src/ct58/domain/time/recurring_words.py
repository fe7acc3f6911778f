"""What comes again, in the words of an office: how often, and on which day of each time.

Words are folded (no accents, no capitals) and without what leads up to them. None stands for what is not certain.
"""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from dataclasses import replace

from ct58.domain.time.deadlines import DeadlineRule
from ct58.domain.time.due_days import (
    WEEKDAYS,
    Cycle,
    Day,
    MonthDay,
    MonthOfPeriod,
    WeekDay,
    YearDay,
    part_of_year,
)
from ct58.domain.time.period import Frequency, Period
from ct58.patterns import pattern

Every = Frequency | Cycle
_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "sau": 6}
_NUMBER = r"(?:[0-9]{1,3}|mot|hai|ba|bon|sau)"
_EVERY = rf"(?:{_NUMBER} )?(?:tuan|thang|quy|nam)|nua nam"
_EACH = r"(?:(?:cua|trong|moi|hang|tung|cac) )*"
_ALWAYS = r"(?:(?:cua|trong) )?(?:moi|hang|tung|cac) "
_MONTHS = {"thang": 1, "quy": 3, "nam": 12}
_NAMED: dict[int, Frequency] = {1: "month", 3: "quarter", 6: "half", 12: "year"}
_TIMES_A_YEAR: dict[int, Frequency] = {1: "year", 2: "half", 4: "quarter", 12: "month"}
_MANY: dict[str, Frequency] = {
    "quy, 6 thang, 9 thang, nam": "quarter",
    "quy, 6 thang, nam": "quarter",
    "6 thang, nam": "half",
}
"""The parts of a year one by one, and the part that ends where any of them does."""
_OFTEN = (
    rf"(?:dinh ky |ky |theo )?(?:hang |moi |tung )?(?P<every>{_EVERY})(?: ?/ ?| )(?:1|01|mot) lan",
    rf"(?:dinh ky |ky |theo )?(?:hang |moi |tung )?(?P<every>{_EVERY}) ?/ ?lan",
    rf"(?:dinh ky )?(?:1|01|mot) lan(?: ?/ ?| moi )(?P<every>{_EVERY})",
    rf"(?:bao cao |dinh ky |theo )+(?:hang |moi |tung )?(?P<every>{_EVERY})",
    rf"(?:hang|moi|tung) (?P<every>{_EVERY})",
)
_TIMES = pattern(
    rf"(?:dinh ky )?(?:moi nam )?(?P<count>{_NUMBER}) lan(?: ?/ ?nam| moi nam| trong nam|/ ?nam)"
)
_LABELLED = pattern(r"(?P<label>[^,:]+?)(?: ?[,:] ?| (?=(?:truoc|vao|cham nhat|ngay)\b))(?P<day>.+)")
_LEADING = pattern(r"^(?:(?:vao|cham nhat|truoc het|la|den|toi|trong|het|den het)\s+)+")
_COUNTED = pattern(
    r"(?:trong )?(?:vong )?(?P<days>[0-9]{1,3}) ngay (?P<way>truoc|sau|ke tu)(?: khi| ngay(?! (?:dau|cuoi|[0-9])))? (?P<day>.+)"
)
_ENDED = pattern(r"^(?:khi )?(?:het|ket thuc|cuoi) (?=\S)")
_FIRST_DAYS = pattern(rf"(?P<days>[0-9]{{1,3}}) ngay dau {_EACH}(?:ky )?(?P<every>{_EVERY})")
_END = pattern(rf"(?:ngay (?P<end>cuoi|dau)(?: cung)? {_EACH}|cuoi {_ALWAYS})(?:ky )?(?P<every>{_EVERY})")
_MONTH_DAY = pattern(
    r"ngay (?P<day>[0-9]{1,2}|cuoi(?: cung)?) (?:cua )?thang (?:cua )?"
    r"(?P<of>dau(?: tien)?|cuoi(?: cung)?|lien sau|sau|tiep theo|ke tiep|lien ke|lien truoc|truoc)"
    rf"(?: {_EACH}(?P<ky>ky ?)?(?P<every>{_EVERY})?(?P<later> (?:sau|tiep theo|ke tiep|lien sau))?)?"
)
_OF_MONTH: dict[str, MonthOfPeriod] = {
    "dau": "first_month",
    "cuoi": "last_month",
    "lien sau": "next_month",
    "sau": "next_month",
    "tiep theo": "next_month",
    "ke tiep": "next_month",
    "lien ke": "next_month",
    "lien truoc": "previous_month",
    "truoc": "previous_month",
}
_EACH_MONTH = pattern(
    r"(?:ngay )?(?P<day>[0-9]{1,2}|cuoi(?: cung)?)(?: (?:cua )?(?:hang|moi|tung) thang| (?:cua )?thang bao cao)"
)
_WEEKDAY = pattern(
    rf"(?:sang |chieu )?(?:ngay )?(?:thu (?P<number>hai|ba|tu|nam|sau|bay|[2-7])|chu nhat) {_EACH}tuan"
)
_WEEKDAY_WORDS = ("2 hai", "3 ba", "4 tu", "5 nam", "6 sau", "7 bay")
_YEARLY = pattern(
    r"(?P<days>.+?),? (?:(?P<year>nam sau|nam truoc|nam tiep theo|nam lien sau|nam ke tiep|nam lien truoc)"
    rf"(?:(?: nam cuoi)? {_EACH}(?:ky )?(?P<after>{_EVERY}))?|(?:cua )?(?:hang|moi|tung|cac) nam"
    rf"|(?:cua )?nam cuoi {_EACH}(?:ky )?(?P<every>{_EVERY}))"
)
_DAY_OF_YEAR = pattern(r"(?:ngay )?(?P<day>[0-9]{1,2}) ?(?:/|thang) ?(?P<month>[0-9]{1,2})")
_PART = pattern(
    r"quy (?P<quarter>i{1,3}|iv|[1-4])|(?:thang )(?P<month>[0-9]{1,2})|(?:0?6|sau) thang (?P<half>dau|cuoi)(?: nam)?"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NO_LEAP_YEAR, _FEBRUARY = 2023, 2
_SEVERAL = pattern(r" va |, ?|; ?")


def read_recurring(words: str, hint: Every | None) -> DeadlineRule | None:
    """`hằng quý`, `02 năm/lần`, `ngày 20 tháng cuối quý`, `06 tháng: 15 tháng 6 và 15 tháng 12`.

    `hint` is how often the thing comes by its own name (`Báo cáo năm`); what leans on it is marked `assumed`.
    """
    rule = _day(words, None)
    if rule is not None:
        return rule
    often = how_often(words)
    if often is not None:
        return DeadlineRule(every=often, assumed=True)
    leaning = _day(words, hint) if hint is not None else _together(words)
    return replace(leaning, assumed=True) if leaning is not None else _labelled(words)


def _together(words: str) -> DeadlineRule | None:
    """`15/6 và 15/12`: two days that no year is said of come in every year."""
    return _day(words, "year") if " va " in words and "," not in words else None


def how_often(words: str) -> Every | None:
    """`hằng quý`, `định kỳ 6 tháng`, `02 năm/lần`, `2 lần/năm`: nothing is said of the day."""
    several = _MANY.get(_several_parts(words))
    if several is not None:
        return several
    for form in _OFTEN:
        match = re.fullmatch(form, words)
        if match is not None:
            return _every(match["every"])
    match = _TIMES.fullmatch(words)
    return _TIMES_A_YEAR.get(_count(match["count"])) if match else None


def _several_parts(words: str) -> str:
    plain = re.sub(r"^(?:dinh ky |bao cao )*(?:hang )?|\b(?:hang|dau nam|ca) ", "", f"{words} ")
    return ", ".join(
        re.sub(r"^0", "", part.strip()) for part in _SEVERAL.split(plain.replace(" dau nam", ""))
    )


def _count(text: str | None) -> int:
    return 1 if text is None else _NUMBERS.get(text) or int(text)


def _every(words: str) -> Every | None:
    """`quý`, `6 tháng`, `02 năm`; None for a length that is no rule's."""
    if words == "nua nam":
        return "half"
    number, _, noun = words.rpartition(" ")
    count = _count(number or None)
    if noun == "tuan":
        return "week" if count == 1 else None
    months = count * _MONTHS[noun]
    if months in _NAMED or months == 0:
        return _NAMED.get(months)
    return Cycle(years=months // 12) if noun == "nam" else Cycle(months=months)


def _labelled(words: str) -> DeadlineRule | None:
    """`Hằng quý, trước ngày 25 tháng cuối quý`: how often stands before, or behind, the day of it."""
    for match in (
        _LABELLED.fullmatch(words),
        re.fullmatch(r"(?P<day>.+?),? (?P<label>(?:hang|moi|dinh ky) .+)", words),
    ):
        label = match["label"].removesuffix(",") if match else ""
        every = how_often(label) or (_every(label) if re.fullmatch(_EVERY, label) else None)
        rule = _day(match["day"], every) if match and every else None
        if rule is not None and _fits(rule, every):
            return rule
    return None


def _fits(rule: DeadlineRule, every: Every | None) -> bool:
    """Whether a day comes as often as is said beside it: two days of a year are every half of it."""
    if isinstance(rule.on, tuple):
        return every == "year" or _TIMES_A_YEAR.get(len(rule.on)) == every
    return rule.every == every


def _day(words: str, every: Every | None) -> DeadlineRule | None:
    """A day of each time, before it, or so many days before or after it."""
    words = _LEADING.sub("", words)
    counted = _COUNTED.fullmatch(words)
    if counted is not None:
        ended = _ENDED.sub("ngay cuoi ", counted["day"])
        way = -1 if counted["way"] == "truoc" else 1
        rule = _named_day(ended, every)
        return _moved(rule, way * int(counted["days"])) if rule else None
    if words.startswith("truoc "):
        rest = _LEADING.sub("", words.removeprefix("truoc "))
        rule = _named_day(rest, every)
        if rule is not None and rule.in_ is not None and not rest.startswith("ngay "):
            return replace(rule, at="start", due_after=-1)
        return _moved(rule, -1) if rule else None
    return _named_day(words, every)


def _moved(rule: DeadlineRule, days: int) -> DeadlineRule | None:
    """Counted once only: a day that is counted already has no other."""
    return replace(rule, due_after=days) if rule.due_after == 0 else None


def _named_day(words: str, every: Every | None) -> DeadlineRule | None:
    for read in (_end, _first_days, _each_month, _month_day, _weekday, _yearly):
        with suppress(ValueError):
            rule = read(words, every)
            if rule is not None:
                return rule
    return None


def _end(words: str, _every_: Every | None) -> DeadlineRule | None:
    match = _END.fullmatch(words)
    every = _every(match["every"]) if match else None
    if match is None or every is None:
        return None
    return DeadlineRule(every=every, at="start" if match["end"] == "dau" else "end")


def _first_days(words: str, _every_: Every | None) -> DeadlineRule | None:
    match = _FIRST_DAYS.fullmatch(words)
    every = _every(match["every"]) if match else None
    if match is None or every is None or match["days"] == "0":
        return None
    return DeadlineRule(every=every, at="start", due_after=int(match["days"]) - 1)


def _each_month(words: str, every: Every | None) -> DeadlineRule | None:
    """`ngày 25 hằng tháng`; beside `hằng tháng` the day is enough."""
    match = _EACH_MONTH.fullmatch(words)
    day = match["day"] if match else words.removeprefix("ngay ") if every == "month" else ""
    if not (match or re.fullmatch("[0-9]{1,2}", day)):
        return None
    return DeadlineRule(every="month", on=MonthDay(day=_number_of_day(day)))


def _number_of_day(text: str) -> int:
    """1 to 31, `cuối` the last. ValueError for any other."""
    day = 31 if text.startswith("cuoi") else int(text)
    return dt.date(2024, 1, day).day


def _month_day(words: str, hint: Every | None) -> DeadlineRule | None:
    """`ngày 20 tháng cuối quý`, `ngày 05 tháng sau`, `ngày 05 tháng đầu quý sau`."""
    match = _MONTH_DAY.fullmatch(words)
    if match is None:
        return None
    of = _OF_MONTH[re.sub(" (?:tien|cung)$", "", match["of"])]
    every = _every(match["every"]) if match["every"] else hint if match["ky"] else None
    if every is None and not match["ky"] and of in ("next_month", "previous_month"):
        every = hint or "month"
    if match["later"]:
        of, every = ("next_month", every) if of == "first_month" else (of, None)
    if every is None or every == "week":
        return None
    return DeadlineRule(every=every, on=MonthDay(day=_number_of_day(match["day"]), of=of))


def _weekday(words: str, _every_: Every | None) -> DeadlineRule | None:
    match = _WEEKDAY.fullmatch(words)
    if match is None:
        return None
    number = match["number"]
    place = next((at for at, said in enumerate(_WEEKDAY_WORDS) if number in said.split()), 6)
    return DeadlineRule(every="week", on=WeekDay(weekday=WEEKDAYS[place]))


def _yearly(words: str, every: Every | None) -> DeadlineRule | None:
    """`15/12 hằng năm`, `15/6, 15/12 hằng năm`, `31/3 năm sau`, `tháng 12 hằng năm`, `10/12 năm cuối mỗi 02 năm`."""
    match = _YEARLY.fullmatch(words)
    often = (match["every"] or match["after"]) if match else None
    known: Every | None = _every(often) if often else "year" if match else every
    days = match["days"] if match else words
    if known is None or (known == "week"):
        return None
    if match is None and known == "half" and len(_SEVERAL.split(days)) != 2:
        return None
    on = days_of_year(days)
    if not on:
        return (
            _part(days, known)
            if known not in ("half", "quarter", "month") and not (match and match["year"])
            else None
        )
    return _on_days(on, known, match["year"] if match else None)


def _on_days(on: tuple[str, ...], every: Every, year: str | None) -> DeadlineRule | None:
    if len(on) > 1:
        return DeadlineRule(every="year", on=on) if year is None and not isinstance(every, Cycle) else None
    if every != "year" and not (isinstance(every, Cycle) and every.years):
        return None
    day: Day = on[0]
    if year is not None:
        day = YearDay(date=on[0], year="previous" if "truoc" in year else "next")
    return DeadlineRule(every=every, on=day)


def _part(words: str, every: Every) -> DeadlineRule | None:
    """A month, a quarter or a half of each year; its last day is meant where that is said."""
    said = re.sub(r"^(?:(?:ngay )?cuoi (?:cung )?(?:cua )?)", "", words)
    match = _PART.fullmatch(said)
    if match is None:
        return None
    part: str | int = f"H{1 if match['half'] == 'dau' else 2}"
    if match["month"]:
        part = Period.month(2024, int(match["month"])).number
    if match["quarter"]:
        number = match["quarter"]
        part = f"Q{_ROMAN.get(number) or int(number)}"
    return DeadlineRule(every=every, in_=part)


def days_of_year(words: str) -> tuple[str, ...]:
    """Several days of a year as the data write them, in order; of a month or a quarter its last. None if one is no day."""
    with suppress(ValueError):
        parts = _SEVERAL.split(words)
        return tuple(sorted(_day_of_year(part, among=len(parts)) for part in parts))
    return ()


def _day_of_year(words: str, among: int) -> str:
    match = _DAY_OF_YEAR.fullmatch(words)
    if match is not None:
        return f"{dt.date(2024, int(match['month']), int(match['day'])):%m-%d}"
    part = _part(words, "year") if among > 1 else None
    time = part_of_year(part.in_, _NO_LEAP_YEAR) if part and part.in_ else None
    if not isinstance(time, Period) or time.last_day.month == _FEBRUARY:
        raise ValueError(words)
    return f"{time.last_day:%m-%d}"
