"""One figure over a window: in which periods it may be given, whom it is about, and the cells that decide about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import cast

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.columns import FigureColumn
from ct58.domain.indicators.known import Fact, FactState, FigureCell
from ct58.domain.indicators.windows import OwedPeriod, Window
from ct58.domain.records.programme import Figure
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import ONE_TIME
from ct58.domain.time.period import Period
from ct58.records import positional_record

CountsIn = Callable[[Unit, dt.date], bool]
"""Whether a unit is counted in a period that ends on a day."""


@positional_record
class _Place:
    """A period with what is known of the figure in it, the units that exist in it, and those that the figure is about in it.

    The last is None where it is about the same units at all times.
    """

    slot: OwedPeriod
    column: FigureColumn
    there: frozenset[str]
    concerned: frozenset[str] | None


class Strip:
    """A figure over a window, with all that is the same of every unit. `facts` are what it came to of each.

    Nothing changes in it: it only remembers what was looked up.
    """

    def __init__(self, answers: Answers, figure: Figure, window: Window) -> None:
        self.answers, self.figure, self.window = answers, figure, window
        self.until = window.until(answers.as_of)
        self.concerned = answers.ids(figure.units, self.until)
        self.facts: dict[str, Fact] = {}
        self._is_sum = figure.is_summed
        self._there = answers.there(self.until)
        self._asks_once_for_all = answers.is_steady or not self._is_sum

    def cells(self, unit: Unit, counts_in: CountsIn | None = None) -> tuple[FigureCell, ...]:
        """The cells that decide about a unit, in the order of their periods.

        flow: all periods · cumulative: the last of each year · else the last, of units that still exist. Only
        what is given or owed by then is a cell; what the unit was not there for on the period's last day is not, but for
        sums that it reported before it ended. `counts_in` says further on which days it is counted.
        """
        if not self._is_sum and unit.id not in self._there:
            return ()
        if self._asks_once_for_all and unit.id not in self.concerned:
            return ()
        found: list[FigureCell] = []
        for place in self._places if self._is_sum else reversed(self._places):
            if (place.concerned is None or unit.id in place.concerned) and (
                counts_in is None or counts_in(unit, place.slot.exists_on)
            ):
                cell = self._cell_of(place, unit)
                if cell is not None:
                    found.append(cell)
                    if not self._is_sum:
                        break
        if self.figure.adds == "cumulative":
            return tuple({cell.period.year: cell for cell in found}.values())
        return tuple(found)

    def given(self, unit: Unit) -> FigureCell | None:
        """The one cell that a unit's value at the end of the window is taken from; None of sums, and where none is given."""
        found = self.cells(unit) if not self._is_sum else ()
        return found[0] if found and found[0].state == "given" else None

    @cached_property
    def _places(self) -> tuple[_Place, ...]:
        answers, figure = self.answers, self.figure
        return tuple(
            _Place(
                slot,
                answers.column(figure, slot.period, slot.known_by),
                answers.there(slot.exists_on),
                None if answers.is_steady else answers.ids(figure.units, slot.exists_on),
            )
            for slot in slots(answers, figure, self.window)
        )

    @cached_property
    def absence(self) -> FactState:
        """What it means that nothing is there: after the due day, what the office itself receives isn't; all else is unknown."""
        if self.figure.if_absent == "unknown" or not self._places:
            return "missing"
        return "absent" if self.window.ends_on < self.answers.as_of else "awaited"

    def _cell_of(self, place: _Place, unit: Unit) -> FigureCell | None:
        if unit.id in place.there:
            return self._relevant(place, unit)
        return self._left_behind(place, unit) if self._is_sum else None

    def _left_behind(self, place: _Place, unit: Unit) -> FigureCell | None:
        """What a unit that ended inside the period reported of it all the same, unless another's report has it.

        It owes no report; but of one that came, what it leaves out is open.
        """
        slot, ended_on = place.slot, unit.valid_to
        if ended_on is None or not slot.period.first_day <= ended_on < slot.exists_on:
            return None
        cell = self.answers.settled_in(place.column, unit)
        if cell.is_unread:
            return cell
        if cell.report is None or cell.report.counted_in or cell.carried or cell.state == "not_applicable":
            return None
        has_come = cell.state == "given" or cell.report.has_arrived_by(slot.known_by or self.answers.known_by)
        return cell if has_come else None

    def _relevant(self, place: _Place, unit: Unit) -> FigureCell | None:
        """A cell that is given, or may be where nobody can read it, or that is owed because its period has ended.

        Until then what was said last of what lasts.
        """
        slot, cell = place.slot, self.answers.settled_in(place.column, unit)
        if cell.state != "missing" or cell.is_unread or cell.is_doubtful:
            return cell
        if slot.is_owed and (slot.is_looked_back_to or self.answers.is_asked(self.figure, unit, slot.period)):
            return cell
        if cell.last is None or cell.last.period != slot.period.previous():
            return cell if cell.last is not None else None
        return cell.last._replace(carried=True)


def strip_of(answers: Answers, figure: Figure, window: Window) -> Strip:
    """A figure over a window; made once."""
    takes_later, back = window.takes_later_answers, window.is_looked_back_to
    key = (figure.key, window.first_day, window.last_day, window.ends_on, takes_later, back)
    found = answers.strips.get(key)
    if found is None:
        found = answers.strips[key] = Strip(answers, figure, window)
    return cast("Strip", found)


def slots(answers: Answers, figure: Figure, window: Window) -> tuple[OwedPeriod, ...]:
    """The periods of a window in which a figure may be given, in order.

    Sums take the periods that lie wholly inside. All else tells how things stand at the end of its period, so it counts
    where that end lies inside; and the period in the midst of which the window ends, as far as it was given by then.
    """
    takes_later = figure.every == ONE_TIME.kind and window.takes_later_answers
    back = window.is_looked_back_to
    key = (figure.every, figure.is_summed, window.first_day, window.last_day, takes_later, back)
    found = answers.slots.get(key)
    if found is None:
        found = answers.slots[key] = tuple(
            _slot(answers, figure, window, period)
            for period in window.periods(figure.every)
            if _is_inside(answers, figure, window, period) or not figure.is_summed
        )
    return found


def _slot(answers: Answers, figure: Figure, window: Window, period: Period) -> OwedPeriod:
    """A period of which nothing is owed before it has ended, and which a window that ends inside it sees up to there."""
    is_inside, as_of = _is_inside(answers, figure, window, period), answers.as_of
    is_cut = not is_inside or (period == ONE_TIME and not window.takes_later_answers)
    return OwedPeriod(
        period,
        exists_on=min(period.last_day, window.until(as_of)),
        is_owed=is_inside and (period == ONE_TIME or answers.office.last_day_of(period) <= as_of),
        is_looked_back_to=window.is_looked_back_to,
        known_by=window.last_day if is_cut and window.last_day < as_of else None,
    )


def _is_inside(answers: Answers, figure: Figure, window: Window, period: Period) -> bool:
    if period == ONE_TIME:
        return True
    begins_inside = window.first_day <= period.first_day or not figure.is_summed
    return begins_inside and answers.office.last_day_of(period) <= window.last_day
