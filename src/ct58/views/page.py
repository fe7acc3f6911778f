"""The one shape that every screen and printed list has: a page of headings, lines and tables.

A page holds finished words in one language, each with a meaning (`Emphasis`), never a colour. Every
format that a person reads (terminal, text, Markdown, HTML, Word, CSV, Excel) is made from pages; what
stands only on some of them is marked where it is said, and `views/media.py` leaves it out elsewhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import compress
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from ct58.domain.text.signs import harmless
from ct58.records import positional_record

if TYPE_CHECKING:  # only documents hold prose
    from ct58.domain.text.prose import Prose

Emphasis = Literal[
    "plain",
    "strong",
    "italic",
    "strong_italic",
    "dim",
    "overdue",
    "long_overdue",
    "warning",
    "good",
    "late",
    "promised",
    "accent",
]
Align = Literal["left", "right"]
Where = Literal["anywhere", "screen", "file"]
"""On which media words stand. A `screen` is a terminal or text: only there does a command lead on, or a key or a
place in a file (`units/…:12`) say anything. A `file` is what may be sent: there a list is whole."""


class Amount(NamedTuple):
    """What a cell's words say as a number or a day, so that a spreadsheet can sort and add it.

    Of a percentage the number is in percent, and `after` is its sign. `before` and `after` are what else the
    words say: `≈`, `*`, ` ngày`.
    """

    number: int | Decimal | dt.date
    before: str = ""
    after: str = ""


class Span(NamedTuple):
    """Words with one meaning; a long page has thousands of them."""

    text: str
    emphasis: Emphasis = "plain"
    amount: Amount | None = None
    where: Where = "anywhere"


Words = tuple[Span, ...]


def plain(cell: Words) -> str:
    """Words without their meaning; a line break inside a cell becomes a space."""
    return harmless("".join([span.text for span in cell])).replace("\n", " ")


def words(text: str, emphasis: Emphasis = "plain", amount: Amount | None = None) -> Words:
    """One span as words; with the number or the day that it says."""
    return (Span(text, emphasis, amount),)


def on_screen(text: str, emphasis: Emphasis = "dim") -> Words:
    """What leads a reader on, or names a key or a place in a file: for a terminal and for text only."""
    return (Span(text, emphasis, None, "screen"),)


def in_files(text: str, emphasis: Emphasis = "plain") -> Words:
    """What a screen has no room for."""
    return (Span(text, emphasis, None, "file"),)


@positional_record
class Heading:
    """A title; level 1 is the page's, with what stands at the right edge beside it, on a screen behind the key.

    What stands below one that `folds` is details: where a page can fold, they are shown when asked for.
    """

    text: str
    level: Literal[1, 2, 3] = 2
    aside: str = ""
    key: str = ""
    folds: bool = False


@positional_record
class Line:
    """A line of words, indented by a number of spaces; it may wrap on a narrow screen.

    With `label_width` the first span is a label of that width, and the rest wraps beside it. An item of a
    list begins with its dash.
    """

    words: Words
    indent: int = 0
    label_width: int = 0
    is_item: bool = False


def only_in_files(line: Line) -> Line:
    """A line that a screen has no room for."""
    return replace(line, words=tuple(span._replace(where="file") for span in line.words))


@positional_record
class Narrative:
    """A person's prose for a section, under the key of the narrative that it stands under; `mark` says that it is missing."""

    key: str
    title: str
    prose: Prose
    mark: str = ""


@positional_record
class Gap:
    """An empty line."""


@positional_record
class Column:
    """A column; a growing one takes the room that is left, and wraps.

    `from_width` is the narrowest screen, in characters, on which the column is shown; on a screen its
    cells are cut at a word after `screen_limit` characters and wrap at `max_width`, where those are
    given. One that `is_cut` takes what room is left, too, and shows as much of its first line as fits.
    Pipes and files get it all, on one line, but for drawings, which only a screen shows: Excel draws its own
    from the columns `draws`, counted from 0: first the one of the names, then those of the numbers,
    which are parts of a whole where it `stacks` them, each with its `meanings`' colour.
    A title may have several lines; one that is a heading stands for the whole section. A column without a title
    has a `name` in lists.
    """

    title: str
    align: Align = "left"
    grows: bool = False
    from_width: int = 0
    screen_limit: int = 0
    max_width: int = 0
    is_cut: bool = False
    is_drawing: bool = False
    is_heading: bool = False
    draws: tuple[int, ...] = ()
    stacks: bool = False
    meanings: tuple[Emphasis, ...] = ()
    where: Where = "anywhere"
    name: str = ""


RowOfWords = tuple[Words, ...]


@positional_record
class Table:
    """Rows of cells under columns; a row has as many cells as there are columns.

    `shown` is how many rows a screen shows, 0 for all. Without a header the titles still name the columns
    of a list. In a list (CSV, Excel) `whole` stands instead of a table that says several things in one row.
    A `section` says in a first column there what the rows are about; `dividers` are the places of rows that say
    it of those below them. Tables of the same columns are one list, with the heading above as their section.
    `is_main` marks the table that a CSV is made of, where a page has several; else it is the first.
    """

    columns: tuple[Column, ...]
    rows: tuple[RowOfWords, ...]
    indent: int = 1
    has_header: bool = True
    shown: int = 0
    whole: Callable[[], Table] | None = None
    section: str | None = None
    is_main: bool = False
    dividers: frozenset[int] = frozenset()


@positional_record
class Annex:
    """A table for lists only, with its title: of what a screen and a document `say` in lines, or not at all."""

    table: Callable[[], Table]
    title: str = ""
    said: tuple[Heading | Line | Gap, ...] = ()


RowRecord = TypeVar("RowRecord")
Declared = tuple[Column, Callable[[RowRecord], Words]]
"""A column with what each row says in it."""


def declared(columns: Iterable[Declared[RowRecord]], rows: Iterable[RowRecord]) -> Table:
    """The table of columns that say what stands in them, a row a record."""
    heads, cells = zip(*columns, strict=True)
    return Table(heads, tuple(tuple(cell(row) for cell in cells) for row in rows))


def without_drawings(table: Table) -> Table:
    """The table as pipes and files get it: what is only drawn stands in other columns as numbers."""
    if not any(column.is_drawing for column in table.columns):
        return table
    kept = [not column.is_drawing for column in table.columns]
    rows = tuple(tuple(compress(row, kept)) for row in table.rows)
    return replace(table, columns=tuple(compress(table.columns, kept)), rows=rows)


Block = Heading | Line | Narrative | Gap | Table | Annex


@positional_record
class Page:
    """What a command shows."""

    blocks: tuple[Block, ...]
