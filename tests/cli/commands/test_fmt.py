"""`ct58 fmt`: one form for all files, or only what would change."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import contents, write_data
from tests.support.desk import sit_down

UNIT = "units/so-a/unit.yaml"
DISORDERED = (
    "name: Đảng bộ Sở A  # theo con dấu\nid: so-a\nkind: 'agency'\norganisation: grassroots_committee\n"
)
ORDERED = "id: so-a\nname: Đảng bộ Sở A  # theo con dấu\nkind: agency\norganisation: grassroots_committee\n"
BROKEN = "units/so-b/unit.yaml"


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody's own folders."""
    sit_down(monkeypatch, tmp_path, "2021-07-06")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A file that is not in the canonical form, and one that cannot be read."""
    return write_data(tmp_path, **{UNIT: DISORDERED, BROKEN: "id: [\n"})


def test_check_names_what_would_change_and_changes_nothing(ct58: Ct58, data: Path) -> None:
    """Exit code 1; a file with errors is passed over, in a warning."""
    before = contents(data)
    done = ct58("fmt", "--check", UNIT, BROKEN)
    assert done.code == 1
    assert done.out.splitlines() == [
        f"would change: {UNIT}",
        "1 of 2 files are not in the canonical form.",
    ]
    assert done.err == f"Left as they are, because of errors: 1 files ({BROKEN}). See: ct58 check\n"
    assert contents(data) == before


def test_files_are_brought_into_form_and_undo_takes_it_back(ct58: Ct58, data: Path) -> None:
    """Only the files that were named; the second time there is nothing to do."""
    done = ct58("fmt", UNIT)
    assert (done.code, done.out.splitlines()[0]) == (0, f"changed: {UNIT}")
    assert (data / UNIT).read_text(encoding="utf-8") == ORDERED
    assert ct58("fmt", "--check", UNIT).code == 0
    assert ct58("undo", "--yes").code == 0
    assert (data / UNIT).read_text(encoding="utf-8") == DISORDERED


def test_a_folder_means_all_its_files(ct58: Ct58, data: Path) -> None:
    """By a path from where one stands, or inside the data folder."""
    assert ct58("fmt", "--check", "units/so-a").out == ct58("fmt", "--check", str(data / "units/so-a")).out


def test_a_path_outside_is_refused(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Nothing beyond the data is ever formatted."""
    (tmp_path / "other.yaml").write_text("b: 1\na: 2\n", encoding="utf-8")
    done = ct58("fmt", str(tmp_path / "other.yaml"))
    assert done.code == 2
    assert "is not in the data folder" in done.err


def test_the_demo_office_and_the_shipped_data_are_in_form(ct58: Ct58, tmp_path: Path) -> None:
    """New files are canonical from the start."""
    assert ct58("init", "--demo", "--units", "12", "--quarters", "4", str(tmp_path / "office")).code == 0
    done = ct58("fmt", "--check", "--data", str(tmp_path / "office"))
    assert (done.code, done.err) == (0, "")


RECORDS = (
    "programme.yaml",
    "office.yaml",
    "units/so-y-te/unit.yaml",
    "units/so-y-te/reports/2021-Q2.yaml",
    "units/so-y-te/events.yaml",
    "tasks/PL-01.yaml",
    "periods/2021-Q2.yaml",
)
NOTHING = ("", "{}\n", "[]\n", "null\n", "text\n", "12\n", "a:\n", "[{}]\n", "events: {}\n", "figures: []\n")
COMMANDS = (
    ("fmt", "--check"),
    ("fmt",),
    ("check",),
    ("status",),
    ("show", "so-y-te"),
    ("record", "report", "so", "y", "te", "2021-Q2", "--set", "5=12", "--dry-run"),
    ("record", "event", "PL-01", "started", "--on", "6/7/2021", "--dry-run"),
)


@pytest.mark.parametrize("file", RECORDS)
def test_a_record_that_says_nothing_is_no_fault_of_ct58(ct58: Ct58, tmp_path: Path, file: str) -> None:
    """Whatever stands there instead of a record: a finding, and formatting leaves it as it is."""
    for text in NOTHING:
        write_data(tmp_path, **{file: text})
        answers = {words: ct58(*words).code for words in COMMANDS}
        assert 70 not in answers.values(), (text, answers)
        if text in ("{}\n", "[]\n", "null\n", ""):
            assert answers[("check",)] == 1
            assert (tmp_path / "data" / file).read_text(encoding="utf-8") == text


def test_amendments_of_the_first_form_get_the_newest_one(ct58: Ct58, data: Path) -> None:
    """Only in data of that format: the keys belong to it; what an amendment says stays the same."""
    programme = data / "programme.yaml"
    old = "\namendments:\n  - {on: 2022-10-05, document: {number: 32-QĐ/ĐUK}, changes: [PL-01]}\n"
    programme.write_text(programme.read_text(encoding="utf-8") + old, encoding="utf-8")
    assert ct58("fmt", "programme.yaml").code == 0
    assert "changes: [PL-01]" in programme.read_text(encoding="utf-8")
    programme.write_text("format: 2\n" + programme.read_text(encoding="utf-8"), encoding="utf-8")
    assert ct58("fmt", "programme.yaml").code == 0
    text = programme.read_text(encoding="utf-8")
    assert "effective_from: 2022-10-05" in text
    assert "changes: {PL-01: {}}" in text
    assert ct58("fmt", "--check", "programme.yaml").code == 0
