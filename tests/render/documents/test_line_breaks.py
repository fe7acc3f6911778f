"""Where a printed document may not break, though a line or a page ends there."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn
from docx.table import Table
from tests.support.documents import rendered, report

from ct58.render.documents.contents import FreeTable, Section
from ct58.render.documents.tags import report_context


def test_a_joining_hyphen_is_words_own() -> None:
    """Read as a plain hyphen; the words around it stay as they are."""
    made = rendered(
        "bao-cao.docx", report_context(report(sections=(Section(paragraphs=("a [CT\u20111\u20112] b",)),)))
    )
    (paragraph,) = (p for p in made.paragraphs if "CT" in p.text)
    assert paragraph.text.startswith("a [CT-1-2] b")
    assert len(list(paragraph._p.iter(qn("w:noBreakHyphen")))) == 2


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("theo 10-CTr/ĐUK, ngày", 1),
        ("số 10-/CTr/ĐUK in sai", 1),
        ("Nghị quyết 58-NQ/TW và 1531/TB-BNV", 2),
        ("năm 2021-2025, quý I-II", 0),
        ("và/hoặc 3/9 đơn vị", 0),
    ],
)
def test_a_documents_symbol_stays_in_one_line(text: str, joined: int) -> None:
    """Read as it was written; years and shares are no symbols."""
    made = rendered("bao-cao.docx", report_context(report(sections=(Section(paragraphs=(text, "sau")),))))
    (paragraph,) = (p for p in made.paragraphs if p.text.startswith(text))
    assert len(list(paragraph._p.iter(qn("w:noBreakHyphen")))) == joined


def kept_rows(number: int) -> list[bool]:
    """Of a table with so many rows below its titles, which say for themselves that they stay with the next."""
    table = FreeTable(titles=("Nhóm", "Số"), rows=(("I", "3"),) * number)
    made = rendered(
        "bao-cao.docx", report_context(report(sections=(Section(paragraphs=("Một",), table=table),)))
    )
    rows = Table(made.tables[1]._tbl, made).rows
    return [
        all(p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs) for row in rows
    ]


@pytest.mark.parametrize(
    ("number", "expected"),
    [(3, [True, True, True, False]), (12, [False] * 11 + [True, False]), (0, [False])],
)
def test_a_tables_last_row_never_stands_alone(number: int, expected: list[bool]) -> None:
    """A short table is whole; in a long one pages may end between the other rows."""
    assert kept_rows(number) == expected


@pytest.mark.parametrize("note", ["", "* Văn bản không ghi ngày"])
def test_a_note_stays_with_its_table(note: str) -> None:
    """Not alone on the page after it."""
    made = rendered("bao-cao.docx", report_context(report(notes={"duties": note})))
    duties = next(table for table in made.tables if "Nội dung nhiệm vụ" in table.rows[0].cells[1].text)
    last = [p for cell in duties.rows[-1].cells for p in cell.paragraphs]
    assert all(bool(p.paragraph_format.keep_with_next) is bool(note) for p in last)
