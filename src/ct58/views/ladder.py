"""How a value comes about, rung by rung: whom it is about, who is left out, what is counted or added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.contribution import Base, Contribution
from ct58.domain.indicators.measures import as_counts, contributions
from ct58.domain.indicators.needs import question, times_of
from ct58.domain.indicators.numbers import NO_PAIR, Number, Pair, plain_number, plus
from ct58.domain.indicators.rows import counted_rows
from ct58.domain.indicators.sums import addends
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Measure, MeasureTime
from ct58.domain.records.programme import Figure
from ct58.domain.records.scalars import FigureValue
from ct58.domain.time.period import Period
from ct58.records import positional_record, record

LadderStepKind = Literal[
    "population", "missing", "not_applicable", "left_out", "numerator_only", "reported", "partial", "figure",
    "undecided", "rows", "blank_rows", "left_out_rows", "years", "denominator", "numerator", "count",
]  # fmt: skip
LadderStepRole = Literal["start", "plus", "minus", "divided", "total", "part"]
UnitPart = Literal[
    "numerator", "denominator", "numerator_only", "reported", "partial", "left_out", "not_applicable", "missing",
    "undecided",
]  # fmt: skip
"""What a unit is in an indicator: counted above and below, only below, only above; with figures that are
added, all of them or some; left out by the conditions; without an answer, or with one that waits for its decision."""
_LEFT_OUT: tuple[UnitPart, ...] = ("missing", "undecided", "not_applicable", "left_out", "numerator_only")
_WITH_ANSWERS = frozenset({"left_out", "numerator_only", "undecided"})
_CHOICES = ("enum", "boolean")


@positional_record
class ValueCount:
    """How many of some units gave an answer to a figure."""

    figure: str
    value: FigureValue
    units: int


@record
class LadderStep:
    """One rung.

    `how` it goes on from the rungs above: a new beginning, added, taken away, what that comes to, or a part
    of the last total. `values` are the answers of the units of the rung, `figure` what is added, and
    `periods` how much of it comes from each period, `time` the other time that it is of. A mean is of so many years.
    """

    kind: LadderStepKind
    how: LadderStepRole
    number: Number
    values: tuple[ValueCount, ...] = ()
    figure: str | None = None
    time: MeasureTime | None = None
    periods: tuple[tuple[Period, Number], ...] = ()


def ladder(
    answers: Answers, base: Base, entries: Sequence[Contribution], window: Window
) -> tuple[LadderStep, ...]:
    """The rungs from the population to numerator and denominator, which are the last ones."""
    base = as_counts(base, answers.figures)
    is_alike = base.counts_units or base.is_summed or base.counted_list is not None
    if base.is_of_one_time and is_alike:
        return tuple(_steps(answers, base, entries, window, "count"))
    assert base.denominator is not None
    return (
        *_apart(answers, base.denominator, window, "denominator"),
        *_apart(answers, base.numerator, window, "numerator"),
    )


def _apart(
    answers: Answers, measure: Measure, window: Window, result: LadderStepKind
) -> Iterator[LadderStep]:
    """The rungs of a measure of which the other one counts something else."""
    base = Base(measure)
    found = contributions(answers, base, window)
    seen = next(iter(times_of(measure, window)), window)
    return _steps(answers, base, found, seen, result)


def _steps(
    answers: Answers, base: Base, entries: Sequence[Contribution], window: Window, result: LadderStepKind
) -> Iterator[LadderStep]:
    is_mean = base.numerator.average is not None and base.denominator is None
    if base.is_summed:
        return _sum_steps(base, entries, result)
    if is_mean:
        return iter((LadderStep(kind=result, how="start", number=_point(entries)[0]),))
    if base.counts_units:
        return _unit_steps(answers, base, entries, result)
    return _row_steps(answers, base, entries, window, result)


def unit_part(entry: Contribution, base: Base) -> UnitPart:
    """What a unit is in an indicator."""
    if entry.role == "missing" and entry.is_undecided:
        return "undecided"
    if entry.role in ("missing", "not_applicable"):
        return entry.role
    if not base.counts_units:
        return "partial" if entry.role == "partial" else "reported"
    above, below = entry.point
    if base.denominator is None:
        return "numerator" if above else "left_out"
    if below:
        return "numerator" if above else "denominator"
    return "numerator_only" if above else "left_out"


# ---------------------------------------------------------------------- units


def _unit_steps(
    answers: Answers, base: Base, entries: Sequence[Contribution], result: LadderStepKind
) -> Iterator[LadderStep]:
    groups: dict[UnitPart, list[Contribution]] = {}
    for entry in entries:
        groups.setdefault(unit_part(entry, base), []).append(entry)
    yield LadderStep(kind="population", how="start", number=len(entries))
    for part in _LEFT_OUT:
        if part in groups:
            yield _group(answers, base, part, groups[part])
    counted = [*groups.get("numerator", ()), *groups.get("denominator", ())]
    whole: LadderStepKind = result if base.denominator is None else "denominator"
    values = _values(answers, base, counted)
    yield LadderStep(kind=whole, how="total", number=len(counted), values=values)
    if base.denominator is not None:
        above = [*groups.get("numerator", ()), *groups.get("numerator_only", ())]
        yield LadderStep(
            kind="numerator", how="part", number=len(above), values=_values(answers, base, above)
        )


def _group(answers: Answers, base: Base, part: UnitPart, entries: Sequence[Contribution]) -> LadderStep:
    """Units that are not counted, with what they answered, if that is why."""
    values = _values(answers, base, entries) if part in _WITH_ANSWERS else ()
    kind: LadderStepKind = part if part != "reported" else "left_out"
    return LadderStep(kind=kind, how="minus", number=len(entries), values=values)


def _values(answers: Answers, base: Base, entries: Sequence[Contribution]) -> tuple[ValueCount, ...]:
    """How often each word of a choice was the answer, in the order of the form."""
    asked = dict.fromkeys(key for measure in base.measures for key in question(measure.where).keys)
    figures = [answers.figures[key] for key in asked if answers.figures[key].type in _CHOICES]
    return tuple(found for figure in figures for found in _value_counts(figure, entries))


def _value_counts(figure: Figure, entries: Sequence[Contribution]) -> Iterator[ValueCount]:
    given = Counter(
        cell.value if cell.state == "given" else cell.undecided
        for entry in entries
        for cell in entry.cells
        if cell.figure == figure.key
    )
    for value in figure.values or (True, False):
        if given[value]:
            yield ValueCount(figure.key, value, given[value])


def _point(entries: Iterable[Contribution]) -> Pair:
    pair = NO_PAIR
    for entry in entries:
        pair = plus(pair, entry.point)
    return pair


# ---------------------------------------------------------------------- sums


def _reporting(entries: Sequence[Contribution]) -> Iterator[LadderStep]:
    """Who has an answer to give, and who has given it."""
    roles = Counter(entry.role for entry in entries)
    yield LadderStep(kind="population", how="start", number=len(entries))
    for kind in ("missing", "not_applicable"):
        if roles[kind]:
            yield LadderStep(kind=kind, how="minus", number=roles[kind])
    yield LadderStep(
        kind="reported", how="total", number=roles["counted"] + roles["partial"] + roles["left_out"]
    )
    if roles["partial"]:
        yield LadderStep(kind="partial", how="part", number=roles["partial"])


def _sum_steps(base: Base, entries: Sequence[Contribution], result: LadderStepKind) -> Iterator[LadderStep]:
    yield from _reporting(entries)
    is_mean = base.numerator.average is not None and base.denominator is None
    sums: dict[str, dict[Period, Number]] = {}
    for entry in entries:
        for cell, number in addends(base, entry.cells):
            periods = sums.setdefault(cell.figure, {})
            periods[cell.period] = periods.get(cell.period, 0) + number
    if base.denominator is not None:
        yield from _figure_steps(base.denominator, sums, "denominator")
        result = "numerator"
    yield from _figure_steps(base.numerator, sums, result, is_mean=is_mean)


def _figure_steps(
    measure: Measure,
    sums: Mapping[str, Mapping[Period, Number]],
    result: LadderStepKind,
    *,
    is_mean: bool = False,
) -> Iterator[LadderStep]:
    """Each figure that is added or taken away, and what they come to."""
    signed = [*((key, 1) for key in measure.added), *((key, -1) for key in measure.minus)]
    total: Number = 0
    for place, (key, sign) in enumerate(signed):
        periods = sums.get(key, {})
        number = sum(periods.values())
        total += sign * number
        how: LadderStepRole = "start" if place == 0 else "plus" if sign > 0 else "minus"
        shown = tuple(sorted(periods.items(), key=lambda item: item[0].sort_key()))
        yield LadderStep(
            kind="figure", how=how, number=number, figure=key, time=measure.period, periods=shown
        )
    if is_mean:
        years = len({period.year for periods in sums.values() for period in periods}) or 1
        yield LadderStep(kind="years", how="divided", number=years)
        total = plain_number(Fraction(total) / years)
    yield LadderStep(kind=result, how="total", number=total)


# ---------------------------------------------------------------------- rows


def _row_steps(
    answers: Answers, base: Base, entries: Sequence[Contribution], window: Window, result: LadderStepKind
) -> Iterator[LadderStep]:
    yield from _reporting(entries)
    figure = answers.figures[base.counted_list or ""]
    rows = [row for entry in entries for row in counted_rows(answers, base, entry.cells, window)]
    whole = sum(int(row.now[1 if base.denominator else 0]) for row in rows)
    blank = sum(row.is_blank for row in rows)
    yield LadderStep(kind="rows", how="start", number=len(rows), figure=figure.key)
    if blank:
        yield LadderStep(kind="blank_rows", how="minus", number=blank)
    if whole + blank != len(rows):
        yield LadderStep(kind="left_out_rows", how="minus", number=len(rows) - whole - blank)
    if base.denominator is None:
        yield LadderStep(kind=result, how="total", number=whole)
        return
    yield LadderStep(kind="denominator", how="total", number=whole)
    yield LadderStep(kind="numerator", how="part", number=_point(entries)[0])
