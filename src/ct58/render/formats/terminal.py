"""Pages on a terminal, with Rich: colours by meaning, tables that fit the width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, compress
from typing import TYPE_CHECKING

from ct58.domain.text.signs import harmless
from ct58.render.formats.fitting import BETWEEN, LEAST, SIDE_LEAST, Fit, Size, fitted, least_width
from ct58.views.media import page_for
from ct58.views.page import Column, Emphasis, Gap, Heading, Line, Page, Span, Table, Words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

STYLES: dict[Emphasis, str] = {
    "plain": "",
    "strong": "bold",
    "italic": "italic",
    "strong_italic": "bold italic",
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
DOT = " · "


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
            console.print(
                _table(block, console), highlight=False, no_wrap=True, overflow="ignore", crop=False
            )


def _heading(block: Heading, width: int) -> Text:
    """The title, with the aside at the right edge where there is room for both."""
    from rich.text import Text

    text = Text(harmless(block.text), style="bold" if block.level == 1 else HEADING)
    aside = harmless(block.aside)
    room = width - len(block.text) - len(aside)
    if aside and room >= 2:
        text.append(" " * room + aside, style="dim")
    return text


def _line(block: Line) -> Text | RichTable:
    """The words; a label, of one span or of several, keeps its own column, so that the rest wraps beside it."""
    from rich.table import Table as RichTable

    if not block.label_width:
        return _text(block.words)
    ends = list(accumulate(len(span.text) for span in block.words))
    label = max(sum(end <= block.label_width for end in ends), 1)
    grid = RichTable.grid(expand=False)
    grid.add_column(width=block.label_width)
    grid.add_column(overflow="fold")
    grid.add_row(_text(block.words[:label]), _text(block.words[label:]))
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


def _table(block: Table, console: Console) -> Text:
    """Without lines: columns fit their cells, the growing one wraps, and what finds no room stands under its row."""
    from rich.text import Text

    shown = [column.from_width <= console.width for column in block.columns]
    columns = list(compress(block.columns, shown))
    rows = [
        [_text(_cut(cell, column)) for cell, column in zip(compress(row, shown), columns, strict=True)]
        for row in block.rows
    ]
    room = console.width - block.indent
    counted = [row for place, row in enumerate(rows) if place not in block.dividers]
    fit = fitted(_sizes(columns, counted, has_header=block.has_header), room)
    drawing = _Drawing(columns, fit, room, console, has_titles=block.has_header)
    lines = drawing.header() if block.has_header else []
    for place, row in enumerate(rows):
        lines += drawing.divider(row) if place in block.dividers else drawing.row(row)
    return Text("\n").join(Text(" " * block.indent).append_text(line) for line in lines)


def _sizes(columns: Sequence[Column], rows: Sequence[Sequence[Text]], *, has_header: bool) -> list[Size]:
    """What each column asks for; where none grows, the longest one of words carries the meaning."""
    found = [
        _size(column, {line for row in rows for line in row[place].plain.split("\n")}, has_header=has_header)
        for place, column in enumerate(columns)
    ]
    if not any(size.is_main for size in found):
        of_words = [
            place
            for place, column in enumerate(columns)
            if column.align == "left" and not column.is_drawing and not column.from_width
        ]
        if of_words:
            place = max(of_words, key=lambda place: found[place].natural)
            size = found[place]
            least = max(size.least, min(size.natural, LEAST))
            found[place] = size._replace(least=least, is_main=True)
    return found


def _size(column: Column, lines: set[str], *, has_header: bool) -> Size:
    """By its longest line and its longest word; what is only cut or counted has no words to keep whole."""
    from rich.cells import cell_len

    is_main = column.grows or column.is_cut
    title = harmless(column.title).split("\n") if has_header else []
    longest = max(map(cell_len, lines), default=0)
    natural = max(longest, *map(cell_len, title), 0)
    whole = {word for line in (() if column.is_cut else lines) for word in line.split()}
    whole |= set(title if len(title) > 1 else column.title.split() if title else ())
    word = max(map(cell_len, whole), default=0)
    if column.max_width:
        natural = min(natural, max(column.max_width, word))
    least = max(word, least_width(natural, word, is_main=is_main))
    if column.align == "right" or column.is_drawing:
        least = min(natural, max(longest, word))
    return Size(natural, least, is_main, bool(column.max_width), bool(column.from_width))


def _cell(text: Text, column: Column, width: int, console: Console) -> list[Text]:
    """The lines of a cell; one that is cut has a single one, which ends with a whole word."""
    if not column.is_cut:
        return _wrapped(text, width, console)
    line = text.split("\n")[0] if "\n" in text.plain else text
    if line.cell_len <= width:
        return [line]
    kept = line.plain[: max(width - 1, 1)].rpartition(" ")[0] or line.plain[: max(width - 2, 1)]
    return [line[: len(kept)].append(" …")]


def _wrapped(text: Text, width: int, console: Console) -> list[Text]:
    if "\n" not in text.plain and text.cell_len <= width:
        return [text]
    return list(text.wrap(console, width, overflow="fold"))


class _Drawing:
    """The lines of a table whose columns have been fitted."""

    def __init__(
        self, columns: Sequence[Column], fit: Fit, room: int, console: Console, *, has_titles: bool
    ) -> None:
        self._columns, self._fit, self._room, self._console = columns, fit, room, console
        self._has_titles = has_titles

    def header(self) -> list[Text]:
        """The titles, each ending in the last line."""
        from rich.text import Text

        titles: dict[int, list[Text]] = {}
        for place, width in self._fit.widths.items():
            column = self._columns[place]
            title = Text(harmless(column.title), HEADING if column.is_heading else STYLES["dim"])
            titles[place] = _wrapped(title, width, self._console)
        height = max(map(len, titles.values()), default=0)
        return self._beside(
            {place: [Text()] * (height - len(lines)) + lines for place, lines in titles.items()}
        )

    def row(self, row: Sequence[Text]) -> list[Text]:
        """A row, and under it what found no room beside the rest."""
        cells = {
            place: _cell(row[place], self._columns[place], width, self._console)
            for place, width in self._fit.widths.items()
        }
        return self._beside(cells) + self._under(row)

    def divider(self, row: Sequence[Text]) -> list[Text]:
        """What a row says of those below, from its column to the edge."""
        from rich.text import Text

        start, lines = 0, []
        for place, width in self._fit.widths.items():
            if row[place].plain.strip():
                said = _wrapped(row[place], self._room - start, self._console)
                lines += [Text(" " * start).append_text(line) for line in said]
            start += width + BETWEEN
        return lines

    def _beside(self, cells: Mapping[int, Sequence[Text]]) -> list[Text]:
        """The lines of the cells beside each other."""
        from rich.text import Text

        lines = []
        for number in range(max(map(len, cells.values()), default=0)):
            line, start = Text(), 0
            for place, width in self._fit.widths.items():
                part = cells[place][number].copy() if number < len(cells[place]) else Text()
                part.rstrip()
                if part:
                    is_right = self._columns[place].align == "right"
                    before = start + (width - part.cell_len if is_right else 0)
                    line.append(" " * (before - line.cell_len)).append_text(part)
                start += width + BETWEEN
            lines.append(line)
        return lines

    def _under(self, row: Sequence[Text]) -> list[Text]:
        """What found no room, each with its title, below the words of its row."""
        from rich.text import Text

        first = next(iter(self._fit.widths.values()))
        indent = first + BETWEEN if first < SIDE_LEAST and len(self._fit.widths) > 1 else BETWEEN
        lines: list[Text] = []
        for place in self._fit.under:
            if not row[place].plain.strip():
                continue
            part = Text.assemble((self._title(place), STYLES["dim"]), Text(" ").join(row[place].split("\n")))
            if lines and lines[-1].cell_len + part.cell_len + len(DOT) <= self._room - indent:
                lines[-1].append(DOT, STYLES["dim"]).append_text(part)
            else:
                lines += [line.copy() for line in _wrapped(part, self._room - indent, self._console)]
        return [Text(" " * indent).append_text(line) for line in lines]

    def _title(self, place: int) -> str:
        """`Thời hạn: `, where the table has titles."""
        column = self._columns[place]
        title = harmless(column.title or column.name).replace("\n", " ")
        return f"{title}: " if title and self._has_titles else ""
