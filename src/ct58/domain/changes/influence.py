"""What is settled on which day, and which differences between two states can reach it; what counts as their reason.

Two states are compared by their records alone, whatever made the change, so that nothing settled is worked out unless a
record differs that can move it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cached_property
from typing import Literal, TypeVar

from ct58.domain.changes.fields import difference
from ct58.domain.indicators.dependents import links
from ct58.domain.indicators.needs import measure_keys, measures_of, report_periods
from ct58.domain.indicators.windows import Window, windows
from ct58.domain.records.committee import Issue, PeriodFile
from ct58.domain.records.events import Event, ItemFile
from ct58.domain.records.items import Item
from ct58.domain.records.measure import Indicator
from ct58.domain.records.office import Office
from ct58.domain.records.places import (
    PROGRAMME_FILE,
    item_file,
    period_file,
    report_file,
    unit_events_file,
    unit_file,
)
from ct58.domain.records.programme import Amendment, Programme, ProgrammeClosing
from ct58.domain.records.reports import Report, own_day
from ct58.domain.records.units import Unit
from ct58.domain.standing.occurrences import item_occurrences
from ct58.domain.standing.summary_scope import summary_scope_of
from ct58.domain.time.deadlines import ONE_TIME
from ct58.domain.time.period import ONE_DAY, Period
from ct58.records import record

_K = TypeVar("_K")
_V = TypeVar("_V")
BookBasis = Literal["closed", "issued", "today"]


@record
class Book:
    """A period whose results are settled, and the day as of which they are.

    closed: the day its books were closed · issued: that of a summary's figures · today: a closed period's indicators as
    every screen shows them now.
    """

    period: Period
    day: dt.date
    basis: BookBasis
    issue: Issue | None = None


def books(office: Office, as_of: dt.date) -> tuple[Book, ...]:
    """All that is settled on a day, in order of time."""
    found: dict[tuple[Period, dt.date, BookBasis], Book] = {}
    for file in office.periods.values():
        for book in _books_of(file, as_of):
            found.setdefault((book.period, book.day, book.basis), book)
    return tuple(sorted(found.values(), key=lambda book: (book.period.sort_key(), book.day)))


def _books_of(file: PeriodFile, as_of: dt.date) -> Iterator[Book]:
    if file.is_closed_on(as_of):
        closed_on = max(entry.on for entry in file.closings if entry.on <= as_of)
        yield Book(period=file.period, day=closed_on, basis="closed")
        yield Book(period=file.period, day=as_of, basis="today")
    for issue in file.issued:
        if issue.on <= as_of:
            yield Book(period=file.period, day=issue.as_of, basis="issued", issue=issue)


# --------------------------------------------------------------- what is a reason


def stands_beside(old: object, new: object) -> bool:
    """Whether the reason of a change stands beside it: the one place that says what counts as one.

    A report's correction; an event's reason or document, a voiding's reason; a unit's earlier attributes with their
    document, or what is added to its note; the document of an amendment, of an item or of the committee's end; the
    reason of another due day. What is taken away has none.
    """
    match new:
        case Report():
            return bool(difference(new.corrections, old.corrections if isinstance(old, Report) else ()))
        case Event():
            return new.is_explained or bool(new.voided and new.voided.reason)
        case Unit():
            return _explains_unit(old if isinstance(old, Unit) else None, new)
        case Amendment():
            return bool(new.document.number) and not isinstance(old, Amendment)
        case ItemFile():
            return new.source is not None and bool(new.source.number or new.source.title)
        case ProgrammeClosing():
            return new.document is not None
        case PeriodFile():
            return bool(difference(new.exceptions, old.exceptions if isinstance(old, PeriodFile) else ()))
    return False


def _explains_unit(old: Unit | None, new: Unit) -> bool:
    entries = difference(new.before, old.before if old else ())
    if entries:
        return all(entry.document is not None for entry in entries)
    return bool(new.note) and new.note != (old.note if old else None)


def is_reopened(book: Book, before: Office, after: Office) -> bool:
    """Whether the books were opened again, which is said with a reason: then what is in them may move."""
    key = str(book.period)
    old, new = before.periods.get(key), after.periods.get(key)
    if new is None:
        return False
    if book.issue is not None:
        return any(entry.on >= book.issue.on for entry in new.reopenings)
    return bool(difference(new.reopenings, old.reopenings if old else ()))


# ------------------------------------------------------------- what differs


@record
class StateDifference:
    """A difference of two states.

    It can reach only what ends on or after `since`, on days from `known_from` on. With `everything` it reaches all of
    that; else the indicators that read one of `figures` (None: any) of the reports of a period, the counts of `counted`,
    the `items`. `file` is where it stands; what is told of several together has them as `parts`.
    """

    has_reason: bool
    file: str
    since: dt.date = dt.date.min
    known_from: dt.date = dt.date.min
    everything: bool = False
    report: str | None = None
    figures: frozenset[str] | None = None
    counted: Period | None = None
    items: frozenset[str] = frozenset()
    parts: tuple[StateDifference, ...] = ()
    unit: str | None = None

    @property
    def units(self) -> frozenset[str]:
        """The units that alone count otherwise by it; none where it may be all."""
        return frozenset(one.unit for one in self.parts or (self,) if one.unit is not None)


def _differing(old: Mapping[_K, _V], new: Mapping[_K, _V]) -> Iterator[tuple[_K, _V | None, _V | None]]:
    """What two mappings do not have alike; records that are one and the same are not looked into."""
    for key in {**old, **new}:
        was, now = old.get(key), new.get(key)
        if was is not now and was != now:
            yield key, was, now


def _differences(before: Office, after: Office, until: dt.date) -> tuple[StateDifference, ...]:
    """Everything that differs and may count; no report that is about what begins after a day."""
    reports = _joined(_of_reports(before, after, until))
    return (*_of_programme(before, after), *_of_register(before, after), *reports)


def _of_programme(before: Office, after: Office) -> Iterator[StateDifference]:
    """Its own words, as far as they count; each amendment; the committee's end. And what nobody can read."""
    old, new = before.history.first, after.history.first
    if old is not new and _counting(old) != _counting(new):
        yield StateDifference(has_reason=False, file=PROGRAMME_FILE, everything=True)
    if _ending(old) != _ending(new):
        yield StateDifference(
            has_reason=stands_beside(old.programme.closing, new.programme.closing),
            file=PROGRAMME_FILE,
            everything=True,
        )
    known, stated = (tuple(e.amendment for e in o.history.amendments) for o in (before, after))
    gone, come = difference(known, stated), difference(stated, known)
    for placed in (*before.history.amendments, *after.history.amendments):
        amendment = placed.amendment
        if amendment in gone or amendment in come:
            earlier = next((one for one in gone if one.name == amendment.name), None)
            has_reason = amendment in come and stands_beside(earlier, amendment)
            yield StateDifference(has_reason=has_reason, file=placed.file, everything=True)
    if before.unread != after.unread:
        file = min({*before.unread.files} ^ {*after.unread.files}, default=PROGRAMME_FILE)
        yield StateDifference(has_reason=False, file=file, everything=True)


