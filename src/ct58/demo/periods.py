"""What is special about some quarters: one is closed, one has an exception and a narrative."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ct58.demo.history import Step
from ct58.demo.window import Window, item_times
from ct58.demo.words import NARRATIVE, REASONS
from ct58.domain.records.committee import Closing, DueException, PeriodFile
from ct58.domain.records.items import Item, programme_items
from ct58.domain.records.programme import Programme
from ct58.domain.time.period import Period

_CLOSED_AFTER = dt.timedelta(days=45)
"""Late enough for the corrections of a quarter."""
_MORE_TIME = dt.timedelta(days=3)


def period_path(period: Period) -> str:
    """Where a period's file stands in the data folder."""
    return f"periods/{period}.yaml"


def period_steps(programme: Programme, window: Window) -> Iterator[Step]:
    """The first quarter is closed when its figures are settled; the next one had more time to report."""
    yield from _narrated(programme, window, window.quarters[min(1, len(window.quarters) - 1)])
    closed = window.quarters[0]
    day = closed.last_day + _CLOSED_AFTER
    if len(window.quarters) > 1 and day <= window.as_of:
        closing = Closing(on=day, reason=REASONS["closing"])
        record = PeriodFile(period=closed, cut_off=closed.last_day, closings=(closing,))
        yield Step(day=day, path=period_path(closed), record=record)


def _narrated(programme: Programme, window: Window, quarter: Period) -> Iterator[Step]:
    reports = [item for item in programme_items(programme) if item.kind == "report"]
    exceptions = tuple(
        DueException(report=item.id, due=due + _MORE_TIME, reason=REASONS["exception"])
        for item in reports[:1]
        if (due := _due(programme, item, quarter)) is not None
    )
    record = PeriodFile(period=quarter, exceptions=exceptions, narrative=NARRATIVE)
    yield Step(day=quarter.last_day, path=period_path(quarter), record=record)


def _due(programme: Programme, item: Item, quarter: Period) -> dt.date | None:
    times = item_times(programme, item)
    return next((time.due for time in times if time.period == quarter), None)
