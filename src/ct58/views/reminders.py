"""View of the letters to those who are late: who gets one, about what, until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ct58.domain.records.committee import Contact
from ct58.domain.records.office import Office
from ct58.domain.records.programme import ProgrammeHead
from ct58.domain.records.units import Unit
from ct58.domain.standing.reminders import (
    LETTER_ROLE,
    ReminderScope,
    nobody_knows,
    reminders,
    unaddressed,
    withheld,
)
from ct58.domain.standing.status import Standing
from ct58.records import record
from ct58.views.document import OfficialHead, official_head
from ct58.views.due import Entry, as_entries


@record
class Letter:
    """One letter: its number in the order of the office, its addressee, and what is overdue, in the programme's order."""

    number: int
    addressee: Unit
    entries: tuple[Entry, ...]

    @property
    def longest(self) -> int:
        """Days by which the oldest of the items is late."""
        return max(entry.days_overdue for entry in self.entries)


@record
class RemindersView:
    """The letters of a day, in the office's order.

    `by` is the new date that they set, None while it is to be written by hand. `unaddressed` is what a
    committee, a closed unit or the writer itself owes: nobody can be written to. `withheld` are the units of whom a
    file could not be read, `unknown` the ids of which not even that much is known.
    """

    head: ProgrammeHead
    as_of: dt.date
    by: dt.date | None
    letters: tuple[Letter, ...]
    unaddressed: tuple[Entry, ...]
    withheld: tuple[Unit, ...]
    unknown: tuple[str, ...]
    names: dict[str, str]
    contact: Contact | None
    form: OfficialHead
    long_overdue_days: int


def reminders_view(
    office: Office, as_of: dt.date, scope: ReminderScope | None = None, by: dt.date | None = None
) -> RemindersView:
    """The letters to those who are late on a day, to some or about some items only if asked so."""
    asked = scope or ReminderScope()

    def entries(found: Sequence[Standing]) -> tuple[Entry, ...]:
        return tuple(as_entries(office, found, as_of))

    return RemindersView(
        head=office.programme.head,
        as_of=as_of,
        by=by,
        letters=tuple(
            Letter(number=number, addressee=found.addressee, entries=entries(found.late))
            for number, found in enumerate(reminders(office, as_of, asked), start=1)
        ),
        unaddressed=entries(unaddressed(office, as_of)),
        withheld=withheld(office, as_of, asked),
        unknown=nobody_knows(office, asked),
        names={unit.id: unit.label for unit in office.units.values()},
        contact=office.file.contact,
        form=official_head(office, "letter", LETTER_ROLE, as_of=as_of),
        long_overdue_days=office.settings.long_overdue_days,
    )
