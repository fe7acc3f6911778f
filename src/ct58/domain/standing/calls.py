"""Whom to telephone on a day, about what, and why: the promises of the day first, old debts apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, get_args

from ct58.domain.records.events import Event
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.standing.batches import overdue_on
from ct58.domain.standing.evidence import report_period
from ct58.domain.standing.obligations import obligations
from ct58.domain.standing.occurrences import Obligation
from ct58.domain.standing.reminders import (
    ReminderScope,
    Round,
    addressees,
    is_too_late,
    nobody_knows,
    promised_day,
    round_on,
    withheld,
)
from ct58.domain.standing.status import Standing, standing
from ct58.domain.time.period import Period
from ct58.records import positional_record, record

CallReason = Literal["promise_broken", "promise_today", "returned", "never_reminded", "late", "old"]
CALL_REASONS: tuple[CallReason, ...] = get_args(CallReason)
"""Why somebody is called, the most pressing first."""


@record
class CallScope:
    """About which items (ids; empty means all); what is `older` than the newest round instead of it.

    Who was reminded on `since` or later is not called again.
    """

    items: tuple[str, ...] = ()
    since: dt.date
    older: bool = False


@positional_record
class Call:
    """One place to telephone: what it owes and has not sent, why it is called, and what was said last."""

    addressee: Unit
    owed: tuple[Standing, ...]
    reason: CallReason
    last: Event | None


@record
class CallList:
    """Whom to call on a day, the most pressing reason first, then in the office's order.

    `promised` have named a day that is still to come, `reminded` were reminded lately: they are left in peace. `older`
    are the places that have old debts, as the list of those has them. `period` begins the newest round. Of the
    `withheld` a file could not be read, of `unknown` ids not even that much is known.
    """

    period: Period
    calls: tuple[Call, ...]
    promised: tuple[Call, ...]
    reminded: tuple[Call, ...]
    older: tuple[Call, ...]
    withheld: tuple[Unit, ...]
    unknown: tuple[str, ...]


def calls_on(
    office: Office, as_of: dt.date, scope: CallScope, late: Iterable[Standing] | None = None
) -> CallList:
    """The list of a day; `late` is what is overdue on it, where that is known already."""
    newest = round_on(office, as_of)
    reminder = ReminderScope(items=scope.items)
    kept_back = withheld(office, as_of, reminder)
    now: list[Standing] = []
    promised: list[Standing] = []
    reminded: list[Standing] = []
    older: list[Standing] = []
    asked = () if is_too_late(office, as_of) else overdue_on(office, as_of) if late is None else late
    for found in asked:
        if (
            found.unclear is not None
            or not reminder.asks_for(found)
            or not any(addressees(office, found, as_of))
        ):
            continue
        if newest.has(office, found) == scope.older:
            if not scope.older:
                older.append(found)
        elif (promised_day(found) or as_of) > as_of:
            promised.append(found)
        elif any(event.date >= scope.since for event in found.reminders):
            reminded.append(found)
        else:
            now.append(found)
    silent = frozenset(unit.id for unit in kept_back)
    calls = _calls(office, now, as_of, newest, silent)
    return CallList(
        period=newest.period,
        calls=tuple(sorted(calls, key=lambda call: CALL_REASONS.index(call.reason))),
        promised=tuple(_calls(office, promised, as_of, newest, silent)),
        reminded=tuple(_calls(office, reminded, as_of, newest, silent)),
        older=tuple(_calls(office, older, as_of, newest, silent)),
        withheld=kept_back,
        unknown=nobody_knows(office, reminder),
    )


def _calls(
    office: Office, owed: Iterable[Standing], as_of: dt.date, newest: Round, silent: frozenset[str]
) -> Iterator[Call]:
    """One call a place, in the office's order."""
    by_unit: dict[str, list[Standing]] = {}
    for found in owed:
        for id_ in addressees(office, found, as_of):
            by_unit.setdefault(id_, []).append(found)
    for id_, unit in office.units.items():
        if id_ in by_unit and id_ not in silent:
            reasons = ((reason_for(office, found, as_of, newest), found) for found in by_unit[id_])
            pressing = sorted(reasons, key=lambda entry: CALL_REASONS.index(entry[0]))
            owed_here = tuple(found for _reason, found in pressing)
            yield Call(unit, owed_here, pressing[0][0], last_said(owed_here))


def reason_for(office: Office, found: Standing, as_of: dt.date, newest: Round) -> CallReason:
    """Why somebody is called about a debt."""
    until = promised_day(found)
    if not newest.has(office, found):
        return "old"
    if until is not None and until <= as_of:
        return "promise_today" if until == as_of else "promise_broken"
    if _was_returned(office, found.obligation):
        return "returned"
    return "late" if found.reminders else "never_reminded"


def _was_returned(office: Office, obligation: Obligation) -> bool:
    """Whether it is a report that came, and was given back."""
    if obligation.unit is None or obligation.item.kind != "report":
        return False
    period = report_period(office, obligation.item, obligation.occurrence)
    head = office.heads_of(period).get(obligation.unit.id)
    return head is not None and head.state == "returned"


def last_said(owed: Iterable[Standing]) -> Event | None:
    """The reminder, promise or note that came last."""
    said = (event for found in owed for event in found.events if event.rule.is_only_said)
    return max(said, key=lambda event: event.date, default=None)


# ------------------------------------------------------------------ a row as it was shown

CallKey = tuple[str, str, str]
"""Item, occurrence and the unit that owes it (empty: owed jointly): what makes a debt this one."""


def call_key(found: Standing) -> CallKey:
    """The key of a debt."""
    obligation = found.obligation
    return obligation.item.id, obligation.occurrence.key, obligation.unit.id if obligation.unit else ""


def found_again(office: Office, as_of: dt.date, keys: Iterable[CallKey]) -> Mapping[CallKey, Standing]:
    """The debts of some keys, as they stand now; what is not owed any more is missing."""
    asked = frozenset(keys)
    items = [office.items[id_] for id_ in dict.fromkeys(key[0] for key in asked) if id_ in office.items]
    times = frozenset(key[:2] for key in asked)
    owed = obligations(office, as_of, items, lambda item, occurrence: (item.id, occurrence.key) in times)
    standings = (standing(office, obligation, as_of) for obligation in owed)
    return {call_key(found): found for found in standings if call_key(found) in asked}


def state_of(owed: Iterable[Standing | None]) -> str:
    """What a row rests on, as a text: it differs when something was sent, recorded or put off since."""
    return "; ".join("–" if found is None else _state(found) for found in owed)


def _state(found: Standing) -> str:
    events = ", ".join(f"{event.date} {event.event} {event.until} {event.reason}" for event in found.events)
    return f"{'/'.join(call_key(found))} {found.status} {found.due} [{events}]"
