"""Verdicts on small indicators of one's own: early, open, and what would turn them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import calendar, day, figure, indicator, office, period, report, rule, unit

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices, total
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.numbers import PERCENT, Pair
from ct58.domain.indicators.result import Result
from ct58.domain.indicators.targets import Requirement
from ct58.domain.indicators.verdicts import still_needed
from ct58.domain.indicators.windows import windows
from ct58.domain.records.measure import Measure, Target

NUMBERS = (
    figure("flow", 1, min=0),
    figure("free", 2),
    figure("limited", 3, min=0, max=10),
    figure("stock", 4, adds="stock", min=0),
)
"""A count, a number that may be negative, one with a limit, and one that is true at the end only."""
UNITS = tuple(unit(f"u{n}", order=n) for n in (1, 2, 3))


def judged(
    key: str,
    op: Any,
    value: int,
    said: Mapping[str, int],
    as_of: str = "2021-07-15",
    of: str = "2021-Q2",
    every: str = "quarter",
) -> Result:
    """A sum over three units, of which some have reported for the second quarter."""
    known = indicator(
        deadline=rule(every=every),
        numerator=Measure(of="tccsd", sum=(key,)),
        target=Target(op=op, value=value, unit="count"),
    )
    reports = [report(id, "2021-Q2", on="2021-07-03", **{key: number}) for id, number in said.items()]
    found = office(
        units=UNITS,
        figures=NUMBERS,
        indicators=(known,),
        reports=reports,
        reporting=(calendar(from_=period("2021-Q2")),),
    )
    (window,) = windows(found, known, period(of))
    return evaluate(Answers(found, day(as_of)), known, window)


@pytest.mark.parametrize(
    ("key", "op", "value", "expected"),
    [
        ("flow", ">=", 5, "met"),
        ("flow", ">", 5, "undetermined"),
        ("flow", "<", 5, "not_met"),
        ("flow", "<=", 5, "undetermined"),
        ("flow", "=", 4, "not_met"),
        ("free", ">=", 5, "undetermined"),
        ("limited", ">", 15, "not_met"),
        ("limited", ">=", 15, "undetermined"),
        ("limited", "<=", 15, "met"),
        ("stock", ">=", 5, "met"),
    ],
)
def test_with_one_missing_only_what_the_whole_range_says_is_a_verdict(
    key: str, op: str, value: int, expected: str
) -> None:
    """3 and 2 are reported, the third unit is missing."""
    assert judged(key, op, value, {"u1": 3, "u2": 2}).main.verdict == expected


@pytest.mark.parametrize(
    ("key", "op", "expected"),
    [("flow", ">=", "met"), ("flow", "<=", "not_due"), ("stock", ">=", "not_due"), ("free", ">=", "not_due")],
)
def test_before_the_period_ends_only_a_target_that_stays_met_is_met(key: str, op: str, expected: str) -> None:
    """A year's target of 5, passed after six months: a count stays, a number of the moment may fall."""
    found = judged(key, op, 5, {"u1": 3, "u2": 2, "u3": 0}, every="year")
    assert found.main.verdict == expected
    assert found.main.so_far is not None


def test_nobody_has_reported_is_no_data() -> None:
    """And no number."""
    main = judged("flow", ">=", 5, {}).main
    assert (main.verdict, main.value, main.lower, main.upper) == ("no_data", None, 0, None)


@pytest.mark.parametrize(("op", "value", "count"), [(">=", 9, 4), (">", 9, 5), (">=", 5, None)])
def test_a_count_that_is_not_reached_says_what_it_lacks(op: str, value: int, count: int | None) -> None:
    """Strictly more is one more."""
    needed = judged("flow", op, value, {"u1": 3, "u2": 2}).main.needed
    assert (needed.count if needed else None) == count


@pytest.mark.parametrize(("value", "units"), [(12, 1), (15, 1), (16, 2), (25, 2), (26, None)])
def test_the_least_number_of_missing_units_that_would_meet_it(value: int, units: int | None) -> None:
    """5 from one, two missing of which each can give 10 at most: 5 + 10, 5 + 20."""
    main = judged("limited", ">=", value, {"u1": 5}).main
    assert main.verdict == ("undetermined" if units else "not_met")
    assert (main.needed.units if main.needed else None) == units


POINTS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=3)


@given(
    st.tuples(st.integers(0, 5), st.integers(0, 5)),
    st.lists(POINTS, min_size=1, max_size=5),
    st.sampled_from(["<", "<=", ">=", ">"]),
    st.sampled_from([0, 20, 50, 80, 100]),
    st.sampled_from([None, "floor"]),
)
def test_so_many_units_suffice_and_one_less_never_does(
    fixed: Pair, opened: list[list[Pair]], op: Any, value: int, rounding: Any
) -> None:
    """The fewest of which some choice turns it, though all others turn out badly: every choice is tried."""
    asked = Requirement(Target(op=op, value=value, unit="percent", rounding=rounding), value, PERCENT)
    units = [(Choices(tuple(points)),) for points in opened]
    counted = total([fixed], [c for unit in units for c in unit])
    found = still_needed(asked, counted, Counter(units), is_over=True)
    (bound,) = (side.hardest for side in asked.sides)
    assert bound is not None
    sign, excess = 1 if op in (">=", ">") else -1, bound.excess(fixed)
    gains = [[(100 * a - value * b) * sign for a, b in points] for points in opened]
    enough = [
        len(well)
        for size in range(len(gains) + 1)
        for well in combinations(range(len(gains)), size)
        if bound.accepts(excess + sign * sum(max(g) if n in well else min(g) for n, g in enumerate(gains)))
    ]
    if found is not None:
        assert found.units == min(enough)
    else:
        assert not enough or min(enough) == 0
