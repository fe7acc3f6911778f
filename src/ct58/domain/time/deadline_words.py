"""From the words of an assignment table to a deadline rule: what is certain, what is a reading, what nobody can tell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from ct58.domain.text.vietnamese import fold, nfc
from ct58.domain.time.dates import parse_date, parse_period
from ct58.domain.time.deadlines import DeadlineRule
from ct58.domain.time.period import ONE_DAY, Frequency, Period
from ct58.errors import BadUsage

_T = TypeVar("_T", dt.date, Period)
_FILLERS = re.compile(
    r"^(?:thoi gian|thoi han|hoan thanh|ban hanh|trinh|xong|thuc hien|bao cao|cham nhat(?: la)?|[:,;-])\s*"
)
_TILL = re.compile(r"^(?:(?:den|toi|vao|trong|cuoi|het|den het|trong vong)\s+)+(?:het\s+|cuoi\s+)?")
_BEFORE = re.compile(r"^truoc\s+(?:het\s+)?")
_ONGOING = re.compile(
    r"(?:lam )?(?:thuong xuyen|lien tuc|hang ngay|thuong ky)(?:,? (?:va )?(?:lien tuc|thuong xuyen))?"
)
_EVERY: tuple[tuple[str, Frequency], ...] = (("nam", "year"), ("quy", "quarter"), ("thang", "month"))
_EACH = r"(?:dinh ky )?(?:hang|moi|tung)"
_LATER = re.compile(r"^(?P<first>.+?),? (?:va )?(?:cac nam (?:tiep theo|sau)|hang nam)$")
_DAY_OF_YEAR = re.compile(r"(?:ngay )?(?P<day>[0-9]{1,2})\s?(?:/|thang )\s?(?P<month>[0-9]{1,2})")


def read_deadline(text: str, year: int | None = None) -> DeadlineRule | None:
    """The rule that the words of a deadline mean, with the words beside; None where they cannot be read.

    `assumed` marks what the words leave open: a day of what comes every year or quarter, a year that is not written
    (`year` is that of the document). “thường xuyên” is a duty without a deadline.
    """
    literal = " ".join(nfc(text).split())
    words = _plain(literal)
    if _ONGOING.fullmatch(words):
        return DeadlineRule(text=literal)
    for read in (_recurring, _before, _till):
        rule = read(words, year)
        if rule is not None:
            return DeadlineRule(text=literal, **{**_given(rule), "assumed": rule.assumed})
    return None


def _given(rule: DeadlineRule) -> dict[str, Any]:
    return {key: value for key, value in vars(rule).items() if value != getattr(DeadlineRule, key, None)}


def _plain(text: str) -> str:
    words = " ".join(fold(text).replace("–", "-").split()).rstrip(".;,")
    while (shorter := _FILLERS.sub("", words)) != words:
        words = shorter
    return words


def _recurring(words: str, _year: int | None) -> DeadlineRule | None:
    """`hằng quý`, `Quý IV hằng năm`, `Quý IV năm 2021, các năm tiếp theo`, `trước ngày 15/12 hằng năm`."""
    for noun, every in _EVERY:
        if re.fullmatch(rf"{_EACH} {noun}", words):
            return DeadlineRule(every=every, assumed=True)
    later = _LATER.fullmatch(words)
    if later is None:
        return None
    first = _till_words(later["first"])
    is_before = _BEFORE.match(first) is not None
    day = _DAY_OF_YEAR.fullmatch(_BEFORE.sub("", first))
    if day is not None:
        with suppress(ValueError):
            due = dt.date(2023, int(day["month"]), int(day["day"])) - (
                ONE_DAY if is_before else dt.timedelta()
            )
            return DeadlineRule(every="year", in_=f"{due:%m-%d}")
        return None
    quarter = _period(first, 2000)
    if is_before or quarter is None or quarter.kind != "quarter":
        return None
    since = Period.of_year(quarter.year) if quarter.year != 2000 else None
    return DeadlineRule(every="year", in_=f"Q{quarter.number}", from_=since)


def _before(words: str, year: int | None) -> DeadlineRule | None:
    """`trước ngày 15/4/2021`, `trước tháng 6/2021`: the day itself is too late."""
    if _BEFORE.match(words) is None:
        return None
    rest = _BEFORE.sub("", words)
    day, is_assumed = _day(rest, year)
    if day is None and (period := _period(rest, year)) is not None and period.kind != "span":
        day, is_assumed = period.first_day, not _has_year(rest)
    return DeadlineRule(before=day, assumed=is_assumed) if day is not None else None


def _till(words: str, year: int | None) -> DeadlineRule | None:
    """`30/6/2021`, `đến hết quý II/2021`, `tháng 6 năm 2021`, `giai đoạn 2021 - 2025`."""
    rest = _till_words(words)
    day, is_assumed = _day(rest, year)
    if day is not None:
        return DeadlineRule(by=day, assumed=is_assumed)
    period = _period(rest, year)
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
