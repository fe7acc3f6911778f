"""The list of units, and the page of one: its reports, what it owes or leads, its figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from ct58.domain.indicators.known import FigureCell as Known
from ct58.domain.records.programme import Figure
from ct58.domain.records.scalars import NOT_APPLICABLE, FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.standing.status import Standing
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.render.site.parts import Badge, Grid, GridCell, GridColumn, LabelledFact, item_path, unit_path
from ct58.render.site.reports import (
    ARRIVALS,
    arrival,
    arrival_bar,
)
from ct58.render.site.tasks import (
    assumed_sentence,
    day_cell,
    day_key,
    done_day_cell,
    due_grid_cell,
    standing_columns,
)
from ct58.render.site.timeline import TONE_WORDS
from ct58.render.words.changes import attribute_change_text
from ct58.render.words.labels import (
    rate_note,
    reason_of,
    report_state_text,
    short_text,
    shown_as,
    status_text,
    undecided_words,
)
from ct58.render.words.speech import Speech
from ct58.views.reports import ReportRow
from ct58.views.site import SiteView
from ct58.views.unit_sheet import FigureTable, UnitSheet
from ct58.views.vocabularies import Tone

# ----------------------------------------------------------------------- list


@positional_record
class UnitsPage:
    """All units of the register."""

    table: Grid
    rate_note: str


def units_page(view: SiteView, speech: Speech) -> UnitsPage:
    """One row a unit, in the office's order."""
    columns = (
        GridColumn(speech.gettext(N_("No.")), is_number=True, role="id"),
        GridColumn(speech.gettext(N_("Unit")), role="main"),
        GridColumn(speech.gettext(N_("Kind of unit")), filters=True),
        GridColumn(speech.gettext(N_("Last report")), filters=True),
        GridColumn(speech.gettext(N_("Overdue")), is_number=True),
        GridColumn(speech.gettext(N_("Reports")), is_number=True),
        GridColumn(speech.gettext(N_("In time")), is_number=True),
        GridColumn(speech.gettext(N_("Shares")), role="wide"),
    )
    rows = tuple(_row(number, sheet, view.as_of, speech) for number, sheet in enumerate(view.units, start=1))
    table = Grid(speech.gettext(N_("Units")), columns, rows)
    return UnitsPage(table, rate_note(view.as_of, speech))


def _row(number: int, sheet: UnitSheet, as_of: dt.date, speech: Speech) -> tuple[GridCell, ...]:
    return (
        GridCell(str(number)),
        GridCell(sheet.unit.label, href=unit_path(sheet.unit.id), note=_ended(sheet.unit, as_of, speech)),
        GridCell(speech.unit_kind(sheet.unit.kind)),
        _last_report(sheet, speech),
        GridCell(str(sheet.late_times + sheet.late_reports)),
        *_arrivals(sheet, speech),
    )


def _arrivals(sheet: UnitSheet, speech: Speech) -> tuple[GridCell, ...]:
    """How many reports came, and in time; empty where none is asked for."""
    if not sheet.reports:
        return (GridCell(sort="-1"),) * 3
    counts = sheet.due_reports
    on_time = str(counts.rate_on_time or 0)
    return (
        GridCell(f"{counts.actual}/{counts.expected}", sort=str(counts.actual)),
        GridCell(speech.percent(counts.rate_on_time), sort=on_time),
        GridCell(bar=arrival_bar(sheet.reports, speech), sort=on_time),
    )


def _ended(unit: Unit, as_of: dt.date, speech: Speech) -> str:
    """A unit that no longer exists says so."""
    if unit.valid_to is None or as_of <= unit.valid_to:
        return ""
    return speech.say(msg(N_("until {day}"), day=unit.valid_to))


def _last_report(sheet: UnitSheet, speech: Speech) -> GridCell:
    if not sheet.reports:
        return GridCell()
    kind = arrival(sheet.reports[0])
    word = speech.gettext(ARRIVALS[kind].word)
    return GridCell(badge=Badge(word, ARRIVALS[kind].tone), group=word)


# ------------------------------------------------------------------- one unit


@positional_record
class UnitPage:
    """One unit; each table is None where there is nothing to show."""

    facts: tuple[LabelledFact, ...]
    reports: Grid | None
    owed: Grid | None
    figures: tuple[Grid, ...]
    titles: dict[str, str]
    footnote: str


