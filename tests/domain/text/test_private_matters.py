"""Marks of secrecy and names of persons: what is taken for one, and what is not."""

from __future__ import annotations

import pytest

from ct58.domain.text.private_matters import persons, secret_mark, without_telephones


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gửi kèm văn bản mật", "văn bản mật"),
        ("Tài liệu Tối mật lưu riêng", "Tài liệu Tối mật"),
        ("đóng dấu MẬT", "MẬT"),
        ("Độ mật: không", "Độ mật"),
        ("bảo vệ bí mật nhà nước", None),
        ("BẢO VỆ BÍ MẬT NHÀ NƯỚC, BẢO MẬT", None),
        ("gắn bó mật thiết với nhân dân", None),
        ("mật khẩu, mật độ", None),
    ],
)
def test_a_mark_of_secrecy_in_a_text(text: str, found: str | None) -> None:
    """A stamp in capitals, or a document that is said to be secret; other words with the syllable are none."""
    assert secret_mark(text) == found


@pytest.mark.parametrize(
    ("number", "found"), [("12-BC/ĐUK (Mật)", "Mật"), ("Tối mật 05", "Tối mật"), ("12-BC/ĐUK", None)]
)
def test_a_number_with_the_word_is_secret(number: str, found: str | None) -> None:
    """However it is written there."""
    assert secret_mark(number, is_number=True) == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Đồng chí Nguyễn Văn An, Lê Thị Hồng Gấm và Võ Bê.", {"Nguyễn Văn An", "Lê Thị Hồng Gấm", "Võ Bê"}),
        ("học tập và làm theo Hồ Chí Minh", set()),
        ("Đỗ xe đúng nơi quy định, Cao hơn", set()),
        ("Trần Hưng Đạo, Đảng bộ Sở Y tế", {"Trần Hưng Đạo"}),
        ("Nguyễn\nVăn An", set()),
        ("12 đồng chí", set()),
    ],
)
def test_names_are_a_family_name_and_more_words_in_capitals(text: str, names: set[str]) -> None:
    """A guess: a street is taken for a person, a name over two lines for none."""
    assert persons(text) == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gọi 0237 385 0000 trước 15h", "gọi ☎ … trước 15h"),
        ("0912.345.678, +84 912 345 678", "☎ …, ☎ …"),
        ("số 0123-BC/ĐU ngày 05/7/2021, 02-10-2021", "số 0123-BC/ĐU ngày 05/7/2021, 02-10-2021"),
        ("kinh phí 1.200.300.400 đ; 0 · 12 · 5", "kinh phí 1.200.300.400 đ; 0 · 12 · 5"),
    ],
)
def test_a_telephone_is_not_named_where_anybody_may_read(text: str, expected: str) -> None:
    """Dates, amounts and documents' numbers stay."""
    assert without_telephones(text) == expected
