"""Occurrences of items within the programme's time: of amended ones, and of those that the committee's end cuts short."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from ct58.domain.records.items import EarlierItem, Item
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import Occurrence, WorkingDays, occurrences
from ct58.domain.time.period import Period
from ct58.records import positional_record

Key = tuple[str, str, str | None]
"""Item, occurrence and unit (None: owed jointly)."""


@positional_record
class Obligation:
    """One occurrence of an item, owed jointly (`unit` is None) or by one unit.

    `ended_on`: from that day on it is not asked any more; what was recorded of it before stays and is judged.
    """

    item: Item
    occurrence: Occurrence
    unit: Unit | None = None
    ended_on: dt.date | None = None

    @property
    def key(self) -> Key:
        """What makes it this one."""
        return self.item.id, self.occurrence.key, self.unit.id if self.unit else None

    @property
    def owner_ids(self) -> tuple[str, ...]:
        """Who owes it: the unit, or the bodies that lead a joint item."""
        return (self.unit.id,) if self.unit else self.item.lead


def item_occurrences(office: Office, item: Item) -> tuple[Occurrence, ...]:
    """All occurrences of an item within the programme's horizon, each with the newest day that was set for it.

    Of reports none is left after the committee's end, and that of the time cut short is due on the cut-off day.
    """
    found = occurrences_without_an_end(office, item)
    closed_on = office.closed_on
    return found if closed_on is None or item.kind != "report" else _cut_short(office, found, closed_on)


def occurrences_without_an_end(office: Office, item: Item) -> tuple[Occurrence, ...]:
    """All occurrences as if the committee's work went on to the end of the horizon."""
    if item.is_amended:
        return tuple(times[-1].occurrence for times in occurrences_in_time(office, item).values())
    return office.times_of(item.deadline)


def _cut_short(office: Office, found: Iterable[Occurrence], closed_on: dt.date) -> tuple[Occurrence, ...]:
    closing = office.programme.head.closing
    cut_off = closing.cut_off if closing else None
    kept = []
    for occurrence in found:
        if occurrence.period.last_day <= closed_on:
            kept.append(occurrence)
        elif occurrence.period.first_day <= closed_on and cut_off is not None:
            kept.append(Occurrence.of(occurrence.period, cut_off))
    return tuple(kept)


@positional_record
class DatedOccurrence:
    """An occurrence as an item's wording has it that was in force from `since` on, until the next one."""

    since: dt.date
    occurrence: Occurrence


def wordings(office: Office, obligation: Obligation) -> Iterator[tuple[dt.date, Obligation]]:
    """The same obligation in the earlier wordings of its item, each with the day from which it was another."""
    for entry in obligation.item.earlier:
        times = occurrences_in_time(office, entry.item).get(obligation.occurrence.key)
        occurrence = times[-1].occurrence if times else obligation.occurrence
        yield entry.until, replace(obligation, item=entry.item, occurrence=occurrence)


def deadline_set_on(office: Office, obligation: Obligation) -> dt.date:
    """The day of the amendment that set the newest day of an occurrence; the beginning of time where none did."""
    if not obligation.item.earlier:
        return dt.date.min
    times = occurrences_in_time(office, obligation.item).get(obligation.occurrence.key, ())
    same = takewhile(lambda entry: entry.occurrence.due == obligation.occurrence.due, reversed(times))
    return min((entry.since for entry in same), default=dt.date.min)


def occurrences_in_time(office: Office, item: Item) -> Mapping[str, Sequence[DatedOccurrence]]:
    """The occurrences of an amended item by key, in order of time: each with the wordings that set a day for it.

    A wording sets no day that had gone by before it was in force, and none for what the wording after it does
    without; what was due by then stays as it was.
    """
    return _in_time(item, _asked_on(office, item), office.horizon, office.working_days)[0]


def dropped_occurrences(office: Office, item: Item) -> Mapping[str, DatedOccurrence]:
    """What an amended item does without since a later wording, each with the first day of that one.

    Whatever was finished by then stays; the rest is not asked any more.
    """
    if not item.earlier:
        return {}
    return _in_time(item, _asked_on(office, item), office.horizon, office.working_days)[1]


def _asked_on(office: Office, item: Item) -> dt.date:
    return item.since or office.programme.head.issued_on


@lru_cache(maxsize=1024)  # asked again for every unit that owes it
def _in_time(
    item: Item, issued_on: dt.date, horizon: Period, work: WorkingDays
) -> tuple[Mapping[str, Sequence[DatedOccurrence]], Mapping[str, DatedOccurrence]]:
    """The occurrences that are asked for, and those that no wording asks for any more."""
    begins = item.since or dt.date.min
    found: dict[str, list[DatedOccurrence]] = {}
    dropped: dict[str, DatedOccurrence] = {}
    for wording in (*item.earlier, EarlierItem(dt.date.max, item)):
        known = {entry.key: entry for entry in occurrences(wording.item.deadline, issued_on, horizon, work)}
        for key in found.keys() - known.keys():
            if found[key]:
                dropped[key] = DatedOccurrence(begins, found[key][-1].occurrence)
            found[key] = [entry for entry in found[key] if _was_due_before(entry.occurrence, begins)]
        for key, occurrence in known.items():
            if begins == (item.since or dt.date.min) or not _was_due_before(occurrence, begins):
                found.setdefault(key, []).append(DatedOccurrence(begins, occurrence))
        begins = wording.until
    kept = {key: tuple(times) for key, times in found.items() if times}
    in_order = dict(sorted(kept.items(), key=lambda entry: entry[1][-1].occurrence.period.sort_key()))
    return in_order, {key: gone for key, gone in dropped.items() if key not in kept}


def _was_due_before(occurrence: Occurrence, day: dt.date) -> bool:
    return occurrence.due is not None and occurrence.due < day


def asked_since(office: Office, item: Item) -> dt.date:
    """The day of the document that asks for an item: of what came up on the way its own, else the programme's."""
    file = office.item_files.get(item.id) if item.kind == "ad_hoc" else None
    source = file.source if file is not None else None
    return (source.date if source is not None else None) or office.programme.head.issued_on


def deciding_day(office: Office, item: Item, occurrence: Occurrence) -> dt.date | None:
    """The day on which an owner must exist: a report's last day of period, else the due day."""
    return office.last_day_of(occurrence.period) if item.kind == "report" else occurrence.due
