"""Views of what is due: overdue and upcoming obligations on a day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from ct58.domain.records.items import ItemKind
from ct58.domain.records.office import Office
from ct58.domain.records.programme import ProgrammeHead
from ct58.domain.records.units import Unit
from ct58.domain.standing.batches import Batch, batches, stood_otherwise
from ct58.domain.standing.calls import CallReason, reason_for
from ct58.domain.standing.occurrences import Key, Obligation
from ct58.domain.standing.reminders import round_on
from ct58.domain.standing.report_calendar import chased_period
from ct58.domain.standing.status import (
    HALTED,
    UNCOUNTED,
    Standing,
    Status,
    standings,
)
from ct58.domain.time.period import Period
from ct58.records import copied, record

OPEN = frozenset({"due_soon", "in_progress", "not_started"})
"""Statuses of what is not done and not late."""
DONE: frozenset[Status] = frozenset({"completed_on_time", "completed_late"})


def is_still_asked(standing: Standing) -> bool:
    """Whether something is open and has still time: what the committee's end has cut short has none."""
    return standing.status in OPEN and standing.cut_on is None


@record
class Entry:
    """One obligation on a list, with where it stands in the data (file and line)."""

    standing: Standing
    file: str
    line: int
    as_of: dt.date

    @property
    def key(self) -> Key:
        """Item, occurrence and unit: what makes the obligation this one."""
        return self.standing.obligation.key

    @property
    def unit(self) -> Unit | None:
        """The unit that owes it; None for a joint item."""
        return self.standing.obligation.unit

    @property
    def occurrence(self) -> str:
        """The occurrence's key."""
        return self.standing.obligation.occurrence.key

    @property
    def period(self) -> Period:
        """The occurrence's time."""
        return self.standing.obligation.occurrence.period

    @property
    def days_overdue(self) -> int:
        """As-of − due: positive when late, negative while there is time. After the committee's end no day is added."""
        due = self.standing.due
        if self.standing.status == "overdue":
            return self.standing.days_overdue
        return (self.as_of - due).days if due else 0

    def falls_due(self, within: int) -> bool:
        """Whether it is open, still asked for, and its deadline is at most this number of days away."""
        return (
            is_still_asked(self.standing) and self.standing.due is not None and -self.days_overdue <= within
        )


@record
class Filter:
    """Which obligations are asked for; None means all. `owner` is a unit's id."""

    owner: str | None = None
    kind: ItemKind | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing is filtered out."""
        return self.owner is None and self.kind is None

    def lets_pass(self, standing: Standing) -> bool:
        """Whether an obligation is asked for, in the wording in which it stands."""
        return self.asks_for(standing.obligation)

    def asks_for(self, obligation: Obligation) -> bool:
        """Whether an obligation is asked for."""
        item = obligation.item
        is_owner = self.owner is None or self.owner in (*obligation.owner_ids, *item.with_)
        return is_owner and self.kind in (None, item.kind)


@record
class OwedTally:
    """Of an occurrence that each unit owes: how many owe it, and how many have done it; of others nobody can read it, and `waiting` of these wait to be settled."""

    expected: int
    done: int
    unreadable: int = 0
    waiting: int = 0


@record
class DueChanges:
    """What became overdue since a day, and what no longer is."""

    since: dt.date
    came: tuple[Entry, ...]
    went: tuple[Entry, ...]


class HasEntries(Protocol):
    """A letter, or a row of a list: something about several debts."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The debts."""
        ...


def debts(told: Iterable[HasEntries]) -> tuple[Entry, ...]:
    """What some letters or rows are about, each debt once: a joint one is told to each who leads it."""
    return tuple({entry.key: entry for one in told for entry in one.entries}.values())


