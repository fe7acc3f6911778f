"""What could still be reported: from a figure's type and limits, the values that a condition can tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import product

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.conditions import FieldValues, LookUp, Truth
from ct58.domain.indicators.dependents import NUMBERS, fit_together, given_number
from ct58.domain.indicators.facts import number
from ct58.domain.indicators.known import Fact, Facts, FigureCell
from ct58.domain.indicators.needs import Question
from ct58.domain.indicators.numbers import exact
from ct58.domain.indicators.possible_rows import (
    AskedOfRows,
    Marks,
    asked_of_rows,
    cell_values,
    marks_of,
    rows_of,
)
from ct58.domain.indicators.reach import reach
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import RowsCondition
from ct58.domain.records.programme import Figure

LEFT_OUT = Fact("absent")
DOES_NOT_APPLY = Fact("not_applicable")
SOMETHING = {"?": True}
"""A record or a row with a field that nobody asks about."""


# ---------------------------------------------------------------------- a unit


@dataclass(frozen=True)
class Inquiry:
    """What is asked of units over one window, and what it asks of the rows of each list."""

    figures: Mapping[str, Figure]
    questions: tuple[Question, ...]
    window: Window

    @cached_property
    def rows(self) -> Mapping[str, AskedOfRows]:
        """The lists of whose rows something is asked."""
        lists = dict.fromkeys(entry.rows for asked in self.questions for entry in asked.of_rows)
        return {key: asked_of_rows(self.figures[key], self.questions, self.window) for key in lists}

    def fits(self, asked: RowsCondition, row: FieldValues) -> Truth:
        """Whether a row fits one of the conditions."""
        return self.rows[asked.rows].fits(asked, row)


def possible_facts(answers: Answers, facts: Facts, asked: Inquiry, look_up: LookUp) -> Iterator[Facts]:
    """Every way in which the open figures of a unit could be filled in that the questions can tell apart.

    What other answers of the same report rule out is left out; of figures that depend on each other and lack
    several reports each, more is thought possible than is.
    """
    marks = marks_of(asked.questions, look_up, asked.window)
    paths = tuple(dict.fromkeys(path for question in asked.questions for path in question.paths))
    fields = {key: _fields(key, paths) for key in facts}
    opened = [
        key
        for key, of in fields.items()
        if _is_open(facts[key], key, of, look_up)
        or (key in asked.rows and asked.rows[key].has_blanks(facts[key]))
    ]
    choices = [
        list(
            (*asked.rows[key].possible(facts[key]), *_nothing(answers.figures[key], facts[key]))
            if key in asked.rows
            else _facts(
                answers.figures[key],
                facts[key],
                fields[key],
                _shifted(answers, facts[key], key, marks),
                asked,
            )
        )
        for key in opened
    ]
    for chosen in product(*choices):
        filled = {**facts, **dict(zip(opened, chosen, strict=True))}
        if _agrees(answers, facts, filled, opened):
            yield {**filled, **dict(_said_no(answers, filled))}


def _shifted(answers: Answers, now: Fact, key: str, marks: Marks) -> Marks:
    """Of a figure in a sum also the marks beside what other figures of its report are given."""
    linked, cell = answers.links.get(key), _one_missing(now)
    if linked is None or not linked.sums or cell is None:
        return marks
    others = (answers.figures[other] for other in linked.keys if other != key)
    given = [
        value
        for other in others
        if answers.concerns_in(other, cell.unit, cell.period)
        if (value := given_number(answers.settled_cell(other, cell.unit, cell.period))) is not None
    ]
    more = (mark + sign * value for mark in marks.numbers for value in given for sign in (1, -1))
    return Marks(marks.numbers | frozenset(more), marks.days, marks.words)


def _said_no(answers: Answers, filled: Facts) -> Iterator[tuple[str, Fact]]:
    """Yes/no figures that are part of a no, and so are none themselves, although they are said not to apply."""
    for part, whole in boolean_parts(answers, filled):
        if filled[whole].value is False and filled[part].state == "not_applicable":
            yield part, Fact("known", False, filled[part].cells)


def boolean_parts(answers: Answers, facts: Facts) -> Iterator[tuple[str, str]]:
    """Parts and wholes, both yes or no, of which facts are asked for."""
    for key in facts:
        linked = answers.links.get(key)
        for part, whole in linked.parts if linked is not None else ():
            if part == key and whole in facts and answers.figures[part].type == "boolean":
                yield part, whole


def _fields(key: str, paths: Iterable[str]) -> tuple[str, ...]:
    """The fields of a record that are asked about."""
    return tuple(path.partition(".")[2] for path in paths if path.startswith(f"{key}."))


def _is_open(now: Fact, key: str, asked: Sequence[str], look_up: LookUp) -> bool:
    """Also a record that is given, without a field that is asked about."""
    return now.is_open or any(look_up(f"{key}.{field}").is_open for field in asked)


def _facts(figure: Figure, now: Fact, fields: Sequence[str], marks: Marks, asked: Inquiry) -> Iterator[Fact]:
    """What a figure could become; that it stays open is the caller's matter."""
    if figure.type == "record":
        yield from _records(figure, now, fields, marks, asked)
    else:
        yield from (
            Fact("known", value, now.cells) for value in cell_values(figure, reach(figure, now), marks)
        )
    yield from _nothing(figure, now)


