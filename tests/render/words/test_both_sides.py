"""What two people say at one place of a file, in the office's words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.support.terms import TERMS

from ct58.domain.records.programme import Figure, SubFigure
from ct58.domain.records.terms import TwoSaid
from ct58.render.words.speech import Speech

_FORM = (
    Figure(
        key="self_rating", number=3, label="Tự xếp loại", type="enum", units="tccsd", every="year",
        values={"good": "Tốt", "poor": "Kém"},
    ),
    Figure(
        key="plan", number=7, label="Kế hoạch", type="record", units="tccsd", every="once",
        fields=(SubFigure(key="issued_on", label="ngày ban hành", type="date"),),
    ),
)  # fmt: skip
SPEECH = Speech("vi", replace(TERMS, figures=_FORM))


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (TwoSaid(("figures", "self_rating"), "good", "poor"), "3. Tự xếp loại: Tốt | Kém"),
        (
            TwoSaid(("figures", "plan", "issued_on"), dt.date(2025, 3, 1), None),
            "7. Kế hoạch › ngày ban hành: 01/3/2025 | –",
        ),
        (
            TwoSaid(("received_on",), dt.date(2025, 3, 1), dt.date(2025, 3, 2)),
            "ngày nhận: 01/3/2025 | 02/3/2025",
        ),
        (TwoSaid(("events", 0, "to"), "standing_committee", None), "trình: BTV | –"),
        (TwoSaid(("figures", "khong_co"), 1250, 3), "khong_co: 1250 | 3"),
    ],
)
def test_each_place_has_its_name_and_each_value_its_words(said: TwoSaid, text: str) -> None:
    """A figure by its line of the form, a field by its name; days, words of a choice and bodies as screens have them."""
    assert SPEECH.show(said) == text
