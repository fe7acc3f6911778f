"""One figure in one period, as known by a day: what each unit's report says of it, and whether that counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

from ct58.domain.indicators.known import FigureCell
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure
from ct58.domain.records.report_index import Heads
from ct58.domain.records.reports import Report, has_arrived, is_group, own_day
from ct58.domain.records.scalars import NOT_APPLICABLE, FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import is_decided, lacks
from ct58.domain.time.period import Period


class Acceptance:
    """Whether what a report gives counts, by the way it comes, as known by a day."""

    def __init__(self, office: Office, known_by: dt.date) -> None:
        self.office = office
        self.known_by = known_by

    def counts(self, figure: Figure, report: Report, value: FigureValue, by: dt.date | None = None) -> bool:
        """Whether a figure that a report gives counts on the day.

        A rating counts by its decision, what the office itself receives by its own date, all else with
        the unit's report. `by` is an earlier day on which it must have been so: that is told by its own date,
        where it has one.
        """
        until = self.known_by if by is None else min(by, self.known_by)
        if self.is_undecided(figure, report, value, until):
            return False
        if value != NOT_APPLICABLE and is_decided(self.office.programme, figure, report, until):
            return True
        if figure.counts_by_its_own_day:
            day = own_day(value) or report.received_on
            return day is None or day <= until
        happened_on = own_day(value) if by is not None else None
        if happened_on is not None:
            return happened_on <= until and report.has_arrived_by(self.known_by)
        return report.has_arrived_by(until)

    def is_undecided(
        self, figure: Figure, report: Report, value: FigureValue, until: dt.date | None = None
    ) -> bool:
        """Whether a value lacks on a day what it counts by: its decision, or the reason of who is not rated."""
        return lacks(self.office.programme, figure, report, value, until or self.known_by) is not None


class FigureColumn:
    """Unit → cell. Nothing changes in it: it only remembers what it has looked up.

    `by` is an earlier day on which it must have been so already. `settled` is for what other answers settle of it, and what
    lasts from earlier ones; it `stands_alone` where neither can be.
    """

    def __init__(
        self, accepts: Acceptance, figure: Figure, period: Period, by: dt.date | None, *, stands_alone: bool
    ) -> None:
        self.figure, self.period, self.by = figure, period, by
        self.stands_alone = stands_alone
        self.settled: dict[str, FigureCell] = {}
        self._accepts, self._office = accepts, accepts.office
        self._known: dict[str, FigureCell] = {}
        self._may_be_unread = bool(accepts.office.unread.files)
        self._comes_with_its_report = by is None and _comes_with_its_report(figure)

    def cell(self, unit: Unit) -> FigureCell:
        """What is known of the figure of a unit; what is not (yet) known is missing."""
        found = self._known.get(unit.id)
        if found is None:
            found = self._known[unit.id] = self._read(unit)
        return found

    @cached_property
    def _heads(self) -> Heads:
        return self._office.heads_of(str(self.period))

    @cached_property
    def _reports(self) -> Mapping[str, Report]:
        return self._office.reports_of(str(self.period))

    def _read(self, unit: Unit) -> FigureCell:
        figure = self.figure
        if self._may_be_unread and self._office.are_figures_unread(unit.id, str(self.period)):
            waits = self._office.is_report_unsettled(unit.id, str(self.period))
            return FigureCell(figure.key, unit, self.period, "missing", is_unread=True, is_unsettled=waits)
        report = self._reports[unit.id] if unit.id in self._heads else None
        value = report.figures.get(figure.key) if report is not None else None
        if report is None or value is None or not self._is_said(report, value):
            return self._missing(unit, report, value)
        if value == NOT_APPLICABLE:
            return FigureCell(figure.key, unit, self.period, "not_applicable", None, report)
        return FigureCell(figure.key, unit, self.period, "given", value, report)

    def _is_said(self, report: Report, value: FigureValue) -> bool:
        """Whether a value says something, and counts."""
        if self._comes_with_its_report:
            return has_arrived(report, self._accepts.known_by) and not _says_nothing(self.figure, value)
        return not _says_nothing(self.figure, value) and self._accepts.counts(
            self.figure, report, value, self.by
        )

    def _missing(self, unit: Unit, report: Report | None, value: FigureValue) -> FigureCell:
        is_undecided = report is not None and self._accepts.is_undecided(self.figure, report, value)
        return FigureCell(
            self.figure.key,
            unit,
            self.period,
            "missing",
            None,
            report,
            undecided=value if is_undecided else None,
            is_doubtful=self.by is not None and self._is_undated(report, value),
        )

    def _is_undated(self, report: Report | None, value: FigureValue) -> bool:
        """Whether the office has received something and nobody wrote down when: perhaps it was there earlier."""
        figure = self.figure
        if report is None or value is None or not figure.counts_by_its_own_day or figure.decided_by:
            return False
        return own_day(value) is None and self._accepts.counts(figure, report, value)


def _comes_with_its_report(figure: Figure) -> bool:
    """Whether a figure counts as soon as its report has arrived: no decision, no reason and no day of its own has to do with it."""
    is_by_decision = figure.decided_by is not None and not figure.asked
    return not figure.counts_by_its_own_day and not is_by_decision and figure.type != "enum"


def _says_nothing(figure: Figure, value: FigureValue) -> bool:
    """Whether no field of a record is given."""
    return figure.type == "record" and is_group(value) and all(field is None for field in value.values())
