"""What is known of one figure of one unit over a window: from quarters, once, with merged units' share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.known import Fact, FactValue, FigureCell
from ct58.domain.indicators.numbers import Number, exact
from ct58.domain.indicators.strips import Strip, strip_of
from ct58.domain.indicators.windows import Window
from ct58.domain.records.programme import ADDED, Figure, SubFigure
from ct58.domain.records.scalars import Scalar
from ct58.domain.records.units import Unit
from ct58.records import positional_record


def with_wholes(answers: Answers, keys: Iterable[str]) -> tuple[Figure, ...]:
    """The figures and, of yes/no figures, the wholes that they are part of."""
    found: dict[str, Figure] = {}
    for key in keys:
        figure: Figure | None = answers.figures[key]
        while figure is not None and figure.key not in found:
            found[figure.key] = figure
            figure = answers.figures.get(figure.subset_of or "") if figure.type == "boolean" else None
    return tuple(found.values())


def fact_of(answers: Answers, figure: Figure, unit: Unit, window: Window) -> Fact:
    """What is known of a figure of a unit over a window."""
    return fact_in(strip_of(answers, figure, window), unit)


def fact_in(strip: Strip, unit: Unit) -> Fact:
    """The same; worked out once."""
    found = strip.facts.get(unit.id)
    if found is None:
        found = strip.facts[unit.id] = _work_out(strip, unit)
    return found


def _work_out(strip: Strip, unit: Unit) -> Fact:
    is_now, figure = unit.id in strip.concerned, strip.figure
    if not is_now and strip.answers.is_steady:
        return Fact("not_applicable")
    found = _of_family(strip, unit)
    if not is_now and all(cell.unit.id != unit.id for cell in found):
        return Fact("not_applicable")  # nor was it about the unit in any of the window's periods
    if figure.type == "list":
        return _rows_fact(figure, found)
    if figure.adds in ADDED:
        return _added(figure, found)
    return _last(strip, found)


def _of_family(strip: Strip, unit: Unit) -> tuple[FigureCell, ...]:
    """The cells of a unit; of what adds up, those of the units that were merged into it as well."""
    if not strip.figure.is_summed:
        return strip.cells(unit)
    family = strip.answers.families(strip.until).get(unit.id, (unit,))
    return tuple([cell for member in family for cell in strip.cells(member)])


def _added(figure: Figure, found: tuple[FigureCell, ...]) -> Fact:
    """The sum over periods, and over merged units."""
    given = [cell for cell in found if cell.state == "given"]
    total = sum((number(cell.value) for cell in given), 0)
    if any(cell.state == "missing" for cell in found) or not found:
        is_growing = bool(given) and figure.min is not None and figure.min >= 0 and figure.adds == "flow"
        return Fact("at_least", total, found) if is_growing else Fact("missing", None, found)
    return Fact("known", total, found) if given else Fact("not_applicable", None, found)


def _rows_fact(figure: Figure, found: tuple[FigureCell, ...]) -> Fact:
    """All rows of the window, each once; while a report is missing those that it cannot bring again."""
    is_given = any(cell.state == "given" for cell in found)
    if any(cell.state == "missing" for cell in found) or not found:
        settled = tuple(entry.row for entry in listed_rows(figure, found) if not entry.is_open)
        return Fact("at_least", settled, found) if is_given else Fact("missing", None, found)
    rows = tuple(entry.row for entry in listed_rows(figure, found))
    return Fact("known", rows, found) if is_given else Fact("not_applicable", None, found)


@positional_record
class ListedRow:
    """A row with its place in a report, and whether a later report that is missing could bring it again."""

    row: Mapping[str, Scalar | None]
    cell: FigureCell
    index: int
    is_open: bool


def listed_rows(figure: Figure, found: Sequence[FigureCell]) -> list[ListedRow]:
    """The rows of a unit and of those that were merged into it."""
    return [entry for member in _by_unit(found) for entry in distinct_rows(figure, member)]


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


def row_name(figure: Figure, row: Mapping[str, Scalar | None]) -> tuple[object, ...] | None:
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


def _last(strip: Strip, found: tuple[FigureCell, ...]) -> Fact:
    """The value at the end of the window."""
    if found and found[-1].state == "given":
        return Fact("known", found[-1].value, found)
    if found and found[-1].state == "not_applicable":
        return Fact("not_applicable", None, found)
    is_open = bool(found) and (found[-1].is_unread or found[-1].is_doubtful)
    return Fact("missing" if is_open else strip.absence, None, found)


def number(value: FactValue) -> Number:
    """A figure as a number to add; 0 for what is none (`check` has a finding for it)."""
    if isinstance(value, Fraction):
        return value
    return exact(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else 0
