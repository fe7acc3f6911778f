"""What a plain scalar means: YAML 1.2's core, with dates, and without its traps.

`yes`, `010`, `7:30` and `1_000` stay text, `1.412` keeps its digits: a check can then say what is wrong,
instead of a silent 1.412 or 8.

Equal texts give one object, whatever files they stand in: thousands of reports say the same few things.
"""

from __future__ import annotations

import datetime as dt
import keyword
import re
from decimal import Decimal
from functools import lru_cache

from ct58.patterns import pattern

PlainValue = bool | int | Decimal | dt.date | str | None

_CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
NULLS = frozenset(text for text, value in _CONSTANTS.items() if value is None)
"""The plain texts that mean nothing; none of them can be a key."""
_INTEGER = pattern(r"[-+]?(0|[1-9][0-9]{0,29})")  # as long as a decimal may be: one is never the other
_DECIMAL = pattern(r"[-+]?(\.[0-9]{1,30}|[0-9]{1,30}(\.[0-9]{0,30})?)([eE][-+]?[0-9]{1,3})?")
_MOST_DIGITS = 30
_LEADING_ZERO = pattern(r"[-+]?0[0-9]")
_DATE = pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR_KEY = pattern(r"(19|20|21)[0-9]{2}")
_STARTS = frozenset("0123456789+-.")
_MOST_ALIKE = 1 << 14


class ImpossibleDateError(ValueError):
    """A text in the form of a date that no calendar has."""


@lru_cache(_MOST_ALIKE)
def resolve(text: str) -> PlainValue:
    """The value of a plain scalar. Raises ImpossibleDateError for 2021-02-30."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _STARTS:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    match = _DATE.fullmatch(text)
    if match:
        return _date(match)
    if _DECIMAL.fullmatch(text) and not _LEADING_ZERO.match(text):
        return _bounded(Decimal(text), text)
    return text


def _bounded(number: Decimal, text: str) -> Decimal | str:
    """The number, if it can be written out in thirty digits before and behind its point: `1e999` is a text."""
    exponent = number.as_tuple().exponent
    return number if int(exponent) >= -_MOST_DIGITS and number.adjusted() < _MOST_DIGITS else text


def _date(match: re.Match[str]) -> dt.date:
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise ImpossibleDateError(match[0]) from None


@lru_cache(_MOST_ALIKE)
def one_text(text: str) -> str:
    """The text itself, as it was met first."""
    return text


@lru_cache(_MOST_ALIKE)
def key_name(text: str) -> str | int:
    """The name of a key inside ct58: years of a series are numbers; Python's own words get an underscore."""
    if _YEAR_KEY.fullmatch(text):
        return int(text)
    return f"{text}_" if keyword.iskeyword(text) else text


def written_key(key: str | int) -> str:
    """The file's name of a key: `from` for from_, 2021 for the year of a series."""
    name = str(key)
    return name[:-1] if name.endswith("_") and keyword.iskeyword(name[:-1]) else name
