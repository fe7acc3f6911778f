"""Pages as plain text for a pipe or a file: no colour, no wrapping, no drawing."""

from __future__ import annotations

from collections.abc import Iterable

from ct58.views.media import page_for
from ct58.views.page import (
    Block,
    Gap,
    Heading,
    Line,
    Page,
    Table,
    plain,
    without_drawings,
    words,
)

_GUTTER = "  "


def page_as_text(page: Page) -> str:
    """The page, one line a line, with a final newline."""
    lines = [line.rstrip() for block in page_for(page, "screen").blocks for line in _block_lines(block)]
    return "\n".join(lines) + "\n"


def _block_lines(block: Block) -> Iterable[str]:
    if isinstance(block, Gap):
        return [""]
    if isinstance(block, Heading):
        text = plain(words(block.text))
        return [f"{text}{_GUTTER * 2}{plain(words(block.aside))}" if block.aside else text]
    if isinstance(block, Line):
        return [" " * block.indent + plain(block.words)]
    return table_lines(block) if isinstance(block, Table) else []


def table_lines(table: Table) -> list[str]:
    """The table in columns as wide as their widest cell."""
    shown = without_drawings(table)
    rows = [tuple(plain(cell) for cell in row) for row in shown.rows]
    rows = [*(_title_rows(shown) if shown.has_header else ()), *rows]
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(len(shown.columns))]
    return [" " * shown.indent + _aligned(shown, row, widths) for row in rows]


def _title_rows(table: Table) -> list[tuple[str, ...]]:
    """The titles, those of several lines ending in the last row."""
    titles = [column.title.split("\n") for column in table.columns]
    height = max(map(len, titles), default=0)
    padded = [[""] * (height - len(lines)) + lines for lines in titles]
    return list(zip(*padded, strict=True))


def _aligned(table: Table, row: tuple[str, ...], widths: list[int]) -> str:
    cells = [
        cell.rjust(width) if column.align == "right" else cell.ljust(width)
        for column, cell, width in zip(table.columns, row, widths, strict=True)
    ]
    return _GUTTER.join(cells).rstrip()
