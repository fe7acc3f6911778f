"""Exact numbers: counts stay integers, shares are fractions; and how they are rounded where they are shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ct58.domain.standing.rates import rate
from ct58.records import positional_record

Number = int | Fraction
Pair = tuple[Number, Number]
"""What is counted in the numerator and in the denominator."""
NO_PAIR: Pair = (0, 0)


@positional_record
class Yardstick:
    """What a value is told in: how many of the denominator it is counted per, and the word of its unit.

    `per` is None where nothing is divided. `percent` and `count` are units that the program knows; any other is the
    programme's own word, with as many decimals as it states. `adds_up`: it grows towards what is asked, so that a part of it
    has been reached; a rank, a rate or a mean does not.
    """

    per: int | None
    unit: str
    decimals: int | None = None
    adds_up: bool = True

    @property
    def is_share(self) -> bool:
        """Whether a numerator is divided by a denominator."""
        return self.per is not None

    @property
    def is_percent(self) -> bool:
        """Whether a share is told in percent, from 0 to 100."""
        return self.per == 100 and self.unit == "percent"

    def value(self, pair: Pair) -> Number | None:
        """The value that numerator and denominator come to; None where nothing is there to divide by."""
        return pair[0] if self.per is None else self.of_share(ratio(pair))

    def of_share(self, share: Number | None) -> Number | None:
        """A share in this unit."""
        return None if share is None or self.per is None else self.per * share


COUNT = Yardstick(None, "count")
PERCENT = Yardstick(100, "percent")
YES_OR_NO = Yardstick(None, "yes_no", adds_up=False)
"""One body's yes is 1, its no 0."""


def exact(value: int | Decimal) -> Number:
    """A figure as an exact number."""
    return value if isinstance(value, int) else plain_number(Fraction(value))


def plain_number(number: Number) -> Number:
    """A whole number as an int."""
    return int(number) if number.denominator == 1 else number


def plus(one: Pair, other: Pair) -> Pair:
    """The sum of two pairs: counts are added, then divided, never the shares."""
    return one[0] + other[0], one[1] + other[1]


def ratio(pair: Pair) -> Number | None:
    """The share of the numerator in the denominator; None where there is no denominator."""
    return plain_number(Fraction(pair[0]) / Fraction(pair[1])) if pair[1] > 0 else None


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


def rounded(value: Number | None, *, told: Yardstick) -> int | Decimal | None:
    """A value in its unit: with the decimals that are stated for it, else as percent or as a count."""
    if value is not None and told.decimals is not None:
        return _with_decimals(value, told.decimals)
    return rounded_percent(value) if told.is_percent else rounded_count(value)


def _with_decimals(value: Number, decimals: int) -> Decimal:
    exactly = Decimal(value.numerator) / value.denominator
    return exactly.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
