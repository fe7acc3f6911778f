"""The status as JSON (`ct58/status/1`) and as rows of a table file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ct58.domain.indicators.numbers import rounded_count
from ct58.render.indicators import indicator_entry
from ct58.render.json import due_entry
from ct58.render.reports import tally_as_json
from ct58.render.words import Speech
from ct58.views.counts import Counts
from ct58.views.own_part import OwnPart
from ct58.views.reports import ReportsView
from ct58.views.status import StatusView
from ct58.views.steps import Step

Entry = dict[str, object]


def status_as_json(view: StatusView, speech: Speech) -> Entry:
    """Everything on the screen, and all indicators, the worst first where `attention` names them."""
    found = view.indicators
    return {
        "programme": view.head.number,
        "owner": view.owner.id if view.owner else None,
        "ended_on": view.ended_on,
        "counts": [
            {"kind": row.kind, "id": row.id or None, "title": row.title or None, **counts_as_json(row.counts)}
            for row in view.rows
        ],
        "leads": [
            {"owner": row.owner, **counts_as_json(row.counts), "shared": row.shared} for row in view.owners
        ],
        "indicators": {
            "period": view.scope.indicators,
            "verdicts": {verdict: len(rows) for verdict, rows in found.by_verdict().items()},
            "attention": [row.result.indicator.id for row in view.worst],
            "list": [indicator_entry(row, speech) for row in found.rows],
        }
        if found
        else None,
        "own": [_own(part) for part in view.own],
        "reports": [_reports(entry) for entry in view.reports],
        "coming": [due_entry(entry) for entry in view.coming],
        "next": [_step(step) for step in view.steps],
    }


def counts_as_json(counts: Counts) -> Entry:
    """The four cells and what is beside them; `rate_on_time` in percent, null where nothing has fallen due."""
    return {
        "items": counts.items,
        "total": counts.total,
        "completed_on_time": counts.on_time,
        "completed_late": counts.late,
        "within_time": counts.within_time,
        "overdue": counts.overdue,
        "needs_verification": counts.to_verify,
        "ongoing": counts.ongoing,
        "suspended": counts.suspended,
        "dropped": counts.dropped,
        "due": counts.due,
        "due_on_time": counts.due_on_time,
        "rate_on_time": counts.rate,
    }


def _own(part: OwnPart) -> Entry:
    entry = part.contribution
    return {
        "id": part.row.result.indicator.id,
        "state": part.state,
        "numerator": rounded_count(entry.point[0]),
        "denominator": rounded_count(entry.point[1]),
    }


def _reports(view: ReportsView) -> Entry:
    return {
        "period": view.period,
        "is_closed": view.is_closed,
        **tally_as_json(view.tally),
        "states": dict(view.states),
        "qualities": dict(view.qualities),
        "lines": [{"id": line.item.id, "due": line.due, **tally_as_json(line.tally)} for line in view.lines],
    }


def _step(step: Step) -> Entry:
    return {
        "kind": step.kind,
        "count": step.count,
        "ids": list(step.ids),
        "period": step.period,
        "command": step.command,
    }


def status_rows(view: StatusView) -> list[Entry]:
    """One flat row a number: which part of the screen, of what, which measure, how much."""
    return list(_rows(view))


def _rows(view: StatusView) -> Iterator[Entry]:
    for row in view.rows:
        yield from _measures("counts", row.id or row.kind, counts_as_json(row.counts))
    for owner in view.owners:
        yield from _measures("leads", owner.owner, counts_as_json(owner.counts))
    if view.indicators:
        verdicts = {verdict: len(rows) for verdict, rows in view.indicators.by_verdict().items()}
        yield from _measures("indicators", str(view.indicators.period), verdicts)
    for found in view.reports:
        for numbers in (tally_as_json(found.tally), found.states, found.qualities):
            yield from _measures("reports", str(found.period), numbers)
    for step in view.steps:
        yield from _measures("next", step.command, {step.kind: step.count})


def _measures(part: str, of: str, numbers: Mapping[Any, object]) -> Iterator[Entry]:
    return ({"part": part, "of": of, "measure": name, "value": value} for name, value in numbers.items())
