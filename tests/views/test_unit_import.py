"""The view of a list of units: what resembles what, and columns as spreadsheets name them."""

from __future__ import annotations

import pytest
from tests.support.offices import office, unit

from ct58.domain.planning.register import ListedUnit, UnitWords, plan_import
from ct58.views.unit_import import column_letter, similar_units


@pytest.mark.parametrize(
    ("column", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_spreadsheets_do(column: int, letter: str) -> None:
    """A is the first."""
    assert column_letter(column) == letter


def test_new_units_that_resemble_known_ones_are_named() -> None:
    """Only those."""
    known = office(units=(unit("so-y-te", name="Đảng bộ Sở Y tế"),))
    rows = tuple(
        ListedUnit(row=number, words=UnitWords(name=name, kind="agency"))
        for number, name in enumerate(("Đảng bộ Sở Y thế", "Đảng bộ Sở Xây dựng"), start=2)
    )
    (similar,) = similar_units(known, plan_import(known, rows))
    assert (similar.unit.name, [other.id for other in similar.others]) == ("Đảng bộ Sở Y thế", ["so-y-te"])
