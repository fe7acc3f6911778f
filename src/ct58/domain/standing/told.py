"""Of whom events tell anything, of whom something that may decide, and of whom something lately: gone through once for all that is owed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

from ct58.domain.records.events import Event
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.standing.status import last_day_asked
from ct58.records import positional_record

T = TypeVar("T")
Noted = Mapping[tuple[str, str | None], frozenset[str | None]]
"""Item and occurrence (None: it names none) → the units of which an event tells; None: the joint item's own."""
NOBODY: frozenset[str | None] = frozenset()


@positional_record
class Told:
    """Of whom any event tells, and of whom one that may decide: not only a reminder, a promise, a remark.

    `lately` is item → of whom one is of a day since an earlier one, or sets one.
    """

    any: Noted
    decided: Noted
    lately: Mapping[str, frozenset[str | None]]

    def of(self, item: str, occurrence: str) -> tuple[frozenset[str | None], frozenset[str | None]]:
        """Of whom of those that owe an occurrence: by any event, by one that may decide."""
        return _of(self.any, item, occurrence), _of(self.decided, item, occurrence)


def _of(noted: Noted, item: str, occurrence: str) -> frozenset[str | None]:
    return noted.get((item, None), NOBODY) | noted.get((item, occurrence), NOBODY)


def told_on(office: Office, since: dt.date | None, as_of: dt.date) -> Told:
    """What the events of an office tell; `lately` only with an earlier day."""
    any_: dict[tuple[str, str | None], set[str | None]] = {}
    decided: dict[tuple[str, str | None], set[str | None]] = {}
    lately: dict[str, set[str | None]] = {}
    for (id_, unit), events in office.events.items():
        item = office.items.get(id_) if since is not None else None
        for event in events:
            any_.setdefault((id_, event.occurrence), set()).add(unit)
            if not event.rule.is_only_said:
                decided.setdefault((id_, event.occurrence), set()).add(unit)
                if item and since and _has_turned(item, event, since, as_of):
                    lately.setdefault(id_, set()).add(unit)
    return Told(_frozen(any_), _frozen(decided), _frozen(lately))


def _has_turned(item: Item, event: Event, since: dt.date, as_of: dt.date) -> bool:
    """Whether something may stand otherwise for an event: it is of a day in between, or sets one."""
    return is_between(since, as_of, event.date, event.until, last_day_asked(item, event.until))


def _frozen(found: Mapping[T, set[str | None]]) -> dict[T, frozenset[str | None]]:
    return {key: frozenset(units) for key, units in found.items()}


def is_between(since: dt.date, as_of: dt.date, *days: dt.date | None) -> bool:
    """Whether one of some days, where they are known, lies between two others."""
    return any(day is not None and since <= day <= as_of for day in days)
