"""View of the reports of a period: who owes one, who sent it, who in time, and what waits to be typed in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from typing import Literal, TypeVar

from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Quality, Report, ReportHead, ReportState
from ct58.domain.records.units import Unit
from ct58.domain.standing.batches import Batch, batches_of
from ct58.domain.standing.evidence import report_period
from ct58.domain.standing.rates import rate
from ct58.domain.standing.report_calendar import chased_period, lines_for
from ct58.domain.standing.status import HALTED, Standing, timeliness
from ct58.domain.time.period import Period
from ct58.records import copied, record

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
DueReportState = ReportState | Literal["missing", "missed", "replaced", "unreadable"]


@record
class ReportRow:
    """One unit's report of a period on a day.

    `state` is `missing` where nothing has come yet, `unreadable` where nobody knows, `missed` when its time is
    over, `replaced` when a longer period's report came instead. `received_on` is the first receipt, and `days_late`
    the days from the due day to it, or to as-of while it has not arrived; 0 in time.
    """

    standing: Standing
    unit: Unit
    item: Item
    period: Period
    state: DueReportState
    received_on: dt.date | None
    due: dt.date | None
    has_arrived: bool
    days_late: int
    quality: Quality | None
    promised_until: dt.date | None
    reminded_on: dt.date | None

    @property
    def is_on_time(self) -> bool:
        """Whether it arrived, and not after the due day."""
        return self.standing.is_on_time


@record
class Tally:
    """Of some reports: how many are expected, have arrived, and arrived in time; `unreadable` are counted apart.

    `due` have fallen due, `due_on_time` of those arrived in time: the rate on time. What arrives before its day is in
    `actual_on_time` at once, and in the rate when its day comes.
    """

    expected: int
    actual: int
    actual_on_time: int
    due: int
    due_on_time: int
    unreadable: int = 0

    @property
    def is_full(self) -> bool:
        """Whether all have arrived, and nothing is unknown."""
        return self.actual == self.expected and not self.unreadable

    @property
    def rate(self) -> Decimal | None:
        """Arrived of expected, in percent; None where none is expected."""
        return rate(self.actual, self.expected)

    @property
    def rate_on_time(self) -> Decimal | None:
        """In time of what has fallen due, in percent; None where nothing has."""
        return rate(self.due_on_time, self.due)


@record
class CalendarLine:
    """One line of the calendar in one period: its reports, in the office's order.

    `ends_on` is the period's last day; that of the committee's work, where it ended in the period.
    """

    item: Item
    period: Period
    ends_on: dt.date
    rows: tuple[ReportRow, ...]

    @property
    def tally(self) -> Tally:
        """The counts of the whole line."""
        return tally(self.rows)

    @property
    def due(self) -> dt.date | None:
        """The due day of most: exceptions and extensions move some units' only."""
        days = [row.due for row in self.rows if row.due is not None]
        return max(set(days), key=lambda day: (days.count(day), day), default=None)

    def of_unit(self, unit: str) -> CalendarLine:
        """Only what one unit owes."""
        return replace(self, rows=tuple(row for row in self.rows if row.unit.id == unit))

    def by_kind(self) -> dict[str, Tally]:
        """The counts of each kind of unit, in the order in which they come."""
        return {kind: tally(rows) for kind, rows in _grouped(self.rows, lambda row: row.unit.kind).items()}


