"""Dates and periods as people write them, in Vietnamese too (contract §1, domain.md §9)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

from ct58.domain.text.suggestions import quoted
from ct58.domain.text.vietnamese import fold, nfc
from ct58.domain.time.period import FIRST_YEAR, Period, is_year
from ct58.errors import BadUsage
from ct58.i18n import Message, N_
from ct58.patterns import pattern

DATE_HINT = N_("Write day/month/year, for example 30/6/2021.")
PERIOD_HINT = N_("Write for example 2021-Q2, “Quý II/2021”, “6 tháng đầu năm 2021”, “tháng 4/2021” or 2021.")

_DAYS_FROM_TODAY = {
    "hom nay": 0,
    "today": 0,
    "hom qua": -1,
    "yesterday": -1,
    "ngay mai": 1,
    "tomorrow": 1,
}
_DATE_FORMS = (
    r"(?P<year>[0-9]{4})(?P<sign>[-/])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})",
    r"(?:ngay )?(?P<day>[0-9]{1,2}) ?/ ?(?P<month>[0-9]{1,2})(?: ?/ ?(?P<year>[0-9]+))?",
    r"(?:ngay )?(?P<day>[0-9]{1,2})(?P<sign>[-.])(?P<month>[0-9]{1,2})(?P=sign)(?P<year>[0-9]+)",
    r"(?:ngay )?(?P<day>[0-9]{1,2}) thang (?P<month>[0-9]{1,2})(?:,? nam (?P<year>[0-9]+))?",
)

_YEAR = r"(?:(?: ?[/-] ?|,? nam | )(?P<year>[0-9]+))?"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def _quarter(year: int, part: str) -> Period:
    """A quarter by its Roman or Arabic number. ValueError for a number that no quarter has."""
    return Period.quarter(year, int(part) if part.isdecimal() else _ROMAN.get(part, 0))


def _up_to(year: int, part: str) -> Period:
    """A year up to a day and month of it."""
    day, month = part.split("/")
    return Period.up_to(dt.date(year, int(month), int(day)))


_PeriodForm = tuple[str, Callable[[int, str], Period]]
_PERIOD_FORMS: tuple[_PeriodForm, ...] = (
    (r"(?:qu[yi] ?|q)(?P<part>[0-9]|[iv]+)" + _YEAR, _quarter),
    (r"(?P<part>[iv]+)" + _YEAR, _quarter),
    (r"tuan (?:thu )?(?P<part>[0-9]{1,2})" + _YEAR, lambda year, part: Period.week(year, int(part))),
    (r"(?:0?6|sau) thang cuoi(?: nam)?" + _YEAR, lambda year, _: Period.half(year, 2)),
    (r"(?:0?6|sau) thang(?: dau nam)?" + _YEAR, lambda year, _: Period.half(year)),
    (r"(?:0?9|chin) thang(?: dau nam)?" + _YEAR, lambda year, _: Period.nine_months(year)),
    (r"(?:thang ?|t)(?P<part>[0-9]{1,2})" + _YEAR, lambda year, part: Period.month(year, int(part))),
    (r"(?:ca )?nam (?P<year>[0-9]+)", lambda year, _: Period.of_year(year)),
    (r"(?:ky|dot) (?:ngay )?(?P<part>[0-9]{1,2}/[0-9]{1,2})/(?P<year>[0-9]+)", _up_to),
    (
        r"(?:giai doan |nhiem ky )?(?P<year>[0-9]{4}) ?(?:-|\.\.|den) ?(?P<part>[0-9]{4})",
        lambda year, part: Period.span(year, int(part)),
    ),
)
_FROM_TO = pattern(r"(?:tu |giai doan |nhiem ky )?(?P<first>.+?)(?: ?\.\. ?| - | den )(?P<last>.+)")
_ONCE = ("once", "mot lan")
_DASHES = str.maketrans("‐‑‒–—−", "------")
_ROMAN_SIGN = pattern("[\u2160-\u2188]")
_YEAR_DIGITS = 4


def parse_date(text: str, today: dt.date) -> dt.date:
    """The day that a text names: 2021-07-15, 15/7/2021, 15.7.2021, 15/7, "hôm qua".

    The day comes before the month, always; without a year it is today's. "ngày 15 tháng 7 năm 2021" will
    do too. Accents, case and spaces don't matter; digits are ASCII. BadUsage for anything else: years of
    two digits or far away, days that no month has.
    """
    written = _plain(text)
    if written in _DAYS_FROM_TODAY:
        return today + dt.timedelta(days=_DAYS_FROM_TODAY[written])
    match = _first_match(_DATE_FORMS, written)
    if match is None:
        raise _refusal(N_("“{text}” is not a date."), text, DATE_HINT)
    year = _year(match, text, today, DATE_HINT)
    try:
        return _day(year, int(match["month"]), int(match["day"]))
    except ValueError:
        raise _refusal(N_("“{text}” is not in the calendar."), text, DATE_HINT) from None


_LATELY = 92
"""Days: a document of December that comes in January has its year left out, too."""


def parse_past_date(text: str, today: dt.date) -> dt.date:
    """The day that a text names of something that is there already: without a year it may be of the year before.

    "28/12", said in January, is last year's. Raises BadUsage as `parse_date` does.
    """
    day = parse_date(text, today)
    if day <= today:
        return day
    earlier = parse_date(text, dt.date(max(today.year - 1, FIRST_YEAR), 1, 1))
    is_same_day = (earlier.month, earlier.day) == (day.month, day.day) and earlier.year != day.year
    return earlier if is_same_day and (today - earlier).days <= _LATELY else day


def parse_period(text: str, today: dt.date | None = None) -> Period:
    """The period that a text names: canonical (2021-Q2), or as the office writes it ("Quý II năm 2021").

    With `today` the year may be left out ("quý II", "6 tháng đầu năm"). A bare "4/2021" is refused, for
    it may be the month or the quarter. BadUsage for whatever is no period.
    """
    written = _plain(text)
    try:
        return _canonical(written) or _as_spoken(written, text, today) or _from_to(written, text, today)
    except ValueError:
        raise _refusal(N_("“{text}” is not a period."), text, PERIOD_HINT) from None


def is_written_as_date(text: str) -> bool:
    """Whether a text has the form of a date, though no calendar may have the day: `33/7`."""
    return _first_match(_DATE_FORMS, _plain(text)) is not None


_CANONICAL_SHAPE = r"[0-9]{4}(-[qwh]?[0-9]{1,2}m?|@[0-9]{1,2}-[0-9]{1,2})"


def is_written_as_period(text: str) -> bool:
    """Whether a text has the form of a period, though there may be none such: `q9/2024`, `2024-Q7`, `tháng 13`."""
    forms = (_CANONICAL_SHAPE, *(form for form, _period in _PERIOD_FORMS))
    written = _plain(text)
    return any(char.isdecimal() for char in written) and _first_match(forms, written) is not None


def _plain(text: str) -> str:
    """Without accents and capitals; every dash a hyphen, Ⅱ as II. A digit of another script stays what it is: none."""
    return fold(_ROMAN_SIGN.sub(_as_letters, text).translate(_DASHES))


def _as_letters(sign: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", sign[0])


def _day(year: int, month: int, day: int) -> dt.date:
    """A day of a year that has periods too. ValueError for any other."""
    if not is_year(year):
        raise ValueError(year)
    return dt.date(year, month, day)


def _first_match(forms: tuple[str, ...], written: str) -> re.Match[str] | None:
    matches = (re.fullmatch(form, written) for form in forms)
    return next((match for match in matches if match), None)


def _canonical(written: str) -> Period | None:
    """The period of a canonical text, in small letters or capitals, by its shortest name; None if it is not canonical."""
    try:
        found = Period.parse("once" if written in _ONCE else written.upper())
    except ValueError:
        return None
    return Period.between(*found.ends) if found.kind == "span" else found


def _as_spoken(written: str, text: str, today: dt.date | None) -> Period | None:
    """The first of the spoken forms that fits; None if none does. ValueError if the period cannot be."""
    for form, period in _PERIOD_FORMS:
        match = re.fullmatch(form, written)
        if match is not None:
            year = _year(match, text, today, PERIOD_HINT)
            return period(year, match.groupdict().get("part", ""))
    return None


def _from_to(written: str, text: str, today: dt.date | None) -> Period:
    """`từ tháng 1 đến tháng 4/2021`, `quý III/2025 - quý II/2026`; the first may leave out its year, the last its kind.

    ValueError if it is none.
    """
    match = _FROM_TO.fullmatch(written)
    if match is None:
        raise ValueError(written)
    kind = match["first"].split()[0]
    last = _end(match["last"], text, today) or _end(f"{kind} {match['last']}", text, today)
    first = _end(match["first"], text, last.replace(day=1) if isinstance(last, dt.date) else _in(last))
    if first is None or last is None:
        raise ValueError(written)
    return Period.between(first, last)


def _in(period: Period | None) -> dt.date | None:
    return None if period is None or period.kind == "once" else dt.date(period.year, 1, 1)


def _end(written: str, text: str, today: dt.date | None) -> Period | dt.date | None:
    """A period, or a day with its year, at an end of a time; None if it is neither."""
    match = _first_match(_DATE_FORMS, written)
    if match is None:
        return _canonical(written) or _as_spoken(written, text, today)
    year = _year(match, text, today, PERIOD_HINT)
    return _day(year, int(match["month"]), int(match["day"]))


def _year(match: re.Match[str], text: str, today: dt.date | None, hint: str) -> int:
    """The year written, else today's. Refused: years that are not written out, or missing without `today`."""
    digits = match["year"]
    if digits is None and today is not None:
        return today.year
    if digits is None:
        raise _refusal(N_("“{text}” has no year."), text, hint)
    if len(digits) != _YEAR_DIGITS:
        raise _refusal(N_("“{text}”: the year must have four digits."), text, hint)
    return int(digits)


def _refusal(problem: str, text: str, hint: str) -> BadUsage:
    return BadUsage(Message(problem, {"text": quoted(nfc(text).strip())}), Message(hint))
