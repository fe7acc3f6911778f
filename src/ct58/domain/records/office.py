"""The office: everything that the data folder says, with the look-ups that every view needs."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from ct58.domain.records.committee import Names, OfficeFile, PeriodFile, Settings
from ct58.domain.records.editions import (
    History,
    history_of,
    items_in_time,
    placed_amendments,
)
from ct58.domain.records.events import Event, ItemFile, UnitEvents
from ct58.domain.records.items import Item, ad_hoc_item
from ct58.domain.records.levels import Levels
from ct58.domain.records.measure import SetRule, members
from ct58.domain.records.places import ANY_PERIOD, PROGRAMME_FILE, READ, UnreadRecords
from ct58.domain.records.programme import Amendment, Figure, Programme, spelled_out
from ct58.domain.records.report_index import Heads, Reports, ReportsByFile, by_period
from ct58.domain.records.reports import Report, own_day
from ct58.domain.records.terms import Terminology
from ct58.domain.records.units import Unit
from ct58.domain.text.vietnamese import SortKey, sort_key
from ct58.domain.time.deadlines import DeadlineRule, Occurrence, WorkingDays, occurrences
from ct58.domain.time.period import ONE_DAY, Period
from ct58.errors import Path
from ct58.records import record

Record = Programme | OfficeFile | Unit | Report | UnitEvents | ItemFile | PeriodFile | Amendment | Levels
"""What one file of the data holds; or, beside all data, the file of a level."""
LinesOfFiles = Mapping[str, Mapping[Path, int]]
"""File → place in its tree → line, for the upper levels of each file."""


@record
class Office:
    """All records of a data folder that were asked for, checked and indexed.

    `programme` also says what older formats left unsaid, and reads as its newest amendment has it: `history` knows how it
    read before. What stands in the file itself is in `Records`.

    `units` are the bodies, then the units below, in the office's own order, then by name. `events` are keyed by item and unit (None:
    the joint item's own), ordered by date; `unit_event_lines` hold each unit's as written. What is `unread` is neither
    there nor missing: whoever counts asks it first. `known_on` is the day whose knowledge this is (`as_known`); the end of
    time for all that is recorded.
    """

    programme: Programme
    history: History
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
    known_on: dt.date = dt.date.max

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has recorded anything yet: no unit below the committee, no report, no event, no end of the work."""
        has_units = any(not self.terms.is_body(unit.kind) for unit in self.units.values())
        has_events = any(self.events.values()) or bool(self.item_files)
        return self.unread == READ and not (has_units or self.reports or has_events or self.closed_on)

    @property
    def terms(self) -> Terminology:
        """What bodies and units are called."""
        return self.programme.terms

    @property
    def closed_on(self) -> dt.date | None:
        """The last day of the committee's work, where it ended before the programme's time."""
        return self.programme.head.closed_on

    @property
    def cut_off(self) -> dt.date | None:
        """The last day on which what came still counts, after an end before the time."""
        closing = self.programme.head.closing
        return (closing.cut_off if closing else None) or self.closed_on

    def last_day_of(self, period: Period) -> dt.date:
        """The last day of a period: that of the committee's work, where that ended in it."""
        closed_on = self.closed_on
        if closed_on is None or not period.first_day <= closed_on < period.last_day:
            return period.last_day
        return closed_on

    def ended_inside(self, unit: Unit, period: Period) -> bool:
        """Whether a unit ended in the midst of a period: it owes no report of it, and what it gave counts."""
        ended_on = unit.valid_to
        return ended_on is not None and period.first_day <= ended_on < self.last_day_of(period)

    def meant(self, of: str | SetRule, day: dt.date) -> tuple[Unit, ...]:
        """The units that a set means by what holds on a day, whenever they exist, in the office's order.

        Both the set and what is said of a unit are those of the day. A name that no set has means nobody.
        """
        key = (of, self._era(day))
        found = self._meant.get(key)
        if found is None:
            found = self._meant[key] = self._work_out(of, day)
        return found

    def members_on(self, of: str | SetRule, day: dt.date) -> tuple[Unit, ...]:
        """Of these the units that exist on the day, as they are called now."""
        found = self._members.get((of, day))
        if found is None:
            there = (unit.id for unit in self.meant(of, day) if unit.is_valid_on(day))
            found = self._members[of, day] = tuple([self.units[id_] for id_ in there])
        return found

    def meant_ids(self, of: str | SetRule, day: dt.date) -> frozenset[str]:
        """The ids of these."""
        key = (of, self._era(day))
        found = self._meant_ids.get(key)
        if found is None:
            found = self._meant_ids[key] = frozenset(unit.id for unit in self.meant(of, day))
        return found

    def _work_out(self, of: str | SetRule, day: dt.date) -> tuple[Unit, ...]:
        sets = self.history.on(day).sets if self.history.is_amended else self.programme.sets
        definition = sets.get(of, ()) if isinstance(of, str) else of
        return members(definition, (unit.on(day) for unit in self.units.values()))

    def _era(self, day: dt.date) -> int:
        """Which of the times it is between whose ends nothing changes that decides who is meant by a set."""
        return bisect_right(self._turns, day) if self._turns else 0

    @cached_property
    def _turns(self) -> list[dt.date]:
        """The first days of these times."""
        of_units = {
            entry.until + ONE_DAY
            for unit in self.units.values()
            for entry in unit.before
            if entry.until < dt.date.max
        }
        return sorted(of_units | {edition.since for edition in self.history.editions[1:]})

    @property
    def is_steady(self) -> bool:
        """Whether every set means the same units at all times."""
        return not self._turns

    @property
    def first_days(self) -> tuple[dt.date, ...]:
        """The first day of each time in which the same units are meant by every set; the first is the beginning of time."""
        return (dt.date.min, *self._turns)

    @cached_property
    def _members(self) -> dict[tuple[str | SetRule, dt.date], tuple[Unit, ...]]:
        return {}

    @cached_property
    def _meant(self) -> dict[tuple[str | SetRule, int], tuple[Unit, ...]]:
        return {}

    @cached_property
    def _meant_ids(self) -> dict[tuple[str | SetRule, int], frozenset[str]]:
        return {}

    @cached_property
    def horizon(self) -> Period:
        """The programme's years as a span."""
        years = self.programme.head.horizon
        return Period.parse(f"{years.from_}..{years.to}")

    @cached_property
    def working_days(self) -> WorkingDays:
        """What the programme says of days on which nobody works."""
        return self.programme.head.working_days

    def times_of(self, rule: DeadlineRule, issued_on: dt.date | None = None) -> tuple[Occurrence, ...]:
        """All occurrences of a rule in the programme's time; `issued_on` is the day of what asks for it, if another."""
        asked_on = issued_on or self.programme.head.issued_on
        return occurrences(rule, asked_on, self.horizon, self.working_days)

    def figure(self, key: str) -> Figure | None:
        """The line of the report form with a key."""
        return self._figures.get(key)

    @cached_property
    def form(self) -> tuple[Figure, ...]:
        """The lines of the report form, by printed number."""
        return tuple(sorted(self.programme.figures, key=lambda figure: figure.number))

    def form_of(self, period: Period) -> tuple[Figure, ...]:
        """The lines of the form that is filled in for a period, by printed number: as in force on its last day."""
        if not self.history.is_amended:
            return self.form
        figures = self.history.on(self.last_day_of(period)).figures
        return tuple(sorted(figures, key=lambda figure: figure.number))

    def figures_of(self, period: Period) -> Mapping[str, Figure]:
        """The lines by key as a report of a period has them; what only a later form has, as that has it."""
        if not self.history.is_amended:
            return self._figures
        edition = self.history.on(self.last_day_of(period))
        found = self._figures_by_edition.get(id(edition))
        if found is None:
            own = {figure.key: figure for figure in reversed(edition.figures)}
            found = self._figures_by_edition[id(edition)] = {**self._figures, **own}
        return found

    @cached_property
    def _figures_by_edition(self) -> dict[int, Mapping[str, Figure]]:
        return {}

    @cached_property
    def _figures(self) -> Mapping[str, Figure]:
        return {figure.key: figure for figure in reversed(self.programme.figures)}  # of twins the first

    def reports_of(self, period: str) -> Mapping[str, Report]:
        """The reports of a period, as its files are named, by unit."""
        return self.by_period.of(period)

    def heads_of(self, period: str) -> Heads:
        """What tells of each of them whether it has arrived."""
        return self.by_period.heads_of(period)

    def showing(self, period: str) -> Mapping[str, Report]:
        """Of these the ones that may show something done, with as much of what they say as tells that."""
        return self.by_period.showing(period, self.figures_that_show)

    @cached_property
    def figures_that_show(self) -> frozenset[str]:
        """The figures that show something done, and those that decide when they count."""
        wordings = (one for item in self.items.values() for one in (item, *(e.item for e in item.earlier)))
        keys = {item.done_when.partition(".")[0] for item in wordings if item.done_when}
        forms = (self.programme, *(edition.programme for edition in self.history.editions))
        lines = (line for form in forms for line in form.figures)
        return frozenset(
            keys.union(line.decided_by for line in lines if line.key in keys and line.decided_by)
        )

    @cached_property
    def by_period(self) -> Reports:
        """The reports, to be asked for by period."""
        return by_period(self.reports)

    def is_booked(self, item: Item, occurrence: str, day: dt.date) -> bool:
        """Whether anything was booked by a day, of any unit, about an occurrence that each unit owes."""
        first = self.first_booking(item, occurrence)
        return first is not None and first <= day

    def first_booking(self, item: Item, occurrence: str) -> dt.date | None:
        """Of what recurs and each unit owes: the first day of a sign that an occurrence is followed; None without one."""
        key = (item.id, occurrence)
        if key not in self._first_bookings:
            days = (*_first_figure(self, item, occurrence), *self._booked_events.get(key, ()))
            self._first_bookings[key] = min(days, default=None)
        return self._first_bookings[key]

    @cached_property
    def longer_periods(self) -> dict[Period, tuple[Period, ...]]:
        """Period → those whose reports may stand for its own, as far as it was worked out."""
        return {}

    @cached_property
    def _first_bookings(self) -> dict[tuple[str, str], dt.date | None]:
        return {}

    @cached_property
    def _booked_events(self) -> Mapping[tuple[str, str], Sequence[dt.date]]:
        """Item and occurrence → the days of the work that was booked of it."""
        found: defaultdict[tuple[str, str], list[dt.date]] = defaultdict(list)
        for (item, _unit), events in self.events.items():
            for event in events:
                if event.voided is None and event.occurrence is not None and event.rule.is_work:
                    found[item, event.occurrence].append(event.date)
        return found

    def label(self, unit_id: str) -> str:
        """A unit's short name; the id itself where the register lacks it."""
        unit = self.units.get(unit_id)
        return unit.label if unit else unit_id

    def is_report_unread(self, unit: str, period: str) -> bool:
        """Whether a report is neither there nor missing, because its file could not be read."""
        key, hidden = (unit, period), self.unread.reports
        return key in hidden or (key not in self.reports and (unit, ANY_PERIOD) in hidden)

    def is_report_unsettled(self, unit: str, period: str) -> bool:
        """Whether two people's values of a report stand side by side in its file."""
        return self.unread.unsettled is not None and (unit, period) in self.unread.unsettled.reports

    def are_figures_unread(self, unit: str, period: str) -> bool:
        """Whether nobody knows what a unit says in a report: of the file, or of its figures, nothing could be read."""
        return (unit, period) in self.unread.figures or self.is_report_unread(unit, period)

    def is_closed(self, period: Period, day: dt.date) -> bool:
        """Whether the books of a period are closed on a day."""
        file = self.periods.get(str(period))
        return file is not None and file.is_closed_on(day)

    def place(self, id_: str, at: Path) -> tuple[str, Path]:
        """Where a record of the programme stands: in programme.yaml at a place, or in the amendment that added it."""
        return self.history.origins.get(id_, (PROGRAMME_FILE, at))

    def line(self, file: str, at: Path = ()) -> int:
        """The line of a place in a file; 1 where it is not known."""
        return self.lines.get(file, {}).get(at, 1)


