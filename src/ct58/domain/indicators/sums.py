"""Adding figures: counts are added over units and periods, and only then divided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.contribution import Base, Contribution, holders, role
from ct58.domain.indicators.facts import number
from ct58.domain.indicators.known import FigureCell
from ct58.domain.indicators.numbers import NO_PAIR, Number, Pair, plus
from ct58.domain.indicators.possible_sums import Signs, added, is_complete, leaves, possible_sums
from ct58.domain.indicators.strips import slots
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Measure
from ct58.domain.records.units import Unit


def sum_contributions(answers: Answers, base: Base, window: Window) -> Iterator[Contribution]:
    """What each unit adds, from all its reports of the window.

    Of a share, one report counts only with all its figures: a numerator without its denominator would
    raise the share.
    """
    signs = _signs(base)
    figures = [answers.figures[key] for key in signs]
    for unit, cells in holders(answers, base, figures, window):
        point = fixed = NO_PAIR
        open_: list[Choices] = []
        for report in _by_report(cells):
            now = added(report, signs) if _counts(base, report, signs) else NO_PAIR
            point = plus(point, now)
            choices = _choices(answers, base, report, signs)
            if choices is None or choices.is_settled:
                fixed = plus(fixed, now)
            else:
                open_.append(choices)
        yield Contribution(unit, role(cells), point, fixed, tuple(open_), cells)


def choices_of_any_sums(answers: Answers, base: Base, window: Window) -> tuple[Choices, ...]:
    """What each report of a unit could add of which nothing is known, not even whether it is one of those meant."""
    signs, nobody = _signs(base), Unit(id="", name="", kind="")
    cells = [
        FigureCell(key, nobody, slot.period, "missing")
        for key in signs
        for slot in slots(answers, answers.figures[key], window)
    ]
    is_share = base.denominator is not None
    found = (possible_sums(answers, report, signs, is_share=is_share) for report in _by_report(cells))
    return tuple(replace(choices, points=tuple({*choices.points, NO_PAIR})) for choices in found)


def _choices(answers: Answers, base: Base, report: Sequence[FigureCell], signs: Signs) -> Choices | None:
    """What a report could still add; None where nothing that is missing changes it.

    What leaves a share has left it, whatever else the report says.
    """
    is_share = base.denominator is not None
    if is_complete(report) or (is_share and leaves(report, signs)):
        return None
    return possible_sums(answers, report, signs, is_share=is_share)


def addends(base: Base, cells: Sequence[FigureCell]) -> Iterator[tuple[FigureCell, Number]]:
    """The given figures that are added now, of the cells of one contribution, with their numbers."""
    signs = _signs(base)
    for report in _by_report(cells):
        if _counts(base, report, signs):
            yield from ((cell, number(cell.value)) for cell in report if cell.state == "given")


def _signs(base: Base) -> Signs:
    """How each figure is counted: the two measures, their added and their subtracted figures."""
    found: dict[str, Pair] = {}
    for place, measure in enumerate(base.measures):
        for key, sign in _signed(measure):
            step = (sign, 0) if place == 0 else (0, sign)
            found[key] = plus(found.get(key, NO_PAIR), step)
    return found


def _signed(measure: Measure) -> Iterator[tuple[str, int]]:
    yield from ((key, 1) for key in measure.added)
    yield from ((key, -1) for key in measure.minus)


def _by_report(cells: Sequence[FigureCell]) -> list[list[FigureCell]]:
    """The cells of each unit and period together."""
    found: dict[tuple[str, str], list[FigureCell]] = {}
    for cell in cells:
        found.setdefault((cell.unit.id, str(cell.period)), []).append(cell)
    return list(found.values())


def _counts(base: Base, report: Sequence[FigureCell], signs: Signs) -> bool:
    """Whether a report's figures are added: of a count always, of a share only when it has them all.

    It leaves a share where what is counted does not apply to the unit.
    """
    if base.denominator is None:
        return True
    return is_complete(report) and not leaves(report, signs)
