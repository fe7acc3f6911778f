"""Adding figures: counts are added over units and periods, and only then divided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.contribution import Base, Contribution
from ct58.domain.indicators.facts import number
from ct58.domain.indicators.holders import holders, role
from ct58.domain.indicators.known import FigureCell
from ct58.domain.indicators.numbers import NO_PAIR, Number, Pair, plus
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Measure
from ct58.domain.records.programme import Figure

Signs = Mapping[str, Pair]
"""Figure → how often it is added to the numerator and to the denominator."""


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
            added = _added(report, signs) if _counts(base, report, signs) else NO_PAIR
            point = plus(point, added)
            if _is_complete(report):
                fixed = plus(fixed, added)
            else:
                open_.append(_possible(answers.figures, report, signs, base))
        yield Contribution(unit, role(cells), point, fixed, tuple(open_), cells)


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
    yield from ((key, 1) for key in measure.sum)
    yield from ((key, -1) for key in measure.minus)


def _by_report(cells: Sequence[FigureCell]) -> list[list[FigureCell]]:
    """The cells of each unit and period together."""
    found: dict[tuple[str, str], list[FigureCell]] = {}
    for cell in cells:
        found.setdefault((cell.unit.id, str(cell.period)), []).append(cell)
    return list(found.values())


def _added(report: Sequence[FigureCell], signs: Signs) -> Pair:
    """What the given figures of a report add; what does not apply adds nothing."""
    added = NO_PAIR
    for cell in report:
        added = plus(added, _times(signs[cell.figure], number(cell.value)))
    return added


def _is_complete(report: Sequence[FigureCell]) -> bool:
    return all(cell.state != "missing" for cell in report)


def _counts(base: Base, report: Sequence[FigureCell], signs: Signs) -> bool:
    """Whether a report's figures are added: of a count always, of a share only when it has them all.

    It leaves a share where what is counted does not apply to the unit.
    """
    if base.denominator is None:
        return True
    leaves = any(cell.state == "not_applicable" and signs[cell.figure][0] for cell in report)
    return _is_complete(report) and not leaves


def _times(sign: Pair, value: Number) -> Pair:
    return sign[0] * value, sign[1] * value


def _possible(
    figures: Mapping[str, Figure], report: Sequence[FigureCell], signs: Signs, base: Base
) -> Choices:
    """What a report could add once it is complete; it may also stay as it is."""
    added = _added(report, signs)
    missing = [figures[cell.figure] for cell in report if cell.state == "missing"]
    limits = [[_times(signs[line.key], end) for end in _ends(line)] for line in missing]
    points = {added} if base.denominator is None else {NO_PAIR}
    for chosen in product(*limits):
        pair = added
        for step in chosen:
            pair = plus(pair, step)
        points.add(pair)
    rays = [_times(signs[line.key], way) for line in missing for way in _unlimited(line)]
    ways = [_times(signs[line.key], way) for line in missing for way in (1, -1)]
    return Choices(tuple(sorted(points)), tuple(dict.fromkeys(rays)), tuple(dict.fromkeys(ways)))


def _ends(line: Figure) -> list[int]:
    """The least and the most that a figure allows; 0 where it allows anything."""
    ends = [end for end in (line.min, line.max) if end is not None]
    return [0, *ends] if not ends or line.min is None or line.min <= 0 else ends


def _unlimited(line: Figure) -> list[int]:
    """The directions in which nothing limits a figure."""
    return [*([1] if line.max is None else []), *([-1] if line.min is None else [])]
