"""Obligations: who owes which occurrence of which item, and for whom a unit's figures count after a merger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.standing.evidence import is_given, is_recorded
from ct58.domain.standing.occurrences import (
    DatedOccurrence,
    Obligation,
    deciding_day,
    dropped_occurrences,
    item_occurrences,
)
from ct58.domain.standing.waiting import due_when_it_happens
from ct58.domain.time.deadlines import Occurrence
from ct58.domain.time.period import ONE_DAY
from ct58.records import positional_record


@positional_record
class Occasion:
    """An occurrence of an item with who owes it, in the office's order; (None,) where it is owed jointly."""

    item: Item
    occurrence: Occurrence
    owing: tuple[Unit | None, ...]
    ended_on: dt.date | None = None
    waited: Occurrence | None = None
    """The occurrence before its event had given it this day, where it waits for one."""

    @property
    def as_asked(self) -> Occurrence:
        """The occurrence by which it is asked for."""
        return self.waited or self.occurrence

    def owed_by(self, units: Iterable[Unit | None]) -> Iterator[Obligation]:
        """What some of them owe."""
        return (Obligation(self.item, self.occurrence, unit, self.ended_on) for unit in units)

    def only(self, keeps: Callable[[Obligation], bool]) -> Occasion:
        """The same with some of those who owe it."""
        owed = self.owed_by(self.owing)
        return replace(self, owing=tuple(entry.unit for entry in owed if keeps(entry)))


def obligations(
    office: Office,
    as_of: dt.date,
    items: Iterable[Item] | None = None,
    is_asked: Callable[[Item, Occurrence], bool] | None = None,
) -> Iterator[Obligation]:
    """Everything owed on the occasions of a day: each joint one once, each other one for each who owes it."""
    for occasion in occasions(office, as_of, items, is_asked):
        yield from occasion.owed_by(occasion.owing)


def occasions(
    office: Office,
    as_of: dt.date,
    items: Iterable[Item] | None = None,
    is_asked: Callable[[Item, Occurrence], bool] | None = None,
) -> Iterator[Occasion]:
    """Everything owed in the programme's whole time, as known on a day; of all items, or of some.

    A unit owes what falls due while it exists, and the report of a period in whose last day it
    exists. What would fall due after the committee's end, or after an amendment ended it, is owed no more; of that
    only what is joint and due once is still told (`ended_on`), and what something is recorded of: `fallen_away` has the rest.
    With `is_asked`, only the occurrences for which it holds are looked at.
    """
    for item in office.items.values() if items is None else items:
        for occurrence in item_occurrences(office, item):
            if is_asked is None or is_asked(item, occurrence):
                if item.deadline.after is not None:
                    yield from _occasions_waiting(office, item, occurrence, as_of)
                    continue
                found = _occasion(office, item, occurrence, as_of)
                yield found if found.ended_on is None else found.only(partial(_is_told, office, as_of))
        for gone in dropped_occurrences(office, item).values() if item.earlier else ():
            if is_asked is None or is_asked(item, gone.occurrence):
                yield _finished(office, item, gone, as_of)


def _occasion(office: Office, item: Item, occurrence: Occurrence, as_of: dt.date) -> Occasion:
    day = deciding_day(office, item, occurrence)
    ended_on = _ended_on(office, item, day, as_of)
    return Occasion(item, occurrence, _owing(office, item, as_of, day, ended_on), ended_on)


def _occasions_waiting(
    office: Office, item: Item, occurrence: Occurrence, as_of: dt.date
) -> Iterator[Occasion]:
    """What waits for an event: by the days that are known, as far as each unit has one of its own."""
    owing: tuple[Unit | None, ...] = (None,) if item.owners is None else (*office.units.values(),)
    by_day: dict[dt.date | None, list[Unit | None]] = {}
    for unit in owing:
        due = due_when_it_happens(office, Obligation(item, occurrence, unit), as_of)
        by_day.setdefault(due, []).append(unit)
    for due, units in by_day.items():
        found = _occasion(office, item, replace(occurrence, due=due), as_of)
        own = replace(found, owing=tuple(unit for unit in found.owing if unit in units), waited=occurrence)
        if own.owing:
            yield own if own.ended_on is None else own.only(partial(_is_told, office, as_of))