def unit_page(sheet: UnitSheet, view: SiteView, speech: Speech) -> UnitPage:
    """Reports newest first, what it owes with what is late first, the last figures."""
    return UnitPage(
        facts=tuple(_facts(sheet, view, speech)),
        reports=_reports(sheet, speech) if sheet.reports else None,
        owed=_owed(sheet, speech) if sheet.owed else None,
        figures=tuple(_figures(table, speech) for table in sheet.figures),
        titles={
            "reports": speech.gettext(N_("Reports")),
            "owed": speech.gettext(N_("What it owes or leads")),
            "figures": speech.gettext(N_("Figures")),
            "figures_hint": speech.gettext(
                N_("As reported. A dash: not given; an empty place: not asked or not yet known.")
            ),
        },
        footnote=assumed_sentence(speech) if any(s.item.deadline.assumed for s in sheet.owed) else "",
    )


def unit_subtitle(unit: Unit, speech: Speech) -> str:
    """`cơ quan · đảng bộ cơ sở`."""
    parts = [speech.unit_kind(unit.kind)]
    if unit.organisation:
        parts.append(speech.organisation(unit.organisation))
    if unit.short_name:
        parts.append(unit.name)
    return " · ".join(parts)


def _facts(sheet: UnitSheet, view: SiteView, speech: Speech) -> Iterator[LabelledFact]:
    counts = sheet.due_reports
    if sheet.reports:
        yield LabelledFact(
            speech.gettext(N_("Reports received")),
            f"{counts.actual}/{counts.expected}",
            speech.say(msg(N_("in time {rate}"), rate=speech.percent(counts.rate_on_time))),
            bar=arrival_bar(sheet.reports, speech),
        )
    late = sheet.late_times + sheet.late_reports
    note = msg(
        N_("{times} times of duties, {reports} reports"), times=sheet.late_times, reports=sheet.late_reports
    )
    tone: Tone = "bad" if late else "good"
    yield LabelledFact(speech.gettext(N_("Overdue")), str(late), speech.say(note), tone=tone)
    if sheet.owed:
        yield LabelledFact(
            speech.gettext(N_("Tasks and duties done")),
            f"{sheet.done}/{len(sheet.owed)}",
            speech.gettext(N_("times, of all years")),
        )
    yield LabelledFact(
        speech.gettext(N_("Exists")),
        _validity(sheet.unit, speech),
        _merged(sheet.unit, view, speech),
        size="small",
    )
    if sheet.unit.changes:
        changes = (attribute_change_text(change, speech) for change in sheet.unit.changes)
        yield LabelledFact(speech.gettext(N_("Over time")), "; ".join(changes), size="small")


def _validity(unit: Unit, speech: Speech) -> str:
    if unit.valid_from is None and unit.valid_to is None:
        return "–"
    if unit.valid_to is None:
        return speech.say(msg(N_("since {day}"), day=unit.valid_from))
    until = speech.say(msg(N_("until {day}"), day=unit.valid_to))
    return f"{speech.date(unit.valid_from)} – {speech.date(unit.valid_to)}" if unit.valid_from else until


def _merged(unit: Unit, view: SiteView, speech: Speech) -> str:
    if unit.merged_into is None:
        return ""
    return speech.say(msg(N_("merged into {unit}"), unit=view.names.get(unit.merged_into, unit.merged_into)))


def _reports(sheet: UnitSheet, speech: Speech) -> Grid:
    columns = (
        GridColumn(speech.gettext(N_("Period")), role="main"),
        GridColumn(speech.gettext(N_("Deadline")), is_number=True),
        GridColumn(speech.gettext(N_("Received")), is_number=True),
        GridColumn(speech.gettext(N_("Arrival"))),
        GridColumn(speech.gettext(N_("Figures"))),
    )
    rows = tuple(_report_row(row, speech) for row in sheet.reports)
    return Grid(speech.gettext(N_("Reports, newest period first")), columns, rows, is_small=True)


