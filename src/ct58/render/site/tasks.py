"""The page of tasks and duties: the timeline, then every occurrence in a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ct58.i18n import N_
from ct58.records import positional_record
from ct58.render.screens.parts import ASSUMED_MARK, names
from ct58.render.site.parts import Badge, Grid, GridCell, GridColumn
from ct58.render.site.timeline import TONE_WORDS, Drawing, draw, mark_status, tone_of
from ct58.render.words.speech import Speech
from ct58.views.site import SiteView
from ct58.views.timeline import Mark


@positional_record
class TasksPage:
    """The drawing, and the same as a table."""

    timeline_title: str
    hint: str
    timeline: Drawing
    table_title: str
    table: Grid
    footnote: str


def tasks_page(view: SiteView, speech: Speech) -> TasksPage:
    """Everything that is owed but reports."""
    return TasksPage(
        timeline_title=speech.gettext(N_("Timeline")),
        hint=speech.gettext(
            N_("Each mark is one occurrence at its deadline; what it says is in the table below, too.")
        ),
        timeline=draw(view, speech),
        table_title=speech.gettext(N_("Every occurrence")),
        table=_table(view, speech),
        footnote=assumed_sentence(speech),
    )


def assumed_sentence(speech: Speech) -> str:
    """What the star beside a deadline means."""
    return speech.gettext(N_("* The document names no day; the office set the deadline."))


def _table(view: SiteView, speech: Speech) -> Grid:
    columns = (
        GridColumn(speech.gettext(N_("Id")), role="id"),
        GridColumn(speech.gettext(N_("Item")), role="main"),
        GridColumn(speech.gettext(N_("Lead")), filters=True),
        GridColumn(speech.gettext(N_("Occurrence"))),
        GridColumn(speech.gettext(N_("Deadline")), is_number=True),
        GridColumn(speech.gettext(N_("Done on")), is_number=True),
        GridColumn(speech.gettext(N_("Status")), filters=True),
    )
    return Grid(speech.gettext(N_("Tasks and duties")), columns, tuple(_rows(view, speech)))


def _rows(view: SiteView, speech: Speech) -> Iterator[tuple[GridCell, ...]]:
    for group in view.timeline:
        for lane in group.lanes:
            for mark in lane.marks:
                yield _row(mark, view, speech)


def _row(mark: Mark, view: SiteView, speech: Speech) -> tuple[GridCell, ...]:
    item = mark.item
    lead = speech.gettext(N_("each unit")) if item.owners else names(item.lead, dict(view.names))
    period = mark.period
    return (
        GridCell(item.id),
        GridCell(item.title),
        GridCell(lead),
        GridCell(speech.period(period), sort=day_key(period.last_day)),
        due_grid_cell(mark.due, speech, is_assumed=item.deadline.assumed),
        _done(mark, speech),
        status_cell(mark, speech),
    )


def _done(mark: Mark, speech: Speech) -> GridCell:
    if mark.is_owed_by_units:
        return GridCell(f"{speech.number(mark.done)}/{speech.number(mark.expected)}", sort="0")
    return day_cell(mark.standings[0].done_on, speech)


def status_cell(mark: Mark, speech: Speech) -> GridCell:
    """The status with its days, filtered by what it means, sorted by how late it is."""
    tone = tone_of(mark)
    late = max(standing.days_overdue for standing in mark.standings)
    return GridCell(
        badge=Badge(mark_status(mark, speech), tone), group=speech.gettext(TONE_WORDS[tone]), sort=str(late)
    )


def due_grid_cell(due: dt.date | None, speech: Speech, *, is_assumed: bool) -> GridCell:
    """A deadline, marked where the office set it."""
    cell = day_cell(due, speech)
    return GridCell(cell.text + ASSUMED_MARK, sort=cell.sort) if due and is_assumed else cell


def day_cell(day: dt.date | None, speech: Speech) -> GridCell:
    """A day, sorted as one; a dash where there is none."""
    return GridCell(speech.date(day), sort=day_key(day)) if day else GridCell("–", sort="0")


def day_key(day: dt.date) -> str:
    """A day as a number that sorts."""
    return f"{day:%Y%m%d}"
