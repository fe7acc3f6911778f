"""Periods: weeks to years, several of them in a row, a day's share of a year, and `once` (contract §1, §7.1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal, get_args

from ct58.domain.time.days import ONE_DAY, WEEK, day_in, last_of_month, weeks_in
from ct58.domain.time.period_names import DAYS, NUMBERED, parsed_name, written_name

__all__ = [
    "CALENDAR_KINDS",
    "FIRST_YEAR",
    "LAST_YEAR",
    "ONE_DAY",
    "CalendarKind",
    "Frequency",
    "Period",
    "PeriodKind",
    "is_year",
    "periods_between",
]

CalendarKind = Literal["week", "month", "quarter", "half", "year"]
"""The kinds that tile the calendar, so that one day lies in exactly one period of each."""
CALENDAR_KINDS: tuple[CalendarKind, ...] = get_args(CalendarKind)
"""The shortest first."""
Frequency = CalendarKind
PeriodKind = Literal["week", "month", "quarter", "half", "nine_months", "year", "span", "day", "once"]
SpanUnit = Literal["date", "week", "month", "quarter", "half", "year"]
"""What a span is counted in: its first and its last one are named."""

FIRST_YEAR = 1900
LAST_YEAR = 2199

_MONTHS_EACH = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """One period of the contract; make it with `parse` or with the constructor named after its kind.

    `number` is the week (of ISO 8601), month, quarter or half-year, of a `day` month and day (615); 0 elsewhere. A `span` goes from
    the one of `year` and `number` to that of `last_year` and `last_number`, counted in `of`. A `day` is the part of its
    year up to that day: where several things fall due in one year it tells which. `year` is 0 for `once`. A period
    that cannot be raises ValueError, so whoever holds one can trust it.
    """

    kind: PeriodKind
    year: int = 0
    number: int = 0
    last_year: int = 0
    last_number: int = 0
    of: SpanUnit = "year"

    def __post_init__(self) -> None:
        if not self._is_possible():
            raise ValueError(f"no such period: {self.kind} {self.year} {self.number} {self.last_year}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that a canonical text names: `2021-Q2`, `2021..2025`, `2021-01..2021-04`, `once`.

        Nothing else is accepted (`dates.parse_period` reads what people write): ValueError.
        """
        if text == "once":
            return cls.once()
        first, dots, last = text.partition("..")
        kind, year, number = parsed_name(first)
        if dots:
            last_kind, last_year, last_number = parsed_name(last)
            if kind in ("day", "nine_months") or kind != last_kind:
                raise ValueError(f"not a period: {text!r}")
            return cls("span", year, number, last_year, last_number, of=kind)  # type: ignore[arg-type]
        if kind == "date":
            raise ValueError(f"not a period: {text!r}")
        return cls(kind, year, number)  # type: ignore[arg-type]

    @classmethod
    def from_plain(cls, value: object) -> Period:
        """The period that a YAML value names: a canonical text, or an integer year. ValueError otherwise."""
        if isinstance(value, str):
            return cls.parse(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return cls.of_year(value)
        raise ValueError(f"not a period: {value!r}")

    @classmethod
    def week(cls, year: int, week: int) -> Period:
        """A week from Monday to Sunday, numbered by ISO 8601; `year` is that of its Thursday."""
        return cls("week", year, week)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """One month, 1 to 12."""
        return cls("month", year, month)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """One quarter, 1 to 4."""
        return cls("quarter", year, quarter)

    @classmethod
    def half(cls, year: int, half: int = 1) -> Period:
        """The first or the last six months of a year (6 tháng đầu năm, 6 tháng cuối năm)."""
        return cls("half", year, half)

    @classmethod
    def nine_months(cls, year: int) -> Period:
        """The first nine months of a year."""
        return cls("nine_months", year)

    @classmethod
    def of_year(cls, year: int) -> Period:
        """One calendar year."""
        return cls("year", year)

    @classmethod
    def up_to(cls, day: dt.date) -> Period:
        """A year up to a day of it: `2021@06-15`."""
        return cls("day", day.year, _number_of(day))

    @classmethod
    def span(cls, first_year: int, last_year: int) -> Period:
        """Whole years, both included: a term, a horizon."""
        return cls("span", first_year, 0, last_year)

    @classmethod
    def between(cls, first: Period | dt.date, last: Period | dt.date) -> Period:
        """From one period or day to another of the same kind, both included; by a shorter name where there is one.

        ValueError for two of different kinds, or in the wrong order.
        """
        found = cls.parse(f"{first}..{last}")
        kinds = ("week",) if found.of == "week" else _MONTHS_EACH
        names = (_around(found.first_day, kind) for kind in kinds if found.of != "year")
        ends = (found.first_day, found.last_day)
        return next((name for name in names if (name.first_day, name.last_day) == ends), found)

    @classmethod
    def once(cls) -> Period:
        """The period of what happens or is asked once; it has no bounds."""
        return cls("once")

    @classmethod
    def containing(cls, day: dt.date, kind: PeriodKind) -> Period:
        """The period of that kind in which the day lies.

        ValueError for a span or a day, for a day after the nine months, and for a week of a year that has no periods.
        """
        if kind == "once":
            return cls.once()
        period = _around(day, kind)
        if not period.contains(day):
            raise ValueError(f"{day} is not in {period}")
        return period

    @property
    def first_day(self) -> dt.date:
        """The first day; `date.min` for `once`."""
        if self.kind in _MONTHS_EACH:
            return dt.date(self.year, self._first_month(), 1)
        if self.kind == "once":
            return dt.date.min
        if self.kind == "day":
            return dt.date(self.year, 1, 1)
        return _bounds(self.of if self.kind == "span" else self.kind, self.year, self.number)[0]

    @property
    def last_day(self) -> dt.date:
        """The last day, still inside; `date.max` for `once`."""
        if self.kind in _MONTHS_EACH:
            return last_of_month(self.year, self._first_month() + _MONTHS_EACH[self.kind] - 1)
        if self.kind == "once":
            return dt.date.max
        if self.kind == "span":
            return _bounds(self.of, self.last_year, self.last_number)[1]
        return _bounds(self.kind, self.year, self.number)[1]

    @property
    def ends(self) -> tuple[Period | dt.date, Period | dt.date]:
        """The first and the last one that a span names: periods, or days. Itself twice for all else."""
        if self.kind != "span":
            return self, self
        if self.of == "date":
            return self.first_day, self.last_day
        return Period(self.of, self.year, self.number), Period(self.of, self.last_year, self.last_number)

    def contains(self, day: dt.date) -> bool:
        """Whether the day lies inside, first and last day included."""
        return self.first_day <= day <= self.last_day

    def covers(self, other: Period) -> bool:
        """Whether every day of the other period lies inside this one."""
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    def split(self, kind: CalendarKind) -> tuple[Period, ...]:
        """The sub-periods of that kind, in order; all but weeks are together this period (H1 → Q1, Q2).

        ValueError where they cannot be: `once`, or parts larger than the whole.
        """
        if self.kind == "once":
            raise ValueError("once has no parts")
        parts = periods_between(kind, self.first_day, self.last_day)
        if not parts:
            raise ValueError(f"{self} has no part as large as a {kind}")
        return parts

    def previous(self) -> Period:
        """The one before, of the same kind and length; nine months and days of a year go back a year.

        ValueError for `once` and before 1900.
        """
        if self.kind == "week":
            return Period.containing(self.first_day - ONE_DAY, "week")
        if self.kind == "span":
            return self._span_before()
        if self.kind in NUMBERED and self.number > 1:
            return Period(self.kind, self.year, self.number - 1)
        earlier = self._years_earlier(1)
        return replace(earlier, number=NUMBERED[self.kind]) if self.kind in NUMBERED else earlier

    def same_period_last_year(self) -> Period:
        """The same period of the year before; of a 53rd week or a 29 February the last there is. ValueError for `once` and before 1900."""
        return self._years_earlier(1)

    def sort_key(self) -> tuple[dt.date, dt.date]:
        """Orders periods by first day, then by last day: month, quarter, half-year, year of one January."""
        return self.first_day, self.last_day

    def __str__(self) -> str:
        if self.kind == "span":
            last = written_name(self.of, self.last_year, self.last_number)
            return f"{written_name(self.of, self.year, self.number)}..{last}"
        return written_name(self.kind, self.year, self.number)

    def _is_possible(self) -> bool:
        if self.kind == "once":
            return self.year == self.number == self.last_year == self.last_number == 0
        if self.kind != "span":
            is_one = self.last_year == self.last_number == 0 and self.of == "year"
            return is_one and _is_one(self.kind, self.year, self.number)
        ends = ((self.year, self.number), (self.last_year, self.last_number))
        return ends[0] <= ends[1] and all(_is_one(self.of, *end) for end in ends)

    def _first_month(self) -> int:
        return (self.number - 1) * _MONTHS_EACH[self.kind] + 1 if self.number else 1

    def _years_earlier(self, years: int) -> Period:
        if self.kind == "once":
            raise ValueError("nothing comes before once")
        unit = self.of if self.kind == "span" else self.kind
        number = _number_in(unit, self.year - years, self.number)
        if self.kind != "span":
            return replace(self, year=self.year - years, number=number)
        last_year = self.last_year - years
        last_number = _number_in(unit, last_year, self.last_number)
        return replace(
            self, year=self.year - years, number=number, last_year=last_year, last_number=last_number
        )

    def _span_before(self) -> Period:
        """As many of its unit, ending where this one begins."""
        last = self.first_day - ONE_DAY
        if self.of in ("date", "week"):
            first = last - (self.last_day - self.first_day)
            return Period.parse(f"{first}..{last}") if self.of == "date" else _weeks(first, last)
        each = NUMBERED.get(self.of, 1)
        count = (self.last_year - self.year) * each + self.last_number - self.number + 1
        year, number = divmod(self.year * each + max(self.number, 1) - 1 - count, each)
        end = _around(last, self.of)
        number = number + 1 if self.number else 0
        return replace(self, year=year, number=number, last_year=end.year, last_number=end.number)


def periods_between(kind: CalendarKind, first_day: dt.date, last_day: dt.date) -> tuple[Period, ...]:
    """All periods of a kind that lie wholly between two days (both included), in order.

    Bounded by the years that a period can have, so `once` as an end is harmless.
    """
    years = range(max(first_day.year, FIRST_YEAR), min(last_day.year, LAST_YEAR) + 1)
    periods = (Period(kind, year, number) for year in years for number in _numbers(kind, year))
    return tuple(p for p in periods if first_day <= p.first_day and p.last_day <= last_day)


def _numbers(kind: str, year: int) -> range:
    if kind == "week":
        return range(1, weeks_in(year) + 1)
    return range(1, NUMBERED[kind] + 1) if kind in NUMBERED else range(1)


def _around(day: dt.date, kind: str) -> Period:
    """The one of a kind around a day; of nine months those that begin its year."""
    if kind == "week":
        return Period("week", *day.isocalendar()[:2])
    number = (day.month - 1) // _MONTHS_EACH[kind] + 1 if kind in NUMBERED else 0
    return Period(kind, day.year, number)  # type: ignore[arg-type]


def _weeks(first: dt.date, last: dt.date) -> Period:
    """The weeks from that of one day to that of another."""
    return Period.parse(f"{_around(first, 'week')}..{_around(last, 'week')}")


def is_year(year: int) -> bool:
    """Whether periods can be in a year."""
    return FIRST_YEAR <= year <= LAST_YEAR


def _is_one(kind: str, year: int, number: int) -> bool:
    """Whether a year has one with that number."""
    if not is_year(year):
        return False
    if kind in DAYS:
        return _number_in(kind, year, number) == number
    most = weeks_in(year) if kind == "week" else NUMBERED.get(kind, 0)
    return min(most, 1) <= number <= most


def _number_in(kind: str, year: int, number: int) -> int:
    """The number, or the last below it that there is in a year: not every year has a 53rd week, or a 29 February."""
    if kind == "week":
        return min(number, weeks_in(year))
    if kind in DAYS:
        month, day = divmod(number, 100)
        return _number_of(day_in(year, month, day))
    return number


def _bounds(kind: str, year: int, number: int) -> tuple[dt.date, dt.date]:
    """First and last day of what is no period by months, or is the end of a span."""
    if kind == "week":
        first = dt.date.fromisocalendar(year, number, 1)
        return first, first + WEEK - ONE_DAY
    if kind in DAYS:
        day = dt.date(year, *divmod(number, 100))
        return day, day
    one = Period(kind, year, number)  # type: ignore[arg-type]
    return one.first_day, one.last_day


def _number_of(day: dt.date) -> int:
    return 100 * day.month + day.day
