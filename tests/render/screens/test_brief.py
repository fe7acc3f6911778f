"""The sheet for the leader, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.conftest import Golden
from tests.support.demo_office import demo_office
from tests.support.hostile import hostile
from tests.support.offices import calendar, office, report, unit
from tests.support.summaries import summary_of
from tests.support.terms import speaking

from ct58.domain.records.narrative import Profile
from ct58.render.formats.markdown import page_as_markdown
from ct58.render.screens.brief import (
    MOST_OF_A_PART,
    BriefPart,
    BriefWords,
    brief_as_json,
    brief_page,
    brief_words,
    shown_lines,
)
from ct58.views.brief import brief_view
from ct58.views.page import plain
from ct58.views.summary import SummaryView

VI = speaking("vi")


def _summary(of: str = "2022", as_of: str = "2023-02-01", to: Profile = "standing-committee") -> SummaryView:
    return summary_of(demo_office(), of, as_of, to)


def _words(view: SummaryView) -> BriefWords:
    return brief_words(brief_view(view), VI)


@pytest.mark.parametrize(
    ("of", "as_of"), [("2022-Q2", "2022-07-15"), ("2022", "2023-02-01"), ("2021..2025", "2026-02-01")]
)
def test_a_sheet_reads_as_reviewed(golden: Golden, of: str, as_of: str) -> None:
    """A quarter, a year, the term."""
    golden(
        page_as_markdown(brief_page(brief_view(_summary(of, as_of)), VI)), f"brief-{of.replace('..', '-')}.md"
    )


def test_each_figure_stands_beside_that_of_the_year_before() -> None:
    """Reports and tasks first, then indicators."""
    said = _words(_summary())
    assert [column.title for column in said.figures.columns] == [
        "Nội dung",
        "Năm 2022",
        "Cùng kỳ năm trước",
        "So cùng kỳ",
    ]
    rows = [[plain(cell) for cell in row] for row in said.figures.rows]
    assert rows[0][0] == "Báo cáo của đơn vị gửi đúng hạn"
    assert 5 <= len(rows) <= 6
    assert all(len(row) == 4 for row in rows)


def test_reports_of_another_time_than_the_sheets_name_it() -> None:
    """Of a term only the last report's coverage is known."""
    said = _words(_summary("2021..2025", "2026-02-01"))
    assert plain(said.figures.rows[0][0]) == "Báo cáo của đơn vị gửi đúng hạn (năm 2025)"
    quarter = _words(_summary("2022-Q2", "2022-07-15"))
    assert "6 tháng đầu năm 2022" in {column.title for column in quarter.figures.columns}
    assert plain(quarter.figures.rows[0][0]) == "Báo cáo của đơn vị gửi đúng hạn (quý II/2022)"


def test_who_sent_a_report_that_was_returned_is_not_told_to_have_sent_none() -> None:
    """Both are counted, each by its name; a count of none is not told."""
    known = office(
        units=(unit("a"), unit("b"), unit("c")),
        reporting=(calendar(title="Báo cáo quý"),),
        reports=(
            report("b", "2021-Q2", on="2021-07-01", state="returned"),
            report("c", "2021-Q2", on="2021-07-01"),
        ),
    )
    lines = _words(summary_of(known, "2021-Q2", "2021-07-15")).parts[0].lines
    assert lines[-1] == "Báo cáo của đơn vị: 01 chưa gửi; 01 báo cáo bị trả lại, chưa gửi lại"


def test_what_nobody_can_add_any_more_is_not_called_needed() -> None:
    """Of the year's counts once it is over."""
    open_, over = (
        " ".join(_words(_summary("2022", as_of)).parts[1].lines) for as_of in ("2022-09-15", "2023-02-01")
    )
    assert "cần thêm" in open_
    assert "thiếu" in over


def test_the_reader_is_asked_by_name_and_the_superior_is_not() -> None:
    """The standing committee decides; a superior gets proposals."""
    own, superior = (_words(_summary(to=to)).parts[2].heading for to in ("standing-committee", "superior"))
    assert (own, superior) == ("ĐỀ NGHỊ BAN THƯỜNG VỤ", "KIẾN NGHỊ")


def test_proposals_are_prose_without_its_marks() -> None:
    """Each paragraph a line; none written is said."""
    view = replace(
        _summary(), texts={"proposals": "- **Cho** chủ trương.\n\n<!-- riêng -->\n- Duyệt kinh phí."}
    )
    assert _words(view).parts[2].lines == ("Cho chủ trương.", "Duyệt kinh phí.")
    (none,) = shown_lines(_words(_summary()).parts[2], MOST_OF_A_PART, VI)
    assert none == "[cần bổ sung]"


def test_long_lists_say_how_much_more_there_is() -> None:
    """The last line stands for all that is left out."""
    part = BriefPart(heading="A", lines=tuple("abcdefgh"), none="–")
    assert shown_lines(part, 3, VI) == ("a", "b", "Còn 06 nội dung khác: xem báo cáo.")
    assert shown_lines(part, 8, VI) == tuple("abcdefgh")


def test_long_names_are_cut_at_a_word() -> None:
    """So that no line takes the page."""
    for part in _words(hostile(_summary())).parts:
        assert all(len(line) <= 420 for line in part.lines)


def test_a_final_sheet_says_nothing_of_work() -> None:
    """Neither revision nor basis of the day."""
    view = _summary()
    assert _words(view).working_copy.startswith("Bản làm việc.")
    assert _words(replace(view, order=replace(view.order, is_final=True))).working_copy == ""


def test_json_has_the_same_in_numbers() -> None:
    """Figures, debts by lead, what needs direction, proposals."""
    view = brief_view(_summary())
    data = brief_as_json(view, VI)
    assert [entry["id"] for entry in data["figures"]] == [row.result.indicator.id for row in view.figures]  # type: ignore[attr-defined]
    assert set(data) == {
        "period",
        "to",
        "final",
        "reports",
        "reports_year_before",
        "figures",
        "overdue",
        "attention",
        "proposals",
    }
