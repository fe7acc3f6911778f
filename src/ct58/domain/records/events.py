"""Events: what happened to an item or to a unit, one a line (contract §1)."""

from __future__ import annotations

import datetime as dt

from ct58.domain.records.event_rules import EventKind, EventRule, event_rule
from ct58.domain.records.measure import SetRule
from ct58.domain.records.reports import Document
from ct58.domain.time.deadlines import DeadlineRule
from ct58.records import record

ONCE = "once"
"""The occurrence of a one-off; it may be left out."""


@record
class Voiding:
    """A wrong event is not deleted: it is voided on its line."""

    date: dt.date
    reason: str


@record
class Event:
    """One dated fact. The order of the fields is the order of the keys on the line.

    `item` is given in a unit's file; in an item's own file it is the file's.
    """

    item: str | None = None
    occurrence: str | None = None
    date: dt.date
    event: EventKind
    to: str | None = None
    product: str | None = None
    until: dt.date | None = None
    document: Document | None = None
    reason: str | None = None
    voided: Voiding | None = None

    @property
    def rule(self) -> EventRule:
        """What its kind asks and does."""
        return event_rule(self.event)

    @property
    def is_explained(self) -> bool:
        """Whether a reason or a document stands beside it."""
        return bool(self.reason or self.document)

    def counts_on(self, day: dt.date) -> bool:
        """Whether the event is in force on a day. A voided event never happened, so it never counts."""
        return self.date <= day and self.voided is None


@record
class ItemSource:
    """Where an item that came up on the way comes from."""

    number: str | None = None
    date: dt.date | None = None
    title: str | None = None


@record
class ItemFile:
    """tasks/<item-id>.yaml: the events of a joint item; with a title, the head of one of its own."""

    item: str
    title: str | None = None
    lead: tuple[str, ...] = ()
    owners: str | SetRule | None = None
    with_: tuple[str, ...] = ()
    deadline: DeadlineRule | None = None
    submit_to: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    done_when: str | None = None
    clauses: tuple[str, ...] = ()
    source: ItemSource | None = None
    note: str | None = None
    events: tuple[Event, ...] = ()


@record
class UnitEvents:
    """units/<id>/events.yaml: what happened about one unit."""

    unit: str
    events: tuple[Event, ...] = ()