def _report_row(row: ReportRow, speech: Speech) -> tuple[GridCell, ...]:
    kind = arrival(row)
    late = f" {speech.days(row.days_late)}" if row.days_late else ""
    return (
        GridCell(speech.period(row.period), sort=day_key(row.period.last_day)),
        day_cell(row.due, speech),
        day_cell(row.received_on, speech),
        GridCell(badge=Badge(f"{speech.gettext(ARRIVALS[kind].word)}{late}", ARRIVALS[kind].tone)),
        GridCell(_content(row, speech)),
    )


def _content(row: ReportRow, speech: Speech) -> str:
    """What the report holds: `đã nhận · chính thức`."""
    if row.state == "missing":
        return "–"
    said = report_state_text(row, speech)
    return f"{said} · {speech.quality(row.quality)}" if row.quality else said


def _owed(sheet: UnitSheet, speech: Speech) -> Grid:
    columns = (
        GridColumn(speech.gettext(N_("Id")), role="id"),
        GridColumn(speech.gettext(N_("Item")), role="main"),
        GridColumn(speech.gettext(N_("Occurrence"))),
        *standing_columns(speech),
    )
    rows = tuple(_owed_row(standing, speech) for standing in sorted(sheet.owed, key=_urgency))
    return Grid(
        speech.gettext(N_("What it owes or leads")), columns, rows, is_small=len(rows) < SEARCHED_FROM
    )


SEARCHED_FROM = 12
"""From how many rows on a table can be searched."""
_RANK = ("overdue", "due_soon", "in_progress", "ongoing", "not_started")


def _urgency(standing: Standing) -> tuple[int, int]:
    """What is late first, then what is open by its day, then what is done, the latest first."""
    day = (standing.due or dt.date.max).toordinal()
    if standing.status in _RANK:
        return _RANK.index(standing.status), day
    return len(_RANK), -day


def _owed_row(standing: Standing, speech: Speech) -> tuple[GridCell, ...]:
    item = standing.item
    return (
        GridCell(item.id),
        GridCell(item.title, href=f"../{item_path(item)}"),
        *standing_cells(standing, speech),
    )


def standing_cells(standing: Standing, speech: Speech) -> tuple[GridCell, ...]:
    """Occurrence, deadline, day on which it was done, and status of one obligation."""
    period = standing.obligation.occurrence.period
    tone: Tone = (
        "check" if standing.needs_verification and standing.status == "overdue" else shown_as(standing).tone
    )
    return (
        GridCell(speech.period(period), sort=day_key(period.last_day)),
        due_grid_cell(standing.due, standing.item.deadline, speech),
        done_day_cell(standing, speech),
        GridCell(
            badge=Badge(status_text(standing, speech), tone),
            group=speech.gettext(TONE_WORDS[tone]),
            sort=str(standing.days_overdue),
        ),
    )


def _figures(table: FigureTable, speech: Speech) -> Grid:
    columns = (
        GridColumn(speech.gettext(N_("No.")), is_number=True, role="id"),
        GridColumn(speech.gettext(N_("Figure")), role="main"),
        *(GridColumn(speech.period(period), is_number=True) for period in table.periods),
    )
    rows = tuple(
        (
            GridCell(str(line.figure.number)),
            GridCell(line.figure.label, note=line.figure.unit or ""),
            *(_value(line.figure, cell, speech) for cell in line.cells),
        )
        for line in table.lines
    )
    caption = msg(N_("Figures, by {frequency}"), frequency=speech.frequency(table.lines[0].figure.every))
    return Grid(speech.say(caption), columns, rows, is_small=True)


def _value(figure: Figure, cell: Known, speech: Speech) -> GridCell:
    """A value as reported; empty where the report is not there."""
    if cell.state == "not_applicable":
        return GridCell(short_text(figure, NOT_APPLICABLE, speech), note=reason_of(cell) or "")
    if cell.undecided is not None:
        return GridCell(
            short_text(figure, cell.undecided, speech), note=undecided_words(cell.undecided, speech)
        )
    if cell.is_unread:
        return GridCell(speech.report_state("unreadable", is_unsettled=cell.is_unsettled))
    if cell.state == "missing":
        return GridCell("" if cell.report is None else "–")
    return GridCell(
        short_text(figure, cell.value, speech), note=reason_of(cell) or "", sort=_number(cell.value)
    )


def _number(value: FigureValue) -> str:
    """A number as scripts read it, however it is shown."""
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else ""
