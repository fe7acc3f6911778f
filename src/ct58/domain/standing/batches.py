"""What stands on a day, an occasion at a time: how many have plainly done it, or missed it, and who needs a look.

It is plain where nothing but the day of a unit's report decides: no event that does more than say something, no exception,
amendment, end or unread file has to do with it. All else is left to `standing`, the only judge; so that a screen looks at what is open, and counts the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.standing.evidence import told_by_reports
from ct58.domain.standing.obligations import Occasion, obligations, occasions
from ct58.domain.standing.occurrences import Key, Obligation
from ct58.domain.standing.status import Standing, last_day_asked, standing
from ct58.domain.standing.told import NOBODY, Told, is_between, told_on
from ct58.domain.time.deadlines import Occurrence
from ct58.records import copied, positional_record

Days = Mapping[str, dt.date | None]
"""Unit → the day on which its report did what is owed; None where the report says something of it, and neither that nor no."""


class _Looked:
    """Where what was looked at stands in an office on a day. It is memory, so no batch differs from another one by it."""

    def __init__(self, office: Office | None, day: dt.date) -> None:
        self._office = office
        self._day = day
        self._known: dict[Key, Standing] = {}

    def standing(self, office: Office, entry: Obligation, day: dt.date) -> Standing:
        """Where an obligation stands; of another office or day it is worked out, and not kept."""
        if office is not self._office or day != self._day:
            return standing(office, entry, day)
        found = self._known.get(entry.key)
        if found is None or found.obligation != entry:
            found = self._known[entry.key] = standing(office, entry, day)
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Looked)

    def __hash__(self) -> int:
        return hash(_Looked)


_NOT_KEPT = _Looked(None, dt.date.min)
"""What is looked at of no office on no day."""


@positional_record
class Batch:
    """An occasion on a day. Of those who plainly did it `on_time` or `late`, or `missed` it, there is only how many they are.

    `open` are all others, in the order of the occasion; who is `waiting` of them (ids) plainly has time left. `turned` may
    stand otherwise than on an earlier day, if one was asked about. `has_fallen_due` is so of who is plain. `known` is what
    decides about each; None where only a look can tell. `looked` is what was found so far on the day: its lists ask for the same.
    """

    occasion: Occasion
    on_time: int = 0
    late: int = 0
    missed: int = 0
    open: tuple[Unit | None, ...] = ()
    waiting: frozenset[str] = frozenset()
    turned: tuple[Unit | None, ...] = ()
    has_fallen_due: bool = False
    known: _Known | None = None
    looked: _Looked = _NOT_KEPT

    @property
    def key(self) -> tuple[str, str]:
        """Item and occurrence."""
        return self.occasion.item.id, self.occasion.occurrence.key

    @property
    def done(self) -> int:
        """How many have plainly done it."""
        return self.on_time + self.late

    @property
    def plain(self) -> int:
        """How many need no look."""
        return self.done + self.missed + len(self.waiting)

    def is_waiting(self, obligation: Obligation) -> bool:
        """Whether there is plainly time left for one of its obligations."""
        return obligation.unit is not None and obligation.unit.id in self.waiting

    def standings(self, office: Office, asked: Iterable[Obligation], day: dt.date) -> Iterator[Standing]:
        """Where some of its obligations stand on a day. All of which nothing but the same day of a report is known stand alike."""
        alike: dict[object, Standing] = {}
        for entry in asked:
            said = self.known.said_of(entry.unit, day) if self.known is not None else None
            found = alike.get(said) if said is not None else None
            if found is None or found.status == "missed":  # what came instead is each unit's own
                found = alike[said] = self.looked.standing(office, entry, day)
                yield found
            else:
                yield copied(found, obligation=entry)

    @property
    def unplain(self) -> Iterator[Obligation]:
        """What only a look can tell."""
        return (entry for entry in self.occasion.owed_by(self.open) if not self.is_waiting(entry))

    def to_look_at(
        self, as_of: dt.date, within: int, asked: Callable[[Obligation], bool]
    ) -> Iterator[Obligation]:
        """What only a look can tell; of what is waiting and asked for all that falls due within a number of days, else the first."""
        due, has_first = self.occasion.occurrence.due, False
        is_near = due is not None and (due - as_of).days <= within
        for entry in self.occasion.owed_by(self.open):
            if not self.is_waiting(entry):
                yield entry
            elif (is_near or not has_first) and asked(entry):
                has_first = True
                yield entry


def batches(
    office: Office,
    as_of: dt.date,
    *,
    is_asked: Callable[[Item, Occurrence], bool] | None = None,
    wanted: Callable[[Obligation], bool] | None = None,
    since: dt.date | None = None,
) -> Iterator[Batch]:
    """Everything owed on a day, in the programme's order; or only of some occurrences, or what is wanted of it.

    With an earlier day `since` they say what may have stood otherwise on that.
    """
    told, looked = told_on(office, since, as_of), _Looked(office, as_of)
    for occasion in occasions(office, as_of, is_asked=is_asked):
        asked = occasion if wanted is None else occasion.only(wanted)
        yield copied(_batch(office, asked, told, as_of, since), looked=looked)


def batches_of(
    owed: Sequence[Batch] | None,
    office: Office,
    as_of: dt.date,
    is_asked: Callable[[Item, Occurrence], bool],
) -> Iterator[Batch]:
    """What is owed on a day of some occurrences; `owed` is everything owed on it, where that is at hand."""
    if owed is None:
        return batches(office, as_of, is_asked=is_asked)
    return (batch for batch in owed if is_asked(batch.occasion.item, batch.occasion.as_asked))


def overdue_on(office: Office, day: dt.date, owed: Sequence[Batch] | None = None) -> Iterator[Standing]:
    """What is overdue on a day, in the programme's order; `owed` is everything owed on it, where that is at hand."""
    for batch in batches(office, day) if owed is None else owed:
        for found in batch.standings(office, batch.unplain, day):
            if found.status == "overdue":
                yield found


