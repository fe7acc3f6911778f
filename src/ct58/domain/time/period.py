"""Periods: months, quarters, half-years, nine months, years, spans of years, and `once` (contract §1)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Literal

Frequency = Literal["month", "quarter", "year"]


PeriodKind = Literal["month", "quarter", "half", "nine_months", "year", "span", "once"]
CalendarKind = Literal["month", "quarter", "year"]
"""The kinds that tile the calendar, so that one day lies in exactly one period of each."""

FIRST_YEAR = 1900
LAST_YEAR = 2199

_MONTHS_EACH = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12, "span": 12}
_NUMBERED = {"month": 12, "quarter": 4}
ONE_DAY = dt.timedelta(days=1)
_CANONICAL = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?P<month>[0-9]{2})|-Q(?P<quarter>[1-4])|(?P<half>-H1)|(?P<nine>-9M)|\.\.(?P<last>[0-9]{4}))?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """One period of the contract; make it with `parse` or with the constructor named after its kind.

    `number` is the month (1 to 12) or the quarter (1 to 4), `last_year` the end of a span; both are 0
    elsewhere, and `year` is 0 for `once`. A period that cannot be raises ValueError, so whoever holds one
    can trust it.
    """

    kind: PeriodKind
    year: int = 0
    number: int = 0
    last_year: int = 0

    def __post_init__(self) -> None:
        if not (self._years_fit() and self._number_fits()):
            raise ValueError(f"no such period: {self.kind} {self.year} {self.number} {self.last_year}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that a canonical text names: `2021-Q2`, `2021..2025`, `once`.

        Nothing else is accepted (`dates.parse_period` reads what people write): ValueError.
        """
        if text == "once":
            return cls.once()
        match = _CANONICAL.fullmatch(text)
        if match is None:
            raise ValueError(f"not a period: {text!r}")
        return cls._from_match(match)

    @classmethod
    def from_plain(cls, value: object) -> Period:
        """The period that a YAML value names: a canonical text, or an integer year. ValueError otherwise."""
        if isinstance(value, str):
            return cls.parse(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return cls.of_year(value)
        raise ValueError(f"not a period: {value!r}")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """One month, 1 to 12."""
        return cls("month", year, month)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """One quarter, 1 to 4."""
        return cls("quarter", year, quarter)

    @classmethod
    def half(cls, year: int) -> Period:
        """The first six months of a year (6 tháng đầu năm)."""
        return cls("half", year)

    @classmethod
    def nine_months(cls, year: int) -> Period:
        """The first nine months of a year."""
        return cls("nine_months", year)

    @classmethod
    def of_year(cls, year: int) -> Period:
        """One calendar year."""
        return cls("year", year)

    @classmethod
    def span(cls, first_year: int, last_year: int) -> Period:
        """Whole years, both included: a term, a horizon."""
        return cls("span", first_year, 0, last_year)

    @classmethod
    def once(cls) -> Period:
        """The period of what happens or is asked once; it has no bounds."""
        return cls("once")

    @classmethod
    def containing(cls, day: dt.date, kind: PeriodKind) -> Period:
        """The period of that kind in which the day lies.

        ValueError for a span, and for a day after the half-year or the nine months.
        """
        if kind == "once":
            return cls.once()
        number = (day.month - 1) // _MONTHS_EACH[kind] + 1 if kind in _NUMBERED else 0
        period = cls(kind, day.year, number)
        if not period.contains(day):
            raise ValueError(f"{day} is not in {period}")
        return period

    @property
    def first_day(self) -> dt.date:
        """The first day; `date.min` for `once`."""
        if self.kind == "once":
            return dt.date.min
        return dt.date(self.year, self._first_month(), 1)

    @property
    def last_day(self) -> dt.date:
        """The last day, still inside; `date.max` for `once`."""
        if self.kind == "once":
            return dt.date.max
        last_month = self._first_month() + _MONTHS_EACH[self.kind] - 1
        return _last_of_month(self.last_year or self.year, last_month)

    def contains(self, day: dt.date) -> bool:
        """Whether the day lies inside, first and last day included."""
        return self.first_day <= day <= self.last_day

    def covers(self, other: Period) -> bool:
        """Whether every day of the other period lies inside this one."""
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    def split(self, kind: CalendarKind) -> tuple[Period, ...]:
        """The sub-periods of that kind, in order; together they are this period (H1 → Q1, Q2).

        ValueError where they cannot be: `once`, or parts larger than the whole.
        """
        if self.kind == "once":
            raise ValueError("once has no parts")
        parts = periods_between(kind, self.first_day, self.last_day)
        if not parts:
            raise ValueError(f"{self} has no part as large as a {kind}")
        return parts

    def previous(self) -> Period:
        """The one before, of the same kind; half-years and nine months go back a year, spans their length.

        ValueError for `once` and before 1900.
        """
        if self.number > 1:
            return Period(self.kind, self.year, self.number - 1)
        if self.kind == "span":
            return self._years_earlier(self.last_year - self.year + 1)
        return replace(self._years_earlier(1), number=_NUMBERED.get(self.kind, 0))

    def same_period_last_year(self) -> Period:
        """The same period of the year before. ValueError for `once` and before 1900."""
        return self._years_earlier(1)

    def sort_key(self) -> tuple[dt.date, dt.date]:
        """Orders periods by first day, then by last day: month, quarter, half-year, year of one January."""
        return self.first_day, self.last_day

    def __str__(self) -> str:
        match self.kind:
            case "month":
                return f"{self.year}-{self.number:02}"
            case "quarter":
                return f"{self.year}-Q{self.number}"
            case "half":
                return f"{self.year}-H1"
            case "nine_months":
                return f"{self.year}-9M"
            case "span":
                return f"{self.year}..{self.last_year}"
        return str(self.year or "once")

    @classmethod
    def _from_match(cls, match: re.Match[str]) -> Period:
        year = int(match["year"])
        if match["month"]:
            return cls.month(year, int(match["month"]))
        if match["quarter"]:
            return cls.quarter(year, int(match["quarter"]))
        if match["last"]:
            return cls.span(year, int(match["last"]))
        if match["half"]:
            return cls.half(year)
        return cls.nine_months(year) if match["nine"] else cls.of_year(year)

    def _years_fit(self) -> bool:
        if self.kind == "once":
            return self.year == self.last_year == 0
        if self.kind == "span":
            return FIRST_YEAR <= self.year <= self.last_year <= LAST_YEAR
        return FIRST_YEAR <= self.year <= LAST_YEAR and self.last_year == 0

    def _number_fits(self) -> bool:
        if self.kind in _NUMBERED:
            return 1 <= self.number <= _NUMBERED[self.kind]
        return self.number == 0

    def _first_month(self) -> int:
        return (self.number - 1) * _MONTHS_EACH[self.kind] + 1 if self.number else 1

    def _years_earlier(self, years: int) -> Period:
        if self.kind == "once":
            raise ValueError("nothing comes before once")
        last_year = self.last_year - years if self.last_year else 0
        return replace(self, year=self.year - years, last_year=last_year)


def periods_between(kind: CalendarKind, first_day: dt.date, last_day: dt.date) -> tuple[Period, ...]:
    """All periods of a kind that lie wholly between two days (both included), in order.

    Bounded by the years that a period can have, so `once` as an end is harmless.
    """
    years = range(max(first_day.year, FIRST_YEAR), min(last_day.year, LAST_YEAR) + 1)
    numbers = range(1, _NUMBERED[kind] + 1) if kind in _NUMBERED else (0,)
    periods = (Period(kind, year, number) for year in years for number in numbers)
    return tuple(p for p in periods if first_day <= p.first_day and p.last_day <= last_day)


def _last_of_month(year: int, month: int) -> dt.date:
    first_of_next = dt.date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - ONE_DAY
