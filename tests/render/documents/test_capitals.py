"""Names in capitals: where they break in the head's column, how wide they print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.render.documents.capitals import broken_capitals, width_in_mm


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
