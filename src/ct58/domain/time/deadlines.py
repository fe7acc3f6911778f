"""Deadlines: the typed rule beside its literal text, and the occurrences it means (domain.md §2, contract §7.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from typing import Literal

from ct58.domain.time.days import OnHoliday, moved
from ct58.domain.time.due_days import Cycle, Day, nominal_day, periods_of
from ct58.domain.time.period import ONE_DAY, Frequency, Period
from ct58.records import positional_record, record

Exceptions = Mapping[Period, dt.date | Literal["end"]]
"""Occurrences with a last good day of their own, by period; with `end` all in that time are due at their period's end."""


Awaited = Literal["started", "submitted", "approved", "issued", "completed"]
"""The kinds of events that bring an item further, so that another may wait for them."""


@record
class After:
    """So many days after something happened: an event of another item.

    Until then nobody knows the day. Of an item that recurs the event of the occurrence with the same name counts.
    """

    item: str
    event: Awaited
    days: int


@record
class WorkingDays:
    """What the programme says of days on which nobody works; `worked` are those at the end of a week that make up for another."""

    on_holiday: OnHoliday = "keep"
    holidays: tuple[dt.date, ...] = field(default=(), hash=False)
    worked: tuple[dt.date, ...] = field(default=(), hash=False)


EVERY_DAY = WorkingDays()


@record
class DeadlineRule:
    """A typed deadline beside its literal text.

    At most one of `by` (inclusive), `before` (exclusive), `every` and `within` is given, or `after`, which may stand beside `every`;
    none of them means a standing duty. `in_`, `on`, `at`, `from_`/`until`, `exceptions` and `lapses_after` only go with `every`: after so
    many days what was not done is not asked for any more. A period in `from_` and `until` limits the periods, a day the
    days on which something falls due. `on_holiday` goes before what the programme says. `unread`: nobody has
    made a rule of the words yet, so nothing falls due.
    """

    text: str | None = None
    by: dt.date | Period | None = None
    before: dt.date | None = None
    every: Frequency | Cycle | None = None
    in_: str | int | None = None
    on: Day | None = None
    at: Literal["start", "end"] = "end"
    due_after: int = 0
    lapses_after: int | None = None
    from_: Period | dt.date | None = None
    until: Period | dt.date | None = None
    exceptions: Exceptions = field(default_factory=dict, hash=False)
    within: Period | None = None
    after: After | None = None
    on_holiday: OnHoliday | None = None
    assumed: bool = False
    unread: bool = False
    note: str | None = None

    @property
    def is_standing(self) -> bool:
        """A duty without any deadline (thực hiện thường xuyên)."""
        return not (self.by or self.before or self.every or self.within or self.after)


ONE_TIME = Period.parse("once")


@positional_record
class Occurrence:
    """One time that something falls due; make it with `of`.

    `due` is the last good day, None for a standing duty and where it hangs on what has not happened; `key` is the
    occurrence's name in the data: its period, or `once`. Every look at a status asks for it, so it is written once.
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
def occurrences(
    rule: DeadlineRule, issued_on: dt.date, horizon: Period, work: WorkingDays = EVERY_DAY
) -> tuple[Occurrence, ...]:
    """All occurrences of a rule inside the horizon, in order.

    A one-off has one, named `once`. A recurring rule without `from` begins with the first occurrence
    due on or after the programme's date. Occurrences are computed here and never stored.
    """
    if rule.every is None:
        return (Occurrence.of(ONE_TIME, _on_working_day(rule, _due_once(rule), work)),)
    return tuple(
        Occurrence.of(period, due)
        for period, due in _recurring(rule, horizon, work)
        if _is_asked(rule, due or period.last_day, issued_on)
    )


def _recurring(
    rule: DeadlineRule, horizon: Period, work: WorkingDays
) -> Iterator[tuple[Period, dt.date | None]]:
    first, last = (_limit(limit, horizon) for limit in (rule.from_, rule.until))
    assert rule.every is not None
    for period in periods_of(rule.every, rule.on, first.first_day, last.last_day):
        yield period, None if rule.after else _due_in(rule, period, work)


def _limit(limit: Period | dt.date | None, horizon: Period) -> Period:
    """The time of whose periods one end is asked; of a day the horizon, and its own year where that lies outside."""
    if isinstance(limit, dt.date):
        years = (limit.year, horizon.first_day.year, horizon.last_day.year)
        return Period.span(min(years), max(years))
    return limit or horizon


def _is_asked(rule: DeadlineRule, day: dt.date, issued_on: dt.date) -> bool:
    """Whether a day that falls due lies where the rule begins and ends."""
    begins = issued_on if rule.from_ is None else rule.from_
    is_begun = not isinstance(begins, dt.date) or begins <= day
    return is_begun and (not isinstance(rule.until, dt.date) or day <= rule.until)


def _due_once(rule: DeadlineRule) -> dt.date | None:
    """`by` and `within` are inclusive, `before` is not ("trước ngày 15/4" is good until the 14th)."""
    if rule.before is not None:
        return rule.before - ONE_DAY
    end = rule.by if rule.by is not None else rule.within
    return end.last_day if isinstance(end, Period) else end


def _due_in(rule: DeadlineRule, period: Period, work: WorkingDays) -> dt.date | None:
    """The due day of a recurring rule in one period. A day that is written down for just that period stays where it is."""
    exception = exception_for(rule, period) if rule.exceptions else None
    if isinstance(exception, dt.date):
        return exception
    day = period.last_day if exception else nominal_day(rule.on, rule.in_, rule.at, period)
    return _on_working_day(rule, day if exception else day + ONE_DAY * rule.due_after, work)


def _on_working_day(rule: DeadlineRule, day: dt.date | None, work: WorkingDays) -> dt.date | None:
    on_holiday = rule.on_holiday or work.on_holiday
    if day is None or on_holiday == "keep":
        return day
    return moved(day, on_holiday, work.holidays, work.worked)


def due_after_event(rule: DeadlineRule, happened_on: dt.date, work: WorkingDays) -> dt.date | None:
    """The last good day of what is due so many days after an event."""
    days = rule.after.days if rule.after else 0
    return _on_working_day(rule, happened_on + ONE_DAY * days, work)


def exception_for(rule: DeadlineRule, period: Period) -> dt.date | Literal["end"] | None:
    """What a rule says of one occurrence: by its own name, else by that of a longer time in which it lies."""
    own = rule.exceptions.get(period)
    if own is not None:
        return own
    is_kept = any(said == "end" and time.covers(period) for time, said in rule.exceptions.items())
    return "end" if is_kept else None