_COUNTING = ("format", "sets", "tasks", "duties", "reporting", "figures", "indicators")


def _counting(programme: Programme) -> tuple[object, ...]:
    """What of the programme says what is asked and counted."""
    head = programme.programme
    return (head.horizon, head.issued_on, *(getattr(programme, name) for name in _COUNTING))


def _ending(programme: Programme) -> tuple[object, ...]:
    return programme.programme.closed_on, programme.programme.closing


def _of_register(before: Office, after: Office) -> Iterator[StateDifference]:
    """Units, events, items that came up on the way, and due days of a period's own."""
    for unit, was, now in _differing(before.units, after.units):
        since = _differs_from(was, now)
        if since is not None:
            has_reason = stands_beside(was, now)
            yield StateDifference(
                has_reason=has_reason, file=unit_file(unit), since=since, everything=True, unit=unit
            )
    for (item, owner), some, others in _differing(before.events, after.events):
        file = item_file(item) if owner is None else unit_events_file(owner)
        yield _of_events(file, item, some or (), others or (), after)
    for id_, head, other in _differing(before.item_files, after.item_files):
        if _head(head) != _head(other):
            has_reason = stands_beside(head, other)
            yield StateDifference(has_reason=has_reason, file=item_file(id_), items=_with_waiting(after, id_))
    for key, period, another in _differing(before.periods, after.periods):
        if _exceptions(period) != _exceptions(another):
            has_reason = stands_beside(period, another)
            yield StateDifference(has_reason=has_reason, file=period_file(key), counted=Period.parse(key))


