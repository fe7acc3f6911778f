"""Search: things as people type them, without accents, with a typo or two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import calendar, clause, duty, event, figure, indicator, office, part, task, unit

from ct58.domain.records.events import ItemFile
from ct58.domain.records.office import Office
from ct58.domain.records.search import all_things, clauses_below, find_thing, id_among, matches, nearest_id
from ct58.errors import BadUsage
from ct58.i18n import Translator

SO_Y_TE = unit("so-y-te", name="Đảng bộ Sở Y tế", aliases=("SYT",), former_names=("Sở Y tế cũ",))
VAN_PHONG = unit("van-phong", name="Văn phòng Đảng ủy Khối", short_name="Văn phòng", aliases=("VP",))
CHI_BO_1 = unit("chi-bo-cong-ty-a", name="Chi bộ Công ty A")
CHI_BO_2 = unit("chi-bo-cong-ty-b", name="Chi bộ Công ty B")


@pytest.fixture
def known() -> Office:
    """One thing of each kind, and four units."""
    return office(
        units=(SO_Y_TE, VAN_PHONG, CHI_BO_1, CHI_BO_2),
        tasks=(task("PL-02"),),
        duties=(duty("NV-02"),),
        reporting=(calendar("BC-QUY"),),
        indicators=(indicator("CT-18"),),
        figures=(figure("members", 5),),
        items=(
            ItemFile(item="KL-01", title="Kết luận"),
            ItemFile(item="PL-02", events=(event("noted", "2021-05-01"),)),
        ),
    )


def test_a_section_without_a_record_is_its_clauses() -> None:
    """As the document is cited, “II.4.1”; not II.4.10, and nothing where the text is an id itself."""
    ids = ("II.4.1-1", "II.4.1-2", "II.4.10-1", "III.2")
    known = office(parts=(part("II.4"),), clauses=tuple(clause(id_) for id_ in ids))
    found = {
        text: [thing.id for thing in clauses_below(known, text)] for text in ("ii.4.1", "II.4", "III", "I")
    }
    assert found == {"ii.4.1": ["II.4.1-1", "II.4.1-2"], "II.4": [], "III": ["III.2"], "I": []}


def said(refused: pytest.ExceptionInfo[BadUsage]) -> str:
    """Message and hint, in English."""
    speech = Translator("en")
    assert refused.value.hint is not None
    return f"{speech.say(refused.value.message)} {speech.say(refused.value.hint)}"


@pytest.mark.parametrize(
    ("text", "kind", "id"),
    [
        ("PL-02", "task", "PL-02"),
        ("pl-02", "task", "PL-02"),
        ("NV-02", "duty", "NV-02"),
        ("bc-quy", "report", "BC-QUY"),
        ("ct-18", "indicator", "CT-18"),
        ("members", "figure", "members"),
        ("5", "figure", "members"),
        ("II.1", "part", "II.1"),
        ("ii.1-1", "clause", "II.1-1"),
        ("KL-01", "ad_hoc", "KL-01"),
        ("pl2", "task", "PL-02"),
        ("PL-2", "task", "PL-02"),
        ("pl 002", "task", "PL-02"),
        ("NV2", "duty", "NV-02"),
        ("kl1", "ad_hoc", "KL-01"),
        ("bcquy", "report", "BC-QUY"),
        ("05", "figure", "members"),
        ("so y te", "unit", "so-y-te"),
    ],
)
def test_anything_is_found_by_its_id(known: Office, text: str, kind: str, id: str) -> None:
    """Case doesn't count; a figure has a printed number too; else it is a unit's name."""
    thing = find_thing(known, text)
    assert (thing.kind, thing.id) == (kind, id)


def test_a_wrong_id_is_answered_with_the_nearest(known: Office) -> None:
    """PL-20 is probably PL-02."""
    with pytest.raises(BadUsage) as refused:
        find_thing(known, "PL-03")
    assert said(refused) == "There is nothing with the id “PL-03”. Did you mean: PL-02?"


@pytest.mark.parametrize(
    ("text", "near"),
    [("PL-77", "PL-07"), ("pl15", "PL-14"), ("PL-20", "PL-02"), ("nv-3", "NV-02"), ("LP-07", "PL-07")],
)
def test_the_nearest_id_is_of_the_same_kind(text: str, near: str) -> None:
    """A digit mistyped, two of them swapped, one too many; a task is not answered with a duty."""
    assert nearest_id(text, ("PL-01", "PL-02", "PL-07", "PL-14", "NV-02", "CT-15")) == near


def test_an_id_that_two_things_share_but_for_its_zeros_is_not_guessed() -> None:
    """Each is found by what is really written."""
    assert [id_among(text, ("PL-7", "PL-07")) for text in ("pl-7", "PL-07", "pl007")] == [
        "PL-7",
        "PL-07",
        None,
    ]


def test_a_wrong_unit_is_answered_as_a_unit(known: Office) -> None:
    """The hint names units where one is near."""
    with pytest.raises(BadUsage) as refused:
        find_thing(known, "so y the")
    assert "Đảng bộ Sở Y tế" in said(refused)


def test_all_things_stand_in_the_order_of_the_data_each_with_its_place(known: Office) -> None:
    """A file that only carries events is no thing of its own."""
    assert [(thing.kind, thing.id, thing.file, thing.at) for thing in all_things(known)] == [
        ("part", "II.1", "programme.yaml", ("parts", 0)),
        ("clause", "II.1-1", "programme.yaml", ("clauses", 0)),
        ("task", "PL-02", "programme.yaml", ("tasks", 0)),
        ("duty", "NV-02", "programme.yaml", ("duties", 0)),
        ("report", "BC-QUY", "programme.yaml", ("reporting", 0)),
        ("indicator", "CT-18", "programme.yaml", ("indicators", 0)),
        ("figure", "members", "programme.yaml", ("figures", 0)),
        ("ad_hoc", "KL-01", "tasks/KL-01.yaml", ()),
        ("unit", "chi-bo-cong-ty-a", "units/chi-bo-cong-ty-a/unit.yaml", ()),
        ("unit", "chi-bo-cong-ty-b", "units/chi-bo-cong-ty-b/unit.yaml", ()),
        ("unit", "so-y-te", "units/so-y-te/unit.yaml", ()),
        ("unit", "van-phong", "units/van-phong/unit.yaml", ()),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [("ket nap", True), ("nap ket", True), ("KẾT", True), ("ket nhap", False), ("", True), ("  ", True)],
)
def test_every_word_must_stand_somewhere_in_the_fields(text: str, found: bool) -> None:
    """In any order, without accents; an empty text lets all pass."""
    assert matches(text, "Kết", None, "nạp Đảng viên") is found


@given(st.text(max_size=20))
def test_whatever_is_typed_is_found_or_refused(text: str) -> None:
    """Nothing a person types makes the search fail."""
    known = office(units=(SO_Y_TE, VAN_PHONG), tasks=(task("PL-02"),))
    assert found_or_refused(known, text) in {"so-y-te", "van-phong", "PL-02", "II.1", "II.1-1", None}


def found_or_refused(known: Office, text: str) -> str | None:
    """The id of the thing that a text means; None if it is refused."""
    try:
        return find_thing(known, text).id
    except BadUsage:
        return None
