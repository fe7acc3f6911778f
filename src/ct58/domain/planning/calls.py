"""Planning what came of telephone calls: which debts the numbers of a list mean, and one event for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ct58.domain.planning.edits import Edit
from ct58.domain.planning.events import EventWords, plan_events
from ct58.domain.planning.values import given
from ct58.domain.records.event_rules import EventKind
from ct58.domain.records.office import Office
from ct58.domain.standing.calls import CallKey, call_key, found_again, state_of
from ct58.domain.standing.hindsight import as_known
from ct58.domain.standing.status import Standing
from ct58.errors import BadUsage, Refused
from ct58.i18n import N_, msg
from ct58.records import positional_record, record


@positional_record
class ShownRow:
    """A row of the list as a window showed it: its number, the unit, its debts, and the states in which it holds."""

    number: int
    unit: str
    keys: tuple[CallKey, ...]
    states: tuple[str, ...]


@record
class CallWords:
    """What came of a call: somebody was reminded, or promised a day; a note alone, or what was said beside it."""

    on: dt.date
    reminded: bool = False
    promised: dt.date | None = None
    note: str | None = None

    @property
    def kind(self) -> EventKind:
        """What kind of event it is. Raises BadUsage where nothing, too much or a past day is said."""
        if self.reminded and self.promised:
            raise BadUsage(msg(N_("Either --reminded or --promised: who promised a day was spoken to.")))
        if self.promised is not None and self.promised < self.on:
            raise BadUsage(
                msg(
                    N_("The promised day {until} is before the day of the call, {on}."),
                    until=self.promised,
                    on=self.on,
                )
            )
        if not (self.reminded or self.promised or given(self.note)):
            raise BadUsage(
                msg(N_("What came of the call?")),
                msg(
                    N_('Add --reminded, --promised DATE or --note "…", for example: ct58 call 1 3 --reminded')
                ),
            )
        return "reminded" if self.reminded else "promised" if self.promised else "noted"


def plan_calls(office: Office, rows: Sequence[ShownRow], words: CallWords, items: Iterable[str] = ()) -> Edit:
    """One event for each debt of the rows, of some items (ids) only if asked so; a joint one once.

    Raises as `debts_of` and `CallWords.kind` do.
    """
    said = EventWords(event=words.kind, on=words.on, until=words.promised, reason=given(words.note))
    about = {call_key(one): one for owed in debts_of(office, rows, words.on, items).values() for one in owed}
    return plan_events(
        office,
        ((one.obligation, replace(said, occurrence=one.obligation.occurrence.key)) for one in about.values()),
    )


def debts_of(
    office: Office, rows: Sequence[ShownRow], on: dt.date, items: Iterable[str] = ()
) -> Mapping[int, tuple[Standing, ...]]:
    """Number → the debts of a row as they stand on a day.

    Raises Refused where a row is not as it was shown, BadUsage where it is about none of the items.
    """
    known, asked = as_known(office, on), frozenset(items)
    now = found_again(known, on, [key for row in rows for key in row.keys])
    found: dict[int, tuple[Standing, ...]] = {}
    for row in rows:
        who = {"number": row.number, "unit": office.label(row.unit)}
        if state_of(now.get(key) for key in row.keys) not in row.states:
            raise Refused(
                msg(
                    N_("Row {number}, {unit}: something was sent or recorded since the list was shown."),
                    **who,
                ),
                msg(N_("Nothing was recorded. Show the list again: ct58 call")),
            )
        found[row.number] = tuple(now[key] for key in row.keys if not asked or key[0] in asked)
        if not found[row.number]:
            raise BadUsage(
                msg(N_("Row {number}, {unit}, is not about {items}."), **who, items=", ".join(sorted(asked)))
            )
    return found


def still_shown(office: Office, row: ShownRow, on: dt.date) -> ShownRow:
    """The row, which also holds as it stands in an office: what its own window records does not make the list an old one."""
    now = found_again(as_known(office, on), on, row.keys)
    return replace(row, states=(*row.states, state_of(now.get(key) for key in row.keys)))
