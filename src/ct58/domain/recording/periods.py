"""Planning the closing and reopening of a period's books."""

from __future__ import annotations

import datetime as dt

from ct58.domain.committee import Closing, PeriodFile, Reopening
from ct58.domain.edits import Append, Edit, NewFile, record_as_tree
from ct58.domain.office import Office
from ct58.domain.period import Period
from ct58.errors import Refused
from ct58.i18n import N_, msg


def plan_close(office: Office, period: Period, on: dt.date, reason: str | None) -> Edit:
    """Close the books of a period. Raises Refused when they are closed already."""
    file = office.periods.get(str(period))
    closing = Closing(on=on, reason=reason)
    if file is None:
        new = PeriodFile(period=period, closings=(closing,))
        return (NewFile(file=period_file(period), value=record_as_tree(new)),)
    if file.is_closed_on(on):
        raise Refused(msg(N_("The books of {period} are closed already."), period=period))
    if closing in file.closings:
        raise Refused(
            msg(N_("The books of {period} were closed and opened again on this day."), period=period),
            msg(N_("Add --reason, so that the two closings can be told apart.")),
        )
    return (Append(file=period_file(period), at=("closings",), value=record_as_tree(closing)),)


def plan_reopen(office: Office, period: Period, on: dt.date, reason: str) -> Edit:
    """Open the books of a period again, with a reason. Raises Refused when they are not closed."""
    file = office.periods.get(str(period))
    if file is None or not file.is_closed_on(on):
        raise Refused(msg(N_("The books of {period} are not closed."), period=period))
    reopening = Reopening(on=on, reason=reason)
    return (Append(file=period_file(period), at=("reopenings",), value=record_as_tree(reopening)),)


def period_file(period: Period) -> str:
    """Where a period's file stands."""
    return f"periods/{period}.yaml"
