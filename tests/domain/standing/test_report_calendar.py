"""The reporting calendar: which period matters on a day."""

from __future__ import annotations

import pytest
from tests.support.offices import calendar, day, office, period
from tests.support.refusals import bad_usage

from ct58.domain.records.office import Office
from ct58.domain.standing.report_calendar import (
    check_horizon,
    check_not_over,
    current_period,
    lines_for,
    periods_due_between,
    periods_ending_with,
    reports_beside,
)
from ct58.errors import BadUsage


@pytest.fixture
def known() -> Office:
    """Quarters from 2021-Q2, due after 5 days; years, due after 20."""
    return office(
        reporting=(
            calendar("BC-QUY", from_=period("2021-Q2")),
            calendar("BC-NAM", every="year", due_after=20),
            calendar("BC-DT", units="mass", from_=period("2021-Q2")),
        )
    )


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2021-04-10", "2021-Q2"),
        ("2021-06-30", "2021-Q2"),
        ("2021-07-01", "2021-Q2"),
        ("2021-07-15", "2021-Q2"),
        ("2021-10-02", "2021-Q3"),
        ("2022-01-03", "2021-Q4"),
        ("2022-01-11", "2021-Q4"),
        ("2022-01-13", "2021"),
        ("2022-02-10", "2021"),
        ("2022-04-01", "2022-Q1"),
        ("2030-01-01", "2025"),
    ],
)
def test_the_period_is_the_ended_one_that_is_due_nearest_to_the_day(
    known: Office, as_of: str, expected: str
) -> None:
    """Before any has ended it is the first."""
    assert str(current_period(known, day(as_of))) == expected


def test_without_a_calendar_there_is_no_period() -> None:
    """The refusal says what to add."""
    with pytest.raises(BadUsage):
        current_period(office(), day("2021-07-15"))


def test_all_lines_that_ask_for_a_period_are_found(known: Office) -> None:
    """In the calendar's order."""
    assert [item.id for item in lines_for(known, period("2021-Q2"))] == ["BC-QUY", "BC-DT"]
    assert [item.id for item in lines_for(known, period("2021"))] == ["BC-NAM"]


@pytest.mark.parametrize("text", ["2021-Q1", "2021-H1", "2021-04", "2026-Q1"])
def test_a_period_that_nobody_is_asked_for_is_refused(known: Office, text: str) -> None:
    """Before the calendar's beginning, after its end, or of another length."""
    with pytest.raises(BadUsage):
        lines_for(known, period(text))


def test_the_refusal_says_which_periods_are_asked_for(known: Office) -> None:
    """The first and the last of that length, or one of each length."""
    with bad_usage("Reports are asked for from 2021-Q2 to 2025-Q4."):
        lines_for(known, period("2021-Q1"))
    with bad_usage("Reports are asked for such periods: 2021-Q2, 2021"):
        lines_for(known, period("2021-H1"))


@pytest.mark.parametrize(
    ("of", "expected"),
    [("2021-Q2", ["2021-Q2"]), ("2021", ["2021-Q4", "2021"]), ("2021-H1", ["2021-Q2"]), ("2021-05", [])],
)
def test_periods_that_end_together_are_found_the_shortest_first(
    known: Office, of: str, expected: list[str]
) -> None:
    """With a year its last quarter; nobody is asked for a month."""
    assert [str(found) for found in periods_ending_with(known, period(of))] == expected


def test_the_periods_due_between_two_days_include_both_days() -> None:
    """Quarter II is due on 5 July."""
    quarters = office(reporting=(calendar("BC-QUY", from_=period("2021-Q2")),))
    assert periods_due_between(quarters, day("2021-07-05"), day("2021-10-05")) == {
        period("2021-Q2"),
        period("2021-Q3"),
    }
    assert periods_due_between(quarters, day("2021-07-06"), day("2021-10-04")) == frozenset()


KNOWN = office()


@pytest.mark.parametrize("of", ["2019", "2026", "2026-Q1"])
def test_a_period_outside_the_programme_is_refused(of: str) -> None:
    """With the years that there are."""
    with bad_usage("Its time is 2021..2025. Name a period in it, such as 2021."):
        check_horizon(KNOWN, period(of))


def test_a_period_of_the_programme_is_let_through() -> None:
    """Also one that only touches it."""
    for of in ("2021", "2025-Q4", "2020..2022", "once"):
        check_horizon(KNOWN, period(of))


def test_what_was_before_may_be_asked_where_only_the_end_matters() -> None:
    """To compare with; after the end nothing is."""
    check_not_over(KNOWN, period("2020-Q4"))
    with bad_usage("The programme does not reach 2026-Q1."):
        check_not_over(KNOWN, period("2026-Q1"))


def test_beside_a_period_whose_reports_lapse_stand_the_longer_ones() -> None:
    """They say whether it was replaced; without lapses nothing more is to be read."""
    lapsing = office(reporting=(calendar(lapses_after=365), calendar("BC-NAM", every="year")))
    assert reports_beside(lapsing, [period("2022-Q2")]) == {period("2022-Q2"), period("2022")}
    assert reports_beside(lapsing, [period("2022")]) == {period("2022")}
    plain = office(reporting=(calendar(), calendar("BC-NAM", every="year")))
    assert reports_beside(plain, [period("2022-Q2")]) == {period("2022-Q2")}
