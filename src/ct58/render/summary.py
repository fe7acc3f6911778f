"""A summary as JSON: what it says in numbers; the words are in its other forms."""

from __future__ import annotations

from ct58.domain.records.committee import IssuedFigure
from ct58.render.indicators import indicator_entry
from ct58.render.words import Speech
from ct58.views.counts import Counts
from ct58.views.progress import counts_of
from ct58.views.reported import FigureChange, ReportedChanges, as_issued
from ct58.views.summary import SummaryView

Entry = dict[str, object]


def summary_as_json(view: SummaryView, speech: Speech) -> Entry:
    """Period, reader, coverage, indicators, work by group, and what differs from earlier reports."""
    tally = view.coverage
    return {
        "period": str(view.order.scope.asked),
        "named": str(view.order.scope.named),
        "to": view.order.profile,
        "final": view.order.is_final,
        "number": view.official.number,
        "on": view.order.on,
        "coverage": {"reported": tally.actual, "expected": tally.expected, "on_time": tally.actual_on_time},
        "quality": dict(view.qualities()),
        "indicators": [indicator_entry(row, speech) for row in view.rows],
        "tasks": [
            {"group": entry.group.id if entry.group else None, **_counts(entry.counts)}
            for entry in view.groups
        ],
        "duties": _counts(counts_of(view.duties)),
        "missing_sections": list(view.missing),
        "reported": [_reported(entry) for entry in view.reported],
    }


def _counts(counts: Counts) -> Entry:
    return {
        "total": counts.total,
        "completed_on_time": counts.on_time,
        "completed_late": counts.late,
        "within_time": counts.within_time,
        "overdue": counts.overdue,
    }


def _reported(entry: ReportedChanges) -> Entry:
    return {
        "name": entry.issue.name,
        "number": entry.issue.number,
        "on": entry.issue.on,
        "changes": list(map(_change, entry.changes)),
    }


def _change(change: FigureChange) -> Entry:
    return {
        "id": change.reported.id,
        "reported": _figure(change.reported),
        "now": _figure(as_issued(change.now)),
        "units": [{"unit": entry.unit.id, "cause": entry.cause} for entry in change.units],
    }


def _figure(figure: IssuedFigure) -> Entry:
    names = ("numerator", "denominator", "value", "verdict")
    return {name: getattr(figure, name) for name in names}
