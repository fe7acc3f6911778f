"""Items: everything that can fall due, in one shape: appendix tasks, duties, reports, ad hoc items."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ct58.domain.records.events import ItemFile, ItemSource
from ct58.domain.records.measure import SetRule
from ct58.domain.records.places import PROGRAMME_FILE
from ct58.domain.records.programme import Duty, ProductDay, Programme, ReportingRule, Task
from ct58.domain.time.deadlines import DeadlineRule
from ct58.domain.time.due_days import counted_time
from ct58.domain.time.period import Period
from ct58.errors import Path
from ct58.records import positional_record, record

ItemKind = Literal["task", "duty", "report", "ad_hoc"]


@record
class Item:
    """Something that somebody owes, once or again and again.

    It is joint (one entry, however many bodies lead it) or owed by each unit of `owners`: a set, or units by their ids.
    `source` is the document that an item which came up comes from; `at` is its place in `file`. Of an amended one this is the newest wording: `earlier` are those before it, in order;
    `since` is the day on which an amendment brought it, `ended_on` the one from which it is not asked any more.
    """

    id: str
    kind: ItemKind
    title: str
    deadline: DeadlineRule
    lead: tuple[str, ...] = ()
    owners: str | SetRule | None = None
    with_: tuple[str, ...] = ()
    submit_to: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    products: tuple[ProductDay, ...] = ()
    done_when: str | None = None
    clauses: tuple[str, ...] = ()
    group: str | None = None
    counts_from: int | None = None
    source: ItemSource | None = None
    file: str
    at: Path = ()
    since: dt.date | None = None
    ended_on: dt.date | None = None
    replaced_by: tuple[str, ...] = ()
    earlier: tuple[EarlierItem, ...] = ()

    def data_of(self, period: Period) -> Period | None:
        """The days whose data its reports of a period are about, where those are other days than the period's."""
        return counted_time(self.counts_from, period) if self.counts_from is not None else None

    @property
    def is_amended(self) -> bool:
        """Whether an amendment brought it, changed it or ended it."""
        return bool(self.earlier or self.since or self.ended_on)


@positional_record
class EarlierItem:
    """What an item was until a day, exclusive."""

    until: dt.date
    item: Item


def programme_items(programme: Programme) -> tuple[Item, ...]:
    """The items that the programme itself states, in its own order."""
    return (
        *(_from_task(task, index) for index, task in enumerate(programme.tasks)),
        *(_from_duty(duty, index) for index, duty in enumerate(programme.duties)),
        *(_from_calendar(rule, index) for index, rule in enumerate(programme.reporting)),
    )


def ad_hoc_item(record: ItemFile, file: str) -> Item | None:
    """The item that a file in tasks/ states itself; None where it only carries events."""
    if record.title is None:
        return None
    return Item(
        id=record.item,
        kind="ad_hoc",
        title=record.title,
        deadline=record.deadline or DeadlineRule(),
        lead=record.lead,
        owners=record.owners,
        with_=record.with_,
        submit_to=record.submit_to,
        forms=record.forms,
        done_when=record.done_when,
        clauses=record.clauses,
        source=record.source,
        file=file,
    )


def _from_task(task: Task, index: int) -> Item:
    return Item(
        id=task.id,
        kind="task",
        title=task.corrected or task.title,
        deadline=task.deadline,
        lead=task.lead,
        with_=task.with_,
        submit_to=task.submit_to,
        forms=task.forms,
        products=task.products,
        clauses=task.clauses,
        group=task.group,
        file=PROGRAMME_FILE,
        at=("tasks", index),
    )


def _from_duty(duty: Duty, index: int) -> Item:
    return Item(
        id=duty.id,
        kind="duty",
        title=duty.title,
        deadline=duty.deadline,
        lead=duty.lead,
        owners=duty.owners,
        with_=duty.with_,
        submit_to=duty.submit_to,
        forms=duty.forms,
        done_when=duty.done_when,
        clauses=duty.clauses,
        file=PROGRAMME_FILE,
        at=("duties", index),
    )


def _from_calendar(rule: ReportingRule, index: int) -> Item:
    return Item(
        id=rule.id,
        kind="report",
        title=rule.title,
        deadline=rule.deadline,
        owners=rule.units,
        counts_from=rule.counts_from,
        file=PROGRAMME_FILE,
        at=("reporting", index),
    )
