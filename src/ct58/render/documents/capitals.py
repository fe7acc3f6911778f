"""Names in capitals, as wide as they print: where a long one breaks, how long a line under one is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

_BOLD: Final = {
    **dict.fromkeys("BELTZ", 667),
    **dict.fromkeys("GHKOQƠ", 778),
    **dict.fromkeys("FP", 611),
    **dict.fromkeys("0123456789J–", 500),
    **dict.fromkeys(" ,.", 250),
    **dict.fromkeys("-()", 333),
    "I": 389,
    "M": 944,
    "S": 556,
    "W": 1000,
    "Ư": 796,
    "&": 833,
}
"""Advance widths of Times New Roman Bold, in thousandths of the size; marks over a letter add nothing."""
_HORN: Final = "\u031b"
_OTHER: Final = 722
"""A, C, D, N, R, U, V, X, Y, Đ."""
_POINTS_PER_MM: Final = 72 / 25.4
_CONJUNCTIONS: Final = ("VÀ ", "HOẶC ", "CÙNG ")


def width_in_mm(text: str, size: float) -> float:
    """How wide a line prints in bold capitals of a size in points; a plain letter is never wider."""
    thousandths = sum(_BOLD.get(_base(char), _OTHER) for char in unicodedata.normalize("NFC", text.upper()))
    return thousandths / 1000 * size / _POINTS_PER_MM


def broken_capitals(name: str, size: float, width: float) -> str:
    """A body's name in capitals; in two lines where it is wider than the column (`width` in millimetres).

    It breaks before a conjunction where both lines then fit ("ĐẢNG ỦY KHỐI CƠ QUAN / VÀ DOANH NGHIỆP TỈNH"), else
    where the lines are most alike. A name that needs more than two lines is left to the column to break.
    """
    capitals = name.upper()
    if width_in_mm(capitals, size) <= width:
        return capitals
    fitting = [pair for pair in _splits(capitals) if _wider(pair, size) <= width]
    preferred = [pair for pair in fitting if pair[1].startswith(_CONJUNCTIONS)] or fitting
    if not preferred:
        return capitals
    first, second = min(preferred, key=lambda pair: _wider(pair, size))
    return f"{first}\n{second}"


def _splits(text: str) -> Iterator[tuple[str, str]]:
    words = text.split()
    return ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))


def _wider(pair: tuple[str, str], size: float) -> float:
    """The width of the wider of two lines: least where they are most alike."""
    return max(width_in_mm(line, size) for line in pair)


def _base(char: str) -> str:
    """The letter without tone and circumflex; horned and stroked letters have widths of their own."""
    decomposed = unicodedata.normalize("NFD", char)
    horned = decomposed[:1] + _HORN
    return unicodedata.normalize("NFC", horned) if _HORN in decomposed else decomposed[:1]
