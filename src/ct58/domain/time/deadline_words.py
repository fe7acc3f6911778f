"""From the words of a deadline to its rule: what is certain, what is a reading, what nobody can tell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Literal, TypeVar

from ct58.domain.text.vietnamese import fold, nfc
from ct58.domain.time.dates import parse_date, parse_period
from ct58.domain.time.days import OnHoliday
from ct58.domain.time.deadlines import After, Awaited, DeadlineRule
from ct58.domain.time.period import Period
from ct58.domain.time.recurring_words import Every, days_of_year, how_often, read_recurring
from ct58.errors import BadUsage
from ct58.patterns import pattern
from ct58.records import record

_T = TypeVar("_T", dt.date, Period)
_FILLERS = pattern(
    r"^(?:thoi gian|thoi han|hoan thanh|hoan tat|ban hanh|trinh|gui|xong|thuc hien|(?:cham nhat|muon nhat|khong muon hon)"
    r"(?: la| vao)?|trong (?:khoang )?thoi gian|bao cao(?! nam| quy| thang| 0?6| tuan)|[:,;-])\s*"
)
_TILL = pattern(
    r"^(?:(?:den|toi|vao|trong|cuoi|het|den het|trong vong|ngay cuoi(?: cung)?(?: cua)?)\s+)+(?:het\s+|cuoi\s+)?"
)
_BEFORE = pattern(r"^truoc\s+(?:het\s+)?")
_ONGOING = pattern(
    r"(?:lam )?(?:thuong xuyen|lien tuc|hang ngay|thuong ky)(?:,? (?:va )?(?:lien tuc|thuong xuyen|hang ngay))?"
)
_LATER = pattern(
    r"^(?P<first>.+?),? (?:va )?(?:(?:nhung |cac )?nam (?:tiep theo|sau|ke tiep)|hang nam|tro di|nhung nam (?:tiep theo|sau))$"
)
_AFTER = pattern(
    r"(?:(?P<often>(?:moi|hang) [^:,]+)[:,] )?(?:trong )?(?:vong |thoi han )?(?P<days>[0-9]{1,3}) ngay,? (?:(?:ke )?tu|sau)(?: khi| ngay)? (?P<what>.+)"
)
_EVENTS: tuple[tuple[str, Awaited], ...] = (
    ("bat dau|khoi cong|trien khai", "started"),
    ("phe duyet|thong qua|duyet", "approved"),
    ("ban hanh|ky ban hanh", "issued"),
    ("hoan thanh", "completed"),
    ("trinh", "submitted"),
)
_NAMED_OFTEN = pattern(
    r"(?:bao cao|hang|moi|dinh ky|ket qua)(?: dinh ky| hang| ket qua)* ((?:0?[0-9]{1,2} )?(?:tuan|thang|quy|nam))\b(?! ?[0-9]| [iv]+\b| dau| cuoi)"
)
_IN_ONE_YEAR = pattern(r"(?P<days>.+?)(?: ?/ ?|,? nam )(?P<year>(?:19|20)[0-9]{2})")
_HOLIDAY: dict[str, OnHoliday] = {
    "ke ca khi roi vao ngay nghi": "keep",
    "roi vao ngay nghi thi lui sang ngay lam viec lien sau": "next",
    "roi vao ngay nghi thi dua len ngay lam viec lien truoc": "previous",
}
_LAPSES = pattern("khi qua han (?P<days>[0-9.]+) ngay: tinh la khong thuc hien ky do")
_EXCEPTION = pattern(r"rieng (?P<time>.+?)(?:: | (?=ngay ))(?P<day>.+)")
_FROM_TILL = pattern(r"(?:tu )?(?P<first>.+?) den (?P<last>.+)")
_SHORT_SPAN = pattern(
    r"^(?P<kind>quy|thang) (?P<first>[iv]{1,3}|[0-9]{1,2}) ?- ?(?P<last>[iv]{1,3}|[0-9]{1,2})(?=[ /])"
)
_SAME = (
    ("^tu nay (?=den )", ""),
    (" den het ", " den "),
    (r"\bqui\b", "quy"),
    ("^nam (?=[0-9]{4} ?- ?[0-9]{4})", ""),
)
_THIS_YEAR = ("nam", "nam nay")
_A_LEVEL = pattern(r", cap [a-z ]+$")
"""Of which level a deadline is, where each level has a row of its own."""


@record
class LeaningOn:
    """What is known around the words: the year of their document, how often the thing comes by its own name, which item a phrase means."""

    year: int | None = None
    often: Every | None = None
    item: Callable[[str], str | None] = lambda _phrase: None


NOTHING_AROUND = LeaningOn()


def read_deadline(text: str, on: LeaningOn = NOTHING_AROUND) -> DeadlineRule | None:
    """The rule that the words of a deadline mean, with the words beside; None where they cannot be read.

    `assumed` marks what the words leave open: a day of what comes every year or quarter, a year that is not written.
    “thường xuyên” is a duty without a deadline. Limits stand behind a semicolon: `hằng quý; từ năm 2025`.
    """
    literal = " ".join(nfc(text).split())
    words = _plain(literal)
    if _ONGOING.fullmatch(words):
        return DeadlineRule(text=literal)
    main, *limits = re.split(r" ?; ?", words)
    rule = _read_rule(main, on)
    for limit in limits:
        rule = _limited(rule, limit) if rule else None
    return replace(rule, text=literal) if rule is not None else None


def often_of(title: str) -> Every | None:
    """How often something comes by its own name: `Báo cáo năm`, `Báo cáo định kỳ 6 tháng`; None where it says none, or several."""
    words = fold(title)
    found = {how_often(f"dinh ky {said}") for said in _NAMED_OFTEN.findall(words)}
    return found.pop() if len(found) == 1 else None


def _plain(text: str) -> str:
    words = " ".join(re.sub(r" ?\((.+?)\)", r", \1", fold(text.replace("–", "-"))).split()).rstrip(".;,")
    for written, plain in _SAME:
        words = re.sub(written, plain, words)
    while (shorter := _FILLERS.sub("", words)) != words:
        words = shorter
    return _A_LEVEL.sub("", _SHORT_SPAN.sub(r"\g<kind> \g<first> den \g<kind> \g<last>", words))


def _read_rule(words: str, on: LeaningOn) -> DeadlineRule | None:
    often = on.often or ("half" if words.endswith(" ky") else None)
    rule = read_recurring(words, often)
    for read in (_after, _in_one_year, _later, _limits_beside, _before, _till):
        rule = rule or read(words, on)
    return rule


def _after(words: str, on: LeaningOn) -> DeadlineRule | None:
    """`trong 30 ngày sau khi ban hành Quy chế`: another item's event, where it is known which."""
    match = _AFTER.fullmatch(words)
    if match is None:
        return None
    for verbs, event in _EVENTS:
        said = re.fullmatch(
            rf"(?:{verbs}),? (?P<item>.+)|(?P<done>.+?) (?:da |duoc )+(?:{verbs})", match["what"]
        )
        phrase = (said["item"] or said["done"]) if said else ""
        item = on.item(phrase) if phrase else None
        if item is not None:
            after = After(item=item, event=event, days=int(match["days"]))
            every = how_often(match["often"]) if match["often"] else None
            return DeadlineRule(every=every, after=after, assumed=phrase != fold(item))
    return None