def _exceptions(file: PeriodFile | None) -> tuple[object, ...]:
    return file.exceptions if file else ()


def _of_events(
    file: str, item: str, old: tuple[Event, ...], new: tuple[Event, ...], office: Office
) -> StateDifference:
    """What happened to an item; what was only booked anew is known from its day on."""
    gone, come = difference(old, new), difference(new, old)
    known = office.items.get(item)
    is_report = known is not None and known.kind == "report"
    return StateDifference(
        has_reason=any(stands_beside(None, event) for event in come),
        file=file,
        known_from=dt.date.min if gone else min((event.date for event in come), default=dt.date.min),
        items=_with_waiting(office, item),
        counted=office.horizon if is_report else None,
    )


def _with_waiting(office: Office, id_: str) -> frozenset[str]:
    """An item, with those whose day hangs on what happens to it."""
    waiting = (one for one in office.items.values() if one.deadline.after is not None)
    return frozenset(
        [id_, *(one.id for one in waiting if one.deadline.after and one.deadline.after.item == id_)]
    )


def _head(file: ItemFile | None) -> object:
    """An item as it is asked, without what happened."""
    if file is None or file.title is None:
        return None
    return (file.lead, file.owners, file.deadline, file.submit_to, file.done_when, file.source)


def _differs_from(old: Unit | None, new: Unit | None) -> dt.date | None:
    """The first day on which two entries of the register count otherwise; None where they never do."""
    days = {dt.date.min}
    for unit in (old, new):
        if unit is not None:
            days |= {entry.until + ONE_DAY for entry in unit.before if entry.until < dt.date.max}
            days |= {unit.valid_from} if unit.valid_from else set()
            days |= {unit.valid_to + ONE_DAY} if unit.valid_to and unit.valid_to < dt.date.max else set()
    return next((day for day in sorted(days) if _counts_as(old, day) != _counts_as(new, day)), None)


def _counts_as(unit: Unit | None, day: dt.date) -> tuple[object, ...] | None:
    """Whether a unit is there on a day, as what it is counted, and for whom after its end."""
    if unit is None:
        return None
    is_gone = unit.valid_to is not None and unit.valid_to < day
    then = unit.on(day)
    successor = unit.merged_into if is_gone else None
    return unit.is_valid_on(day), then.kind, then.organisation, frozenset(then.flags), successor


# -------------------------------------------------------------------- reports

_SAYS_NOTHING = frozenset({"figures", "reasons", "corrections", "document", "source", "notes"})
"""What of a report does not decide whether, when and as what its figures count."""


def _of_reports(before: Office, after: Office, until: dt.date) -> Iterator[StateDifference]:
    """Whose time is told by their names, so that no other is looked into."""
    shown = tuple(item for item in after.items.values() if item.done_when)
    names = dict.fromkeys((*before.reports, *after.reports))
    begun = {key for key in {key for _unit, key in names} if _first_day(after, key, shown) <= until}
    for unit, key in (name for name in names if name[1] in begun):
        old, new = before.reports.get((unit, key)), after.reports.get((unit, key))
        if old is not new and old != new:
            found = _of_report(unit, key, old, new, after, shown)
            if found is not None:
                yield found


