"""Which period a look at the reports is about, before any report is read."""

from __future__ import annotations

import datetime as dt

from ct58.domain.standing.report_calendar import current_period
from ct58.domain.time.period import Period
from ct58.services.data_source import DataSource, read_programme


def period_on(source: DataSource, as_of: dt.date) -> Period:
    """The period whose reports matter on a day, from the calendar alone: no other file is read."""
    return current_period(read_programme(source), as_of)
