"""A page as a screen, a document or a list shows it: what stands only elsewhere is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import compress
from typing import Literal

from ct58.views.page import (
    Annex,
    Block,
    Emphasis,
    Gap,
    Heading,
    Line,
    Narrative,
    Page,
    RowOfWords,
    Span,
    Table,
    Where,
    Words,
    words,
)

Medium = Literal["screen", "document", "list"]
"""A terminal or text; Markdown, HTML or Word; CSV or Excel."""


def page_for(page: Page, medium: Medium) -> Page:
    """The page with what this medium shows. A line, a row or a section of which nothing is left is gone, too."""
    hidden: Where = "file" if medium == "screen" else "screen"
    blocks = [shown for block in page.blocks for shown in _shown(block, hidden, medium)]
    if medium == "screen":
        return Page(tuple(blocks))
    return Page(tuple(_without_loose_gaps(_without_empty_sections(blocks))))


def _shown(block: Block, hidden: Where, medium: Medium) -> Iterator[Block]:
    if isinstance(block, Line):
        yield from _line(block, hidden)
    elif isinstance(block, Narrative):
        yield from narrative_lines(block)
    elif isinstance(block, Table):
        yield from _table(block, hidden, medium)
    elif isinstance(block, Heading):
        yield replace(block, text=f"{block.key}  {block.text}") if block.key and medium == "screen" else block
    elif not isinstance(block, Annex):
        yield block
    elif medium != "list":
        yield from (shown for line in block.said for shown in _shown(line, hidden, medium))
    else:
        yield from [Heading(block.title)] if block.title else []
        yield from _table(block.table(), hidden, medium)


def narrative_lines(block: Narrative) -> Iterator[Line]:
    """Prose as lines, a paragraph each, or the mark that it is missing."""
    for paragraph in block.prose:
        marker = (Span(f"{paragraph.marker} "),) if paragraph.marker else ()
        said = (Span(run.text, _LOOKS[run.is_bold, run.is_italic]) for run in paragraph.runs)
        yield Line((*marker, *said), indent=paragraph.indent, is_item=bool(marker))
    if block.mark:
        yield Line(words(block.mark, "warning"))


_LOOKS: Mapping[tuple[bool, bool], Emphasis] = {
    (False, False): "plain",
    (True, False): "strong",
    (False, True): "italic",
    (True, True): "strong_italic",
}
"""How words look that are bold, italic."""


def _line(line: Line, hidden: Where) -> Iterator[Line]:
    """A label alone says nothing."""
    if not _has_hidden(line.words, hidden):
        yield line
    elif len(kept := _without(line.words, hidden)) > bool(line.label_width):
        yield replace(line, words=kept)


def _table(table: Table, hidden: Where, medium: Medium) -> Iterator[Table]:
    if medium == "list" and table.whole is not None:
        table = table.whole()
    if medium == "screen" and table.shown:
        table = replace(table, rows=table.rows[: table.shown])
    shown = _without_hidden_cells(_without_hidden_columns(table, hidden), hidden)
    if shown.columns and (shown.rows or not table.rows):
        yield shown


def _without_hidden_columns(table: Table, hidden: Where) -> Table:
    kept = [column.where != hidden for column in table.columns]
    if all(kept):
        return table
    places = {old: new for new, old in enumerate(place for place, is_kept in enumerate(kept) if is_kept)}
    columns = tuple(
        replace(column, draws=tuple(places[place] for place in column.draws if place in places))
        for column in compress(table.columns, kept)
    )
    return replace(table, columns=columns, rows=tuple(tuple(compress(row, kept)) for row in table.rows))


def _without_hidden_cells(table: Table, hidden: Where) -> Table:
    if not any(_has_hidden(cell, hidden) for row in table.rows for cell in row):
        return table
    return replace(table, rows=tuple(_rows(table.rows, hidden)))


def _rows(rows: Iterable[RowOfWords], hidden: Where) -> Iterator[RowOfWords]:
    for row in rows:
        kept = tuple(_without(cell, hidden) for cell in row)
        if kept == row or any(span.text.strip() for cell in kept for span in cell):
            yield kept


def _has_hidden(said: Words, hidden: Where) -> bool:
    return any(span.where == hidden for span in said)


def _without(said: Words, hidden: Where) -> tuple[Span, ...]:
    return tuple(span for span in said if span.where != hidden)


def _without_empty_sections(blocks: list[Block]) -> list[Block]:
    """A heading under which nothing is left; the page's own stays."""
    kept: list[Block] = []
    for block in reversed(blocks):
        following = next((found for found in reversed(kept) if not isinstance(found, Gap)), None)
        is_empty = isinstance(block, Heading) and (
            following is None or (isinstance(following, Heading) and following.level <= block.level)
        )
        if not is_empty or block is blocks[0]:
            kept.append(block)
    return kept[::-1]


def _without_loose_gaps(blocks: Iterable[Block]) -> Iterator[Block]:
    """One gap between two things, none at the end."""
    gap: Gap | None = None
    for block in blocks:
        if isinstance(block, Gap):
            gap = block
            continue
        if gap is not None:
            yield gap
        gap = None
        yield block
