"""The view of a list of units: what resembles what."""

from __future__ import annotations

from tests.support.offices import office, unit

from ct58.domain.planning.register import ListedUnit, UnitWords, plan_import
from ct58.views.unit_import import similar_units


def test_new_units_that_resemble_known_ones_are_named() -> None:
    """Only those."""
    known = office(units=(unit("so-y-te", name="Đảng bộ Sở Y tế"),))
    rows = tuple(
        ListedUnit(row=number, words=UnitWords(name=name, kind="agency"))
        for number, name in enumerate(("Đảng bộ Sở Y thế", "Đảng bộ Sở Xây dựng"), start=2)
    )
    (similar,) = similar_units(known, plan_import(known, rows))
    assert (similar.unit.name, [other.id for other in similar.others]) == ("Đảng bộ Sở Y thế", ["so-y-te"])
