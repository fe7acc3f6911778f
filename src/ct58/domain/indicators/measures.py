"""Measures: what each unit adds to numerator and denominator, and what it could add if it reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.contribution import Base, Contribution, Role
from ct58.domain.indicators.dependents import Figures
from ct58.domain.indicators.needs import times_of
from ct58.domain.indicators.numbers import NO_PAIR, Pair, plain_number, plus
from ct58.domain.indicators.unit_counts import choices_of_any_unit, unit_contributions
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import COUNTED_UNITS, Measure


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
    base = as_counts(base, answers.figures)
    if base != base.plain:
        yield from _of_other_times(answers, base, window)
    elif base.counts_units:
        yield from unit_contributions(answers, base, window)
    elif base.is_summed:
        from ct58.domain.indicators.sums import sum_contributions  # most indicators count units

        yield from sum_contributions(answers, base, window)
    elif base.counted_list is not None:
        from ct58.domain.indicators.rows import row_contributions

        yield from row_contributions(answers, base, window)
    else:
        yield from _each_by_itself(answers, base, window)


def as_counts(base: Base, figures: Figures) -> Base:
    """One body's answer to a yes/no question is a count of one body: 1 or 0."""
    above, below = (
        None if measure is None else _as_count(measure, figures)
        for measure in (base.numerator, base.denominator)
    )
    assert above is not None
    return Base(above, below)


def _as_count(measure: Measure, figures: Figures) -> Measure:
    figure = figures.get(measure.value or "")
    if figure is None or figure.type != "boolean":
        return measure
    return replace(measure, value=None, count=COUNTED_UNITS, where={figure.key: (True,)})


def _of_other_times(answers: Answers, base: Base, window: Window) -> Iterator[Contribution]:
    """What each unit adds where a measure names its own time, or is the mean of several."""
    if base.denominator is not None and not base.is_of_one_time:
        return _each_by_itself(answers, base, window)
    measure = base.numerator
    times = _seen(times_of(measure, window), measure, window.until(answers.as_of))
    each = [tuple(_contributions(answers, base.plain, time)) for time in times]
    entries = _by_unit(answers, chain.from_iterable(each))
    if measure.average is None or base.denominator is not None:
        return entries
    seen = sum(any(entry.has_data for entry in found) for found in each)
    return (_divided(entry, among=len(times), seen=seen) for entry in entries)


def _seen(times: Sequence[Window], measure: Measure, until: dt.date) -> Sequence[Window]:
    """Of a mean the years that are over by the day; before that the first one, of which nothing is known yet."""
    if measure.average is None:
        return times
    return [time for time in times if time.last_day <= until] or times[:1]


def _divided(entry: Contribution, *, among: int, seen: int) -> Contribution:
    """A part of a mean: what is there now is the mean of the years of which something is known."""
    return entry._replace(
        point=_times(entry.point, Fraction(1, seen or 1)),
        fixed=_times(entry.fixed, Fraction(1, among)),
        open=tuple(_all_times(choices, Fraction(1, among)) for choices in entry.open),
    )


def _all_times(choices: Choices, factor: Fraction) -> Choices:
    points = tuple(_times(point, factor) for point in choices.points)
    return Choices(points, choices.rays, choices.ways, choices.between)


def _times(pair: Pair, factor: Fraction) -> Pair:
    return plain_number(pair[0] * factor), plain_number(pair[1] * factor)


def _each_by_itself(answers: Answers, base: Base, window: Window) -> Iterator[Contribution]:
    """Where numerator and denominator count different things, or are of different times."""
    assert base.denominator is not None
    above = tuple(_contributions(answers, Base(base.numerator), window))
    below = map(_as_denominator, _contributions(answers, Base(base.denominator), window))
    if not above and not base.is_of_one_time:
        return iter(
            ()
        )  # nobody owes anything of this time yet: what is known of the other one makes no share
    each = [*above, *below]
    if base.is_of_one_time or base.numerator.of != base.denominator.of:
        return _by_unit(answers, each)
    return _whole(_by_unit(answers, each), {entry.unit.id for entry in each if not entry.has_data})


def _whole(entries: Iterable[Contribution], half: Container[str]) -> Iterator[Contribution]:
    """Of two times a unit counts now only with what is known of both: one alone would raise or lower the share."""
    return (entry._replace(point=NO_PAIR) if entry.unit.id in half else entry for entry in entries)


def choices_of_anybody(answers: Answers, base: Base, window: Window) -> tuple[Choices, ...]:
    """What a unit of which nothing is known could add: it may belong to each population or to none, and say anything."""
    base = as_counts(base, answers.figures)
    if base.denominator is not None and not base.is_of_one_time:
        return _of_anybody_each(answers, base, window)
    if base != base.plain:
        measure = base.numerator
        times = _seen(times_of(measure, window), measure, window.until(answers.as_of))
        found = chain.from_iterable(choices_of_anybody(answers, base.plain, time) for time in times)
        is_mean = measure.average is not None and base.denominator is None
        return tuple(
            _all_times(choices, Fraction(1, len(times))) if is_mean else choices for choices in found
        )
    if base.counts_units:
        return (choices_of_any_unit(answers, base, window),)
    if base.is_summed:
        from ct58.domain.indicators.sums import choices_of_any_sums

        return choices_of_any_sums(answers, base, window)
    if base.counted_list is not None:
        from ct58.domain.indicators.rows import choices_of_any_rows

        return (choices_of_any_rows(answers, base, window),)
    return _of_anybody_each(answers, base, window)


def _of_anybody_each(answers: Answers, base: Base, window: Window) -> tuple[Choices, ...]:
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
