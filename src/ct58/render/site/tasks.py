"""The page of tasks and duties: the timeline, then every occurrence in a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ct58.domain.records.items import Item
from ct58.domain.standing.status import Standing
from ct58.domain.time.deadlines import DeadlineRule
from ct58.i18n import N_
from ct58.records import positional_record
from ct58.render.screens.parts import names
from ct58.render.site.parts import Badge, Grid, GridCell, GridColumn, item_path
from ct58.render.site.timeline import TONE_WORDS, Drawing, draw, mark_status, tone_of
from ct58.render.words.labels import ASSUMED_MARK, NOT_KNOWN, done_on_text
from ct58.render.words.speech import Speech, sourced
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
        *standing_columns(speech),
    )
    return Grid(speech.gettext(N_("Tasks and duties")), columns, tuple(_rows(view, speech)))


def _rows(view: SiteView, speech: Speech) -> Iterator[tuple[GridCell, ...]]:
    for group in view.timeline:
        for lane in group.lanes:
            for mark in lane.marks:
                yield _row(mark, view, speech)


def _row(mark: Mark, view: SiteView, speech: Speech) -> tuple[GridCell, ...]:
    item = mark.item
    period = mark.period
    return (
        GridCell(item.id),
        GridCell(sourced(item.title, item.source, speech), href=item_path(item)),
        GridCell(led_by(item, view, speech)),
        GridCell(speech.period(period), sort=day_key(period.last_day)),
        due_grid_cell(mark.due, item.deadline, speech),
        done_cell(mark, speech),
        status_cell(mark, speech),
    )


def standing_columns(speech: Speech) -> tuple[GridColumn, ...]:
    """Where an occurrence stands: until when, done when, its status."""
    return (
        GridColumn(speech.gettext(N_("Deadline")), is_number=True),
        GridColumn(speech.gettext(N_("Done on")), is_number=True),
        GridColumn(speech.gettext(N_("Status")), filters=True),
    )


def led_by(item: Item, view: SiteView, speech: Speech) -> str:
    """Who leads it, or that each unit owes it."""
    return speech.gettext(N_("each unit")) if item.owners else names(item.lead, dict(view.names))


def done_cell(mark: Mark, speech: Speech) -> GridCell:
    """The day on which it was done; of what each unit owes how many have done it."""
    if mark.is_owed_by_units:
        return GridCell(f"{speech.number(mark.done)}/{speech.number(mark.expected)}")
    return done_day_cell(mark.standings[0], speech)


def status_cell(mark: Mark, speech: Speech) -> GridCell:
    """The status with its days, filtered by what it means, sorted by how late it is."""
    tone = tone_of(mark)
    late = max(standing.days_overdue for standing in mark.standings)
    return GridCell(
        badge=Badge(mark_status(mark, speech), tone), group=speech.gettext(TONE_WORDS[tone]), sort=str(late)
    )


def due_grid_cell(due: dt.date | None, rule: DeadlineRule, speech: Speech) -> GridCell:
    """A deadline, marked where the office set it; that it is not known yet, where it hangs on what has not happened."""
    if due is None and rule.after is not None:
        return GridCell(speech.gettext(NOT_KNOWN))
    cell = day_cell(due, speech)
    return GridCell(cell.text + ASSUMED_MARK, sort=cell.sort) if due and rule.assumed else cell


def done_day_cell(standing: Standing, speech: Speech) -> GridCell:
    """The day on which something was done; both where two are told of it."""
    cell = day_cell(standing.done_on, speech)
    return GridCell(done_on_text(standing, speech), sort=cell.sort) if standing.contested else cell


def day_cell(day: dt.date | None, speech: Speech) -> GridCell:
    """A day, sorted as one; a dash where there is none."""
    return GridCell(speech.date(day), sort=day_key(day)) if day else GridCell("–")


def day_key(day: dt.date) -> str:
    """A day as a number that sorts."""
    return f"{day:%Y%m%d}"
