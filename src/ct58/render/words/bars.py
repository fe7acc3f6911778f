"""Small bars drawn with text. They repeat what numbers beside them say, so nothing depends on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby

from ct58.records import positional_record
from ct58.views.page import Emphasis, Span, Words

FULL = ON_TIME = "█"
LATE = "▓"
OVERDUE = "▒"
EMPTY = WITHIN_TIME = "·"
MARK = "│"


@positional_record
class BarPart:
    """A part of a stacked bar: how much, its own sign, and its meaning."""

    amount: int
    sign: str
    emphasis: Emphasis


def stacked(parts: Sequence[BarPart], width: int) -> Words:
    """Parts of a whole side by side over the whole width; what there is has at least one sign."""
    cells = _shares([part.amount for part in parts], width)
    return tuple(
        Span(part.sign * count, part.emphasis) for part, count in zip(parts, cells, strict=True) if count
    )


def _shares(amounts: Sequence[int], width: int) -> list[int]:
    """Whole cells for each amount: what is left over goes to those with the largest remainders."""
    whole = sum(amounts)
    if whole == 0:
        return [0 for _ in amounts]
    exact = [Fraction(amount * width, whole) for amount in amounts]
    cells = [max(int(share), int(amount > 0)) for share, amount in zip(exact, amounts, strict=True)]
    while sum(cells) != width:
        step = 1 if sum(cells) < width else -1
        lacking = [(share - count) * step for share, count in zip(exact, cells, strict=True)]
        candidates = [at for at, count in enumerate(cells) if step > 0 or count > 1] or [
            cells.index(max(cells))
        ]
        cells[max(candidates, key=lambda at: lacking[at])] += step
    return cells


def gauge(share: Fraction, marks: Iterable[Fraction], width: int, emphasis: Emphasis) -> Words:
    """A share of 1 as a bar, with a mark where a target is; what lies outside 0 to 1 stands at the end."""
    filled = _cell(share, width)
    signs = [FULL if at < filled else EMPTY for at in range(width)]
    for mark in marks:
        signs[min(_cell(mark, width), width - 1)] = MARK
    return tuple(Span("".join(group), emphasis if sign == FULL else "dim") for sign, group in groupby(signs))


def _cell(share: Fraction, width: int) -> int:
    return int(min(max(share, Fraction(0)), Fraction(1)) * width)