@record
class DueView:
    """A list of obligations on a day.

    `tallies` count each occurrence that units owe; `next_due` is the nearest one that is open, and
    `soon` the open occurrences
    within 30 days, however many units owe each. `ended_on` is the day the programme ended, if it has.
    `unread` may belong on the list: a file that would say so could not be read; `is_partial` where there is any such
    file, of a unit or an item perhaps, so that not even what may be missing is known. `why` says of each entry that is
    overdue why somebody is asked for it now, `is_untouched` while nobody has recorded anything, `newest` what time the newest round of reports is about.
    """

    head: ProgrammeHead
    as_of: dt.date
    is_untouched: bool
    entries: tuple[Entry, ...]
    unread: tuple[Entry, ...]
    tallies: dict[tuple[str, str], OwedTally]
    changes: DueChanges | None
    next_due: Entry | None
    soon: tuple[Entry, ...]
    ended_on: dt.date | None
    was_closed: bool
    is_example: bool
    names: dict[str, str]
    long_overdue_days: int
    is_filtered: bool
    is_partial: bool
    newest: Period
    why: dict[Key, CallReason]
    only_older: bool

    def is_old(self, entry: Entry) -> bool:
        """Whether it is an old debt: from before the newest round of reports."""
        return self.why[entry.key] == "old"


SOON_DAYS = 30


def overdue_view(
    office: Office,
    as_of: dt.date,
    only: Filter | None = None,
    since: dt.date | None = None,
    *,
    only_older: bool = False,
) -> DueView:
    """What is overdue on a day, in the programme's order, or only the old debts; with `since`, what came and went."""
    view = _due_view(office, as_of, only or Filter(), _is_overdue, _may_be_overdue, since)
    newest = round_on(office, as_of)
    why = {entry.key: reason_for(office, entry.standing, as_of, newest) for entry in view.entries}
    listed = tuple(entry for entry in view.entries if not only_older or why[entry.key] == "old")
    return replace(view, entries=listed, why=why, only_older=only_older)


def upcoming_view(
    office: Office, as_of: dt.date, within: int = SOON_DAYS, only: Filter | None = None
) -> DueView:
    """What is open and falls due within a number of days, by day."""

    def may_fall_due(entry: Entry) -> bool:
        return entry.standing.due is not None and 0 <= -entry.days_overdue <= within

    view = _due_view(
        office, as_of, only or Filter(), lambda entry: entry.falls_due(within), may_fall_due, within=within
    )
    return _with_entries(view, coming(view.entries, within))


def _is_overdue(entry: Entry) -> bool:
    return entry.standing.status == "overdue"


def _may_be_overdue(entry: Entry) -> bool:
    return entry.days_overdue > 0


def coming(entries: Iterable[Entry], within: int = SOON_DAYS) -> list[Entry]:
    """What is open and falls due within a number of days, by day."""
    return sorted((entry for entry in entries if entry.falls_due(within)), key=_by_due)


def _by_due(entry: Entry) -> dt.date:
    return entry.standing.due or dt.date.max


def _due_view(
    office: Office,
    as_of: dt.date,
    only: Filter,
    is_listed: Callable[[Entry], bool],
    may_be: Callable[[Entry], bool],
    since: dt.date | None = None,
    within: int = -1,
) -> DueView:
    found = tuple(batches(office, as_of, since=since))
    ended_on, was_closed = programme_end(office, as_of)
    near = within if ended_on is not None else max(within, SOON_DAYS)
    looked = tuple(looked_at(office, found, as_of, only, near))
    asked = tuple(entry for one in looked for entry in one.entries if only.lets_pass(entry.standing))
    listed = tuple(entry for entry in asked if is_listed(entry))
    still_open = [entry for entry in asked if is_still_asked(entry.standing) and entry.standing.due]
    return DueView(
        head=office.programme.head,
        as_of=as_of,
        is_untouched=office.is_untouched,
        entries=listed,
        unread=tuple(entry for entry in asked if entry.standing.status == "unreadable" and may_be(entry)),
        tallies=tallies_of(looked),
        changes=_changes(office, only, (listed, found), since) if since else None,
        next_due=min(still_open, key=_by_due, default=None),
        soon=tuple(coming(still_open)),
        ended_on=ended_on,
        was_closed=was_closed,
        is_example=office.file.example,
        names={unit.id: unit.label for unit in office.units.values()},
        long_overdue_days=office.settings.long_overdue_days,
        is_filtered=not only.is_open,
        is_partial=bool(office.unread.files),
        newest=chased_period(office, as_of),
        why={},
        only_older=False,
    )


