"""Our shapes say what pydantic makes of the same annotations, besides that scalars are strict and other keys refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import TypeAdapter

from ct58.domain.records.places import FileKind
from ct58.domain.time.period import Period
from ct58.store.yaml.schema import RECORD_TYPES
from ct58.store.yaml.shapes import core_schema_of

PLAIN = {"bool", "int", "decimal", "date", "tuple", "dict"}
OURS = {"strict", "max_length", "extra_behavior"}
"""What we add."""
SILENT: dict[str, object] = {
    "ref": None,
    "metadata": {},
    "init": True,
    "slots": False,
    "frozen": False,
    "computed_fields": [],
    "collect_init_only": False,
    "default_factory_takes_data": False,
}
"""What pydantic names and its core takes for granted."""


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_our_shape_is_pydantics(kind: FileKind, monkeypatch: pytest.MonkeyPatch) -> None:
    """All but what we add."""
    monkeypatch.setattr(Period, "__get_pydantic_core_schema__", lambda *_: {"type": "any"}, raising=False)
    record = RECORD_TYPES[kind]
    theirs: Any = TypeAdapter(record).core_schema

    assert plain(core_schema_of(record)) == plain(theirs)


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_scalar_is_strict_and_every_text_has_an_end(kind: FileKind) -> None:
    """And no record takes a key that it does not know."""
    nodes = [*below(core_schema_of(RECORD_TYPES[kind]))]

    assert all(node["strict"] for node in nodes if node["type"] in PLAIN and "ge" not in node)
    assert all(node["max_length"] >= 100 for node in nodes if node["type"] == "str" and "pattern" not in node)
    assert all(node["extra_behavior"] == "forbid" for node in nodes if node["type"] == "dataclass-args")


def plain(schema: Any) -> Any:
    """A shape with its references followed, without what says nothing."""
    named = {node["ref"]: node for node in below(schema) if "ref" in node}

    def shown(node: Any) -> Any:
        if isinstance(node, list):
            return [shown(part) for part in node]
        if not isinstance(node, Mapping):
            return node
        if node.get("type") in ("definitions", "definition-ref"):
            return shown(node.get("schema") or named[node["schema_ref"]])
        if node.get("type") == "json-or-python":
            return {"type": "any"}
        said = {key: value for key, value in node.items() if key not in OURS | {"ref"}}
        return {key: shown(value) for key, value in said.items() if key not in SILENT or value != SILENT[key]}

    return shown(schema)


def below(schema: Any) -> Any:
    """A shape and all that are in it."""
    if isinstance(schema, Mapping):
        if "type" in schema:
            yield schema
        for part in schema.values():
            yield from below(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from below(part)
