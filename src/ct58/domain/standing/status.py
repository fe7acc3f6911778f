"""Status and rates on time: derived from facts at every call, never stored (domain.md §3, contract §1 and §4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from ct58.domain.records.event_rules import Meaning
from ct58.domain.records.events import Event
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.standing.evidence import (
    arrived_on,
    figure_shown,
    is_partly_given,
    relevant_events,
    report_period,
    told_twice,
)
from ct58.domain.standing.obligations import obligations
from ct58.domain.standing.occurrences import Obligation, asked_since, deadline_set_on, wordings
from ct58.domain.standing.report_calendar import replacing_periods
from ct58.domain.standing.waiting import due_when_it_happens
from ct58.domain.time.period import ONE_DAY, Period
from ct58.records import positional_record, record

Status = Literal[
    "unreadable",
    "dropped",
    "suspended",
    "completed_on_time",
    "completed_late",
    "ended",
    "missed",
    "overdue",
    "due_soon",
    "in_progress",
    "not_started",
    "ongoing",
]
"""In the order in which the first that fits is taken."""
Unclear = Literal["unbooked", "undated"]
"""Why what a unit owes may be done: nothing was booked for any unit, or the document is there without its day."""
HALTED: frozenset[Status] = frozenset({"suspended", "dropped", "ended"})
"""Statuses of what is not in force: nothing is expected, and it leaves the rates."""
UNCOUNTED: frozenset[Status] = HALTED | frozenset[Status]({"unreadable"})
"""With what nobody knows: no count and no rate has it; it is said beside them."""
_UNAFFECTED: frozenset[Status] = frozenset(
    {"completed_on_time", "completed_late", "overdue", "missed", "dropped", "suspended", "unreadable"}
)
"""Statuses that the committee's end does not touch: settled before it, or by it."""


@record
class Standing:
    """Where one obligation stands on a day.

    `due` is the deadline in force, `original_due` the one before any extension; both None for a
    standing duty. `days_overdue` is as-of − due while it is not done, else done − due; never below 0, and no more
    than the days after which a missed one's time was over. `replaced_by` is the longer period whose report came
    instead of a missed one.
    `unreadable`: a file that would say more has errors; all else is then said by what could be read. `is_unsettled`: it is one
    in which two people's values stand side by side, or two lines say of it when it was finished (`contested`): then the first one
    counts, and whoever shows it says that it waits.
    `unclear`: it is overdue as far as is known, and perhaps done.
    `has_fallen_due`: it is in force, and `due` is not after the day. `submitted` holds the day each body has it.
    `cut_on`: the committee's last day, where that came before it was done and before it was due: it falls due no more, and
    what was begun stays as far as it had come.
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
    cut_on: dt.date | None
    submitted: dict[str, dt.date]
    extensions: tuple[Event, ...]
    reminders: tuple[Event, ...]
    promise: Event | None
    events: tuple[Event, ...]
    is_unsettled: bool = False
    contested: tuple[Event, ...] = ()

    @property
    def item(self) -> Item:
        """The item that is owed."""
        return self.obligation.item

    @property
    def waits(self) -> bool:
        """Whether its day hangs on something that has not happened yet."""
        return self.due is None and self.item.deadline.after is not None

    @property
    def lapsed_on(self) -> dt.date | None:
        """The last day on which it was asked for, of what was missed."""
        return last_day_asked(self.item, self.due) if self.status == "missed" else None

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
        return self.obligation.owner_ids


def standings(office: Office, as_of: dt.date) -> Iterator[Standing]:
    """Where every obligation stands on a day, in the programme's order."""
    for obligation in obligations(office, as_of):
        yield standing(office, obligation, as_of)


def unread_on(office: Office, day: dt.date) -> Iterator[Standing]:
    """What may be overdue on a day, because a file that would say so could not be read."""
    if office.unread.files:
        for obligation in obligations(office, day):
            due = _original_due(office, obligation, day)
            if due is not None and due < day:
                found = standing(office, obligation, day)
                if found.status == "unreadable":
                    yield found


