"""Periods: canonical names, bounds, parts and neighbours (contract §1, "Periods")."""

from __future__ import annotations

import calendar
import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.time.period import (
    CALENDAR_KINDS,
    FIRST_YEAR,
    LAST_YEAR,
    CalendarKind,
    Period,
    PeriodKind,
    periods_between,
)

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)
DAYS = st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31))
DAYS_OF_PERIODS = DAYS
MONTHS = st.builds(Period.month, YEARS, st.integers(1, 12))
QUARTERS = st.builds(Period.quarter, YEARS, st.integers(1, 4))
SINGLE_YEARS = st.builds(Period.of_year, YEARS)
SPANS = st.tuples(YEARS, YEARS).map(lambda years: Period.span(min(years), max(years)))
BOUNDED = st.one_of(
    MONTHS,
    QUARTERS,
    SINGLE_YEARS,
    SPANS,
    st.builds(Period.half, YEARS, st.integers(1, 2)),
    st.builds(Period.week, YEARS, st.integers(1, 52)),
    DAYS_OF_PERIODS.map(Period.up_to),
    st.tuples(DAYS_OF_PERIODS, DAYS_OF_PERIODS).map(lambda days: Period.between(min(days), max(days))),
    st.tuples(MONTHS, MONTHS).map(lambda ends: Period.between(*sorted(ends, key=Period.sort_key))),
    st.builds(Period.nine_months, YEARS),
)
TILED = BOUNDED.filter(lambda p: p.kind not in ("week", "day") and p.of != "date")
PERIODS = st.one_of(BOUNDED, st.just(Period.once()))


def names(periods: tuple[Period, ...]) -> list[str]:
    """The canonical names of some periods."""
    return [str(period) for period in periods]


@pytest.mark.parametrize(
    ("text", "period", "first", "last"),
    [
        ("2021-04", Period.month(2021, 4), "2021-04-01", "2021-04-30"),
        ("2024-02", Period.month(2024, 2), "2024-02-01", "2024-02-29"),
        ("2021-12", Period.month(2021, 12), "2021-12-01", "2021-12-31"),
        ("2021-Q2", Period.quarter(2021, 2), "2021-04-01", "2021-06-30"),
        ("2021-Q4", Period.quarter(2021, 4), "2021-10-01", "2021-12-31"),
        ("2021-H1", Period.half(2021), "2021-01-01", "2021-06-30"),
        ("2021-H2", Period.half(2021, 2), "2021-07-01", "2021-12-31"),
        ("2021-W15", Period.week(2021, 15), "2021-04-12", "2021-04-18"),
        ("2020-W53", Period.week(2020, 53), "2020-12-28", "2021-01-03"),
        ("2025-W01", Period.week(2025, 1), "2024-12-30", "2025-01-05"),
        ("2021@06-15", Period.up_to(dt.date(2021, 6, 15)), "2021-01-01", "2021-06-15"),
        ("2024@02-29", Period.up_to(dt.date(2024, 2, 29)), "2024-01-01", "2024-02-29"),
        ("2021..2022", Period.span(2021, 2022), "2021-01-01", "2022-12-31"),
        (
            "2021-01..2021-04",
            Period.between(Period.month(2021, 1), Period.month(2021, 4)),
            "2021-01-01",
            "2021-04-30",
        ),
        (
            "2025-Q3..2026-Q2",
            Period.between(Period.quarter(2025, 3), Period.quarter(2026, 2)),
            "2025-07-01",
            "2026-06-30",
        ),
        (
            "2025-07-15..2026-06-14",
            Period.between(dt.date(2025, 7, 15), dt.date(2026, 6, 14)),
            "2025-07-15",
            "2026-06-14",
        ),
        ("2021-9M", Period.nine_months(2021), "2021-01-01", "2021-09-30"),
        ("2021", Period.of_year(2021), "2021-01-01", "2021-12-31"),
        ("2021..2025", Period.span(2021, 2025), "2021-01-01", "2025-12-31"),
        ("once", Period.once(), "0001-01-01", "9999-12-31"),
    ],
)
def test_each_canonical_form_names_one_period(text: str, period: Period, first: str, last: str) -> None:
    """A canonical text and its period are the same thing, with a first and a last day."""
    assert Period.parse(text) == period
    assert str(period) == text
    assert (period.first_day.isoformat(), period.last_day.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "21-Q2",
        "2021-Q0",
        "2021-Q5",
        "2021-q2",
        "2021-4",
        "2021-00",
        "2021-13",
        "2021-H3",
        "2021-W53",
        "2021-W00",
        "2021@02-29",
        "2021-06@15",
        "2021-Q1..2021-04",
        "2021-9M..2022-9M",
        "2021-04..2021-01",
        "2021-6M",
        "2021-04-01",
        "2021..",
        "2025..2021",
        "2021...2025",
        "1899",
        "2200",
        "2021..2200",
        "Once",
        " 2021",
        "2021\n",
        "２０２１",
        "Quý II/2021",
    ],
)
def test_nothing_else_is_canonical(text: str) -> None:
    """Other writings are the business of `dates.parse_period`."""
    with pytest.raises(ValueError, match="period"):
        Period.parse(text)


