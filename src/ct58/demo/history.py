"""The demo office as it came about: which file said what from which day on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from ct58.domain.records.committee import PeriodFile
from ct58.domain.records.events import ItemFile, UnitEvents
from ct58.domain.records.places import item_file, period_file, report_file, unit_events_file, unit_file
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg

DemoRecord = Unit | Report | UnitEvents | ItemFile | PeriodFile
Topic = Literal["register", "books", "correction", "merger", "founding", "closing", "renaming", "extension"]

_MESSAGES: Mapping[Topic, str] = {
    "register": N_("Register of the demo office: {count} files"),
    "books": N_("Reports and events of {period}: {count} files"),
    "correction": N_("Corrections in {period}: {count} files"),
    "merger": N_("A unit is merged into another ({day})"),
    "founding": N_("A new unit ({day})"),
    "closing": N_("A unit is closed ({day})"),
    "renaming": N_("A unit gets another name ({day})"),
    "extension": N_("A deadline is extended ({day})"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """From a day on, a file holds a record."""

    day: dt.date
    record: DemoRecord
    topic: Topic = "books"

    @property
    def path(self) -> str:
        """Where the record stands in the data folder."""
        match self.record:
            case Unit(id=unit):
                return unit_file(unit)
            case Report(unit=unit, period=period):
                return report_file(unit, period)
            case UnitEvents(unit=unit):
                return unit_events_file(unit)
            case ItemFile(item=item):
                return item_file(item)
            case PeriodFile(period=period):
                return period_file(period)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCommit:
    """What would have been kept together: the files as they were on that day."""

    day: dt.date
    message: Message
    files: Mapping[str, DemoRecord]


def files_at_the_end(history: Iterable[Step]) -> dict[str, DemoRecord]:
    """What each file says in the end, by path."""
    return dict(sorted({step.path: step.record for step in history}.items()))


def demo_commits(history: Iterable[Step]) -> tuple[DemoCommit, ...]:
    """The history cut into commits, oldest first.

    What is booked in a quarter goes together; corrections, mergers, foundings and extensions stand apart
    and cut the quarter in two, so that each file's states follow each other as they did. The last commit
    of a file holds what `files_at_the_end` says.
    """
    groups = groupby(history, key=lambda step: (Period.containing(step.day, "quarter"), step.topic))
    return tuple(_commit(quarter, topic, list(steps)) for (quarter, topic), steps in groups)


def _commit(quarter: Period, topic: Topic, steps: list[Step]) -> DemoCommit:
    files, day = files_at_the_end(steps), steps[-1].day
    message = msg(_MESSAGES[topic], count=len(files), period=quarter, day=day)
    return DemoCommit(day=day, message=message, files=files)


def steps_of_events(record: ItemFile | UnitEvents, last: dt.date) -> Iterator[Step]:
    """A file of events, growing day by day to the last: each day's state, voidings on their own day."""
    events = sorted(record.events, key=lambda event: (event.date, event.item or "", event.occurrence or ""))
    days = {day for event in events for day in (event.date, event.voided and event.voided.date)}
    for day in sorted(day for day in days if day and day <= last):
        known = tuple(
            event if event.voided is None or event.voided.date <= day else replace(event, voided=None)
            for event in events
            if event.date <= day
        )
        is_extension = any(event.rule.means == "moves_deadline" and event.date == day for event in known)
        yield Step(day, replace(record, events=known), "extension" if is_extension else "books")
