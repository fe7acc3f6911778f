"""What recording one report reads."""

from __future__ import annotations

from ct58.domain.period import Period
from ct58.services.opening import Slice
from ct58.store.layout import Part

QUEUE = Slice(needs=frozenset({"programme", "units", "reports"}))
"""What the queue of reports to be typed in is found in: all periods, so that nothing is forgotten."""


def report_slice(period: Period) -> Slice:
    """This period's reports, the ones before, and the figures given once; with what judges lateness."""
    periods = {str(period), "once"}
    if period.kind != "once":
        periods.add(str(period.previous()))
    needs: frozenset[Part] = frozenset({"programme", "units", "reports", "events", "periods"})
    return Slice(needs=needs, periods=frozenset(periods))
