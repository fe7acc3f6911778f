"""What is recorded of an obligation: the events that touch it, the report that does it or shows it done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from ct58.domain.records.events import ONCE, Event
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.reports import ARRIVED, Report, is_group, own_day
from ct58.domain.records.scalars import NOT_APPLICABLE
from ct58.domain.standing.occurrences import Obligation
from ct58.domain.time.deadlines import Occurrence


def is_recorded(office: Office, entry: Obligation, as_of: dt.date) -> bool:
    """Whether an event names what would not be asked any more, or a report does it: then it stays, whatever its day.

    What came after the cut-off day of the committee's end does neither.
    """
    known_by = min(as_of, office.cut_off or as_of)
    return (
        bool(relevant_events(office, entry, known_by)) or done_by_report(office, entry, known_by) is not None
    )


def is_given(office: Office, entry: Obligation, by: dt.date) -> bool:
    """Whether something that finishes it was recorded by a day: a submission, an issue, the report that does it."""
    events = relevant_events(office, entry, by)
    is_done = any(event.rule.means == "gives" or event.rule.is_end_of_work for event in events)
    return is_done or done_by_report(office, entry, by) is not None


def relevant_events(office: Office, obligation: Obligation, as_of: dt.date) -> tuple[Event, ...]:
    """The events in force that touch an obligation, by date: the item's own, then the owing unit's."""
    found = office.events.get((obligation.item.id, None), ())
    if obligation.unit is not None:
        found = (*found, *office.events.get((obligation.item.id, obligation.unit.id), ()))
    kept = [event for event in found if event.counts_on(as_of) and _touches(event, obligation)]
    return tuple(sorted(kept, key=lambda event: event.date)) if kept else ()


def told_twice(events: Sequence[Event]) -> tuple[Event, Event] | None:
    """The first end of work that stands there with two days or two documents, and the other; None where each is told once.

    Products are issued one by one.
    """
    first: dict[tuple[str, str | None], Event] = {}
    for event in events:
        if event.rule.is_end_of_work:
            earlier = first.setdefault((event.event, event.product), event)
            if (earlier.date, earlier.document) != (event.date, event.document):
                return earlier, event
    return None


def report_for(office: Office, obligation: Obligation) -> Report | None:
    """The report that would show an obligation done: the period's, or the one of figures given once."""
    if obligation.unit is None:
        return None
    return office.reports.get(
        (obligation.unit.id, report_period(office, obligation.item, obligation.occurrence))
    )


def report_period(office: Office, item: Item, occurrence: Occurrence) -> str:
    """The period of that report, as its file is named."""
    if item.done_when:
        figure = office.figure(item.done_when.partition(".")[0])
        if figure is not None and figure.every == "once":
            return ONCE
    return occurrence.key


def told_by_reports(office: Office, item: Item, occurrence: Occurrence) -> Mapping[str, dt.date | None]:
    """Unit → the day on which its report did what is owed; None where the report says something of it, and neither that nor no."""
    if item.submit_to or not (item.kind == "report" or item.done_when):
        return {}
    period = report_period(office, item, occurrence)
    if item.kind == "report":
        return {
            unit: head.received_on for unit, head in office.heads_of(period).items() if head.state in ARRIVED
        }
    path = item.done_when or ""
    return office.by_period.once(period, ("days of", path), lambda: _days_shown(office.showing(period), path))


def _days_shown(reports: Mapping[str, Report], path: str) -> dict[str, dt.date | None]:
    key = path.partition(".")[0]
    return {
        unit: _figure_day(report, path, dt.date.max)
        for unit, report in reports.items()
        if (value := report.figures.get(key)) is not None and value is not False and value != NOT_APPLICABLE
    }


def _touches(event: Event, obligation: Obligation) -> bool:
    """Whether an event is about an obligation.

    It names its occurrence. Without one it means the one-off or, for a pause or an end of a recurring
    item, what falls due from then on.
    """
    occurrence = obligation.occurrence
    if event.occurrence is not None:
        return event.occurrence == occurrence.key
    if occurrence.key == ONCE:
        return True
    return event.rule.reach == "all_later" and occurrence.due is not None and event.date <= occurrence.due


def done_by_report(office: Office, obligation: Obligation, as_of: dt.date) -> dt.date | None:
    """The day on which a report did what is owed: by arriving, or by what it says."""
    if obligation.item.submit_to:
        return None
    return arrived_on(office, obligation, as_of) or figure_shown(office, obligation, as_of)


def figure_shown(office: Office, obligation: Obligation, as_of: dt.date) -> dt.date | None:
    """The day of the figure that shows a duty done; None for any other obligation."""
    path = obligation.item.done_when
    if path is None or obligation.unit is None:
        return None
    return _figure_day(_shown(office, obligation), path, as_of)


def _shown(office: Office, obligation: Obligation) -> Report | None:
    """The same report with as much of what it says as shows anything done."""
    if obligation.unit is None:
        return None
    period = report_period(office, obligation.item, obligation.occurrence)
    return office.showing(period).get(obligation.unit.id)


def is_partly_given(office: Office, obligation: Obligation, as_of: dt.date) -> bool:
    """Whether the record that shows a duty done says something, but not yet when: a number without its date."""
    key = obligation.item.done_when
    report = _shown(office, obligation) if key is not None and "." not in key else None
    value = report.figures.get(key or "") if report is not None else None
    if report is None or not isinstance(value, Mapping) or all(part is None for part in value.values()):
        return False
    day = own_day(value) or report.received_on
    return day is None or day <= as_of


def arrived_on(office: Office, obligation: Obligation, as_of: dt.date) -> dt.date | None:
    """The day a report that is owed arrived; None for any other obligation."""
    if obligation.item.kind != "report" or obligation.unit is None:
        return None
    period = report_period(office, obligation.item, obligation.occurrence)
    head = office.heads_of(period).get(obligation.unit.id)
    return head.received_on if head and head.has_arrived_by(as_of) else None


def _figure_day(report: Report | None, path: str, as_of: dt.date) -> dt.date | None:
    """The date that a figure gives; of a document its receipt or its last day; else the report's receipt."""
    if report is None:
        return None
    key, _, subkey = path.partition(".")
    value = report.figures.get(key)
    if subkey:
        value = value.get(subkey) if is_group(value) else None
    if value is None or value == NOT_APPLICABLE or value is False:
        return None
    if is_group(value) and not any(part is not None for part in value.values()):
        return None
    day = own_day(value) or report.received_on
    return day if day is not None and day <= as_of else None
