"""Targets: whole numbers are compared, strict is strict, and a range agrees or there is no verdict."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product
from operator import eq, ge, gt, le, lt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import day, period

from ct58.domain.indicators.bounds import Choices, Total, total
from ct58.domain.indicators.numbers import COUNT, PERCENT, Pair, Yardstick
from ct58.domain.indicators.targets import Earlier, Requirement, requirement, yardstick_of
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Target

TOLD = {"percent": PERCENT, "count": COUNT}
OPS = st.sampled_from(["<", "<=", "=", ">=", ">"])


def year(number: int) -> Window:
    """A whole year."""
    found = period(str(number))
    return Window(found, found.first_day, found.last_day, found.last_day)


def asked(op: Any, value: Any, unit: Any = "percent", rounding: Any = None, of: int = 2021) -> Requirement:
    """What is asked in a year."""
    found = requirement(Target(op=op, value=value, unit=unit, rounding=rounding), year(of), TOLD[unit])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("op", "value", "pair", "met"),
    [
        (">", 90, (165, 183), True),
        (">", 90, (164, 183), False),
        (">", 90, (90, 100), False),
        (">", 90, (91, 100), True),
        (">=", 75, (3, 4), True),
        ("=", 100, (99, 100), False),
        ("=", 100, (100, 100), True),
        (">=", Decimal("12.5"), (1, 8), True),
        (">", Decimal("12.5"), (1, 8), False),
        ("<=", 20, (1, 5), True),
        ("<", 20, (1, 5), False),
    ],
)
def test_a_share_is_compared_by_multiplying(op: str, value: Any, pair: Any, met: bool) -> None:
    """100·a op v·b."""
    assert asked(op, value).is_met(pair) is met


@given(OPS, st.integers(0, 100), st.integers(0, 60), st.integers(1, 60))
def test_rounding_down_compares_with_whole_units(op: str, value: int, above: int, below: int) -> None:
    """The share of units that is asked for, rounded down, compared with the units there are."""
    units = value * below // 100
    expected = {
        "<": above < units,
        "<=": above <= units,
        "=": above == units,
        ">=": above >= units,
        ">": above > units,
    }
    assert asked(op, value, rounding="floor").is_met((above, below)) is expected[op]


@given(
    OPS,
    st.sampled_from([None, "floor"]),
    st.integers(0, 100),
    st.lists(st.sampled_from([(0, 1), (1, 1), (0, 0)]), max_size=5),
)
def test_a_verdict_holds_for_every_way_in_which_the_open_ones_can_turn_out(
    op: str, rounding: str | None, value: int, turned: list[tuple[int, int]]
) -> None:
    """Of 10 units 6 are good; what is open may be good, bad or stay open."""
    found = asked(op, value, rounding=rounding)
    known = Total((6, 10), {Choices(((0, 0), (0, 1), (1, 1))): len(turned)})
    later = (6 + sum(pair[0] for pair in turned), 10 + sum(pair[1] for pair in turned))
    verdict = found.judge(known)
    assert verdict == "undetermined" or found.is_met(later) is (verdict == "met")


@pytest.mark.parametrize(
    ("op", "value", "expected"),
    [
        (">=", 5, "met"),
        (">=", 6, "undetermined"),
        ("<=", 4, "not_met"),
        ("=", 4, "not_met"),
        ("=", 9, "undetermined"),
    ],
)
def test_a_count_without_an_upper_bound(op: str, value: int, expected: str) -> None:
    """5 for certain, and nobody knows how many more."""
    known = Total((5, 0), {Choices(((0, 0),), ((1, 0),)): 1})
    assert asked(op, value, "count").judge(known) == expected


def test_a_series_holds_from_each_of_its_years() -> None:
    """50 % from 2023, 70 % from 2025; before, nothing is asked."""
    series = Target(op=">=", value={2023: 50, 2025: 70}, unit="percent")
    values = [requirement(series, year(number), PERCENT) for number in range(2022, 2027)]
    assert [found.value if found else None for found in values] == [None, 50, 50, 70, 70]


def test_a_series_of_what_is_due_once_holds_for_its_due_day() -> None:
    """Seen in 2023, it is still the target of 2025."""
    seen = Window(period("once"), day("2021-01-01"), day("2023-12-31"), day("2025-12-31"), period("2023"))
    found = requirement(Target(op=">=", value={2023: 50, 2025: 70}, unit="percent"), seen, PERCENT)
    assert found is not None
    assert found.value == 70


def test_no_number_asks_nothing() -> None:
    """Four indicators have none."""
    assert requirement(None, year(2021), COUNT) is None


@pytest.mark.parametrize(
    ("op", "value", "unit", "pair", "gap"),
    [
        ("=", 100, "percent", (178, 183), 5),
        (">", 90, "percent", (164, 183), 1),
        (">=", 300, "count", (131, 0), 169),
        (">", 600, "count", (600, 0), 1),
        ("=", 0, "count", (2, 0), -2),
        ("<=", 20, "percent", (30, 126), -5),
        (">=", 50, "percent", (1, 2), 0),
        ("=", 50, "percent", (1, 3), None),
    ],
)
def test_the_gap_is_the_number_that_the_numerator_lacks_or_has_too_many(
    op: Any, value: int, unit: Any, pair: tuple[int, int], gap: int | None
) -> None:
    """None where only a middle value would do that no whole number gives."""
    assert asked(op, value, unit).gap(pair) == gap


@given(
    OPS,
    st.integers(0, 120),
    st.sampled_from(["percent", "count"]),
    st.sampled_from([None, "floor"]),
    st.tuples(st.integers(0, 300), st.integers(1, 300)),
)
def test_the_gap_is_the_least_step_that_meets_the_target(
    op: Any, value: int, unit: Any, rounding: Any, pair: tuple[int, int]
) -> None:
    """One step less does not."""
    target = asked(op, value, unit, rounding)
    gap = target.gap(pair)
    if gap is None:
        return
    assert target.is_met((pair[0] + gap, pair[1]))
    toward = 1 if gap > 0 else -1
    assert gap == 0 or not target.is_met((pair[0] + gap - toward, pair[1]))


# ------------------------------------------------------------------ two-sided, about, relative: held to every case

OPEN = st.lists(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=3), max_size=3)
CERTAIN = st.tuples(st.integers(0, 6), st.integers(0, 6))
YARDSTICKS = st.sampled_from([COUNT, PERCENT, Yardstick(10_000, "bác sĩ/vạn dân")])


def open_total(certain: Pair, left: list[list[Pair]]) -> Total:
    """What is certain, and the sets of pairs of which each may still add one."""
    return total([certain], [Choices(tuple(points)) for points in left])


def every_total(certain: Pair, left: list[list[Pair]]) -> set[Pair]:
    """All that can come of it."""
    each = product(*left)
    return {(certain[0] + sum(p[0] for p in one), certain[1] + sum(p[1] for p in one)) for one in each}


def agreed(found: set[bool]) -> str:
    """The verdict of somebody who has seen every case."""
    return "undetermined" if len(found) > 1 else "met" if found == {True} else "not_met"


@given(CERTAIN, OPEN, YARDSTICKS, st.integers(0, 60), st.integers(0, 40), st.booleans())
def test_between_two_values_is_judged_as_every_case_would_be(
    certain: Pair, left: list[list[Pair]], told: Yardstick, low: int, width: int, is_about: bool
) -> None:
    """Both ends are inside; what lies on both sides and never between is missed; about is between, too."""
    factor = (told.per or 10) // 10
    first, last = low * factor, (low + width) * factor
    target = Target(between=(first, last), unit=told.unit)
    if is_about:
        middle, tolerance = Decimal(first + last) / 2, Decimal(last - first) / 2
        target = Target(about=middle, tolerance=tolerance, unit=told.unit)
    wanted = requirement(target, year(2021), told)
    assert wanted is not None
    per = told.per
    cases = {
        first <= a <= last if per is None else first * b <= per * a <= last * b
        for a, b in every_total(certain, left)
    }
    assert wanted.judge(open_total(certain, left)) == agreed(cases)


@given(
    st.integers(0, 9),
    OPEN,
    st.integers(0, 9),
    OPEN,
    OPS,
    st.sampled_from([None, 2, Decimal("0.985"), Decimal("1.1")]),
    st.sampled_from([None, 1, -2]),
)
def test_a_target_relative_to_another_time_knows_what_is_open_of_both(
    now: int, left: list[list[Pair]], then: int, left_then: list[list[Pair]], op: Any, times: Any, plus: Any
) -> None:
    """Met only where every case of now meets every case of then; missed only where none meets any."""
    values, earlier = (
        sorted({pair[0] for pair in every_total((certain, 0), sets)})
        for certain, sets in ((now, left), (then, left_then))
    )
    target = Target(op=op, of="previous", times=times, plus=plus)
    wanted = requirement(target, year(2021), COUNT, Earlier(then, earlier[0], earlier[-1]))
    assert wanted is not None
    holds = {">": gt, ">=": ge, "=": eq, "<=": le, "<": lt}[op]
    factor, more = Fraction(1 if times is None else times), plus or 0
    cases = {holds(value, factor * before + more) for value in values for before in earlier}
    found = wanted.judge(open_total((now, 0), left))
    assert found == agreed(cases) or (op == "=" and found == "undetermined")


def test_about_without_a_tolerance_concludes_nothing() -> None:
    """“Khoảng 30%” is shown, and nobody knows how near is near enough."""
    wanted = requirement(Target(about=30, unit="percent"), year(2021), PERCENT)
    assert wanted is not None
    assert (wanted.value, wanted.concludes, wanted.marks) == (30, False, (30,))


def test_of_an_unknown_time_nothing_follows() -> None:
    """A growth on a year that nobody has reported is asked all the same, and can be neither met nor missed."""
    wanted = requirement(Target(op=">=", of="previous", times=Decimal("1.1")), year(2021), COUNT)
    assert wanted is not None
    assert wanted.value is None
    assert wanted.judge(Total((5, 0), {})) == "undetermined"


def test_the_unit_says_how_a_share_is_told() -> None:
    """Percent unless it has a word of its own; then as it is, or per so many."""
    plain, doctors = Target(op=">=", value=15), Target(op=">=", value=15, unit="bác sĩ/vạn dân", decimals=1)
    assert yardstick_of(None, plain, is_share=True) == PERCENT
    assert yardstick_of(10_000, doctors, is_share=True).value((3, 2_000)) == 15
    assert yardstick_of(None, doctors, is_share=False).value((15, 0)) == 15
