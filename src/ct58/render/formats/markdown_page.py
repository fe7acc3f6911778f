"""A document in Markdown as a page, so that HTML and lists are made from the words that its template gave it.

Read is what the templates write: headings, paragraphs, items, tables, bold words. All else is a paragraph as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final, Literal, cast

from ct58.views.page import (
    Amount,
    Block,
    Column,
    Emphasis,
    Heading,
    Line,
    Page,
    Span,
    Table,
    Words,
    plain,
    words,
)

_HEADING: Final = re.compile(r"(#{1,6}) +(.*?)(?: +#+)?$")
_ITEM: Final = re.compile(r" {0,3}(?:[-*+]|[0-9]{1,9}[.)]) ")
_RULE: Final = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$")
_BORDER: Final = re.compile(r"\|?(?: *:?-+:? *\|)* *:?-+:? *\|?$")
_CELLS: Final = re.compile(r"(?<!\\)(?:\\\\)*\|")
_COMMENT: Final = re.compile(r"(?<!\\)<!--.*?-->", re.DOTALL)
_BREAK: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\\n *")
"""A backslash that ends a line: the paragraph goes on below."""
_SIGNS: Final = re.compile(r"\\([!-/:-@\[-`{-~])|`([^`]+)`|(\*{1,3})")
"""A sign that is none of markup, words that are code, stars."""
_LOOKS: Final[Mapping[int, Emphasis]] = {1: "italic", 2: "strong", 3: "strong_italic"}
"""How words look between so many stars."""
_SMALLEST_HEADING: Final = 3


def markdown_as_page(text: str) -> Page:
    """The page that says the same."""
    return Page(tuple(_blocks(_COMMENT.sub("", text))))


def _blocks(text: str) -> Iterator[Block]:
    for is_blank, group in groupby(text.split("\n"), lambda line: not line.strip()):
        if not is_blank:
            yield from _paragraph(list(group))


def _paragraph(lines: list[str]) -> Iterator[Block]:
    """What stands between two empty lines: one thing, or several below each other."""
    while lines:
        heading = _HEADING.match(lines[0])
        if heading:
            level = cast(Literal[1, 2, 3], min(len(heading[1]), _SMALLEST_HEADING))
            yield Heading(plain(_spans(heading[2])), level)
            lines = lines[1:]
        elif len(lines) > 1 and lines[0].lstrip().startswith("|") and _BORDER.match(lines[1].strip()):
            rows = [line for line in lines if line.lstrip().startswith("|")]
            yield _table(rows)
            lines = lines[len(rows) :]
        elif _RULE.match(lines[0]):
            lines = lines[1:]
        else:
            end = next((at for at, line in enumerate(lines) if at and _begins(line)), len(lines))
            is_item = _ITEM.match(lines[0]) is not None
            indent = len(lines[0]) - len(lines[0].lstrip())
            yield Line(_spans(_one_paragraph(lines[:end])), indent=indent, is_item=is_item)
            lines = lines[end:]


def _one_paragraph(lines: list[str]) -> str:
    """The lines as one, parted where the writer said so."""
    return " ".join(_BREAK.sub(r"\1\v", "\n".join(lines)).split("\n")).replace("\v", "\n").strip()


def _begins(line: str) -> bool:
    return bool(
        _HEADING.match(line) or _ITEM.match(line) or _RULE.match(line) or line.lstrip().startswith("|")
    )


def _table(lines: list[str]) -> Table:
    titles, borders = _cells(lines[0]), _cells(lines[1])
    right = [border.strip().endswith(":") for border in borders]
    aligned = [place < len(right) and right[place] for place in range(len(titles))]
    columns = tuple(
        Column(plain(_spans(title)), "right" if is_right else "left", grows=place == 1)
        for place, (title, is_right) in enumerate(zip(titles, aligned, strict=True))
    )
    rows = ([*_cells(line), *[""] * len(titles)][: len(titles)] for line in lines[2:])
    return Table(columns, tuple(tuple(map(_cell, row, aligned)) for row in rows))


def _cells(line: str) -> list[str]:
    """The cells of a row; a pipe with a backslash belongs to the words."""
    bare = line.strip().removeprefix("|")
    cells, begun = [], 0
    for bar in _CELLS.finditer(bare):
        cells.append(bare[begun : bar.end() - 1].strip())
        begun = bar.end()
    return cells if not bare[begun:].strip() else [*cells, bare[begun:].strip()]


def _cell(text: str, is_number: bool) -> Words:
    """A whole number is one for a spreadsheet, too."""
    if is_number and text.isascii() and text.isdecimal():
        return words(text, "plain", Amount(int(text)))
    return _spans(text)


def _spans(text: str) -> Words:
    """The words without signs of markup, bold ones marked; a star that nothing answers is a star."""
    pieces: list[tuple[str, int]] = []
    begun = 0
    for found in _SIGNS.finditer(text):
        pieces.append((text[begun : found.start()], 0))
        pieces.append((found[3], len(found[3])) if found[3] else (found[1] or found[2], 0))
        begun = found.end()
    pieces.append((text[begun:], 0))
    return tuple(_joined(_looks(pieces)))


def _looks(pieces: list[tuple[str, int]]) -> Iterator[Span]:
    open_ = 0
    for place, (text, stars) in enumerate(pieces):
        if not stars:
            yield Span(text, _emphasis(open_))
        elif open_ == stars:
            open_ = 0
        elif not open_ and any(later == stars for _text, later in pieces[place + 1 :]):
            open_ = stars
        else:
            yield Span(text, _emphasis(open_))


def _emphasis(stars: int) -> Emphasis:
    return _LOOKS.get(stars, "plain")


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    for emphasis, group in groupby((span for span in spans if span.text), lambda span: span.emphasis):
        yield Span("".join(span.text for span in group), emphasis)