def standing(office: Office, obligation: Obligation, as_of: dt.date) -> Standing:
    """Where one obligation stands on a day; only what is dated on or before it counts.

    What was finished is judged by the wording that was in force on that day, all else by the newest. After the
    committee's end everything stands as it stood then, with what had come by the cut-off day.
    """
    if obligation.item.earlier:
        obligation = _as_finished(office, obligation, as_of) or obligation
    known_by, day = (as_of, as_of) if office.closed_on is None else _last_days(office, obligation, as_of)
    events = relevant_events(office, obligation, known_by)
    extensions = _that(events, "moves_deadline")
    original = _original_due(office, obligation, known_by)
    due = _due_in_force(office, obligation, original, extensions) if extensions else original
    if due is not None and due == day < as_of and obligation.item.kind != "report":
        day += ONE_DAY  # what fell due on the committee's very last day, and is not done, is late
    submitted = _submissions(obligation.item, events)
    done_on = _done_on(office, obligation, events, submitted, known_by)
    unclear = _unclear(office, obligation, known_by) if done_on is None and due and due < day else None
    lapsed_on = last_day_asked(obligation.item, due) if unclear is None else None
    started = done_on is not None or any(event.rule.is_work for event in events)
    started = started or unclear == "undated"
    status = _status(events, due, done_on, started, day, office.settings.due_soon_days, lapsed_on)
    if status == "ongoing" and not obligation.item.deadline.is_standing:
        status = "in_progress" if started else "not_started"  # its day is not known yet
    if obligation.ended_on is not None and _is_over(obligation, due, done_on, events):
        status = "ended"
    is_cut = office.closed_on is not None and status not in _UNAFFECTED
    cut_on = _cut_on(office, obligation, due, as_of) if is_cut else None
    if cut_on is not None and status == "due_soon":
        status = "in_progress" if started else "not_started"
    contested = _contested(office, obligation, events, done_on)
    is_unsettled = bool(contested)
    if office.unread.files and _is_unreadable(office, obligation, status):
        is_unsettled = _is_unsettled(office, obligation, status)
        status, done_on = "unreadable", None
    unclear = unclear if status == "overdue" else None
    return Standing(
        obligation=obligation,
        status=status,
        due=due,
        original_due=original,
        done_on=done_on,
        days_overdue=_days_overdue(due, done_on or min(day, lapsed_on or day))
        if status not in ("unreadable", "ended")
        else 0,
        has_fallen_due=due is not None and due <= day and status not in UNCOUNTED,
        replaced_by=_replacement(office, obligation, known_by) if status == "missed" else None,
        started=started,
        needs_verification=unclear is not None
        or (
            status not in ("unreadable", "ended")
            and _needs_verification(office, obligation.item, original, is_known=started or bool(extensions))
        ),
        unclear=unclear,
        cut_on=cut_on,
        submitted=submitted,
        extensions=extensions,
        reminders=_that(events, "reminds"),
        promise=next(reversed(_that(events, "promises")), None),
        events=events,
        is_unsettled=is_unsettled,
        contested=contested,
    )


def _as_finished(office: Office, obligation: Obligation, as_of: dt.date) -> Obligation | None:
    """The obligation in the wording under which it was finished; None where it is open, or finished under the newest."""
    for until, earlier in wordings(office, obligation):
        by = min(until - ONE_DAY, as_of)
        events = relevant_events(office, earlier, by)
        done_on = _done_on(office, earlier, events, _submissions(earlier.item, events), by)
        if done_on is not None:
            return earlier
    return None


def _last_days(office: Office, obligation: Obligation, as_of: dt.date) -> tuple[dt.date, dt.date]:
    """The last day that is known, and the last one on which it is looked at: the committee's end stops both."""
    closed_on, cut_off = office.closed_on, office.cut_off
    if closed_on is None or cut_off is None or as_of < closed_on:
        return as_of, as_of
    is_report = obligation.item.kind == "report"
    last_day = cut_off + ONE_DAY if is_report else closed_on  # a report is late on the day after
    return min(as_of, cut_off), min(as_of, last_day)


def _cut_on(office: Office, obligation: Obligation, due: dt.date | None, as_of: dt.date) -> dt.date | None:
    """The committee's last day, where something open would have fallen due after it; an amendment's end goes first."""
    closed_on = office.closed_on
    if closed_on is None or as_of < closed_on or obligation.item.kind == "report":
        return None
    if obligation.ended_on is not None and obligation.ended_on == obligation.item.ended_on:
        return None
    return closed_on if due is None or due > closed_on else None


def _is_over(
    obligation: Obligation, due: dt.date | None, done_on: dt.date | None, events: Sequence[Event]
) -> bool:
    """Whether it is not asked any more; of what was begun before the committee's end it is told how far it came."""
    if done_on is not None or any(event.rule.means == "ends" for event in events):
        return False
    return due is None or not events or obligation.ended_on == obligation.item.ended_on


def _due_in_force(
    office: Office, obligation: Obligation, original: dt.date | None, extensions: Sequence[Event]
) -> dt.date | None:
    """The deadline that was decided last: by an extension, or by an amendment after it."""
    if deadline_set_on(office, obligation) > extensions[-1].date:
        return original
    return extensions[-1].until


