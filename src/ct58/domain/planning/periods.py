"""Planning the closing and reopening of a period's books, and changes while they are closed."""

from __future__ import annotations

import datetime as dt

from ct58.domain.planning.edits import Append, Edit, NewFile, files_of, record_as_tree
from ct58.domain.planning.values import given, needed
from ct58.domain.records.committee import Closing, PeriodFile, Reopening
from ct58.domain.records.office import Office
from ct58.domain.records.places import period_file
from ct58.domain.records.reports import Correction
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, Refused
from ct58.i18n import N_, msg


def plan_close_books(office: Office, period: Period, on: dt.date, reason: str | None) -> Edit:
    """Close the books of a period.

    Raises BadUsage for a period that has no books or has not ended, Refused when they are closed already.
    """
    _check_has_books(office, period)
    last_day = office.last_day_of(period)
    if on < last_day:
        raise BadUsage(
            msg(
                N_("The books of {period} cannot be closed before its last day, {day}."),
                period=period,
                day=last_day,
            )
        )
    file = office.periods.get(str(period))
    closing = Closing(on=on, reason=given(reason))
    if file is None:
        new = PeriodFile(period=period, closings=(closing,))
        return (NewFile(file=period_file(period), value=record_as_tree(new)),)
    if _is_closed(file):
        raise Refused(
            msg(N_("The books of {period} are closed already."), period=period),
            msg(N_("To open them again: ct58 reopen {key} --reason …"), key=str(period)),
        )
    _check_is_last(file, on)
    if closing in file.closings:
        raise Refused(
            msg(N_("The books of {period} were closed and opened again on this day."), period=period),
            msg(N_("Add --reason, so that the two closings can be told apart.")),
        )
    return (Append(file=period_file(period), at=("closings",), value=record_as_tree(closing)),)


def plan_reopen(office: Office, period: Period, on: dt.date, reason: str) -> Edit:
    """Open the books of a period again, with a reason. Raises Refused when they are not closed."""
    file = office.periods.get(str(period))
    if file is None or not _is_closed(file):
        raise Refused(msg(N_("The books of {period} are not closed."), period=period))
    _check_is_last(file, on)
    reopening = Reopening(on=on, reason=needed(reason, "--reason"))
    if reopening in file.reopenings:
        raise Refused(
            msg(N_("The books of {period} were opened on this day with the same reason."), period=period),
            msg(N_("Word the reason otherwise, so that the two can be told apart.")),
        )
    return (Append(file=period_file(period), at=("reopenings",), value=record_as_tree(reopening)),)


def with_reason(office: Office, period: Period, edit: Edit, on: dt.date, reason: str | None) -> Edit:
    """An edit of reports of a period; while its books are closed, the reason is kept in each of them.

    Raises Refused when they are closed and no reason is given.
    """
    file = office.periods.get(str(period))
    if not edit or file is None or not file.is_closed_on(on):
        return edit
    said = given(reason)
    refuse_unexplained(office, period, on, is_explained=said is not None)
    correction = record_as_tree(Correction(date=on, reason=said or ""))
    return (*edit, *(Append(file=name, at=("corrections",), value=correction) for name in files_of(edit)))


def refuse_unexplained(office: Office, period: Period, on: dt.date, *, is_explained: bool) -> None:
    """Nothing of a period changes without a reason while its books are closed. Raises Refused."""
    if office.is_closed(period, on) and not is_explained:
        raise Refused(
            msg(N_("The books of {period} are closed; a change needs a reason."), period=period),
            msg(N_("Add --reason, or open the period again: ct58 reopen {key} --reason …"), key=str(period)),
        )


def _check_has_books(office: Office, period: Period) -> None:
    """Only periods that reports are asked for have books: longer ones are computed from their quarters."""
    programme = office.programme
    asked = {rule.period_kind for rule in programme.reporting} | {
        figure.every for figure in programme.figures
    }
    if period.kind not in asked or period.kind == "once" or not office.horizon.covers(period):
        raise BadUsage(
            msg(N_("No reports are asked for {period}, so it has no books to close."), period=period),
            msg(N_("Close the periods that units report on, such as 2021-Q2 or 2021.")),
        )


def _is_closed(file: PeriodFile) -> bool:
    """After everything that is written, whatever its day."""
    return len(file.closings) > len(file.reopenings)


def _check_is_last(file: PeriodFile, on: dt.date) -> None:
    """Closings and reopenings follow each other in time."""
    days = [closing.on for closing in file.closings] + [reopening.on for reopening in file.reopenings]
    last = max(days, default=on)
    if on < last:
        raise Refused(
            msg(
                N_("The books of {period} were closed or opened later, on {day}."),
                period=file.period,
                day=last,
            ),
            msg(N_("Take that day or a later one.")),
        )
