"""The shapes of the files, checked by pydantic against the domain's own dataclasses, and their JSON Schemas.

Pydantic is imported only when something has to be validated. Scalars are strict (no "12" for 12, no
1 for true), because the reader already gives native values; unknown keys are refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeGuard, Union, get_args, get_origin, get_type_hints

from ct58.domain.records.committee import OfficeFile, PeriodFile
from ct58.domain.records.events import ItemFile, UnitEvents
from ct58.domain.records.office import Record
from ct58.domain.records.places import FileKind
from ct58.domain.records.programme import Programme
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period
from ct58.errors import Path
from ct58.records import positional_record

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import CoreSchema, ErrorDetails, SchemaValidator, ValidationError

RECORD_TYPES: Mapping[FileKind, type[Record]] = {
    "programme": Programme,
    "office": OfficeFile,
    "unit": Unit,
    "report": Report,
    "unit_events": UnitEvents,
    "item": ItemFile,
    "period": PeriodFile,
}
PERIOD_PATTERN = r"^([0-9]{4}(-[0-9]{2}|-Q[1-4]|-H1|-9M|\.\.[0-9]{4})?|once)$"
_QUOTED_WORD = re.compile(r"'([^']*)'")
BAD_KEY = "bad_key"
_STRICT = frozenset({"int", "bool", "str", "date", "decimal", "tuple", "dict"})


@positional_record
class ShapeError:
    """One place where a tree doesn't have the shape of its kind.

    `types` are pydantic's names for what is wrong, one a branch of a union; `expected` lists the words
    that are allowed there.
    """

    types: tuple[str, ...]
    at: Path
    value: object
    expected: tuple[str, ...]


def validate(kind: FileKind, tree: object) -> Record | tuple[ShapeError, ...]:
    """The record that a tree holds, or all places where its shape is wrong."""
    from pydantic_core import ValidationError

    try:
        record: Record = _validator(kind).validate_python(tree)
    except ValidationError as error:
        return _shape_errors(error, tree)
    return _no_whole_number(tree) or record


def _no_whole_number(tree: object) -> tuple[ShapeError, ...]:
    """The format where it only equals a number: among fixed numbers pydantic takes true for 1, and 2.0 for 2."""
    format_ = _child(tree, "format")
    if format_ is _ABSENT or type(format_) is int:
        return ()
    return (ShapeError(("literal_error",), ("format",), format_, ()),)


@cache
def adapter(kind: FileKind) -> TypeAdapter[Any]:
    """Pydantic's view of a kind of file; also the source of its JSON Schema."""
    from pydantic import TypeAdapter

    _teach_periods()
    return TypeAdapter(RECORD_TYPES[kind])


def allowed_keys(kind: FileKind, at: Path) -> tuple[str, ...]:
    """The keys that may stand in the record at a place, as the file writes them.

    The place may leave out positions in lists: every element of a list has the same shape.
    """
    shapes: tuple[object, ...] = (RECORD_TYPES[kind],)
    for step in at:
        shapes = tuple(below for shape in shapes for below in _below(shape, step))
    found = next((record for shape in shapes for record in _records(shape)), None)
    from ct58.store.yaml.scalars import written_key

    return tuple(written_key(name) for name in _hints(found)) if found else ()


def _below(shape: object, step: str | int) -> tuple[object, ...]:
    """The shapes that may stand one step below: of a record's field, a mapping's value, a list's element."""
    if _is_record(shape):
        return _alternatives(_hints(shape).get(str(step)))
    if get_origin(shape) is tuple:
        elements = _alternatives(get_args(shape)[0])
        return elements if isinstance(step, int) else tuple(s for e in elements for s in _below(e, step))
    if get_origin(shape) is Mapping:
        return _alternatives(get_args(shape)[1])
    return ()


def _records(shape: object) -> tuple[type, ...]:
    """The record that a shape is, or those that a list of it holds."""
    if get_origin(shape) is tuple:
        return tuple(record for element in _alternatives(get_args(shape)[0]) for record in _records(element))
    return (shape,) if _is_record(shape) else ()


