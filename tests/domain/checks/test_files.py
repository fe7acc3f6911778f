"""Files: names that travel, and records in their own place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.checks import context
from tests.support.offices import period, report, unit

from ct58.domain.checks.files import (
    is_item_id,
    is_unit_id,
    names_are_portable,
    periods_name_files,
    places_agree,
    unit_folders_have_an_entry,
)
from ct58.domain.records.committee import PeriodFile
from ct58.domain.records.events import ItemFile, UnitEvents


@pytest.mark.parametrize("name", ["so-y-te", "a", "12", "cong-ty-2"])
def test_a_units_id_is_small_letters_digits_and_hyphens(name: str) -> None:
    """It is a folder's name everywhere."""
    assert is_unit_id(name)


@pytest.mark.parametrize(
    "name",
    ["", "So-y-te", "sở-y-tế", "so_y_te", "-a", "a-", "a--b", "a b", "a.b", "..", "con", "lpt1", "a/b"],
)
def test_other_names_are_no_units_ids(name: str) -> None:
    """Marks, capitals, reserved names and paths break somewhere."""
    assert not is_unit_id(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PL-01", True),
        ("II.4.2", True),
        ("kl-01", True),
        ("../x", False),
        ("PL 01", False),
        ("PL-", False),
        ("NUL", False),
        ("con.1", False),
        ("KL-Đ", False),
    ],
)
def test_an_items_id_may_have_capitals_and_dots(name: str, expected: bool) -> None:
    """It is a file's name everywhere."""
    assert is_item_id(name) is expected


def test_a_bad_name_is_told_once_for_all_files_of_a_folder() -> None:
    """One folder is renamed once."""
    files = ["units/Sở/unit.yaml", "units/Sở/events.yaml", "tasks/con.yaml", "tasks/PL-01.yaml"]
    found = list(names_are_portable(context(files=files)))
    assert [(one.code, one.params["name"]) for one in found] == [("Y017", "con"), ("Y017", "Sở")]


def test_a_file_of_a_period_is_named_by_it() -> None:
    """Exactly, so that no two files are one period."""
    names = ["2021-Q2", "2021", "once", "2021-q2", "2021-Q5", "quy-2"]
    found = list(periods_name_files(context(files=[f"units/a/reports/{name}.yaml" for name in names])))
    assert [one.params["name"] for one in found] == ["2021-Q5", "2021-q2", "quy-2"]


def test_a_folder_without_an_entry_is_told_once() -> None:
    """However many reports lie in it."""
    files = [
        "units/a/reports/2021-Q2.yaml",
        "units/a/reports/2021-Q3.yaml",
        "units/b/unit.yaml",
        "units/b/x.yaml",
    ]
    assert [one.params["id"] for one in unit_folders_have_an_entry(context(files=files))] == ["a"]


def misplaced(**records: object) -> list[tuple[str, object, object]]:
    """File, what it says and what its place says, for records in files of my choice."""
    known = context()
    assert known.records is not None
    assert known.office is not None
    moved = replace(known, records=replace(known.records, **records))  # type: ignore[arg-type]
    found = list(places_agree(moved, known.office))
    assert {one.code for one in found} <= {"U401"}
    return [(one.file, one.params["written"], one.params["expected"]) for one in found]


def test_what_a_record_says_of_itself_is_what_its_place_says() -> None:
    """Unit, report, events, item, period."""
    assert misplaced(units={"units/b/unit.yaml": unit("a")}) == [("units/b/unit.yaml", "a", "b")]
    file = "units/b/reports/2021-Q3.yaml"
    assert misplaced(reports={file: report("a", "2021-Q2")}) == [
        (file, "a", "b"),
        (file, "2021-Q2", "2021-Q3"),
    ]
    file = "units/b/events.yaml"
    assert misplaced(unit_events={file: UnitEvents(unit="a")}) == [(file, "a", "b")]
    file = "tasks/PL-02.yaml"
    assert misplaced(items={file: ItemFile(item="PL-01")}) == [(file, "PL-01", "PL-02")]
    file = "periods/2021.yaml"
    assert misplaced(periods={file: PeriodFile(period=period("2021-Q2"))}) == [(file, "2021-Q2", "2021")]


def test_a_record_in_its_place_agrees_with_it() -> None:
    """And one in a file that is named after no period is told that alone."""
    assert misplaced(reports={"units/a/reports/2021-Q2.yaml": report("a", "2021-Q2")}) == []
    assert misplaced(reports={"units/a/reports/2021-q2.yaml": report("a", "2021-Q2")}) == []
