"""Exact numbers: counts stay integers, shares are fractions; rounding happens only where they are shown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

Number = int | Fraction
Pair = tuple[Number, Number]
"""What is counted in the numerator and in the denominator."""
NOTHING: Pair = (0, 0)


def exact(value: int | Decimal) -> Number:
    """A figure as an exact number."""
    return value if isinstance(value, int) else plain(Fraction(value))


def plain(number: Number) -> Number:
    """A whole number as an int."""
    return int(number) if number.denominator == 1 else number


def plus(one: Pair, other: Pair) -> Pair:
    """The sum of two pairs: counts are added, then divided, never the shares."""
    return one[0] + other[0], one[1] + other[1]


def ratio(pair: Pair) -> Number | None:
    """The share of the numerator in the denominator; None where there is no denominator."""
    return plain(Fraction(pair[0]) / Fraction(pair[1])) if pair[1] > 0 else None
