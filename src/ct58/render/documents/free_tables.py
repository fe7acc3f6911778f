"""What is as wide as its words need, known only when it is filled: the columns of tables, and names in capitals."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise, zip_longest
from typing import Any, Final

from ct58.render.documents.form_profile import FREE_TABLE_STYLE, LAYOUT, TWIPS_PER_POINT

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NARROW, _PLAIN, _CAPITAL, _WIDE = 333, 500, 722, 900
"""Advance widths of Times New Roman in thousandths of the size, rounded up to four kinds of letters."""
_KINDS: Final[Mapping[str, int]] = {
    **dict.fromkeys("ijlftrsI /,.:;()[]-\u00a0", _NARROW),
    **dict.fromkeys("mwMWƯ%…", _WIDE),
}
LINE_WIDTH: Final = (210 - 30 - 15) * 72 / 25.4
"""Points of a line on an upright page."""
_BOLD: Final = 1.15
"""How much wider bold letters are."""
SIDE_MARGINS: Final = 150
"""What both sides of a cell need, in twips."""
_SMALLEST: Final = _PLAIN
"""A column without words is as wide as a letter."""
_MOST: Final = 60 * _PLAIN
"""A longer word is divided."""
_TITLE_LINES: Final = 3
"""Titles may stand in so many lines before they take room from the texts."""
_STEPS: Final = 60
"""In so many parts the room is shared that no word needs."""
_MOST_EXCHANGED: Final = 60
"""A table of more rows goes over pages anyhow, and takes long to measure."""
_UNEVEN: Final = 0.02
_LEAST_GAIN: Final = 0.001
_BREAKS: Final = re.compile(r"(?<![=<>≤≥])[ \t\n]+")
"""Where a line may end; not at a space that joins (`+1,2 điểm %`), and better not behind a sign (`≥ 75%`)."""


def fit_free_tables(body: Any, sizes: Mapping[str, float]) -> None:
    """Set the widths of every table in the style for free tables; together they stay as wide as the template says.

    `sizes` are the letters' in points, by the id of the paragraph's style.
    """
    for table in body.iter(f"{_W}tbl"):
        properties = table.find(f"{_W}tblPr")
        style = properties.find(f"{_W}tblStyle")
        if style is not None and style.get(f"{_W}val") == FREE_TABLE_STYLE:
            _fit(table, _total(table), sizes.get(_style_of_texts(table), LAYOUT.wide_table_size))


def _total(table: Any) -> int:
    """How wide the template makes the table in twips; what Word sizes by itself is as wide as its columns."""
    width = table.find(f"{_W}tblPr/{_W}tblW")
    if width is not None and width.get(f"{_W}type") == "dxa":
        return int(width.get(f"{_W}w"))
    return sum(int(column.get(f"{_W}w")) for column in table.find(f"{_W}tblGrid"))


def _style_of_texts(table: Any) -> str:
    """The style of the last cell's text; the first row's are titles."""
    last = [style.get(f"{_W}val") for style in table.iter(f"{_W}pStyle")][-1:]
    return "".join(last)


def _fit(table: Any, total: int, size: float) -> None:
    rows = [list(row.iterfind(f"{_W}tc")) for row in table.iterfind(f"{_W}tr")]
    texts = [[_text(cell) for cell in row] for row in rows if all(_span(cell) == 1 for cell in row)]
    if not texts:
        return
    ends = list(accumulate(column_widths(texts, total, size), initial=0))
    for column, (start, end) in zip(table.find(f"{_W}tblGrid"), pairwise(ends), strict=False):
        column.set(f"{_W}w", str(end - start))
    for row in rows:
        places = [min(place, len(ends) - 1) for place in accumulate(map(_span, row), initial=0)]
        for cell, (first, last) in zip(row, pairwise(places), strict=True):
            _set_width(cell, ends[last] - ends[first])


def _set_width(cell: Any, width: int) -> None:
    found = cell.find(f"{_W}tcPr/{_W}tcW")
    if found is not None:
        found.set(f"{_W}w", str(width))
        found.set(f"{_W}type", "dxa")


def _span(cell: Any) -> int:
    """Over how many columns a cell reaches: a row that begins a group is one cell but for its number."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return 1 if span is None else int(span.get(f"{_W}val"))


