"""Of many changes those that concern one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ct58.domain.changes.model import (
    AmendmentChange,
    Change,
    EventChange,
    FileChange,
    ItemChange,
    ReportChange,
    Unreadable,
)
from ct58.domain.records.editions import named_by, relatives
from ct58.domain.records.measure import Indicator
from ct58.domain.records.office import Office
from ct58.domain.records.places import (
    AMENDMENTS_FOLDER,
    ITEMS_FOLDER,
    PROGRAMME_FILE,
    UNITS_FOLDER,
    place_of,
    unit_folder,
)
from ct58.domain.records.programme import Figure
from ct58.domain.records.search import Thing
from ct58.records import record

_PROGRAMME = (PROGRAMME_FILE, AMENDMENTS_FOLDER)
"""Where the programme and what amended it stand."""


@record
class Interest:
    """What somebody asks about: paths of the data, and what of the changes in them is meant.

    With `id` only what speaks of it, of it by one of its `former` ids, or of its `relatives`: what it took the place of, and
    what took its place. `figures` are those that feed it, and
    their changes are meant, too.
    """

    paths: tuple[str, ...] = ()
    id: str | None = None
    figures: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()

    @property
    def ids(self) -> frozenset[str]:
        """All ids that are meant."""
        return frozenset({*((self.id,) if self.id else ()), *self.former, *self.relatives})

    def wants(self, file: str) -> bool:
        """Whether a file can say anything about it."""
        if self.id is None:
            return True
        place = place_of(file)
        if place is None:
            return False
        if place.item is not None:
            return place.item == self.id or place.item in self.relatives
        return place.unit is None or place.kind == ("report" if self.figures else "unit_events")

    def of(self, changes: Iterable[Change]) -> Iterator[Change]:
        """The changes that are meant, each with only what is meant of it."""
        for change in changes:
            found = change if self.id is None else self._part(change, self.ids)
            if found is not None:
                yield found

    def _part(self, change: Change, ids: frozenset[str]) -> Change | None:
        if isinstance(change, EventChange | ItemChange):
            return change if change.item in ids else None
        if isinstance(change, FileChange):
            fields = tuple(field for field in change.fields if not ids.isdisjoint(field.path))
            return replace(change, fields=fields) if fields else None
        if isinstance(change, AmendmentChange):
            return change if ids & named_by(change.amendment) else None
        if isinstance(change, ReportChange):
            figures = tuple(field for field in change.figures if field.path[0] in self.figures)
            return replace(change, figures=figures, fields=()) if figures else None
        return change if isinstance(change, Unreadable) else None  # nobody knows that it says nothing of it


def interest_in(office: Office, thing: Thing) -> Interest:
    """Where the history of a thing stands."""
    if thing.kind == "unit":
        return Interest(paths=(unit_folder(thing.id),))
    if isinstance(thing.record, Indicator):
        from ct58.domain.indicators.needs import measure_keys, measures_of

        keys = {key for measure in measures_of(thing.record) for key in measure_keys(measure)}
        return Interest(paths=(*_PROGRAMME, UNITS_FOLDER), id=thing.id, figures=frozenset(keys))
    if isinstance(thing.record, Figure):
        return Interest(paths=(*_PROGRAMME, UNITS_FOLDER), id=thing.id, figures=frozenset({thing.id}))
    item = office.items.get(thing.id)
    if item is None:
        return Interest(paths=_PROGRAMME, id=thing.id)
    below_units = (UNITS_FOLDER,) if item.owners else ()
    return Interest(
        paths=(*_PROGRAMME, ITEMS_FOLDER, *below_units),
        id=thing.id,
        relatives=relatives(office.history, thing.id),
    )
