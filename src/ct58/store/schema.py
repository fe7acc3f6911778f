"""The shapes of the files, checked by pydantic against the domain's own dataclasses.

Pydantic is imported only when something has to be validated. Scalars are strict (no "12" for 12, no
1 for true), because the reader already gives native values; unknown keys are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from ct58.domain.committee import OfficeFile, PeriodFile
from ct58.domain.events import ItemFile, UnitEvents
from ct58.domain.period import Period
from ct58.domain.programme import Programme
from ct58.domain.reports import Report
from ct58.domain.units import Unit
from ct58.errors import Path
from ct58.records import positional_record
from ct58.store.layout import FileKind

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import CoreSchema, ErrorDetails, SchemaValidator, ValidationError

Record = Programme | OfficeFile | Unit | Report | UnitEvents | ItemFile | PeriodFile
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
    return record


@cache
def adapter(kind: FileKind) -> TypeAdapter[Any]:
    """Pydantic's view of a kind of file; also the source of its JSON Schema."""
    from pydantic import TypeAdapter

    _teach_periods()
    return TypeAdapter(RECORD_TYPES[kind])


def allowed_keys(kind: FileKind, at: Path) -> tuple[str, ...]:
    """The keys that may stand in the record at a place, as the file writes them."""
    shape: object = RECORD_TYPES[kind]
    for step in at:
        shape = _step_into(shape, step)
    return tuple(field.name.rstrip("_") for field in fields(shape)) if is_dataclass(shape) else ()


def _step_into(shape: object, step: str | int) -> object:
    """The type one step below: a field of a record, an element of a list, a value of a mapping."""
    below = get_type_hints(shape).get(str(step)) if is_dataclass(shape) else shape
    while not is_dataclass(below) and get_args(below):
        below = next((arg for arg in reversed(get_args(below)) if arg not in (Ellipsis, type(None))), None)
    return below


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
        types = (*(earlier.types if earlier else ()), entry["type"])
        expected = (*(earlier.expected if earlier else ()), *_allowed_words(entry))
        found[at] = ShapeError(types, at, entry["input"], expected)
    return tuple(shape for at, shape in found.items() if not _is_above_another(at, found))


def _allowed_words(entry: ErrorDetails) -> tuple[str, ...]:
    if entry["type"] != "literal_error":
        return ()
    return tuple(_QUOTED_WORD.findall(entry["ctx"]["expected"]))


def _is_above_another(at: Path, places: Iterable[Path]) -> bool:
    return any(len(other) > len(at) and other[: len(at)] == at for other in places)


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
