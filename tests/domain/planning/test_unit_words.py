"""Words of a register: ids from names, kinds and organisations as offices write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.terms import TERMS

from ct58.domain.checks.files import is_unit_id
from ct58.domain.planning.unit_words import (
    LONGEST_ID,
    derived_id,
    is_organisation_word,
    kind_of,
    organisation_of,
    organisation_of_unit,
)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Đảng bộ Sở Y tế", "so-y-te"),
        ("Chi bộ Công ty TNHH A&B", "cong-ty-tnhh-a-b"),
        ("Đảng ủy Bệnh viện Đa khoa", "benh-vien-da-khoa"),
        ("Đảng bộ cơ sở Sở Xây dựng", "so-xay-dung"),
        ("Sở Nội vụ", "so-noi-vu"),
        ("CHI BỘ  Trường CĐ nghề 1", "truong-cd-nghe-1"),
        ("Chi bộ Con", "unit-con"),
        ("…", ""),
    ],
)
def test_an_id_is_made_from_the_name_without_the_party_organisation(name: str, id_: str) -> None:
    """What no folder may be called gets another beginning."""
    assert derived_id(name) == id_


def test_a_taken_id_gets_the_next_number() -> None:
    """Two bodies may share a name."""
    assert derived_id("Sở Y tế", {"so-y-te", "so-y-te-2"}) == "so-y-te-3"


def test_a_long_name_is_cut_at_a_word() -> None:
    """The folder's path must fit."""
    id_ = derived_id("Chi bộ Công ty Cổ phần Đầu tư Xây dựng và Phát triển Nông thôn miền núi phía Bắc")
    assert id_ == "cong-ty-co-phan-dau-tu-xay-dung-va-phat-trien"
    assert len(id_) <= LONGEST_ID


@given(st.text(max_size=120))
def test_whatever_the_name_the_id_is_good_or_empty(name: str) -> None:
    """No name makes a folder that some system refuses."""
    id_ = derived_id(name)
    assert id_ == "" or is_unit_id(id_)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("agency", "agency"),
        ("Cơ quan", "agency"),
        ("Khối cơ quan hành chính", "agency"),
        ("ĐƠN VỊ SỰ NGHIỆP", "public_service"),
        ("ĐV sự nghiệp công lập", "public_service"),
        ("DNNN", "state_enterprise"),
        ("DN nhà nước", "state_enterprise"),
        ("Doanh nghiệp tư nhân", "private_enterprise"),
        ("DN ngoài Nhà nước", "private_enterprise"),
        ("FDI", "fdi_enterprise"),
        ("Doanh nghiệp có vốn đầu tư nước ngoài", "fdi_enterprise"),
        ("Đoàn thể chính trị - xã hội", "mass_organisation"),
        ("Doanh nghiệp", None),
        ("Sở Y tế", None),
        ("", None),
    ],
)
def test_kinds_are_understood_as_the_office_writes_them(text: str, kind: str | None) -> None:
    """“Doanh nghiệp” alone may be three kinds, so it is none."""
    assert kind_of(text, TERMS) == kind


@pytest.mark.parametrize("kind", [kind.id for kind in TERMS.kinds])
def test_every_key_of_the_contract_is_a_kind(kind: str) -> None:
    """The English keys are always understood."""
    assert kind_of(kind, TERMS) == kind


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("Đảng bộ Sở Y tế", "grassroots_committee"),
        ("Chi bộ cơ sở Công ty A", "grassroots_cell"),
        ("ĐBCS", "grassroots_committee"),
        ("CB", "grassroots_cell"),
        ("grassroots_cell", "grassroots_cell"),
        ("Sở Y tế", None),
    ],
)
def test_the_party_organisation_is_read_from_a_name_or_a_word(text: str, organisation: str | None) -> None:
    """The first words decide."""
    assert organisation_of(text, TERMS) == organisation


def test_staff_bodies_and_mass_organisations_are_no_grassroots_organisations() -> None:
    """Whatever their name begins with."""
    assert organisation_of_unit("Đảng bộ Sở Y tế", "agency", TERMS) == "grassroots_committee"
    assert organisation_of_unit("Đảng ủy Khối", "committee", TERMS) is None


def test_a_heading_may_be_nothing_but_an_organisation() -> None:
    """“Các chi bộ cơ sở” opens a section; “Chi bộ A” is a unit."""
    assert is_organisation_word("Các chi bộ cơ sở", TERMS)
    assert not is_organisation_word("Chi bộ A", TERMS)