def _of_report(
    unit: str,
    key: str,
    old: Report | None,
    new: Report | None,
    office: Office,
    shown: Iterable[Item],
) -> StateDifference | None:
    """A report that differs; None where it only says otherwise what does not count."""
    keys = {
        name
        for part in ("figures", "reasons")
        for name, _, _ in _differing(getattr(old, part, {}), getattr(new, part, {}))
    }
    is_other = old is None or new is None or any(_differ(old, new, name) for name in new.__record_fields__)  # type: ignore[attr-defined]  # every record has them
    if not keys and not is_other:
        return None
    items = [item for item in shown if is_other or (item.done_when or "").partition(".")[0] in keys]
    return StateDifference(
        has_reason=stands_beside(old, new),
        file=report_file(unit, key),
        unit=unit,
        since=_first_day(office, key, items),
        known_from=min((day for side in (old, new) if side for day in _days(side)), default=dt.date.min),
        report=key,
        figures=None if is_other else frozenset(keys),
        counted=Period.parse(key) if is_other and key != "once" else None,
        items=frozenset(item.id for item in items),
    )


def _differ(old: object, new: object, name: str) -> bool:
    return name not in _SAYS_NOTHING and bool(getattr(old, name) != getattr(new, name))


def _first_day(office: Office, key: str, items: Iterable[Item]) -> dt.date:
    """The first day that a report is about: of its period, or on which what it shows done was due."""
    period = Period.parse(key)
    if period == ONE_TIME:
        return dt.date.min
    dues = (
        occurrence.due
        for item in items
        for occurrence in item_occurrences(office, item)
        if occurrence.key == key and occurrence.due is not None
    )
    return min([period.first_day, *dues])


def _days(report: Report) -> Iterator[dt.date]:
    """The days from which something that a report says is known."""
    yield report.received_on or dt.date.min
    yield from (day for value in report.figures.values() if (day := own_day(value)) is not None)


def _joined(found: Iterable[StateDifference]) -> Iterator[StateDifference]:
    """Those of the reports of one period as one, so that a thousand reports are asked about once."""
    groups: dict[str | None, list[StateDifference]] = {}
    for one in found:
        groups.setdefault(one.report, []).append(one)
    for parts in groups.values():
        known = [part.figures for part in parts if part.figures is not None]
        yield replace(
            parts[0],
            since=min(part.since for part in parts),
            known_from=min(part.known_from for part in parts),
            figures=frozenset[str]().union(*known) if len(known) == len(parts) else None,
            counted=next((part.counted for part in parts if part.counted), None),
            items=frozenset[str]().union(*(part.items for part in parts)),
            parts=tuple(parts),
        )


# -------------------------------------------------------------- what it can reach