@given(PERIODS)
def test_name_and_period_round_trip(period: Period) -> None:
    """Writing and parsing undo each other."""
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(("value", "text"), [(2021, "2021"), ("2021", "2021"), ("2021-Q2", "2021-Q2")])
def test_yaml_gives_texts_and_integer_years(value: object, text: str) -> None:
    """An unquoted year in a file is an integer and means the year."""
    assert str(Period.from_plain(value)) == text


@pytest.mark.parametrize("value", [True, 2021.0, None, 21, dt.date(2021, 4, 1), ["2021"], "x"])
def test_other_plain_values_are_no_periods(value: object) -> None:
    """A truth value, a fraction, a date, a list: ValueError, never another exception."""
    with pytest.raises(ValueError, match="period"):
        Period.from_plain(value)


@pytest.mark.parametrize(
    ("kind", "year", "number", "last_year"),
    [
        ("month", 2021, 0, 0),
        ("month", 2021, 13, 0),
        ("quarter", 2021, 5, 0),
        ("half", 2021, 3, 0),
        ("half", 2021, 0, 0),
        ("week", 2021, 53, 0),
        ("day", 2021, 229, 0),
        ("year", 1899, 0, 0),
        ("year", 2021, 0, 2025),
        ("span", 2021, 0, 0),
        ("span", 2025, 0, 2021),
        ("span", 2021, 1, 2025),
        ("once", 2021, 0, 0),
        ("once", 0, 0, 2021),
    ],
)
def test_a_period_that_cannot_be_is_never_made(
    kind: PeriodKind, year: int, number: int, last_year: int
) -> None:
    """Whoever holds a period need not check it."""
    with pytest.raises(ValueError, match="no such period"):
        Period(kind, year, number, last_year)


@given(MONTHS)
def test_a_month_ends_on_its_last_day_in_leap_years_too(month: Period) -> None:
    """The standard library's calendar agrees."""
    assert month.last_day.day == calendar.monthrange(month.year, month.number)[1]


@given(st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 28)), st.sampled_from(CALENDAR_KINDS))
def test_every_day_lies_in_one_period_of_each_kind(day: dt.date, kind: CalendarKind) -> None:
    """The period containing a day contains it; its neighbour does not."""
    period = Period.containing(day, kind)
    assert period.kind == kind
    assert period.contains(day)
    assert period.first_day == dt.date(FIRST_YEAR, 1, 1) or not period.previous().contains(day)


def test_half_years_and_nine_months_contain_only_their_days() -> None:
    """6 June lies in the first half and the first nine months, 1 October in the second half."""
    june, october = dt.date(2021, 6, 6), dt.date(2021, 10, 1)
    assert Period.containing(june, "half") == Period.half(2021)
    assert Period.containing(june, "nine_months") == Period.nine_months(2021)
    assert Period.containing(october, "half") == Period.half(2021, 2)
    with pytest.raises(ValueError, match="is not in"):
        Period.containing(october, "nine_months")


