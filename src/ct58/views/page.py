"""The one shape that every screen and printed list has: a page of headings, lines and tables.

A page holds finished words in one language, each with a meaning (`Emphasis`), never a colour. Every
text renderer (terminal, pipe, Markdown, HTML, CSV) reads only pages.
"""

from __future__ import annotations

import re
from itertools import compress
from typing import Literal, NamedTuple

from ct58.records import positional_record

_CONTROLS = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if code != ord("\n")} | {9: " "}
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")

Emphasis = Literal[
    "plain", "strong", "dim", "overdue", "long_overdue", "warning", "good", "late", "promised", "accent"
]
Align = Literal["left", "right"]


class Span(NamedTuple):
    """Words with one meaning; a long page has thousands of them."""

    text: str
    emphasis: Emphasis = "plain"


Words = tuple[Span, ...]


def plain(cell: Words) -> str:
    """Words without their meaning; a line break inside a cell becomes a space."""
    return harmless("".join([span.text for span in cell])).replace("\n", " ")


def harmless(text: str) -> str:
    """Text without control characters: data must not be able to steer a terminal."""
    return text.translate(_CONTROLS) if _CONTROL.search(text) else text


def words(text: str, emphasis: Emphasis = "plain") -> Words:
    """One span as words."""
    return (Span(text, emphasis),)


@positional_record
class Heading:
    """A title; level 1 is the page's, with what stands at the right edge beside it."""

    text: str
    level: Literal[1, 2, 3] = 2
    aside: str = ""


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


@positional_record
class Gap:
    """An empty line."""


@positional_record
class Column:
    """A column; a growing one takes the room that is left, and wraps.

    `from_width` is the narrowest screen, in characters, on which the column is shown; on a screen its
    cells are cut at a word after `screen_limit` characters and wrap at `max_width`, where those are
    given. One that `is_cut` takes what room is left, too, and shows as much of its first line as fits.
    Pipes and files get it all, on one line, but for drawings, which only a screen shows.
    A title may have several lines; one that is a heading stands for the whole section.
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


@positional_record
class Table:
    """Rows of cells under columns; a row has as many cells as there are columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    indent: int = 1
    has_header: bool = True


def without_drawings(table: Table) -> Table:
    """The table as pipes and files get it: what is only drawn stands in other columns as numbers."""
    if not any(column.is_drawing for column in table.columns):
        return table
    kept = [not column.is_drawing for column in table.columns]
    rows = tuple(tuple(compress(row, kept)) for row in table.rows)
    return Table(tuple(compress(table.columns, kept)), rows, table.indent, table.has_header)


Block = Heading | Line | Gap | Table


@positional_record
class Page:
    """What a command shows."""

    blocks: tuple[Block, ...]
