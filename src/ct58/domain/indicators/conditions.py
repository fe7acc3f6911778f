"""Conditions as data: whether what is known of a unit, or a row of a list, fits (contract §1, COND)."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

from ct58.domain.indicators.known import Fact, Facts, FactState, FactValue
from ct58.domain.indicators.needs import Question, last_name, question
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import (
    Alternative,
    Comparison,
    Condition,
    FieldReference,
    RowsCondition,
    Test,
)
from ct58.domain.records.programme import Figure, FormLine
from ct58.domain.records.reports import is_group
from ct58.domain.records.scalars import NOT_APPLICABLE, FigureValue, Scalar

LookUp = Callable[[str], Fact]
FieldValues = Mapping[str, Scalar | None]
FitsRow = Callable[[RowsCondition, FieldValues], "Truth"]
"""Whether a row fits a condition on the rows of a list."""

_HOLDS: Mapping[Comparison, Callable[..., bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_FLIPPED: Mapping[Comparison, Comparison] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


class Truth(IntEnum):
    """Whether a condition holds. Of several that must all hold, the smallest decides."""

    NO = 0
    UNKNOWN = 1
    NOT_APPLICABLE = 2
    YES = 3


def answer(asked: Question, look_up: LookUp, window: Window, fits: FitsRow | None = None) -> Truth:
    """Whether any of the alternatives holds; `fits` tells of rows, where they are asked about."""
    if not asked.alternatives:
        return Truth.YES
    if len(asked.alternatives) == 1:
        return _holds_there(asked.alternatives[0], look_up, window, fits)
    found = {_holds_there(entry, look_up, window, fits) for entry in asked.alternatives}
    for truth in (Truth.YES, Truth.UNKNOWN, Truth.NOT_APPLICABLE):
        if truth in found:
            return truth
    return Truth.NO


def _holds_there(asked: Alternative, look_up: LookUp, window: Window, fits: FitsRow | None) -> Truth:
    if isinstance(asked, RowsCondition):
        assert fits is not None
        return _rows_hold(asked, look_up(asked.rows), fits)
    return _all_hold(asked, look_up, window)


def _rows_hold(asked: RowsCondition, known: Fact, fits: FitsRow) -> Truth:
    """Whether all rows fit, or any: one that does not settles the first, one that does the second.

    It does not apply where there is no row that could fit or not.
    """
    if known.state == "not_applicable":
        return Truth.NOT_APPLICABLE
    if known.state in ("absent", "awaited"):
        return Truth.NO
    rows = known.value if isinstance(known.value, tuple) else ()
    found = {fits(asked, row) for row in rows}
    settling, otherwise = (Truth.NO, Truth.YES) if asked.all else (Truth.YES, Truth.NO)
    if settling in found:
        return settling
    if Truth.UNKNOWN in found or known.state != "known":
        return Truth.UNKNOWN
    return otherwise if otherwise in found else Truth.NOT_APPLICABLE


def row_fits(asked: RowsCondition, figure: Figure, row: FieldValues, window: Window) -> Truth:
    """Whether a row fits; NOT_APPLICABLE where it is none of those that are looked at."""
    look_up = look_up_row(row, figure)
    among = _fits(asked.among, look_up, window)
    if among in (Truth.NO, Truth.NOT_APPLICABLE):
        return Truth.NOT_APPLICABLE
    fits = _fits(asked.where, look_up, window)
    return fits if among is Truth.YES or fits is Truth.NOT_APPLICABLE else Truth.UNKNOWN


def _fits(where: Condition | tuple[Condition, ...] | None, look_up: LookUp, window: Window) -> Truth:
    if where is None:
        return Truth.YES
    return (
        answer(question(where), look_up, window)
        if isinstance(where, tuple)
        else _all_hold(where, look_up, window)
    )


def _all_hold(condition: Condition, look_up: LookUp, window: Window) -> Truth:
    return min(
        (_holds(test, look_up(path), look_up, window) for path, test in condition.items()), default=Truth.YES
    )


def look_up_facts(facts: Facts, figures: Mapping[str, Figure], *, is_over: bool = True) -> LookUp:
    """Fields of a unit: figures, or the fields of record figures.

    A field that a record leaves out is as absent as the whole record would be: before the time is over,
    what the office itself receives is awaited.
    """

    def look_up(path: str) -> Fact:
        key, _, subkey = path.partition(".")
        known = facts[key]
        if known.state != "known" or not (subkey or figures[key].type == "record"):
            return known
        if not subkey:
            is_given = is_group(known.value) and any(v is not None for v in known.value.values())
            return known if is_given else Fact(_if_left_out(figures[key], is_over=is_over))
        value = known.value.get(subkey) if is_group(known.value) else None
        return _field(value, _if_left_out(figures[key], is_over=is_over))

    return look_up


def look_up_row(row: FieldValues, figure: Figure) -> LookUp:
    """Fields of a list's row. What a row leaves blank is open, unless the form says that it means that there is nothing."""

    def look_up(path: str) -> Fact:
        key = last_name(path)
        value = row.get(key)
        if value is not None:
            return _field(value, "absent")
        is_open = any(cell.key == key and is_open_when_blank(cell) for cell in figure.fields)
        return Fact("missing" if is_open else "absent")

    return look_up


