"""View of deadlines as a calendar: one entry an item, occurrence and day, or one for each who owes it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from ct58.domain.records.office import Office
from ct58.domain.records.programme import ProgrammeHead
from ct58.domain.records.units import Unit
from ct58.domain.standing.status import HALTED
from ct58.domain.text.vietnamese import fold
from ct58.records import record
from ct58.views.due import DONE, Entry, Filter, OwedTally, entries_on, tallies

DOMAIN = "ct58"
"""What stands behind the @ of every UID; not a computer's name, so that all computers give the same."""


@record
class DayRange:
    """Which days are asked for, both inside; `last` None means to the last deadline there is."""

    first: dt.date
    last: dt.date | None = None

    def contains(self, day: dt.date) -> bool:
        """Whether a day is asked for."""
        return self.first <= day and (self.last is None or day <= self.last)


@record
class CalendarEntry:
    """Something that falls due on a day.

    `tally` counts the units where one entry stands for all that owe it. `uid` stays the same however
    often a calendar is made, so that a client replaces what it has.
    """

    entry: Entry
    due: dt.date
    uid: str
    tally: OwedTally | None = None
    is_done: bool = False


@record
class CalendarView:
    """The deadlines of one owner, or of all (`owner` is None), by day."""

    head: ProgrammeHead
    as_of: dt.date
    span: DayRange
    owner: Unit | None
    entries: tuple[CalendarEntry, ...]
    names: dict[str, str]


def calendar_view(
    office: Office, as_of: dt.date, span: DayRange, owner: Unit | None = None, *, with_done: bool = False
) -> CalendarView:
    """What falls due in a span: of an owner what it leads, shares or owes; of all, one entry an occurrence.

    What is done is left out unless asked for; what is suspended or dropped always.
    """
    everything = entries_on(office, as_of)
    if owner is None:
        found = _for_all(office, everything)
    else:
        only = Filter(owner=owner.id)
        found = [_own(office, entry) for entry in everything if only.lets_pass(entry.standing)]
    return _view(office, as_of, span, owner, _asked(found, span, with_done=with_done))


def calendars_by_owner(
    office: Office, as_of: dt.date, span: DayRange, *, with_done: bool = False
) -> tuple[CalendarView, ...]:
    """One calendar for each who has something to do in a span, in the office's order."""
    by_owner: dict[str, list[CalendarEntry]] = {}
    for entry in entries_on(office, as_of):
        for id_ in dict.fromkeys((*entry.standing.owner_ids, *entry.standing.item.with_)):
            by_owner.setdefault(id_, []).append(_own(office, entry))
    asked = {id_: _asked(found, span, with_done=with_done) for id_, found in by_owner.items()}
    return tuple(
        _view(office, as_of, span, unit, asked[id_]) for id_, unit in office.units.items() if asked.get(id_)
    )


def _view(
    office: Office, as_of: dt.date, span: DayRange, owner: Unit | None, entries: Iterable[CalendarEntry]
) -> CalendarView:
    return CalendarView(
        head=office.programme.head,
        as_of=as_of,
        span=span,
        owner=owner,
        entries=tuple(sorted(entries, key=lambda found: found.due)),
        names={unit.id: unit.label for unit in office.units.values()},
    )


def _asked(found: Iterable[CalendarEntry], span: DayRange, *, with_done: bool) -> list[CalendarEntry]:
    return [
        entry
        for entry in found
        if span.contains(entry.due)
        and entry.entry.standing.status not in HALTED
        and entry.entry.standing.cut_on is None
        and entry.entry.standing.due is not None
        and (with_done or not entry.is_done)
    ]


def _own(office: Office, entry: Entry) -> CalendarEntry:
    """What one owner has to do."""
    return CalendarEntry(
        entry=entry,
        due=entry.standing.due or dt.date.max,
        uid=_uid(office, entry, entry.unit.id if entry.unit else None),
        is_done=entry.standing.status in DONE,
    )


def _for_all(office: Office, everything: Sequence[Entry]) -> list[CalendarEntry]:
    """Joint items one by one; what units owe together, a day."""
    groups: dict[tuple[str, str, dt.date | None], list[Entry]] = {}
    for entry in everything:
        if entry.standing.status not in HALTED:
            key = (entry.standing.item.id, entry.occurrence, entry.standing.due)
            groups.setdefault(key, []).append(entry)
    days: dict[tuple[str, str], int] = {}
    for item, occurrence, _due in groups:
        days[item, occurrence] = days.get((item, occurrence), 0) + 1
    return [_together(office, group, is_only=days[key[:2]] == 1) for key, group in groups.items()]


def _together(office: Office, group: Sequence[Entry], *, is_only: bool) -> CalendarEntry:
    """One entry for all; where units have different days, those with another than the rule's get a name."""
    first = next((entry for entry in group if entry.standing.status != "unreadable"), group[0])
    if first.unit is None:
        return _own(office, first)
    due = first.standing.due
    is_usual = is_only or due == first.standing.obligation.occurrence.due
    return CalendarEntry(
        entry=first,
        due=due or dt.date.max,
        uid=_uid(office, first, None if is_usual or due is None else due.isoformat()),
        tally=next(iter(tallies(group).values())),
        is_done=all(entry.standing.status in DONE for entry in group),
    )


def _uid(office: Office, entry: Entry, whose: str | None) -> str:
    """Programme, item, occurrence and unit, in letters that every client takes."""
    head = office.programme.head
    programme = re.sub(r"[^a-z0-9]+", "-", fold(head.number)).strip("-")
    parts = (f"{programme}-{head.issued_on.isoformat()}", entry.standing.item.id, entry.occurrence, whose)
    return ".".join(part for part in parts if part) + f"@{DOMAIN}"
