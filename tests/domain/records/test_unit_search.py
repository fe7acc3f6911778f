"""Units by what people type: whole phrases, initials, numbers, several in a row; what is unclear is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import office, unit

from ct58.domain.records.office import Office
from ct58.domain.records.unit_search import find_unit, find_units, own_words
from ct58.errors import BadUsage
from ct58.errors.refusals import UnclearName
from ct58.i18n import Translator

SO_Y_TE = unit("so-y-te", name="Đảng bộ Sở Y tế", aliases=("SYT",), former_names=("Sở Y tế cũ",))
VAN_PHONG = unit("van-phong", name="Văn phòng Đảng ủy Khối", short_name="Văn phòng", aliases=("VP",))
CHI_BO_1 = unit("chi-bo-cong-ty-a", name="Chi bộ Công ty A")
CHI_BO_2 = unit("chi-bo-cong-ty-b", name="Chi bộ Công ty B")
TOWN = office(
    units=(
        unit("so-y-te", name="Đảng bộ Sở Y tế"),
        unit("bv-so-y-te", name="Chi bộ Phòng khám thuộc Sở Y tế"),
        unit("bv-tinh", name="Đảng bộ Bệnh viện Đa khoa tỉnh"),
        unit("bv-mat", name="Chi bộ Bệnh viện Mắt"),
        unit("so-nn", name="Đảng bộ Sở Nông nghiệp và Phát triển nông thôn"),
        unit("so-ld", name="Đảng bộ Sở Lao động - Thương binh và Xã hội"),
        unit("cd-y-te", name="Đảng bộ Trường Cao đẳng Y tế"),
        unit("bia", name="Chi bộ Công ty CP Bia"),
        *(unit(f"fdi-{n:02d}", name=f"Chi bộ Công ty FDI Ví dụ {n:02d}") for n in range(1, 51)),
    )
)
"""Names as a province has them, and fifty that differ by their number."""


@pytest.fixture
def known() -> Office:
    """Four units."""
    return office(units=(SO_Y_TE, VAN_PHONG, CHI_BO_1, CHI_BO_2))


def said(refused: pytest.ExceptionInfo[BadUsage]) -> str:
    """Message and hint, in English."""
    speech = Translator("en")
    assert refused.value.hint is not None
    return f"{speech.say(refused.value.message)} {speech.say(refused.value.hint)}"


@pytest.mark.parametrize(
    "text",
    ["so-y-te", "so y te", "Sở Y tế", "SO Y TE", "đảng bộ sở y tế", "SYT", "syt", "sở  y tế cũ", "y te"],
)
def test_a_unit_is_found_by_id_name_alias_former_name_or_a_part_of_it(known: Office, text: str) -> None:
    """Accents, case, hyphens and spaces don't count."""
    assert find_unit(known, text) is SO_Y_TE


def test_the_exact_alias_wins_over_a_name_that_contains_it(known: Office) -> None:
    """VP is the office, though other names may hold the word."""
    assert find_unit(known, "van phong") is VAN_PHONG


def test_only_whole_words_are_contained(known: Office) -> None:
    """“te” is in “tế”, “y” is a word of one name only, “cong t” is no word."""
    assert find_unit(known, "te") is SO_Y_TE
    with pytest.raises(BadUsage):
        find_unit(known, "cong t")


def test_several_that_fit_are_named_not_guessed(known: Office) -> None:
    """The clerk chooses."""
    with pytest.raises(BadUsage) as refused:
        find_unit(known, "chi bo cong ty")
    assert "may be several units" in said(refused)
    assert "Chi bộ Công ty A (chi-bo-cong-ty-a); Chi bộ Công ty B (chi-bo-cong-ty-b)" in said(refused)


def test_a_typo_is_answered_with_what_was_probably_meant(known: Office) -> None:
    """“so y the” → Đảng bộ Sở Y tế (so-y-te)."""
    with pytest.raises(BadUsage) as refused:
        find_unit(known, "so y the")
    assert said(refused) == "There is no unit “so y the”. Did you mean: Đảng bộ Sở Y tế (so-y-te)?"


