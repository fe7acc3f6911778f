"""A summary as an official document: sections, appendices, who signs."""

from __future__ import annotations

from tests.support.demo_office import demo_office
from tests.support.summaries import summary_of
from tests.support.terms import speaking

from ct58.render.documents.contents import FreeTable, Section
from ct58.render.documents.summary import sections, summary_document
from ct58.views.page import Column, Heading, Line, Table, words

VI = speaking("vi")


def test_headings_take_what_stands_below_them() -> None:
    """What stands before the first has no heading; a table keeps its columns, and what follows it no heading."""
    columns = (Column("Nhóm"), Column("Tổng số", "right"))
    blocks = (
        Line(words("Mở đầu.")),
        Heading("I. KẾT QUẢ"),
        Heading("1. Tuyên truyền", level=3),
        Line(words("- Một."), is_item=True),
        Table(columns, ((words("Nhóm I"), words("3")),)),
        Line(words("Sau bảng.")),
    )
    table = FreeTable(titles=("Nhóm", "Tổng số"), rows=(("Nhóm I", "3"),), centred=frozenset({1}))
    assert list(sections(blocks)) == [
        Section(paragraphs=("Mở đầu.",)),
        Section(heading="I. KẾT QUẢ"),
        Section(heading="1. Tuyên truyền", level=2, paragraphs=("- Một.",), table=table),
        Section(paragraphs=("Sau bảng.",)),
    ]


def test_an_id_in_brackets_stays_in_one_line() -> None:
    """In the document only, and no other hyphen: whoever searches it for “58-NQ/TW” must find it."""
    (section,) = sections([Line(words("- Nghị quyết 58-NQ/TW: đạt. [CT-11]"), is_item=True)])
    assert section.paragraphs == ("- Nghị quyết 58-NQ/TW: đạt. [CT\u201111]",)


def test_the_superiors_copy_leaves_out_what_is_the_committees_own() -> None:
    """Duties and late units."""
    own, superior = (
        summary_document(summary_of(demo_office(), "2021-Q2", "2021-07-15", to), VI)
        for to in ("standing-committee", "superior")
    )
    assert own.duties
    assert own.notes["duties"].startswith("*")
    assert own.units is not None
    assert (superior.duties, superior.units) == (None, None)
    assert (own.head.symbol, superior.head.symbol) == ("BC/VPĐUK", "BC/ĐUK")
    assert superior.head.sign_off.authority == "T/M BAN THƯỜNG VỤ"


def test_only_a_working_copy_says_so() -> None:
    """With as-of and revision."""
    view = summary_of(demo_office(), "2021-Q2", "2021-07-15")
    assert summary_document(view, VI).working_copy.startswith("Bản làm việc. Tính đến ngày 15/7/2021")
    final = summary_of(demo_office(), "2021-Q2", "2021-07-15", is_final=True)
    assert summary_document(final, VI).working_copy == ""


def test_over_a_term_the_indicators_are_a_matrix_of_years() -> None:
    """One row each, in the place of the usual table; what is of no single year has a column of its own."""
    document = summary_document(summary_of(demo_office(), "2021..2025", "2026-02-01"), VI)
    assert document.indicators is None
    (matrix,) = document.first_appendices
    assert matrix.title == "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU"
    years = tuple(map(str, range(2021, 2026)))
    assert matrix.table.titles == ("TT", "Chỉ tiêu", "Kế hoạch", *years, "Cả giai đoạn", "Đánh giá")
    assert len({row[1] for row in matrix.table.rows}) == len(matrix.table.rows)
