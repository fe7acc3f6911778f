"""View of what has become overdue: an entry for each occurrence, whatever many owe it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ct58.domain.records.items import Item
from ct58.domain.standing.status import Standing
from ct58.domain.time.period import ONE_DAY, Period
from ct58.records import record
from ct58.views.site import SiteView

MOST = 100


@record
class FeedEntry:
    """An occurrence that is overdue since a day; `owing` are the units that still owe it, none where a body leads it."""

    item: Item
    occurrence: str
    period: Period
    due: dt.date
    owing: tuple[str, ...]

    @property
    def since(self) -> dt.date:
        """The first day on which it was late."""
        return self.due + ONE_DAY


def feed_entries(view: SiteView) -> tuple[FeedEntry, ...]:
    """What is overdue on the day, the newest first, no more than a reader keeps."""
    found: dict[tuple[str, str], list[Standing]] = {}
    for standing in _overdue(view):
        found.setdefault((standing.item.id, standing.obligation.occurrence.key), []).append(standing)
    entries = [_entry(standings, view) for standings in found.values()]
    return tuple(sorted(entries, key=lambda entry: (entry.since, entry.item.id), reverse=True)[:MOST])


def _overdue(view: SiteView) -> Iterator[Standing]:
    marks = (mark for group in view.timeline for lane in group.lanes for mark in lane.marks)
    of_items: Iterable[Standing] = (standing for mark in marks for standing in mark.standings)
    of_reports = (row.standing for reports in view.reports for row in reports.rows)
    yield from (one for some in (of_items, of_reports) for one in some if one.status == "overdue" and one.due)


def _entry(standings: list[Standing], view: SiteView) -> FeedEntry:
    first = min(standings, key=lambda standing: standing.due or dt.date.max)
    assert first.due is not None
    units = [standing.obligation.unit for standing in standings]
    return FeedEntry(
        item=first.item,
        occurrence=first.obligation.occurrence.key,
        period=first.obligation.occurrence.period,
        due=first.due,
        owing=tuple(view.names[unit.id] for unit in units if unit is not None),
    )
