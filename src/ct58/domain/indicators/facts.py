"""What is known of one figure of one unit over a window: from quarters, once, with merged units' share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.known import Fact, FactState, FactValue, FigureCell
from ct58.domain.indicators.numbers import Number, exact
from ct58.domain.indicators.windows import OwedPeriod, Window
from ct58.domain.records.programme import ADDED, Figure, SubFigure
from ct58.domain.records.scalars import Scalar
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import ONE_TIME
from ct58.domain.time.period import Period
from ct58.records import positional_record


def unit_facts(answers: Answers, figures: Sequence[Figure], unit: Unit, window: Window) -> dict[str, Fact]:
    """The facts of a unit by figure."""
    return {figure.key: fact_of(answers, figure, unit, window) for figure in figures}


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
    """What is known of a figure of a unit over a window; worked out once."""
    key = (figure.key, unit.id, window.first_day, window.last_day, window.ends_on, window.is_looked_back_to)
    found = answers.facts.get(key)
    if found is None:
        found = answers.facts[key] = _work_out(answers, figure, unit, window)
    return found


def _work_out(answers: Answers, figure: Figure, unit: Unit, window: Window) -> Fact:
    is_now = answers.concerns(figure, unit, window.until(answers.as_of))
    if not is_now and answers.is_steady:
        return Fact("not_applicable")
    found = tuple(_of_family(answers, figure, unit, window))
    if not is_now and all(cell.unit.id != unit.id for cell in found):
        return Fact("not_applicable")  # nor was it about the unit in any of the window's periods
    if figure.type == "list":
        return _rows_fact(figure, found)
    if figure.adds in ADDED:
        return _added(figure, found)
    return _last(answers, figure, found, window)


def _of_family(answers: Answers, figure: Figure, unit: Unit, window: Window) -> Iterator[FigureCell]:
    """The cells of a unit; of what adds up, those of the units that were merged into it as well."""
    if not figure.is_summed:
        return iter(cells(answers, figure, unit, window))
    family = answers.families(window.until(answers.as_of)).get(unit.id, (unit,))
    return (cell for member in family for cell in cells(answers, figure, member, window))


def cells(
    answers: Answers, figure: Figure, unit: Unit, window: Window, counts_in: CountsIn | None = None
) -> tuple[FigureCell, ...]:
    """The cells that decide about a figure, in the order of their periods.

    flow: all periods · cumulative: the last of each year · else the last, of units that still exist. Only
    what is given or owed by then is a cell; what the unit was not there for on the period's last day is not, but for
    sums that it reported before it ended. `counts_in` says further on which days it is counted.
    """
    until, is_sum = window.until(answers.as_of), figure.is_summed
    if not is_sum and not unit.is_valid_on(until):
        return ()
    if (answers.is_steady or not is_sum) and not answers.concerns(figure, unit, until):
        return ()
    asked = slots(answers, figure, window)
    if not answers.is_steady:
        asked = tuple(slot for slot in asked if answers.concerns(figure, unit, slot.exists_on))
    if counts_in is not None:
        asked = tuple(slot for slot in asked if counts_in(unit, slot.exists_on))
    found = [cell for slot in asked if (cell := _cell_of(answers, figure, unit, slot)) is not None]
    if figure.adds == "cumulative":
        return tuple({cell.period.year: cell for cell in found}.values())
    return tuple(found if is_sum else found[-1:])


CountsIn = Callable[[Unit, dt.date], bool]
"""Whether a unit is counted in a period that ends on a day."""


def _cell_of(answers: Answers, figure: Figure, unit: Unit, slot: OwedPeriod) -> FigureCell | None:
    if unit.is_valid_on(slot.exists_on):
        return _relevant(answers, figure, unit, slot)
    return _left_behind(answers, figure, unit, slot) if figure.is_summed else None


def _left_behind(answers: Answers, figure: Figure, unit: Unit, slot: OwedPeriod) -> FigureCell | None:
    """What a unit that ended inside the period reported of it all the same, unless another's report has it.

    It owes no report; but of one that came, what it leaves out is open.
    """
    ended_on = unit.valid_to
    if ended_on is None or not slot.period.first_day <= ended_on < slot.exists_on:
        return None
    cell = answers.settled_cell(figure, unit, slot.period, slot.known_by)
    if cell.is_unread:
        return cell
    if cell.report is None or cell.report.counted_in or cell.carried or cell.state == "not_applicable":
        return None
    has_come = cell.state == "given" or cell.report.has_arrived_by(slot.known_by or answers.known_by)
    return cell if has_come else None


def slots(answers: Answers, figure: Figure, window: Window) -> tuple[OwedPeriod, ...]:
    """The periods of a window in which a figure may be given, in order.

    Sums take the periods that lie wholly inside. All else tells how things stand at the end of its period, so it counts
    where that end lies inside; and the period in the midst of which the window ends, as far as it was given by then.
    """
    takes_later = figure.every == ONE_TIME.kind and window.takes_later_answers
    back = window.is_looked_back_to
    key = (figure.every, figure.is_summed, window.first_day, window.last_day, takes_later, back)
    found = answers.slots.get(key)
    if found is None:
        found = answers.slots[key] = tuple(
            _slot(answers, figure, window, period)
            for period in window.periods(figure.every)
            if _is_inside(answers, figure, window, period) or not figure.is_summed
        )
    return found


def _slot(answers: Answers, figure: Figure, window: Window, period: Period) -> OwedPeriod:
    """A period of which nothing is owed before it has ended, and which a window that ends inside it sees up to there."""
    is_inside, as_of = _is_inside(answers, figure, window, period), answers.as_of
    is_cut = not is_inside or (period == ONE_TIME and not window.takes_later_answers)
    return OwedPeriod(
        period,
        exists_on=min(period.last_day, window.until(as_of)),
        is_owed=is_inside and (period == ONE_TIME or answers.office.last_day_of(period) <= as_of),
        is_looked_back_to=window.is_looked_back_to,
        known_by=window.last_day if is_cut and window.last_day < as_of else None,
    )


def _is_inside(answers: Answers, figure: Figure, window: Window, period: Period) -> bool:
    if period == ONE_TIME:
        return True
    begins_inside = window.first_day <= period.first_day or not figure.is_summed
    return begins_inside and answers.office.last_day_of(period) <= window.last_day


def _relevant(answers: Answers, figure: Figure, unit: Unit, slot: OwedPeriod) -> FigureCell | None:
    """A cell that is given, or may be where nobody can read it, or that is owed because its period has ended.

    Until then what was said last of what lasts.
    """
    cell = answers.settled_cell(figure, unit, slot.period, slot.known_by)
    if cell.state != "missing" or cell.is_unread or cell.is_doubtful:
        return cell
    if slot.is_owed and (slot.is_looked_back_to or answers.is_asked(figure, unit, slot.period)):
        return cell
    if cell.last is None or cell.last.period != slot.period.previous():
        return cell if cell.last is not None else None
    return cell.last._replace(carried=True)


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


def _last(answers: Answers, figure: Figure, found: tuple[FigureCell, ...], window: Window) -> Fact:
    """The value at the end of the window."""
    if found and found[-1].state == "given":
        return Fact("known", found[-1].value, found)
    if found and found[-1].state == "not_applicable":
        return Fact("not_applicable", None, found)
    is_open = bool(found) and (found[-1].is_unread or found[-1].is_doubtful)
    return Fact("missing" if is_open else absence(answers, figure, window), None, found)


def absence(answers: Answers, figure: Figure, window: Window) -> FactState:
    """What it means that nothing is there: after the due day, what the office itself receives isn't; all else is unknown."""
    if figure.if_absent == "unknown" or not slots(answers, figure, window):
        return "missing"
    return "absent" if window.ends_on < answers.as_of else "awaited"


def number(value: FactValue) -> Number:
    """A figure as a number to add; 0 for what is none (`check` has a finding for it)."""
    if isinstance(value, Fraction):
        return value
    return exact(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else 0
