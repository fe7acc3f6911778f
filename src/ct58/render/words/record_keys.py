"""Records as JSON: the keys of the file, without those that are empty by default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from ct58.domain.records.scalars import UNSAID
from ct58.domain.records.units import UnitBefore
from ct58.domain.time.period import Period

if TYPE_CHECKING:  # the records of a change are on no list, and nobody has looked for them
    from ct58.domain.records.search import Thing
    from ct58.views.catalogue import ListView, TraceView

JsonObject = dict[str, object]
"""What a program reads: keys of the contract, and what stands under them."""


def record_as_json(record: object) -> object:
    """A record as plain values; periods become text, keys lose the underscore they carry inside."""
    if isinstance(record, Period):
        return str(record)
    if isinstance(
        record, UnitBefore
    ):  # what it does not name was as it was afterwards: null would say otherwise
        said = {"until": record.until, **record.said(), "document": record.document}
        return {key: record_as_json(value) for key, value in said.items()}
    if is_dataclass(record):
        values = ((field, getattr(record, field.name)) for field in fields(record))
        return {
            field.name.rstrip("_"): record_as_json(value)
            for field, value in values
            if value != UNSAID or field.default != UNSAID
        }
    if isinstance(record, Mapping):
        return {str(key): record_as_json(value) for key, value in record.items()}
    if isinstance(record, tuple):
        return [record_as_json(value) for value in record]
    return record


def thing_as_json(thing: Thing, line: int) -> dict[str, object]:
    """`{kind, id, …the record's keys, source}` (contract §3); the document that an item comes from is `source_document`."""
    content = record_as_json(thing.record)
    assert isinstance(content, dict)
    head: dict[str, object] = {"kind": thing.kind, "id": thing.id}
    rest = {key: value for key, value in content.items() if key not in head}
    if "kind" in content:
        rest[f"{thing.kind}_kind"] = content["kind"]
    if "source" in content:
        rest["source_document"] = rest.pop("source")
    return {**head, **rest, "source": {"file": thing.file, "line": line}}


def list_as_json(view: ListView) -> list[dict[str, object]]:
    """The listed things."""
    return [thing_as_json(thing, line) for thing, line in zip(view.things, view.lines, strict=True)]


def trace_as_json(view: TraceView) -> list[dict[str, object]]:
    """One object a clause: its text, its kinds, the ids of what follows it, and the kinds that nothing follows."""
    return [
        {
            "clause": traced.clause.id,
            "part": traced.clause.part,
            "kind": list(traced.clause.kind),
            "text": traced.clause.corrected or traced.clause.text,
            "followed_by": [thing.id for thing in traced.followers],
            "figures": [thing.id for thing in traced.figures],
            "ended": sorted(traced.ended),
            "followed_through_part": [thing.id for thing in group.followers],
            "missing": list(traced.missing),
            "is_gap": traced.is_gap,
            "source": {"file": traced.file, "line": traced.line},
        }
        for group in view.parts
        for traced in group.clauses
    ]


def trace_beside(view: TraceView) -> JsonObject:
    """What stands beside the clauses: how many were looked at, and the figures that nothing reads."""
    return {
        "counts": {
            "clauses": view.looked_at,
            "gaps": len(view.gaps),
            "only_figures": sum(traced.has_only_figures for traced in view.clauses),
        },
        "unread_figures": [thing.id for thing in view.unread],
    }
