"""Counting the rows of a list figure: documents that fell due, organisations that were founded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.conditions import FieldValues, Truth, answer, look_up_row
from ct58.domain.indicators.contribution import Base, Contribution, Role, holders, role
from ct58.domain.indicators.facts import ListedRow, listed_rows, naming
from ct58.domain.indicators.known import FigureCell
from ct58.domain.indicators.needs import Question, question
from ct58.domain.indicators.numbers import NO_PAIR, Pair, plus
from ct58.domain.indicators.possible_rows import as_written, asked_cells, possible_rows
from ct58.domain.indicators.windows import Window
from ct58.domain.records.programme import Figure
from ct58.records import positional_record


def row_contributions(answers: Answers, base: Base, window: Window) -> Iterator[Contribution]:
    """What the rows of each unit add, those of units that were merged into it with them."""
    counting = _counting(answers, base, window)
    for unit, cells in holders(answers, base, [counting.figure], window):
        now = fixed = NO_PAIR
        open_: list[Choices] = [counting.more] if any(cell.state == "missing" for cell in cells) else []
        for listed in listed_rows(counting.figure, cells):
            counted = counting.count(listed)
            now = plus(now, counted.now)
            if counted.choices.is_settled:
                fixed = plus(fixed, counted.now)
            else:
                open_.append(counted.choices)
        yield Contribution(unit, _role(cells, open_), now, fixed, tuple(open_), cells)


def _role(cells: Sequence[FigureCell], open_: Sequence[Choices]) -> Role:
    """A report that is there with a row that is left blank is there in part."""
    found = role(cells)
    return "partial" if open_ and found == "counted" else found


@positional_record
class CountedRow:
    """A row, what it adds now, and what it could add; `is_blank` where what is left blank decides about it."""

    listed: ListedRow
    now: Pair
    choices: Choices
    is_blank: bool


def choices_of_any_rows(answers: Answers, base: Base, window: Window) -> Choices:
    """What the rows of a unit could add of which nothing is known."""
    return _counting(answers, base, window).more


@dataclass(frozen=True)
class _Counting:
    """One count of rows over one window."""

    figure: Figure
    questions: tuple[Question, ...]
    window: Window
    tried: dict[tuple[object, ...], frozenset[Pair]] = field(default_factory=dict)

    def count(self, listed: ListedRow) -> CountedRow:
        """What a row adds; as long as that is open, nothing."""
        truths = self._truths(listed.row)
        is_blank = Truth.UNKNOWN in truths
        pairs = set() if is_blank else {_pair(truths)}
        if listed.is_open:
            name = {cell.key: listed.row.get(cell.key) for cell in naming(self.figure)}
            pairs |= self._possible(name)
        if is_blank:
            pairs |= self._possible(as_written(self.figure, listed.row))
        now = NO_PAIR if is_blank else _pair(truths)
        if is_blank and len(pairs) == 1:
            (now,) = pairs
        points = pairs if not is_blank or len(pairs) == 1 else {*pairs, NO_PAIR}
        return CountedRow(listed, now, Choices(tuple(sorted(points))), is_blank and len(pairs) > 1)

    @cached_property
    def more(self) -> Choices:
        """What rows could add that nobody has seen yet: none, one, or any number of them."""
        new = tuple(pair for pair in sorted(self._possible({})) if pair != NO_PAIR)
        return Choices((NO_PAIR, *new), new)

    def _possible(self, fixed: FieldValues) -> frozenset[Pair]:
        """What a row could add of which some fields are known; worked out once for those that are asked about."""
        known = asked_cells(self.questions, fixed)
        key = tuple(known.items())
        if key not in self.tried:
            each = map(self._truths, possible_rows(self.figure, self.questions, known, self.window))
            found = frozenset(_pair(truths) for truths in each if Truth.UNKNOWN not in truths)
            self.tried[key] = found
        return self.tried[key]

    def _truths(self, row: FieldValues) -> tuple[Truth, ...]:
        look_up = look_up_row(row, self.figure)
        return tuple(answer(asked, look_up, self.window) for asked in self.questions)


def counted_rows(
    answers: Answers, base: Base, cells: Sequence[FigureCell], window: Window
) -> list[CountedRow]:
    """The rows that a contribution's cells list, each once, with what it adds."""
    counting = _counting(answers, base, window)
    return [counting.count(listed) for listed in listed_rows(counting.figure, cells)]


def _counting(answers: Answers, base: Base, window: Window) -> _Counting:
    questions = tuple(question(measure.where) for measure in base.measures)
    return _Counting(answers.figures[base.counted_list or ""], questions, window.so_far(answers.as_of))


def _pair(truths: Sequence[Truth]) -> Pair:
    counts = [int(truth is Truth.YES) for truth in truths]
    return counts[0], sum(counts[1:])
