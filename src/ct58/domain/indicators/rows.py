"""Counting the rows of a list figure: documents that fell due, organisations that were founded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.conditions import LookUp, Question, Row, Truth, answer, look_up_row, question
from ct58.domain.indicators.contribution import Base, Contribution
from ct58.domain.indicators.holders import holders, role
from ct58.domain.indicators.known import Cell, Fact
from ct58.domain.indicators.numbers import NOTHING, Pair, plus
from ct58.domain.indicators.possibilities import Line, assignments
from ct58.domain.indicators.windows import Window
from ct58.domain.measure import Measure
from ct58.domain.programme import Figure
from ct58.records import positional_record

MISSING = Fact("missing")


@positional_record
class _Row:
    """A row, and whether a later report that is missing could bring it again."""

    row: Row
    is_open: bool


def row_contributions(answers: Answers, base: Base, window: Window) -> Iterator[Contribution]:
    """What the rows of each unit add, those of units that were merged into it with them."""
    figure = answers.figures[base.counted_list or ""]
    counting = tuple(map(_question, base.measures))
    possible = _possible_pairs(figure, counting, window)
    for unit, cells in holders(answers, base, [figure], window):
        rows = [row for member in _by_unit(cells) for row in distinct_rows(figure, member)]
        certain = [_pair(counting, look_up_row(entry.row), window) for entry in rows if not entry.is_open]
        now = [_pair(counting, look_up_row(entry.row), window) for entry in rows]
        open_ = [Choices(possible) for entry in rows if entry.is_open]
        if any(cell.state == "missing" for cell in cells):
            more = tuple(pair for pair in possible if pair != NOTHING)
            open_.append(Choices((NOTHING,), more, more))
        yield Contribution(unit, role(cells), _sum(now), _sum(certain), tuple(open_), cells)


def distinct_rows(figure: Figure, cells: Sequence[Cell]) -> list[_Row]:
    """The rows of a unit's reports; one that comes again later is the same one, and the last counts."""
    last_missing = max((place for place, cell in enumerate(cells) if cell.state == "missing"), default=-1)
    found: dict[object, _Row] = {}
    for place, cell in enumerate(cells):
        for index, row in enumerate(cell.value if isinstance(cell.value, tuple) else ()):
            name = row_name(figure, row)
            found[name or (place, index)] = _Row(row, name is not None and place < last_missing)
    return list(found.values())


def row_name(figure: Figure, row: Row) -> tuple[object, ...] | None:
    """What makes a row the same in a later report: its first two fields, where both are texts.

    So a document is known by its number and title. None where rows are never the same.
    """
    naming = figure.fields[:2]
    if len(naming) < 2 or any(field.type != "text" for field in naming):
        return None
    name = tuple(_folded(row.get(field.key)) for field in naming)
    return name if any(name) else None


def _folded(value: object) -> object:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def _by_unit(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The cells of each unit of a family, in the order of their periods."""
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.unit.id, []).append(cell)
    return list(found.values())


def _question(measure: Measure) -> Question:
    return question(measure.where)


def _pair(counting: Sequence[Question], look_up: LookUp, window: Window) -> Pair:
    counts = [int(answer(asked, look_up, window) is Truth.YES) for asked in counting]
    return counts[0], sum(counts[1:])


def _possible_pairs(figure: Figure, counting: Sequence[Question], window: Window) -> tuple[Pair, ...]:
    """What a row could add that nobody has seen yet."""
    lines: Mapping[str, Line] = {path: _field(figure, path) for asked in counting for path in asked.paths}
    pairs = {
        _pair(counting, filled, window) for filled in assignments(lines, counting, lambda _: MISSING, window)
    }
    return tuple(sorted({*pairs, NOTHING}))


def _field(figure: Figure, path: str) -> Line:
    subkey = path.rpartition(".")[2]
    return next(line for line in figure.fields if line.key == subkey)


def _sum(pairs: Sequence[Pair]) -> Pair:
    found = NOTHING
    for pair in pairs:
        found = plus(found, pair)
    return found
