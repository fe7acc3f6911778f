"""What is still open when the committee's work ends: what somebody may take over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from ct58.domain.records.editions import history_of
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.programme import ProgrammeClosing
from ct58.domain.records.units import Unit
from ct58.domain.standing.obligations import fallen_away, obligations
from ct58.domain.standing.status import Standing, Status, standing, standings
from ct58.records import record

_OF_UNITS: frozenset[Status] = frozenset({"overdue", "due_soon", "in_progress", "suspended", "unreadable"})
_SETTLED: frozenset[Status] = frozenset({"completed_on_time", "completed_late", "dropped", "missed"})


@record
class OpenItem:
    """A joint item of which not everything is done; `standings` are what is open of it, in order of time."""

    item: Item
    standings: tuple[Standing, ...]


def with_end(office: Office, closed_on: dt.date, closing: ProgrammeClosing) -> Office:
    """The office as it would be with an end; nothing but the programme's head changes."""
    first = office.history.first
    ended = replace(first, programme=replace(first.head, closed_on=closed_on, closing=closing))
    history = history_of(ended, office.history.amendments)
    return replace(office, programme=history.last, history=history)


def open_items(office: Office, as_of: dt.date) -> tuple[OpenItem, ...]:
    """The joint items that are open in an office that has ended: begun, late, standing, or not yet due on its last day."""
    joint = [item for item in office.items.values() if item.owners is None]
    found: dict[str, dict[str, Standing]] = {}
    for obligation in chain(obligations(office, as_of, joint), fallen_away(office, as_of, joint)):
        where = standing(office, obligation, as_of)
        if where.status not in _SETTLED and not _is_ended_otherwise(where, as_of):
            found.setdefault(obligation.item.id, {})[obligation.occurrence.key] = where
    return tuple(
        OpenItem(item=item, standings=_in_time(found[item.id])) for item in joint if item.id in found
    )


def _is_ended_otherwise(where: Standing, as_of: dt.date) -> bool:
    """Whether an amendment ended it before the committee's end."""
    ended_on = where.item.ended_on
    return where.status == "ended" and ended_on is not None and ended_on <= as_of


def _in_time(found: dict[str, Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(found.values(), key=lambda where: where.due or dt.date.max))


def open_of_units(office: Office, as_of: dt.date) -> Iterator[Standing]:
    """What units owe and have not done: late, begun, or due these days. What fell away with the end is none of it."""
    owed = [item for item in office.items.values() if item.owners is not None]
    if owed:
        yield from (
            where
            for where in standings(office, as_of)
            if where.obligation.unit is not None and where.status in _OF_UNITS
        )


def units_at_the_end(office: Office, closed_on: dt.date) -> tuple[Unit, ...]:
    """The units that exist on the last day, in the office's order."""
    return tuple(unit for unit in office.units.values() if unit.is_valid_on(closed_on))
