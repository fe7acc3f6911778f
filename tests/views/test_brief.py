"""The sheet for the leader: what is chosen of a summary."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from tests.support.demo_office import demo_office
from tests.support.summaries import summary_of

from ct58.views.brief import MOST_FIGURES, BriefView, brief_view, first_due
from ct58.views.progress import overdue_of
from ct58.views.summary import SummaryView


def _summary(of: str = "2022", as_of: str = "2023-02-01") -> SummaryView:
    return summary_of(demo_office(), of, as_of)


def _brief(of: str = "2022", as_of: str = "2023-02-01") -> BriefView:
    return brief_view(_summary(of, as_of))


def test_figures_are_few_and_those_that_can_be_compared_come_first() -> None:
    """In the programme's order; of one body there is no number to compare."""
    found = _brief().figures
    assert 0 < len(found) <= MOST_FIGURES
    assert all(row.last_year is not None and row.last_year.value is not None for row in found)
    assert all(row.result.requirement is not None for row in found)
    order = [entry.indicator.id for entry in _summary().indicators]
    assert [row.result.indicator.id for row in found] == sorted(
        (row.result.indicator.id for row in found), key=order.index
    )


def test_in_the_first_year_there_are_figures_too() -> None:
    """With nothing to compare them with."""
    found = _brief("2021", "2022-02-01").figures
    assert found
    assert all(row.last_year is None or row.last_year.value is None for row in found)


def test_a_time_that_has_not_begun_has_no_figure() -> None:
    """In the midst of the term the newest year is the one that runs."""
    days = [row.result.window.first_day for row in _brief("2021..2025", "2023-07-15").figures]
    assert days
    assert max(days) <= dt.date(2023, 7, 15)


def test_every_debt_stands_with_who_leads_it() -> None:
    """All that the report calls overdue, but for what may only not have been recorded; what units owe comes last."""
    summary, found = _summary(), _brief().overdue
    told = {item.item.id for debts in found for item in debts.items}
    owed = {
        item.item.id
        for item in overdue_of(summary.work)
        if not all(standing.is_unbooked for standing in item.standings)
    }
    assert told == owed
    kinds = [bool(debts.leads) for debts in found]
    assert kinds == sorted(kinds, reverse=True)
    for debts in found:
        assert all(set(item.leads) == set(debts.leads) for item in debts.items if debts.leads)
    led = [len(debts.items) for debts in found if debts.leads]
    assert led == sorted(led, reverse=True)


def test_a_debt_is_as_old_as_its_oldest_time() -> None:
    """Whatever comes again."""
    for debts in _brief().overdue:
        for item in debts.items:
            assert first_due(item).due == min(standing.due for standing in item.standings if standing.due)


def test_what_is_met_needs_no_direction_and_what_is_missed_does() -> None:
    """Each indicator once."""
    summary = _summary()
    found = [row.result.indicator.id for row in _brief().attention]
    assert len(set(found)) == len(found)
    verdicts = {
        entry.indicator.id: {row.result.main.verdict for row in entry.rows} for entry in summary.indicators
    }
    for id_, all_of in verdicts.items():
        if all_of <= {"met", "no_target", "cut_short"}:
            assert id_ not in found or any(
                row.result.depends_on_reading for row in summary.rows if row.result.indicator.id == id_
            )
        if "not_met" in all_of:
            assert id_ in found


def test_a_count_that_lags_behind_its_time_needs_direction() -> None:
    """Half of the plan in half of the time does not; a little less does."""
    summary = _summary("2022-Q2", "2022-07-15")
    lagging = next(
        row
        for row in summary.rows
        if row.result.main.so_far is not None and row.result.main.so_far.percent_of_plan is not None
    )
    so_far = lagging.result.main.so_far
    assert so_far is not None

    def attention(percent: Fraction) -> list[str]:
        main = replace(lagging.result.main, so_far=replace(so_far, percent_of_plan=percent, judgement=None))
        row = replace(lagging, result=replace(lagging.result, main=main))
        entries = tuple(
            replace(entry, rows=tuple(row if one is lagging else one for one in entry.rows))
            for entry in summary.indicators
        )
        return [one.result.indicator.id for one in brief_view(replace(summary, indicators=entries)).attention]

    window = lagging.result.window
    passed = Fraction(
        100 * ((so_far.counted_to - window.first_day).days + 1), (window.ends_on - window.first_day).days + 1
    )
    assert lagging.result.indicator.id in attention(passed - 1)
    assert lagging.result.indicator.id not in attention(passed)


def test_reports_are_compared_with_the_same_period_of_the_year_before() -> None:
    """Nothing to compare before the programme began, and for a term."""
    before = _summary("2021-Q2", "2022-02-01").coverage
    now = _summary("2022-Q2", "2023-02-01").year_before
    assert now is not None
    assert (now.expected, now.due_on_time) == (before.expected, before.due_on_time)
    assert _summary("2021-Q2", "2021-07-15").year_before is None
    assert _summary("2021..2025", "2026-02-01").year_before is None
