"""How often something comes again, and on which day in each of its periods (contract §7.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal, get_args

from ct58.domain.time.days import ONE_DAY, day_in, months_on
from ct58.domain.time.period import Frequency, Period, PeriodKind, periods_between
from ct58.patterns import pattern
from ct58.records import record

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
MonthOfPeriod = Literal["first_month", "last_month", "next_month", "previous_month"]
YearOfPeriod = Literal["previous", "same", "next"]

_A_YEAR = 12
_DAY_OF_YEAR = pattern(r"([0-9]{2})-([0-9]{2})")
_PART_OF_YEAR = pattern(r"Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>1[0-2]|0?[1-9])")


@record
class Cycle:
    """Every so many years, or months, counted from where the rule begins, else from the programme's first year."""

    years: int | None = None
    months: int | None = None

    @property
    def in_months(self) -> int:
        """How long each is."""
        return self.months or _A_YEAR * (self.years or 1)


@record
class MonthDay:
    """A day of the period's first or last month, of the month after it or before it; 31 is that month's last."""

    day: int
    of: MonthOfPeriod = "last_month"


@record
class WeekDay:
    """A day of the week."""

    weekday: Weekday


@record
class YearDay:
    """A day of the period's (last) year, or of the year after it or before it: `{date: 03-31, year: next}`."""

    date: str
    year: YearOfPeriod = "same"


Day = MonthDay | WeekDay | YearDay | str | tuple[str, ...]
"""Where in its period something falls due; a text is a day of the year (`12-10`), a list several of one year."""


def period_kind(every: Frequency | Cycle, on: Day | None) -> PeriodKind:
    """The kind of the periods by which the occurrences of what comes again are named."""
    if isinstance(every, Cycle):
        return "span"
    return "day" if isinstance(on, tuple) else every


def periods_of(
    every: Frequency | Cycle, on: Day | None, first_day: dt.date, last_day: dt.date
) -> tuple[Period, ...]:
    """The periods in which something comes again between two days: those that lie wholly inside, in order.

    Of several days in a year each is one, named after its day, which must lie inside.
    """
    if isinstance(every, Cycle):
        return tuple(_cycles(every, first_day, last_day))
    if isinstance(on, tuple):
        years = range(first_day.year, last_day.year + 1)
        found = (Period.up_to(day) for year in years for day in sorted(_day(text, year) for text in on))
        return tuple(period for period in found if first_day <= period.last_day <= last_day)
    return periods_between(every, first_day, last_day)


def _cycles(every: Cycle, first_day: dt.date, last_day: dt.date) -> Iterator[Period]:
    """Times of equal length, one after the other, from the first whole month or year on."""
    unit: Frequency = "month" if every.months else "year"
    begin = Period.containing(first_day, unit)
    first = begin.first_day if begin.first_day == first_day else begin.last_day + ONE_DAY
    while True:
        year, month = months_on(first, every.in_months - 1)
        last = Period.month(year, month)
        if last.last_day > last_day:
            return
        names = (f"{first:%Y-%m}", last) if every.months else (first.year, last.year)
        yield Period.parse(f"{names[0]}..{names[1]}")
        first = last.last_day + ONE_DAY


def nominal_day(
    on: Day | None, in_: str | int | None, at: Literal["start", "end"], period: Period
) -> dt.date:
    """The day of a period on which something falls due, before any days are added."""
    if isinstance(on, MonthDay):
        return _month_day(on, period)
    if isinstance(on, WeekDay):
        return period.first_day + ONE_DAY * WEEKDAYS.index(on.weekday)
    if isinstance(on, YearDay):
        return _day(on.date, period.last_day.year + ("previous", "same", "next").index(on.year) - 1)
    if isinstance(on, str):
        return _day(on, period.last_day.year)
    part = part_of_year(in_, period.last_day.year) if in_ is not None else period
    if isinstance(part, dt.date):
        return part
    return part.first_day if at == "start" else part.last_day


def counted_time(counts_from: int, period: Period) -> Period:
    """The days whose data a report is about, where they run from one day of the month to the day before it in the next."""
    first = day_in(*months_on(period.first_day, -1), counts_from)
    last = day_in(*months_on(period.last_day, 0), counts_from) - ONE_DAY
    return Period.between(first, last)


def _month_day(on: MonthDay, period: Period) -> dt.date:
    match on.of:
        case "first_month":
            year, month = months_on(period.first_day, 0)
        case "last_month":
            year, month = months_on(period.last_day, 0)
        case "next_month":
            year, month = months_on(period.last_day, 1)
        case "previous_month":
            year, month = months_on(period.first_day, -1)
    return day_in(year, month, on.day)


def _day(text: str, year: int) -> dt.date:
    day = day_of_year(text, year)
    if day is None:
        raise ValueError(text)
    return day


def day_of_year(text: str, year: int) -> dt.date | None:
    """`12-15` in a year; 29 February falls on the 28th where the year has none. None if not that form.

    Raises ValueError for a day that no calendar has.
    """
    match = _DAY_OF_YEAR.fullmatch(text)
    if match is None:
        return None
    month, day = int(match[1]), int(match[2])
    dt.date(2024, month, day)  # a leap year: what it does not have, none has
    return day_in(year, month, day)


def part_of_year(text: str | int, year: int) -> Period | dt.date:
    """`Q4`, `H1`, `12` (a month) or `12-15` (a day) in a year. Raises ValueError for anything else."""
    day = day_of_year(str(text), year)
    match = _PART_OF_YEAR.fullmatch(str(text))
    if day is not None:
        return day
    if match is None:
        raise ValueError(text)
    if match["month"]:
        return Period.month(year, int(match["month"]))
    return (
        Period.quarter(year, int(match["quarter"]))
        if match["quarter"]
        else Period.half(year, int(match["half"]))
    )
