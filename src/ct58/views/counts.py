"""The 2×2 of the committee's practice: done or not, in time or not; with the rate on time beside its fraction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from ct58.domain.standing.batches import Batch
from ct58.domain.standing.rates import rate
from ct58.domain.standing.status import timeliness
from ct58.records import record
from ct58.views.due import OPEN, Entry


@record
class Nouns:
    """How much some obligations are, noun by noun (contract §4): one noun is one number on every screen of a day.

    `items` are the different items of work; `occurrences` are theirs, one for each time and each unit that owes it.
    `reports` are those of the calendar, one for each period and unit. `units` owe any of all these, each counted once.
    """

    items: int
    occurrences: int
    units: int
    reports: int

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.occurrences or self.reports)


def nouns_of(entries: Iterable[Entry]) -> Nouns:
    """How much some obligations are."""
    listed = tuple(entries)
    work = [entry for entry in listed if entry.standing.item.kind != "report"]
    return Nouns(
        items=len({entry.standing.item.id for entry in work}),
        occurrences=len(work),
        units=len({entry.unit.id for entry in listed if entry.unit}),
        reports=len(listed) - len(work),
    )


@record
class Counts:
    """What some obligations come to, one for each occurrence (and unit, where each owes it).

    `items` are the different items behind them, `units` those that owe them. The four cells are `on_time`, `late`
    (done), `within_time` and `overdue` (not done); `missed` is what was not done before its time was over,
    `to_verify` a part of `overdue`, and `unbooked` a part of that. Standing duties, what is halted and what nobody
    can read are counted beside the four, not in them (`waiting` of these wait to be settled); `unsettled` are a part of those done, by the first of two lines. `due` have fallen due by the day, itself included, done or
    not; `due_on_time` of those were done in time.
    """

    items: int
    units: int
    on_time: int
    late: int
    within_time: int
    overdue: int
    missed: int
    to_verify: int
    unbooked: int
    ongoing: int
    suspended: int
    dropped: int
    unreadable: int
    waiting: int
    unsettled: int
    due: int
    due_on_time: int

    @property
    def total(self) -> int:
        """The occurrences (lượt): the four cells and what was missed."""
        return self.on_time + self.late + self.within_time + self.overdue + self.missed

    @property
    def open_on_its_day(self) -> int:
        """What falls due on the day itself and is not done: due, and not yet overdue."""
        return self.due - self.due_on_time - self.late - self.overdue - self.missed

    @property
    def rate(self) -> Decimal | None:
        """On time of what has fallen due, in percent; None where nothing has."""
        return rate(self.due_on_time, self.due)


def count(entries: Iterable[Entry], batches: Iterable[Batch] = ()) -> Counts:
    """The counts of some obligations, and of what is plain of some batches."""
    listed, plain = tuple(entries), tuple(batch for batch in batches if batch.plain)
    statuses: Counter[str] = Counter(entry.standing.status for entry in listed)
    rated = timeliness(entry.standing for entry in listed)
    return Counts(
        items=len({entry.standing.item.id for entry in listed} | {batch.occasion.item.id for batch in plain}),
        units=len(_units(listed, plain)),
        on_time=statuses["completed_on_time"] + sum(batch.on_time for batch in plain),
        late=statuses["completed_late"] + sum(batch.late for batch in plain),
        within_time=sum(statuses[status] for status in OPEN) + sum(len(batch.waiting) for batch in plain),
        overdue=statuses["overdue"],
        missed=statuses["missed"] + sum(batch.missed for batch in plain),
        to_verify=sum(entry.standing.needs_verification and is_overdue(entry) for entry in listed),
        unbooked=sum(entry.standing.is_unbooked for entry in listed),
        ongoing=statuses["ongoing"],
        suspended=statuses["suspended"],
        dropped=statuses["dropped"],
        unreadable=statuses["unreadable"],
        waiting=sum(
            entry.standing.status == "unreadable" and entry.standing.is_unsettled for entry in listed
        ),
        unsettled=sum(bool(entry.standing.contested) for entry in listed),
        due=rated.due + sum(batch.plain for batch in plain if batch.has_fallen_due),
        due_on_time=rated.on_time + sum(batch.on_time for batch in plain if batch.has_fallen_due),
    )


def _units(entries: Iterable[Entry], plain: Iterable[Batch]) -> set[str]:
    """Who owes any of it."""
    counted = {unit.id for batch in plain for unit in batch.occasion.owing if unit}
    return counted | {entry.unit.id for entry in entries if entry.unit}


def is_overdue(entry: Entry) -> bool:
    """Whether it is not done and its deadline has passed."""
    return entry.standing.status == "overdue"


def is_missed(entry: Entry) -> bool:
    """Whether it was not done before its time was over."""
    return entry.standing.status == "missed"
