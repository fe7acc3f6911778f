"""The shapes of the files as pydantic's core takes them, made from the annotations of the domain's own data classes.

Pydantic itself makes the same of them (a test), in a hundred times as long; it is asked for JSON Schemas only. Scalars
are strict (no "12" for 12, no 1 for true), because the reader already gives native values; unknown keys are refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from ct58.domain.time.period import Period
from ct58.records import is_record

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

_ONE_PERIOD = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-Q[1-4]|-H[12]|-9M|-W[0-9]{2}|@[0-9]{2}-[0-9]{2})?"
PERIOD_PATTERN = rf"^({_ONE_PERIOD}(\.\.{_ONE_PERIOD})?|once)$"
_PLAIN: Mapping[object, str] = {bool: "bool", int: "int", Decimal: "decimal", dt.date: "date"}
_OF_IDS, _OF_NAMES, _OF_TITLES, _OF_NOTES = 100, 500, 1_000, 20_000
"""How long a text may be, by what it is for; the longest of the shipped programme has 1,184 letters."""
_NAMES = {
    "abbreviations", "address", "address_as", "aliases", "authority", "body", "committee", "done_when", "email", "file", "flag_names", "former_names",
    "forms", "issuers", "label", "name", "office", "office_email", "office_phone", "party", "phone", "phrase", "phrases", "place",
    "product", "role", "room", "set_names", "short", "short_name", "signs", "superior", "values", "where", "words",
}  # fmt: skip
_TITLES = {
    "forms_text", "issued_by", "prepared_by", "prepared_by_corrected", "receivers", "recipients", "title",
}  # fmt: skip
_NOTES = {
    "corrected", "decision", "difficulties", "figures", "help", "narrative", "note", "other", "proposals", "reason", "reasons", "text",
}  # fmt: skip
"""The fields that hold such texts; all other texts are ids, numbers of documents and fixed words."""

_Shape = dict[str, Any]


def core_schema_of(record: type) -> CoreSchema:
    """The shape of a record and of all that are in it."""
    found: dict[type, _Shape] = {}
    schema = {
        "type": "definitions",
        "schema": _reference(record, found),
        "definitions": list(found.values()),
    }
    return cast("CoreSchema", schema)


@cache
def annotations_of(record: type) -> Mapping[str, object]:
    """The fields of a record with their types."""
    return get_type_hints(record)


def alternatives_of(shape: object) -> tuple[object, ...]:
    """The branches of a union, or the shape itself."""
    return get_args(shape) if get_origin(shape) in (UnionType, Union) else (shape,)


def _reference(record: type, found: dict[type, _Shape]) -> _Shape:
    name = f"{record.__module__}.{record.__qualname__}:{id(record)}"  # as pydantic names them in JSON Schemas
    if record not in found:
        found[record] = {"type": "dataclass", "cls": record, "ref": name}
        found[record] |= _of_record(record, found)
    return {"type": "definition-ref", "schema_ref": name}


def _of_record(record: Any, found: dict[type, _Shape]) -> _Shape:
    fields = [
        {"type": "dataclass-field", "name": name, "schema": _of_field(record, name, found), "kw_only": False}
        for name in record.__record_fields__
    ]
    inside = {
        "type": "dataclass-args",
        "dataclass_name": record.__name__,
        "fields": fields,
        "extra_behavior": "forbid",
    }
    return {
        "schema": inside,
        "fields": list(record.__record_fields__),
        "config": {"title": record.__name__},
        "post_init": False,
    }


def _of_field(record: Any, name: str, found: dict[type, _Shape]) -> _Shape:
    shape = _of(annotations_of(record)[name], name, found)
    if name in record.__record_defaults__:
        return {"type": "default", "schema": shape, "default": record.__record_defaults__[name]}
    if name in record.__record_factories__:
        return {"type": "default", "schema": shape, "default_factory": record.__record_factories__[name]}
    return shape


def _of(hint: object, field: str, found: dict[type, _Shape]) -> _Shape:
    """The shape of an annotation; `field` says what its texts are for."""
    if hint is str:
        return {"type": "str", "max_length": _most_letters(field), "strict": True}
    if hint in _PLAIN:
        return {"type": _PLAIN[hint], "strict": True}
    if hint is Period:
        return _PERIOD
    if is_record(hint):
        return _reference(hint, found)
    return _of_several(get_origin(hint), get_args(hint), field, found)


def _of_several(origin: object, parts: tuple[Any, ...], field: str, found: dict[type, _Shape]) -> _Shape:
    if origin is Literal:
        return {"type": "literal", "expected": list(parts)}
    if origin is Mapping:
        keys, values = _of(parts[0], "", found), _of(parts[1], field, found)
        return {"type": "dict", "keys_schema": keys, "values_schema": values, "strict": True}
    shapes = [_of(part, field, found) for part in parts if part not in (..., type(None))]
    if origin is tuple:
        any_number = {"variadic_item_index": 0} if parts[-1] is ... else {}
        return {"type": "tuple", "items_schema": shapes, **any_number, "strict": True}
    assert origin in (UnionType, Union), origin
    shape = {"type": "union", "choices": shapes} if len(shapes) > 1 else shapes[0]
    return {"type": "nullable", "schema": shape} if len(shapes) < len(parts) else shape


def _most_letters(field: str) -> int:
    bounds = (
        (_NOTES, _OF_NOTES),
        (_TITLES, _OF_TITLES),
        (_NAMES, _OF_NAMES),
    )
    return next((most for fields, most in bounds if field in fields), _OF_IDS)


def _read_period(value: object) -> Period:
    """The domain itself knows nothing of how a period stands in a file."""
    if isinstance(value, Period):
        return value
    return _period_named(value) if isinstance(value, str) else Period.from_plain(value)


_period_named = cache(Period.parse)
"""Thousands of reports name the same few."""
_PERIOD: _Shape = {
    "type": "json-or-python",
    "python_schema": {"type": "function-plain", "function": {"type": "no-info", "function": _read_period}},
    "json_schema": {
        "type": "union",
        "choices": [{"type": "int", "ge": 1900, "le": 2199}, {"type": "str", "pattern": PERIOD_PATTERN}],
    },
}