def fallen_away(office: Office, as_of: dt.date, items: Iterable[Item] | None = None) -> Iterator[Obligation]:
    """What is not asked any more because the committee's work or the item has ended, and nothing is recorded of it."""
    for item in office.items.values() if items is None else items:
        for occurrence in item_occurrences(office, item):
            found = _occasion(office, item, occurrence, as_of)
            if found.ended_on is not None:
                owed = found.owed_by(found.owing)
                yield from (entry for entry in owed if not is_recorded(office, entry, as_of))


def _finished(office: Office, item: Item, gone: DatedOccurrence, as_of: dt.date) -> Occasion:
    """What was finished before another wording did without it: it stays, and nobody else owes it."""
    by, day = min(as_of, gone.since - ONE_DAY), deciding_day(office, item, gone.occurrence)
    found = Occasion(item, gone.occurrence, _owing(office, item, as_of, day, None))
    return found.only(lambda entry: is_given(office, entry, by))


def _is_told(office: Office, as_of: dt.date, entry: Obligation) -> bool:
    """What is joint and due once keeps its line, so that nothing vanishes; all else where something is recorded of it."""
    is_one_off = entry.unit is None and entry.item.deadline.every is None
    return is_one_off or is_recorded(office, entry, as_of)


def _owing(
    office: Office, item: Item, as_of: dt.date, day: dt.date | None, ended_on: dt.date | None
) -> tuple[Unit | None, ...]:
    """Nobody alone, or each unit of its set; a standing duty is owed by who exists on `as_of`.

    Who owes it is decided by what held on its day; the unit is told as it is called now. `day` is the one that decides,
    and `ended_on` the one from which it is not asked any more.
    """
    if item.owners is None:
        return (None,)
    exists_on = day or as_of
    if office.closed_on is not None and (ended_on is not None or day is None):
        exists_on = min(exists_on, office.closed_on)  # whose unit it was at the end
    return office.members_on(item.owners, exists_on)


def _ended_on(office: Office, item: Item, day: dt.date | None, as_of: dt.date) -> dt.date | None:
    """The day from which an occurrence is not asked any more; None where it is, or was due before that.

    What is due once, open and ended by an amendment is asked no more, though its day had gone by: others have taken its place,
    or nobody wants it any more. What recurs stays owed for the times before. A standing duty was done until the committee's
    end, and so did not fall away.
    """
    closed_on, ended_on = office.closed_on, item.ended_on
    if (
        ended_on is not None
        and ended_on <= as_of
        and (item.deadline.every is None or day is None or day >= ended_on)
    ):
        return ended_on
    if closed_on is not None and closed_on <= as_of and day is not None and day > closed_on:
        return closed_on
    return None


def successor(office: Office, unit_id: str, as_of: dt.date) -> str:
    """The unit for which another's figures count on a day: itself until its last day, then its successor.

    Follows mergers as far as they have happened by `as_of`. A unit that was closed without a merger, and
    one that the register lacks, stay what they are.
    """
    return _end_of_mergers(office.units, unit_id, as_of)


def successors(office: Office, unit: Unit) -> tuple[str, ...]:
    """The units into which one was merged, whenever: first its own successor, then that one's, and so on."""
    found: list[str] = []
    following = unit.merged_into
    while following is not None and following not in (unit.id, *found):
        found.append(following)
        known = office.units.get(following)
        following = known.merged_into if known else None
    return tuple(found)


def _end_of_mergers(units: Mapping[str, Unit], unit_id: str, as_of: dt.date) -> str:
    seen = {unit_id}
    while (following := _next(units.get(unit_id), as_of)) is not None:
        if following in seen or following not in units:
            break  # a circle, or a merger into nobody, is a finding of `check`
        seen.add(following)
        unit_id = following
    return unit_id


def _next(unit: Unit | None, as_of: dt.date) -> str | None:
    if unit is None or unit.valid_to is None or as_of <= unit.valid_to:
        return None
    return unit.merged_into
