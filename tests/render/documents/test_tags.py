"""What stands under the names that a template may use."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

import pytest
from tests.support.documents import head, letter, report, work_programme

from ct58.render.documents.contents import Section
from ct58.render.documents.tags import (
    ROW_TAGS,
    DocumentRow,
    head_context,
    issue_date,
    known_names,
    letter_context,
    place_and_date,
    report_context,
    work_programme_context,
)


@pytest.mark.parametrize("kind", ROW_TAGS)
def test_every_field_of_a_row_has_a_name(kind: type[DocumentRow]) -> None:
    """Nothing that is known about a row is out of a template's reach."""
    assert set(ROW_TAGS[kind].values()) == {field.name for field in fields(kind)}


def test_recipients_end_with_commas_and_a_full_stop() -> None:
    """Also where one is named twice."""
    found = head_context(head(), "x")
    assert found["noi_nhan"] == ["Ban Thường vụ TU (báo cáo),", "Các ban,", "Lưu VP."]


def test_dates_are_padded_as_the_form_demands() -> None:
    """Days below 10 and the first two months."""
    day = "ngày\u00a007\u00a0tháng\u00a002\u00a0năm\u00a02021"
    assert place_and_date(head(on=dt.date(2021, 2, 7))) == f"Thanh Hóa, {day}"
    assert issue_date(head(on=dt.date(2021, 4, 17))) == "ngày 17 tháng 4 năm 2021"


@pytest.mark.parametrize("last", ["Xin trình", "Xin trình.", "Xin trình./."])
def test_the_last_paragraph_gets_its_mark_once(last: str) -> None:
    """It stands apart, so that it can be kept with the sign-off."""
    context = report_context(report(sections=(Section(paragraphs=("Một.", last)),)))
    assert context["doan_cuoi"] == "Xin trình./."
    assert context["cac_muc"] == [{"tieu_de": "", "cap": 1, "cac_doan": ["Một."], "bang": None}]


def test_a_document_without_words_has_no_last_ones() -> None:
    """Neither a section without paragraphs nor no section at all is an error."""
    assert report_context(report(sections=()))["doan_cuoi"] == ""
    assert report_context(report(sections=(Section(heading="I. KẾT QUẢ"),)))["doan_cuoi"] == ""
    assert letter_context(letter(closing=()))["doan_cuoi"] == ""
    assert work_programme_context(work_programme(closing=()))["doan_cuoi"] == ""


def test_names_are_known_at_every_depth() -> None:
    """Those of lists and of their entries too."""
    names = known_names(report_context(report()))
    assert {"trich_yeu", "cac_muc", "tieu_de", "pl_don_vi", "cac_dong", "don_vi"} <= names
