"""The demo office as it came about: which file said what from which day on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from ct58.domain.records.committee import PeriodFile
from ct58.domain.records.events import Event, ItemFile, UnitEvents
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg

DemoRecord = Unit | Report | UnitEvents | ItemFile | PeriodFile
Topic = Literal["register", "books", "correction", "merger", "founding", "closing", "extension"]

_MESSAGES: Mapping[Topic, str] = {
    "register": N_("Register of the demo office: {count} files"),
    "books": N_("Reports and events of {period}: {count} files"),
    "correction": N_("Corrections in {period}: {count} files"),
    "merger": N_("A unit is merged into another ({day})"),
    "founding": N_("A new unit ({day})"),
    "closing": N_("A unit is closed ({day})"),
    "extension": N_("A deadline is extended ({day})"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From a day on, a file holds a record."""

    day: dt.date
    path: str
    record: DemoRecord
    topic: Topic = "books"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCommit:
    """What would have been kept together: the files as they were on that day."""

    day: dt.date
    message: Message
    files: Mapping[str, DemoRecord]

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that change."""
        return tuple(self.files)


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps by day, then by file; the steps of one file on one day as they came."""
    return tuple(sorted(steps, key=lambda step: (step.day, step.topic, step.path)))


def files_at_the_end(history: Sequence[Step]) -> dict[str, DemoRecord]:
    """What each file says in the end, by path."""
    last = {step.path: step.record for step in history}
    return dict(sorted(last.items()))


def demo_commits(history: Sequence[Step]) -> tuple[DemoCommit, ...]:
    """The history cut into commits, oldest first.

    What is booked in a quarter goes together; corrections, mergers, foundings and extensions stand apart
    and cut the quarter in two, so that each file's states follow each other as they did. The last commit
    of a file holds what `files_at_the_end` says.
    """
    groups = groupby(history, key=lambda step: (_quarter(step.day), step.topic))
    return tuple(_commit(quarter, topic, list(steps)) for (quarter, topic), steps in groups)


def _quarter(day: dt.date) -> Period:
    return Period.containing(day, "quarter")


def _commit(quarter: Period, topic: Topic, steps: Sequence[Step]) -> DemoCommit:
    files = {step.path: step.record for step in steps}
    day = steps[-1].day
    message = msg(_MESSAGES[topic], count=len(files), period=quarter, day=day)
    return DemoCommit(day=day, message=message, files=dict(sorted(files.items())))


def steps_of_events(path: str, record: ItemFile | UnitEvents) -> Iterator[Step]:
    """A file of events, growing day by day: each day's state, voidings on their own day."""
    dates = {event.date for event in record.events}
    dates |= {event.voided.date for event in record.events if event.voided}
    for day in sorted(dates):
        known = tuple(_as_known(event, day) for event in record.events if event.date <= day)
        yield Step(day=day, path=path, record=replace(record, events=known), topic=_topic(known, day))


def _as_known(event: Event, day: dt.date) -> Event:
    is_voided = event.voided is not None and event.voided.date <= day
    return event if is_voided else replace(event, voided=None)


def _topic(events: Iterable[Event], day: dt.date) -> Topic:
    is_extension = any(event.event == "extended" and event.date == day for event in events)
    return "extension" if is_extension else "books"
