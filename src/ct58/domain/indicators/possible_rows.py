"""What fields, rows and lists could say: the values that conditions can tell apart, and the lists they make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import product
from typing import cast

from ct58.domain.indicators.conditions import (
    FieldValues,
    LookUp,
    Truth,
    answer_of,
    is_open_when_blank,
    look_up_row,
    row_fits,
)
from ct58.domain.indicators.dependents import NUMBERS
from ct58.domain.indicators.facts import listed_rows, naming
from ct58.domain.indicators.known import Fact, FactValue
from ct58.domain.indicators.needs import Question, last_name, question, references
from ct58.domain.indicators.numbers import Number, exact
from ct58.domain.indicators.reach import Reach, any_number, candidates
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import FieldReference, RowsCondition, Test
from ct58.domain.records.programme import Figure, FormLine
from ct58.domain.records.scalars import NOT_APPLICABLE
from ct58.domain.time.period import ONE_DAY
from ct58.records import positional_record

_Answers = tuple[Truth, ...]
"""Whether a value, or a row, fits each of several conditions."""


@positional_record
class Marks:
    """The numbers and days at which the conditions change their answer, and the words that they ask for."""

    numbers: frozenset[Number]
    days: frozenset[dt.date]
    words: tuple[object, ...]


def marks_of(questions: Sequence[Question], look_up: LookUp, window: Window) -> Marks:
    """Every limit that is written down, the ends of the period, and what is known of fields compared with.

    Where fields are compared with each other, there must be room for one below a limit that is below another.
    """
    values: list[object] = [0, window.last_day]
    steps = [0]
    for asked in questions:
        for path in asked.paths:
            values.append(look_up(path).value)
            for test in asked.tests(path):
                values += _limits(test, window)
                steps = [-1, 0, 1] if _compares_fields(test) else steps
    numbers = [exact(v) for v in values if isinstance(v, int | Decimal) and not isinstance(v, bool)]
    days = [value for value in values if isinstance(value, dt.date)]
    return Marks(
        frozenset(number + step for number in numbers for step in steps),
        frozenset(day + step * ONE_DAY for day in days for step in steps),
        tuple(dict.fromkeys(value for value in values if isinstance(value, str))),
    )


def _compares_fields(test: Test) -> bool:
    return bool(references(test))


def _limits(test: Test, window: Window) -> Sequence[object]:
    if test == "in_period":
        return [window.first_day, window.last_day]
    if isinstance(test, Mapping):
        return [limit for limit in test.values() if not isinstance(limit, FieldReference)]
    return list(test) if isinstance(test, tuple) else []


def rows_of(
    fields: Sequence[FormLine], marks: Marks, questions: Sequence[Question], window: Window
) -> Iterator[FieldValues]:
    """Every row of some fields that the questions can tell apart: each may have a value, not apply, or be left out."""
    told = _Tests(questions, window)
    choices = [
        [*told.apart(line, cell_values(line, any_number(line), marks)), NOT_APPLICABLE, None]
        for line in fields
    ]
    for chosen in product(*choices):
        yield cast(FieldValues, {line.key: value for line, value in zip(fields, chosen, strict=True)})


class _Tests:
    """What some questions ask of each field by its name, whatever it is a field of."""

    def __init__(self, questions: Sequence[Question], window: Window) -> None:
        self._window = window
        self._of: dict[str, list[Test]] = {}
        self._compared: set[str] = set()
        for path, test in ((path, test) for asked in questions for path, test in asked.each_test):
            self._of.setdefault(last_name(path), []).append(test)
            if _compares_fields(test):
                self._compared |= {last_name(path), *map(last_name, references(test))}

    def apart(self, line: FormLine, values: Sequence[FactValue]) -> Iterable[FactValue]:
        """Of the values of a field that every test answers alike, one; all where fields are compared with each other."""
        if line.key in self._compared:
            return values
        return {self._answers(line.key, value): value for value in values}.values()

    def _answers(self, field: str, value: FactValue) -> _Answers:
        return tuple(answer_of(test, value, self._window) for test in self._of.get(field, ()))


def cell_values(line: FormLine, found: Reach, marks: Marks) -> Sequence[FactValue]:
    """The values of a line of the form that conditions can tell apart."""
    if line.type == "boolean":
        return [True, False]
    if line.type == "enum":
        return list(line.values)
    if line.type in NUMBERS:
        return list(candidates(line, found, marks.numbers))
    if line.type == "date":
        return sorted({day + step * ONE_DAY for day in marks.days for step in (-1, 0, 1)})
    words: list[FactValue] = ["?", *(word for word in marks.words if isinstance(word, str))]
    return words if line.type == "text" else [()]


def possible_rows(
    figure: Figure, questions: Sequence[Question], fixed: FieldValues, window: Window
) -> Iterator[FieldValues]:
    """Every row that the questions can tell apart, with some of its fields as they are."""
    asked = _asked(questions)
    marks = marks_of(questions, look_up_row(fixed, figure), window)
    opened = [cell for cell in figure.fields if cell.key in asked and cell.key not in fixed]
    yield from ({**fixed, **row} for row in rows_of(opened, marks, questions, window))


def asked_cells(questions: Sequence[Question], row: FieldValues) -> FieldValues:
    """Those cells of a row that are asked about."""
    return {key: row[key] for key in _asked(questions) if key in row}


def _asked(questions: Sequence[Question]) -> list[str]:
    return sorted({last_name(path) for asked in questions for path in asked.paths})


def as_written(figure: Figure, row: FieldValues) -> FieldValues:
    """What a row says: its cells, without those that are blank and may mean anything."""
    return {
        cell.key: row.get(cell.key)
        for cell in figure.fields
        if row.get(cell.key) is not None or not is_open_when_blank(cell)
    }


# ---------------------------------------------------------------------- lists, where their rows are asked about


def asked_of_rows(figure: Figure, questions: Sequence[Question], window: Window) -> AskedOfRows:
    """What is asked of the rows of a list."""
    conditions = tuple(entry for asked in questions for entry in asked.of_rows if entry.rows == figure.key)
    return AskedOfRows(figure, conditions, window)


@dataclass(frozen=True)
class AskedOfRows:
    """The conditions on the rows of one list, in one window."""

    figure: Figure
    conditions: tuple[RowsCondition, ...]
    window: Window
    tried: dict[tuple[object, ...], Mapping[_Answers, FieldValues]] = field(default_factory=dict)
    answered: dict[tuple[object, ...], _Answers] = field(default_factory=dict)

    def fits(self, asked: RowsCondition, row: FieldValues) -> Truth:
        """Whether a row fits one of the conditions."""
        return self._answers(row)[self.conditions.index(asked)]

    def has_blanks(self, now: Fact) -> bool:
        """Whether cells that are left blank decide about a row."""
        rows = now.value if isinstance(now.value, tuple) else ()
        return any(Truth.UNKNOWN in self._answers(row) for row in rows)

    def possible(self, now: Fact) -> Iterator[Fact]:
        """Every list that the conditions can tell apart: they see which answers its rows give, not how many do.

        What is blank in a row is filled in, a report that is missing may bring a row again, and any new ones.
        """
        found: dict[frozenset[_Answers], tuple[FieldValues, ...]] = {frozenset(): ()}
        for listed in listed_rows(self.figure, now.cells):
            each = {**self._filled(as_written(self.figure, listed.row))}
            if listed.is_open:
                each |= self._filled({cell.key: listed.row.get(cell.key) for cell in naming(self.figure)})
            found = {key | {new}: (*rows, row) for key, rows in found.items() for new, row in each.items()}
        if not now.cells or any(cell.state == "missing" for cell in now.cells):
            for new, row in self._filled({}).items():
                found |= {key | {new}: (*rows, row) for key, rows in found.items()}
        yield from (Fact("known", rows, now.cells) for rows in found.values())

    def _filled(self, fixed: FieldValues) -> Mapping[_Answers, FieldValues]:
        """Rows with some cells as they are, one for each of the answers that they can give."""
        known = {key: fixed[key] for key in self._names if key in fixed}
        key = tuple(known.items())
        if key not in self.tried:
            rows = possible_rows(self.figure, self._questions, known, self.window)
            each = {self._answers(row): row for row in rows}
            self.tried[key] = {said: row for said, row in each.items() if Truth.UNKNOWN not in said}
        return self.tried[key]

    def _answers(self, row: FieldValues) -> _Answers:
        """By what is asked about in a row, worked out once; 0 is not false."""
        key = tuple([(value.__class__, value) for value in map(row.get, self._names)])
        found = self.answered.get(key)
        if found is None:
            each = (row_fits(entry, self.figure, row, self.window) for entry in self.conditions)
            found = self.answered[key] = tuple(each)
        return found

    @cached_property
    def _questions(self) -> tuple[Question, ...]:
        return tuple(question(where) for entry in self.conditions for where in (entry.among, entry.where))

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """The fields that are asked about."""
        return tuple(_asked(self._questions))
