"""What is known of one figure of one unit over a window: from quarters, once, with merged units' share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.known import Fact, FactState, FactValue, FigureCell
from ct58.domain.indicators.numbers import Number, exact
from ct58.domain.indicators.windows import OwedPeriod, Window
from ct58.domain.records.programme import Figure
from ct58.domain.records.scalars import FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import ONE_TIME
from ct58.domain.time.period import Period

ADDED = frozenset({"flow", "cumulative"})


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
    key = (figure.key, unit.id, window.first_day, window.last_day, window.ends_on)
    if key not in answers.facts:
        answers.facts[key] = _work_out(answers, figure, unit, window)
    return answers.facts[key]


def _work_out(answers: Answers, figure: Figure, unit: Unit, window: Window) -> Fact:
    if not answers.concerns(figure, unit):
        return Fact("not_applicable")
    found = tuple(_of_family(answers, figure, unit, window))
    if figure.type == "list":
        return _rows_fact(found)
    if figure.adds in ADDED:
        return _added(figure, found)
    return _last(answers, figure, found, window)


def _of_family(answers: Answers, figure: Figure, unit: Unit, window: Window) -> Iterator[FigureCell]:
    """The cells of a unit; of what adds up, those of the units that were merged into it as well."""
    if not is_summed(figure):
        return iter(cells(answers, figure, unit, window))
    family = answers.families(window.until(answers.as_of)).get(unit.id, (unit,))
    return (cell for member in family for cell in cells(answers, figure, member, window))


def is_summed(figure: Figure) -> bool:
    """Whether what several units or periods say of a figure is put together."""
    return figure.adds in ADDED or figure.type == "list"


def cells(answers: Answers, figure: Figure, unit: Unit, window: Window) -> tuple[FigureCell, ...]:
    """The cells that decide about a figure, in the order of their periods.

    flow: all periods · cumulative: the last of each year · else the last, of units that still exist. Only
    what is given or owed by then is a cell; what the unit was not there for on the period's last day is not.
    """
    until = window.until(answers.as_of)
    if not answers.concerns(figure, unit) or not (is_summed(figure) or unit.is_valid_on(until)):
        return ()
    found = [
        cell
        for slot in slots(answers, figure, window)
        if unit.is_valid_on(slot.exists_on)
        if (cell := _relevant(answers, figure, unit, slot)) is not None
    ]
    if figure.adds == "cumulative":
        return tuple({cell.period.year: cell for cell in found}.values())
    return tuple(found if is_summed(figure) else found[-1:])


def slots(answers: Answers, figure: Figure, window: Window) -> tuple[OwedPeriod, ...]:
    """The periods of a window in which a figure may be given, in order.

    Sums take the periods that lie wholly inside; of all else the running period counts too, as far as
    it is given.
    """
    key = (figure.every, is_summed(figure), window.first_day, window.last_day)
    if key not in answers.slots:
        until = window.until(answers.as_of)
        answers.slots[key] = tuple(
            OwedPeriod(
                period, min(period.last_day, until), period == ONE_TIME or period.last_day <= answers.as_of
            )
            for period in window.periods(figure.every)
            if _is_inside(window, period) or (not is_summed(figure) and answers.as_of <= period.last_day)
        )
    return answers.slots[key]


def _is_inside(window: Window, period: Period) -> bool:
    return period == ONE_TIME or (window.first_day <= period.first_day and period.last_day <= window.last_day)


def _relevant(answers: Answers, figure: Figure, unit: Unit, slot: OwedPeriod) -> FigureCell | None:
    """A cell that is given, may be given where nobody can read it, or is owed because its period has ended."""
    cell = answers.settled_cell(figure, unit, slot.period)
    if (
        cell.state != "missing"
        or cell.is_unread
        or (slot.is_owed and answers.is_asked(figure, unit, slot.period))
    ):
        return cell
    return None


def _added(figure: Figure, found: tuple[FigureCell, ...]) -> Fact:
    """The sum over periods, and over merged units."""
    given = [cell for cell in found if cell.state == "given"]
    total = sum((number(cell.value) for cell in given), 0)
    if any(cell.state == "missing" for cell in found) or not found:
        is_growing = bool(given) and figure.min is not None and figure.min >= 0 and figure.adds == "flow"
        return Fact("at_least", total, found) if is_growing else Fact("missing", None, found)
    return Fact("known", total, found) if given else Fact("not_applicable", None, found)


def _rows_fact(found: tuple[FigureCell, ...]) -> Fact:
    """All rows of the window, one after the other."""
    if any(cell.state == "missing" for cell in found) or not found:
        return Fact("missing", None, found)
    given = [cell.value for cell in found if cell.state == "given" and isinstance(cell.value, tuple)]
    return Fact("known", sum(given, ()), found) if given else Fact("not_applicable", None, found)


def _last(answers: Answers, figure: Figure, found: tuple[FigureCell, ...], window: Window) -> Fact:
    """The value at the end of the window."""
    if found and found[-1].state == "given" and not _is_empty(found[-1].value):
        return Fact("known", found[-1].value, found)
    if found and found[-1].state == "not_applicable":
        return Fact("not_applicable", None, found)
    if found and found[-1].is_unread:
        return Fact("missing", None, found)
    return Fact(absence(answers, figure, window), None, found)


def _is_empty(value: FigureValue) -> bool:
    """Whether a record has no field that is given: so it says nothing."""
    return isinstance(value, Mapping) and all(field is None for field in value.values())


def absence(answers: Answers, figure: Figure, window: Window) -> FactState:
    """What it means that nothing is there.

    After the due day, what the office itself receives isn't there; all else is unknown, and so is how a
    year's figure stood in the middle of a year that is over.
    """
    if figure.if_absent == "unknown" or not slots(answers, figure, window):
        return "missing"
    return "absent" if window.ends_on < answers.as_of else "awaited"


def number(value: FactValue) -> Number:
    """A figure as a number to add; 0 for what is none (`check` has a finding for it)."""
    if isinstance(value, Fraction):
        return value
    return exact(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else 0
