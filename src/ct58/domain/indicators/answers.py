"""What the units have answered by a day: figure by figure, period by period, with where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ct58.domain.indicators.dependents import Cells, Links, links, settled
from ct58.domain.indicators.known import Fact, FigureCell
from ct58.domain.indicators.windows import OwedPeriod
from ct58.domain.records.measure import SetRule, members
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure
from ct58.domain.records.reports import ENDS_ON, Report, own_day
from ct58.domain.records.scalars import NOT_APPLICABLE, FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import applies_in, is_decided, lacks
from ct58.domain.standing.obligations import item_occurrences, successor
from ct58.domain.time.period import Period

OwedReports = tuple[frozenset[str], frozenset[Period]]
"""Who owes a line of the calendar, and for which periods."""


class Answers:
    """All answers of an office by a day. Nothing changes in it: it only remembers what it has looked up."""

    def __init__(self, office: Office, as_of: dt.date) -> None:
        self.office = office
        self.as_of = as_of
        self.figures: Mapping[str, Figure] = {figure.key: figure for figure in office.programme.figures}
        self.links = links(self.figures)
        self.facts: dict[tuple[object, ...], Fact] = {}
        self.slots: dict[tuple[object, ...], tuple[OwedPeriod, ...]] = {}
        self._members: dict[str | SetRule, tuple[Unit, ...]] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._lines: dict[str, list[OwedReports]] = {}
        self._families: dict[dt.date, dict[str, tuple[Unit, ...]]] = {}
        self._cells: dict[tuple[str, str, Period, dt.date | None], FigureCell] = {}
        self._settled: dict[tuple[str, str, Period, dt.date | None], Cells] = {}

    def members(self, of: str | SetRule) -> tuple[Unit, ...]:
        """The units that a measure's set means, whenever they existed."""
        if of not in self._members:
            definition = self.office.programme.sets[of] if isinstance(of, str) else of
            self._members[of] = members(definition, self.office.units.values())
        return self._members[of]

    def families(self, day: dt.date) -> Mapping[str, tuple[Unit, ...]]:
        """For each unit for which figures count on a day: itself, and those that were merged into it."""
        if day not in self._families:
            found: dict[str, list[Unit]] = {}
            for unit in self.office.units.values():
                found.setdefault(successor(self.office, unit.id, day), []).append(unit)
            self._families[day] = {holder: tuple(units) for holder, units in found.items()}
        return self._families[day]

    def concerns(self, figure: Figure, unit: Unit) -> bool:
        """Whether a figure is about a unit at all."""
        return unit.id in self._ids(figure.units)

    def is_asked(self, figure: Figure, unit: Unit, period: Period) -> bool:
        """Whether the unit owes the figure in the period.

        The period must be one of the figure's, the unit must exist on its last day, and the reporting
        calendar must ask for it; where no line of the calendar fits, the figure speaks for itself.
        """
        if not self.concerns(figure, unit) or not applies_in(figure, period):
            return False
        if figure.every == "once":
            return True
        lines = [periods for owing, periods in self._calendar(figure.every) if unit.id in owing]
        is_in_calendar = not lines or any(period in periods for periods in lines)
        return is_in_calendar and unit.is_valid_on(period.last_day)

    def cell(self, figure: Figure, unit: Unit, period: Period, by: dt.date | None = None) -> FigureCell:
        """What is known of a figure on the day; what is not (yet) known is missing.

        `by` is an earlier day on which it must have been so already.
        """
        key = (figure.key, unit.id, period, by)
        if key not in self._cells:
            self._cells[key] = self._read(figure, unit, period, by)
        return self._cells[key]

    def settled_cell(
        self, figure: Figure, unit: Unit, period: Period, by: dt.date | None = None
    ) -> FigureCell:
        """The same, with what other answers of the report settle, and what lasts from earlier ones."""
        linked = self.links.get(figure.key)
        if linked is None:
            now = self.cell(figure, unit, period, by)
            return self._held(figure, now, by) if figure.lasts and now.state == "missing" else now
        key = (linked.keys[0], unit.id, period, by)
        if key not in self._settled:
            concerned = [
                self.figures[name] for name in linked.keys if self.concerns(self.figures[name], unit)
            ]
            given = {line.key: self.cell(line, unit, period, by) for line in concerned}
            self._settled[key] = self._with_held(linked, given, by)
        return self._settled[key][figure.key]

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
        if self._has_ended(figure, before, now.period, by):
            return now._replace(is_doubtful=figure.if_absent == "unknown")
        return now._replace(last=before) if before.value is False else before._replace(carried=True)

    def _has_ended(self, figure: Figure, held: FigureCell, period: Period, by: dt.date | None) -> bool:
        """Whether the record of what lasts names an end that has come."""
        record = held.value
        if figure.valid_by is not None:
            holder = self.figures[figure.valid_by]
            record = self.settled_cell(holder, held.unit, held.period, by).value
        ends_on = record.get(ENDS_ON) if isinstance(record, Mapping) else None
        return isinstance(ends_on, dt.date) and ends_on < min(period.last_day, by or self.as_of, self.as_of)

    def _read(self, figure: Figure, unit: Unit, period: Period, by: dt.date | None) -> FigureCell:
        if self.office.unread.files and self.office.are_figures_unread(unit.id, str(period)):
            return FigureCell(figure.key, unit, period, "missing", is_unread=True)
        report = self.office.reports.get((unit.id, str(period)))
        value = report.figures.get(figure.key) if report is not None else None
        if (
            report is None
            or value is None
            or _says_nothing(figure, value)
            or not self.counts(figure, report, value, by)
        ):
            undecided = value if report and self.is_undecided(figure, report, value) else None
            missing = FigureCell(figure.key, unit, period, "missing", None, report, undecided=undecided)
            return missing._replace(is_doubtful=self._is_undated(figure, report, value)) if by else missing
        if value == NOT_APPLICABLE:
            return FigureCell(figure.key, unit, period, "not_applicable", None, report)
        return FigureCell(figure.key, unit, period, "given", value, report)

    def _is_undated(self, figure: Figure, report: Report | None, value: FigureValue) -> bool:
        """Whether the office has received something and nobody wrote down when: perhaps it was there earlier."""
        if report is None or value is None or not figure.counts_by_its_own_day or figure.decided_by:
            return False
        return own_day(value) is None and self.counts(figure, report, value)

    def counts(self, figure: Figure, report: Report, value: FigureValue, by: dt.date | None = None) -> bool:
        """Whether a figure that a report gives counts on the day, by the way it comes.

        A rating counts by its decision, what the office itself receives by its own date, all else with
        the unit's report. `by` is an earlier day on which it must have been so: that is told by its own date,
        where it has one.
        """
        until = self.as_of if by is None else min(by, self.as_of)
        if self.is_undecided(figure, report, value, until):
            return False
        if value != NOT_APPLICABLE and is_decided(self.office.programme, figure, report, until):
            return True
        if figure.counts_by_its_own_day:
            day = own_day(value) or report.received_on
            return day is None or day <= until
        happened_on = own_day(value) if by is not None else None
        if happened_on is not None:
            return happened_on <= until and report.has_arrived_by(self.as_of)
        return report.has_arrived_by(until)

    def is_undecided(
        self, figure: Figure, report: Report, value: FigureValue, until: dt.date | None = None
    ) -> bool:
        """Whether a value lacks on a day what it counts by: its decision, or the reason of who is not rated."""
        return lacks(self.office.programme, figure, report, value, until or self.as_of) is not None

    def _ids(self, name: str) -> frozenset[str]:
        """The ids of a named set."""
        if name not in self._names:
            self._names[name] = frozenset(unit.id for unit in self.members(name))
        return self._names[name]

    def _calendar(self, every: str) -> list[OwedReports]:
        """The lines of the reporting calendar with a frequency."""
        if every not in self._lines:
            self._lines[every] = [
                (self._ids(item.owners), frozenset(o.period for o in item_occurrences(self.office, item)))
                for item in self.office.items.values()
                if item.kind == "report" and item.deadline.every == every and item.owners is not None
            ]
        return self._lines[every]


def _says_nothing(figure: Figure, value: FigureValue) -> bool:
    """Whether no field of a record is given."""
    return (
        figure.type == "record"
        and isinstance(value, Mapping)
        and all(field is None for field in value.values())
    )
