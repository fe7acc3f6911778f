"""What is known: one figure of one report, and one figure of one unit over a time.

There are thousands of these in a run, so they are named tuples, which cost least to make.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from ct58.domain.indicators.numbers import Number
from ct58.domain.records.reports import Report
from ct58.domain.records.scalars import FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period

CellState = Literal["given", "not_applicable", "missing"]
Limits = tuple[Number | None, Number | None]
"""The least and the most; None where nothing limits it."""


class FigureCell(NamedTuple):
    """One figure of one unit's report of one period, as known on a day.

    `value` is None unless it is given; `report` is the file that says it, None where there is none.
    `settled_by` names the figure whose answer settles this one, which is not given itself; `limits` are what
    other answers leave of a number that is missing, None where they say nothing. `is_unread`: it is missing because its
    file could not be read, so it may say anything; `is_unsettled`: this is because two people's values stand there. `undecided` is a value that stands in the report and does not count,
    for want of its decision or reason: then it is missing. `carried`: a later report is asked for and does not say it, so
    that this one still holds. `last` is what the unit said last of what is missing, where that need not hold any more.
    `is_doubtful`: it is open even if no report is owed, because it has ended, or is there now and may have been by an
    earlier day.
    """

    figure: str
    unit: Unit
    period: Period
    state: CellState
    value: FigureValue = None
    report: Report | None = None
    settled_by: str | None = None
    limits: Limits | None = None
    is_unread: bool = False
    is_unsettled: bool = False
    undecided: FigureValue = None
    carried: bool = False
    last: FigureCell | None = None
    is_doubtful: bool = False

    @property
    def as_said(self) -> FigureCell:
        """The cell that a person reads: what stands in the report, else what was said last."""
        return self if self.undecided is not None or self.last is None else self.last

    @property
    def carried_from(self) -> Period | None:
        """The earlier report that is still counted by; None where there is none."""
        if self.carried:
            return self.period
        return self.last.period if self.last is not None else None


FactValue = FigureValue | Number
FactState = Literal["known", "not_applicable", "absent", "awaited", "at_least", "missing"]


class Fact(NamedTuple):
    """What is known of a figure.

    known: `value` is what it is · not_applicable · absent: the office would have received it, and has not ·
    awaited: the same, but it may still come · at_least: a sum of which parts are missing · missing.
    """

    state: FactState
    value: FactValue = None
    cells: tuple[FigureCell, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a report that is missing could change it."""
        return self.state in ("awaited", "at_least", "missing")


Facts = Mapping[str, Fact]
