"""An office of one's own: what of the seed becomes its own, and what is proposed to it."""

from __future__ import annotations

from dataclasses import replace

from tests.support.offices import day, office, unit

from ct58.domain.planning.edits import Edit, SetValue
from ct58.domain.planning.founding import plan_founding, proposed
from ct58.domain.records.committee import Issuer, Names, OfficeFile, Signatory
from ct58.domain.records.measure import SetRule
from ct58.domain.records.office import Office
from ct58.domain.records.programme import ReportingRule

OLD = "Đảng ủy Khối Cơ quan tỉnh"
NEW = "Đảng ủy UBND tỉnh"
SINCE = day("2024-04-01")
FILE = OfficeFile(
    names=Names(committee=OLD, superior="Đảng bộ tỉnh", short="ĐUK"),
    place="Thanh Hóa",
    issuers={"superior": Issuer(body="Văn phòng", short="VPĐUK")},
    signatories=(
        Signatory(role="superior", authority="T/M", office="BÍ THƯ", name="Ông A"),
        Signatory(role="reminder", authority="T/L", office="CHÁNH VĂN PHÒNG"),
    ),
    recipients={"superior": ("Ban Thường vụ Đảng ủy Khối", "ĐUKX", "Các ban thuộc ĐUK")},
)


def seed() -> Office:
    """The committee, two bodies around it of which one reports."""
    rule = ReportingRule(id="BC", title="Báo cáo", every="quarter", units="mass")
    known = office(
        sets={"mass": SetRule(kinds=("mass_organisation",))},
        reporting=(rule,),
        units=(
            unit("dang-uy", name=OLD, short_name="Đảng ủy Khối", kind="committee", aliases=("ĐUK",)),
            unit("van-phong", name="Văn phòng Đảng ủy Khối", kind="staff_body"),
            unit("doan", name="Đoàn Thanh niên Khối", kind="mass_organisation"),
        ),
    )
    return replace(known, file=FILE)


def written(edit: Edit) -> dict[tuple[object, ...], object]:
    """File and place → the new value."""
    return {
        (entry.file.split("/")[-2:][0], *entry.at): entry.value
        for entry in edit
        if isinstance(entry, SetValue)
    }


def test_what_the_committee_keeps_is_left_as_it_is() -> None:
    """Only since when the bodies that report count: their reports of the years before are not asked."""
    assert written(plan_founding(seed(), proposed(seed()), SINCE)) == {("doan", "valid_from"): SINCE}


def test_another_committee_stands_wherever_the_seeds_stood() -> None:
    """In the symbols of its bodies, in the recipients and in the register; longer words that begin alike are others."""
    own = replace(
        proposed(seed(), NEW), short="ĐUUB", signatories={"BÍ THƯ": None, "CHÁNH VĂN PHÒNG": "Bà B"}
    )
    assert written(plan_founding(seed(), own, SINCE)) == {
        ("office.yaml", "names", "committee"): NEW,
        ("office.yaml", "names", "short"): "ĐUUB",
        ("office.yaml", "signatories", 0, "name"): None,
        ("office.yaml", "signatories", 1, "name"): "Bà B",
        ("office.yaml", "issuers", "superior", "short"): "VPĐUUB",
        ("office.yaml", "recipients", "superior", 0): f"Ban Thường vụ {NEW}",
        ("office.yaml", "recipients", "superior", 2): "Các ban thuộc ĐUUB",
        ("dang-uy", "name"): NEW,
        ("dang-uy", "short_name"): None,
        ("dang-uy", "aliases"): ("ĐUUB",),
        ("van-phong", "name"): f"Văn phòng {NEW}",
        ("doan", "valid_from"): SINCE,
    }


def test_nobody_elses_signatory_and_symbol_are_proposed_to_another_committee() -> None:
    """What the seed says of its own committee holds for that one only."""
    assert proposed(seed()).signatories == {"BÍ THƯ": "Ông A", "CHÁNH VĂN PHÒNG": None}
    other = proposed(seed(), NEW)
    assert (other.short, set(other.signatories.values())) == ("ĐU", {None})
    assert (other.superior, other.place) == ("Đảng bộ tỉnh", "Thanh Hóa")
