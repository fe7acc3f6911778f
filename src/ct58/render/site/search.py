"""The page that lists everything, so that one search finds it: tasks, indicators, clauses, units."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.i18n import N_
from ct58.records import positional_record
from ct58.render.screens.catalogue import deadline_text, kinds_text
from ct58.render.site.parts import (
    Grid,
    GridCell,
    GridColumn,
    clause_path,
    indicator_path,
    item_path,
    unit_path,
)
from ct58.render.site.tasks import led_by
from ct58.render.words.speech import Speech
from ct58.views.site import SiteView


@positional_record
class SearchPage:
    """One table of everything."""

    table: Grid


def search_page(view: SiteView, speech: Speech) -> SearchPage:
    """Everything that has a page of its own."""
    columns = (
        GridColumn(speech.gettext(N_("Kind")), filters=True),
        GridColumn(speech.gettext(N_("Id")), role="id"),
        GridColumn(speech.gettext(N_("Title")), role="main"),
        GridColumn(speech.gettext(N_("Beside it"))),
    )
    rows = (*_items(view, speech), *_indicators(view, speech), *_clauses(view, speech), *_units(view, speech))
    return SearchPage(Grid(speech.gettext(N_("Everything")), columns, rows))


_Cells = tuple[GridCell, ...]


def _items(view: SiteView, speech: Speech) -> Iterator[_Cells]:
    for group in view.timeline:
        for lane in group.lanes:
            item = lane.item
            yield _cells(
                speech.item_kind(item.kind),
                item.id,
                item.title,
                item_path(item),
                f"{led_by(item, view, speech)} · {deadline_text(item.deadline, speech)}",
            )


def _indicators(view: SiteView, speech: Speech) -> Iterator[_Cells]:
    kind = speech.gettext(N_("indicator"))
    for entry in view.programme.indicators:
        yield _cells(kind, entry.id, entry.title, indicator_path(entry.id), entry.clause)


def _clauses(view: SiteView, speech: Speech) -> Iterator[_Cells]:
    kind = speech.gettext(N_("clause"))
    for entry in view.programme.clauses:
        yield _cells(
            kind,
            entry.id,
            entry.corrected or entry.text,
            clause_path(entry.id),
            kinds_text(entry, speech),
        )


def _units(view: SiteView, speech: Speech) -> Iterator[_Cells]:
    """Also by the other names that a unit has."""
    kind = speech.gettext(N_("unit"))
    for sheet in view.units:
        unit = sheet.unit
        others = (unit.name if unit.short_name else None, *unit.aliases, speech.unit_kind(unit.kind))
        yield _cells(
            kind, unit.id, unit.label, unit_path(unit.id), " · ".join(text for text in others if text)
        )


def _cells(kind: str, id_: str, title: str, href: str, beside: str) -> _Cells:
    return GridCell(kind), GridCell(id_), GridCell(title, href=href), GridCell(beside)
