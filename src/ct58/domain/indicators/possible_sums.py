"""What a report with gaps could still add to a sum: the corners of all that its missing figures may say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.dependents import Links, fit_together, given_number
from ct58.domain.indicators.facts import number
from ct58.domain.indicators.known import FigureCell
from ct58.domain.indicators.numbers import NO_PAIR, Number, Pair, plus
from ct58.domain.indicators.reach import cell_limits
from ct58.domain.records.programme import Figure

Signs = Mapping[str, Pair]
"""Figure → how often it is added to the numerator and to the denominator."""
Values = Mapping[str, Number | None]
"""What a report says; None: it does not apply."""


def possible_sums(answers: Answers, report: Sequence[FigureCell], signs: Signs, *, is_share: bool) -> Choices:
    """What a report could add once it is complete; it may also stay as it is."""
    there = _Gaps(answers, report)
    corners = list(there.corners())
    points = {_pair(values, signs, is_share=is_share) for values in corners}
    points.add(NO_PAIR if is_share else added(report, signs))
    rays = tuple(dict.fromkeys(way for way in map(_weighed(signs), there.directions()) if way != NO_PAIR))
    gaps = [cell.figure for cell in there.missing]
    whole = [_sum(values, signs) for values in corners if None not in map(values.get, gaps)]
    is_near_nothing = any(pair[1 if is_share else 0] <= 0 for pair in whole)
    ways = _fine_ways(there.missing, answers, signs) if is_near_nothing else ()
    return Choices(tuple(sorted(points)), rays, ways, between=True)


class _Gaps:
    """The missing figures of one report, and what else it says about them."""

    def __init__(self, answers: Answers, report: Sequence[FigureCell]) -> None:
        self.figures = answers.figures
        self.missing = [cell for cell in report if cell.state == "missing"]
        self.given: Values = {
            cell.figure: number(cell.value) if cell.state == "given" else None
            for cell in report
            if cell.state != "missing"
        }
        linked = {id(found): found for cell in self.missing if (found := answers.links.get(cell.figure))}
        self.links = tuple(linked.values())
        self.others = {**dict(_known(answers, self.links, report[0])), **self.given}

    def corners(self) -> Iterator[Values]:
        """Where something is extreme: each missing figure at an end, next to nothing, or not applying."""
        constants = self._constants() if self.links else frozenset()
        choices = [[None, *sorted(self._marks(cell, constants))] for cell in self.missing]
        for chosen in product(*choices):
            values = {cell.figure: value for cell, value in zip(self.missing, chosen, strict=True)}
            if all(fit_together(entry, {**self.others, **values}) for entry in self.links):
                yield {**self.given, **values}

    def _constants(self) -> frozenset[Number]:
        """The ends of all that is missing, what is given, and their sums and differences."""
        ends = [end for cell in self.missing for end in cell_limits(self.figures[cell.figure], cell)]
        found = {0, 1, *(end for end in ends if end is not None)}
        found |= {value for value in self.others.values() if value is not None}
        return frozenset(
            {*found, *(a + b for a in found for b in found), *(a - b for a in found for b in found)}
        )

    def _marks(self, cell: FigureCell, constants: Iterable[Number]) -> set[Number]:
        figure = self.figures[cell.figure]
        least, most = cell_limits(figure, cell)
        found = {0, *constants, *(end for end in (least, most) if end is not None)}
        if figure.type != "decimal":
            found |= {mark + step for mark in found for step in (-1, 1)}
        return {m for m in found if (least is None or least <= m) and (most is None or m <= most)}

    def directions(self) -> Iterator[Values]:
        """Directions in which nothing limits the missing figures, together or alone."""
        free = {cell.figure: self._free(cell) for cell in self.missing}
        if not self.links:
            yield from ({key: step} for key, steps in free.items() for step in steps)
            return
        for chosen in product(*([None, 0, *steps] for steps in free.values())):
            steps = dict(zip(free, chosen, strict=True))
            if self._lead_on(steps):
                yield steps

    def _free(self, cell: FigureCell) -> list[int]:
        least, most = cell_limits(self.figures[cell.figure], cell)
        return [*([1] if most is None else []), *([-1] if least is None else [])]

    def _lead_on(self, steps: Values) -> bool:
        """What is given stays, so only what is missing moves; of that something may not apply."""
        still = {key: 0 for key, value in self.others.items() if value is not None}
        return all(fit_together(entry, {**still, **steps}) for entry in self.links)


def _known(
    answers: Answers, linked: Iterable[Links], cell: FigureCell
) -> Iterator[tuple[str, Number | None]]:
    """What else the report says of figures on which the missing ones depend."""
    for key in (key for entry in linked for key in entry.keys):
        figure = answers.figures[key]
        if answers.concerns_in(figure, cell.unit, cell.period):
            there = answers.settled_cell(figure, cell.unit, cell.period)
            if there.state != "missing":
                yield key, given_number(there)


def _weighed(signs: Signs) -> Callable[[Values], Pair]:
    return lambda values: _sum(values, signs)


def _sum(values: Values, signs: Signs) -> Pair:
    found = NO_PAIR
    for key, value in values.items():
        found = plus(found, _times(signs[key], value or 0))
    return found


def _pair(values: Values, signs: Signs, *, is_share: bool) -> Pair:
    """What a complete report adds."""
    has_left = is_share and any(value is None and signs[key][0] for key, value in values.items())
    return NO_PAIR if has_left else _sum(values, signs)


def _fine_ways(missing: Iterable[FigureCell], answers: Answers, signs: Signs) -> tuple[Pair, ...]:
    """Directions in which a denominator grows from nothing by as little as one likes."""
    figures: Iterable[Figure] = (answers.figures[cell.figure] for cell in missing)
    return tuple(
        _times(signs[figure.key], way) for figure in figures if figure.type == "decimal" for way in (1, -1)
    )


def added(report: Sequence[FigureCell], signs: Signs) -> Pair:
    """What the given figures of a report add; what does not apply adds nothing."""
    found = NO_PAIR
    for cell in report:
        found = plus(found, _times(signs[cell.figure], number(cell.value)))
    return found


def is_complete(report: Sequence[FigureCell]) -> bool:
    """Whether nothing of a report is missing."""
    return all(cell.state != "missing" for cell in report)


def leaves(report: Sequence[FigureCell], signs: Signs) -> bool:
    """Whether a report leaves a share, because what is counted does not apply to the unit."""
    return any(cell.state == "not_applicable" and signs[cell.figure][0] for cell in report)


def _times(sign: Pair, value: Number) -> Pair:
    return sign[0] * value, sign[1] * value
