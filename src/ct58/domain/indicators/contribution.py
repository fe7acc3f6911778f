"""What one unit adds to an indicator, and what a share is made of."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.known import FigureCell
from ct58.domain.indicators.needs import COUNTED_UNITS
from ct58.domain.indicators.numbers import Pair
from ct58.domain.records.measure import Measure
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
        return all(measure.sum for measure in self.measures)

    @property
    def counted_list(self) -> str | None:
        """The list figure of which rows are counted in both."""
        counted = {measure.count for measure in self.measures}
        return next(iter(counted)) if len(counted) == 1 and COUNTED_UNITS not in counted else None
