"""Status and rates on time: derived from facts at every call, never stored (domain.md §3, contract §1 and §4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, get_args

from ct58.domain.records.event_rules import Meaning
from ct58.domain.records.events import ONCE, Event
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Report, own_day
from ct58.domain.records.scalars import NOT_APPLICABLE, Body
from ct58.domain.standing.obligations import Obligation, obligations
from ct58.domain.standing.report_calendar import replacing_periods
from ct58.domain.time.period import Period
from ct58.records import positional_record, record

Status = Literal[
    "unreadable",
    "dropped",
    "suspended",
    "completed_on_time",
    "completed_late",
    "missed",
    "overdue",
    "due_soon",
    "in_progress",
    "not_started",
    "ongoing",
]
STATUS_KEYS: tuple[Status, ...] = get_args(Status)
"""In the order in which the first that fits is taken."""
Unclear = Literal["unbooked", "undated"]
"""Why what a unit owes may be done: nothing was booked for any unit, or the document is there without its day."""
HALTED: frozenset[Status] = frozenset({"suspended", "dropped"})
"""Statuses of what is not in force: nothing is expected, and it leaves the rates."""
UNCOUNTED: frozenset[Status] = HALTED | frozenset[Status]({"unreadable"})
"""With what nobody knows: no count and no rate has it; it is said beside them."""


_STEP = Decimal("0.1")
_FULL = Decimal(100)


@record
class Standing:
    """Where one obligation stands on a day.

    `due` is the deadline in force, `original_due` the one before any extension; both None for a
    standing duty. `days_overdue` is as-of − due while it is not done, else done − due; never below 0, and no more
    than the days after which a missed one's time was over. `replaced_by` is the longer period whose report came
    instead of a missed one.
    `unreadable`: a file that would say more has errors; all else is then said by what could be read.
    `unclear`: it is overdue as far as is known, and perhaps done.
    `has_fallen_due`: it is in force, and `due` is not after the day. `submitted` holds the day each body has it.
    """

    obligation: Obligation
    status: Status
    due: dt.date | None
    original_due: dt.date | None
    done_on: dt.date | None
    days_overdue: int
    has_fallen_due: bool
    replaced_by: Period | None
    started: bool
    needs_verification: bool
    unclear: Unclear | None
    submitted: dict[Body, dt.date]
    extensions: tuple[Event, ...]
    reminders: tuple[Event, ...]
    promise: Event | None
    events: tuple[Event, ...]

    @property
    def item(self) -> Item:
        """The item that is owed."""
        return self.obligation.item

    @property
    def lapsed_on(self) -> dt.date | None:
        """The last day on which it was asked for, of what was missed."""
        return _lapsed_on(self.item, self.due) if self.status == "missed" else None

    @property
    def is_unbooked(self) -> bool:
        """Whether it was booked for none of the units that owe it."""
        return self.unclear == "unbooked"

    @property
    def is_on_time(self) -> bool:
        """Whether it was done by its deadline."""
        return self.status == "completed_on_time"

    @property
    def owner_ids(self) -> tuple[str, ...]:
        """Who owes it: the unit, or the bodies that lead a joint item."""
        unit = self.obligation.unit
        return (unit.id,) if unit else self.item.lead


def standings(office: Office, as_of: dt.date) -> Iterator[Standing]:
    """Where every obligation stands on a day, in the programme's order."""
    for obligation in obligations(office, as_of):
        yield standing(office, obligation, as_of)


def overdue_on(office: Office, day: dt.date) -> Iterator[Standing]:
    """What is overdue on a day.

    What was not yet due by then, and what a report shows done, is passed over without a closer look.
    """
    for obligation in obligations(office, day):
        due = _original_due(office, obligation)
        if due is not None and due < day and _shown_by_report(office, obligation, day) is None:
            found = standing(office, obligation, day)
            if found.status == "overdue":
                yield found


