"""Documents to try a template with: one in which everything stands that a template may name, and one with as little as may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, Final, TypeVar

from ct58.domain.text.prose import parse_prose
from ct58.render.documents.contents import (
    Appendix,
    BriefDocument,
    BriefSheet,
    ChartWithTable,
    FreeTable,
    ItemText,
    LetterDocument,
    ReportDocument,
    Section,
    WorkProgrammeDocument,
)
from ct58.render.documents.tags import (
    TemplateContext,
    brief_context,
    letter_context,
    report_context,
    work_programme_context,
)
from ct58.render.words.charts import NativeChart, Series
from ct58.render.words.rows import DueRow, DutyRow, GroupRow, IndicatorRow, TaskRow, UnitRow
from ct58.views.document import DOCUMENT_TYPES, DocumentKind, OfficialHead, SignOff
from ct58.views.page import Narrative

EXAMPLE_DAY: Final = dt.date(2021, 7, 5)
_WORDS: Final = "Ví dụ"
_GROUP: Final = GroupRow(number="I", title=_WORDS)
RowType = TypeVar("RowType")


def example_contexts(kind: DocumentKind) -> tuple[TemplateContext, ...]:
    """What a template of a kind is tried with: the full document, and the bare one."""
    makers: Mapping[str, Callable[[], tuple[TemplateContext, ...]]] = {
        "brief": lambda: tuple(
            brief_context(BriefDocument(head=_head("brief"), sheet=sheet, working_copy=_WORDS))
            for sheet in (_sheet(), replace(_sheet(), chart=None, sections=()))
        ),
        "letter": lambda: (
            letter_context(_letter()),
            letter_context(_letter(annex=(), items=())),
            _bare_letter(),
        ),
        "work_programme": lambda: (
            work_programme_context(_programme()),
            work_programme_context(WorkProgrammeDocument(head=_bare("work_programme"), subject=_WORDS)),
        ),
    }
    return makers.get(kind, _reports)()


def _reports() -> tuple[TemplateContext, ...]:
    return report_context(_report()), report_context(ReportDocument(head=_bare("report"), subject=_WORDS))


def _bare_letter() -> TemplateContext:
    return letter_context(LetterDocument(head=_bare("letter"), subject=_WORDS, addressees=()))


def _head(kind: DocumentKind) -> OfficialHead:
    return OfficialHead(
        kind=kind,
        title=DOCUMENT_TYPES[kind].title,
        superior=_WORDS,
        body=_WORDS,
        number="15-BC",
        symbol="BC",
        place=_WORDS,
        on=EXAMPLE_DAY,
        as_of=EXAMPLE_DAY,
        sign_off=SignOff(authority=_WORDS, office=_WORDS, name=_WORDS),
        recipients=(_WORDS, _WORDS),
    )


def _bare(kind: DocumentKind) -> OfficialHead:
    return OfficialHead(
        kind=kind,
        title=DOCUMENT_TYPES[kind].title,
        superior=None,
        body=_WORDS,
        number=None,
        symbol="BC",
        place=None,
        on=None,
        as_of=EXAMPLE_DAY,
        sign_off=SignOff(),
        recipients=(),
    )


def _row(kind: type[RowType]) -> RowType:
    """A row with something in each of its cells."""
    return kind(**{field.name: _WORDS for field in fields(kind)})  # type: ignore[arg-type]


def _sections() -> tuple[Section, ...]:
    """Headings of each level, prose, an item, a table."""
    prose = Narrative("overview", _WORDS, parse_prose(_WORDS))
    table = FreeTable(titles=(_WORDS, _WORDS), rows=((_WORDS, "1"),), centred=frozenset({1}))
    return (
        Section(prose=prose),
        *(Section(heading=_WORDS, level=level, paragraphs=(_WORDS,)) for level in (1, 2, 3)),
        Section(paragraphs=(ItemText(f"- {_WORDS}"),), table=table),
        Section(heading=_WORDS, paragraphs=(_WORDS, _WORDS)),
    )


def _chart() -> ChartWithTable:
    drawn = NativeChart(
        title=_WORDS, kind="bars", categories=(_WORDS,), series=(Series(_WORDS, (1,)),), alt=_WORDS
    )
    return ChartWithTable(chart=drawn, table=FreeTable(titles=(_WORDS,), rows=((_WORDS,),)), note=_WORDS)


def _sheet() -> BriefSheet:
    figures = FreeTable(titles=(_WORDS, _WORDS), rows=((_WORDS, "1"),), centred=frozenset({1}))
    return BriefSheet(
        body=_WORDS, subject=_WORDS, opening=_WORDS, figures=figures, sections=_sections(), chart=_chart()
    )


def _report() -> ReportDocument:
    free = Appendix(title=_WORDS, table=FreeTable(titles=(_WORDS,), rows=((_WORDS,),)), note=_WORDS)
    usual: dict[str, Any] = {
        "indicators": (_GROUP, _row(IndicatorRow)),
        "tasks": (_GROUP, _row(TaskRow)),
        "duties": (_GROUP, _row(DutyRow)),
        "units": (_GROUP, _row(UnitRow)),
        "next_due": (_GROUP, _row(DueRow)),
    }
    return ReportDocument(
        head=_head("report"),
        subject=_WORDS,
        addressees=(_WORDS, _WORDS),
        sections=_sections(),
        first_appendices=(free,),
        charts=(_chart(),),
        brief=_sheet(),
        last_appendices=(free,),
        notes=dict.fromkeys(usual, _WORDS),
        working_copy=_WORDS,
        **usual,
    )


def _letter(**given: Any) -> LetterDocument:
    full: dict[str, Any] = {"items": (_GROUP, _row(DueRow)), "annex": (_row(DueRow),)}
    return LetterDocument(
        head=_head("letter"),
        subject=_WORDS,
        addressees=(_WORDS,),
        opening=(_WORDS,),
        closing=(_WORDS, _WORDS),
        working_copy=_WORDS,
        **{**full, **given},
    )


def _programme() -> WorkProgrammeDocument:
    return WorkProgrammeDocument(
        head=_head("work_programme"),
        subject=_WORDS,
        addressees=(_WORDS,),
        opening=_sections(),
        items=(_GROUP, _row(DueRow)),
        closing=_sections(),
        working_copy=_WORDS,
    )
