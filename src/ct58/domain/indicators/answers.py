"""What the units have answered by a day: figure by figure, period by period, with where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ct58.domain.indicators.columns import Acceptance, FigureColumn
from ct58.domain.indicators.dependents import Cells, Links, links, settled
from ct58.domain.indicators.known import FigureCell
from ct58.domain.indicators.windows import OwedPeriod, Window
from ct58.domain.records.measure import SetRule
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure
from ct58.domain.records.report_index import Remembers
from ct58.domain.records.reports import ENDS_ON
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import applies_in
from ct58.domain.standing.obligations import successor
from ct58.domain.standing.occurrences import item_occurrences
from ct58.domain.time.period import Period

OwedReports = tuple[str, frozenset[Period]]
"""The set of those who owe a line of the calendar, and for which periods."""


class Answers:
    """All answers of an office by a day. Nothing changes in it: it only remembers what it has looked up."""

    def __init__(self, office: Office, as_of: dt.date, remembers: Remembers | None = None) -> None:
        """`remembers`: what remembers results of this office, if it is as it was read."""
        self.office = office
        self.remembers = remembers
        self.as_of = as_of
        self.figures: Mapping[str, Figure] = {
            figure.key: figure for figure in (*_of_other_forms(office), *office.programme.figures)
        }
        self.links = links(self.figures)
        self.strips: dict[tuple[object, ...], object] = {}
        self.slots: dict[tuple[object, ...], tuple[OwedPeriod, ...]] = {}
        self.edition = 0
        self.periods_read: dict[tuple[str, Window], frozenset[str]] = {}
        self.known_by = min(as_of, office.cut_off or as_of)
        self.accepts = Acceptance(office, self.known_by)
        self.is_steady = office.is_steady
        self._ids: dict[tuple[str | SetRule, dt.date | None], frozenset[str]] = {}
        self._there: dict[dt.date, frozenset[str]] = {}
        self._editions: dict[int, Answers] = {}
        self._lines: dict[str, list[OwedReports]] = {}
        self._families: dict[dt.date, dict[str, tuple[Unit, ...]]] = {}
        self._columns: dict[tuple[str, Period, dt.date | None], FigureColumn] = {}
        self._settled: dict[tuple[str, str, Period, dt.date | None], Cells] = {}

    def in_force(self, day: dt.date) -> Answers:
        """The same answers to the form that was in force on a day."""
        programme = self.office.history.on(day) if self.office.history.is_amended else self.office.programme
        if programme.figures == self.office.programme.figures:
            return self
        key = id(programme)
        if key not in self._editions:
            found = self._editions[key] = Answers(
                replace(self.office, programme=programme), self.as_of, self.remembers
            )
            found.edition = 1 + next(
                place
                for place, edition in enumerate(self.office.history.editions)
                if edition.programme is programme
            )
        return self._editions[key]

    def ids(self, of: str | SetRule, day: dt.date) -> frozenset[str]:
        """The ids of the units that a measure's set means by what holds on a day, whenever they exist."""
        key = (of, None if self.is_steady else day)
        found = self._ids.get(key)
        if found is None:
            found = self._ids[key] = self.office.meant_ids(of, day)
        return found

    def there(self, day: dt.date) -> frozenset[str]:
        """The ids of the units that exist on a day."""
        found = self._there.get(day)
        if found is None:
            units = self.office.units.values()
            found = self._there[day] = frozenset(unit.id for unit in units if unit.is_valid_on(day))
        return found

    def families(self, day: dt.date) -> Mapping[str, tuple[Unit, ...]]:
        """For each unit for which figures count on a day: itself, and those that were merged into it."""
        if day not in self._families:
            found: dict[str, list[Unit]] = {}
            for unit in self.office.units.values():
                found.setdefault(successor(self.office, unit.id, day), []).append(unit)
            self._families[day] = {holder: tuple(units) for holder, units in found.items()}
        return self._families[day]

    def concerns(self, figure: Figure, unit: Unit, day: dt.date) -> bool:
        """Whether a figure is about a unit at all, by what holds on a day."""
        return unit.id in self.ids(figure.units, day)

    def concerns_in(self, figure: Figure, unit: Unit, period: Period) -> bool:
        """The same by what holds on the last day of a period that the day has seen."""
        if self.is_steady:
            return self.concerns(figure, unit, self.as_of)
        return self.concerns(figure, unit, min(self.office.last_day_of(period), self.as_of))

    def is_asked(self, figure: Figure, unit: Unit, period: Period) -> bool:
        """Whether the unit owes the figure in the period.

        The period must be one of the figure's, the unit must exist on its last day, and the reporting
        calendar must ask for it; where no line of the calendar fits, the figure speaks for itself.
        """
        last_day = self.office.last_day_of(period)
        if not applies_in(figure, period) or not self.concerns(figure, unit, last_day):
            return False
        if figure.every == "once":
            return True
        lines = [
            periods
            for owners, periods in self._calendar(figure.every)
            if unit.id in self.ids(owners, last_day)
        ]
        is_in_calendar = not lines or any(period in periods for periods in lines)
        return is_in_calendar and unit.is_valid_on(last_day)

    def column(self, figure: Figure, period: Period, by: dt.date | None = None) -> FigureColumn:
        """What is known of a figure in a period, unit by unit. `by` is an earlier day on which it must have been so already."""
        key = (figure.key, period, by)
        found = self._columns.get(key)
        if found is None:
            stands_alone = figure.key not in self.links and not figure.lasts
            found = FigureColumn(self.accepts, figure, period, by, stands_alone=stands_alone)
            self._columns[key] = found
        return found

    def cell(self, figure: Figure, unit: Unit, period: Period) -> FigureCell:
        """What is known of a figure on the day; what is not (yet) known is missing."""
        return self.column(figure, period).cell(unit)

    def settled_cell(
        self, figure: Figure, unit: Unit, period: Period, by: dt.date | None = None
    ) -> FigureCell:
        """The same, with what other answers of the report settle, and what lasts from earlier ones."""
        return self.settled_in(self.column(figure, period, by), unit)

    def settled_in(self, column: FigureColumn, unit: Unit) -> FigureCell:
        """The settled cell of a unit."""
        if column.stands_alone:
            return column.cell(unit)
        found = column.settled.get(unit.id)
        if found is None:
            found = column.settled[unit.id] = self._settled_now(column, unit)
        return found

    def _settled_now(self, column: FigureColumn, unit: Unit) -> FigureCell:
        figure, period, by = column.figure, column.period, column.by
        linked = self.links.get(figure.key)
        if linked is None:
            now = column.cell(unit)
            return self._held(figure, now, by) if now.state == "missing" else now
        key = (linked.keys[0], unit.id, period, by)
        if key not in self._settled:
            lines = (self.figures[name] for name in linked.keys)
            given = [line for line in lines if self.concerns_in(line, unit, period)]
            self._settled[key] = self._settle(linked, given, unit, period, by)
        if figure.key not in self._settled[key]:  # it was about the unit at an earlier day
            key = (f"+{figure.key}", unit.id, period, by)
            lines = (self.figures[name] for name in linked.keys)
            given = [line for line in lines if line is figure or self.concerns_in(line, unit, period)]
            self._settled[key] = self._settle(linked, given, unit, period, by)
        return self._settled[key][figure.key]

    def _settle(
        self, linked: Links, lines: Sequence[Figure], unit: Unit, period: Period, by: dt.date | None
    ) -> Cells:
        return self._with_held(
            linked, {line.key: self.column(line, period, by).cell(unit) for line in lines}, by
        )

    def _with_held(self, linked: Links, given: Cells, by: dt.date | None) -> Cells:
        """What answers settle, then what lasts of those that say nothing, and what that settles."""
        found = settled(self.figures, linked, given)
        held = {
            key: self._held(self.figures[key], given[key], by)
            for key, cell in found.items()
            if self.figures[key].lasts and cell.state == given[key].state == "missing" and not cell.is_unread
        }
        return settled(self.figures, linked, {**given, **held}) if held else found

    def _held(self, figure: Figure, now: FigureCell, by: dt.date | None) -> FigureCell:
        """What an earlier report said of what lasts.

        A no does not last: it is only what was said last. Neither does what is said not to apply.
        """
        earlier = now.period.previous() if now.period.kind != "once" else None
        if earlier is None or earlier.last_day < self.office.horizon.first_day:
            return now
        before = self.settled_cell(figure, now.unit, earlier, by)
        if before.state == "missing":
            return now._replace(last=before.last, is_doubtful=before.is_doubtful or before.is_unread)
        if before.state == "not_applicable":
            return now
        if before.value is False:  # whatever decision about an earlier yes has ended since
            return now._replace(last=before)
        if self._has_ended(figure, before, now.period, by):
            return now._replace(is_doubtful=figure.if_absent == "unknown")
        return before._replace(carried=True)

    def _has_ended(self, figure: Figure, held: FigureCell, period: Period, by: dt.date | None) -> bool:
        """Whether the record of what lasts names an end that has come."""
        record = held.value
        if figure.valid_by is not None:
            holder = self.figures[figure.valid_by]
            record = self.settled_cell(holder, held.unit, held.period, by).value
        ends_on = record.get(ENDS_ON) if isinstance(record, Mapping) else None
        return isinstance(ends_on, dt.date) and ends_on < min(
            self.office.last_day_of(period), by or self.known_by, self.known_by
        )

    def _calendar(self, every: str) -> list[OwedReports]:
        """The lines of the reporting calendar with a frequency."""
        if every not in self._lines:
            self._lines[every] = [
                (item.owners, frozenset(o.period for o in item_occurrences(self.office, item)))
                for item in self.office.items.values()
                if item.kind == "report" and item.deadline.every == every and isinstance(item.owners, str)
            ]
        return self._lines[every]


def _of_other_forms(office: Office) -> Sequence[Figure]:
    """The figures of the newest form, for what an earlier one did not have: an indicator that came with them asks for both."""
    return office.history.last.figures if office.history.is_amended else ()
