"""A summary as an official document: its sections and appendices for the report's Word template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ct58.render.documents.contents import ReportDocument, Section
from ct58.render.pages.summary import subject, summary_body, working_line
from ct58.render.summary_rows import duty_rows, indicator_rows, task_rows, unit_rows
from ct58.render.text import plain
from ct58.render.words import Speech
from ct58.views.page import Block, Heading, Line, Table
from ct58.views.summary import SummaryView


def summary_document(view: SummaryView, speech: Speech) -> ReportDocument:
    """The document; what only the committee's own body reads is left out for its superior, and so is what is empty."""
    is_for_own = view.order.profile == "standing-committee"
    return ReportDocument(
        head=view.official,
        subject=subject(view, speech),
        sections=tuple(sections(summary_body(view, speech))),
        indicators=tuple(indicator_rows(view, speech)) or None,
        tasks=tuple(task_rows(view, speech)) or None,
        duties=(tuple(duty_rows(view, speech)) or None) if is_for_own else None,
        units=tuple(unit_rows(view, speech)) if is_for_own else None,
        working_copy="" if view.order.is_final else working_line(view, speech),
    )


def sections(blocks: Iterable[Block]) -> Iterator[Section]:
    """Headings with the paragraphs below them; a table is told row by row."""
    heading, level, paragraphs = None, 1, list[str]()
    for block in blocks:
        if isinstance(block, Heading):
            if heading is not None or paragraphs:
                yield Section(heading=heading, level=level, paragraphs=tuple(paragraphs))
            heading, level, paragraphs = block.text, max(1, block.level - 1), []
        else:
            paragraphs += _paragraphs(block)
    yield Section(heading=heading, level=level, paragraphs=tuple(paragraphs))


def _paragraphs(block: Block) -> Iterator[str]:
    if isinstance(block, Line):
        yield plain(block.words)
    elif isinstance(block, Table):
        yield from (_row_in_words(block, tuple(map(plain, row))) for row in block.rows)


def _row_in_words(table: Table, cells: tuple[str, ...]) -> str:
    """A row of a table inside the text as a sentence: its name, then each column with its value."""
    name = next(place for place, column in enumerate(table.columns) if column.align == "left")
    told = (
        f"{column.title[:1].lower()}{column.title[1:]} {cell}"
        for column, cell in zip(table.columns[name + 1 :], cells[name + 1 :], strict=True)
        if cell
    )
    return f"- {cells[name]}: {'; '.join(told)}."