def stood_otherwise(office: Office, found: Iterable[Batch], since: dt.date) -> Iterator[Standing]:
    """Of some batches, how stood on the earlier day what may have stood otherwise; of what was amended or ended, all that was owed then."""
    for item, of_item in groupby(found, key=lambda batch: batch.occasion.item):
        if _may_be_owed_otherwise(office, item):
            yield from (standing(office, entry, since) for entry in obligations(office, since, [item]))
        else:
            for batch in of_item:
                yield from batch.standings(office, batch.occasion.owed_by(batch.turned), since)


def _may_be_owed_otherwise(office: Office, item: Item) -> bool:
    return item.is_amended or item.deadline.after is not None or office.closed_on is not None


def _batch(office: Office, occasion: Occasion, events: Told, as_of: dt.date, since: dt.date | None) -> Batch:
    item, occurrence = occasion.item, occasion.occurrence
    told, decided = events.of(item.id, occurrence.key)
    due, own = _due_of_most(office, occasion)
    if due is None or None in decided or not _is_plain(office, occasion):
        turned = _perhaps_turned(office, occasion, events, since, as_of) if since is not None else ()
        return Batch(occasion, open=occasion.owing, turned=turned)
    known = _Known(
        occasion,
        due,
        told,
        decided | own.keys(),
        own,
        told_by_reports(office, item, occurrence),
        _booked_on(office, occasion),
    )
    turned = known.turned(events.lately.get(item.id, NOBODY), since, as_of) if since is not None else ()
    return known.counted(as_of, turned)


def _is_plain(office: Office, occasion: Occasion) -> bool:
    """Whether the day of its report decides where no event does: all who owe it are units, and nothing else moves it."""
    item = occasion.item
    return item.owners is not None and not (_may_be_owed_otherwise(office, item) or office.unread.files)


def _perhaps_turned(
    office: Office, occasion: Occasion, events: Told, since: dt.date, as_of: dt.date
) -> tuple[Unit | None, ...]:
    """Who may stand otherwise of what is not plain: of what nobody owes alone its day and its events tell, of all else anybody."""
    item, due = occasion.item, occasion.occurrence.due
    if item.owners is not None or office.unread.files or _may_be_owed_otherwise(office, item):
        return occasion.owing
    has_turned = is_between(since, as_of, due, last_day_asked(item, due))
    return occasion.owing if has_turned or None in events.lately.get(item.id, NOBODY) else ()