def test_once_contains_every_day_and_no_single_span_does() -> None:
    """`once` is unbounded; which span a day belongs to, a day can't say."""
    day = dt.date(2021, 7, 15)
    assert Period.containing(day, "once").contains(day)
    with pytest.raises(ValueError, match="no such period"):
        Period.containing(day, "span")


@given(BOUNDED)
def test_bounds_are_inside(period: Period) -> None:
    """First and last day belong to the period, the days around it don't."""
    one_day = dt.timedelta(days=1)
    assert period.contains(period.first_day)
    assert period.contains(period.last_day)
    assert not period.contains(period.first_day - one_day)
    assert not period.contains(period.last_day + one_day)


@pytest.mark.parametrize(
    ("whole", "part", "covered"),
    [
        ("2021", "2021-Q4", True),
        ("2021-H1", "2021-06", True),
        ("2021-H1", "2021-Q3", False),
        ("2021-Q2", "2021", False),
        ("2021-H1", "2021-9M", False),
        ("2020..2021", "2021", True),
        ("2021", "2021", True),
        ("once", "2021..2025", True),
        ("2021", "once", False),
    ],
)
def test_a_period_covers_what_lies_wholly_inside(whole: str, part: str, covered: bool) -> None:
    """Every day of the part must be a day of the whole."""
    assert Period.parse(whole).covers(Period.parse(part)) is covered


def test_half_years_and_nine_months_are_sums_of_quarters() -> None:
    """H1 is Q1 and Q2, 9M is Q1 to Q3 (contract: "H1 and 9M are computed from quarters")."""
    assert names(Period.half(2021).split("quarter")) == ["2021-Q1", "2021-Q2"]
    assert names(Period.nine_months(2021).split("quarter")) == ["2021-Q1", "2021-Q2", "2021-Q3"]
    assert names(Period.span(2021, 2023).split("year")) == ["2021", "2022", "2023"]


@given(TILED, st.sampled_from(CALENDAR_KINDS[1:]))
def test_parts_tile_the_whole(period: Period, kind: CalendarKind) -> None:
    """They follow each other without a gap, from end to end where the period ends with one; a part that sticks out is none."""
    try:
        parts = period.split(kind)
    except ValueError:
        assert not period.covers(Period.containing(period.first_day, kind))
        return
    first, last = (Period.containing(day, kind) for day in (period.first_day, period.last_day))
    assert (
        parts[0].first_day
        == (
            first if period.covers(first) else Period.containing(first.last_day + dt.timedelta(days=1), kind)
        ).first_day
    )
    assert parts[-1].last_day == (last if period.covers(last) else last.previous()).last_day
    assert {after.first_day - part.last_day for part, after in pairwise(parts)} <= {dt.timedelta(days=1)}


@pytest.mark.parametrize(("text", "kind"), [("2021-04", "quarter"), ("2021-9M", "year"), ("once", "month")])
def test_what_has_no_such_parts_is_not_split(text: str, kind: CalendarKind) -> None:
    """A month has no quarters, nine months have no year, `once` has no parts at all."""
    with pytest.raises(ValueError, match="has no part"):
        Period.parse(text).split(kind)


