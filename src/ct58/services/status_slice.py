"""Which reports a look at the status has to read, before any report is read."""

from __future__ import annotations

import datetime as dt

from ct58.domain.time.period import Period
from ct58.records import record
from ct58.services.data_source import DataSource, read_programme
from ct58.services.indicator_slice import NEEDS
from ct58.services.opening import STATUSES, Slice
from ct58.views.status import Scope, needed_periods, status_scope


@record
class StatusSlice:
    """What a status is about, and what has to be read for it."""

    scope: Scope
    slice: Slice


def status_slice(
    source: DataSource, as_of: dt.date, period: Period | None = None, *, with_indicators: bool = True
) -> StatusSlice:
    """The periods that the words mean, and the slice of the data, from the programme and its items alone.

    Raises BadUsage for a period outside the programme's time, InvalidData when the programme itself
    cannot be used.
    """
    office = read_programme(source, with_items=True)
    scope = status_scope(office, as_of, period, with_indicators=with_indicators)
    needs = NEEDS | STATUSES.needs
    return StatusSlice(scope=scope, slice=Slice(needs=needs, periods=needed_periods(office, scope, as_of)))
