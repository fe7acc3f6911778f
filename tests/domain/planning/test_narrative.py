"""Planning the prose of a period."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.offices import office

from ct58.domain.planning.edits import NewFile, RemoveValue, SetValue
from ct58.domain.planning.narrative import NewText, plan_narrative
from ct58.domain.records.committee import PeriodFile
from ct58.domain.records.office import Office
from ct58.domain.time.period import Period
from ct58.errors import Refused

Q2 = Period.quarter(2021, 2)
FILE = "periods/2021-Q2.yaml"


def with_narrative(**narrative: str) -> Office:
    """An office with the words of a period."""
    return replace(office(), periods={"2021-Q2": PeriodFile(period=Q2, narrative=narrative)})


def test_texts_are_written_changed_and_taken_away() -> None:
    """Each in its own place, from what stands there."""
    edit = plan_narrative(
        with_narrative(overview="Cũ\nhai", next="Bỏ"),
        Q2,
        {
            "overview": NewText("Cũ\n\nhai", "Mới"),
            "next": NewText("Bỏ", ""),
            "lessons": NewText("", "Thêm"),
            "proposals": NewText("", ""),
        },
    )
    assert edit == (
        SetValue(file=FILE, at=("narrative", "overview"), value="Mới", expected="Cũ\nhai"),
        RemoveValue(file=FILE, at=("narrative", "next"), expected="Bỏ"),
        SetValue(file=FILE, at=("narrative", "lessons"), value="Thêm", expected=None),
    )


def test_a_period_without_a_file_gets_one() -> None:
    """Only where there is something to write."""
    (made,) = plan_narrative(office(), Q2, {"overview": NewText("", "Mới")})
    assert made == NewFile(file=FILE, value={"period": "2021-Q2", "narrative": {"overview": "Mới"}})
    assert plan_narrative(office(), Q2, {"overview": NewText("", "")}) == ()


def test_what_somebody_else_has_written_meanwhile_stays() -> None:
    """Whoever reads it first decides."""
    with pytest.raises(Refused):
        plan_narrative(with_narrative(overview="Của người khác"), Q2, {"overview": NewText("", "Mới")})
