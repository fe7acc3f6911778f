"""The page of one item: what it is, the clauses that it carries out, and each of its times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ct58.domain.standing.status import Standing
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.render.screens.catalogue import deadline_text
from ct58.render.screens.parts import names
from ct58.render.site.parts import Badge, Grid, GridCell, GridColumn, LabelledFact, clause_path, unit_path
from ct58.render.site.tasks import (
    assumed_sentence,
    day_cell,
    day_key,
    done_cell,
    due_grid_cell,
    led_by,
    standing_columns,
    status_cell,
)
from ct58.render.site.timeline import mark_status, tone_of
from ct58.render.site.units import SEARCHED_FROM, standing_cells
from ct58.render.words.labels import event_line
from ct58.render.words.speech import Speech
from ct58.views.site import SiteView
from ct58.views.timeline import Lane, Mark


@positional_record
class ItemPage:
    """One item. `units` is None for what bodies lead."""

    facts: tuple[LabelledFact, ...]
    clauses: tuple[LabelledFact, ...]
    times: Grid
    units: Grid | None
    events: Grid | None
    titles: dict[str, str]
    footnote: str


_ITEM_TITLES = {
    "clauses": N_("What it carries out"),
    "times": N_("Its times"),
    "units": N_("Unit by unit"),
    "events": N_("What was recorded"),
}


def item_page(lane: Lane, view: SiteView, speech: Speech) -> ItemPage:
    """The page of an item, with all of its times."""
    standings = [standing for mark in lane.marks for standing in mark.standings]
    return ItemPage(
        facts=tuple(_about(lane, view, speech)),
        clauses=tuple(_carried_out(lane, view, speech)),
        times=_times(lane.marks, speech),
        units=_of_units(standings, speech) if lane.item.owners else None,
        events=None if lane.item.owners else _recorded(standings, speech),
        titles={key: speech.gettext(text) for key, text in _ITEM_TITLES.items()},
        footnote=assumed_sentence(speech) if lane.item.deadline.assumed else "",
    )


def item_badge(lane: Lane, speech: Speech) -> Badge | None:
    """Where an item of one time stands; one of several has no single state."""
    return Badge(mark_status(lane.marks[0], speech), tone_of(lane.marks[0])) if len(lane.marks) == 1 else None


def _about(lane: Lane, view: SiteView, speech: Speech) -> Iterator[LabelledFact]:
    """Who, until when, to whom, in which group of the appendix."""
    item, known = lane.item, dict(view.names)
    group = next((entry for entry in view.programme.groups if entry.id == item.group), None)
    said = (
        (N_("Lead"), led_by(item, view, speech)),
        (N_("With"), names(item.with_, known)),
        (N_("Deadline"), deadline_text(item.deadline, speech)),
        (N_("Submitted to"), ", ".join(speech.body(body) for body in item.submit_to)),
        (N_("Done when"), _figure_label(item.done_when, view)),
        (N_("Group"), f"{group.id}. {group.title}" if group else ""),
        (N_("Kind"), speech.item_kind(item.kind)),
    )
    return (LabelledFact(speech.gettext(label), value) for label, value in said if value)


def _figure_label(key: str | None, view: SiteView) -> str:
    """The figure whose answer settles it, as the form names it."""
    label = next((figure.label for figure in view.programme.figures if figure.key == key), key)
    return label or ""


def _carried_out(lane: Lane, view: SiteView, speech: Speech) -> Iterator[LabelledFact]:
    """The clauses and parts that the item names, each in its own words."""
    for id_ in lane.item.clauses:
        clause = view.clauses.get(id_)
        part = next((entry for entry in view.programme.parts if entry.id == id_), None)
        label = speech.say(msg(N_("Clause {id}"), id=id_))
        if clause is not None:
            yield LabelledFact(label, clause.corrected or clause.text, href=f"../{clause_path(id_)}")
        elif part is not None:
            yield LabelledFact(label, part.title)


def _times(marks: Sequence[Mark], speech: Speech) -> Grid:
    columns = (
        GridColumn(speech.gettext(N_("Occurrence")), role="main"),
        *standing_columns(speech),
    )
    rows = tuple(_time_cells(mark, speech) for mark in marks)
    return Grid(speech.gettext(N_("Its times")), columns, rows, is_small=len(rows) < SEARCHED_FROM)


def _time_cells(mark: Mark, speech: Speech) -> tuple[GridCell, ...]:
    return (
        GridCell(speech.period(mark.period), sort=day_key(mark.period.last_day)),
        due_grid_cell(mark.due, mark.item.deadline, speech),
        done_cell(mark, speech),
        status_cell(mark, speech),
    )


def _of_units(standings: Sequence[Standing], speech: Speech) -> Grid:
    """Each unit in each time, with the way to its page."""
    columns = (
        GridColumn(speech.gettext(N_("Unit")), role="main"),
        GridColumn(speech.gettext(N_("Occurrence")), filters=True),
        *standing_columns(speech),
    )
    rows = tuple(
        (GridCell(unit.label, href=f"../{unit_path(unit.id)}"), *standing_cells(standing, speech))
        for standing in standings
        if (unit := standing.obligation.unit) is not None
    )
    return Grid(speech.gettext(N_("Unit by unit")), columns, rows)


def _recorded(standings: Sequence[Standing], speech: Speech) -> Grid | None:
    """The events of what bodies lead, newest first; None where nothing was recorded."""
    seen = {id(event): event for standing in standings for event in standing.events}
    rows = tuple(
        (day_cell(event.date, speech), GridCell(event_line(event, speech).partition(" · ")[2]))
        for event in sorted(seen.values(), key=lambda event: event.date, reverse=True)
    )
    columns = (
        GridColumn(speech.gettext(N_("Day")), is_number=True),
        GridColumn(speech.gettext(N_("Event")), role="main"),
    )
    title = speech.gettext(N_("What was recorded"))
    return Grid(title, columns, rows, is_small=len(rows) < SEARCHED_FROM) if rows else None
