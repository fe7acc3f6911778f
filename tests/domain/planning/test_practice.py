"""The day that it is in an office for practice."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.support.command_line import FILES

from ct58.domain.planning.edits import SetValue
from ct58.domain.planning.practice import plan_practice_day
from ct58.domain.records.office import Office
from ct58.errors import Refused
from ct58.store.loader import load

MONDAY, TUESDAY = dt.date(2021, 7, 12), dt.date(2021, 7, 13)


@pytest.fixture
def real() -> Office:
    """A real office."""
    office = load({name: text.encode() for name, text in FILES.items()}).office
    assert office is not None
    return office


def test_another_day_takes_the_place_of_the_one_before(real: Office) -> None:
    """Somebody who moved it meanwhile is not overruled."""
    office = replace(real, file=replace(real.file, practice_today=MONDAY))
    at = ("practice_today",)
    assert plan_practice_day(office, TUESDAY) == (
        SetValue(file="office.yaml", at=at, value=TUESDAY, expected=MONDAY),
    )


def test_a_real_office_keeps_to_the_clock(real: Office) -> None:
    """Nobody makes one an office for practice by mistake."""
    with pytest.raises(Refused):
        plan_practice_day(real, TUESDAY)
