"""What a check may look at, and how its message quotes a value."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import is_dataclass, replace
from functools import cached_property

from ct58.domain.checks.timing import known_occurrences
from ct58.domain.records.committee import PeriodFile
from ct58.domain.records.events import ONCE, Event, ItemFile
from ct58.domain.records.items import Item
from ct58.domain.records.office import LinesOfFiles, Office, Records
from ct58.domain.records.places import Place, lies_among_reports, place_of
from ct58.domain.records.report_index import ReportsByFile
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.domain.text.suggestions import suggestion
from ct58.domain.time.deadlines import Occurrence
from ct58.errors import Finding, Path
from ct58.patterns import pattern
from ct58.records import positional_record, record

LONGEST = 60
_GROUPED = pattern(r"[-+]?[1-9][0-9]{0,2}(\.[0-9]{3})+")


def shown(value: object) -> str:
    """A value as one short line, as the file would write it."""
    if isinstance(value, Mapping) or is_dataclass(value):
        return "{…}"
    if isinstance(value, tuple):
        return "[…]"
    if value is None:
        return "null"
    text = str(value).lower() if isinstance(value, bool) else " ".join(str(value).split("\n"))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def without_dots(value: object) -> str | None:
    """`15398` for 15.398 or 1.234.567, where dots part the thousands; None for any other value."""
    text = str(value)
    return text.replace(".", "") if _GROUPED.fullmatch(text) else None


@positional_record
class Placed:
    """An event with its place and the item it is about; `unit` is None in an item's own file."""

    file: str
    at: Path
    event: Event
    item_id: str | None
    unit: str | None


Thread = tuple[str, str | None, str | None]
"""Item, occurrence and unit: the events of one obligation."""


@record
class Context:
    """The records as read, the office built from them, and the names of all files.

    `unit_ids` and `item_ids` are those that have a file or an entry, even one that cannot be read at the
    moment, so that one broken file does not bring findings to all that name it. `records` and `office` are
    None when the programme could not be read; then only the files are checked. `events` are all of them,
    voided ones too, file by file in the order written; `occurrences` are each item's, none while its
    deadline has no clear meaning.
    """

    records: Records | None
    office: Office | None
    files: frozenset[str]
    lines: LinesOfFiles
    unit_ids: frozenset[str]
    item_ids: frozenset[str]
    events: tuple[Placed, ...]
    occurrences: Mapping[str, tuple[Occurrence, ...]]

    def with_reports_of(self, units: Container[str]) -> Context:
        """The same with the reports of some units only; the office keeps all, for comparisons."""
        if self.records is None:
            return self
        found = self.records.reports
        kept = (
            found.of_units(units)
            if isinstance(found, ReportsByFile)
            else {file: report for file, report in found.items() if report.unit in units}
        )
        return replace(self, records=replace(self.records, reports=kept))

    @cached_property
    def sorted_files(self) -> tuple[str, ...]:
        """The names of all files, in order."""
        return tuple(sorted(self.files))

    @property
    def units(self) -> Mapping[str, Unit]:
        """File → register entry."""
        return self.records.units if self.records else {}

    @property
    def reports(self) -> Mapping[str, Report]:
        """File → report."""
        return self.records.reports if self.records else {}

    @property
    def item_files(self) -> Mapping[str, ItemFile]:
        """File → what it says of its item."""
        return self.records.items if self.records else {}

    @property
    def periods(self) -> Mapping[str, PeriodFile]:
        """File → what is special about its period."""
        return self.records.periods if self.records else {}

    def known_events(self) -> Iterator[tuple[Placed, Item]]:
        """Events in force whose item exists."""
        items = self.office.items if self.office else {}
        for placed in self.events:
            item = items.get(placed.item_id or "")
            if item is not None and placed.event.voided is None:
                yield placed, item

    def threads(self) -> dict[Thread, list[Placed]]:
        """The events in force of each obligation, in the order written."""
        found: dict[Thread, list[Placed]] = {}
        for placed, item in self.known_events():
            occurrence = placed.event.occurrence or (ONCE if item.deadline.every is None else None)
            found.setdefault((item.id, occurrence, placed.unit), []).append(placed)
        return found


def context_of(
    records: Records | None, office: Office | None, files: frozenset[str], lines: LinesOfFiles
) -> Context:
    """A context, with the register's and the items' ids also taken from the names of the files."""
    places = {
        file: place
        for file in files
        if not lies_among_reports(file) and (place := place_of(file)) is not None
    }
    unit_ids = frozenset(place.unit for place in places.values() if place.kind == "unit" and place.unit)
    item_ids = frozenset([*(office.items if office else ()), *_unread_items(records, places)])
    return Context(
        records=records,
        office=office,
        files=files,
        lines=lines,
        unit_ids=unit_ids,
        item_ids=item_ids,
        events=tuple(_placed_events(records)) if records else (),
        occurrences={item.id: known_occurrences(office, item) for item in office.items.values()}
        if office
        else {},
    )


def _placed_events(records: Records) -> Iterator[Placed]:
    for file, item_file in records.items.items():
        for index, event in enumerate(item_file.events):
            yield Placed(file, ("events", index), event, item_file.item, None)
    for file, unit_file in records.unit_events.items():
        for index, event in enumerate(unit_file.events):
            yield Placed(file, ("events", index), event, event.item, unit_file.unit)


def _unread_items(records: Records | None, places: Mapping[str, Place]) -> Iterator[str]:
    """The items whose files are there but could not be read."""
    for file, place in places.items():
        if place.item is not None and (records is None or file not in records.items):
            yield place.item


def unknown(code: str, file: str, at: Path, id: object, known: Iterable[str], **more: object) -> Finding:
    """A reference that leads nowhere, with what was probably meant."""
    params: Mapping[str, object] = {"id": shown(id), "suggestion": suggestion(id, known), **more}
    return Finding(code=code, file=file, at=at, params=params)