def _original_due(office: Office, obligation: Obligation, as_of: dt.date) -> dt.date | None:
    """The due day before extensions, with the period's exceptions to the reporting calendar, and with what it waits for."""
    if obligation.item.deadline.after is not None:
        return due_when_it_happens(office, obligation, as_of)
    period = office.periods.get(obligation.occurrence.key)
    if obligation.item.kind == "report" and period is not None and obligation.unit is not None:
        for exception in period.exceptions:
            concerns_unit = not exception.units or obligation.unit.id in exception.units
            if exception.report == obligation.item.id and concerns_unit:
                return exception.due
    return obligation.occurrence.due


def _that(events: Sequence[Event], meaning: Meaning) -> tuple[Event, ...]:
    return tuple(event for event in events if event.rule.means == meaning)


def _submissions(item: Item, events: Sequence[Event]) -> dict[str, dt.date]:
    """The last submission to each body that it has not returned. Without `to`, an event means all bodies."""
    found: dict[str, dt.date] = {}
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
    submitted: dict[str, dt.date],
    as_of: dt.date,
) -> dt.date | None:
    """The day an obligation was met: by its report, its figure, its submissions, or its issue."""
    item = obligation.item
    if item.kind == "report":
        return arrived_on(office, obligation, as_of)
    if item.submit_to:
        complete = all(body in submitted for body in item.submit_to)
        return max(submitted[body] for body in item.submit_to) if complete else None
    return figure_shown(office, obligation, as_of) or _first_issue(events)


def _unclear(office: Office, obligation: Obligation, as_of: dt.date) -> Unclear | None:
    """Why nobody can say that a unit has not done it, nor that its time went by without it."""
    item = obligation.item
    if obligation.unit is None or item.kind == "report":
        return None
    if item.deadline.every is not None and not office.is_booked(item, obligation.occurrence.key, as_of):
        return "unbooked"
    return "undated" if is_partly_given(office, obligation, as_of) else None


def _first_issue(events: Iterable[Event]) -> dt.date | None:
    """The first issue or completion."""
    return next((event.date for event in events if event.rule.is_end_of_work), None)


def _contested(
    office: Office, obligation: Obligation, events: Sequence[Event], done_on: dt.date | None
) -> tuple[Event, ...]:
    """The two lines that both say when it was finished, where it is judged by one of them; none where nothing is open."""
    if done_on is None or len(events) < 2 or obligation.item.submit_to or obligation.item.kind == "report":
        return ()
    for unit in (None, obligation.unit.id if obligation.unit else None):
        thread = office.events.get((obligation.item.id, unit), ())
        found = told_twice([event for event in events if event in thread])
        if found is not None and found[0].date == done_on:
            return found
    return ()


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
    awaited = item.deadline.after.item if item.deadline.after else item.id
    is_open = any(unread.hides_events(id_, unit.id if unit else None) for id_ in (item.id, awaited))
    return status != "completed_on_time" and (is_open or (item.kind == "report" and key in unread.periods))


def _is_unsettled(office: Office, obligation: Obligation, status: Status) -> bool:
    """Whether it hangs on a file in which two people's values stand side by side."""
    waiting = office.unread.unsettled
    return waiting is not None and _is_unreadable(replace(office, unread=waiting), obligation, status)


def _is_report_unread(office: Office, obligation: Obligation, unit: str) -> bool:
    """Whether what would show it done, the report or a figure in it, could not be read."""
    period = report_period(office, obligation.item, obligation.occurrence)
    if obligation.item.done_when:
        return office.are_figures_unread(unit, period)
    return obligation.item.kind == "report" and office.is_report_unread(unit, period)


def last_day_asked(item: Item, due: dt.date | None) -> dt.date | None:
    """The last day on which what recurs is still asked for; None where it always is."""
    days = item.deadline.lapses_after
    return due + dt.timedelta(days=days) if days is not None and due is not None else None


def _replacement(office: Office, obligation: Obligation, as_of: dt.date) -> Period | None:
    """The longer period, this one in it, whose report the unit has sent by a day."""
    if obligation.item.kind != "report" or obligation.unit is None:
        return None
    for period in replacing_periods(office, obligation.occurrence.period):
        head = office.heads_of(str(period)).get(obligation.unit.id)
        if head is not None and head.has_arrived_by(as_of):
            return period
    return None


def _days_overdue(due: dt.date | None, day: dt.date) -> int:
    return max(0, (day - due).days) if due is not None else 0


def _needs_verification(office: Office, item: Item, original: dt.date | None, *, is_known: bool) -> bool:
    """Due before the document that asks for it was issued, and no evidence: perhaps done long ago.

    A reminder or a note is no evidence; work recorded, or an extension, is.
    """
    return original is not None and original < asked_since(office, item) and not is_known


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
