"""Which reports a look at the indicators has to read, before any report is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ct58.domain.indicators.needs import chosen, default_period
from ct58.domain.records.places import Part
from ct58.domain.standing.horizon import check_horizon
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.services.data_source import DataSource, read_programme
from ct58.services.opening import Slice
from ct58.services.reported import reported_periods
from ct58.views.indicators import Request, needed_periods

NEEDS: frozenset[Part] = frozenset({"programme", "office", "units", "reports", "figures", "periods"})


@record
class IndicatorSlice:
    """What was asked for, with its period, and what has to be read for it."""

    request: Request
    slice: Slice


def indicator_slice(
    source: DataSource, as_of: dt.date, period: Period | None, ids: Sequence[str], *, with_trend: bool = False
) -> IndicatorSlice:
    """The request that the words mean, and its slice of the data, from the programme alone.

    Raises BadUsage for an unknown id or a period outside the programme's time, InvalidData when the
    programme itself cannot be used.
    """
    office = read_programme(source, with_periods=True)
    asked = period or default_period(office, as_of)
    check_horizon(office, asked)
    indicators = chosen(office, ids)
    request = Request(period=asked, ids=tuple(entry.id for entry in indicators), with_trend=with_trend)
    periods = needed_periods(office, request) | reported_periods(office, as_of)
    return IndicatorSlice(request=request, slice=Slice(needs=NEEDS, periods=periods))