def _nothing(figure: Figure, now: Fact) -> Iterator[Fact]:
    """That it does not apply, or is not there."""
    if now.state != "known" and reach(figure, now).may_not_apply:
        yield DOES_NOT_APPLY._replace(cells=now.cells)
    if now.state == "awaited" or (now.state == "missing" and figure.if_absent == "no"):
        yield LEFT_OUT._replace(cells=now.cells)


def _records(
    figure: Figure, now: Fact, fields: Sequence[str], marks: Marks, asked: Inquiry
) -> Iterator[Fact]:
    given = now.value if isinstance(now.value, Mapping) else {}
    opened = [field for field in figure.fields if field.key in fields and given.get(field.key) is None]
    for row in rows_of(opened, marks, asked.questions, asked.window):
        yield Fact("known", {**SOMETHING, **given, **row}, now.cells)


def _agrees(answers: Answers, facts: Facts, filled: Facts, opened: Sequence[str]) -> bool:
    """Whether answers that depend on each other can stand in one report."""
    for key in opened:
        linked, cell = answers.links.get(key), _one_missing(facts[key])
        if linked is not None and cell is not None:
            values = dict(_of_report(answers, facts, filled, linked.keys, cell))
            if not fit_together(linked, values):
                return False
    return True


def _of_report(
    answers: Answers, facts: Facts, filled: Facts, keys: Iterable[str], cell: FigureCell
) -> Iterator[tuple[str, object]]:
    """The answers of a report as far as they are given or filled in."""
    for key in keys:
        figure = answers.figures[key]
        missing = _one_missing(facts[key]) if key in facts else None
        if missing is not None and missing.period == cell.period and missing.unit is cell.unit:
            yield from ((key, value) for value in _filled_in(figure, facts[key], filled[key]))
        elif answers.concerns_in(figure, cell.unit, cell.period):
            there = answers.settled_cell(figure, cell.unit, cell.period)
            if there.state != "missing":
                yield key, exact_value(there.value) if there.state == "given" else None


def _one_missing(now: Fact) -> FigureCell | None:
    """The one report that is missing of a figure; None where there are several, or none."""
    missing = [cell for cell in now.cells if cell.state == "missing"]
    return missing[0] if len(missing) == 1 else None


def _filled_in(figure: Figure, now: Fact, found: Fact) -> Iterator[object]:
    """What the one missing report says where the figure comes to this; nothing where that is not certain."""
    if found.state in ("not_applicable", "absent"):
        yield None
    elif found.state == "known" and not figure.is_summed:
        yield found.value
    elif found.state == "known" and figure.type in NUMBERS:
        given = [number(cell.value) for cell in now.cells if cell.state == "given"]
        left = number(found.value) - sum(given)
        if left != 0 or not given:
            yield left
    elif found.state == "known" and figure.type == "list" and len(now.cells) == 1:
        yield found.value


def exact_value(value: object) -> object:
    """A number as an exact one; anything else as it is."""
    return exact(value) if isinstance(value, Decimal) else value
