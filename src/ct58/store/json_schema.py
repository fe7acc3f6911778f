"""JSON Schemas of the files, from the same dataclasses that ct58 itself validates with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ct58.domain.records.places import FileKind
from ct58.store.schema import RECORD_TYPES, adapter

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: tuple[FileKind, ...] = tuple(RECORD_TYPES)


def json_schema(kind: FileKind) -> dict[str, Any]:
    """The JSON Schema of a kind of file, for an editor that completes and checks while a person types."""
    generated = adapter(kind).json_schema(mode="validation")
    schema: dict[str, Any] = {"$schema": DIALECT, "$id": f"ct58/{kind}/1", **_as_written(generated)}
    return schema


def _as_written(node: Any) -> Any:
    """Keys as the file writes them, and no others allowed in a record."""
    if isinstance(node, list):
        return [_as_written(child) for child in node]
    if not isinstance(node, dict):
        return node
    written = {key: _as_written(child) for key, child in node.items()}
    if isinstance(node.get("properties"), Mapping):
        written["properties"] = {key.rstrip("_"): child for key, child in written["properties"].items()}
        written["additionalProperties"] = False
    if isinstance(node.get("required"), list):
        written["required"] = [key.rstrip("_") for key in node["required"]]
    return written
