"""Tables whose columns are known only when they are filled: each made as wide as its words need."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest
from typing import Any, Final

from ct58.render.documents.form_profile import FREE_TABLE_STYLE

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LETTER: Final = 110
"""The width of a letter on average in twips, in the size of the tables; bold ones are wider."""
_BOLD_LETTER: Final = 135
_MARGINS: Final = 150
_MOST_LETTERS: Final = 60
"""Longer texts wrap."""


def fit_free_tables(body: Any) -> None:
    """Set the widths of every table in the style for free tables; together they stay as wide as the template says."""
    for table in body.iter(f"{_W}tbl"):
        properties = table.find(f"{_W}tblPr")
        style = properties.find(f"{_W}tblStyle")
        if style is not None and style.get(f"{_W}val") == FREE_TABLE_STYLE:
            _fit(table, int(properties.find(f"{_W}tblW").get(f"{_W}w")))


def _fit(table: Any, total: int) -> None:
    rows = [list(row.iterfind(f"{_W}tc")) for row in table.iterfind(f"{_W}tr")]
    texts = [[_text(cell) for cell in row] for row in rows]
    widths = column_widths(texts, total)
    for column, width in zip(table.find(f"{_W}tblGrid"), widths, strict=False):
        column.set(f"{_W}w", str(width))
    for row in rows:
        for cell, width in zip(row, widths, strict=False):
            cell.find(f"{_W}tcPr/{_W}tcW").set(f"{_W}w", str(width))


def _text(cell: Any) -> str:
    """The words of a cell, each once: `itertext` also asks python-docx's paragraphs and runs for theirs."""
    return "".join(text.text or "" for text in cell.iter(f"{_W}t"))


def column_widths(rows: Sequence[Sequence[str]], total: int) -> list[int]:
    """Widths in twips that share a total as the columns' texts need; the first row holds the titles.

    No word is divided where there is room for all, titles and long texts wrap, and what is left goes to the long texts.
    """
    columns = [(title, texts) for title, *texts in zip_longest(*rows, fillvalue="")]
    least = [_least(title, texts) for title, texts in columns]
    wanted = [max(low, _wanted(texts)) for low, (_, texts) in zip(least, columns, strict=True)]
    room = total - sum(least)
    if room <= 0:
        return _shared(total, least)
    wishes = [want - low for want, low in zip(wanted, least, strict=True)]
    shares = _shared(room, wishes if any(wishes) else least)
    return [low + share for low, share in zip(least, shares, strict=True)]


def _shared(total: int, parts: Sequence[int]) -> list[int]:
    """A total divided in proportion to some parts, to the last twip."""
    ends = [round(total * sum(parts[:place]) / sum(parts)) for place in range(len(parts) + 1)]
    return [end - start for start, end in pairwise(ends)]


def _least(title: str, texts: Sequence[str]) -> int:
    """Room for the longest word of the title and of the texts."""
    words = max((len(word) for text in texts for word in text.split()), default=0)
    titles = max(map(len, title.split()), default=0)
    return max(titles * _BOLD_LETTER, min(words, _MOST_LETTERS) * _LETTER) + _MARGINS


def _wanted(texts: Sequence[str]) -> int:
    """Room for the longest text in one line, for a long one in some."""
    return min(max(map(len, texts), default=0), _MOST_LETTERS) * _LETTER + _MARGINS
