"""View of how far the work of a period has come, item by item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

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
    """One item with its obligations of a period, and their counts.

    `older` are debts from before it: what was open when the period began. They are named beside, and counted in none
    of the period's numbers.
    """

    item: Item
    entries: tuple[Entry, ...]
    older: tuple[Entry, ...] = ()

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Where each of them stands."""
        return tuple(entry.standing for entry in self.entries)

    @property
    def counts(self) -> Counts:
        """The item's obligations of the period, counted."""
        return count(self.entries)

    @property
    def is_settled(self) -> bool:
        """Whether any of them is done, overdue or missed, or a debt, so that there is something to report."""
        return bool(self.older) or any(standing.status in SETTLED for standing in self.standings)

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

    A one-off always does. Of what recurs: the occurrences whose own time lies in the period or reaches into it; where
    none does, the next. Beside them the debts from before.
    """
    return tuple(_of_period(office, item, scope, as_of) for item in _work(office))


def ahead(office: Office, period: Period, as_of: dt.date) -> tuple[ItemProgress, ...]:
    """The work that is open and falls due in a period."""
    found = (_progress(office, item, _due_in(office, item, period, as_of), as_of) for item in _work(office))
    return tuple(progress for progress in found if progress.entries)


def overdue_of(items: Iterable[ItemProgress]) -> tuple[ItemProgress, ...]:
    """The items with only what is overdue of them, older debts first."""
    return _of_which(items, is_overdue)


def missed_of(items: Iterable[ItemProgress]) -> tuple[ItemProgress, ...]:
    """The items with only what was not done of them before its time was over, the oldest first."""
    return _of_which(items, is_missed)


def _of_which(items: Iterable[ItemProgress], fits: Callable[[Entry], bool]) -> tuple[ItemProgress, ...]:
    found = (
        ItemProgress(item=one.item, entries=tuple(filter(fits, (*one.older, *one.entries)))) for one in items
    )
    return tuple(progress for progress in found if progress.entries)


def counts_of(items: Iterable[ItemProgress]) -> Counts:
    """The obligations of several items together."""
    return count(entry for item in items for entry in item.entries)


def _work(office: Office) -> list[Item]:
    return [item for item in office.items.values() if item.kind in WORK]


def _progress(office: Office, item: Item, found: Iterable[Standing], as_of: dt.date) -> ItemProgress:
    return ItemProgress(item=item, entries=tuple(as_entries(office, found, as_of)))


def _of_period(office: Office, item: Item, scope: SummaryScope, as_of: dt.date) -> ItemProgress:
    if item.deadline.every is None:
        return _progress(office, item, _standings(office, item, as_of, lambda _one: True), as_of)
    begun = list(_standings(office, item, as_of, lambda one: one.period.first_day <= scope.last_day))
    own = [found for found in begun if _last_day(found) >= scope.first_day]
    debts = (found for found in begun if _last_day(found) < scope.first_day and _is_debt(found, scope))
    older = tuple(as_entries(office, debts, as_of))
    return replace(_progress(office, item, own or _next(office, item, scope, as_of), as_of), older=older)


def _last_day(found: Standing) -> dt.date:
    return found.obligation.occurrence.period.last_day


def _is_debt(found: Standing, scope: SummaryScope) -> bool:
    """Whether what is older than the period is late, and was neither done nor given up before it began."""
    if found.status == "missed":
        return found.lapsed_on is None or found.lapsed_on >= scope.first_day
    if found.status == "completed_late":
        return found.done_on is None or found.done_on >= scope.first_day
    return found.status == "overdue"


def _next(office: Office, item: Item, scope: SummaryScope, as_of: dt.date) -> Iterator[Standing]:
    """The first occurrence after the period."""
    later = (one for one in item_occurrences(office, item) if one.period.first_day > scope.last_day)
    coming = next(later, None)
    return _standings(office, item, as_of, lambda one: one == coming)


def _due_in(office: Office, item: Item, period: Period, as_of: dt.date) -> Iterator[Standing]:
    for found in _standings(office, item, as_of, lambda one: _is_due_by(one, period.last_day)):
        if found.status in OPEN and found.due is not None and period.contains(found.due):
            yield found


def _standings(
    office: Office, item: Item, as_of: dt.date, wanted: Callable[[Occurrence], bool]
) -> Iterator[Standing]:
    """Where the obligations of some occurrences stand."""
    for obligation in obligations(office, as_of, [item], lambda _item, one: wanted(one)):
        yield standing(office, obligation, as_of)


def _is_due_by(occurrence: Occurrence, day: dt.date) -> bool:
    """Whether the deadline as written does not lie after a day; an extension only moves it later."""
    return occurrence.due is not None and occurrence.due <= day
