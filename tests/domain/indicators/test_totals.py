"""One path from totals to a verdict, whether one office added them or many."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.numbers import PERCENT, Pair
from ct58.domain.indicators.targets import Requirement
from ct58.domain.indicators.totals import NOTHING_YET, Timing, Totals, all_together, assess_totals
from ct58.domain.records.measure import Target

PAIRS = st.tuples(st.integers(0, 3), st.integers(0, 3))
UNITS = st.lists(st.tuples(PAIRS, st.lists(PAIRS, max_size=2)), min_size=1, max_size=6)
OVER = Timing(is_over=True)


def one_unit(fixed: Pair, points: list[Pair]) -> Totals:
    """What one unit adds: what is certain, and what it leaves open."""
    left = (Choices(tuple(points)),) if points else ()
    return Totals(
        point=fixed, fixed=fixed, open=Counter([left] if left else []), units=1, has_data=not points
    )


@given(UNITS, st.integers(0, 6))
def test_the_order_and_the_tree_of_adding_change_nothing(
    units: list[tuple[Pair, list[Pair]]], cut: int
) -> None:
    """However many offices add up their units, and whoever adds the offices: it is as if one had them all."""
    each = [one_unit(fixed, points) for fixed, points in units]
    asked = Requirement(Target(op=">=", value=50, unit="percent"), 50, PERCENT)
    at_once = all_together(each)
    in_two = all_together(reversed(each[:cut])).plus(all_together(each[cut:])).plus(NOTHING_YET)
    assert in_two == at_once
    assert assess_totals(in_two, PERCENT, asked, OVER) == assess_totals(at_once, PERCENT, asked, OVER)
    assert at_once.reported == sum(not points for _, points in units)


def test_nothing_is_known_of_nobody() -> None:
    """Without units there is no value, no range, and no verdict that pretends to know."""
    asked = Requirement(Target(op=">=", value=50, unit="percent"), 50, PERCENT)
    found = assess_totals(NOTHING_YET, PERCENT, asked, OVER)
    assert (found.value, found.lower, found.upper, found.verdict) == (None, None, None, "no_data")
