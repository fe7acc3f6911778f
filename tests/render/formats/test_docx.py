"""Pages as Word documents: real styles and tables, the same bytes for the same page."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from tests.support.pages import HARD, ILLEGAL, page

from ct58.render.formats.docx import page_as_docx
from ct58.views.page import Column, Heading, Page, Table, words

DAY = dt.date(2021, 7, 15)


def read(content: bytes) -> Any:
    """The document of a file."""
    return docx.Document(io.BytesIO(content))


def wide_page() -> Page:
    """Ten columns of twelve characters."""
    columns = tuple(Column(f"C{n}") for n in range(10))
    return Page((Table(columns, (tuple(words("x" * 12) for _ in columns),)),))


def test_headings_are_headings_and_the_aside_is_below() -> None:
    """So that Word's own outline works."""
    found = [(entry.style.name, entry.text) for entry in read(page_as_docx(page(), "vi", DAY)).paragraphs]
    assert found[:2] == [("Heading 1", "THE PAGE"), ("Aside", "aside")]
    assert ("Heading 2", "A section") in found


def test_a_label_stands_before_a_tab() -> None:
    """What follows it wraps beside it."""
    found = next(entry for entry in read(page_as_docx(page(), "vi", DAY)).paragraphs if "Label" in entry.text)
    assert found.text == "Label\tĐảng bộ Sở Y tế"
    assert found.paragraph_format.left_indent == -found.paragraph_format.first_line_indent


def test_the_paper_is_the_committees() -> None:
    """A4 with 20, 20, 30 and 15 millimetres; Times New Roman 14, tables 12."""
    document = read(page_as_docx(page(), "vi", DAY))
    section = document.sections[0]
    sizes = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(size.mm) for size in sizes] == [210, 297, 20, 30, 15]
    styles = {name: document.styles[name].font for name in ("Normal", "Heading 1", "Table Text")}
    assert {name: (font.name, font.size.pt) for name, font in styles.items()} == {
        "Normal": ("Times New Roman", 14),
        "Heading 1": ("Times New Roman", 14),
        "Table Text": ("Times New Roman", 12),
    }


def test_pages_are_numbered_at_the_top_but_not_the_first() -> None:
    """In the middle, by Word."""
    section = read(page_as_docx(page(), "vi", DAY)).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert section.first_page_header.paragraphs[0].text == ""


def test_the_header_row_repeats_and_no_row_is_torn() -> None:
    """On every page."""
    table, listed = read(page_as_docx(page(), "vi", DAY)).tables
    marks = [[child.tag for child in row._tr.trPr] for row in table.rows]
    assert marks == [[qn("w:cantSplit"), qn("w:tblHeader")], [qn("w:cantSplit")], [qn("w:cantSplit")]]
    assert [child.tag for child in listed.rows[0]._tr.trPr] == [qn("w:cantSplit")]


def test_the_columns_fill_the_page_and_the_growing_one_takes_the_rest() -> None:
    """Short columns are as wide as their words."""
    table = read(page_as_docx(page(), "vi", DAY)).tables[0]
    widths = [column.width.mm for column in table.columns]
    assert sum(widths) == pytest.approx(165, abs=1)
    assert max(widths) == widths[1]


def test_what_is_drawn_on_a_screen_is_not_printed() -> None:
    """A bar would wrap in its column; the number that it draws stands beside it."""
    columns = (Column("Việc"), Column("Đã xong", align="right"), Column("", is_drawing=True))
    drawn = Page((Table(columns, ((words("Phụ lục"), words("3/4"), words("███·")),)),))
    (table,) = read(page_as_docx(drawn, "vi", DAY)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Việc", "Đã xong"],
        ["Phụ lục", "3/4"],
    ]


def test_no_word_of_a_full_table_is_divided() -> None:
    """Ten columns share the page; a title's word of five letters has its room beside long texts."""
    columns = (Column("Tên", grows=True), *(Column("Chưa xong quá hạn") for _ in range(9)))
    row = (words("Kế hoạch quán triệt, tuyên truyền " * 3), *(words("15/07/2021") for _ in range(9)))
    (table,) = read(page_as_docx(Page((Table(columns, (row,)),)), "vi", DAY)).tables
    widths = [column.width.mm for column in table.columns]
    assert sum(widths) == pytest.approx(252, abs=1)
    assert min(widths) > 20


def test_a_titles_words_have_their_room() -> None:
    """In bold, above numbers of one digit."""
    columns = (Column("Nhiệm vụ", grows=True), Column("Chưa xong"))
    (table,) = read(
        page_as_docx(Page((Table(columns, ((words("Kế hoạch"), words("2")),)),)), "vi", DAY)
    ).tables
    assert table.columns[1].width.mm > 15


def test_a_wide_table_lays_the_page_on_its_side() -> None:
    """Others stay upright."""
    section = read(page_as_docx(wide_page(), "vi", DAY)).sections[0]
    assert round(section.page_width.mm) == 297


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_a_text_comes_out_as_written(text: str) -> None:
    """In paragraphs and in cells."""
    document = read(page_as_docx(page(text), "vi", DAY))
    assert document.tables[0].rows[1].cells[1].text == f"{text} *"
    assert any(entry.text == f"{text} late" for entry in document.paragraphs)


def test_what_xml_cannot_hold_is_replaced_or_left_out() -> None:
    """Word would call the file damaged."""
    assert (
        read(page_as_docx(page(ILLEGAL), "vi", DAY)).tables[0].rows[1].cells[1].text
        == "a\ufffdb\ufffdcd\ufffd[31m *"
    )


def test_equal_pages_are_equal_files_and_small() -> None:
    """No clock, and none of the hundred table styles of the library's template."""
    first = page_as_docx(page(), "vi", DAY)
    assert page_as_docx(page(), "vi", DAY) == first
    assert len(first) < 120_000
    assert read(first).core_properties.created.date() == DAY


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    """And finds more than one page where there are many rows."""
    (tmp_path / "x.docx").write_bytes(page_as_docx(page(rows=80), "vi", DAY))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "x.docx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert (tmp_path / "x.pdf").read_bytes().count(b"/Type/Page/") >= 2


def test_a_title_of_three_hundred_characters_is_cut_only_in_the_properties() -> None:
    """Word keeps 255 there; the heading has all."""
    found = read(page_as_docx(Page((Heading("x" * 300, level=1),)), "vi", DAY))
    assert (len(found.core_properties.title), len(found.paragraphs[0].text)) == (255, 300)
