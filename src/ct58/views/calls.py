"""View of whom to telephone on a day: numbered rows, who is left in peace, and how much is older."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from ct58.domain.records.events import Event
from ct58.domain.records.office import Office
from ct58.domain.records.programme import ProgrammeHead
from ct58.domain.records.units import Unit
from ct58.domain.standing.batches import Batch, overdue_on
from ct58.domain.standing.calls import Call, CallKey, CallReason, CallScope, call_key, calls_on, state_of
from ct58.domain.standing.reminders import ReminderScope, reminders
from ct58.domain.standing.status import Standing
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.views.due import Entry, as_entries, debts, programme_end


@record
class CallRow:
    """One place to telephone, by its number: what it owes, the most pressing first, why, and what was said last."""

    number: int
    unit: Unit
    entries: tuple[Entry, ...]
    reason: CallReason
    last: Event | None

    @property
    def keys(self) -> tuple[CallKey, ...]:
        """What an answer to the row is about."""
        return tuple(call_key(entry.standing) for entry in self.entries)

    @property
    def state(self) -> str:
        """What the row rests on: an answer to it counts as long as this is so."""
        return state_of(entry.standing for entry in self.entries)


@record
class CallsView:
    """Whom to call. `promised` and `reminded` are left in peace; `older` is what the list of old debts is about.

    While nobody has recorded anything (`is_untouched`) nobody is to be called on the strength of it.
    """

    head: ProgrammeHead
    as_of: dt.date
    is_untouched: bool
    scope: CallScope
    period: Period
    rows: tuple[CallRow, ...]
    promised: tuple[CallRow, ...]
    reminded: tuple[CallRow, ...]
    older: tuple[CallRow, ...]
    withheld: tuple[Unit, ...]
    unknown: tuple[str, ...]
    ended_on: dt.date | None
    was_closed: bool
    is_example: bool
    long_overdue_days: int

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What the rows are about, each once: a joint item stands in the row of each who leads it."""
        return debts(self.rows)


def calls_view(
    office: Office, as_of: dt.date, scope: CallScope | None = None, late: Iterable[Standing] | None = None
) -> CallsView:
    """Whom to call on a day; `late` is what is overdue on it, where that is known already."""
    asked = scope or CallScope(since=as_of)
    found = calls_on(office, as_of, asked, late)

    def rows(calls: Iterable[Call]) -> tuple[CallRow, ...]:
        return tuple(
            CallRow(
                number=number,
                unit=call.addressee,
                entries=tuple(as_entries(office, call.owed, as_of)),
                reason=call.reason,
                last=call.last,
            )
            for number, call in enumerate(calls, start=1)
        )

    ended_on, was_closed = programme_end(office, as_of)
    return CallsView(
        head=office.programme.head,
        as_of=as_of,
        is_untouched=office.is_untouched,
        scope=asked,
        period=found.period,
        rows=rows(found.calls),
        promised=rows(found.promised),
        reminded=rows(found.reminded),
        older=rows(found.older),
        withheld=found.withheld,
        unknown=found.unknown,
        ended_on=ended_on,
        was_closed=was_closed,
        is_example=office.file.example,
        long_overdue_days=office.settings.long_overdue_days,
    )


@record
class ChaseView:
    """What is to be chased on a day: the calls, and the units (ids) that would get a letter."""

    calls: CallsView
    letters: tuple[str, ...]


def chase_view(office: Office, as_of: dt.date, owed: Sequence[Batch] | None = None) -> ChaseView:
    """The calls and the letters of a day, from one look at what is overdue; none where all were reminded on it.

    `owed` is everything owed on the day, where that is at hand.
    """
    late = tuple(overdue_on(office, as_of, owed))
    letters = reminders(office, as_of, ReminderScope(), late)
    is_sent = all(_was_reminded(found, as_of) for letter in letters for found in letter.late)
    return ChaseView(
        calls=calls_view(office, as_of, late=late),
        letters=() if is_sent else tuple(letter.addressee.id for letter in letters),
    )


def _was_reminded(found: Standing, day: dt.date) -> bool:
    return any(event.date == day for event in found.reminders)
