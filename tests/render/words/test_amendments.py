"""Amendments in words: what each is called, and what it does."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.offices import amendment, day, figure, indicator, office, rule, task
from tests.support.terms import speaking

from ct58.domain.records.measure import Measure, Target
from ct58.domain.records.programme import Amendment
from ct58.domain.records.reports import Document
from ct58.render.words.amendments import amendment_name, deed_text
from ct58.render.words.speech import Speech

FROM = "2022-10-05"
VI, EN = speaking("vi"), speaking("en")
NAMES = {"van-phong": "Văn phòng", "ban-to-chuc": "Ban Tổ chức"}


def said(found: Amendment, speech: Speech = VI) -> list[str]:
    """Everything that an amendment of a small programme does, in words."""
    known = office(
        tasks=(
            task(deadline=rule(by="2025", text="Quý IV năm 2025")),
            task("PL-02", deadline=rule(by="2025")),
        ),
        figures=(figure("members"),),
        indicators=(indicator(target=Target(op=">=", value=300, unit="count")),),
        amendments=(found,),
    )
    (placed,) = known.history.amendments
    return [deed_text(deed, lambda id_: NAMES.get(id_, id_), speech) for deed in known.history.deeds(placed)]


def changed(id_: str = "PL-01", **values: Any) -> Amendment:
    """An amendment of one record."""
    return amendment(FROM, {id_: values})


@pytest.mark.parametrize(
    ("found", "vietnamese"),
    [
        (changed(lead=("ban-to-chuc",)), "PL-01, chủ trì: Văn phòng → Ban Tổ chức"),
        (changed(with_=("ban-to-chuc",)), "PL-01, phối hợp: – → Ban Tổ chức"),
        (
            changed(deadline=rule(by="2023-Q1", text="Quý I năm 2023")),
            "PL-01, thời hạn: Quý IV năm 2025 → Quý I năm 2023",
        ),
        (changed(title="Việc mới"), "PL-01, tên: Nhiệm vụ PL-01 → Việc mới"),
        (changed(submit_to=("executive_committee",)), "PL-01, trình: BTV → BCH"),
        (changed("CT-01", target=Target(op=">=", value=350, unit="count")), "CT-01, yêu cầu: ≥ 300 → ≥ 350"),
        (
            changed("CT-01", numerator=Measure(of="tccsd", sum=("members",), minus=("members",))),
            "CT-01, tử số: thay đổi cách tính",
        ),
        (changed(), "PL-01, sửa trực tiếp trong văn bản"),
        (amendment(FROM, ends={"PL-01": "nhập vào PL-02"}), "PL-01, không thực hiện nữa (nhập vào PL-02)"),
        (amendment(FROM, replaces={"PL-01": ("PL-02",)}), "PL-01, thay bằng PL-02"),
        (
            amendment(FROM, adds={"tasks": (task("PL-15", deadline=rule(by="2025")),)}),
            "PL-15, bổ sung: Nhiệm vụ PL-15",
        ),
    ],
)
def test_each_thing_that_an_amendment_does_is_one_line(found: Amendment, vietnamese: str) -> None:
    """With what was said before, and units by name."""
    assert said(found) == [vietnamese]


def test_two_rules_with_the_same_words_are_told_by_what_they_mean() -> None:
    """Else nobody would see what changed."""
    (text,) = said(changed(deadline=rule(by="2025-Q3", text="Quý IV năm 2025")), EN)
    assert text == "PL-01, deadline: by the end of 2025 → by the end of 2025-Q3"


def test_it_is_called_by_its_document_and_its_own_day_where_that_differs() -> None:
    """`32-QĐ/ĐUK ngày 05/10/2022`."""
    made = Document(number="32-QĐ/ĐUK", date=day(FROM))
    assert amendment_name(Amendment(document=made), VI) == "32-QĐ/ĐUK ngày 05/10/2022"
    ahead = Amendment(document=made, effective_from=day("2023-01-01"))
    assert amendment_name(ahead, VI) == "32-QĐ/ĐUK ngày 05/10/2022, có hiệu lực từ ngày 01/01/2023"
