"""The office: everything that the data folder says, with the look-ups that every view needs."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property

from ct58.domain.records.committee import Names, OfficeFile, PeriodFile, Settings
from ct58.domain.records.events import Event, ItemFile, UnitEvents
from ct58.domain.records.items import Item, ad_hoc_item, programme_items
from ct58.domain.records.places import ANY_PERIOD, READ, UnreadRecords
from ct58.domain.records.programme import Figure, Programme, spelled_out
from ct58.domain.records.reports import Report, own_day
from ct58.domain.records.units import Unit
from ct58.domain.text.vietnamese import sort_key
from ct58.domain.time.period import Period
from ct58.errors import Path
from ct58.records import record

Record = Programme | OfficeFile | Unit | Report | UnitEvents | ItemFile | PeriodFile
"""What one file of the data holds."""
LinesOfFiles = Mapping[str, Mapping[Path, int]]
"""File → place in its tree → line, for the upper levels of each file."""


@record
class Office:
    """All records of a data folder that were asked for, checked and indexed.

    `programme` also says what older formats left unsaid; what stands in the file itself is in `Records`.

    `units` stand in the office's own order, then by name. `events` are keyed by item and unit (None:
    the joint item's own), ordered by date; `unit_event_lines` hold each unit's as written. What is `unread` is neither
    there nor missing: whoever counts asks it first.
    """

    programme: Programme
    settings: Settings
    file: OfficeFile
    units: Mapping[str, Unit]
    items: Mapping[str, Item]
    reports: Mapping[tuple[str, str], Report] = field(default_factory=dict)
    events: Mapping[tuple[str, str | None], tuple[Event, ...]] = field(default_factory=dict)
    item_files: Mapping[str, ItemFile] = field(default_factory=dict)
    unit_event_lines: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    periods: Mapping[str, PeriodFile] = field(default_factory=dict)
    lines: LinesOfFiles = field(default_factory=dict)
    unread: UnreadRecords = READ

    @property
    def horizon(self) -> Period:
        """The programme's years as a span."""
        years = self.programme.head.horizon
        return Period.parse(f"{years.from_}..{years.to}")

    def figure(self, key: str) -> Figure | None:
        """The line of the report form with a key."""
        return self._figures.get(key)

    @cached_property
    def form(self) -> tuple[Figure, ...]:
        """The lines of the report form, by printed number."""
        return tuple(sorted(self.programme.figures, key=lambda figure: figure.number))

    @cached_property
    def _figures(self) -> Mapping[str, Figure]:
        return {figure.key: figure for figure in reversed(self.programme.figures)}  # of twins the first

    def is_booked(self, item: Item, occurrence: str, day: dt.date) -> bool:
        """Whether anything was booked by a day, of any unit, about an occurrence that each unit owes."""
        first = self._first_bookings.get((item.id, occurrence))
        return first is not None and first <= day

    @cached_property
    def _first_bookings(self) -> Mapping[tuple[str, str], dt.date]:
        """Of what recurs and each unit owes: item and occurrence → the first day of a sign that it is followed."""
        found: dict[tuple[str, str], dt.date] = {}
        recurring = {item.id: item for item in self.items.values() if item.owners and item.deadline.every}
        for item, occurrence, day in (*_booked_figures(self, recurring), *_booked_events(self, recurring)):
            found[item, occurrence] = min(day, found.get((item, occurrence), day))
        return found

    def label(self, unit_id: str) -> str:
        """A unit's short name; the id itself where the register lacks it."""
        unit = self.units.get(unit_id)
        return unit.label if unit else unit_id

    def is_report_unread(self, unit: str, period: str) -> bool:
        """Whether a report is neither there nor missing, because its file could not be read."""
        key, hidden = (unit, period), self.unread.reports
        return key in hidden or (key not in self.reports and (unit, ANY_PERIOD) in hidden)

    def are_figures_unread(self, unit: str, period: str) -> bool:
        """Whether nobody knows what a unit says in a report: of the file, or of its figures, nothing could be read."""
        return (unit, period) in self.unread.figures or self.is_report_unread(unit, period)

    def is_closed(self, period: Period, day: dt.date) -> bool:
        """Whether the books of a period are closed on a day."""
        file = self.periods.get(str(period))
        return file is not None and file.is_closed_on(day)

    def line(self, file: str, at: Path = ()) -> int:
        """The line of a place in a file; 1 where it is not known."""
        return self.lines.get(file, {}).get(at, 1)


Booking = tuple[str, str, dt.date]
"""Item, occurrence and day."""


def _booked_figures(office: Office, recurring: Mapping[str, Item]) -> Iterator[Booking]:
    """What reports say of the figures that show a duty done; without a day of its own, on that of the report."""
    shown = [(item.id, item.done_when.partition(".")[0]) for item in recurring.values() if item.done_when]
    for (_unit, period), report in office.reports.items() if shown else ():
        for item, key in shown:
            value = report.figures.get(key)
            if value is not None:
                yield item, period, own_day(value) or report.received_on or dt.date.min


def _booked_events(office: Office, recurring: Mapping[str, Item]) -> Iterator[Booking]:
    for (item, _unit), events in office.events.items():
        for event in events if item in recurring else ():
            if event.voided is None and event.occurrence is not None and event.rule.is_work:
                yield item, event.occurrence, event.date


@record
class Records:
    """The records of a data folder as read: file → record, by kind of file."""

    programme: Programme
    office: OfficeFile | None = None
    units: Mapping[str, Unit] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    unit_events: Mapping[str, UnitEvents] = field(default_factory=dict)
    items: Mapping[str, ItemFile] = field(default_factory=dict)
    periods: Mapping[str, PeriodFile] = field(default_factory=dict)


def build_office(records: Records, lines: LinesOfFiles, unread: UnreadRecords = READ) -> Office:
    """Index the records; nothing is checked here."""
    file = records.office or OfficeFile(names=Names(committee=records.programme.head.issued_by or ""))
    return Office(
        programme=spelled_out(records.programme),
        settings=file.settings,
        file=file,
        units={unit.id: unit for unit in sorted(records.units.values(), key=unit_order)},
        items={item.id: item for item in _all_items(records)},
        reports={(report.unit, str(report.period)): report for report in records.reports.values()},
        events=_index_events(records),
        item_files={entry.item: entry for entry in records.items.values()},
        unit_event_lines={entry.unit: entry.events for entry in records.unit_events.values()},
        periods={str(entry.period): entry for entry in records.periods.values()},
        lines=lines,
        unread=unread,
    )


def unit_order(unit: Unit) -> tuple[int, object, str]:
    """The order of every list: the office's own, then the Vietnamese alphabet."""
    last = 1_000_000
    return (unit.order if unit.order is not None else last, sort_key(unit.name), unit.id)


def _all_items(records: Records) -> Iterable[Item]:
    yield from programme_items(records.programme)
    for file, item_file in sorted(records.items.items()):
        item = ad_hoc_item(item_file, file)
        if item is not None:
            yield item


def _index_events(records: Records) -> dict[tuple[str, str | None], tuple[Event, ...]]:
    found: defaultdict[tuple[str, str | None], list[Event]] = defaultdict(list)
    for item_file in records.items.values():
        found[item_file.item, None].extend(item_file.events)
    for unit_file in records.unit_events.values():
        for event in unit_file.events:
            if event.item is not None:
                found[event.item, unit_file.unit].append(event)
    return {key: tuple(sorted(events, key=lambda event: event.date)) for key, events in found.items()}
