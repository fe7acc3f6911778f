"""A summary as an official document: its sections and appendices for the report's Word template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from ct58.domain.records.places import unread_note
from ct58.render.documents.contents import FreeTable, ReportDocument, Section
from ct58.render.documents.line_breaks import NO_BREAK_HYPHEN
from ct58.render.screens.summary import subject, summary_body, working_line
from ct58.render.screens.summary_tables import (
    ASSUMED_NOTE,
    appendix_indicator_rows,
    duty_rows,
    has_assumed,
    task_rows,
    unit_rows,
)
from ct58.render.words.speech import Speech
from ct58.views.page import Block, Heading, Line, Table, plain
from ct58.views.summary import SummaryView

_ID: Final = re.compile(r"\[[^\s\]]+\]")


def summary_document(view: SummaryView, speech: Speech) -> ReportDocument:
    """The document; what only the committee's own body reads is left out for its superior, and so is what is empty."""
    is_for_own = view.order.profile == "standing-committee"
    return ReportDocument(
        head=view.official,
        subject=subject(view, speech),
        sections=tuple(sections(summary_body(view, speech))),
        indicators=tuple(appendix_indicator_rows(view, speech)) or None,
        tasks=tuple(task_rows(view, speech)) or None,
        duties=(tuple(duty_rows(view, speech)) or None) if is_for_own else None,
        duties_note=speech.gettext(ASSUMED_NOTE) if has_assumed(view) else "",
        units=tuple(unit_rows(view, speech)) if is_for_own else None,
        working_copy="" if view.order.is_final else _working_copy(view, speech),
    )


def _working_copy(view: SummaryView, speech: Speech) -> str:
    """What only the working copy says, and the files that it could not count."""
    unread = f". {speech.say(unread_note(view.unread))}" if view.unread.files else ""
    return f"{working_line(view, speech)}{unread}"


def sections(blocks: Iterable[Block]) -> Iterator[Section]:
    """Headings with what stands below them; what follows a table goes on without a heading."""
    here = Section()
    for block in blocks:
        if isinstance(block, Heading):
            yield from _begun(here)
            here = Section(heading=block.text, level=max(1, block.level - 1))
        elif isinstance(block, Line):
            if here.table is not None:
                yield here
                here = Section()
            here = replace(here, paragraphs=(*here.paragraphs, _with_whole_ids(plain(block.words))))
        elif isinstance(block, Table):
            here = replace(here, table=free_table(block))
    yield from _begun(here)


def _with_whole_ids(text: str) -> str:
    """A text whose ids in brackets, as a working copy has them, stay in one line: `[CT-11]`."""
    return _ID.sub(lambda found: found[0].replace("-", NO_BREAK_HYPHEN), text)


def _begun(section: Section) -> Iterator[Section]:
    if section != Section():
        yield section


def free_table(table: Table) -> FreeTable:
    """A table inside the text, in its own columns; numbers stand in the middle of theirs."""
    return FreeTable(
        titles=tuple(column.title for column in table.columns),
        rows=tuple(tuple(map(plain, row)) for row in table.rows),
        centred=frozenset(place for place, column in enumerate(table.columns) if column.align == "right"),
    )
