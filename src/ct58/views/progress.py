"""View of how far the work of a period has come, item by item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from ct58.domain.records.items import Item, ItemKind
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.standing.obligations import item_occurrences, obligations
from ct58.domain.standing.status import Standing, Status, standing
from ct58.domain.standing.summary_scope import SummaryScope
from ct58.domain.time.deadlines import Occurrence
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.views.counts import Counts, count, is_missed, is_overdue
from ct58.views.due import DONE, OPEN, Entry, as_entries

WORK: tuple[ItemKind, ...] = ("task", "duty", "ad_hoc")
"""The items that are work; reports of the units are counted apart."""
SETTLED: frozenset[Status] = DONE | frozenset[Status]({"overdue", "missed"})
"""Statuses of which there is something to report."""


@record
class ItemProgress:
    """One item with its obligations that concern a period, and their counts."""

    item: Item
    entries: tuple[Entry, ...]

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Where each of them stands."""
        return tuple(entry.standing for entry in self.entries)

    @property
    def counts(self) -> Counts:
        """The item's obligations, counted."""
        return count(self.entries)

    @property
    def is_settled(self) -> bool:
        """Whether any of them is done, overdue or missed, so that there is something to report."""
        return any(standing.status in SETTLED for standing in self.standings)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that owe it, each once."""
        found = (standing.obligation.unit for standing in self.standings)
        return tuple(dict.fromkeys(unit for unit in found if unit is not None))

    @property
    def periods(self) -> tuple[Period, ...]:
        """The occurrences, each once."""
        return tuple(dict.fromkeys(standing.obligation.occurrence.period for standing in self.standings))


def progress(office: Office, scope: SummaryScope, as_of: dt.date) -> tuple[ItemProgress, ...]:
    """Each item of work with what concerns the period, in the programme's order.

    A one-off always does. Of what recurs: what falls due in the period, and what fell due before and was
    still open when it began; where nothing does, the next occurrence.
    """
    return tuple(
        _progress(office, item, _concerning(office, item, scope, as_of), as_of) for item in _work(office)
    )


def ahead(office: Office, period: Period, as_of: dt.date) -> tuple[ItemProgress, ...]:
    """The work that is open and falls due in a period."""
    found = (_progress(office, item, _due_in(office, item, period, as_of), as_of) for item in _work(office))
    return tuple(progress for progress in found if progress.entries)


def overdue_of(items: Iterable[ItemProgress]) -> tuple[ItemProgress, ...]:
    """The items with only what is overdue of them."""
    return _of_which(items, is_overdue)


def missed_of(items: Iterable[ItemProgress]) -> tuple[ItemProgress, ...]:
    """The items with only what was not done of them before its time was over."""
    return _of_which(items, is_missed)


def _of_which(items: Iterable[ItemProgress], fits: Callable[[Entry], bool]) -> tuple[ItemProgress, ...]:
    found = (
        ItemProgress(item=progress.item, entries=tuple(filter(fits, progress.entries))) for progress in items
    )
    return tuple(progress for progress in found if progress.entries)


def counts_of(items: Iterable[ItemProgress]) -> Counts:
    """The obligations of several items together."""
    return count(entry for item in items for entry in item.entries)


def _work(office: Office) -> list[Item]:
    return [item for item in office.items.values() if item.kind in WORK]


def _progress(office: Office, item: Item, found: Iterable[Standing], as_of: dt.date) -> ItemProgress:
    return ItemProgress(item=item, entries=tuple(as_entries(office, found, as_of)))


def _due_in(office: Office, item: Item, period: Period, as_of: dt.date) -> Iterator[Standing]:
    for found in _standings(office, item, as_of, lambda one: _is_due_by(one, period.last_day)):
        if found.status in OPEN and found.due is not None and period.contains(found.due):
            yield found


def _concerning(office: Office, item: Item, scope: SummaryScope, as_of: dt.date) -> Iterator[Standing]:
    if item.deadline.every is None:
        yield from _standings(office, item, as_of, lambda _one: True)
        return
    past = _standings(office, item, as_of, lambda one: _is_due_by(one, scope.last_day))
    found = [entry for entry in past if _is_of(entry, scope)]
    later = (one for one in item_occurrences(office, item) if not _is_due_by(one, scope.last_day))
    coming = next(later, None)
    yield from found or _standings(office, item, as_of, lambda one: one == coming)


def _standings(
    office: Office, item: Item, as_of: dt.date, wanted: Callable[[Occurrence], bool]
) -> Iterator[Standing]:
    """Where the obligations of some occurrences stand."""
    for obligation in obligations(office, as_of, [item], lambda _item, one: wanted(one)):
        yield standing(office, obligation, as_of)


def _is_due_by(occurrence: Occurrence, day: dt.date) -> bool:
    """Whether the deadline as written does not lie after a day; an extension only moves it later."""
    return occurrence.due is not None and occurrence.due <= day


def _is_of(found: Standing, scope: SummaryScope) -> bool:
    """Whether an obligation that recurs concerns the period; not what was given up before it."""
    if found.due is None or found.due >= scope.first_day:
        return True
    if found.lapsed_on is not None and found.lapsed_on < scope.first_day:
        return False
    return found.done_on is None or found.done_on >= scope.first_day
