"""Deadlines: the typed rule beside its literal text, and the occurrences it means (domain.md §2)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache
from typing import Literal

from ct58.domain.time.period import ONE_DAY, Frequency, Period, periods_between
from ct58.records import positional_record, record

Exceptions = Mapping[Period, dt.date | Literal["end"]]
"""Occurrences with a last good day of their own, by period; with `end` all in that time are due at their period's end."""


@record
class DeadlineRule:
    """A typed deadline beside its literal text (contract §1, "Deadline rules").

    At most one of `by` (inclusive), `before` (exclusive), `every` and `within` is given; none of them
    means a standing duty. `in_`, `at`, `from_`/`until`, `exceptions` and `lapses_after` only go with `every`: after so
    many days what was not done is not asked for any more. `unread`: nobody has made a rule of the words yet, so nothing falls
    due.
    """

    text: str | None = None
    by: dt.date | Period | None = None
    before: dt.date | None = None
    every: Frequency | None = None
    in_: str | None = None
    at: Literal["start", "end"] = "end"
    due_after: int = 0
    lapses_after: int | None = None
    from_: Period | None = None
    until: Period | None = None
    exceptions: Exceptions = field(default_factory=dict, hash=False)
    within: Period | None = None
    assumed: bool = False
    unread: bool = False
    note: str | None = None

    @property
    def is_standing(self) -> bool:
        """A duty without any deadline (thực hiện thường xuyên)."""
        return not (self.by or self.before or self.every or self.within)


ONE_TIME = Period.parse("once")
_DAY_OF_YEAR = re.compile(r"([0-9]{2})-([0-9]{2})")
_QUARTER_OF_YEAR = re.compile(r"Q([1-4])")


@positional_record
class Occurrence:
    """One time that something falls due; make it with `of`.

    `due` is the last good day, None for a standing duty; `key` is the occurrence's name in the data: its
    period, or `once`. Every look at a status asks for it, so it is written once.
    """

    period: Period
    due: dt.date | None
    key: str

    @classmethod
    def of(cls, period: Period, due: dt.date | None) -> Occurrence:
        """The occurrence of a period."""
        return cls(period, due, str(period))


def occurrence_of(known: Iterable[Occurrence], key: str | None) -> Occurrence | None:
    """The one of a key among an item's occurrences; None where there is none."""
    return next((occurrence for occurrence in known if occurrence.key == key), None)


@lru_cache(maxsize=4096)  # asked again for every event and every obligation of an item
def occurrences(rule: DeadlineRule, issued_on: dt.date, horizon: Period) -> tuple[Occurrence, ...]:
    """All occurrences of a rule inside the horizon, in order.

    A one-off has one, named `once`. A recurring rule without `from` begins with the first occurrence
    due on or after the programme's date. Occurrences are computed here and never stored.
    """
    if rule.every is None:
        return (Occurrence.of(ONE_TIME, _due_once(rule)),)
    first = rule.from_ or horizon
    last = rule.until or horizon
    found = [
        Occurrence.of(period, _due_in(rule, period))
        for period in periods_between(rule.every, first.first_day, last.last_day)
    ]
    if rule.from_ is None:
        found = [occurrence for occurrence in found if occurrence.due and occurrence.due >= issued_on]
    return tuple(found)


def _due_once(rule: DeadlineRule) -> dt.date | None:
    """`by` and `within` are inclusive, `before` is not ("trước ngày 15/4" is good until the 14th)."""
    if rule.before is not None:
        return rule.before - ONE_DAY
    end = rule.by if rule.by is not None else rule.within
    return end.last_day if isinstance(end, Period) else end


def _due_in(rule: DeadlineRule, period: Period) -> dt.date:
    """The due day of a recurring rule in one month, quarter or year."""
    if rule.exceptions and (exception := exception_for(rule, period)) is not None:
        return period.last_day if exception == "end" else exception
    day = day_of_year(rule.in_, period.year) if rule.in_ else None
    if day is None:
        part = quarter_of_year(rule.in_, period.year) if rule.in_ else period
        day = part.first_day if rule.at == "start" else part.last_day
    return day + dt.timedelta(days=rule.due_after)


def exception_for(rule: DeadlineRule, period: Period) -> dt.date | Literal["end"] | None:
    """What a rule says of one occurrence: by its own name, else by that of a longer time in which it lies."""
    own = rule.exceptions.get(period)
    if own is not None:
        return own
    is_kept = any(said == "end" and time.covers(period) for time, said in rule.exceptions.items())
    return "end" if is_kept else None


def day_of_year(text: str, year: int) -> dt.date | None:
    """`12-15` in a year; 29 February falls on the 28th where the year has none. None if not that form.

    Raises ValueError for a day that no calendar has.
    """
    match = _DAY_OF_YEAR.fullmatch(text)
    if match is None:
        return None
    month, day = int(match[1]), int(match[2])
    if (month, day) == (2, 29):
        return dt.date(year, 3, 1) - ONE_DAY
    return dt.date(year, month, day)


def quarter_of_year(text: str, year: int) -> Period:
    """`Q4` in a year. Raises ValueError for anything else."""
    match = _QUARTER_OF_YEAR.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return Period.quarter(year, int(match[1]))
