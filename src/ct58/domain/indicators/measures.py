"""Measures: what each unit adds to numerator and denominator, and what it could add if it reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.contribution import Base, Contribution, Role
from ct58.domain.indicators.numbers import Pair, plus
from ct58.domain.indicators.rows import choices_of_any_rows, row_contributions
from ct58.domain.indicators.sums import choices_of_any_sums, sum_contributions
from ct58.domain.indicators.unit_counts import choices_of_any_unit, unit_contributions
from ct58.domain.indicators.windows import Window


def contributions(answers: Answers, base: Base, window: Window) -> tuple[Contribution, ...]:
    """What each unit adds, in the office's order.

    Where numerator and denominator count different things, each is counted by itself. A unit is told as it was at the end.
    """
    day = window.until(answers.as_of)
    return tuple(
        entry._replace(unit=entry.unit.on(day)) if entry.unit.before else entry
        for entry in _contributions(answers, base, window)
    )


def _contributions(answers: Answers, base: Base, window: Window) -> Iterator[Contribution]:
    if base.counts_units:
        yield from unit_contributions(answers, base, window)
    elif base.is_summed:
        yield from sum_contributions(answers, base, window)
    elif base.counted_list is not None:
        yield from row_contributions(answers, base, window)
    else:
        assert base.denominator is not None
        above = _contributions(answers, Base(base.numerator), window)
        below = _contributions(answers, Base(base.denominator), window)
        yield from _by_unit(answers, [*above, *map(_as_denominator, below)])


def choices_of_anybody(answers: Answers, base: Base, window: Window) -> tuple[Choices, ...]:
    """What a unit of which nothing is known could add: it may belong to each population or to none, and say anything."""
    if base.counts_units:
        return (choices_of_any_unit(answers, base, window),)
    if base.is_summed:
        return choices_of_any_sums(answers, base, window)
    if base.counted_list is not None:
        return (choices_of_any_rows(answers, base, window),)
    assert base.denominator is not None
    above = choices_of_anybody(answers, Base(base.numerator), window)
    below = choices_of_anybody(answers, Base(base.denominator), window)
    return (*above, *map(_all_flipped, below))


def _by_unit(answers: Answers, entries: Iterable[Contribution]) -> Iterator[Contribution]:
    """What each unit adds to both, in the office's order."""
    found: dict[str, Contribution] = {}
    for entry in entries:
        before = found.get(entry.unit.id)
        found[entry.unit.id] = _both(before, entry) if before is not None else entry
    return (found[id] for id in answers.office.units if id in found)


def _both(one: Contribution, other: Contribution) -> Contribution:
    roles = {one.role, other.role}
    role: Role = one.role if len(roles) == 1 else "partial" if roles & {"missing", "partial"} else "counted"
    return Contribution(
        unit=one.unit,
        role=role,
        point=plus(one.point, other.point),
        fixed=plus(one.fixed, other.fixed),
        open=(*one.open, *other.open),
        cells=(*one.cells, *other.cells),
    )


def _as_denominator(entry: Contribution) -> Contribution:
    """What a count adds when it is what others are a share of."""
    point, fixed = _flipped(entry.point), _flipped(entry.fixed)
    return entry._replace(point=point, fixed=fixed, open=tuple(map(_all_flipped, entry.open)))


def _all_flipped(choices: Choices) -> Choices:
    points, rays, ways = (
        tuple(map(_flipped, pairs)) for pairs in (choices.points, choices.rays, choices.ways)
    )
    return Choices(points, rays, ways, choices.between)


def _flipped(pair: Pair) -> Pair:
    return 0, pair[0]
