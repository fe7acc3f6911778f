"""Tables whose columns are known only when they are filled."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.support.documents import rendered, report, work_programme

from ct58.render.documents.contents import Appendix, FreeTable, Section
from ct58.render.documents.form_profile import FREE_TABLE_STYLE
from ct58.render.documents.free_tables import broken_capitals, column_widths, fit_free_tables, width_in_mm
from ct58.render.documents.tags import report_context, work_programme_context

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TABLE = FreeTable(
    titles=("Nhóm nhiệm vụ", "Tổng số", "Đúng hạn"),
    rows=(("I. Lãnh đạo công tác tuyên truyền, tham mưu cho Tỉnh ủy", "3", "1/1 (100%)"), ("Cộng", "3", "")),
    centred=frozenset({1, 2}),
)


def test_long_texts_get_more_room_than_numbers() -> None:
    """A column is never narrower than the longest word of its title."""
    first, second, third = column_widths([TABLE.titles, *TABLE.rows], 9355)
    assert first > third > second
    assert first + second + third == 9355


@given(
    st.integers(1, 8).flatmap(
        lambda size: st.lists(
            st.lists(st.text("ab ", max_size=90), min_size=size, max_size=size), min_size=1, max_size=5
        )
    )
)
def test_columns_together_are_as_wide_as_the_text(rows: list[list[str]]) -> None:
    """To the twentieth of a point, and none vanishes."""
    widths = column_widths(rows, 9355)
    assert sum(widths) == 9355
    assert len(widths) == len(rows[0])
    assert min(widths) > 0


def test_no_number_is_divided() -> None:
    """“10.796/10.814” and “+12,3 điểm %” need their whole width, whatever else wants room."""
    long = "Văn bản đi, đến được xử lý trên môi trường mạng của các cơ quan, đơn vị, doanh nghiệp trong Khối"
    rows = [("Chỉ tiêu", "Tử số", "So sánh"), *[(long, "10.796/10.814", "+12,3\u00a0điểm\u00a0%")] * 3]
    _, fraction, points = column_widths(rows, 5000, size=11)
    assert fraction >= 13 * 100 + 2 * 57
    assert points >= 12 * 90 + 2 * 57


def test_a_sign_stays_with_its_number() -> None:
    """“≥ 75%” in one line, also beside texts of several."""
    rows = [("Chỉ tiêu", "Yêu cầu"), *[("Cơ quan, doanh nghiệp hoàn thành tốt " * 4, "≥ 75%")] * 5]
    assert column_widths(rows, 3000)[1] == column_widths([*rows[:1], (rows[1][0], "≥\u00a075%")], 3000)[1]


def test_room_goes_where_it_shortens_the_rows() -> None:
    """To the column of long texts, not to one that has its line or stands beside a longer one."""
    rows = [("Việc", "Tên", "Hạn"), *[("Nhiệm vụ " * 12, "Hai chữ " * 3, "31/12/2025")] * 5]
    work, name, day = column_widths(rows, 9355)
    assert work > 3 * name
    assert name > day


def table_of(width: str, *rows: str) -> Any:
    """The body of a document with one table in the style for free tables, two columns of 2000 and 3000 twips."""
    properties = f'<w:tblPr><w:tblStyle w:val="{FREE_TABLE_STYLE}"/>{width}</w:tblPr>'
    grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    return etree.fromstring(
        f'<w:body xmlns:w="{W}"><w:tbl>{properties}{grid}{"".join(rows)}</w:tbl></w:body>'
    )


def cell(text: str, properties: str = '<w:tcW w:w="0" w:type="auto"/>') -> str:
    """A cell with a text."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def widths_of(body: Any, name: str) -> list[int]:
    """The widths of a table's columns or cells."""
    return [int(found.get(f"{{{W}}}w")) for found in body.iter(f"{{{W}}}{name}")]


@pytest.mark.parametrize(
    "width", ["", '<w:tblW w:w="0" w:type="auto"/>', '<w:tblW w:w="5000" w:type="pct"/>']
)
def test_a_table_that_word_sizes_is_as_wide_as_its_columns(width: str) -> None:
    """An office may have set its template's table so."""
    body = table_of(
        width, f"<w:tr>{cell('Tên')}{cell('Số')}</w:tr>", f"<w:tr>{cell('Chi bộ')}{cell('1')}</w:tr>"
    )
    fit_free_tables(body, {})
    assert sum(widths_of(body, "gridCol")) == 5000
    assert widths_of(body, "tcW") == widths_of(body, "gridCol") * 2


def test_larger_letters_need_wider_columns() -> None:
    """The size is that of the style in the template, whatever the office made it."""
    small, large = (
        column_widths([("Số", "Tên"), ("31/12/2025", "Nhiệm vụ " * 9)], 6000, size) for size in (11, 14)
    )
    assert large[0] > small[0] * 1.2
    content = rendered("chuong-trinh.docx", work_programme_context(work_programme())).tables[1]
    widths = [column.width.twips for column in content.columns if column.width]
    rows = [[cell.text for cell in row.cells] for row in content.rows if len(row._tr.tc_lst) == len(widths)]
    assert widths == column_widths(rows, 9355, 12)


