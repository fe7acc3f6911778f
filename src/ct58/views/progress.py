"""View of how far the work of a period has come, item by item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ct58.domain.records.editions import adjusted_by
from ct58.domain.records.items import Item, ItemKind
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Amendment
from ct58.domain.records.units import Unit
from ct58.domain.standing.obligations import fallen_away, obligations
from ct58.domain.standing.occurrences import item_occurrences
from ct58.domain.standing.status import Standing, Status, standing
from ct58.domain.standing.summary_scope import SummaryScope
from ct58.domain.time.deadlines import Occurrence
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.views.counts import Counts, Nouns, count, is_missed, is_overdue, nouns_of
from ct58.views.due import DONE, OPEN, Entry, as_entries, is_still_asked

WORK: tuple[ItemKind, ...] = ("task", "duty", "ad_hoc")
"""The items that are work; reports of the units are counted apart."""
SETTLED: frozenset[Status] = DONE | frozenset[Status]({"overdue", "missed"})
"""Statuses of which there is something to report."""


@record
class ItemProgress:
    """One item with its obligations of a period, and their counts.

    `older` are debts from before it: what was open when the period began. They are named beside, and counted in none
    of the period's numbers; nor are those in `gone`, which nobody had begun and are not asked any more. `adjusted_by` is
    the amendment that set who owes it, or when, of the last of them.
    """

    item: Item
    entries: tuple[Entry, ...]
    older: tuple[Entry, ...] = ()
    adjusted_by: Amendment | None = None
    gone: tuple[Entry, ...] = ()

    @property
    def nouns(self) -> Nouns:
        """How much that is, noun by noun."""
        return nouns_of(self.entries)

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
    def leads(self) -> tuple[str, ...]:
        """Who leads it; of what was given to others on the way, whoever leads one of its times."""
        found = (id_ for standing in self.standings for id_ in standing.item.lead)
        return tuple(dict.fromkeys(found)) or self.item.lead

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that owe it, each once."""
        found = (standing.obligation.unit for standing in self.standings)
        return tuple(dict.fromkeys(unit for unit in found if unit is not None))

    @property
    def periods(self) -> tuple[Period, ...]:
        """The occurrences, each once."""
        return tuple(dict.fromkeys(standing.obligation.occurrence.period for standing in self.standings))


@record
class Fallen:
    """What nobody had begun and is not asked any more, because the committee's work or an amendment ended it on a day.

    `amendment` is None where it was the committee's end.
    """

    on: dt.date
    amendment: Amendment | None
    items: tuple[ItemProgress, ...]

    @property
    def nouns(self) -> Nouns:
        """How much fell away, noun by noun."""
        return nouns_of(entry for item in self.items for entry in item.entries)


def fallen(
    office: Office,
    as_of: dt.date,
    scope: SummaryScope | None = None,
    wanted: Callable[[Standing], bool] | None = None,
) -> tuple[Fallen, ...]:
    """What fell away by a day, the earliest end first: of the programme's whole time, or of what concerns a period."""
    found: dict[tuple[dt.date, str], list[ItemProgress]] = {}
    for item in _work(office):
        by_end: dict[dt.date, list[Entry]] = {}
        for entry in _fallen_entries(office, item, as_of):
            ended_on = entry.standing.obligation.ended_on
            if (
                ended_on
                and (scope is None or _reaches(entry, scope))
                and (not wanted or wanted(entry.standing))
            ):
                by_end.setdefault(ended_on, []).append(entry)
        for ended_on, entries in by_end.items():
            ending = office.history.endings.get(item.id) if ended_on == item.ended_on else None
            name = ending.amendment.name if ending else ""
            found.setdefault((ended_on, name), []).append(ItemProgress(item=item, entries=tuple(entries)))
    return tuple(
        _as_fallen(office, on, items, name) for (on, name), items in sorted(found.items(), key=_by_end)
    )


def _by_end(found: tuple[tuple[dt.date, str], list[ItemProgress]]) -> tuple[dt.date, str]:
    return found[0]


