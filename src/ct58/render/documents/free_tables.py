"""Tables whose columns are known only when they are filled: each made as wide as its words need."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest
from typing import Any, Final

from ct58.render.documents.form_profile import FREE_TABLE_STYLE

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WIDEST: Final = 48
"""Letters in a line; longer texts wrap."""
_MARGIN: Final = 2
"""Letters' worth of room beside each text."""


def fit_free_tables(body: Any) -> None:
    """Set the widths of every table in the style for free tables; together they stay as wide as the template says."""
    for table in body.iter(f"{_W}tbl"):
        properties = table.find(f"{_W}tblPr")
        style = properties.find(f"{_W}tblStyle")
        if style is not None and style.get(f"{_W}val") == FREE_TABLE_STYLE:
            _fit(table, int(properties.find(f"{_W}tblW").get(f"{_W}w")))


def _fit(table: Any, total: int) -> None:
    rows = [list(row.iterfind(f"{_W}tc")) for row in table.iterfind(f"{_W}tr")]
    texts = [["".join(cell.itertext()) for cell in row] for row in rows]
    widths = column_widths(texts, total)
    for column, width in zip(table.find(f"{_W}tblGrid"), widths, strict=False):
        column.set(f"{_W}w", str(width))
    for row in rows:
        for cell, width in zip(row, widths, strict=False):
            cell.find(f"{_W}tcPr/{_W}tcW").set(f"{_W}w", str(width))


def column_widths(rows: Sequence[Sequence[str]], total: int) -> list[int]:
    """Widths in twips that share a total as the columns' texts need; the first row holds the titles.

    A title may break between words, a text wraps when it is long.
    """
    columns = zip_longest(*rows, fillvalue="")
    shares = [max([_longest_word(title), *map(_need, texts)]) + _MARGIN for title, *texts in columns]
    ends = [round(total * sum(shares[:place]) / sum(shares)) for place in range(len(shares) + 1)]
    return [end - start for start, end in pairwise(ends)]


def _longest_word(title: str) -> int:
    return max(map(len, title.split()), default=0)


def _need(text: str) -> int:
    """Letters that a text needs in a line: all of a short one, some words of a long one."""
    return min(len(text), _WIDEST)
