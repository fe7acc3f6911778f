"""Exact numbers as they are shown: percent with one decimal, rounded half up, beside their fraction."""

from __future__ import annotations

from ct58.domain.indicators.numbers import Number, rounded, rounded_count, rounded_percent, rounded_share
from ct58.render.words import Speech

__all__ = ["fraction", "quantity", "rounded", "rounded_count", "rounded_percent", "rounded_share"]


def quantity(value: Number | None, speech: Speech, *, is_share: bool) -> str:
    """`91,2%` or `1.250`; a dash where there is none. Whole percent have no decimal."""
    shown = rounded(value, is_share=is_share)
    if shown is None:
        return "–"
    is_whole = shown == int(shown)
    text = speech.number(int(shown) if is_whole else shown)
    return f"{text}%" if is_share else text


def fraction(numerator: Number | None, denominator: Number | None, speech: Speech) -> str:
    """`156/171`; a dash where nothing is known."""
    above, below = (rounded_count(number) for number in (numerator, denominator))
    if above is None:
        return "–"
    return speech.number(above) if below is None else f"{speech.number(above)}/{speech.number(below)}"