def _with_entries(view: DueView, entries: Iterable[Entry]) -> DueView:
    return replace(view, entries=tuple(entries))


def entries_on(office: Office, as_of: dt.date) -> tuple[Entry, ...]:
    """Every obligation on a day, in the programme's order."""
    return tuple(as_entries(office, standings(office, as_of), as_of))


def as_entries(office: Office, found: Iterable[Standing], as_of: dt.date) -> Iterator[Entry]:
    """Standings with where they stand in the data."""
    lines: dict[object, int] = {}
    for one in found:
        item = one.item
        place = item.file, item.at
        if place not in lines:
            lines[place] = office.line(*place)
        yield Entry(standing=one, file=item.file, line=lines[place], as_of=as_of)


@record
class LookedAt:
    """A batch with the entries of what was looked at of it, in its order."""

    batch: Batch
    entries: tuple[Entry, ...]

    @property
    def unplain(self) -> Iterator[Entry]:
        """Those of which the batch itself tells nothing."""
        return (entry for entry in self.entries if not self.batch.is_waiting(entry.standing.obligation))


def looked_at(
    office: Office, found: Iterable[Batch], as_of: dt.date, only: Filter, within: int
) -> Iterator[LookedAt]:
    """Some batches with what a list of a day needs: all of which only a look can tell, and what is asked for and falls due soon."""
    for batch in found:
        near = batch.to_look_at(as_of, within, only.asks_for)
        standings = batch.standings(office, near, as_of)
        yield LookedAt(batch=batch, entries=tuple(as_entries(office, standings, as_of)))


def tallies_of(looked: Iterable[LookedAt]) -> dict[tuple[str, str], OwedTally]:
    """The same as `tallies` of all entries, of what is counted and of what was looked at."""
    found: dict[tuple[str, str], OwedTally] = {}
    for one in looked:
        batch, key = one.batch, one.batch.key
        found |= tallies(one.unplain)
        if batch.plain:
            rest = found.get(key) or OwedTally(expected=0, done=0)
            found[key] = copied(rest, expected=rest.expected + batch.plain, done=rest.done + batch.done)
    return found


def tallies(entries: Iterable[Entry]) -> dict[tuple[str, str], OwedTally]:
    """Expected and done of each occurrence that units owe; what is halted is not expected, nor what nobody can read."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for entry in entries:
        status = entry.standing.status
        if entry.unit is not None and status not in HALTED:
            count = counts.setdefault((entry.standing.item.id, entry.occurrence), Counter())
            count["waiting"] += status == "unreadable" and entry.standing.is_unsettled
            count["unreadable" if status in UNCOUNTED else "done" if status in DONE else "open"] += 1
    return {
        key: OwedTally(
            expected=count["done"] + count["open"],
            done=count["done"],
            unreadable=count["unreadable"],
            waiting=count["waiting"],
        )
        for key, count in counts.items()
    }


def _changes(
    office: Office, only: Filter, now: tuple[Iterable[Entry], Iterable[Batch]], since: dt.date
) -> DueChanges:
    """What came and went between the days; only what may have stood otherwise is looked at."""
    listed, found = now
    stood = tuple(stood_otherwise(office, found, since))
    late = (one for one in stood if one.status == "overdue" and only.lets_pass(one))
    before = {entry.key: entry for entry in as_entries(office, late, since)}
    turned = {one.obligation.key for one in stood}
    turned |= {entry.key for batch in found for entry in batch.occasion.owed_by(batch.turned)}
    current = {entry.key: entry for entry in listed}
    return DueChanges(
        since=since,
        came=tuple(entry for key, entry in current.items() if key in turned and key not in before),
        went=tuple(entry for key, entry in before.items() if key not in current),
    )


def programme_end(office: Office, as_of: dt.date) -> tuple[dt.date | None, bool]:
    """The day on which the programme ended before `as_of`, and whether by decision; None while it runs."""
    closed_on = office.programme.head.closed_on
    if closed_on is not None and closed_on < as_of:
        return closed_on, True
    last_day = office.horizon.last_day
    return (last_day, False) if last_day < as_of else (None, False)