def _as_fallen(office: Office, on: dt.date, items: Sequence[ItemProgress], name: str) -> Fallen:
    ending = office.history.endings.get(items[0].item.id) if name else None
    return Fallen(on=on, amendment=ending.amendment if ending else None, items=tuple(items))


def _fallen_entries(office: Office, item: Item, as_of: dt.date) -> Iterable[Entry]:
    """None at all where nothing has ended, which is quickly seen."""
    if office.closed_on is None and item.ended_on is None:
        return ()
    gone = fallen_away(office, as_of, [item])
    return as_entries(office, (standing(office, obligation, as_of) for obligation in gone), as_of)


def _reaches(entry: Entry, scope: SummaryScope) -> bool:
    """Whether what fell away is due once, or its time lies in the period or reaches into it."""
    if entry.standing.item.deadline.every is None:
        return True
    return entry.period.first_day <= scope.last_day and entry.period.last_day >= scope.first_day


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


def unfinished_of(items: Iterable[ItemProgress]) -> tuple[ItemProgress, ...]:
    """The items with only what had been begun of them when the committee's work ended before its day."""
    return _of_which(items, lambda entry: entry.standing.cut_on is not None and entry.standing.status in OPEN)


def missed_of(items: Iterable[ItemProgress]) -> tuple[ItemProgress, ...]:
    """The items with only what was not done of them before its time was over, the oldest first."""
    return _of_which(items, is_missed)


def _of_which(items: Iterable[ItemProgress], fits: Callable[[Entry], bool]) -> tuple[ItemProgress, ...]:
    found = (
        replace(one, entries=tuple(filter(fits, (*one.older, *one.entries))), older=(), gone=())
        for one in items
    )
    return tuple(progress for progress in found if progress.entries)


def counts_of(items: Iterable[ItemProgress]) -> Counts:
    """The obligations of several items together."""
    return count(entry for item in items for entry in item.entries)


def _work(office: Office) -> list[Item]:
    return [item for item in office.items.values() if item.kind in WORK]


def _progress(office: Office, item: Item, found: Iterable[Standing], as_of: dt.date) -> ItemProgress:
    """What is joint and due once stands in the wording that it was finished by, if it is finished."""
    entries = tuple(as_entries(office, found, as_of))
    is_one = item.deadline.every is None and item.owners is None and len(entries) == 1
    return ItemProgress(
        item=entries[0].standing.item if is_one else item,
        entries=entries,
        adjusted_by=adjusted_by(office.history, entries[-1].standing.item) if entries else None,
    )


def _of_period(office: Office, item: Item, scope: SummaryScope, as_of: dt.date) -> ItemProgress:
    gone = tuple(entry for entry in _fallen_entries(office, item, as_of) if _reaches(entry, scope))
    return replace(_in_force(office, item, scope, as_of), gone=gone)


def _in_force(office: Office, item: Item, scope: SummaryScope, as_of: dt.date) -> ItemProgress:
    """What concerns a period and is still asked, or was done; where nothing is, the first that fell away keeps its line."""
    if item.deadline.every is None:
        return _progress(office, item, _standings(office, item, as_of, lambda _one: True), as_of)
    begun = list(_standings(office, item, as_of, lambda one: one.period.first_day <= scope.last_day))
    own = [found for found in begun if _last_day(found) >= scope.first_day]
    debts = (found for found in begun if _last_day(found) < scope.first_day and _is_debt(found, scope))
    older = tuple(as_entries(office, debts, as_of))
    found = _progress(office, item, own or _next(office, item, scope, as_of), as_of)
    if not found.entries:
        found = replace(found, entries=tuple(_first_fallen(office, item, as_of)))
    return replace(found, older=older)


def _first_fallen(office: Office, item: Item, as_of: dt.date) -> Iterator[Entry]:
    entries = list(_fallen_entries(office, item, as_of))
    return (entry for entry in entries if entry.occurrence == entries[0].occurrence)


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
        if is_still_asked(found) and found.due is not None and period.contains(found.due):
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
