"""The one shape that every screen and printed list has: a page of headings, lines and tables.

A page holds finished words in one language, each with a meaning (`Emphasis`), never a colour. Every
text renderer (terminal, pipe, Markdown, HTML, CSV) reads only pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Emphasis = Literal[
    "plain", "strong", "dim", "overdue", "long_overdue", "warning", "good", "late", "promised", "accent"
]
Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Span:
    """Words with one meaning."""

    text: str
    emphasis: Emphasis = "plain"


Words = tuple[Span, ...]


def words(text: str, emphasis: Emphasis = "plain") -> Words:
    """One span as words."""
    return (Span(text, emphasis),)


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; level 1 is the page's, with what stands at the right edge beside it."""

    text: str
    level: Literal[1, 2] = 2
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words, indented by a number of spaces; it may wrap on a narrow screen."""

    words: Words
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; a growing one takes the room that is left, and wraps."""

    title: str
    align: Align = "left"
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under columns; a row has as many cells as there are columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    indent: int = 1
    has_header: bool = True


Block = Heading | Line | Gap | Table


@dataclass(frozen=True, slots=True)
class Page:
    """What a command shows."""

    blocks: tuple[Block, ...]
