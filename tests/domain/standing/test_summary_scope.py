"""What a summary is about, and on which day its figures are known."""

from __future__ import annotations

import pytest
from tests.support.offices import day, office, period
from tests.support.refusals import bad_usage

from ct58.domain.records.committee import Closing, PeriodFile, Reopening
from ct58.domain.standing.summary_scope import AsOf, as_of_for, summary_scope_of

TODAY = day("2021-09-01")


@pytest.mark.parametrize(
    ("of", "asked", "named", "first", "after"),
    [
        ("2021-Q1", "2021-Q1", "2021-Q1", "2021-01-01", "2021-Q2"),
        ("2021-Q2", "2021-Q2", "2021-H1", "2021-01-01", "2021-Q3"),
        ("2021-H1", "2021-Q2", "2021-H1", "2021-01-01", "2021-Q3"),
        ("2021-9M", "2021-Q3", "2021-9M", "2021-01-01", "2021-Q4"),
        ("2021-Q4", "2021-Q4", "2021-Q4", "2021-01-01", "2022-Q1"),
        ("2021-12", "2021-12", "2021-12", "2021-01-01", "2022-01"),
        ("2021", "2021", "2021", "2021-01-01", "2022"),
        ("2021..2025", "2021..2025", "2021..2025", "2021-01-01", "None"),
    ],
)
def test_a_quarter_is_reported_since_january(of: str, asked: str, named: str, first: str, after: str) -> None:
    """The second quarter's report is that of six months, the third's that of nine."""
    scope = summary_scope_of(period(of))
    assert (str(scope.asked), str(scope.named), str(scope.next)) == (asked, named, after)
    assert scope.first_day == day(first)


def test_what_happens_once_has_no_summary() -> None:
    """A summary is about a time."""
    with bad_usage("A summary is about a time."):
        summary_scope_of(period("once"))


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (None, AsOf(TODAY, "today")),
        (PeriodFile(period=period("2021-Q2")), AsOf(TODAY, "today")),
        (PeriodFile(period=period("2021-Q2"), cut_off=day("2021-07-20")), AsOf(day("2021-07-20"), "cut_off")),
        (PeriodFile(period=period("2021-Q2"), cut_off=day("2021-09-20")), AsOf(TODAY, "today")),
        (
            PeriodFile(
                period=period("2021-Q2"), cut_off=day("2021-07-20"), closings=(Closing(on=day("2021-08-10")),)
            ),
            AsOf(day("2021-08-10"), "closing"),
        ),
        (
            PeriodFile(
                period=period("2021-Q2"),
                closings=(Closing(on=day("2021-08-10")),),
                reopenings=(Reopening(on=day("2021-08-20"), reason="gửi muộn"),),
            ),
            AsOf(TODAY, "today"),
        ),
    ],
)
def test_the_day_is_the_closing_the_cut_off_or_today(file: PeriodFile | None, expected: AsOf) -> None:
    """What lies ahead does not count, and never is the period's last day taken silently."""
    data = office(periods=(file,) if file else ())
    assert as_of_for(data, summary_scope_of(period("2021-Q2")), None, TODAY) == expected


def test_a_day_that_is_asked_for_comes_first() -> None:
    """Whatever is closed."""
    asked = as_of_for(office(), summary_scope_of(period("2021-Q2")), day("2021-07-15"), TODAY)
    assert asked == AsOf(day("2021-07-15"), "asked")


def test_a_term_is_known_on_the_day_the_programme_was_closed() -> None:
    """If it was closed by decision."""
    closed = office(closed_on="2025-02-28")
    found = as_of_for(closed, summary_scope_of(period("2021..2025")), None, day("2026-01-10"))
    assert found == AsOf(day("2025-02-28"), "closing")


def test_a_period_that_has_not_begun_has_no_summary() -> None:
    """Not even an empty one."""
    with bad_usage("2021-Q4 has not begun on 2021-09-01."):
        as_of_for(office(), summary_scope_of(period("2021-Q4")), None, TODAY)
