"""View of the letters to those who are late: who gets one, about what, until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from ct58.domain.records.committee import Contact
from ct58.domain.records.office import Office
from ct58.domain.records.programme import ProgrammeHead
from ct58.domain.records.terms import Terminology
from ct58.domain.records.units import Unit
from ct58.domain.standing.batches import overdue_on
from ct58.domain.standing.reminders import (
    LETTER_ROLE,
    Reminder,
    ReminderScope,
    distinct,
    is_too_late,
    nobody_knows,
    promised,
    reminders,
    round_on,
    unaddressed,
    withheld,
)
from ct58.domain.standing.status import Standing
from ct58.domain.time.period import Period
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
    """The letters of a day, in the office's order: about the debts of a period, of all since it where it `is_newest`.

    `by` is the new date that they set, None while it is to be written by hand. `unaddressed` is what a
    committee, a closed unit or the writer itself owes: nobody can be written to. `withheld` are the units of whom a
    file could not be read, `unknown` the ids of which not even that much is known. `is_too_late`: after the committee's end
    and its cut-off day nobody is written to. `promised` get no letter about what they promised for a day that is not over;
    `older` is what the letters about old debts would be about.
    """

    head: ProgrammeHead
    terms: Terminology
    as_of: dt.date
    by: dt.date | None
    scope: ReminderScope
    period: Period
    is_newest: bool
    letters: tuple[Letter, ...]
    promised: tuple[Letter, ...]
    older: tuple[Entry, ...]
    unaddressed: tuple[Entry, ...]
    withheld: tuple[Unit, ...]
    unknown: tuple[str, ...]
    is_too_late: bool
    names: dict[str, str]
    contact: Contact | None
    form: OfficialHead
    long_overdue_days: int


def reminders_view(
    office: Office, as_of: dt.date, scope: ReminderScope | None = None, by: dt.date | None = None
) -> RemindersView:
    """The letters to those who are late on a day, to some or about some items only if asked so."""
    asked = scope or ReminderScope()

    def entries(found: Iterable[Standing]) -> tuple[Entry, ...]:
        return tuple(as_entries(office, found, as_of))

    def letters(found: Iterable[Reminder]) -> tuple[Letter, ...]:
        return tuple(
            Letter(number=number, addressee=letter.addressee, entries=entries(letter.late))
            for number, letter in enumerate(found, start=1)
        )

    late = tuple(overdue_on(office, as_of))
    asked_round = round_on(office, as_of, asked.period)
    is_about_now = asked_round.is_newest and not asked.older
    old = reminders(office, as_of, replace(asked, period=None, older=True), late) if is_about_now else ()
    return RemindersView(
        head=office.programme.head,
        terms=office.terms,
        as_of=as_of,
        by=by,
        scope=asked,
        period=asked_round.period,
        is_newest=is_about_now,
        letters=letters(reminders(office, as_of, asked, late)),
        promised=letters(promised(office, as_of, asked, late)),
        older=entries(distinct(old)),
        unaddressed=entries(
            found for found in unaddressed(office, as_of) if asked_round.has(office, found) != asked.older
        ),
        withheld=withheld(office, as_of, asked),
        unknown=nobody_knows(office, asked),
        is_too_late=is_too_late(office, as_of),
        names={unit.id: unit.label for unit in office.units.values()},
        contact=office.file.contact,
        form=official_head(office, "letter", LETTER_ROLE, as_of=as_of),
        long_overdue_days=office.settings.long_overdue_days,
    )
