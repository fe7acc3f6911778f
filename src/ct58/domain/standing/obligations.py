"""Obligations: who owes which occurrence of which item, and for whom a unit's figures count after a merger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from ct58.domain.records.items import Item
from ct58.domain.records.measure import members
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import Occurrence, occurrences
from ct58.records import positional_record


@positional_record
class Obligation:
    """One occurrence of an item, owed jointly (`unit` is None) or by one unit."""

    item: Item
    occurrence: Occurrence
    unit: Unit | None = None


def obligations(
    office: Office,
    as_of: dt.date,
    items: Iterable[Item] | None = None,
    is_asked: Callable[[Item, Occurrence], bool] | None = None,
) -> Iterator[Obligation]:
    """Everything owed in the programme's whole time, as known on a day; of all items, or of some.

    A unit owes what falls due while it exists, and the report of a period in whose last day it
    exists. When the programme has been closed by `as_of`, nothing that would fall due later is owed.
    With `is_asked`, only the occurrences for which it holds are looked at.
    """
    for item in office.items.values() if items is None else items:
        owners = _owners(office, item)
        for occurrence in item_occurrences(office, item):
            if is_asked is not None and not is_asked(item, occurrence):
                continue
            if _is_in_force(office, item, occurrence, as_of):
                yield from _owed(item, occurrence, owners, as_of)


def item_occurrences(office: Office, item: Item) -> tuple[Occurrence, ...]:
    """All occurrences of an item within the programme's horizon."""
    return occurrences(item.deadline, office.programme.head.issued_on, office.horizon)


def deciding_day(item: Item, occurrence: Occurrence) -> dt.date | None:
    """The day on which an owner must exist: a report's last day of period, else the due day."""
    return occurrence.period.last_day if item.kind == "report" else occurrence.due


def _is_in_force(office: Office, item: Item, occurrence: Occurrence, as_of: dt.date) -> bool:
    closed_on = office.programme.head.closed_on
    day = deciding_day(item, occurrence)
    return closed_on is None or as_of < closed_on or day is None or day <= closed_on


def _owners(office: Office, item: Item) -> tuple[Unit, ...] | None:
    """The units that owe an item at one time or another; None for a joint item."""
    if item.owners is None:
        return None
    return members(office.programme.sets[item.owners], office.units.values())


def _owed(
    item: Item, occurrence: Occurrence, owners: tuple[Unit, ...] | None, as_of: dt.date
) -> Iterator[Obligation]:
    """The joint item itself, or each unit of its set; a standing duty is owed by who exists on `as_of`."""
    if owners is None:
        yield Obligation(item, occurrence)
        return
    day = deciding_day(item, occurrence) or as_of
    for unit in owners:
        if unit.is_valid_on(day):
            yield Obligation(item, occurrence, unit)


def successor(office: Office, unit_id: str, as_of: dt.date) -> str:
    """The unit for which another's figures count on a day: itself until its last day, then its successor.

    Follows mergers as far as they have happened by `as_of`. A unit that was closed without a merger, and
    one that the register lacks, stay what they are.
    """
    return _end_of_mergers(office.units, unit_id, as_of)


def predecessors(office: Office, unit_id: str, as_of: dt.date) -> tuple[Unit, ...]:
    """The units whose figures count for this one on a day, in the office's order; never itself."""
    return tuple(
        unit
        for unit in office.units.values()
        if unit.id != unit_id and unit.merged_into and successor(office, unit.id, as_of) == unit_id
    )


def _end_of_mergers(units: Mapping[str, Unit], unit_id: str, as_of: dt.date) -> str:
    seen = {unit_id}
    while (following := _next(units.get(unit_id), as_of)) is not None:
        if following in seen or following not in units:
            break  # a circle, or a merger into nobody, is a finding of `check`
        seen.add(following)
        unit_id = following
    return unit_id


def _next(unit: Unit | None, as_of: dt.date) -> str | None:
    if unit is None or unit.valid_to is None or as_of <= unit.valid_to:
        return None
    return unit.merged_into
