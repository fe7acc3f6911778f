"""Deadlines: what each written form means, as a last good day (domain.md §2, contract §1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import HORIZON, ISSUED_ON, named, rule

from ct58.domain.time.deadlines import DeadlineRule, occurrences
from ct58.domain.time.due_days import day_of_year, part_of_year
from ct58.domain.time.period import CALENDAR_KINDS, Period

END_OF_YEARS = [(str(year), f"{year}-12-31") for year in range(2021, 2026)]
FREQUENCIES = st.sampled_from(CALENDAR_KINDS)
DAYS = st.dates(dt.date(2021, 1, 1), dt.date(2025, 12, 31))
RECURRING = st.builds(
    DeadlineRule,
    every=FREQUENCIES,
    at=st.sampled_from(["start", "end"]),
    due_after=st.integers(0, 60),
    from_=st.none() | st.builds(Period.quarter, st.integers(2021, 2025), st.integers(1, 4)),
    until=st.none() | st.builds(Period.of_year, st.integers(2021, 2025)),
)


def due(deadline: DeadlineRule) -> list[tuple[str, str | None]]:
    """All occurrences of a rule in a programme of 7 April 2021 that runs to 2025."""
    return named(occurrences(deadline, ISSUED_ON, HORIZON))


@pytest.mark.parametrize(
    ("text", "deadline", "expected"),
    [
        ("Quý II năm 2021", rule(by="2021-Q2"), [("once", "2021-06-30")]),
        ("Quý I năm 2022", rule(by="2022-Q1"), [("once", "2022-03-31")]),
        ("đến năm 2025", rule(by="2025"), [("once", "2025-12-31")]),
        ("ngày 30/4/2021", rule(by="2021-04-30"), [("once", "2021-04-30")]),
        ("Quý IV năm 2021, các năm tiếp theo", rule(every="year", in_="Q4", from_="2021"), END_OF_YEARS),
        ("Hàng năm", rule(every="year", assumed=True), END_OF_YEARS),
        ("Giai đoạn 2021 - 2025", rule(within="2021..2025"), [("once", "2025-12-31")]),
        ("trước ngày 15/4/2021", rule(before="2021-04-15"), [("once", "2021-04-14")]),
        ("thường xuyên", rule(), [("once", None)]),
    ],
)
def test_each_written_form_has_its_last_good_day(
    text: str, deadline: DeadlineRule, expected: list[tuple[str, str | None]]
) -> None:
    """The table of domain.md §2, row by row."""
    assert text
    assert due(deadline) == expected


def test_every_quarter_begins_with_the_first_one_due_after_the_programme_and_fills_the_horizon() -> None:
    """Q1 of 2021 ended before 7 April; from Q2 on, each quarter's last day, to the end of 2025."""
    found = due(rule(every="quarter"))
    assert found[:2] == [("2021-Q2", "2021-06-30"), ("2021-Q3", "2021-09-30")]
    assert (len(found), found[-1]) == (19, ("2025-Q4", "2025-12-31"))


def test_every_month_has_the_month_of_issue_too() -> None:
    """April's bulletin is due on the 30th, after the programme's date."""
    found = due(rule(every="month"))
    assert (len(found), found[0], found[-1]) == (
        57,
        ("2021-04", "2021-04-30"),
        ("2025-12", "2025-12-31"),
    )


def test_what_falls_due_on_the_very_day_of_issue_counts() -> None:
    """The first occurrence is due on or after the programme's date."""
    found = occurrences(rule(every="quarter"), dt.date(2021, 3, 31), HORIZON)
    assert found[0].key == "2021-Q1"


def test_from_is_meant_as_written_even_before_the_date_of_issue() -> None:
    """Only a rule without `from` is cut at the programme's date."""
    assert due(rule(every="quarter", from_="2021-Q1"))[0] == ("2021-Q1", "2021-03-31")


def test_until_ends_the_row_before_the_horizon_does() -> None:
    """The period of `until` is the last one."""
    assert [key for key, _ in due(rule(every="quarter", from_="2021-Q2", until="2021"))] == [
        "2021-Q2",
        "2021-Q3",
        "2021-Q4",
    ]


def test_a_month_may_begin_a_row_of_quarters_only_where_a_quarter_begins() -> None:
    """A quarter that has partly gone by before `from` isn't owed."""
    assert due(rule(every="quarter", from_="2021-05", until="2021"))[0][0] == "2021-Q3"


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (rule(every="year", in_="12-15"), "2021-12-15"),
        (rule(every="year", in_="Q2"), "2021-06-30"),
        (rule(every="year", in_="Q4", at="start"), "2021-10-01"),
        (rule(every="year", at="start", from_="2021"), "2021-01-01"),
        (rule(every="month", at="start"), "2021-05-01"),
        (rule(every="quarter", due_after=5), "2021-07-05"),
        (rule(every="quarter", due_after=20), "2021-04-20"),
        (rule(every="year", in_="Q4", due_after=20), "2022-01-20"),
    ],
)
def test_a_recurring_rule_finds_its_day_within_the_period(deadline: DeadlineRule, expected: str) -> None:
    """`in` picks a day or a quarter of the year, `at` its first or last day, `due_after` adds days."""
    assert due(deadline)[0][1] == expected