def is_open_when_blank(line: FormLine) -> bool:
    """Whether nobody knows what a blank line of the form means."""
    return line.if_absent == "unknown"


def answer_of(test: Test, value: FactValue, window: Window) -> Truth:
    """Whether a value by itself fits a test that compares it with no other field."""
    return _holds(test, Fact("known", value), _nothing_else, window)


def _nothing_else(path: str) -> Fact:
    raise AssertionError(path)


def _field(value: FigureValue, if_left_out: FactState) -> Fact:
    if value is None:
        return Fact(if_left_out)
    return Fact("not_applicable") if value == NOT_APPLICABLE else Fact("known", value)


def _if_left_out(figure: Figure, *, is_over: bool) -> FactState:
    if figure.if_absent == "unknown":
        return "missing"
    return "absent" if is_over else "awaited"


def _holds(test: Test, known: Fact, look_up: LookUp, window: Window) -> Truth:
    if known.state == "not_applicable":
        return Truth.NOT_APPLICABLE
    if known.state == "missing":
        return Truth.UNKNOWN
    if known.state in ("absent", "awaited"):
        return Truth.NO
    if test == "given":
        return Truth.YES if known.state == "known" else Truth.UNKNOWN
    if test == "in_period":
        return _truth(isinstance(known.value, dt.date) and window.first_day <= known.value <= window.last_day)
    if isinstance(test, tuple):
        return _is_listed(known, test)
    return min(
        (_compared(op, known, _limit(limit, look_up)) for op, limit in test.items()), default=Truth.YES
    )


def _is_listed(known: Fact, words: tuple[Scalar, ...]) -> Truth:
    if known.state == "at_least":
        is_past = all(_compared("<", Fact("known", word), known) is Truth.YES for word in words)
        return Truth.NO if is_past else Truth.UNKNOWN
    return _truth(any(_is_same(known.value, word) for word in words))


def _is_same(value: object, word: object) -> bool:
    """Equal, and of one kind: 0 is not false, and 1 not true."""
    return value == word and isinstance(value, bool) == isinstance(word, bool)


def _limit(limit: Scalar | FieldReference, look_up: LookUp) -> Fact:
    return look_up(limit.field) if isinstance(limit, FieldReference) else Fact("known", limit)


def _compared(op: Comparison, known: Fact, limit: Fact) -> Truth:
    """A comparison of two known values, or of a sum that can only grow with a known one."""
    if limit.state == "not_applicable":
        return Truth.NOT_APPLICABLE
    if limit.state in ("absent", "awaited"):
        return Truth.NO
    if "missing" in (known.state, limit.state) or known.state == limit.state == "at_least":
        return Truth.UNKNOWN
    if limit.state == "at_least":
        return _compared(_FLIPPED[op], limit, known)
    if not _are_comparable(known.value, limit.value):
        return Truth.NO
    holds = _HOLDS[op](known.value, limit.value)
    if known.state == "at_least":
        return _of_growing(op, holds)
    return _truth(holds)


def _of_growing(op: Comparison, holds: bool) -> Truth:
    """What a lower limit says: once above, always above; once not below, never below again."""
    if op in (">", ">="):
        return Truth.YES if holds else Truth.UNKNOWN
    return Truth.UNKNOWN if holds else Truth.NO


def _are_comparable(value: object, limit: object) -> bool:
    numbers = int | Decimal | Fraction
    if isinstance(value, bool) or isinstance(limit, bool):
        return False
    if isinstance(value, dt.date) or isinstance(limit, dt.date):
        return isinstance(value, dt.date) and isinstance(limit, dt.date)
    return isinstance(value, numbers) and isinstance(limit, numbers)


def _truth(holds: bool) -> Truth:
    return Truth.YES if holds else Truth.NO