def unread_on(office: Office, day: dt.date) -> Iterator[Standing]:
    """What may be overdue on a day, because a file that would say so could not be read."""
    if office.unread.files:
        for obligation in obligations(office, day):
            due = _original_due(office, obligation)
            if due is not None and due < day:
                found = standing(office, obligation, day)
                if found.status == "unreadable":
                    yield found


def standing(office: Office, obligation: Obligation, as_of: dt.date) -> Standing:
    """Where one obligation stands on a day; only what is dated on or before it counts."""
    events = relevant_events(office, obligation, as_of)
    extensions = _that(events, "moves_deadline")
    original = _original_due(office, obligation)
    due = extensions[-1].until if extensions else original
    submitted = _submissions(obligation.item, events)
    done_on = _done_on(office, obligation, events, submitted, as_of)
    unclear = _unclear(office, obligation, as_of) if done_on is None and due and due < as_of else None
    lapsed_on = _lapsed_on(obligation.item, due) if unclear is None else None
    started = done_on is not None or any(event.rule.is_work for event in events)
    started = started or unclear == "undated"
    status = _status(events, due, done_on, started, as_of, office.settings.due_soon_days, lapsed_on)
    if office.unread.files and _is_unreadable(office, obligation, status):
        status, done_on = "unreadable", None
    unclear = unclear if status == "overdue" else None
    return Standing(
        obligation=obligation,
        status=status,
        due=due,
        original_due=original,
        done_on=done_on,
        days_overdue=_days_overdue(due, done_on or min(as_of, lapsed_on or as_of))
        if status != "unreadable"
        else 0,
        has_fallen_due=due is not None and due <= as_of and status not in UNCOUNTED,
        replaced_by=_replacement(office, obligation, as_of) if status == "missed" else None,
        started=started,
        needs_verification=unclear is not None
        or (
            status != "unreadable"
            and _needs_verification(office, original, is_known=started or bool(extensions))
        ),
        unclear=unclear,
        submitted=submitted,
        extensions=extensions,
        reminders=_that(events, "reminds"),
        promise=next(reversed(_that(events, "promises")), None),
        events=events,
    )


def relevant_events(office: Office, obligation: Obligation, as_of: dt.date) -> tuple[Event, ...]:
    """The events in force that touch an obligation, by date: the item's own, then the owing unit's."""
    found = office.events.get((obligation.item.id, None), ())
    if obligation.unit is not None:
        found = (*found, *office.events.get((obligation.item.id, obligation.unit.id), ()))
    kept = [event for event in found if event.counts_on(as_of) and _touches(event, obligation)]
    return tuple(sorted(kept, key=lambda event: event.date)) if kept else ()


def report_for(office: Office, obligation: Obligation) -> Report | None:
    """The report that would show an obligation done: the period's, or the one of figures given once."""
    if obligation.unit is None:
        return None
    return office.reports.get((obligation.unit.id, report_period(office, obligation)))


def report_period(office: Office, obligation: Obligation) -> str:
    """The period of that report, as its file is named."""
    if obligation.item.done_when:
        figure = office.figure(obligation.item.done_when.partition(".")[0])
        if figure is not None and figure.every == "once":
            return ONCE
    return obligation.occurrence.key


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


def _original_due(office: Office, obligation: Obligation) -> dt.date | None:
    """The due day before extensions, with the period's exceptions to the reporting calendar."""
    period = office.periods.get(obligation.occurrence.key)
    if obligation.item.kind == "report" and period is not None and obligation.unit is not None:
        for exception in period.exceptions:
            concerns_unit = not exception.units or obligation.unit.id in exception.units
            if exception.report == obligation.item.id and concerns_unit:
                return exception.due
    return obligation.occurrence.due


def _that(events: Sequence[Event], meaning: Meaning) -> tuple[Event, ...]:
    return tuple(event for event in events if event.rule.means == meaning)


