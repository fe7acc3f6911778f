"""What recording one report reads, and which period's reports a day is about."""

from __future__ import annotations

import datetime as dt

from ct58.domain.changes.effects import telling_periods
from ct58.domain.records.office import Office
from ct58.domain.records.places import DataPart
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import asked_figures
from ct58.domain.standing.hindsight import as_known
from ct58.domain.standing.report_calendar import current_period, reports_beside
from ct58.domain.time.period import Period
from ct58.services.reading.data_source import DataSource, read_programme
from ct58.services.reading.opening import Slice

QUEUE = Slice(needs=frozenset({"programme", "units", "reports"}))
"""What the queue of reports to be typed in is found in: all periods, so that nothing is forgotten."""


def report_slice(office: Office, unit: Unit, period: Period) -> Slice:
    """What one report turns: its period, the one before, what its figures count in, and what judges lateness.

    The register and the programme say enough.
    """
    asked = (figure.key for figure in asked_figures(office, unit, period))
    periods = {str(period), "once", *telling_periods(office, period, asked)}
    if period.kind != "once":
        periods.add(str(period.previous()))
    needs: frozenset[DataPart] = frozenset({"programme", "units", "reports", "events", "periods"})
    return Slice(needs=needs, periods=frozenset(periods))


def periods_beside(source: DataSource, period: Period, as_of: dt.date) -> frozenset[str]:
    """The periods whose reports say where those of a period stand on a day, as their files are named."""
    return frozenset(map(str, reports_beside(as_known(read_programme(source), as_of), [period])))


def period_on(source: DataSource, as_of: dt.date) -> Period:
    """The period whose reports matter on a day, from the calendar alone: no other file is read."""
    return current_period(as_known(read_programme(source), as_of), as_of)
