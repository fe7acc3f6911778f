"""Names in capitals, as wide as they print: where a long one breaks, how long a line under one is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
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
    """A body's name in capitals; in several lines where it is wider than the column (`width` in millimetres).

    Of two lines the second begins with a conjunction where both then fit ("ĐẢNG ỦY KHỐI CƠ QUAN / VÀ DOANH NGHIỆP
    TỈNH"), else they are as alike as they can be. More than two are as alike as the fewest can be, and none ends with a
    conjunction.
    """
    capitals = name.upper()
    if width_in_mm(capitals, size) <= width:
        return capitals
    fitting = [pair for pair in _splits(capitals) if _wider(pair, size) <= width]
    preferred = [pair for pair in fitting if pair[1].startswith(_CONJUNCTIONS)] or fitting
    if not preferred:
        return "\n".join(_even_lines(_parts(capitals), size, width))
    first, second = min(preferred, key=lambda pair: _wider(pair, size))
    return f"{first}\n{second}"


def _splits(text: str) -> Iterator[tuple[str, str]]:
    words = text.split()
    return ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))


def _parts(text: str) -> list[str]:
    """The words, each conjunction with the word that it leads."""
    parts: list[str] = []
    for word in text.split():
        if parts and f"{parts[-1].split()[-1]} " in _CONJUNCTIONS:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts


def _even_lines(parts: Sequence[str], size: float, width: float) -> list[str]:
    """The fewest lines that fit, made as narrow as so many can be, so that no word stands alone."""
    most = _filled(parts, size, width)
    spans = {
        width_in_mm(" ".join(parts[start:end]), size)
        for start in range(len(parts))
        for end in range(start + 1, len(parts) + 1)
    }
    narrower = (_filled(parts, size, span) for span in sorted(spans) if span <= width)
    return next((lines for lines in narrower if len(lines) == len(most)), most)


def _filled(parts: Iterable[str], size: float, width: float) -> list[str]:
    """Lines filled one after the other; a part that is wider than the column has one for itself."""
    lines: list[str] = []
    for part in parts:
        if lines and width_in_mm(f"{lines[-1]} {part}", size) <= width:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines


def _wider(pair: tuple[str, str], size: float) -> float:
    """The width of the wider of two lines: least where they are most alike."""
    return max(width_in_mm(line, size) for line in pair)


def _base(char: str) -> str:
    """The letter without tone and circumflex; horned and stroked letters have widths of their own."""
    decomposed = unicodedata.normalize("NFD", char)
    horned = decomposed[:1] + _HORN
    return unicodedata.normalize("NFC", horned) if _HORN in decomposed else decomposed[:1]
