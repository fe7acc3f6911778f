"""Who is to be reminded of what on a day: the letters' addressees, and the events that book them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.standing.obligations import successor
from ct58.domain.standing.status import Standing, overdue_on, unread_on
from ct58.records import positional_record, record

LETTER_ROLE = "reminder"
"""The role in office.yaml that signs these letters."""
NOT_ADDRESSED = frozenset({"committee"})
"""Kinds of units that get no letter: it is written on the committee's own behalf."""


@record
class ReminderScope:
    """To which units letters are to go, and about which items (ids); empty means all."""

    units: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@positional_record
class Reminder:
    """One letter: its addressee, and what it leads or owes and has not done in time, in the programme's order."""

    addressee: Unit
    late: tuple[Standing, ...]


def reminders(office: Office, as_of: dt.date, scope: ReminderScope) -> tuple[Reminder, ...]:
    """A letter to each who is late with something on a day, in the office's order.

    A joint item stands in the letter of each who leads it. What a merged unit owes goes to its successor. Nobody of
    whom something is `withheld` gets one, and none is about what may be done and was only not booked.
    """
    by_unit: dict[str, list[Standing]] = {}
    kept_back = {unit.id for unit in withheld(office, as_of, scope)}
    for standing in overdue_on(office, as_of):
        if standing.unclear is not None:
            continue
        if not scope.items or standing.item.id in scope.items:
            for id_ in addressees(office, standing, as_of):
                by_unit.setdefault(id_, []).append(standing)
    return tuple(
        Reminder(unit, tuple(by_unit[id_]))
        for id_, unit in office.units.items()
        if id_ in by_unit and id_ not in kept_back and (not scope.units or id_ in scope.units)
    )


def withheld(office: Office, as_of: dt.date, scope: ReminderScope) -> tuple[Unit, ...]:
    """The units that may owe what could not be read: no letter may say that they have not sent it."""
    found = {
        id_
        for standing in unread_on(office, as_of)
        if not scope.items or standing.item.id in scope.items
        for id_ in addressees(office, standing, as_of)
    }
    return tuple(
        unit for id_, unit in office.units.items() if id_ in found and (not scope.units or id_ in scope.units)
    )


def nobody_knows(office: Office, scope: ReminderScope) -> tuple[str, ...]:
    """The ids of units and items of which no letter can tell, because nothing of them could be read."""
    units = () if scope.units else sorted(office.unread.units)
    items = sorted(id_ for id_ in office.unread.items if id_ not in office.items)
    return (*units, *items)


def unaddressed(office: Office, as_of: dt.date) -> tuple[Standing, ...]:
    """What is overdue on a day and has nobody to whom a letter could go; and what may be done."""
    return tuple(
        found
        for found in overdue_on(office, as_of)
        if found.unclear is not None or not any(addressees(office, found, as_of))
    )


def addressees(office: Office, standing: Standing, as_of: dt.date) -> Iterator[str]:
    """The units to which a letter about an obligation goes: those who owe it, and still exist.

    The body whose head signs the letters is none of them: it writes to nobody but others.
    """
    writer = office.file.signatory(LETTER_ROLE, as_of)
    own = writer.unit if writer else None
    followers = dict.fromkeys(successor(office, id_, as_of) for id_ in standing.owner_ids)
    for id_ in followers:
        unit = office.units.get(id_)
        if unit is None or id_ == own:
            continue
        if unit.is_valid_on(as_of) and unit.kind not in NOT_ADDRESSED:
            yield id_


def distinct(letters: Sequence[Reminder]) -> tuple[Standing, ...]:
    """What the letters are about, each obligation once, however many letters name it."""
    found = {_key(standing): standing for letter in letters for standing in letter.late}
    return tuple(found.values())


def _key(standing: Standing) -> tuple[str, str, str | None]:
    obligation = standing.obligation
    return (
        obligation.item.id,
        obligation.occurrence.key,
        obligation.unit.id if obligation.unit else None,
    )
