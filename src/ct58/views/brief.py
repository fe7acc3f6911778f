"""View of the sheet for the leader: what of a summary fits one page and asks for a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from ct58.domain.standing.status import Standing
from ct58.records import positional_record, record
from ct58.views.indicators import Row, worst_first
from ct58.views.progress import ItemProgress, overdue_of
from ct58.views.summary import IndicatorResults, SummaryView

MOST_FIGURES = 4
"""Indicators beside the figures of reports and tasks."""


@positional_record
class LeadDebts:
    """What is overdue and who leads it; without leads it is owed by units."""

    leads: tuple[str, ...]
    items: tuple[ItemProgress, ...]


@record
class BriefView:
    """The sheet: `figures` to compare with the year before, what is `overdue`, and what needs `attention`."""

    summary: SummaryView
    figures: tuple[Row, ...]
    overdue: tuple[LeadDebts, ...]
    attention: tuple[Row, ...]


def brief_view(summary: SummaryView) -> BriefView:
    """What the leader is told of a summary."""
    return BriefView(
        summary=summary,
        figures=_figures(summary),
        overdue=_by_lead(overdue_of(summary.work)),
        attention=tuple(_attention(summary)),
    )


def _figures(summary: SummaryView) -> tuple[Row, ...]:
    """Those that can be compared come first, then counts, then shares; in the programme's order."""
    newest = (_newest(entry, summary.order.as_of.day) for entry in summary.indicators)
    known = [row for row in newest if _is_figure(row)]
    chosen = sorted(known, key=lambda row: (not _is_comparable(row), row.result.main.is_share))[:MOST_FIGURES]
    return tuple(row for row in known if row in chosen)


def _newest(entry: IndicatorResults, day: dt.date) -> Row:
    """The last of an indicator's times that has begun: of one to come there is nothing to tell."""
    return next((row for row in reversed(entry.rows) if row.result.window.first_day <= day), entry.rows[0])


def _is_figure(row: Row) -> bool:
    """Whether a value is held against a number, and of more than one body."""
    main = row.result.main
    is_of_many = not main.is_share or main.coverage.expected > 1
    return main.value is not None and row.result.requirement is not None and is_of_many


def _is_comparable(row: Row) -> bool:
    return row.last_year is not None and row.last_year.value is not None


def _by_lead(items: Iterable[ItemProgress]) -> tuple[LeadDebts, ...]:
    """Who has most comes first; what units owe stands last. What may only not have been recorded is no debt."""
    found: dict[tuple[str, ...], list[ItemProgress]] = {}
    for item in items:
        entries = tuple(entry for entry in item.entries if not entry.standing.is_unbooked)
        if entries:
            leads = () if item.item.owners else item.leads
            found.setdefault(leads, []).append(replace(item, entries=entries))
    debts = (LeadDebts(leads, tuple(listed)) for leads, listed in found.items())
    return tuple(sorted(debts, key=lambda one: (not one.leads, -len(one.items))))


def _attention(summary: SummaryView) -> Iterator[Row]:
    """Each indicator once, by the time of it that stands worst."""
    told: set[str] = set()
    for row in worst_first(summary.rows):
        if row.result.indicator.id not in told and _needs_direction(row):
            told.add(row.result.indicator.id)
            yield row


def _needs_direction(row: Row) -> bool:
    """Missed, open though its time is over, or on its way to be missed: less is reached than time has passed."""
    main = row.result.main
    if main.verdict != "not_due":
        return main.verdict in ("not_met", "undetermined", "no_data")
    so_far = main.so_far
    if so_far is None:
        return False
    plan = so_far.percent_of_plan
    return so_far.judgement == "not_met" or (plan is not None and plan < 100 * _passed(row))


def _passed(row: Row) -> Fraction:
    """The part of the time that has passed."""
    window, so_far = row.result.window, row.result.main.so_far
    assert so_far is not None
    whole = (window.ends_on - window.first_day).days + 1
    return Fraction((so_far.counted_to - window.first_day).days + 1, max(1, whole))


def first_due(item: ItemProgress) -> Standing:
    """The debt of an item that has been waiting longest."""
    return min(item.standings, key=lambda standing: (standing.due is None, standing.due))