def _submissions(item: Item, events: Sequence[Event]) -> dict[Body, dt.date]:
    """The last submission to each body that it has not returned. Without `to`, an event means all bodies."""
    found: dict[Body, dt.date] = {}
    for event in events:
        bodies = (event.to,) if event.to else item.submit_to
        for body in bodies:
            if event.rule.means == "gives":
                found[body] = event.date
            elif event.rule.means == "takes_back":
                found.pop(body, None)
    return found


def _done_on(
    office: Office,
    obligation: Obligation,
    events: Sequence[Event],
    submitted: dict[Body, dt.date],
    as_of: dt.date,
) -> dt.date | None:
    """The day an obligation was met: by its report, its figure, its submissions, or its issue."""
    item = obligation.item
    if item.kind == "report":
        return _arrival(office, obligation, as_of)
    if item.submit_to:
        complete = all(body in submitted for body in item.submit_to)
        return max(submitted[body] for body in item.submit_to) if complete else None
    return _figure_shown(office, obligation, as_of) or _first_issue(events)


def _shown_by_report(office: Office, obligation: Obligation, as_of: dt.date) -> dt.date | None:
    """The day on which a report did what is owed: by arriving, or by what it says."""
    if obligation.item.submit_to:
        return None
    return _arrival(office, obligation, as_of) or _figure_shown(office, obligation, as_of)


def _figure_shown(office: Office, obligation: Obligation, as_of: dt.date) -> dt.date | None:
    """The day of the figure that shows a duty done; None for any other obligation."""
    path = obligation.item.done_when
    if path is None or obligation.unit is None:
        return None
    return _figure_day(report_for(office, obligation), path, as_of)


def _is_partly_given(office: Office, obligation: Obligation, as_of: dt.date) -> bool:
    """Whether the record that shows a duty done says something, but not yet when: a number without its date."""
    key = obligation.item.done_when
    report = report_for(office, obligation) if key is not None and "." not in key else None
    value = report.figures.get(key or "") if report is not None else None
    if report is None or not isinstance(value, Mapping) or all(part is None for part in value.values()):
        return False
    day = own_day(value) or report.received_on
    return day is None or day <= as_of


def _unclear(office: Office, obligation: Obligation, as_of: dt.date) -> Unclear | None:
    """Why nobody can say that a unit has not done it, nor that its time went by without it."""
    item = obligation.item
    if obligation.unit is None or item.kind == "report":
        return None
    if item.deadline.every is not None and not office.is_booked(item, obligation.occurrence.key, as_of):
        return "unbooked"
    return "undated" if _is_partly_given(office, obligation, as_of) else None


def _arrival(office: Office, obligation: Obligation, as_of: dt.date) -> dt.date | None:
    """The day a report that is owed arrived; None for any other obligation."""
    if obligation.item.kind != "report":
        return None
    report = report_for(office, obligation)
    return report.received_on if report and report.has_arrived_by(as_of) else None


def _first_issue(events: Iterable[Event]) -> dt.date | None:
    """The first issue or completion."""
    return next((event.date for event in events if event.rule.is_end_of_work), None)


def _figure_day(report: Report | None, path: str, as_of: dt.date) -> dt.date | None:
    """The date that a figure gives; of a document its receipt or its last day; else the report's receipt."""
    if report is None:
        return None
    key, _, subkey = path.partition(".")
    value = report.figures.get(key)
    if subkey:
        value = value.get(subkey) if isinstance(value, Mapping) else None
    if value is None or value == NOT_APPLICABLE or value is False:
        return None
    if isinstance(value, Mapping) and all(part is None for part in value.values()):
        return None
    day = own_day(value) or report.received_on
    return day if day is not None and day <= as_of else None


