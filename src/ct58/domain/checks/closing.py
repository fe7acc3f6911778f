"""The committee's end: its days, who takes over, and what was recorded after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ct58.domain.checks.context import Context, Placed, shown, unknown
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE
from ct58.domain.records.programme import ProgrammeHead
from ct58.domain.records.units import Unit
from ct58.domain.time.period import ONE_DAY
from ct58.errors import Finding, Path
from ct58.i18n import Message, N_, msg

_HEAD: Path = ("programme",)
_RECEIVERS: Path = (*_HEAD, "closing", "receivers")
_LONGEST = dt.timedelta(days=183)
"""After half a year nobody collects the last reports of a committee that is gone any more."""


def end_is_a_day_of_the_programme(context: Context, office: Office) -> Iterator[Finding]:
    """The end lies in the programme's time, its cut-off day soon after it, and nothing is said of it without its day."""
    head = office.programme.head
    if head.closed_on is None:
        if head.closing is not None:
            yield Finding(code="P343", file=PROGRAMME_FILE, at=(*_HEAD, "closing"), at_key=True)
        return
    last_day = office.horizon.last_day
    if not head.issued_on <= head.closed_on <= last_day:
        params = {"closed_on": head.closed_on, "first": head.issued_on, "last": last_day}
        yield Finding(code="P341", file=PROGRAMME_FILE, at=(*_HEAD, "closed_on"), params=params)
    problem = _problem_of_cut_off(head, head.closed_on)
    if problem is not None:
        at = (*_HEAD, "closing", "cut_off")
        yield Finding(code="P342", file=PROGRAMME_FILE, at=at, params={"problem": problem})


def _problem_of_cut_off(head: ProgrammeHead, closed_on: dt.date) -> Message | None:
    cut_off = head.closing.cut_off if head.closing else None
    if cut_off is None:
        return None
    if cut_off < closed_on:
        return msg(N_("{cut_off} is before the last day, {closed_on}"), cut_off=cut_off, closed_on=closed_on)
    if cut_off - closed_on > _LONGEST:
        days = (cut_off - closed_on).days
        return msg(
            N_("{cut_off} is {days} days after the last day, {closed_on}"),
            cut_off=cut_off,
            days=days,
            closed_on=closed_on,
        )
    return None


def receivers_take_something(context: Context, office: Office) -> Iterator[Finding]:
    """What is handed over is a unit or an item, and whoever takes it is a body that is still there."""
    closing = office.programme.head.closing
    if closing is None:
        return
    handed = context.unit_ids | context.item_ids
    bodies = {*context.unit_ids, *closing.bodies}
    for id_, receiver in closing.receivers.items():
        at = (*_RECEIVERS, id_)
        if id_ not in handed:
            found = unknown("P344", PROGRAMME_FILE, at, id_, handed)
            yield Finding(code=found.code, file=found.file, at=at, at_key=True, params=found.params)
        if receiver is None or receiver in closing.bodies:
            continue
        if receiver not in bodies:
            yield unknown("P345", PROGRAMME_FILE, at, receiver, bodies)
            continue
        problem = _problem_of_receiver(office, office.units.get(receiver))
        if problem is not None:
            params = {"id": shown(id_), "receiver": shown(receiver), "problem": problem}
            yield Finding(code="P346", file=PROGRAMME_FILE, at=at, params=params)


def _problem_of_receiver(office: Office, unit: Unit | None) -> Message | None:
    """Why a unit of the register cannot take anything over after the end."""
    closed_on = office.closed_on
    if unit is None or closed_on is None:
        return None
    if office.terms.is_committee(unit.kind):
        return msg(N_("it is the committee whose work ends"))
    if not unit.is_valid_on(closed_on + ONE_DAY):
        return msg(N_("it is not there after {day} any more"), day=closed_on)
    return None


def nothing_happens_after_the_end(context: Context, office: Office) -> Iterator[Finding]:
    """No work is recorded of a day after the last one, and no report and nothing about one of a day after the cut-off."""
    closed_on, cut_off = office.closed_on, office.cut_off
    if closed_on is None or cut_off is None:
        return
    after = [placed for placed, item in context.known_events() if item.kind != "report"]
    after = [placed for placed in after if _is_work_after(placed, closed_on)]
    if after:
        yield _closed_too_early(context, closed_on, max(after, key=lambda placed: placed.event.date))
    for placed, item in context.known_events():
        if item.kind == "report" and placed.event.date > cut_off:
            params = {"date": placed.event.date, "cut_off": cut_off}
            yield Finding(code="P348", file=placed.file, at=(*placed.at, "date"), params=params)


def reports_come_by_the_cut_off_day(context: Context, office: Office) -> Iterator[Finding]:
    """A report that came after the cut-off day of the end counts in nothing."""
    cut_off = office.cut_off
    for file, report in context.reports.items() if cut_off is not None else ():
        if report.received_on is not None and cut_off is not None and report.received_on > cut_off:
            params = {"date": report.received_on, "cut_off": cut_off}
            yield Finding(code="P348", file=file, at=("received_on",), params=params)


def _is_work_after(placed: Placed, day: dt.date) -> bool:
    """Whether something was done or decided; what was only said, such as who takes over, may come later."""
    return placed.event.date > day and not placed.event.rule.is_only_said


def _closed_too_early(context: Context, closed_on: dt.date, last: Placed) -> Finding:
    line = context.lines.get(last.file, {}).get(last.at, 1)
    params = {
        "closed_on": closed_on,
        "event": last.event.event,
        "id": shown(last.item_id),
        "date": last.event.date,
        "where": f"{last.file}:{line}",
    }
    return Finding(code="P347", file=PROGRAMME_FILE, at=(*_HEAD, "closed_on"), params=params)