def _in_one_year(words: str, _on: LeaningOn) -> DeadlineRule | None:
    """`15/6 và 15/12/2025`: several days of one year."""
    match = _IN_ONE_YEAR.fullmatch(words)
    days = days_of_year(_till_words(match["days"])) if match else ()
    if match is None or len(days) < 2:
        return None
    year = Period.of_year(int(match["year"]))
    return DeadlineRule(every="year", on=days, from_=year, until=year)


def _later(words: str, _on: LeaningOn) -> DeadlineRule | None:
    """`Quý IV năm 2021, các năm tiếp theo`: so it is in that year, and in those after it."""
    match = _LATER.fullmatch(words)
    first = _IN_ONE_YEAR.fullmatch(_till_words(match["first"])) if match else None
    if match is None:
        return None
    if first is None:
        year = re.fullmatch("(?:nam )?(?P<year>(?:19|20)[0-9]{2})", _till_words(match["first"]))
        since = Period.of_year(int(year["year"])) if year else None
        return DeadlineRule(every="year", from_=since, assumed=True) if since else _yearly(match["first"])
    rule = _yearly(first["days"])
    return replace(rule, from_=Period.of_year(int(first["year"]))) if rule else None


def _yearly(words: str) -> DeadlineRule | None:
    return read_recurring(f"{words} hang nam", None)


