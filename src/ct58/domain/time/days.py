"""Days of the calendar: where a month ends, how many weeks a year has, which days are no working days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container
from functools import lru_cache
from typing import Literal

ONE_DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
_SATURDAY = 5
_MONTHS = 12
_MOST_DAYS = 31

OnHoliday = Literal["keep", "next", "previous"]
"""What becomes of a deadline on a Saturday, a Sunday or a holiday: it stays, or moves to the next or the last working day."""


def lies_within(day: dt.date, first: dt.date | None, last: dt.date | None) -> bool:
    """Whether a day is one of those from the first to the last, both inside; None for no limit."""
    return (first is None or first <= day) and (last is None or day <= last)


@lru_cache(maxsize=1 << 12)  # each report asks for the end of its period, several times
def last_of_month(year: int, month: int) -> dt.date:
    """The last day of a month."""
    first_of_next = dt.date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return first_of_next - ONE_DAY


def day_in(year: int, month: int, day: int) -> dt.date:
    """A day of a month, or the month's last where it has none such. ValueError for a month or day that no calendar has."""
    if not (1 <= month <= _MONTHS and 1 <= day <= _MOST_DAYS):
        raise ValueError(f"no such day: {month} {day}")
    last = last_of_month(year, month)
    return last if day > last.day else last.replace(day=day)


def months_on(day: dt.date, months: int) -> tuple[int, int]:
    """The year and the month so many months after the one of a day; before it where the number is negative."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    return day.year + years, month + 1


def weeks_in(year: int) -> int:
    """52 or 53: 28 December always lies in the last one."""
    return dt.date(year, 12, 28).isocalendar()[1]


def is_weekend(day: dt.date) -> bool:
    """A Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


def is_free(day: dt.date, holidays: Container[dt.date], worked: Container[dt.date] = ()) -> bool:
    """Whether nobody works on a day: on a holiday, or at the end of a week where it is not worked in exchange for another."""
    return day in holidays or (is_weekend(day) and day not in worked)


def moved(
    day: dt.date, on_holiday: OnHoliday, holidays: Container[dt.date], worked: Container[dt.date] = ()
) -> dt.date:
    """The day itself, or the nearest working day in the direction that is said."""
    step = {"keep": dt.timedelta(), "next": ONE_DAY, "previous": -ONE_DAY}[on_holiday]
    while step and is_free(day, holidays, worked):
        day += step
    return day