class Influence:
    """What the differences of two states can reach of what was settled by a day."""

    def __init__(self, before: Office, after: Office, as_of: dt.date) -> None:
        self.before, self.after = before, after
        self.books = books(before, as_of)
        until = max((book.period.last_day for book in self.books), default=None)
        self._found = _differences(before, after, until) if until else ()
        self._alone: dict[frozenset[str], tuple[Office, Office]] = {}
        self._periods: dict[tuple[int, int, Window], frozenset[str]] = {}

    def of(self, book: Book) -> tuple[StateDifference, ...]:
        """The differences that can reach anything of a book, told by their times alone."""
        last_day, day = book.period.last_day, book.day
        return tuple(one for one in self._found if one.since <= last_day and one.known_from <= day)

    def reaches(self, one: StateDifference, office: Office, indicator: Indicator, window: Window) -> bool:
        """Whether an indicator can be other by a difference."""
        if one.everything:
            return one.since <= window.last_day
        if one.report is None or one.report not in self.periods(office, indicator, window):
            return False
        return one.figures is None or not one.figures.isdisjoint(self._read_by[indicator.id])

    def periods(self, office: Office, indicator: Indicator, window: Window) -> frozenset[str]:
        """The periods whose reports an indicator reads in a window."""
        key = (id(office), id(indicator), window)
        if key not in self._periods:
            self._periods[key] = report_periods(office, indicator, window)
        return self._periods[key]

    def alone(self, units: frozenset[str]) -> tuple[Office, Office]:
        """Both sides with only some units, their reports and events; made once."""
        if units not in self._alone:
            self._alone[units] = (_with_only(self.before, units), _with_only(self.after, units))
        return self._alone[units]

    def family(self, units: frozenset[str]) -> frozenset[str]:
        """These units, and whatever is bound to them by mergers on either side: what they add hangs together."""
        return _closure(units, self._bound)

    @cached_property
    def _bound(self) -> Mapping[str, set[str]]:
        """Unit → the units that it was merged into, and that were merged into it."""
        bound: dict[str, set[str]] = {}
        for office in (self.before, self.after):
            for unit in office.units.values():
                if unit.merged_into is not None:
                    bound.setdefault(unit.id, set()).add(unit.merged_into)
                    bound.setdefault(unit.merged_into, set()).add(unit.id)
        return bound

    @cached_property
    def _read_by(self) -> Mapping[str, frozenset[str]]:
        """Indicator → the figures that it rests on, with those that decide about them."""
        found: dict[str, frozenset[str]] = {}
        for office in (self.before, self.after):
            for programme in {id(e.programme): e.programme for e in office.history.editions}.values():
                beside = _beside(programme)
                for indicator in programme.indicators:
                    keys = {key for measure in measures_of(indicator) for key in measure_keys(measure)}
                    found[indicator.id] = found.get(indicator.id, frozenset()) | _closure(keys, beside)
        return found


def _with_only(office: Office, units: frozenset[str]) -> Office:
    return replace(
        office,
        units={id_: unit for id_, unit in office.units.items() if id_ in units},
        reports={key: report for key, report in office.reports.items() if key[0] in units},
        events={key: events for key, events in office.events.items() if key[1] is None or key[1] in units},
        unit_event_lines={},
    )


def reaches_item(one: StateDifference, item: str) -> bool:
    """Whether where something stands can be other by a difference."""
    return one.everything or item in one.items


def reaches_count(one: StateDifference, item: str, period: Period) -> bool:
    """Whether the counts of a line of the calendar can be: of its own period's reports, or of what may replace them."""
    if reaches_item(one, item):
        return True
    counted = one.counted
    return counted is not None and (counted.covers(period) or period.covers(counted))


def windows_in(office: Office, indicator: Indicator, period: Period) -> Iterator[Window]:
    """The windows that a settled period is about: those that have begun in its time."""
    for window in windows(office, indicator, summary_scope_of(period).asked):
        if window.first_day <= period.last_day:
            yield window


def _beside(programme: Programme) -> Mapping[str, frozenset[str]]:
    """Figure → those that say whether and as what it counts."""
    figures = {figure.key: figure for figure in programme.figures}
    linked = links(figures)
    found: dict[str, frozenset[str]] = {}
    for key, line in figures.items():
        named = (line.decided_by, line.valid_by, line.subset_of)
        found[key] = frozenset(name for name in named if name)
        found[key] |= frozenset(linked[key].keys) if key in linked else frozenset()
    return found


def _closure(keys: Iterable[str], beside: Mapping[str, AbstractSet[str]]) -> frozenset[str]:
    found: set[str] = set()
    left = list(keys)
    while left:
        key = left.pop()
        if key not in found:
            found.add(key)
            left.extend(beside.get(key, ()))
    return frozenset(found)