def _status(
    events: Sequence[Event],
    due: dt.date | None,
    done_on: dt.date | None,
    started: bool,
    as_of: dt.date,
    due_soon_days: int,
    lapsed_on: dt.date | None,
) -> Status:
    """The first status that fits."""
    meanings = [event.rule.means for event in events]
    if "ends" in meanings:
        return "dropped"
    if next((means for means in reversed(meanings) if means in ("halts", "goes_on")), None) == "halts":
        return "suspended"
    if done_on is not None:
        return "completed_late" if due is not None and done_on > due else "completed_on_time"
    if due is None:
        return "ongoing"
    if lapsed_on is not None and as_of > lapsed_on:
        return "missed"
    if as_of > due:
        return "overdue"
    if (due - as_of).days <= due_soon_days:
        return "due_soon"
    return "in_progress" if started else "not_started"


def _is_unreadable(office: Office, obligation: Obligation, status: Status) -> bool:
    """Whether where it stands hangs on a file that could not be read.

    What is done in time by what was read stays so, whatever events and other due days the other files hold.
    """
    unread, item, unit, key = office.unread, obligation.item, obligation.unit, obligation.occurrence.key
    if unit is not None and _is_report_unread(office, obligation, unit.id):
        return True
    if status == "missed" and unit is not None and item.kind == "report":
        longer = replacing_periods(office, obligation.occurrence.period)
        if any(office.is_report_unread(unit.id, str(period)) for period in longer):
            return True
    is_open = unread.hides_events(item.id, unit.id if unit else None)
    return status != "completed_on_time" and (is_open or (item.kind == "report" and key in unread.periods))


def _is_report_unread(office: Office, obligation: Obligation, unit: str) -> bool:
    """Whether what would show it done, the report or a figure in it, could not be read."""
    period = report_period(office, obligation)
    if obligation.item.done_when:
        return office.are_figures_unread(unit, period)
    return obligation.item.kind == "report" and office.is_report_unread(unit, period)


def _lapsed_on(item: Item, due: dt.date | None) -> dt.date | None:
    """The last day on which what recurs is still asked for; None where it always is."""
    days = item.deadline.lapses_after
    return due + dt.timedelta(days=days) if days is not None and due is not None else None


def _replacement(office: Office, obligation: Obligation, as_of: dt.date) -> Period | None:
    """The longer period, this one in it, whose report the unit has sent by a day."""
    if obligation.item.kind != "report" or obligation.unit is None:
        return None
    for period in replacing_periods(office, obligation.occurrence.period):
        report = office.reports.get((obligation.unit.id, str(period)))
        if report is not None and report.has_arrived_by(as_of):
            return period
    return None


def _days_overdue(due: dt.date | None, day: dt.date) -> int:
    return max(0, (day - due).days) if due is not None else 0


def _needs_verification(office: Office, original: dt.date | None, *, is_known: bool) -> bool:
    """Due before the programme itself was issued, and no evidence: perhaps done long ago.

    A reminder or a note is no evidence; work recorded, or an extension, is.
    """
    return original is not None and original < office.programme.head.issued_on and not is_known


@positional_record
class Timeliness:
    """Of some occurrences (one for each unit that owes them): how many have fallen due, and were done in time.

    One rule for every screen, document and program (contract §4, "Rates on time"): due is what is in force with its
    deadline in force on or before the day, in time what of it was done by then. What was done early enters on its day.
    """

    due: int
    on_time: int


def timeliness(found: Iterable[Standing]) -> Timeliness:
    """The two counts of a rate on time; whoever shows a rate divides these and nothing else."""
    fallen = [standing for standing in found if standing.has_fallen_due]
    return Timeliness(len(fallen), sum(standing.is_on_time for standing in fallen))


def rate(part: int, whole: int) -> Decimal | None:
    """A part of a whole in percent with one decimal; None where there is no whole.

    100 means all and 0 none: what rounding would make so stays one step away from it.
    """
    if whole == 0:
        return None
    rounded = (_FULL * part / whole).quantize(_STEP, ROUND_HALF_UP)
    if part < whole:
        rounded = min(rounded, _FULL - _STEP)
    return max(rounded, _STEP) if part > 0 else rounded
