"""Rates: one decimal, and 100 only for all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.standing.rates import rate


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(166, 183, "90.7"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (0, 5, "0.0"), (5, 5, "100.0")],
)
def test_a_rate_has_one_decimal(part: int, whole: int, percent: str) -> None:
    """Halves are rounded up."""
    assert rate(part, whole) == Decimal(percent)


def test_nothing_of_nothing_has_no_rate() -> None:
    """Not 0, not 100."""
    assert rate(0, 0) is None


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_rounding_never_says_all_or_none_where_it_is_not(whole: int, part: int) -> None:
    """9,999 of 10,000 is not 100%, 1 of 10,000 is not 0%."""
    part = min(part, whole)
    percent = rate(part, whole)
    assert percent is not None
    assert (percent == 100) is (part == whole)
    assert (percent == 0) is (part == 0)
    assert 0 <= percent <= 100