def _first_figure(office: Office, item: Item, occurrence: str) -> tuple[dt.date, ...]:
    """The first day of what reports say of the figure that shows a duty done, if any does."""
    if not item.done_when:
        return ()
    key = item.done_when.partition(".")[0]
    return office.by_period.once(
        occurrence, ("first day of", key), lambda: tuple(sorted(_booked(office.showing(occurrence), key))[:1])
    )


def _booked(reports: Mapping[str, Report], key: str) -> Iterator[dt.date]:
    """The days of what reports say of a figure; without one of its own, that of the report."""
    for report in reports.values():
        value = report.figures.get(key)
        if value is not None:
            yield own_day(value) or report.received_on or dt.date.min


@record
class Records:
    """The records of a data folder as read: file → record, by kind of file."""

    programme: Programme
    office: OfficeFile | None = None
    amendments: Mapping[str, Amendment] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    unit_events: Mapping[str, UnitEvents] = field(default_factory=dict)
    items: Mapping[str, ItemFile] = field(default_factory=dict)
    periods: Mapping[str, PeriodFile] = field(default_factory=dict)


def build_office(records: Records, lines: LinesOfFiles, unread: UnreadRecords = READ) -> Office:
    """Index the records; nothing is checked here."""
    file = records.office or OfficeFile(names=Names(committee=records.programme.head.issued_by or ""))
    history = history_of(
        spelled_out(records.programme), placed_amendments(records.programme, records.amendments)
    )
    return Office(
        programme=history.last,
        history=history,
        settings=file.settings,
        file=file,
        units={unit.id: unit for unit in sorted(records.units.values(), key=unit_order(history.last.terms))},
        items={item.id: item for item in _all_items(records, history)},
        reports=records.reports.reports
        if isinstance(records.reports, ReportsByFile)
        else {(report.unit, str(report.period)): report for report in records.reports.values()},
        events=_index_events(records),
        item_files={entry.item: entry for entry in records.items.values()},
        unit_event_lines={entry.unit: entry.events for entry in records.unit_events.values()},
        periods={str(entry.period): entry for entry in records.periods.values()},
        lines=lines,
        unread=unread,
    )


def unit_order(terms: Terminology) -> Callable[[Unit], tuple[bool, int, _ByTheAlphabet]]:
    """The order of every list: the committee's bodies, then the units; each in the office's own, then by the alphabet.

    Both are numbered from 1: by its number alone a unit of the office's list would stand between two bodies.
    """
    last = 1_000_000

    def place(unit: Unit) -> tuple[bool, int, _ByTheAlphabet]:
        order = unit.order if unit.order is not None else last
        return (not terms.is_body(unit.kind), order, _ByTheAlphabet(unit))

    return place


class _ByTheAlphabet:
    """A unit's place by its name, worked out only where its number does not tell: most offices have numbered all."""

    __slots__ = ("_unit",)

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def __lt__(self, other: _ByTheAlphabet) -> bool:
        return self._key < other._key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByTheAlphabet) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._unit.id)

    @property
    def _key(self) -> tuple[SortKey, str]:
        return sort_key(self._unit.name), self._unit.id


def _all_items(records: Records, history: History) -> Iterable[Item]:
    yield from items_in_time(history)
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
