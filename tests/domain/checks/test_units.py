"""The register: windows that make sense, mergers that lead somewhere, names that mean one unit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.checks import context, findings, places
from tests.support.offices import day, unit

from ct58.domain.checks.units import file_is_there
from ct58.domain.records.units import Unit


def window(id: str, first: str | None = None, last: str | None = None, **given: Any) -> Unit:
    """A unit that exists from a day to a day."""
    return unit(id, valid_from=day(first) if first else None, valid_to=day(last) if last else None, **given)


def merged(id: str, into: str) -> Unit:
    """A unit that was merged into another."""
    return window(id, last="2022-12-31", merged_into=into)


def test_a_unit_may_exist_for_one_day() -> None:
    """Both ends are inside."""
    assert places("U402", units=[window("a", "2021-01-01", "2021-01-01")]) == []
    assert places("U402", units=[window("a", "2021-01-02", "2021-01-01")]) == [("valid_to",)]


@pytest.mark.parametrize("key", ["merged_into", "split_from"])
def test_where_a_unit_went_or_came_from_is_in_the_register(key: str) -> None:
    """An entry that cannot be read at the moment is there."""
    gone = window("a", last="2022-12-31", **{key: "b"})
    assert places("U403", units=[gone]) == [(key,)]
    assert places("U403", units=[gone], files=["units/b/unit.yaml"]) == []


def test_mergers_in_a_row_lead_to_a_unit() -> None:
    """From a to b, from b to c."""
    assert findings(units=[merged("a", "b"), merged("b", "c"), unit("c")]) == []


def test_mergers_in_a_circle_are_told_at_each_of_its_units() -> None:
    """And not at those that lead into it."""
    found = findings(units=[merged("a", "b"), merged("b", "c"), merged("c", "b"), merged("d", "d")])
    assert [(one.code, one.file.split("/")[1]) for one in found] == [
        ("U407", "b"),
        ("U407", "c"),
        ("U407", "d"),
    ]
    assert found[0].params["chain"] == "b → c → b"


def test_a_merged_unit_has_an_end() -> None:
    """Or it would be counted twice."""
    assert places("U406", units=[unit("a", merged_into="b"), unit("b")]) == [("merged_into",)]


@pytest.mark.parametrize(
    ("kind", "is_wrong"), [("agency", False), ("mass_organisation", True), ("committee", True)]
)
def test_only_grassroots_organisations_have_an_organisation(kind: Any, is_wrong: bool) -> None:
    """The others are not counted among them."""
    assert bool(places("U405", units=[unit("a", kind=kind)])) is is_wrong


def test_a_name_means_one_unit() -> None:
    """Accents and case don't count; aliases are names, too."""
    units = [
        unit("a", order=1, name="Sở Y tế", aliases=("SYT",)),
        unit("b", order=2, name="So Y te"),
        unit("c", order=3, aliases=("x", "syt")),
    ]
    assert places("U404", units=units) == [("name",), ("aliases", 1)]


def test_a_unit_may_repeat_its_own_name() -> None:
    """It is not confused with anybody."""
    assert places("U404", units=[unit("a", name="Sở Y tế", aliases=("Sở Y tế", "sở y tế"))]) == []


def test_a_name_may_go_to_a_later_unit() -> None:
    """At no time are there two; but each pair counts, not only the first."""
    old, new = window("a", last="2021-12-31", name="Sở"), window("b", "2022-01-01", name="Sở")
    assert places("U404", units=[old, new]) == []
    assert places("U404", units=[old, new, window("c", "2023-01-01", name="Sở")]) == [("name",)]


def test_without_the_file_documents_have_no_names() -> None:
    """A warning, for the standard settings do."""
    known = context()
    assert known.office is not None
    assert list(file_is_there(known, known.office)) == []
    missing = replace(known, files=known.files - {"office.yaml"})
    assert [one.code for one in file_is_there(missing, known.office)] == ["O701"]
