"""Shape errors as findings in the office's words, each with its remedy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import is_dataclass
from decimal import Decimal

from ct58.domain.dates import parse_date
from ct58.domain.suggestions import enumeration, suggestion
from ct58.errors import BadUsage, Finding
from ct58.i18n import Message, N_, msg
from ct58.store.layout import FileKind
from ct58.store.schema import ShapeError, allowed_keys

_YES_NO = frozenset({"yes", "no", "on", "off", "y", "n", "có", "không"})
_EXPECTED: tuple[tuple[str, Message], ...] = (
    ("bool_type", msg(N_("true or false"))),
    ("int_type", msg(N_("a whole number"))),
    ("decimal_type", msg(N_("a number"))),
    ("date_type", msg(N_("a date (year-month-day)"))),
    ("tuple_type", msg(N_("a list in [ ]"))),
    ("dataclass_type", msg(N_("a record {{key: value}}"))),
    ("mapping_type", msg(N_("a record {{key: value}}"))),
    ("dict_type", msg(N_("a record {{key: value}}"))),
    ("string_type", msg(N_("text"))),
)


def shape_finding(file: str, kind: FileKind, error: ShapeError) -> Finding:
    """One shape error as a finding: the first rule that fits, from the most telling on."""
    types = error.types
    if "missing" in types:
        return Finding(code="K001", file=file, at=error.at, params={"key": _written(error.at)})
    if "unexpected_keyword_argument" in types:
        return _unknown_key(file, kind, error)
    if "literal_error" in types and isinstance(error.value, str):
        return _unknown_word(file, error)
    if "int_type" in types and isinstance(error.value, Decimal):
        return _dotted(file, error)
    if "bool_type" in types and str(error.value).casefold() in _YES_NO:
        return _plain(file, error, "K006")
    if "date_type" in types and isinstance(error.value, str):
        return _date(file, error)
    if "value_error" in types:
        return _plain(file, error, "K007")
    if "string_type" in types and isinstance(error.value, int | Decimal | dt.date):
        return _plain(file, error, "K009")
    return _wrong_type(file, error)


def _plain(file: str, error: ShapeError, code: str) -> Finding:
    return Finding(code=code, file=file, at=error.at, params={"text": shown(error.value)})


def _unknown_key(file: str, kind: FileKind, error: ShapeError) -> Finding:
    key = _written(error.at)
    allowed = allowed_keys(kind, error.at[:-1])
    params = {"key": key, "suggestion": suggestion(key, allowed), "allowed": enumeration(allowed)}
    return Finding(code="K002", file=file, at=error.at, at_key=True, params=params)


def _unknown_word(file: str, error: ShapeError) -> Finding:
    params = {
        "text": shown(error.value),
        "suggestion": suggestion(error.value, error.expected),
        "allowed": enumeration(error.expected),
    }
    return Finding(code="K004", file=file, at=error.at, params=params)


def _dotted(file: str, error: ShapeError) -> Finding:
    text = shown(error.value)
    params = {"text": text, "remedy": text.replace(".", "")}
    return Finding(code="K005", file=file, at=error.at, params=params)


def _date(file: str, error: ShapeError) -> Finding:
    params = {"text": shown(error.value), "remedy": date_remedy(error.value)}
    return Finding(code="K008", file=file, at=error.at, params=params)


def date_remedy(value: object) -> Message | str:
    """“: 2021-07-15” where a date was written in another way."""
    try:
        day = parse_date(str(value), today=dt.date.min)
    except BadUsage:
        return ""
    return f": {day.isoformat()}" if day.year > 1 else ""


def _wrong_type(file: str, error: ShapeError) -> Finding:
    expected = next((words for name, words in _EXPECTED if name in error.types), msg(N_("another value")))
    params = {"text": shown(error.value), "expected": expected}
    return Finding(code="K003", file=file, at=error.at, params=params)


def _written(at: tuple[str | int, ...]) -> str:
    """The last step as the file writes it (from, in and with carry an underscore inside)."""
    return str(at[-1]).rstrip("_")


def shown(value: object) -> str:
    """A value as a short text for a message."""
    if isinstance(value, Mapping) or is_dataclass(value):
        return "{…}"
    if isinstance(value, tuple):
        return "[…]"
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)
