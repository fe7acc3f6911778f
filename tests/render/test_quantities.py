"""Exact numbers as shown: rounded half up, and never rounded to all or none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from ct58.domain.indicators.numbers import Number, rounded_count, rounded_percent
from ct58.render.quantities import fraction, quantity
from ct58.render.words import Speech

VI, EN = Speech("vi"), Speech("en")


@pytest.mark.parametrize(
    ("percent", "shown"),
    [
        (Fraction(15600, 171), "91,2%"),
        (Fraction(1825, 2) / 10, "91,3%"),
        (100, "100%"),
        (Fraction(99999, 1000), "99,9%"),
        (Fraction(1, 1000), "0,1%"),
        (0, "0%"),
        (200, "200%"),
        (Fraction(-25, 2), "-12,5%"),
        (None, "–"),
    ],
)
def test_percent_has_one_decimal_and_whole_ones_none(percent: Number | None, shown: str) -> None:
    """91.25 is 91.3; 99.999 is not all."""
    assert quantity(percent, VI, is_share=True) == shown


@pytest.mark.parametrize(
    ("count", "expected"),
    [(5, 5), (Fraction(5, 2), Decimal("2.50")), (Fraction(1, 3), Decimal("0.33")), (None, None)],
)
def test_a_count_that_is_not_whole_has_two_decimals(count: Number | None, expected: object) -> None:
    """Sums of decimal figures."""
    assert rounded_count(count) == expected
    assert rounded_percent(None) is None


def test_a_fraction_shows_both_counts_or_the_one_there_is() -> None:
    """With the language's own thousands."""
    assert fraction(1717, 1725, VI) == "1.717/1.725"
    assert fraction(1717, None, EN) == "1,717"
    assert fraction(None, 5, EN) == "–"
