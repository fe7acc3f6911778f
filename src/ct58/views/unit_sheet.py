"""View of one unit: the reports it sent, what it owes or leads, and the figures it gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.known import FigureCell
from ct58.domain.records.programme import Figure
from ct58.domain.records.scalars import FigureFrequency
from ct58.domain.records.units import Unit
from ct58.domain.standing.status import Standing
from ct58.domain.time.deadlines import ONE_TIME
from ct58.domain.time.period import CALENDAR_KINDS, CalendarKind, Period, periods_between
from ct58.records import positional_record, record
from ct58.views.due import DONE
from ct58.views.reports import ReportRow, Tally, tally

SHOWN_PERIODS = 5
"""How many periods of each frequency the figures go back."""


@positional_record
class FigureLine:
    """One figure with its last values, oldest first; one cell a period of its table."""

    figure: Figure
    cells: tuple[FigureCell, ...]


@positional_record
class FigureTable:
    """The figures of one frequency over the same periods."""

    periods: tuple[Period, ...]
    lines: tuple[FigureLine, ...]


@record
class UnitSheet:
    """A unit on a day. `reports` stand newest first, `owed` without them in the programme's order."""

    unit: Unit
    reports: tuple[ReportRow, ...]
    owed: tuple[Standing, ...]
    figures: tuple[FigureTable, ...]

    @property
    def due_reports(self) -> Tally:
        """Of the reports whose periods have ended: how many are expected, have come, came in time."""
        return tally(self.reports)

    @property
    def late_times(self) -> int:
        """How many times of the work that it owes or leads are overdue."""
        return sum(standing.status == "overdue" for standing in self.owed)

    @property
    def late_reports(self) -> int:
        """How many of its reports are overdue."""
        return sum(row.standing.status == "overdue" for row in self.reports)

    @property
    def done(self) -> int:
        """How many of the things beside reports are done."""
        return sum(standing.status in DONE for standing in self.owed)


def unit_sheets(
    answers: Answers, found: Iterable[Standing], reports: Iterable[ReportRow]
) -> tuple[UnitSheet, ...]:
    """A sheet for each unit of the register, in the office's order.

    `found` are all standings of the day, `reports` the rows of all periods that have ended.
    """
    owed = _by_owner(found)
    sent: dict[str, list[ReportRow]] = {}
    for row in reports:
        sent.setdefault(row.unit.id, []).append(row)
    columns = _columns(answers)
    return tuple(
        UnitSheet(
            unit=unit,
            reports=tuple(sorted(sent.get(unit.id, ()), key=_newest_first)),
            owed=tuple(owed.get(unit.id, ())),
            figures=_figures(answers, unit, columns),
        )
        for unit in answers.office.units.values()
    )


def _by_owner(found: Iterable[Standing]) -> dict[str, list[Standing]]:
    """What each owes or leads, but for reports."""
    owed: dict[str, list[Standing]] = {}
    for standing in found:
        if standing.item.kind != "report":
            for owner in standing.owner_ids:
                owed.setdefault(owner, []).append(standing)
    return owed


def _newest_first(row: ReportRow) -> tuple[int, int]:
    first, last = row.period.sort_key()
    return -last.toordinal(), first.toordinal()


def _columns(answers: Answers) -> Mapping[FigureFrequency, tuple[Period, ...]]:
    """The last periods of each frequency that have ended by the day."""
    kinds = {figure.every for figure in answers.figures.values()}
    asked = [kind for kind in CALENDAR_KINDS if kind in kinds]
    return {
        **{kind: _ended(answers, kind)[-SHOWN_PERIODS:] for kind in asked},
        "once": (ONE_TIME,),
    }


def _ended(answers: Answers, kind: CalendarKind) -> tuple[Period, ...]:
    """The periods of the programme's time that have ended by the day; the one in which the committee's work did is the last."""
    office, horizon = answers.office, answers.office.horizon
    last_day = min(office.closed_on or horizon.last_day, horizon.last_day)
    return tuple(
        period
        for period in periods_between(kind, horizon.first_day, horizon.last_day)
        if period.first_day <= last_day and office.last_day_of(period) < answers.as_of
    )


def _figures(
    answers: Answers, unit: Unit, columns: Mapping[FigureFrequency, tuple[Period, ...]]
) -> tuple[FigureTable, ...]:
    known = sorted(answers.figures.values(), key=lambda figure: figure.number)
    concerned = [figure for figure in known if answers.concerns(figure, unit, answers.as_of)]
    tables = (
        FigureTable(periods, _lines(answers, unit, [f for f in concerned if f.every == every], periods))
        for every, periods in columns.items()
    )
    return tuple(table for table in tables if table.periods and table.lines)


def _lines(
    answers: Answers, unit: Unit, figures: Sequence[Figure], periods: Sequence[Period]
) -> tuple[FigureLine, ...]:
    """The figures of which at least one is given or owed."""
    lines = (
        FigureLine(figure, tuple(answers.cell(figure, unit, period) for period in periods))
        for figure in figures
    )
    return tuple(line for line in lines if any(_is_of_interest(answers, line.figure, c) for c in line.cells))


def _is_of_interest(answers: Answers, figure: Figure, cell: FigureCell) -> bool:
    return cell.state != "missing" or answers.is_asked(figure, cell.unit, cell.period)
