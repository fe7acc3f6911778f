"""Counting the rows of a list figure: documents that fell due, organisations that were founded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.conditions import FieldValues, LookUp, Truth, answer, look_up_row
from ct58.domain.indicators.contribution import Base, Contribution
from ct58.domain.indicators.holders import holders, role
from ct58.domain.indicators.known import Fact, FigureCell
from ct58.domain.indicators.needs import Question, question
from ct58.domain.indicators.numbers import NO_PAIR, Pair, plus
from ct58.domain.indicators.possibilities import marks_of, possible_rows
from ct58.domain.indicators.windows import Window
from ct58.domain.records.programme import Figure, FormLine, SubFigure
from ct58.records import positional_record

_MISSING = Fact("missing")


@positional_record
class ListedRow:
    """A row with its place in a report, and whether a later report that is missing could bring it again."""

    row: FieldValues
    cell: FigureCell
    index: int
    is_open: bool


def row_contributions(answers: Answers, base: Base, window: Window) -> Iterator[Contribution]:
    """What the rows of each unit add, those of units that were merged into it with them."""
    counting = _Counting(answers.figures[base.counted_list or ""], _questions(base), window)
    for unit, cells in holders(answers, base, [counting.figure], window):
        now = fixed = NO_PAIR
        open_: list[Choices] = [counting.more] if any(cell.state == "missing" for cell in cells) else []
        for entry, pair in counted_rows(counting.figure, base, cells, window):
            now = plus(now, pair)
            choices = Choices(counting.again(entry.row, pair)) if entry.is_open else Choices((pair,))
            if choices.is_settled:
                fixed = plus(fixed, pair)
            else:
                open_.append(choices)
        yield Contribution(unit, role(cells), now, fixed, tuple(open_), cells)


def choices_of_any_rows(answers: Answers, base: Base, window: Window) -> Choices:
    """What the rows of a unit could add of which nothing is known."""
    return _Counting(answers.figures[base.counted_list or ""], _questions(base), window).more


@dataclass(frozen=True)
class _Counting:
    """One count of rows over one window."""

    figure: Figure
    questions: tuple[Question, ...]
    window: Window

    @cached_property
    def fields(self) -> tuple[FormLine, ...]:
        """The fields that are asked about."""
        asked = {path.rpartition(".")[2] for asked in self.questions for path in asked.paths}
        return tuple(field for field in self.figure.fields if field.key in asked)

    @cached_property
    def more(self) -> Choices:
        """What rows could add that nobody has seen yet: none, one, or any number of them."""
        new = tuple(pair for pair in self.possible({}) if pair != NO_PAIR)
        return Choices((NO_PAIR, *new), new)

    def again(self, row: FieldValues, pair: Pair) -> tuple[Pair, ...]:
        """What a row could add when a later report brings it again: only its name stays."""
        name = {field.key: row.get(field.key) for field in naming(self.figure)}
        return tuple(sorted({*self.possible(name), pair}))

    def possible(self, fixed: FieldValues) -> tuple[Pair, ...]:
        """What a row could add of which some fields are known."""
        marks = marks_of(self.questions, lambda _: _MISSING, self.window)
        rows = possible_rows(self.fields, marks, fixed)
        return tuple(sorted({_pair(self.questions, look_up_row(row), self.window) for row in rows}))


def counted_rows(
    figure: Figure, base: Base, cells: Sequence[FigureCell], window: Window
) -> list[tuple[ListedRow, Pair]]:
    """The rows that a contribution's cells list, each once, with what it adds."""
    counting = _questions(base)
    return [
        (entry, _pair(counting, look_up_row(entry.row), window))
        for member in _by_unit(cells)
        for entry in distinct_rows(figure, member)
    ]


def distinct_rows(figure: Figure, cells: Sequence[FigureCell]) -> list[ListedRow]:
    """The rows of a unit's reports; one that comes again later is the same one, and the last counts."""
    last_missing = max((place for place, cell in enumerate(cells) if cell.state == "missing"), default=-1)
    found: dict[object, ListedRow] = {}
    for place, cell in enumerate(cells):
        for index, row in enumerate(cell.value if isinstance(cell.value, tuple) else ()):
            name = row_name(figure, row)
            is_open = name is not None and place < last_missing
            found[name or (place, index)] = ListedRow(row, cell, index, is_open)
    return list(found.values())


def row_name(figure: Figure, row: FieldValues) -> tuple[object, ...] | None:
    """What makes a row the same in a later report: its first two fields, where both are texts.

    So a document is known by its number and title. None where rows are never the same.
    """
    name = tuple(_folded(row.get(field.key)) for field in naming(figure))
    return name if any(name) else None


def naming(figure: Figure) -> tuple[SubFigure, ...]:
    """The fields by which a row is known again; none where it never is."""
    first = figure.fields[:2]
    return first if len(first) == 2 and all(field.type == "text" for field in first) else ()


def _folded(value: object) -> object:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def _by_unit(cells: Sequence[FigureCell]) -> list[list[FigureCell]]:
    """The cells of each unit of a family, in the order of their periods."""
    found: dict[str, list[FigureCell]] = {}
    for cell in cells:
        found.setdefault(cell.unit.id, []).append(cell)
    return list(found.values())


def _questions(base: Base) -> tuple[Question, ...]:
    return tuple(question(measure.where) for measure in base.measures)


def _pair(counting: Sequence[Question], look_up: LookUp, window: Window) -> Pair:
    counts = [int(answer(asked, look_up, window) is Truth.YES) for asked in counting]
    return counts[0], sum(counts[1:])
