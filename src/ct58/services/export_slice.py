"""Which files an export has to read."""

from __future__ import annotations

from ct58.domain.records.places import Part
from ct58.domain.time.period import Period
from ct58.services.opening import PROGRAMME_ONLY, Slice
from ct58.views.export import TableName
from ct58.views.facts import report_periods_in

FACTS: frozenset[Part] = frozenset({"programme", "office", "units", "reports", "figures"})


def export_slice(table: TableName, periods: tuple[Period, ...]) -> Slice:
    """The reports of the periods that were asked for, of all periods where none was; else none."""
    if table != "facts":
        return PROGRAMME_ONLY
    return Slice(needs=FACTS, periods=report_periods_in(periods) if periods else None)