def _limits_beside(words: str, _on: LeaningOn) -> DeadlineRule | None:
    """`hằng quý, từ 15/6/2025 đến 30/6/2026`, in either order."""
    for match in (re.fullmatch(form, words) for form in ("(.+?), (?P<limit>.+)", "(?P<limit>.+), (.+?)")):
        rule = read_recurring(words.replace(match["limit"], "").strip(", "), None) if match else None
        if match is not None and rule is not None and rule.every is not None:
            return _limited(rule, match["limit"])
    return None


def _limited(rule: DeadlineRule, words: str) -> DeadlineRule | None:
    """What is said behind a rule: its first and last time, one with a day of its own, what a day off does; None for anything else."""
    if words in _HOLIDAY:
        return replace(rule, on_holiday=_HOLIDAY[words])
    lapses, exception = _LAPSES.fullmatch(words), _EXCEPTION.fullmatch(words)
    if rule.every is None:
        return None
    if lapses is not None:
        return replace(rule, lapses_after=int(lapses["days"].replace(".", "")))
    if exception is not None:
        return _with_exception(rule, exception["time"], exception["day"])
    both = _FROM_TILL.fullmatch(words)
    ends = (both["first"], both["last"]) if both else (words.removeprefix("tu "), "")
    if not both and words.startswith("den "):
        ends = ("", re.sub("^den (?:het )?", "", words))
    first, last = (_time(end) for end in ends)
    if any(end and time is None for end, time in zip(ends, (first, last), strict=True)):
        return None
    return replace(rule, from_=first or rule.from_, until=last or rule.until)


def _with_exception(rule: DeadlineRule, time: str, day: str) -> DeadlineRule | None:
    period = _period(time, None)
    if period is None:
        return None
    year = period.year if period.kind in ("month", "quarter", "half") else None
    due: dt.date | Literal["end"] | None = "end" if day == "cuoi ky" else _day(day, year)[0]
    return replace(rule, exceptions={**rule.exceptions, period: due}) if due is not None else None


def _time(words: str) -> dt.date | Period | None:
    """A day with its year, or a period."""
    return (_day(words, None)[0] or _period(words, None)) if words else None


def _before(words: str, on: LeaningOn) -> DeadlineRule | None:
    """`trước ngày 15/4/2021`, `trước tháng 6/2021`: the day itself is too late."""
    if _BEFORE.match(words) is None:
        return None
    rest = _BEFORE.sub("", words)
    day, is_assumed = _day(rest, on.year)
    if day is None and (period := _period(rest, on.year)) is not None and period.kind != "span":
        day, is_assumed = period.first_day, not _has_year(rest)
    return DeadlineRule(before=day, assumed=is_assumed) if day is not None else None


def _till(words: str, on: LeaningOn) -> DeadlineRule | None:
    """`30/6/2021`, `đến hết quý II/2021`, `tháng 6 năm 2021`, `giai đoạn 2021 - 2025`."""
    rest = _till_words(words)
    day, is_assumed = _day(rest, on.year)
    if day is not None:
        return DeadlineRule(by=day, assumed=is_assumed)
    period = _period(rest, on.year)
    if rest in _THIS_YEAR and on.year is not None:
        period = Period.of_year(on.year)
    if period is None or period.kind == "once":
        return None
    if period.kind == "span":
        return DeadlineRule(within=period)
    return DeadlineRule(by=period, assumed=not _has_year(rest))


def _till_words(words: str) -> str:
    return _TILL.sub("", words)


def _has_year(words: str) -> bool:
    return re.search("(?:19|20)[0-9]{2}", words) is not None


def _day(words: str, year: int | None) -> tuple[dt.date | None, bool]:
    """The day, and whether its year is only that of the document."""
    return _read(parse_date, words, year), not _has_year(words)


def _period(words: str, year: int | None) -> Period | None:
    return _read(parse_period, words, year)


def _read(parse: Callable[[str, dt.date], _T], words: str, year: int | None) -> _T | None:
    if re.search("[0-9]|quy [iv]", words) is None or (year is None and not _has_year(words)):
        return None
    with suppress(BadUsage):
        return parse(words, dt.date(year or 2000, 1, 1))
    return None
