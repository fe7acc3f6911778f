"""One path from totals to a verdict, whether one office added them or many."""

from __future__ import annotations

from ct58.domain.indicators.numbers import PERCENT
from ct58.domain.indicators.targets import Requirement
from ct58.domain.indicators.totals import Timing, Totals, assess_totals
from ct58.domain.records.measure import Target

OVER = Timing(is_over=True)


def test_nothing_is_known_of_nobody() -> None:
    """Without units there is no value, no range, and no verdict that pretends to know."""
    asked = Requirement(Target(op=">=", value=50, unit="percent"), 50, PERCENT)
    found = assess_totals(Totals(open={}, units=0, has_data=False), PERCENT, asked, OVER)
    assert (found.value, found.lower, found.upper, found.verdict) == (None, None, None, "no_data")