def test_the_last_period_belongs_to_the_horizon_even_if_its_report_is_due_after_it() -> None:
    """The report of Q4 2025 is due in January 2026, and is owed."""
    assert due(rule(every="quarter", from_="2021-Q2", due_after=5))[-1] == ("2025-Q4", "2026-01-05")


@pytest.mark.parametrize(("year", "expected"), [(2023, "2023-02-28"), (2024, "2024-02-29")])
def test_29_february_falls_on_the_28th_where_the_year_has_none(year: int, expected: str) -> None:
    """A yearly day exists every year."""
    assert str(day_of_year("02-29", year)) == expected


@pytest.mark.parametrize("text", ["13-01", "02-30", "00-10", "04-31"])
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    """The loader turns this into a finding with a place."""
    with pytest.raises(ValueError, match=r"month|day"):
        day_of_year(text, 2021)


@pytest.mark.parametrize("text", ["Q0", "Q5", "q4", "IV", "13", "0", "H3", ""])
def test_only_months_quarters_and_halves_are_parts_of_a_year(text: str) -> None:
    """`in:` has one spelling."""
    with pytest.raises(ValueError, match=f"^{text}$"):
        part_of_year(text, 2021)


def test_what_is_no_day_of_the_year_may_be_a_quarter() -> None:
    """The forms of `in:` don't overlap."""
    assert day_of_year("Q4", 2021) is None
    assert part_of_year("Q4", 2021) == Period.quarter(2021, 4)


def test_an_exception_gives_one_occurrence_a_day_of_its_own() -> None:
    """The others keep the rule's; the rule is still its own key in what remembers it."""
    first = {Period.month(2021, 4): dt.date(2021, 4, 30)}
    bulletin = rule(every="month", at="start", due_after=4, from_="2021-04", exceptions=first)
    assert due(bulletin)[:2] == [("2021-04", "2021-04-30"), ("2021-05", "2021-05-05")]
    without = replace(bulletin, exceptions={})
    assert hash(bulletin) == hash(without)
    assert due(without)[0] == ("2021-04", "2021-04-05")


def test_what_a_longer_time_keeps_is_due_at_the_end_of_each_period_in_it() -> None:
    """A day of its own goes before it; the time itself need not be one of the rule's periods."""
    kept: dict[Period, object] = {
        Period.span(2021, 2022): "end",
        Period.quarter(2023, 1): "end",
        Period.quarter(2022, 2): dt.date(2022, 4, 20),
    }
    found = dict(due(rule(every="quarter", at="start", due_after=9, from_="2021-Q2", exceptions=kept)))
    assert [found[key] for key in ("2021-Q2", "2022-Q2", "2022-Q4", "2023-Q1", "2023-Q2")] == [
        "2021-06-30",
        "2022-04-20",
        "2022-12-31",
        "2023-03-31",
        "2023-04-10",
    ]


@given(DAYS)
def test_before_is_exclusive_and_by_is_inclusive(day: dt.date) -> None:
    """`before` a day is good until the day before, `by` a day until that day."""
    assert due(DeadlineRule(before=day)) == due(DeadlineRule(by=day - dt.timedelta(days=1)))
    assert due(DeadlineRule(by=day)) == [("once", day.isoformat())]


@given(RECURRING)
def test_occurrences_stand_in_order_each_once_inside_horizon_and_bounds(deadline: DeadlineRule) -> None:
    """Every period lies in the horizon, not before `from` and not after `until`."""
    found = occurrences(deadline, ISSUED_ON, HORIZON)
    assert all(one.period.last_day < other.period.first_day for one, other in pairwise(found))
    first, last = deadline.from_ or HORIZON, deadline.until or HORIZON
    assert isinstance(first, Period)
    assert isinstance(last, Period)
    assert all(first.first_day <= one.period.first_day for one in found)
    assert all(one.period.last_day <= last.last_day for one in found)


@given(RECURRING)
def test_the_due_day_lies_due_after_days_behind_a_day_of_the_period(deadline: DeadlineRule) -> None:
    """`due_after` counts from the first or last day, calendar days."""
    for found in occurrences(deadline, ISSUED_ON, HORIZON):
        assert found.due is not None
        assert found.period.contains(found.due - dt.timedelta(days=deadline.due_after))


@given(RECURRING)
def test_without_from_nothing_is_due_before_the_programme_was_issued(deadline: DeadlineRule) -> None:
    """And that is all that is left out of what a rule from the horizon's first day on would give."""
    found = occurrences(replace(deadline, from_=None), ISSUED_ON, HORIZON)
    everything = occurrences(replace(deadline, from_=HORIZON), ISSUED_ON, HORIZON)
    assert found == tuple(one for one in everything if one.due and one.due >= ISSUED_ON)