def _alternatives(shape: object) -> tuple[object, ...]:
    """The branches of a union, or the shape itself."""
    return get_args(shape) if get_origin(shape) in (UnionType, Union) else (shape,)


def _is_record(shape: object) -> TypeGuard[type]:
    return isinstance(shape, type) and is_dataclass(shape)


@cache
def _hints(record: type) -> Mapping[str, object]:
    """The fields of a record with their types."""
    return get_type_hints(record)


@cache
def _validator(kind: FileKind) -> SchemaValidator:
    from pydantic_core import SchemaValidator

    schema = adapter(kind).core_schema
    _tighten(schema)
    return SchemaValidator(schema)


def _tighten(node: object) -> None:
    """Make scalars strict and refuse unknown keys, in place.

    Done on the core schema because a strict dataclass would refuse the mapping it is to be made from.
    """
    if isinstance(node, dict):
        if node.get("type") in _STRICT:
            node["strict"] = True
        if node.get("type") == "dataclass-args":
            node["extra_behavior"] = "forbid"
        for child in node.values():
            _tighten(child)
    elif isinstance(node, list | tuple):
        for child in node:
            _tighten(child)


def _teach_periods() -> None:
    """Tell pydantic how a period stands in a file; the domain itself knows nothing of pydantic."""

    def schema(_source: object, _handler: object) -> CoreSchema:
        from pydantic_core import core_schema

        text = core_schema.no_info_plain_validator_function(_read_period)
        written = core_schema.union_schema(
            [core_schema.int_schema(ge=1900, le=2199), core_schema.str_schema(pattern=PERIOD_PATTERN)]
        )
        return core_schema.json_or_python_schema(json_schema=written, python_schema=text)

    setattr(Period, "__get_pydantic_core_schema__", schema)  # noqa: B010 - a hook, not a field


def _read_period(value: object) -> Period:
    if isinstance(value, Period):
        return value
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return Period.from_plain(value)
    raise ValueError(value)


def _shape_errors(error: ValidationError, tree: object) -> tuple[ShapeError, ...]:
    """Pydantic's errors with real places, one a place.

    In a union pydantic reports every branch, with the branch's name inside the place. Only the deepest
    places are kept: they tell most.
    """
    found: dict[Path, ShapeError] = {}
    for entry in error.errors(include_url=False):
        at = _real_path(entry["loc"], tree, missing=entry["type"] == "missing")
        earlier = found.get(at)
        types = (*(earlier.types if earlier else ()), _type(entry))
        expected = (*(earlier.expected if earlier else ()), *_allowed_words(entry))
        found[at] = ShapeError(types, at, entry["input"], expected)
    above = {at[:length] for at in found for length in range(len(at))}
    return tuple(shape for at, shape in found.items() if at not in above)


def _type(entry: ErrorDetails) -> str:
    """Pydantic's name for what is wrong; a mapping's key that does not fit has a name of our own."""
    is_key = entry["loc"][-1:] == ("[key]",) and entry["type"] not in ("literal_error", "value_error")
    return BAD_KEY if is_key else entry["type"]


def _allowed_words(entry: ErrorDetails) -> tuple[str, ...]:
    if entry["type"] != "literal_error":
        return ()
    return tuple(_QUOTED_WORD.findall(entry["ctx"]["expected"]))


_ABSENT = object()


def _child(node: object, step: str | int) -> object:
    """What stands one step below, or _ABSENT."""
    if isinstance(node, Mapping):
        return node.get(step, _ABSENT)
    if isinstance(node, tuple) and isinstance(step, int) and step < len(node):
        return node[step]
    return _ABSENT


def _real_path(loc: tuple[str | int, ...], tree: object, missing: bool) -> Path:
    """The steps of a place that exist in the tree; for a missing key, that key too."""
    at: list[str | int] = []
    node = tree
    for step in loc:
        below = _child(node, step)
        if below is not _ABSENT:
            node = below
            at.append(step)
    if missing:
        at.append(loc[-1])
    return tuple(at)


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
