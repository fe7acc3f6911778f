"""Where which record lives, and which part of the data each place belongs to."""

from __future__ import annotations

import pytest

from ct58.domain.records.places import (
    Part,
    Place,
    is_ignored,
    item_file,
    part_of,
    period_file,
    place_of,
    report_file,
    unit_events_file,
    unit_file,
)


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("programme.yaml", Place("programme")),
        ("office.yaml", Place("office")),
        ("units/so-y-te/unit.yaml", Place("unit", unit="so-y-te")),
        ("units/so-y-te/reports/2021-Q2.yaml", Place("report", unit="so-y-te", period="2021-Q2")),
        ("units/so-y-te/reports/once.yaml", Place("report", unit="so-y-te", period="once")),
        ("units/so-y-te/events.yaml", Place("unit_events", unit="so-y-te")),
        ("tasks/PL-02.yaml", Place("item", item="PL-02")),
        ("periods/2021-Q2.yaml", Place("period", period="2021-Q2")),
    ],
)
def test_every_kind_of_file_has_its_place(file: str, place: Place) -> None:
    """The ids stand in the path."""
    assert place_of(file) == place


@pytest.mark.parametrize(
    "file",
    [
        "readme.txt",
        "programme.yml",
        "Programme.yaml",
        "old/programme.yaml",
        "units/unit.yaml",
        "units/a/b/unit.yaml",
        "units/a/reports/2021/Q2.yaml",
        "tasks/a/b.yaml",
        "units/a/reports/2021-Q2.xlsx",
        "programme.yaml\n",
    ],
)
def test_what_has_no_place_is_a_stray_file(file: str) -> None:
    """It is named, and not read."""
    assert place_of(file) is None
    assert not is_ignored(file)


@pytest.mark.parametrize(
    "file",
    [
        ".ct58.lock",
        ".git/config",
        "units/.DS_Store",
        "units/so-y-te/unit.yaml~",
        "units/so-y-te/reports/~$2021-Q2.xlsx",
        "tasks/#PL-02.yaml#",
        "tasks/PL-02.yaml.bak",
        "tasks/PL-02.yaml.orig",
        "programme.yaml.tmp",
        "programme.yaml.swp",
    ],
)
def test_what_programs_leave_behind_is_passed_over(file: str) -> None:
    """Editors, Office, git."""
    assert is_ignored(file)


@pytest.mark.parametrize("file", ["units/so-y-te/unit.yaml", "a~b.yaml", "notes.md", "periods/2021-Q2.md"])
def test_nothing_else_is_passed_over(file: str) -> None:
    """A record or a stray file must be seen."""
    assert not is_ignored(file)


@pytest.mark.parametrize(
    ("file", "at", "part"),
    [
        ("programme.yaml", ("tasks", 0), "programme"),
        ("office.yaml", (), "office"),
        ("units/a/unit.yaml", ("kind",), "units"),
        ("units/a/reports/2021-Q2.yaml", (), "reports"),
        ("units/a/reports/2021-Q2.yaml", ("received_on",), "reports"),
        ("units/a/reports/2021-Q2.yaml", ("figures", "members"), "figures"),
        ("units/a/reports/2021-Q2.yaml", ("notes",), "figures"),
        ("units/a/events.yaml", ("events", 0), "events"),
        ("tasks/PL-02.yaml", ("events", 0), "events"),
        ("periods/2021-Q2.yaml", ("closings",), "periods"),
    ],
)
def test_a_mistyped_figure_is_no_fault_of_the_reports_head(
    file: str, at: tuple[str | int, ...], part: Part
) -> None:
    """What is overdue needs the head of a report, not its figures."""
    assert part_of(file, at) == part


@pytest.mark.parametrize(
    ("file", "part"),
    [
        (".", "programme"),
        ("units", "units"),
        ("units/so-y-te", "units"),
        ("tasks", "events"),
        ("periods/drafts", "periods"),
        ("readme.txt", None),
        ("unitss", None),
    ],
)
def test_what_is_no_record_belongs_to_the_part_of_its_folder(file: str, part: Part | None) -> None:
    """A folder that cannot be read could hold anything of that part."""
    assert part_of(file, ()) == part


def test_a_place_leads_back_to_its_file() -> None:
    """Readers and writers agree on where things are."""
    assert place_of(unit_file("a")) == Place("unit", unit="a")
    assert place_of(unit_events_file("a")) == Place("unit_events", unit="a")
    assert place_of(report_file("a", "2021-Q2")) == Place("report", unit="a", period="2021-Q2")
    assert place_of(item_file("PL-02")) == Place("item", item="PL-02")
    assert place_of(period_file("2021-Q2")) == Place("period", period="2021-Q2")
