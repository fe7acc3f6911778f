"""A part of a whole in percent, rounded so that all and none stay what they are."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_STEP = Decimal("0.1")
_FULL = Decimal(100)


def rate(part: int, whole: int) -> Decimal | None:
    """A part of a whole in percent with one decimal; None where there is no whole.

    100 means all and 0 none: what rounding would make so stays one step away from it.
    """
    if whole == 0:
        return None
    rounded = (_FULL * part / whole).quantize(_STEP, ROUND_HALF_UP)
    if part < whole:
        rounded = min(rounded, _FULL - _STEP)
    return max(rounded, _STEP) if part > 0 else rounded
