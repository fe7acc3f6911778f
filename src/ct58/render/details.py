"""One thing as JSON: its record, and where its obligations stand."""

from __future__ import annotations

from collections.abc import Sequence

from ct58.domain.standing.status import Standing
from ct58.render.records import record_as_json, thing_as_json
from ct58.views.detail import DetailView


def detail_as_json(view: DetailView) -> dict[str, object]:
    """`{kind, id, …the record's keys, source}`, with `standings`, and `followed_by` for a clause."""
    content = thing_as_json(view.thing, view.line)
    if view.standings:
        content["standings"] = [_standing(standing) for standing in view.standings]
    if view.thing.kind in ("clause", "part"):
        content["followed_by"] = [thing.id for thing in view.followers]
    return content


def section_as_json(id_: str, views: Sequence[DetailView]) -> dict[str, object]:
    """`{kind: section, id, clauses}`, each clause as `show` has it alone."""
    return {"kind": "section", "id": id_, "clauses": [detail_as_json(view) for view in views]}


def _standing(standing: Standing) -> dict[str, object]:
    return {
        "item": standing.item.id,
        "owners": list(standing.owner_ids),
        "occurrence": standing.obligation.occurrence.key,
        "due": standing.due,
        "original_due": standing.original_due,
        "done_on": standing.done_on,
        "status": standing.status,
        "started": standing.started,
        "days_overdue": standing.days_overdue,
        "needs_verification": standing.needs_verification,
        "submitted": dict(standing.submitted),
        "events": [record_as_json(event) for event in standing.events],
    }
