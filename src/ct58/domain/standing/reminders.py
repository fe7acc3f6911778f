"""Who is to be reminded of what on a day: the letters' addressees, and the events that book them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.standing.batches import overdue_on
from ct58.domain.standing.obligations import successor
from ct58.domain.standing.report_calendar import chased_period
from ct58.domain.standing.status import Standing, unread_on
from ct58.domain.time.period import Period
from ct58.records import positional_record, record

LETTER_ROLE = "reminder"
"""The role in office.yaml that signs these letters."""


@positional_record
class Round:
    """What is asked for on a day: the debts of a period, and all that came after it where it is the newest.

    What is older is an old debt. A report is of the time that it tells of, all else of the day on which it fell due;
    who has promised a day in the newest round has brought an old debt into it.
    """

    period: Period
    is_newest: bool

    def has(self, office: Office, standing: Standing) -> bool:
        """Whether a debt belongs to it."""
        day = self._own_day(office, standing)
        if day is None:
            return False
        if not self.is_newest:
            return self.period.first_day <= day <= self.period.last_day
        promised = promised_day(standing)
        return self.period.first_day <= (day if promised is None else max(day, promised))

    def _own_day(self, office: Office, standing: Standing) -> dt.date | None:
        if standing.item.kind == "report":
            return office.last_day_of(standing.obligation.occurrence.period)
        return standing.due


def round_on(office: Office, as_of: dt.date, period: Period | None = None) -> Round:
    """The round of a period; without one the newest: of the reports that fell due last."""
    newest = chased_period(office, as_of)
    return Round(period or newest, period is None or period == newest)


def promised_day(standing: Standing) -> dt.date | None:
    """The day that was promised last."""
    return standing.promise.until if standing.promise else None


@record
class ReminderScope:
    """To which units letters are to go, and about which items (ids); empty means all.

    They ask for the newest round, for another `period`'s, or for what is `older` than the newest.
    """

    units: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    period: Period | None = None
    older: bool = False

    def asks_for(self, standing: Standing) -> bool:
        """Whether it is about the item of a debt."""
        return not self.items or standing.item.id in self.items


@positional_record
class Reminder:
    """One letter: its addressee, and what it leads or owes and has not done in time, in the programme's order."""

    addressee: Unit
    late: tuple[Standing, ...]


def reminders(
    office: Office, as_of: dt.date, scope: ReminderScope, late: Iterable[Standing] | None = None
) -> tuple[Reminder, ...]:
    """A letter to each who is late with something on a day, in the office's order.

    A joint item stands in the letter of each who leads it. What a merged unit owes goes to its successor. Nobody of
    whom something is `withheld` gets one, and none is about what may be done and was only not booked, nor about what
    was promised for a day that is not over. After the cut-off day of the committee's end nothing that comes counts, so
    nobody is asked for it. `late` is what is overdue on the day, where that is known already.
    """
    kept_back = {unit.id for unit in withheld(office, as_of, scope)}
    found = (found for found in _asked_for(office, as_of, scope, late) if not _has_time(found, as_of))
    return tuple(
        letter
        for letter in _by_addressee(office, found, as_of, scope)
        if letter.addressee.id not in kept_back
    )


def promised(
    office: Office, as_of: dt.date, scope: ReminderScope, late: Iterable[Standing] | None = None
) -> tuple[Reminder, ...]:
    """Who gets no letter about something because the day that was promised is not over, and what that is."""
    found = (found for found in _asked_for(office, as_of, scope, late) if _has_time(found, as_of))
    return _by_addressee(office, found, as_of, scope)


def _asked_for(
    office: Office, as_of: dt.date, scope: ReminderScope, late: Iterable[Standing] | None = None
) -> Iterator[Standing]:
    """What is surely overdue, and asked for."""
    if is_too_late(office, as_of):
        return
    asked = round_on(office, as_of, scope.period)
    for standing in overdue_on(office, as_of) if late is None else late:
        if (
            standing.unclear is None
            and scope.asks_for(standing)
            and asked.has(office, standing) != scope.older
        ):
            yield standing


def _has_time(standing: Standing, as_of: dt.date) -> bool:
    """Whether the day that was promised is not over."""
    until = promised_day(standing)
    return until is not None and until >= as_of


def _by_addressee(
    office: Office, found: Iterable[Standing], as_of: dt.date, scope: ReminderScope
) -> tuple[Reminder, ...]:
    by_unit: dict[str, list[Standing]] = {}
    for standing in found:
        for id_ in addressees(office, standing, as_of):
            by_unit.setdefault(id_, []).append(standing)
    return tuple(
        Reminder(unit, tuple(by_unit[id_]))
        for id_, unit in office.units.items()
        if id_ in by_unit and (not scope.units or id_ in scope.units)
    )


def is_too_late(office: Office, as_of: dt.date) -> bool:
    """Whether the committee's work has ended and the last day on which anything counts has gone by."""
    return office.cut_off is not None and office.cut_off < as_of


def withheld(office: Office, as_of: dt.date, scope: ReminderScope) -> tuple[Unit, ...]:
    """The units that may owe what could not be read: no letter may say that they have not sent it."""
    if is_too_late(office, as_of):
        return ()
    found = {
        id_
        for standing in unread_on(office, as_of)
        if scope.asks_for(standing)
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
    if is_too_late(office, as_of):
        return ()
    return tuple(
        found
        for found in overdue_on(office, as_of)
        if found.unclear is not None or not any(addressees(office, found, as_of))
    )


def addressees(office: Office, standing: Standing, as_of: dt.date) -> Iterator[str]:
    """The units to which a letter about an obligation goes: those who owe it, and still exist.

    The body whose head signs the letters is none of them, nor is the committee, on whose behalf they are written.
    """
    writer = office.file.signatory(LETTER_ROLE, as_of)
    own = writer.unit if writer else None
    followers = dict.fromkeys(successor(office, id_, as_of) for id_ in standing.owner_ids)
    for id_ in followers:
        unit = office.units.get(id_)
        if unit is None or id_ == own:
            continue
        if unit.is_valid_on(as_of) and not office.terms.is_committee(unit.kind):
            yield id_


def distinct(letters: Sequence[Reminder]) -> tuple[Standing, ...]:
    """What the letters are about, each obligation once, however many letters name it."""
    found = {standing.obligation.key: standing for letter in letters for standing in letter.late}
    return tuple(found.values())
