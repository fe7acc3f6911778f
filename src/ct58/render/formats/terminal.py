"""Pages on a terminal, with Rich: colours by meaning, tables that fit the width."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from ct58.views.media import page_for
from ct58.views.page import Column, Emphasis, Gap, Heading, Line, Page, Span, Table, Words, harmless

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

STYLES: dict[Emphasis, str] = {
    "plain": "",
    "strong": "bold",
    "dim": "dim",
    "overdue": "red",
    "long_overdue": "bold red",
    "warning": "yellow",
    "good": "green",
    "late": "dark_orange",
    "promised": "blue",
    "accent": "cyan",
}

HEADING = "bold cyan"


def print_page(page: Page, console: Console) -> None:
    """Print a page on a console. Data is printed as it is: it is never read as markup."""
    from rich.padding import Padding

    for block in page_for(page, "screen").blocks:
        if isinstance(block, Gap):
            console.print()
        elif isinstance(block, Heading):
            console.print(_heading(block, console.width), soft_wrap=False, highlight=False)
        elif isinstance(block, Line):
            console.print(Padding(_line(block), (0, 0, 0, block.indent)), highlight=False)
        elif isinstance(block, Table):
            table = _table(block, console.width)
            console.print(Padding(table, (0, 0, 0, block.indent)), highlight=False)


def _heading(block: Heading, width: int) -> Text:
    """The title, with the aside at the right edge where there is room for both."""
    from rich.text import Text

    text = Text(harmless(block.text), style="bold" if block.level == 1 else HEADING)
    room = width - len(block.text) - len(block.aside)
    if block.aside and room >= 2:
        text.append(" " * room + block.aside, style="dim")
    return text


def _line(block: Line) -> Text | RichTable:
    """The words; a label keeps its own column, so that the rest wraps beside it."""
    from rich.table import Table as RichTable

    if not block.label_width:
        return _text(block.words)
    grid = RichTable.grid(expand=False)
    grid.add_column(width=block.label_width)
    grid.add_column()
    grid.add_row(_text(block.words[:1]), _text(block.words[1:]))
    return grid


def _cut(cell: Words, column: Column) -> Words:
    """A cell whose first words are cut to the column's limit; notes behind them stay."""
    if not column.screen_limit or not cell or len(cell[0].text) <= column.screen_limit:
        return cell
    kept = cell[0].text[: column.screen_limit].rsplit(" ", 1)[0]
    return (Span(f"{kept} …", cell[0].emphasis), *cell[1:])


def _text(words: Words) -> Text:
    from rich.text import Text

    return Text.assemble(*((harmless(span.text), STYLES[span.emphasis]) for span in words))


def _table(block: Table, width: int) -> RichTable:
    """Without lines: columns fit their cells, the growing one wraps, and some need a wide screen."""
    from rich.table import Table as RichTable

    table = RichTable(
        box=None, show_header=block.has_header, header_style="dim", padding=(0, 2, 0, 0), pad_edge=False
    )
    shown = [column.from_width <= width for column in block.columns]
    height = max((column.title.count("\n") for column in compress(block.columns, shown)), default=0)
    for column in compress(block.columns, shown):
        table.add_column(
            "\n" * (height - column.title.count("\n")) + column.title,
            justify=column.align,
            header_style=f"not dim {HEADING}" if column.is_heading else None,
            no_wrap=not (column.grows or column.is_cut or column.max_width),
            overflow="fold" if column.grows else "ellipsis",
            max_width=column.max_width or None,
            ratio=1 if column.grows else None,
        )
    for row in block.rows:
        cells = map(_cell, row, block.columns)
        table.add_row(*compress(cells, shown))
    return table


def _cell(cell: Words, column: Column) -> Text:
    """The words of a cell, within its column's limits."""
    text = _text(_cut(cell, column))
    if column.is_cut:
        text.no_wrap, text.overflow = True, "ellipsis"
    return text
