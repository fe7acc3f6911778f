"""Exact numbers as they are printed: percent with one decimal, rounded half up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ct58.domain.indicators.numbers import Number
from ct58.domain.rates import rate

_CENTS = Decimal("0.01")


def rounded_percent(percent: Number | None) -> Decimal | None:
    """Percent with one decimal. 100 means all and 0 none: what only comes near stays one step away."""
    return rounded_share(Fraction(percent) / 100) if percent is not None else None


def rounded_share(share: Fraction) -> Decimal | None:
    """A share in percent, by the same rule."""
    if share < 0:
        return -(rate(-share.numerator, share.denominator) or Decimal(0))
    return rate(share.numerator, share.denominator)


def rounded_count(count: Number | None) -> int | Decimal | None:
    """A count; what is not whole with two decimals."""
    if count is None or isinstance(count, int):
        return count
    return (Decimal(count.numerator) / count.denominator).quantize(_CENTS, ROUND_HALF_UP)


def rounded(value: Number | None, *, is_share: bool) -> int | Decimal | None:
    """A value in its unit."""
    return rounded_percent(value) if is_share else rounded_count(value)
