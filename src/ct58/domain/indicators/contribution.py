"""What one unit adds to an indicator, what a share is made of, and who holds which answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Literal, NamedTuple

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.dependents import Figures
from ct58.domain.indicators.known import FigureCell
from ct58.domain.indicators.numbers import Pair
from ct58.domain.indicators.strips import strip_of
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import COUNTED_UNITS, Measure
from ct58.domain.records.programme import Figure
from ct58.domain.records.units import Unit
from ct58.records import positional_record

Role = Literal["counted", "left_out", "not_applicable", "partial", "missing"]


class Contribution(NamedTuple):
    """What one unit adds to an indicator; one of thousands in a run.

    `point` is what counts now, `fixed` what will count whatever else is reported; `open` is what missing
    reports could add to that. `cells` are what it rests on. Roles: counted, it is part of the numerator
    or the denominator · left_out by the measures · not_applicable · partial, missing: something is open.
    """

    unit: Unit
    role: Role
    point: Pair
    fixed: Pair
    open: tuple[Choices, ...]
    cells: tuple[FigureCell, ...]

    @property
    def is_reported(self) -> bool:
        """Whether nothing that it adds is open any more."""
        return not self.open

    @property
    def is_unread(self) -> bool:
        """Whether something that is open stands in a file that could not be read."""
        return bool(self.open) and any(cell.is_unread for cell in self.cells)

    @property
    def is_unsettled(self) -> bool:
        """Whether all that could not be read only waits until somebody says which of two values is right."""
        return self.is_unread and all(cell.is_unsettled for cell in self.cells if cell.is_unread)

    @property
    def is_undecided(self) -> bool:
        """Whether it is open though a value stands in the report, for want of a decision or a reason."""
        if not self.open or self.is_unread:
            return False
        return any(cell.undecided is not None for cell in self.cells)

    @property
    def has_data(self) -> bool:
        """Whether anything at all is known."""
        return self.role != "missing"


@positional_record
class Base:
    """A numerator and what it is a share of; without a denominator it is a count."""

    numerator: Measure
    denominator: Measure | None = None

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Both, as far as there are two."""
        return (self.numerator,) if self.denominator is None else (self.numerator, self.denominator)

    @property
    def counts_units(self) -> bool:
        """Whether units are counted in both."""
        return all(measure.count == COUNTED_UNITS for measure in self.measures)

    @property
    def is_summed(self) -> bool:
        """Whether figures are added in both."""
        return all(measure.added for measure in self.measures)

    @property
    def counted_list(self) -> str | None:
        """The list figure of which rows are counted in both."""
        counted = {measure.count for measure in self.measures}
        return next(iter(counted)) if len(counted) == 1 and COUNTED_UNITS not in counted else None

    @property
    def is_of_one_time(self) -> bool:
        """Whether both are of the same time, and no mean of several."""
        return len({(measure.period, measure.average) for measure in self.measures}) == 1

    def adds_up(self, figures: Figures) -> bool:
        """Whether it grows with time; one body's figure as it is does where that is added over periods, a mean never."""
        measure = self.numerator
        figure = figures.get(measure.value or "")
        return measure.average is None and (
            measure.value is None or (figure is not None and figure.is_summed)
        )

    @property
    def of_a_year(self) -> Base:
        """The same measures without a mean."""
        above, below = self.numerator, self.denominator
        return Base(replace(above, average=None), None if below is None else replace(below, average=None))

    @property
    def plain(self) -> Base:
        """The same measures of the time that they are asked for, whatever time they name."""
        above, below = self.numerator, self.denominator
        return Base(_plain(above), None if below is None else _plain(below))


def _plain(measure: Measure) -> Measure:
    return replace(measure, period=None, average=None)


def holders(
    answers: Answers, base: Base, figures: Sequence[Figure], window: Window
) -> Iterator[tuple[Unit, tuple[FigureCell, ...]]]:
    """Each unit that has or owes an answer, with its cells, in the office's order.

    A quarter counts for the units that existed on its last day, so that a year is the sum of its quarters:
    what a unit sent before it was closed stays, and after a merger stands with the successor.
    """
    until = window.until(answers.as_of)
    families = answers.families(until)
    strips = [strip_of(answers, figure, window) for figure in figures]
    meant = _meant(answers, base)
    for unit in answers.office.units.values():
        members: Sequence[Unit] = families.get(unit.id, ())
        counts_in = None if answers.is_steady else partial(_is_meant, meant, unit)
        if answers.is_steady:
            members = [member for member in members if _is_meant(meant, unit, member, until)]
        found = tuple(
            [cell for member in members for strip in strips for cell in strip.cells(member, counts_in)]
        )
        if found:
            yield unit, found


def _meant(answers: Answers, base: Base) -> Callable[[dt.date], frozenset[str]]:
    """Day → those who are in a set of the measures on it."""
    return cache(lambda day: frozenset().union(*(answers.ids(measure.of, day) for measure in base.measures)))


def _is_meant(meant: Callable[[dt.date], frozenset[str]], holder: Unit, member: Unit, day: dt.date) -> bool:
    """Whether a unit, or the one that it was merged into, is meant on a day."""
    ids = meant(day)
    return member.id in ids or holder.id in ids


def role(found: Sequence[FigureCell]) -> Role:
    """Counted when nothing is missing; not applicable when nothing applies."""
    states = {cell.state for cell in found}
    if "missing" in states:
        return "partial" if "given" in states else "missing"
    return "counted" if "given" in states else "not_applicable"