@pytest.mark.parametrize(
    ("text", "previous", "last_year"),
    [
        ("2021-04", "2021-03", "2020-04"),
        ("2021-01", "2020-12", "2020-01"),
        ("2021-Q2", "2021-Q1", "2020-Q2"),
        ("2021-Q1", "2020-Q4", "2020-Q1"),
        ("2021-H1", "2020-H2", "2020-H1"),
        ("2021-H2", "2021-H1", "2020-H2"),
        ("2021-W01", "2020-W53", "2020-W01"),
        ("2020-W53", "2020-W52", "2019-W52"),
        ("2021@06-15", "2020@06-15", "2020@06-15"),
        ("2024@02-29", "2023@02-28", "2023@02-28"),
        ("2021-01..2021-04", "2020-09..2020-12", "2020-01..2020-04"),
        ("2025-Q3..2026-Q2", "2024-Q3..2025-Q2", "2024-Q3..2025-Q2"),
        ("2025-07-15..2026-07-14", "2024-07-15..2025-07-14", "2024-07-15..2025-07-14"),
        ("2021-W15..2021-W18", "2021-W11..2021-W14", "2020-W15..2020-W18"),
        ("2021-9M", "2020-9M", "2020-9M"),
        ("2021", "2020", "2020"),
        ("2021..2025", "2016..2020", "2020..2024"),
    ],
)
def test_the_period_before_and_the_same_a_year_ago(text: str, previous: str, last_year: str) -> None:
    """Weeks to half-years go back by one, a day of a year by a year, a span by its own length."""
    period = Period.parse(text)
    assert str(period.previous()) == previous
    assert str(period.same_period_last_year()) == last_year


@pytest.mark.parametrize("period", [Period.once(), Period.of_year(FIRST_YEAR), Period.month(FIRST_YEAR, 1)])
def test_nothing_comes_before_once_or_the_first_year(period: Period) -> None:
    """There the question is a mistake."""
    with pytest.raises(ValueError, match=r"once|no such period"):
        period.previous()
    with pytest.raises(ValueError, match=r"once|no such period"):
        period.same_period_last_year()


@given(st.one_of(MONTHS, QUARTERS, SINGLE_YEARS, SPANS).filter(lambda p: p.year > FIRST_YEAR))
def test_the_period_before_ends_the_day_before(period: Period) -> None:
    """Between a period and the one before there is no day (where the years allow one before)."""
    if period.kind == "span" and 2 * period.year - period.last_year - 1 < FIRST_YEAR:
        return
    assert period.previous().last_day == period.first_day - dt.timedelta(days=1)


def test_periods_order_by_first_day_then_by_length() -> None:
    """A month comes before its quarter, the quarter before the half-year, `once` before all."""
    ordered = ["once", "2021-01", "2021-Q1", "2021-H1", "2021-9M", "2021", "2021..2025", "2021-Q2", "2022"]
    shuffled = [Period.parse(text) for text in sorted(ordered)]
    assert [str(period) for period in sorted(shuffled, key=Period.sort_key)] == ordered


def test_periods_between_two_days_lie_wholly_inside() -> None:
    """A quarter that has begun before the first day, or ends after the last, is left out."""
    found = periods_between("quarter", dt.date(2021, 1, 2), dt.date(2022, 3, 31))
    assert names(found) == ["2021-Q2", "2021-Q3", "2021-Q4", "2022-Q1"]
    assert periods_between("year", dt.date(2021, 1, 2), dt.date(2022, 12, 30)) == ()


def test_periods_between_unbounded_days_are_bounded() -> None:
    """`once` as horizon gives the years that periods can have, and no more."""
    once = Period.once()
    years = periods_between("year", once.first_day, once.last_day)
    assert (years[0].year, years[-1].year, len(years)) == (FIRST_YEAR, LAST_YEAR, LAST_YEAR - FIRST_YEAR + 1)


@given(st.sampled_from(CALENDAR_KINDS), DAYS, st.integers(0, 1500))
def test_periods_between_are_complete_and_in_order(kind: CalendarKind, first: dt.date, days: int) -> None:
    """Each day of the range is in a listed period, or its own period sticks out of the range."""
    last = min(first + dt.timedelta(days=days), dt.date(LAST_YEAR, 12, 31))
    found = periods_between(kind, first, last)
    assert list(found) == sorted(found, key=Period.sort_key)
    for day in (first, first + (last - first) / 2, last):
        own = Period.containing(day, kind)
        assert (own in found) == (first <= own.first_day and own.last_day <= last)
