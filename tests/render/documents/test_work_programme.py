"""A work programme in Word: the rows under who leads them."""

from __future__ import annotations

from tests.support.documents import MADE_ON, all_texts, own_template
from tests.support.offices import period
from tests.support.showcase import AS_OF, showcase
from tests.support.terms import speaking

from ct58.render.documents.docx import render_docx
from ct58.render.documents.tags import work_programme_context
from ct58.render.documents.work_programme import work_programme_document
from ct58.render.words.rows import DueRow, GroupRow
from ct58.views.plan import plan_view

PROGRAMME = work_programme_document(plan_view(showcase(), period("2021-Q3"), AS_OF), speaking("vi"))


def test_the_title_names_the_period_as_documents_do() -> None:
    """“Quý III năm 2021”, not “quý III/2021”."""
    assert (
        PROGRAMME.subject == "công tác quý III năm 2021 thực hiện Chương trình hành động số\u00a010-CTr/ĐUK"
    )


def test_groups_have_roman_numbers_and_rows_count_through() -> None:
    """So that a meeting can name a row."""
    groups = [row.number for row in PROGRAMME.items if isinstance(row, GroupRow)]
    numbers = [row.number for row in PROGRAMME.items if isinstance(row, DueRow)]
    assert groups == ["I", "II", "III"]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def test_what_is_carried_over_says_so() -> None:
    """In the row, and in the closing."""
    carried = [
        row.title for row in PROGRAMME.items if isinstance(row, DueRow) and "chuyển từ kỳ trước" in row.title
    ]
    assert carried
    assert "chuyển từ kỳ trước" in PROGRAMME.closing[0].paragraphs[-1]


def test_a_row_has_one_bracket_and_a_report_is_named_once() -> None:
    """“Báo cáo quý II/2021 (…)”, not “Báo cáo quý (quý II/2021) (…)”; the days of several times stay with the note."""
    titles = [row.title for row in PROGRAMME.items if isinstance(row, DueRow)]
    assert "Báo cáo quý II/2021 (đã gửi 1/8 báo cáo)" in titles
    assert (
        "Bản tin sinh hoạt chi bộ (03 kỳ: tháng 4/2021, tháng 5/2021, tháng 6/2021; "
        "chuyển từ kỳ trước, quá hạn 76 ngày)"
    ) in titles
    assert not any(") (" in title for title in titles)


def test_cells_begin_with_a_capital() -> None:
    """“Thường xuyên” beside days."""
    programme = work_programme_document(plan_view(showcase(), period("2021"), AS_OF), speaking("vi"))
    deadlines = [row.deadline for row in programme.items if isinstance(row, DueRow)]
    assert "Thường xuyên" in deadlines
    assert "thường xuyên" not in deadlines


def test_word_has_every_row() -> None:
    """As they are given."""
    content = render_docx(
        own_template("chuong-trinh.docx"), work_programme_context(PROGRAMME), made_on=MADE_ON
    )
    whole = all_texts(content)
    for row in PROGRAMME.items:
        assert row.title in whole
