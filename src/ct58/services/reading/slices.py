"""Which reports a look at the indicators, the status or an export has to read, before any report is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ct58.domain.indicators.needs import chosen, default_period
from ct58.domain.records.office import Office
from ct58.domain.records.places import DataPart
from ct58.domain.standing.hindsight import as_known
from ct58.domain.standing.report_calendar import check_horizon
from ct58.domain.standing.summary_scope import summary_scope_of
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.services.reading.data_source import DataSource, read_programme
from ct58.services.reading.opening import PROGRAMME_ONLY, STATUS_SLICE, Slice
from ct58.views.indicators import Request, indicator_periods
from ct58.views.reported import issues_on
from ct58.views.status import StatusScope, status_periods, status_scope

if TYPE_CHECKING:  # only an export needs them
    from ct58.views.export import TableName


def reported_periods(frame: Office, as_of: dt.date) -> frozenset[str]:
    """The periods of the reports that what was issued by a day rests on; the periods' files say enough."""
    ids = tuple(entry.id for entry in frame.programme.indicators)
    requests = (
        Request(period=summary_scope_of(file.period).asked, ids=ids, with_past=False)
        for file, _issue in issues_on(frame, as_of)
    )
    return frozenset[str]().union(*(indicator_periods(frame, request) for request in requests))


_NEEDS: frozenset[DataPart] = frozenset({"programme", "office", "units", "reports", "figures", "periods"})


@record
class IndicatorSlice:
    """What was asked for, with its period, and what has to be read for it."""

    request: Request
    slice: Slice


def indicator_slice(
    source: DataSource, as_of: dt.date, period: Period | None, ids: Sequence[str], *, with_trend: bool = False
) -> IndicatorSlice:
    """The request that the words mean, and its slice of the data, from the programme of the day alone.

    Raises BadUsage for an unknown id or a period outside the programme's time, InvalidData when the
    programme itself cannot be used.
    """
    office = as_known(read_programme(source, with_periods=True), as_of)
    asked = period or default_period(office, as_of)
    check_horizon(office, asked)
    indicators = chosen(office, ids)
    request = Request(period=asked, ids=tuple(entry.id for entry in indicators), with_trend=with_trend)
    periods = indicator_periods(office, request) | reported_periods(office, as_of)
    return IndicatorSlice(request=request, slice=Slice(needs=_NEEDS, periods=periods))


@record
class StatusSlice:
    """What a status is about, and what has to be read for it."""

    scope: StatusScope
    slice: Slice


def status_slice(
    source: DataSource,
    as_of: dt.date,
    period: Period | None = None,
    *,
    with_indicators: bool = True,
    with_debts: bool = False,
) -> StatusSlice:
    """The periods that the words mean, and the slice of the data, from the programme and its items alone.

    With the debts, however old, the reports of all periods are read.

    Raises BadUsage for a period outside the programme's time, InvalidData when the programme itself
    cannot be used.
    """
    office = as_known(read_programme(source, with_items=True), as_of)
    scope = status_scope(office, as_of, period, with_indicators=with_indicators)
    needs = _NEEDS | STATUS_SLICE.needs
    periods = None if with_debts else status_periods(office, scope, as_of)
    return StatusSlice(scope=scope, slice=Slice(needs=needs, periods=periods))


FACTS: frozenset[DataPart] = frozenset({"programme", "office", "units", "reports", "figures"})


def export_slice(table: TableName, periods: tuple[Period, ...]) -> Slice:
    """The reports of the periods that were asked for, of all periods where none was; else none."""
    if table != "facts":
        return PROGRAMME_ONLY
    from ct58.views.facts import report_periods_in

    return Slice(needs=FACTS, periods=report_periods_in(periods) if periods else None)
