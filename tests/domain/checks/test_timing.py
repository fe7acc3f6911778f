"""Deadlines that mean something."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import duty, office, rule

from ct58.domain.checks.timing import (
    MOST_DAYS_AFTER,
    MOST_DAYS_LAPSING,
    is_computable,
    is_part_of_year,
    is_time,
    known_occurrences,
    unclear_rule,
)
from ct58.domain.records.programme import Horizon
from ct58.domain.time.deadlines import DeadlineRule
from ct58.domain.time.period import Period
from ct58.i18n import Translator

PERIODS = st.sampled_from(["once", "1900", "2199", "2021-Q1", "2021..2025", "2021-12"]).map(Period.parse)
RULES = st.builds(
    DeadlineRule,
    by=st.none() | st.dates() | PERIODS,
    before=st.none() | st.dates(),
    every=st.none() | st.sampled_from(["month", "quarter", "year"]),
    in_=st.none() | st.sampled_from(["Q4", "12-15", "Q5", "02-29", "02-30", "x", ""]),
    at=st.sampled_from(["start", "end"]),
    due_after=st.integers(-(10**12), 10**12) | st.integers(0, 400),
    lapses_after=st.none() | st.integers(-(10**12), 10**12) | st.integers(0, 400),
    from_=st.none() | PERIODS,
    until=st.none() | PERIODS,
    within=st.none() | PERIODS,
)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"by": "2021-Q2"},
        {"by": "2021-06-30"},
        {"before": "2021-04-15"},
        {"within": "2021..2025"},
        {"every": "month"},
        {"every": "year", "in_": "Q4", "from_": "2021"},
        {"every": "year", "in_": "12-15"},
        {"every": "quarter", "at": "start", "due_after": 5, "until": "2022"},
        {"every": "quarter", "due_after": MOST_DAYS_AFTER},
    ],
)
def test_the_contracts_deadlines_are_clear(given: dict[str, Any]) -> None:
    """None of them, or exactly one of by, before, every, within."""
    assert unclear_rule(rule(**given)) is None


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"by": "2021-Q2", "within": "2021"}, "by, within stand together"),
        ({"by": "2021-Q2", "in_": "Q4"}, "“in” without “every”"),
        ({"by": "2021-Q2", "at": "start"}, "“at” without “every”"),
        ({"before": "2021-04-15", "due_after": 3}, "“due_after” without “every”"),
        ({"from_": "2021"}, "“from” without “every”"),
        ({"until": "2021"}, "“until” without “every”"),
        ({"every": "month", "in_": "Q4"}, "“in” goes only with “every: year”"),
        ({"every": "year", "due_after": -367}, "“due_after” is a number of days, -366 to 366"),
        ({"every": "year", "due_after": 367}, "“due_after” is a number of days, -366 to 366"),
        ({"by": "once"}, "“once” is no time"),
        ({"every": "year", "from_": "once"}, "“once” is no time"),
        ({"by": "0001-01-01"}, "nothing falls due in the year 1"),
        ({"before": "9999-12-31"}, "nothing falls due in the year 9999"),
    ],
)
def test_what_has_no_clear_meaning_is_said(given: dict[str, Any], problem: str) -> None:
    """In words that go on after “The deadline has no clear meaning:”."""
    found = unclear_rule(rule(**given))
    assert found is not None
    assert Translator("en").say(found) == problem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q1", True),
        ("Q4", True),
        ("12-15", True),
        ("02-29", True),
        ("Q5", False),
        ("02-30", False),
        ("13-01", False),
        ("4", True),
        (12, True),
        ("H1", True),
        ("H3", False),
        ("13", False),
        (0, False),
        ("", False),
    ],
)
def test_a_part_of_the_year_is_a_month_a_quarter_a_half_or_a_day(text: str | int, expected: bool) -> None:
    """29 February is a day, though not of every year."""
    assert is_part_of_year(text) is expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(2021, 2025, True), (2021, 2021, True), (2025, 2021, False), (21, 2025, False), (2021, 20250, False)],
)
def test_a_horizon_is_years_in_order(first: int, last: int, expected: bool) -> None:
    """Both ends are inside."""
    assert is_time(Horizon(from_=first, to=last)) is expected


@given(RULES)
def test_occurrences_are_expanded_only_where_they_can_be(deadline: DeadlineRule) -> None:
    """Whatever the rule, there is no exception, and none without a reason."""
    known = office(duties=(duty("NV-01", deadline),))
    item = known.items["NV-01"]
    assert is_computable(known, item) or known_occurrences(known, item) == ()


@pytest.mark.parametrize(
    ("days", "is_clear"), [(1, True), (90, True), (MOST_DAYS_LAPSING, True), (0, False), (3661, False)]
)
def test_lapsing_takes_some_days(days: int, is_clear: bool) -> None:
    """And goes with what recurs."""
    assert (unclear_rule(rule(every="month", lapses_after=days)) is None) == is_clear
    assert unclear_rule(rule(by="2021-06-30", lapses_after=90)) is not None
