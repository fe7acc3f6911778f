"""View of one unit's report of one period, read back: each figure beside the period before, and how it came."""

from __future__ import annotations

import datetime as dt

from ct58.domain.planning.second_look import previous_report
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.places import report_file
from ct58.domain.records.programme import Figure
from ct58.domain.records.reports import TYPED_IN, Report
from ct58.domain.records.scalars import UNSAID, FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import asked_figures, report_item
from ct58.domain.standing.occurrences import Obligation, item_occurrences
from ct58.domain.standing.status import Standing, standing
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.views.changes import FigureOrigin


@record
class ReadFigure:
    """A line of the form as a report answers it; `is_there` is false where the report has no such key at all."""

    figure: Figure
    value: FigureValue
    last: FigureValue
    is_there: bool
    reason: str | None
    line: int


@record
class ReportReading:
    """A report on a day; `report` is None where none has come, `standing` where it is not owed.

    `counted_in` is, of a unit that was merged inside the period, who has its figures in its report: the unit itself or its
    successor; None where that is not asked or not said. `origins` are the revisions that gave the figures their values, as
    far as there is a history of the data.
    """

    unit: Unit
    period: Period
    as_of: dt.date
    item: Item | None
    standing: Standing | None
    report: Report | None
    figures: tuple[ReadFigure, ...]
    file: str
    line: int
    counted_in: Unit | None = None
    origins: tuple[FigureOrigin, ...] | None = None

    @property
    def is_typed_in(self) -> bool:
        """Whether somebody has typed its figures in."""
        return self.report is not None and self.report.state in TYPED_IN

    @property
    def given(self) -> tuple[ReadFigure, ...]:
        """The figures with an answer."""
        return tuple(read for read in self.figures if read.value is not None)

    @property
    def not_given(self) -> tuple[ReadFigure, ...]:
        """Those that the report does not give."""
        return tuple(read for read in self.figures if read.value is None and read.is_there)

    @property
    def not_typed(self) -> tuple[ReadFigure, ...]:
        """Those of which it is not known whether the report gives them."""
        return tuple(read for read in self.figures if not read.is_there)


def reading_view(office: Office, unit: Unit, period: Period, as_of: dt.date) -> ReportReading:
    """What is recorded of a unit's report by a day."""
    report = office.reports.get((unit.id, str(period)))
    if report is not None and report.received_on is not None and report.received_on > as_of:
        report = None
    item = report_item(office, unit, period)
    file = report_file(unit.id, period)
    return ReportReading(
        unit=unit,
        period=period,
        as_of=as_of,
        item=item,
        standing=_standing(office, item, unit, period, as_of),
        report=report,
        figures=_figures(office, unit, period, report, file),
        file=file,
        line=office.line(file),
        counted_in=_counted_in(office, unit, report),
    )


def _counted_in(office: Office, unit: Unit, report: Report | None) -> Unit | None:
    if report is None or report.counted_in == UNSAID or not office.ended_inside(unit, report.period):
        return None
    return office.units.get(report.counted_in) if report.counted_in else unit


def _standing(
    office: Office, item: Item | None, unit: Unit, period: Period, as_of: dt.date
) -> Standing | None:
    is_owed = period.kind == "once" or unit.is_valid_on(office.last_day_of(period))
    if item is None or not is_owed:
        return None
    occurrence = next(o for o in item_occurrences(office, item) if o.period == period)
    return standing(office, Obligation(item, occurrence, unit), as_of)


def _figures(
    office: Office, unit: Unit, period: Period, report: Report | None, file: str
) -> tuple[ReadFigure, ...]:
    """What the unit is asked, and what it says besides, by printed number."""
    said = report.figures if report else {}
    before = previous_report(office, unit, period)
    asked = {figure.key for figure in asked_figures(office, unit, period)}
    return tuple(
        ReadFigure(
            figure=figure,
            value=said.get(figure.key),
            last=before.figures.get(figure.key) if before else None,
            is_there=figure.key in said,
            reason=report.reasons.get(figure.key) if report else None,
            line=office.line(file, ("figures", figure.key)),
        )
        for figure in sorted(office.figures_of(period).values(), key=lambda line: line.number)
        if figure.key in asked or figure.key in said
    )
