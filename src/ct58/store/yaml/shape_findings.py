"""Shape errors as findings in the office's words, each with its remedy."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from ct58.domain.checks.context import shown, without_dots
from ct58.domain.records.places import FileKind
from ct58.domain.records.programme import NEWEST_FORMAT
from ct58.domain.text.suggestions import enumeration, suggestion
from ct58.domain.time.dates import parse_date, parse_period
from ct58.domain.time.period import FIRST_YEAR
from ct58.errors import BadUsage, Finding
from ct58.i18n import Message, N_, msg
from ct58.store.yaml.scalars import written_key
from ct58.store.yaml.schema import BAD_KEY, TOO_LONG, ShapeError, allowed_keys

_YES_NO = frozenset({"yes", "no", "on", "off", "y", "n", "có", "không"})
_UNKNOWN_KEY = frozenset({"unexpected_keyword_argument", "invalid_key"})
"""Pydantic's names for a key that a record does not have; a year as key is invalid in any record."""
_LONG_AGO = dt.date(1000, 1, 2)
"""Today, for a date that is not to depend on it."""
_RECORD = msg(N_("a record {{key: value}}"))
_LIST = msg(N_("a list in [ ]"))
_NUMBER = msg(N_("a number"))
_EXPECTED: tuple[tuple[frozenset[str], Message], ...] = (
    (frozenset({"bool_type", "string_type"}), msg(N_("a single value"))),
    (frozenset({"literal_error", "tuple_type"}), _LIST),
    (frozenset({"is_instance_of"}), _NUMBER),
    (frozenset({"dataclass_type"}), _RECORD),
    (frozenset({"dict_type"}), _RECORD),
    (frozenset({"tuple_type"}), _LIST),
    (frozenset({"bool_type"}), msg(N_("true or false"))),
    (frozenset({"int_type"}), msg(N_("a whole number"))),
    (frozenset({"date_type"}), msg(N_("a date (year-month-day)"))),
    (frozenset({"string_type"}), msg(N_("text"))),
)
"""What is expected where pydantic names all of these; the first that fits."""


def shape_finding(file: str, kind: FileKind, error: ShapeError) -> Finding:
    """One shape error as a finding: the first rule that fits, from the most telling on."""
    types = error.types
    if kind == "programme" and error.at == ("format",):
        params = {"text": shown(error.value), "newest": NEWEST_FORMAT}
        return Finding(code="K010", file=file, at=error.at, params=params)
    if TOO_LONG in types and isinstance(error.value, str):
        return _too_long(file, error, error.value)
    if "missing" in types:
        return Finding(code="K001", file=file, at=error.at, params={"key": written_key(error.at[-1])})
    if not _UNKNOWN_KEY.isdisjoint(types):
        return _unknown_key(file, kind, error)
    if BAD_KEY in types:
        return _bad_key(file, error)
    return _value_finding(file, error)


def _value_finding(file: str, error: ShapeError) -> Finding:
    types, value = error.types, error.value
    if "date_type" in types and isinstance(value, str) and date_remedy(value):
        return _date(file, error)
    if error.expected and (isinstance(value, str) or set(types) == {"literal_error"}):
        return _unknown_word(file, error)
    if "int_type" in types and without_dots(value) is not None:
        return _dotted(file, error)
    if "bool_type" in types and str(value).casefold() in _YES_NO:
        return _plain(file, error, "K006")
    if "date_type" in types and isinstance(value, str) and ("value_error" not in types or date_remedy(value)):
        return _date(file, error)
    if "value_error" in types:
        return _period(file, error)
    if "string_type" in types and isinstance(value, int | Decimal | dt.date):
        return _plain(file, error, "K009")
    return _wrong_type(file, error)


def _plain(file: str, error: ShapeError, code: str) -> Finding:
    return Finding(code=code, file=file, at=error.at, params={"text": shown(error.value)})


def _unknown_key(file: str, kind: FileKind, error: ShapeError) -> Finding:
    key = written_key(error.at[-1])
    allowed = allowed_keys(kind, error.at[:-1])
    params = {"key": shown(key), "suggestion": suggestion(key, allowed), "allowed": enumeration(allowed)}
    return Finding(code="K002", file=file, at=error.at, at_key=True, params=params)


def _bad_key(file: str, error: ShapeError) -> Finding:
    """A key of a mapping that is no year where years are expected, or the other way round."""
    wants_year = isinstance(error.value, str)
    expected = msg(N_("a year as key")) if wants_year else msg(N_("a word as key"))
    params = {"text": shown(error.value), "expected": expected}
    return Finding(code="K003", file=file, at=error.at, at_key=True, params=params)


def _too_long(file: str, error: ShapeError, text: str) -> Finding:
    params = {"count": len(text), "most": error.most}
    is_key = bool(error.at) and error.at[-1] == text
    return Finding(code="K011", file=file, at=error.at, at_key=is_key, params=params)


def _unknown_word(file: str, error: ShapeError) -> Finding:
    params = {
        "text": shown(error.value),
        "suggestion": suggestion(shown(error.value), error.expected),
        "allowed": enumeration(error.expected),
    }
    is_key = bool(error.at) and error.at[-1] == error.value
    return Finding(code="K004", file=file, at=error.at, at_key=is_key, params=params)


def _dotted(file: str, error: ShapeError) -> Finding:
    params = {"text": shown(error.value), "remedy": without_dots(error.value)}
    return Finding(code="K005", file=file, at=error.at, params=params)


def _date(file: str, error: ShapeError) -> Finding:
    params = {"text": shown(error.value), "remedy": date_remedy(error.value)}
    return Finding(code="K008", file=file, at=error.at, params=params)


def date_remedy(value: object) -> str:
    """“: 2021-07-15” where a date was written in another way; nothing where only today could tell the year."""
    try:
        day = parse_date(str(value), today=_LONG_AGO)
    except BadUsage:
        return ""
    return f": {day.isoformat()}" if day.year >= FIRST_YEAR else ""


def _period(file: str, error: ShapeError) -> Finding:
    params = {"text": shown(error.value), "remedy": period_remedy(error.value)}
    is_key = bool(error.at) and error.at[-1] == error.value
    return Finding(code="K007", file=file, at=error.at, at_key=is_key, params=params)


def period_remedy(value: object) -> Message | str:
    """What a period would be called that was written in another way."""
    try:
        period = parse_period(str(value))
    except BadUsage:
        return ""
    return msg(N_("; here that would be {period}"), period=str(period))


def _wrong_type(file: str, error: ShapeError) -> Finding:
    types = frozenset(error.types)
    is_number = isinstance(error.value, str) and error.value.isdecimal() and "int_type" in types
    expected = next((words for names, words in _EXPECTED if names <= types), msg(N_("another value")))
    params = {
        "text": shown(error.value),
        "expected": msg(N_("a number without quotes")) if is_number else expected,
    }
    return Finding(code="K003", file=file, at=error.at, params=params)
