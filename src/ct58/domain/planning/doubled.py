"""What two lines tell of one occurrence, each with another day or document: which they are, and keeping one of them."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.domain.planning.edits import Edit, SetValue, record_as_tree
from ct58.domain.planning.events import events_file, voidable
from ct58.domain.records.events import ONCE, Event, Voiding
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.standing.evidence import told_twice
from ct58.errors import Refused
from ct58.i18n import N_, msg
from ct58.records import record


@record
class Doubled:
    """Two lines of which one is wrong: an item's, or what a unit owes of it; `first` is the one written first."""

    item: Item
    unit: Unit | None
    first: Event
    then: Event

    @property
    def occurrence(self) -> str | None:
        """The occurrence; None of what is owed once."""
        return None if self.first.occurrence == ONCE else self.first.occurrence


def doubled(office: Office) -> Iterator[Doubled]:
    """Everything that is told to be issued, or completed, twice (E226), in the order of the items and units."""
    for item_id, unit_id in office.events:
        item, unit = office.items.get(item_id), office.units.get(unit_id or "")
        if item is None or (unit is None and unit_id is not None):
            continue
        threads: dict[str, list[Event]] = {}
        for _place, event in voidable(office, item, unit):
            threads.setdefault(event.occurrence or ONCE, []).append(event)
        for thread in threads.values():
            found = told_twice(thread)
            if found is not None:
                first, then = found
                yield Doubled(item=item, unit=unit, first=first, then=then)


def plan_keeping(office: Office, found: Doubled, kept: Event, voiding: Voiding) -> Edit:
    """Void the other one of two lines. Raises Refused where they are not both there any more."""
    wrong = found.then if kept == found.first else found.first
    lines = voidable(office, found.item, found.unit)
    index = next((place for place, event in lines if event == wrong), None)
    if index is None or all(event != kept for _place, event in lines):
        raise Refused(
            msg(N_("Somebody changed what is recorded of {id} meanwhile."), id=found.item.id),
            msg(N_("Look again: ct58 sync")),
        )
    at = ("events", index, "voided")
    file = events_file(found.item, found.unit)
    return (SetValue(file=file, at=at, value=record_as_tree(voiding), expected=None),)