def test_a_cell_over_several_columns_is_as_wide_as_they_are() -> None:
    """And its text makes none of them wider; where all are so, nothing is measured."""
    over = cell("Không có đơn vị nào", '<w:tcW w:w="0" w:type="auto"/><w:gridSpan w:val="2"/>')
    body = table_of("", f"<w:tr>{cell('Tên')}{cell('Số')}</w:tr>", f"<w:tr>{over}</w:tr>")
    fit_free_tables(body, {})
    first, second, both = widths_of(body, "tcW")
    assert (first + second, both) == (5000, 5000)
    alone = table_of("", f"<w:tr>{over}</w:tr>")
    fit_free_tables(alone, {})
    assert widths_of(alone, "gridCol") == [2000, 3000]


def test_a_table_stands_behind_its_sections_paragraphs() -> None:
    """As many columns as titles, the header row repeated, the cells' widths those of the grid."""
    context = report_context(report(sections=(Section(paragraphs=("Một",), table=TABLE),)))
    table = rendered("bao-cao.docx", context).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        list(TABLE.titles),
        *map(list, TABLE.rows),
    ]
    grid = [column.width for column in table.columns]
    assert [[cell.width for cell in row.cells] for row in table.rows] == [grid] * 3
    assert [width.twips for width in grid if width] == column_widths([TABLE.titles, *TABLE.rows], 9355)


def test_a_documents_last_words_are_never_taken_from_before_a_table() -> None:
    """A table that ends the report stays behind the paragraph before it."""
    context = report_context(report(sections=(Section(paragraphs=("Một",), table=TABLE),)))
    assert context["doan_cuoi"] == ""


def test_appendices_with_columns_of_their_own_are_numbered_with_the_others() -> None:
    """Before the usual ones, and behind them."""
    extra = Appendix(title="SỐ ĐÃ BÁO CÁO", table=TABLE)
    made = rendered(
        "bao-cao.docx", report_context(report(first_appendices=(extra,), last_appendices=(extra,)))
    )
    titles = [p.text for p in made.paragraphs if p.style is not None and p.style.name == "Phụ lục"]
    assert titles == [f"PHỤ LỤC {number}" for number in range(1, 8)]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Đảng ủy Khối Cơ quan và Doanh nghiệp tỉnh", "ĐẢNG ỦY KHỐI CƠ QUAN\nVÀ DOANH NGHIỆP TỈNH"),
        ("Đảng bộ tỉnh Thanh Hóa", "ĐẢNG BỘ TỈNH THANH HÓA"),
        ("Văn phòng", "VĂN PHÒNG"),
        ("Đảng ủy các cơ quan Đảng tỉnh Thanh Hóa", "ĐẢNG ỦY CÁC CƠ QUAN\nĐẢNG TỈNH THANH HÓA"),
        ("", ""),
    ],
)
def test_a_long_name_breaks_into_two_lines(name: str, lines: str) -> None:
    """Before a conjunction where there is one, else where both lines are most alike; a short name stays whole."""
    assert broken_capitals(name, size=14, width=80) == lines


def test_the_partys_name_is_as_wide_as_it_prints() -> None:
    """72.9 mm at 15 points, by the advance widths of Times New Roman Bold."""
    assert width_in_mm("Đảng Cộng sản Việt Nam", 15) == pytest.approx(72.9, abs=0.05)


def test_composed_and_decomposed_letters_are_equally_wide() -> None:
    """A horned letter has its own width however it was typed; a tone adds nothing."""
    assert (
        width_in_mm("Ứ", 10)
        == width_in_mm("U\u031b\u0301", 10)
        == width_in_mm("Ư", 10)
        > width_in_mm("U", 10)
    )


def test_a_very_long_name_breaks_into_even_lines() -> None:
    """As few as fit; no word stands alone in the last, and none of them ends with “và”."""
    name = (
        "Đảng ủy Khối các Cơ quan, Đơn vị sự nghiệp công lập và Doanh nghiệp Trung ương "
        "đóng trên địa bàn tỉnh Thanh Hóa"
    )
    assert broken_capitals(name, size=14, width=80).split("\n") == [
        "ĐẢNG ỦY KHỐI CÁC CƠ",
        "QUAN, ĐƠN VỊ SỰ NGHIỆP",
        "CÔNG LẬP VÀ DOANH NGHIỆP",
        "TRUNG ƯƠNG ĐÓNG TRÊN",
        "ĐỊA BÀN TỈNH THANH HÓA",
    ]


@given(st.lists(st.text("ABCĐỆ", min_size=1, max_size=9), max_size=12))
def test_breaking_changes_nothing_but_a_space(words: list[str]) -> None:
    """No word is lost, and no line is wider than the column but for a word that is."""
    broken = broken_capitals(" ".join(words), size=14, width=80)
    assert broken.replace("\n", " ") == " ".join(words)
    assert all(" " not in line or width_in_mm(line, 14) <= 80 for line in broken.split("\n"))