def _due_of_most(office: Office, occasion: Occasion) -> tuple[dt.date | None, Mapping[str, dt.date]]:
    """The day on which it falls due by the calendar of its period, and unit → its own day, where it has another."""
    period = office.periods.get(occasion.occurrence.key) if occasion.item.kind == "report" else None
    own: dict[str, dt.date] = {}
    for entry in period.exceptions if period else ():
        if entry.report == occasion.item.id and not entry.units:
            return entry.due, own
        for unit in entry.units if entry.report == occasion.item.id else ():
            own.setdefault(unit, entry.due)
    return occasion.occurrence.due, own


def _booked_on(office: Office, occasion: Occasion) -> dt.date:
    """From when on it is known whether it was done: a report always tells, of what recurs a sign that anybody follows it."""
    item = occasion.item
    if item.kind == "report" or item.deadline.every is None:
        return dt.date.min
    return office.first_booking(item, occasion.occurrence.key) or dt.date.max


@positional_record
class _Known:
    """What decides about an occasion: its day, what the reports say, from when that is known.

    Of whom events tell anything is `told`, of whom something else than reports may decide `decided`; `own` is unit → the
    day that is its own.
    """

    occasion: Occasion
    due: dt.date
    told: frozenset[str | None]
    decided: frozenset[str | None]
    own: Mapping[str, dt.date]
    days: Days
    booked_on: dt.date

    def counted(self, as_of: dt.date, turned: tuple[Unit | None, ...]) -> Batch:
        """About whom nothing else decides is counted, by the day of the report; all others are open."""
        on_time = late = missed = 0
        open_: list[Unit | None] = []
        waiting: list[str] = []
        has_time = as_of <= self.due == self.occasion.occurrence.due
        is_lapsed = self._is_lapsed(as_of)
        decided, days, due = self.decided, self.days, self.due
        for unit in self.occasion.owing:
            assert unit is not None  # joint items are not plain
            day = None if unit.id in decided else days.get(unit.id)
            if day is not None and day <= as_of:
                on_time, late = (on_time + 1, late) if day <= due else (on_time, late + 1)
            elif is_lapsed and unit.id not in decided and unit.id not in days:
                missed += 1
            else:
                open_.append(unit)
                if has_time and self._has_no_word(unit):
                    waiting.append(unit.id)
        return Batch(
            self.occasion,
            on_time,
            late,
            missed,
            tuple(open_),
            frozenset(waiting),
            turned,
            has_fallen_due=due <= as_of,
            known=self,
        )

    def said_of(self, unit: Unit | None, by: dt.date) -> object | None:
        """All that is known by a day of what a unit owes: nothing, or when its report did it; None where more has to do with it."""
        if unit is None or not self._has_no_word(unit):
            return None
        day = self.days.get(unit.id)
        if day is None:
            return None if unit.id in self.days else "nothing"
        return day if day <= by else None

    def turned(self, told: frozenset[str | None], since: dt.date, as_of: dt.date) -> tuple[Unit | None, ...]:
        """Who may stand otherwise than on an earlier day: something fell due, was booked, arrived or was `told` in between."""
        has_turned = since <= self.due < as_of or since < self.booked_on <= as_of
        if has_turned or self._is_lapsed(since) != self._is_lapsed(as_of):
            return self.occasion.owing
        item = self.occasion.item
        found = {id_ for id_, day in self.days.items() if day is None or since < day <= as_of}
        found |= {
            id_ for id_, due in self.own.items() if is_between(since, as_of, due, last_day_asked(item, due))
        }
        found |= {id_ for id_ in self.decided & told if id_}
        return tuple(unit for unit in self.occasion.owing if unit and unit.id in found) if found else ()

    def _has_no_word(self, unit: Unit) -> bool:
        """Whether nothing is told of a unit, nor of all at once."""
        return unit.id not in self.told and unit.id not in self.decided and None not in self.told

    def _is_lapsed(self, day: dt.date) -> bool:
        last_day = last_day_asked(self.occasion.item, self.due)
        return last_day is not None and last_day < day and self.booked_on <= day
