"""View of all occurrences of the programme's items along the years, by who leads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from ct58.domain.records.items import Item
from ct58.domain.standing.status import UNCOUNTED, Standing, Status
from ct58.domain.time.period import Period
from ct58.records import positional_record
from ct58.views.due import DONE

LED_BY_UNITS = ""
"""The lead of what each unit owes by itself."""
_WORST_FIRST: tuple[Status, ...] = (
    "overdue",
    "unreadable",
    "due_soon",
    "in_progress",
    "not_started",
    "ongoing",
)


@positional_record
class Mark:
    """One occurrence: where it stands, and of what units owe each by themselves how many have done it.

    The status of such an occurrence is the worst of its units', and late if the last of them was.
    """

    item: Item
    period: Period
    status: Status
    standings: tuple[Standing, ...]

    @property
    def due(self) -> dt.date | None:
        """The due day of most: extensions move some units' only."""
        days = [standing.due for standing in self.standings if standing.due is not None]
        return max(set(days), key=lambda day: (days.count(day), day), default=None)

    @property
    def is_owed_by_units(self) -> bool:
        """Whether each unit owes it."""
        return self.item.owners is not None

    @property
    def expected(self) -> int:
        """How many owe it; what is halted is not expected, nor what nobody can read."""
        return sum(standing.status not in UNCOUNTED for standing in self.standings)

    @property
    def done(self) -> int:
        """How many have done it."""
        return sum(standing.status in DONE for standing in self.standings)

    @property
    def unsettled(self) -> int:
        """Of how many nobody has settled yet which of two lines is right."""
        return sum(bool(standing.contested) for standing in self.standings)


@positional_record
class Lane:
    """One item with its occurrences in order of their due days."""

    item: Item
    marks: tuple[Mark, ...]


@positional_record
class LeadGroup:
    """What one body leads, in the programme's order; `lead` is UNITS for what units owe."""

    lead: str
    lanes: tuple[Lane, ...]


def lead_groups(found: Iterable[Standing]) -> tuple[LeadGroup, ...]:
    """Items with their occurrences by their first lead, in the order in which the leads come.

    A joint item stands once, however many lead it. What units owe comes last.
    """
    groups: dict[str, list[Lane]] = {}
    for lane in _lanes(found):
        lead = lane.item.lead[0] if lane.item.lead and not lane.item.owners else LED_BY_UNITS
        groups.setdefault(lead, []).append(lane)
    owed = groups.pop(LED_BY_UNITS, None)
    listed = [LeadGroup(lead, tuple(lanes)) for lead, lanes in groups.items()]
    return (*listed, LeadGroup(LED_BY_UNITS, tuple(owed))) if owed else tuple(listed)


def _lanes(found: Iterable[Standing]) -> list[Lane]:
    items: dict[str, dict[str, list[Standing]]] = {}
    for standing in found:
        occurrences = items.setdefault(standing.item.id, {})
        occurrences.setdefault(standing.obligation.occurrence.key, []).append(standing)
    return [_lane(tuple(occurrences.values())) for occurrences in items.values()]


def _lane(occurrences: Sequence[list[Standing]]) -> Lane:
    item = occurrences[0][0].item
    marks = [
        Mark(item, found[0].obligation.occurrence.period, overall(found), tuple(found))
        for found in occurrences
    ]
    return Lane(item, tuple(sorted(marks, key=lambda mark: mark.due or dt.date.max)))


def overall(found: Sequence[Standing]) -> Status:
    """The status of several that owe the same thing: the worst that is open; else missed or late if one was."""
    statuses = [standing.status for standing in found]
    for status in _WORST_FIRST:
        if status in statuses:
            return status
    ended: tuple[Status, ...] = ("missed", "completed_late", "completed_on_time", "suspended", "ended")
    return next((status for status in ended if status in statuses), "dropped")
