"""Counting the rows of a list figure: documents that fell due, organisations that were founded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.conditions import FieldValues, LookUp, Truth, answer, look_up_row
from ct58.domain.indicators.contribution import Base, Contribution
from ct58.domain.indicators.holders import holders, role
from ct58.domain.indicators.known import Fact, FigureCell
from ct58.domain.indicators.needs import Question, question
from ct58.domain.indicators.numbers import NO_PAIR, Pair, plus
from ct58.domain.indicators.possibilities import assignments
from ct58.domain.indicators.windows import Window
from ct58.domain.records.programme import Figure, FormLine
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
    figure = answers.figures[base.counted_list or ""]
    possible = _possible_pairs(figure, _questions(base), window)
    for unit, cells in holders(answers, base, [figure], window):
        rows = counted_rows(figure, base, cells, window)
        certain = [pair for entry, pair in rows if not entry.is_open]
        now = [pair for _, pair in rows]
        open_ = [Choices(possible) for entry, _ in rows if entry.is_open]
        if any(cell.state == "missing" for cell in cells):
            more = tuple(pair for pair in possible if pair != NO_PAIR)
            open_.append(Choices((NO_PAIR,), more, more))
        yield Contribution(unit, role(cells), _sum(now), _sum(certain), tuple(open_), cells)


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
    naming = figure.fields[:2]
    if len(naming) < 2 or any(field.type != "text" for field in naming):
        return None
    name = tuple(_folded(row.get(field.key)) for field in naming)
    return name if any(name) else None


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


def _possible_pairs(figure: Figure, counting: Sequence[Question], window: Window) -> tuple[Pair, ...]:
    """What a row could add that nobody has seen yet."""
    lines: Mapping[str, FormLine] = {path: _field(figure, path) for asked in counting for path in asked.paths}
    pairs = {
        _pair(counting, filled, window) for filled in assignments(lines, counting, lambda _: _MISSING, window)
    }
    return tuple(sorted({*pairs, NO_PAIR}))


def _field(figure: Figure, path: str) -> FormLine:
    subkey = path.rpartition(".")[2]
    return next(line for line in figure.fields if line.key == subkey)


def _sum(pairs: Sequence[Pair]) -> Pair:
    found = NO_PAIR
    for pair in pairs:
        found = plus(found, pair)
    return found
