"""Tables whose columns are known only when they are filled."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.support.documents import rendered, report

from ct58.render.documents.contents import Appendix, FreeTable, Section
from ct58.render.documents.free_tables import column_widths
from ct58.render.documents.tags import report_context

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