def test_what_nothing_resembles_gets_the_way_to_the_list(known: Office) -> None:
    """No far-fetched guess."""
    with pytest.raises(BadUsage) as refused:
        find_unit(known, "xyzzy")
    assert said(refused) == "There is no unit “xyzzy”. See the units: ct58 list units."


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("SYT", "so-y-te"),
        ("so y te", "so-y-te"),
        ("ĐB Sở Y tế", "so-y-te"),
        ("BV Đa khoa tỉnh", "bv-tinh"),
        ("bvdk tinh", "bv-tinh"),
        ("bv mat", "bv-mat"),
        ("Sở NN&PTNT", "so-nn"),
        ("so nn ptnt", "so-nn"),
        ("SNNPTNT", "so-nn"),
        ("sở lđtbxh", "so-ld"),
        ("Sở LĐ-TB&XH", "so-ld"),
        ("trường CĐ y tế", "cd-y-te"),
        ("cong ty co phan bia", "bia"),
        ("cty bia", "bia"),
        ("CTCP Bia", "bia"),
        ("cong ty fdi vi du 1", "fdi-01"),
        ("fdi vi du 010", "fdi-10"),
        ("fdi 7", "fdi-07"),
    ],
)
def test_initials_and_usual_abbreviations_and_numbers_by_their_value(text: str, id: str) -> None:
    """On either side: the register writes “CP”, the clerk “cổ phần”; “và” may be left out."""
    assert find_unit(TOWN, text).id == id


def test_at_most_five_of_many_are_named_and_the_rest_is_counted() -> None:
    """Fifty names nobody reads; what is left off is said."""
    with pytest.raises(UnclearName) as refused:
        find_unit(TOWN, "cong ty fdi")
    assert [choice.answer for choice in refused.value.choices] == [f"fdi-0{n}" for n in range(1, 6)]
    assert refused.value.left_off == 45
    assert "(fdi-05)? 45 more: type more of the name." in said(refused)


def test_what_typos_suggest_can_be_picked_too() -> None:
    """It is never taken by itself: a typo may mean another one."""
    with pytest.raises(UnclearName) as refused:
        find_unit(TOWN, "benh vien mac")
    assert refused.value.choices[0].answer == "bv-mat"


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("so y te", ["so-y-te"]),
        ("SYT bv mat", ["so-y-te", "bv-mat"]),
        ("so y te truong cd y te cty bia", ["so-y-te", "cd-y-te", "bia"]),
        ("so-y-te bv-mat so-y-te", ["so-y-te", "bv-mat"]),
        ("fdi vi du 1 fdi vi du 2", ["fdi-01", "fdi-02"]),
    ],
)
def test_several_units_in_one_line_by_as_many_words_as_each_needs(words: str, ids: list[str]) -> None:
    """The fewest units that the words can mean, in the order typed, each once."""
    assert [unit.id for unit in find_units(TOWN, words.split())] == ids


def test_of_several_the_word_that_names_none_is_said() -> None:
    """Not the whole line."""
    with pytest.raises(BadUsage) as refused:
        find_units(TOWN, ["SYT", "xyzzy"])
    assert said(refused) == "There is no unit “xyzzy”. See the units: ct58 list units."


@given(st.text(max_size=20))
def test_whatever_is_typed_names_a_unit_or_is_refused(text: str) -> None:
    """Nothing a person types makes the search fail."""
    try:
        found = find_unit(TOWN, text).id
    except BadUsage:
        return
    assert found in TOWN.units


def test_names_that_differ_only_by_the_organisation_have_the_same_own_words() -> None:
    """A cell that became a committee is the same body."""
    assert own_words("Chi bộ Sở Y tế") == own_words("Đảng bộ sở y tế") == "so y te"


def test_a_name_that_is_nothing_but_an_organisation_keeps_its_words() -> None:
    """Something must be left to compare."""
    assert own_words("Đảng bộ") == "dang bo"
