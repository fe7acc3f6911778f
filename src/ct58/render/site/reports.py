"""The page of reports: how complete each period is, then who sent what, unit by unit and period by period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.render.site.parts import Badge, Bar, Grid, GridCell, GridColumn, bar, number_key, unit_path
from ct58.render.words.labels import rate_note
from ct58.render.words.speech import Speech
from ct58.views.reports import CalendarLine, ReportRow, ReportsView, Tally
from ct58.views.site import SiteView
from ct58.views.unit_sheet import UnitSheet
from ct58.views.vocabularies import WAITING, Tone, WordAndTone

Arrival = Literal["on_time", "late", "missing", "unreadable", "waiting", "open"]
ARRIVALS: Mapping[Arrival, WordAndTone] = {
    "on_time": WordAndTone(N_("sent in time"), "good"),
    "late": WordAndTone(N_("sent late"), "late"),
    "missing": WordAndTone(N_("not sent, overdue"), "bad"),
    "unreadable": WordAndTone(N_("cannot be read"), "check"),
    "waiting": WordAndTone(WAITING, "check"),
    "open": WordAndTone(N_("not sent, still in time"), "open"),
}


@positional_record
class MatrixCell:
    """One report in the matrix; None where the unit owes none."""

    tone: Tone
    text: str


@positional_record
class MatrixRow:
    """One unit over all periods."""

    name: str
    href: str
    cells: tuple[MatrixCell | None, ...]


@positional_record
class Matrix:
    """Units by periods. `columns` are short names with the whole name beside."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]
    legend: tuple[Badge, ...]


@positional_record
class ReportsPage:
    """The counts of each period, then the matrix."""

    table: Grid
    matrix: Matrix | None
    titles: dict[str, str]


def reports_site_page(view: SiteView, speech: Speech) -> ReportsPage:
    """Everything about the reports of the periods that have ended."""
    return ReportsPage(
        table=_table(view, speech),
        matrix=_matrix(view, speech) if view.reports else None,
        titles={
            "periods": speech.gettext(N_("Period by period")),
            "matrix": speech.gettext(N_("Unit by unit")),
            "rate_note": rate_note(view.as_of, speech),
            "none": speech.gettext(N_("No reporting period has ended yet.")),
        },
    )


def arrival(row: ReportRow) -> Arrival:
    """Whether a report came, and in time."""
    if row.has_arrived:
        return "on_time" if row.is_on_time else "late"
    if row.state == "unreadable":
        return "waiting" if row.standing.is_unsettled else "unreadable"
    return "missing" if row.days_late > 0 else "open"


def arrival_bar(rows: Iterable[ReportRow], speech: Speech) -> Bar:
    """How many came in time, late, not yet; in words as well."""
    found = [arrival(row) for row in rows]
    parts = [(found.count(kind), kind) for kind in ARRIVALS if kind in found]
    text = ", ".join(f"{speech.gettext(ARRIVALS[kind].word)} {speech.number(count)}" for count, kind in parts)
    return bar([(count, ARRIVALS[kind].tone) for count, kind in parts], text)


def arrival_legend(reports: Iterable[ReportsView], speech: Speech) -> tuple[Badge, ...]:
    """The signs that occur, with their words."""
    used = {arrival(row) for report in reports for row in report.rows}
    return tuple(
        Badge(speech.gettext(shown.word), shown.tone) for kind, shown in ARRIVALS.items() if kind in used
    )


def _table(view: SiteView, speech: Speech) -> Grid:
    columns = (
        GridColumn(speech.gettext(N_("Period")), role="main"),
        GridColumn(speech.gettext(N_("Report"))),
        GridColumn(speech.gettext(N_("Deadline")), is_number=True),
        GridColumn(speech.gettext(N_("Received")), is_number=True),
        GridColumn(speech.gettext(N_("Rate")), is_number=True),
        GridColumn(speech.gettext(N_("In time")), is_number=True),
        GridColumn(speech.gettext(N_("Shares")), role="wide"),
    )
    rows = [_line(period.period, line, speech) for period in reversed(view.reports) for line in period.lines]
    return Grid(speech.gettext(N_("Reports, newest period first")), columns, tuple(rows), is_small=True)


def _line(period: Period, line: CalendarLine, speech: Speech) -> tuple[GridCell, ...]:
    counts: Tally = line.tally
    return (
        GridCell(speech.period(period), sort=f"{period.last_day:%Y%m%d}"),
        GridCell(line.item.title),
        GridCell(speech.date(line.due), sort=f"{line.due:%Y%m%d}") if line.due else GridCell("–"),
        GridCell(f"{speech.number(counts.actual)}/{speech.number(counts.expected)}", sort=str(counts.actual)),
        GridCell(speech.percent(counts.rate), sort=number_key(counts.rate)),
        GridCell(speech.percent(counts.rate_on_time), sort=number_key(counts.rate_on_time)),
        GridCell(bar=arrival_bar(line.rows, speech), sort=number_key(counts.rate_on_time)),
    )


def _matrix(view: SiteView, speech: Speech) -> Matrix:
    periods = [report.period for report in view.reports]
    sheets = [sheet for sheet in view.units if sheet.reports]
    return Matrix(
        columns=tuple((short_period(period), speech.period(period)) for period in periods),
        rows=tuple(_matrix_row(sheet, periods, speech) for sheet in sheets),
        legend=arrival_legend(view.reports, speech),
    )


def short_period(period: Period) -> str:
    """`Q2/21`, `2021`: what fits a narrow column."""
    if period.kind in ("quarter", "month"):
        letter = "Q" if period.kind == "quarter" else "T"
        return f"{letter}{period.number}/{period.year % 100:02d}"
    return str(period)


def _matrix_row(sheet: UnitSheet, periods: Sequence[Period], speech: Speech) -> MatrixRow:
    rows = {row.period: row for row in sheet.reports}
    cells = (_matrix_cell(rows[period], speech) if period in rows else None for period in periods)
    return MatrixRow(_name(sheet.unit), unit_path(sheet.unit.id), tuple(cells))


def _name(unit: Unit) -> str:
    return unit.label


def _matrix_cell(row: ReportRow, speech: Speech) -> MatrixCell:
    kind = arrival(row)
    return MatrixCell(ARRIVALS[kind].tone, f"{speech.period(row.period)}: {report_text(row, speech)}")


def report_text(row: ReportRow, speech: Speech) -> str:
    """`sent late, 07/7/2021, 2 days`."""
    return ", ".join(_report_words(row, speech))


def _report_words(row: ReportRow, speech: Speech) -> Iterator[str]:
    yield speech.gettext(ARRIVALS[arrival(row)].word)
    if row.has_arrived and row.received_on:
        yield speech.date(row.received_on)
    if row.days_late:
        yield speech.days(row.days_late)
    if not row.has_arrived and row.promised_until:
        yield speech.say(msg(N_("promised for {day}"), day=row.promised_until))
