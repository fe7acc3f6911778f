"""A summary as an official document: its sections and appendices for the report's Word template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from ct58.domain.records.places import unread_note
from ct58.render.documents.contents import (
    Appendix,
    BriefDocument,
    BriefSheet,
    ChartWithTable,
    FreeTable,
    ItemText,
    ReportDocument,
    Section,
    practice_mark,
)
from ct58.render.documents.line_breaks import NO_BREAK_HYPHEN
from ct58.render.documents.one_page import fitted_lines
from ct58.render.screens.brief import BriefWords, brief_words
from ct58.render.screens.summary import subject, summary_body, working_line
from ct58.render.screens.summary_charts import ChartWithNumbers, summary_charts
from ct58.render.screens.summary_tables import Appended, annexes
from ct58.render.screens.summary_work import receiver_titles
from ct58.render.words.rows import ANNEX_TITLES
from ct58.render.words.speech import Speech
from ct58.views.brief import brief_view
from ct58.views.document import DOCUMENT_TYPES
from ct58.views.page import Block, Heading, Line, Narrative, Table, plain
from ct58.views.summary import SummaryView

_ID: Final = re.compile(r"\[[^\s\]]+\]")


def summary_document(view: SummaryView, speech: Speech) -> ReportDocument:
    """The document; what only the committee's own body reads is left out for its superior, and so is what is empty."""
    found = tuple(annexes(view, speech))
    begin = next((place for place, annex in enumerate(found) if annex.table is None), len(found))
    usual: dict[str, Any] = {annex.key: annex.rows for annex in found if annex.table is None}
    return ReportDocument(
        head=view.official,
        subject=subject(view, speech),
        sections=tuple(sections(summary_body(view, speech))),
        first_appendices=tuple(
            _own_columns(annex, annex.table, speech) for annex in found[:begin] if annex.table
        ),
        **usual,
        last_appendices=tuple(
            _own_columns(annex, annex.table, speech) for annex in found[begin:] if annex.table
        ),
        charts=tuple(drawn(one) for one in summary_charts(view, speech)) or None,
        receiver_titles=receiver_titles(view.programme.terms, speech),
        receivers="/".join(body.short or body.name for body in view.programme.terms.receivers),
        notes={annex.key: annex.note for annex in found},
        brief=_brief_sheet(brief_words(brief_view(view), speech), speech) if _is_for_work(view) else None,
        working_copy=_footer(view, speech),
    )


def _own_columns(annex: Appended, table: Table, speech: Speech) -> Appendix:
    """An appendix that no template knows: it brings its columns, all short but the second."""
    free = free_table(table)
    centred = frozenset(range(len(free.titles))) - {1}
    title = speech.gettext(ANNEX_TITLES[annex.key])
    return Appendix(title=title, table=replace(free, centred=centred), note=annex.note)


def _footer(view: SummaryView, speech: Speech) -> str:
    """That it is made for practice, and what only the working copy says; nothing under a clean report that is to be sent."""
    parts = (practice_mark(view.official, speech), "" if view.order.is_final else _working_copy(view, speech))
    return " ".join(part for part in parts if part)


def _is_for_work(view: SummaryView) -> bool:
    """Whether the office reads it before anybody signs: the leader's sheet then lies on top."""
    return not view.order.is_final and view.order.profile == "standing-committee"


def brief_document(view: SummaryView, speech: Speech) -> BriefDocument:
    """The sheet for the leader by itself."""
    said = brief_words(brief_view(view), speech)
    head = replace(view.official, kind="brief", title=DOCUMENT_TYPES["brief"].title)
    return BriefDocument(head=head, sheet=_brief_sheet(said, speech), working_copy=said.working_copy)


def _brief_sheet(said: BriefWords, speech: Speech) -> BriefSheet:
    """The sheet in as many lines as its page has."""
    parts = zip(said.parts, fitted_lines(said, speech), strict=True)
    return BriefSheet(
        body=said.body,
        subject=said.subject,
        opening=said.opening,
        figures=free_table(said.figures),
        sections=tuple(Section(heading=part.heading, paragraphs=lines) for part, lines in parts),
        chart=drawn(said.chart) if said.chart else None,
    )


def _working_copy(view: SummaryView, speech: Speech) -> str:
    """What only the working copy says, and the files that it could not count."""
    unread = f" {speech.say(unread_note(view.unread))}" if view.unread.files else ""
    return f"{working_line(view, speech)}{unread}"


def sections(blocks: Iterable[Block]) -> Iterator[Section]:
    """Headings with what stands below them; what follows a table, and prose behind other words, go on without a heading."""
    here = Section()
    for block in blocks:
        if isinstance(block, Heading):
            yield from _begun(here)
            here = Section(heading=block.text, level=max(1, block.level - 1))
        elif isinstance(block, Narrative):
            if here.prose is not None or here.paragraphs or here.table is not None:
                yield here
                here = Section()
            here = replace(here, prose=block)
        elif isinstance(block, Line):
            if here.table is not None:
                yield here
                here = Section()
            text = _with_whole_ids(plain(block.words))
            here = replace(here, paragraphs=(*here.paragraphs, ItemText(text) if block.is_item else text))
        elif isinstance(block, Table):
            here = replace(here, table=free_table(block))
    yield from _begun(here)


def _with_whole_ids(text: str) -> str:
    """A text whose ids in brackets, as a working copy has them, stay in one line: `[CT-11]`."""
    return _ID.sub(lambda found: found[0].replace("-", NO_BREAK_HYPHEN), text)


def _begun(section: Section) -> Iterator[Section]:
    if section != Section():
        yield section


def drawn(chart: ChartWithNumbers) -> ChartWithTable:
    """A chart above its numbers, as a template gets it."""
    return ChartWithTable(chart=chart.chart, table=free_table(chart.table), note=chart.note)


def free_table(table: Table) -> FreeTable:
    """A table inside the text, in its own columns; numbers stand in the middle of theirs."""
    return FreeTable(
        titles=tuple(column.title for column in table.columns),
        rows=tuple(tuple(map(plain, row)) for row in table.rows),
        centred=frozenset(place for place, column in enumerate(table.columns) if column.align == "right"),
    )
