"""Vietnamese text: folding, order, did-you-mean (domain.md §9)."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.text.vietnamese import closest, fold, nfc, sort_key

Form = Literal["NFC", "NFD"]

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
SOME_WORDS = (
    "Đảng uỷ ủy Khối Chi bộ Sở Y tế Khoái hoà hòa là bé né thé nghiệp quý quyết nguyễn giềng được ước "
    "thường trực trưởng khuya loạn thuở của và về Quốc khoẻ oan ích tôi yêu"
)
UNITS = {
    "Đảng bộ Sở Y tế": "so-y-te",
    "so-y-te": "so-y-te",
    "SYT": "so-y-te",
    "Đảng bộ Sở Xây dựng": "so-xay-dung",
    "so-xay-dung": "so-xay-dung",
    "Chi bộ Bưu điện": "buu-dien",
}


def in_order(*texts: str) -> bool:
    """Whether the texts are already in Vietnamese order."""
    return all(sort_key(first) < sort_key(second) for first, second in pairwise(texts))


def test_stored_text_is_composed() -> None:
    """A letter with its marks is one character."""
    assert nfc("Đa\u0309ng u\u0309y") == "Đảng ủy"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đảng bộ Sở Y tế", "dang bo so y te"),
        ("uỷ", "uy"),
        ("ủy", "uy"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("ĐẶNG", "dang"),
        ("Ðảng", "dang"),
        ("ðảng", "dang"),
        ("Ương ước Ăn", "uong uoc an"),
        ("  Sở\u00a0Y\t\n tế ", "so y te"),
        ("Sở\u200b Y\ufeff tế", "so y te"),
        ("87-QĐ/ĐUK", "87-qd/duk"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_folding_drops_accents_case_and_spaces(text: str, folded: str, form: Form) -> None:
    """Punctuation stays; composed or not makes no difference."""
    assert fold(unicodedata.normalize(form, text)) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """The folded form is final, and the same for all normal forms of a text."""
    assert fold(fold(text)) == fold(text) == fold(unicodedata.normalize("NFD", text))


def test_letters_stand_in_the_order_of_the_alphabet() -> None:
    """Letters such as ă, đ and ơ are their own, before any tone counts (a ă â b c d đ e ê …)."""
    assert in_order(*LETTERS)
    assert in_order("Dậu", "Đan")
    assert in_order("Oanh", "Ôn", "Ơn")


@pytest.mark.parametrize("vowel", "aăâeêioôơuưy")
def test_tones_stand_in_the_order_of_the_dictionary(vowel: str) -> None:
    """None, huyền, hỏi, ngã, sắc, nặng."""
    tones = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    assert in_order(*(nfc(vowel + tone) for tone in tones))


@pytest.mark.parametrize(
    "texts",
    [
        ("ma", "mà", "mả", "mã", "má", "mạ"),
        ("má", "mai"),
        ("Hoà Bình", "Hoa Lư"),
        ("an", "An", "àn", "Àn", "ăn"),
        ("Ba", "Bá", "Bà Rịa"),
        ("Chi bộ", "Chi bộ 2", "Chi bộ An", "Chi bộ-2"),
        ("a", "á", "ä", "ă"),
        ("z", "ø", "中"),
        ("_", "-", ",", ".", "(", "/", "&", "+", "€", "1", "a"),
    ],
)
def test_order_agrees_with_cldr(texts: tuple[str, ...]) -> None:
    """Letters before tones before capitals, over the whole text; signs before numbers before letters."""
    assert in_order(*texts)


def test_numbers_order_by_value() -> None:
    """Chi bộ 2 comes before Chi bộ 10, and zeros before a number don't count."""
    assert in_order("Chi bộ 0", "Chi bộ 2", "Chi bộ 10", "Chi bộ 010a", "Chi bộ 100", "Chi bộ An")
    assert sort_key("Chi bộ 02")[0] == sort_key("Chi bộ 2")[0]
    assert in_order("9" * 5000, "1" + "0" * 5000)


@pytest.mark.parametrize(("new", "old"), [("uỷ", "ủy"), ("hoà", "hòa"), ("khoẻ", "khỏe")])
def test_the_place_of_the_tone_matters_only_as_the_last_tie_break(new: str, old: str) -> None:
    """Both ways to write a word stand together, in a fixed order."""
    assert sort_key(new)[:-1] == sort_key(old)[:-1]
    assert sort_key(new) != sort_key(old)
    assert in_order(f"{new} a", f"{old} b")
    assert in_order(f"{old} a", f"{new} b")


def test_what_looks_alike_sorts_alike() -> None:
    """Ð for Đ, decomposed for composed, a no-break space for a space."""
    plain = sort_key("Đảng bộ")
    for text in ("Ðảng bộ", unicodedata.normalize("NFD", "Đảng bộ"), " Đảng\u00a0bộ "):
        assert sort_key(text)[:-1] == plain[:-1]


@given(st.lists(st.text()).flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(texts))))
def test_any_texts_can_be_ordered(both: tuple[list[str], list[str]]) -> None:
    """No text breaks the comparison, and the order doesn't depend on where one began."""
    texts, shuffled = both
    assert sorted(texts, key=sort_key) == sorted(shuffled, key=sort_key)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("so y the", "so-y-te"),
        ("so y te", "so-y-te"),
        ("sỡ y tế", "so-y-te"),
        ("so-y-et", "so-y-te"),
        ("so yte", "so-y-te"),
        ("xay dưng", "so-xay-dung"),
        ("Sở Xây dunk", "so-xay-dung"),
        ("bưu đein", "buu-dien"),
        ("syy", "so-y-te"),
    ],
)
def test_a_typo_or_two_finds_the_unit_meant(typed: str, meant: str) -> None:
    """A letter more, less, another, or two swapped; accents and hyphens don't count."""
    assert closest(typed, UNITS)[0] == meant


def test_each_thing_is_suggested_once_and_the_best_first() -> None:
    """A unit has many names and is one suggestion; a whole name beats part of one."""
    assert closest("so y te", UNITS) == ("so-y-te",)
    assert closest("so y", {"Sở Y tế": 1, "Sở Y": 2}) == (2, 1)


def test_plain_names_are_suggested_as_they_are_written() -> None:
    """Figures, commands, values."""
    names = ["party_members", "party_ratings", "publications"]
    assert closest("party_member", names) == ("party_members",)
    assert closest("overdu", iter(["overdue", "upcoming"])) == ("overdue",)


def test_suggestions_are_few() -> None:
    """Three by default."""
    names = [f"Chi bộ {number}" for number in range(1, 10)]
    assert closest("chi bo", names) == ("Chi bộ 1", "Chi bộ 2", "Chi bộ 3")
    assert closest("chi bo", names, limit=1) == ("Chi bộ 1",)


@pytest.mark.parametrize("text", ["", "  ", "x", "so", "bệnh viện", "upcoming"])
def test_what_resembles_nothing_suggests_nothing(text: str) -> None:
    """Short texts must fit exactly, long ones within two letters."""
    assert closest(text, ["Đảng bộ 1", "overdue", "sa"]) == ()