def _text(cell: Any) -> str:
    """The words of a cell, each once: `itertext` also asks python-docx's paragraphs and runs for theirs."""
    return "".join(text.text or "" for text in cell.iter(f"{_W}t"))


def column_widths(
    rows: Sequence[Sequence[str]],
    total: int,
    size: float = LAYOUT.wide_table_size,
    margins: int = SIDE_MARGINS,
) -> list[int]:
    """Widths in twips that share a total so that the table is short; the first row holds the titles.

    No word is divided where there is room for all. What is left goes, step by step, where it shortens the rows most, then
    where it shortens the titles; last, columns give room to each other as long as the table gets shorter. `size` is the letters' in points, `margins` what both sides of a cell need in twips.
    """
    letter = size * TWIPS_PER_POINT / 1000
    columns = [(title, texts) for title, *texts in zip_longest(*rows, fillvalue="")]
    least = [round(_least(title, texts) * letter) + margins for title, texts in columns]
    if sum(least) >= total:
        return _shared(total, least)
    heads = [[_width(title) * _BOLD * letter] for title, _ in columns]
    needs = [[_width(text) * letter for text in texts] for _, texts in columns]
    wraps = [_Wrapped(title, texts, letter) for title, texts in columns]
    longest = [max((head[0] / _TITLE_LINES, *texts)) for head, texts in zip(heads, needs, strict=True)]
    rooms = [width - margins for width in least]
    for step in _shared(total - sum(least), [1] * _STEPS):
        place = _most_wanted([wrap.lines(room) for wrap, room in zip(wraps, rooms, strict=True)], rooms)
        if place is None:
            place = _most_wanted([[head[0] / room] for head, room in zip(heads, rooms, strict=True)], rooms)
        rooms[_fullest(longest, rooms) if place is None else place] += step
    if len(rows) <= _MOST_EXCHANGED:
        _exchange(rooms, [width - margins for width in least], wraps, (total - sum(least)) // _STEPS)
    return [room + margins for room in rooms]


def _exchange(rooms: list[int], least: Sequence[int], wraps: Sequence[_Wrapped], step: int) -> None:
    """Let columns give room to each other, the most helpful exchange first, until none makes the table shorter."""
    columns = range(len(rooms))
    while step > 0:
        lines = [wrap.lines(room) for wrap, room in zip(wraps, rooms, strict=True)]
        others = _highest_of_others(lines)
        moves = (
            (_height(others, first, wraps[first].lines(rooms[first] - by), second, wraps[second].lines(rooms[second] + by))
             - _height(others, first, lines[first], second, lines[second]), first, second, by)
            for by in (step, 3 * step)
            for first in columns
            if rooms[first] - by >= least[first]
            for second in columns
            if second != first
        )  # fmt: skip
        gain, first, second, by = min(moves, default=(0.0, 0, 0, 0))
        if gain > -_LEAST_GAIN:
            return
        rooms[first] -= by
        rooms[second] += by


def _highest_of_others(lines: Sequence[Sequence[float]]) -> list[list[tuple[float, int]]]:
    """Of each row its three highest cells with their columns: two may be changed, and one of them still tells the rest."""
    rows = zip(*lines, strict=True)
    return [sorted(((height, place) for place, height in enumerate(row)), reverse=True)[:3] for row in rows]


def _height(
    others: Sequence[Sequence[tuple[float, int]]],
    first: int,
    firsts: Sequence[float],
    second: int,
    seconds: Sequence[float],
) -> float:
    """How high a table is in lines with these cells in two columns; a little more where they are uneven."""
    total = 0.0
    for known, one, two in zip(others, firsts, seconds, strict=True):
        rest = next((height for height, place in known if place not in (first, second)), 0.0)
        total += max(rest, one, two) + _UNEVEN * (one * one + two * two)
    return total


class _Wrapped:
    """A column's cells as words that go into lines, the title first, which may stand in several before it counts."""

    def __init__(self, title: str, texts: Sequence[str], letter: float) -> None:
        self._title = [_width(word) * _BOLD * letter for word in _BREAKS.split(title)]
        self._cells = [[_width(word) * letter for word in _BREAKS.split(text)] for text in texts]
        self._space = _width(" ") * letter
        self._known: dict[int, list[float]] = {}

    def lines(self, room: int) -> list[float]:
        """How many lines each cell has in so much room."""
        if room not in self._known:
            title = _in_lines(self._title, self._space, room) / _TITLE_LINES
            cells = (_in_lines(words, self._space, room) for words in self._cells)
            self._known[room] = [title, *cells]
        return self._known[room]


def _most_wanted(lines: Sequence[Sequence[float]], rooms: Sequence[int]) -> int | None:
    """The column whose widening shortens its table's rows most; None where each cell is one line.

    `lines` are those of the cells, column by column. A row is as high as its cell with the most lines, so that
    widening another one gains nothing.
    """
    gains = [0.0] * len(rooms)
    for row in zip(*lines, strict=True):
        most = max(row)
        if most > 1:
            place = row.index(most)
            gains[place] += most / rooms[place]
    return gains.index(max(gains)) if any(gains) else None


def _fullest(longest: Sequence[float], rooms: Sequence[int]) -> int:
    """The column whose longest text leaves it the least to spare."""
    filled = [need / room for need, room in zip(longest, rooms, strict=True)]
    return filled.index(max(filled))


def _shared(total: int, parts: Sequence[int]) -> list[int]:
    """A total divided in proportion to some parts, to the last twip."""
    ends = [round(total * sum(parts[:place]) / sum(parts)) for place in range(len(parts) + 1)]
    return [end - start for start, end in pairwise(ends)]


def _least(title: str, texts: Sequence[str]) -> float:
    """Room for the longest word of the title and of the texts."""
    words = max((_width(word) for text in texts for word in _BREAKS.split(text)), default=0)
    titles = _narrowest(tuple(map(_width, _BREAKS.split(title)))) * _BOLD
    return max(titles, min(words, _MOST), _SMALLEST)


def _narrowest(words: Sequence[int]) -> int:
    """The least width in which some words stand in the lines that a title may have."""
    space = _width(" ")
    spans = {
        sum(words[start:end]) + space * (end - start - 1)
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    }
    fitting = (
        span for span in sorted(spans) if span >= max(words) and _in_lines(words, space, span) <= _TITLE_LINES
    )
    return next(fitting)


def _in_lines(words: Iterable[float], space: float, room: float) -> int:
    """How many lines some words make in so much room."""
    lines, used = 1, 0.0
    for word in words:
        if used and used + space + word > room:
            lines, used = lines + 1, 0.0
        used += word + (space if used else 0)
    return lines


def _width(text: str) -> int:
    """How wide a text prints in one line, in thousandths of the letters' size."""
    return sum(map(_letter, text))


def text_lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in so many points, a little too many rather than too few."""
    lines = text.split("\n") or [""]
    return sum(max(1, math.ceil(_width(line) * size / 1000 / width)) for line in lines)


def _letter(char: str) -> int:
    """Marks over and below a letter add nothing."""
    base = unicodedata.normalize("NFD", char)[:1]
    return _KINDS.get(base, _CAPITAL if base.isupper() else _PLAIN)


_BOLD_CAPITALS: Final = {
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
    thousandths = sum(
        _BOLD_CAPITALS.get(_base(char), _OTHER) for char in unicodedata.normalize("NFC", text.upper())
    )
    return thousandths / 1000 * size / _POINTS_PER_MM


def broken_capitals(name: str, size: float, width: float) -> str:
    """A body's name in capitals; in several lines where it is wider than the column (`width` in millimetres).

    Of two lines the second begins with a conjunction where both then fit ("ĐẢNG ỦY CÁC CƠ QUAN / VÀ DOANH NGHIỆP
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
