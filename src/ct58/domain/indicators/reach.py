"""Which numbers a figure can still come to: what is given, and each missing report within its limits."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from ct58.domain.indicators.facts import number
from ct58.domain.indicators.known import Fact, FigureCell, Limits
from ct58.domain.indicators.numbers import Number
from ct58.domain.records.programme import Figure, FormLine
from ct58.records import positional_record


@positional_record
class Reach:
    """The numbers that are possible, as spans that don't touch; and whether it may turn out not to apply."""

    spans: tuple[Limits, ...]
    may_not_apply: bool

    def holds(self, value: Number) -> bool:
        """Whether a number is possible."""
        return any(_is_within(value, span) for span in self.spans)


def reach(figure: Figure, now: Fact) -> Reach:
    """What a figure could come to. A missing report may also say that it does not apply, and then adds nothing."""
    if not now.cells or not figure.is_summed:
        return Reach((cell_limits(figure, now.cells[-1]) if now.cells else (figure.min, figure.max),), True)
    given = [cell for cell in now.cells if cell.state == "given"]
    certain: Number = sum(number(cell.value) for cell in given)
    spans: list[Limits] = [(certain, certain)] if given else []
    for cell in now.cells:
        if cell.state == "missing":
            limits = cell_limits(figure, cell)
            spans = joined([*spans, *(_added(span, limits) for span in spans), *([] if given else [limits])])
    return Reach(tuple(spans), not given)


def any_number(line: FormLine) -> Reach:
    """What a field may say of which nothing is known."""
    return Reach(((line.min, line.max),), True)


def cell_limits(figure: Figure, cell: FigureCell) -> Limits:
    """The least and the most that a missing answer may be."""
    return cell.limits or (figure.min, figure.max)


def candidates(line: FormLine, found: Reach, marks: Iterable[Number]) -> Iterator[Number]:
    """Possible numbers below, at, between and above all marks: what conditions can tell apart."""
    ends = [end for span in found.spans for end in span if end is not None]
    for candidate in sorted(_near([*marks, *ends], is_whole=line.type != "decimal")):
        if found.holds(candidate):
            yield candidate


def _near(marks: Iterable[Number], *, is_whole: bool) -> set[Number]:
    """Two numbers can be told apart between two marks, too."""
    ordered = sorted(set(marks))
    if is_whole:
        return {
            near + step
            for mark in ordered
            for near in (math.floor(mark), math.ceil(mark))
            for step in (-1, 0, 1)
        }
    thirds = [low + Fraction(high - low) * part / 3 for low, high in pairwise(ordered) for part in (1, 2)]
    return {
        *thirds,
        *(mark + step for mark in ordered for step in (-1, Fraction(-1, 2), 0, Fraction(1, 2), 1)),
    }


def joined(spans: Iterable[Limits]) -> list[Limits]:
    """Spans in order, those that overlap made one."""
    found: list[Limits] = []
    for span in sorted(spans, key=_begin):
        if found and _touches(found[-1], span):
            found[-1] = (found[-1][0], _later(found[-1][1], span[1]))
        else:
            found.append(span)
    return found


def _begin(span: Limits) -> tuple[bool, Number]:
    return span[0] is not None, span[0] or 0


def _touches(one: Limits, other: Limits) -> bool:
    return one[1] is None or other[0] is None or other[0] <= one[1]


def _later(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else max(one, other)


def _added(one: Limits, other: Limits) -> Limits:
    return _sum(one[0], other[0]), _sum(one[1], other[1])


def _sum(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else one + other


def _is_within(value: Number, span: Limits) -> bool:
    least, most = span
    return (least is None or least <= value) and (most is None or value <= most)
