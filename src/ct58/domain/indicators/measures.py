"""Measures: what each unit adds to numerator and denominator, and what it could add if it reported."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.contribution import Base, Contribution
from ct58.domain.indicators.numbers import Pair
from ct58.domain.indicators.rows import row_contributions
from ct58.domain.indicators.sums import sum_contributions
from ct58.domain.indicators.unit_counts import unit_contributions
from ct58.domain.indicators.windows import Window


def contributions(answers: Answers, base: Base, window: Window) -> tuple[Contribution, ...]:
    """What each unit adds, in the office's order.

    Where numerator and denominator count different things, each is counted by itself.
    """
    return tuple(_contributions(answers, base, window))


def _contributions(answers: Answers, base: Base, window: Window) -> Iterator[Contribution]:
    if base.counts_units:
        yield from unit_contributions(answers, base, window)
    elif base.is_summed:
        yield from sum_contributions(answers, base, window)
    elif base.counted_list is not None:
        yield from row_contributions(answers, base, window)
    else:
        assert base.denominator is not None
        yield from _contributions(answers, Base(base.numerator), window)
        yield from map(_as_denominator, _contributions(answers, Base(base.denominator), window))


def _as_denominator(entry: Contribution) -> Contribution:
    """What a count adds when it is what others are a share of."""
    flipped = tuple(
        Choices(*(tuple(map(_flipped, pairs)) for pairs in (choices.points, choices.rays, choices.ways)))
        for choices in entry.open
    )
    point, fixed = _flipped(entry.point), _flipped(entry.fixed)
    return Contribution(entry.unit, entry.role, point, fixed, flipped, entry.cells)


def _flipped(pair: Pair) -> Pair:
    return 0, pair[0]