@record
class ReportsView:
    """The reports of one period on a day, line by line. `is_closed` once the books of the period are closed.

    `ends_on` is the period's last day; that of the committee's work, where it ended in the period.
    `is_partial` where files could not be read, so that what is said of all may not be so. `is_older`: what is missing
    of it is an old debt, because a newer period has fallen due. `left_behind` are the reports that came from units which
    ended in the midst of the period: owed by nobody, and in no count here.
    """

    period: Period
    ends_on: dt.date
    as_of: dt.date
    lines: tuple[CalendarLine, ...]
    long_overdue_days: int
    is_closed: bool
    is_partial: bool
    is_older: bool
    left_behind: tuple[Report, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def of_unit(self, unit: str) -> ReportsView:
        """Only the reports that one unit owes."""
        lines = (line.of_unit(unit) for line in self.lines)
        left = tuple(report for report in self.left_behind if report.unit == unit)
        return replace(self, lines=tuple(line for line in lines if line.rows), left_behind=left)

    @property
    def rows(self) -> tuple[ReportRow, ...]:
        """All reports of all lines."""
        return tuple(row for line in self.lines for row in line.rows)

    @property
    def tally(self) -> Tally:
        """The counts of all lines together."""
        return tally(self.rows)

    @property
    def states(self) -> Counter[DueReportState]:
        """How many reports are in each state."""
        return Counter(row.state for row in self.rows)

    @property
    def waiting(self) -> int:
        """How many of those that nobody can read only wait until somebody says which of two values is right."""
        return sum(row.state == "unreadable" and row.standing.is_unsettled for row in self.rows)

    @property
    def qualities(self) -> Counter[Quality]:
        """How many reports with figures are estimated, and how many final."""
        return Counter(row.quality for row in self.rows if row.has_arrived and row.quality)

    @property
    def missing(self) -> tuple[ReportRow, ...]:
        """What has not arrived and is asked for: nothing came, it was sent back, or it held no figures."""
        return tuple(
            row
            for row in self.rows
            if not row.has_arrived and row.state != "unreadable" and row.standing.status != "missed"
        )

    @property
    def unread(self) -> tuple[ReportRow, ...]:
        """Of which nobody knows whether they have arrived, or in time."""
        return tuple(row for row in self.rows if row.state == "unreadable")

    @property
    def late(self) -> tuple[ReportRow, ...]:
        """What arrived after its due day."""
        return tuple(row for row in self.rows if row.standing.status == "completed_late")


@record
class WaitingReport:
    """A report that has arrived and is not typed in."""

    unit: Unit
    period: Period
    received_on: dt.date | None
    document: str | None


@record
class QueueView:
    """What waits to be typed in on a day, oldest first; of one period, or of all (None)."""

    as_of: dt.date
    period: Period | None
    entries: tuple[WaitingReport, ...]
    is_partial: bool


def reports_view(
    office: Office, period: Period, as_of: dt.date, owed: Sequence[Batch] | None = None
) -> ReportsView:
    """The reports that are owed for a period; what is suspended or dropped is not expected.

    `owed` is everything owed on the day, where that is at hand.

    Raises BadUsage for a period that no line of the calendar asks for.
    """
    lines_for(office, period)
    lines = (line for line in calendar_lines(office, period, as_of, owed) if line.period == period)
    return _view(office, period, as_of, lines)


def past_reports(office: Office, as_of: dt.date) -> tuple[ReportsView, ...]:
    """The reports of every period of the programme's time that has ended by a day, in order of their ends."""
    ended = (line for line in calendar_lines(office, office.horizon, as_of) if line.ends_on < as_of)
    periods = _grouped(ended, lambda line: line.period)
    return tuple(_view(office, period, as_of, periods[period]) for period in sorted(periods, key=_by_end))


def _view(office: Office, period: Period, as_of: dt.date, lines: Iterable[CalendarLine]) -> ReportsView:
    file = office.periods.get(str(period))
    left = tuple(_left_behind(office, period, as_of))
    return ReportsView(
        period=period,
        ends_on=office.last_day_of(period),
        as_of=as_of,
        lines=tuple(lines),
        long_overdue_days=office.settings.long_overdue_days,
        is_closed=file is not None and file.is_closed_on(as_of),
        is_partial=bool(office.unread.files),
        is_older=period.last_day < chased_period(office, as_of).first_day,
        left_behind=left,
        names={
            id_: office.label(id_)
            for report in left
            for id_ in (report.unit, report.counted_in or report.unit)
        },
    )


def _left_behind(office: Office, period: Period, as_of: dt.date) -> Iterator[Report]:
    for unit in office.units.values():
        report = office.reports.get((unit.id, str(period))) if office.ended_inside(unit, period) else None
        if report is not None and report.has_arrived_by(as_of):
            yield report


def calendar_lines(
    office: Office, whole: Period, as_of: dt.date, owed: Sequence[Batch] | None = None
) -> Iterator[CalendarLine]:
    """Every line of the calendar with reports for each of its periods inside a time, by line and period."""
    found = batches_of(
        owed, office, as_of, lambda item, entry: item.kind == "report" and whole.covers(entry.period)
    )
    of_lines = _grouped(found, lambda batch: (batch.occasion.item.id, batch.occasion.occurrence.period))
    for (id_, period), of_line in of_lines.items():
        rows = tuple(row for batch in of_line for row in _rows(office, batch, as_of))
        if rows:
            ends_on = office.last_day_of(period)
            yield CalendarLine(item=office.items[id_], period=period, ends_on=ends_on, rows=rows)


def queue_view(office: Office, as_of: dt.date, period: Period | None = None) -> QueueView:
    """The registered reports by day of receipt, then in the office's order."""
    order = {unit_id: place for place, unit_id in enumerate(office.units)}
    waiting = [
        report
        for report in office.reports.values()
        if report.state == "registered" and report.unit in order and _came_by(report, as_of)
    ]
    asked = [report for report in waiting if period is None or report.period == period]
    asked.sort(key=lambda report: (report.received_on or as_of, order[report.unit], str(report.period)))
    return QueueView(
        as_of=as_of,
        period=period,
        entries=tuple(_waiting(office, report) for report in asked),
        is_partial=bool(office.unread.reports or office.unread.units),
    )


def tally(rows: Iterable[ReportRow]) -> Tally:
    """The counts of some reports."""
    found = tuple(rows)
    listed = [row for row in found if row.state != "unreadable"]
    rated = timeliness(row.standing for row in listed)
    return Tally(
        expected=len(listed),
        actual=sum(row.has_arrived for row in listed),
        actual_on_time=sum(row.is_on_time for row in listed),
        due=rated.due,
        due_on_time=rated.on_time,
        unreadable=len(found) - len(listed),
    )


def _rows(office: Office, batch: Batch, as_of: dt.date) -> Iterator[ReportRow]:
    """A row a unit, as it was on the period's last day; what came after the cut-off day of an end has not arrived.

    Those of which nothing but the same report is known differ in the unit alone.
    """
    known_by = min(as_of, office.cut_off or as_of)
    last_day = office.last_day_of(batch.occasion.occurrence.period)
    heads = office.heads_of(report_period(office, batch.occasion.item, batch.occasion.occurrence))
    alike: dict[object, ReportRow] = {}
    for found in batch.standings(office, batch.occasion.owed_by(batch.occasion.owing), as_of):
        unit = found.obligation.unit
        assert unit is not None  # the calendar's lines are owed by units
        if found.status in HALTED:
            continue
        report = heads.get(unit.id)
        known = report if report is not None and _came_by(report, known_by) else None
        own = unit.id if found.events or found.replaced_by else None
        said = (own, id(known), found.status, found.due, found.done_on)
        if said not in alike:
            alike[said] = _row(found, unit, known)
        yield copied(alike[said], standing=found, unit=unit.on(last_day))


def _row(found: Standing, unit: Unit, known: ReportHead | None) -> ReportRow:
    return ReportRow(
        standing=found,
        unit=unit,
        item=found.item,
        period=found.obligation.occurrence.period,
        state=_state(found, known),
        received_on=known.received_on if known else None,
        due=found.due,
        has_arrived=found.done_on is not None and found.status != "unreadable",
        days_late=found.days_overdue,
        quality=known.quality if known else None,
        promised_until=found.promise.until if found.promise else None,
        reminded_on=found.reminders[-1].date if found.reminders else None,
    )


def _state(found: Standing, known: ReportHead | None) -> DueReportState:
    """What the report says of itself; nobody knows it where it, or what decides about its time, could not be read."""
    if found.status == "unreadable":
        return "unreadable"
    return known.state if known and known.state != "expected" else _state_without(found, known)


def _state_without(found: Standing, known: ReportHead | None) -> DueReportState:
    """The state of what has not come."""
    if found.status == "missed":
        return "replaced" if found.replaced_by else "missed"
    return known.state if known else "missing"


def _came_by(report: Report | ReportHead, day: dt.date) -> bool:
    """Whether a report is known on a day; without a day of receipt it always is."""
    return report.received_on is None or report.received_on <= day


def _waiting(office: Office, report: Report) -> WaitingReport:
    return WaitingReport(
        unit=office.units[report.unit],
        period=report.period,
        received_on=report.received_on,
        document=report.document.number if report.document else None,
    )


def _by_end(period: Period) -> tuple[dt.date, int]:
    """By the last day; the quarter before the year that ends with it."""
    return period.last_day, -period.first_day.toordinal()


def _grouped(rows: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    groups: dict[K, list[T]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups
