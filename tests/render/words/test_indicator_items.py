"""The paragraphs that tell a part's indicators: one for bodies of which the same is said, one for all that is not due."""

from __future__ import annotations

from functools import cache

from tests.support.demo_office import demo_office
from tests.support.summaries import summary_of
from tests.support.terms import speaking

from ct58.render.words.indicator_items import indicator_items
from ct58.render.words.indicator_sentences import Telling
from ct58.views.summary import IndicatorResults, SummaryView


@cache
def _year() -> SummaryView:
    return summary_of(demo_office(), "2022", "2023-02-01")


def _items(*ids: str, with_ids: bool = False) -> list[str]:
    entries = [entry for entry in _year().indicators if entry.indicator.id in ids]
    telling = Telling(_year().programme, speaking("vi"))

    def mark(entry: IndicatorResults) -> str:
        return f" [{entry.indicator.id}]" if with_ids else ""

    return list(indicator_items(entries, telling, mark))


def test_bodies_of_which_the_same_is_said_stand_in_one_sentence() -> None:
    """In their order; a body with another level begins a sentence of its own."""
    xuat_sac, khong_dat, *rest = _items("CT-22", "CT-23", "CT-24", "CT-25")
    assert xuat_sac.startswith("Đoàn Thanh niên Khối: xếp loại hoàn thành xuất sắc nhiệm vụ")
    assert khong_dat.startswith("Hội Cựu chiến binh Khối: xếp loại không hoàn thành nhiệm vụ")
    level = "xếp loại hoàn thành tốt nhiệm vụ (chỉ tiêu: hoàn thành xuất sắc nhiệm vụ), chưa đạt."
    assert rest == [f"Công đoàn viên chức tỉnh, Hội Khuyến học Khối: {level}"]


def test_what_is_not_due_is_one_paragraph_behind_the_others() -> None:
    """Only the values: what is asked, and how it was a year before, stand in the appendix."""
    first, *others = _items("CT-26", "CT-22", "CT-28")
    assert first.startswith("Đoàn Thanh niên Khối: ")
    (waiting,) = others
    assert waiting.startswith(
        "Chưa đến kỳ đánh giá: 5/10 cơ quan, doanh nghiệp đạt chuẩn văn hóa (50%); 3.845/"
    )
    assert "chỉ tiêu" not in waiting
    assert "cùng kỳ" not in waiting


def test_each_indicator_of_a_working_copy_has_its_mark() -> None:
    """Behind its body's name, or behind what is said of it."""
    together, waiting = _items("CT-24", "CT-25", "CT-26", with_ids=True)
    assert together.startswith("Công đoàn viên chức tỉnh [CT-24], Hội Khuyến học Khối [CT-25]: xếp loại")
    assert waiting.endswith("(50%) [CT-26].")
