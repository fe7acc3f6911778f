"""Where which record lives, and which part of the data each place belongs to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from ct58.domain.records.office import Records
from ct58.domain.records.places import (
    ITEMS_FOLDER,
    KINDS_OF_FILES,
    UNITS_FOLDER,
    DataPart,
    FileKind,
    Place,
    is_data_file,
    is_ignored,
    item_file,
    name_in,
    part_of,
    period_file,
    place_of,
    report_file,
    reports_folder,
    unit_events_file,
    unit_file,
    unit_of_file,
    unit_of_reports,
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
    file: str, at: tuple[str | int, ...], part: DataPart
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
def test_what_is_no_record_belongs_to_the_part_of_its_folder(file: str, part: DataPart | None) -> None:
    """A folder that cannot be read could hold anything of that part."""
    assert part_of(file, ()) == part


def test_every_kind_of_file_has_a_part_and_its_records() -> None:
    """Whoever adds one adds its row; levels.yaml lies with a superior, beside the packages of many offices."""
    assert KINDS_OF_FILES.keys() == set(get_args(FileKind)) - {"levels"}
    assert {kind.part for kind in KINDS_OF_FILES.values()} == set(get_args(DataPart)) - {"figures"}
    assert {kind.records for kind in KINDS_OF_FILES.values()} <= {field.name for field in fields(Records)}


def test_a_place_leads_back_to_its_file() -> None:
    """Readers and writers agree on where things are."""
    assert place_of(unit_file("a")) == Place("unit", unit="a")
    assert place_of(unit_events_file("a")) == Place("unit_events", unit="a")
    assert place_of(report_file("a", "2021-Q2")) == Place("report", unit="a", period="2021-Q2")
    assert place_of(item_file("PL-02")) == Place("item", item="PL-02")
    assert place_of(period_file("2021-Q2")) == Place("period", period="2021-Q2")


@pytest.mark.parametrize(
    ("file", "unit", "name"),
    [
        ("units/a/reports/2021-Q2.yaml", "a", "a"),
        ("units/a/stray.txt", "a", None),
        ("units/A b.yaml", None, "A b"),
        ("units", None, None),
        ("tasks/a.yaml", None, None),
    ],
)
def test_a_path_names_a_unit_even_where_no_record_may_lie(
    file: str, unit: str | None, name: str | None
) -> None:
    """A finding about a stray file still says whose folder it lies in."""
    assert (unit_of_file(file), name_in(UNITS_FOLDER, file)) == (unit, name)


def test_a_path_names_an_item() -> None:
    """Whatever the id looks like: whether it is a good one is a check's business."""
    assert name_in(ITEMS_FOLDER, "tasks/PL 02.yaml") == "PL 02"


def test_hidden_folders_hold_no_data() -> None:
    """Git's own files, an editor's."""
    assert is_data_file("units/a/stray.yaml")
    assert not any(map(is_data_file, (".github/x.yaml", "a/.b.yaml", "a.yml")))


SOURCE = Path(__file__).parents[3] / "src" / "ct58"
_NAME_OF_DATA = re.compile(r"(?<!\w)\.ct58|\.yaml\b|\b(units|tasks|periods)/|/reports/")
_OTHER_FILES = re.compile(r"\.html$|^levels\.yaml$|^terms_of_old\.yaml$")
"""The site's pages, a superior's file and what ct58 itself brings lie in folders of their own."""


def test_no_other_module_writes_the_names_of_the_data() -> None:
    """Whoever moves a record changes one module. What people read (docstrings, `N_` texts) may name files."""
    found = [
        f"{path.relative_to(SOURCE).as_posix()}: {text}"
        for path in sorted(SOURCE.rglob("*.py"))
        if path != SOURCE / "domain" / "records" / "places.py"
        for text in _texts_of_the_program(ast.parse(path.read_bytes()))
        if _NAME_OF_DATA.search(text) and not _OTHER_FILES.search(text)
    ]
    assert found == []


def test_that_test_sees_what_it_should() -> None:
    """A path put together from pieces is seen as a whole, and what people read is passed over."""
    code = '''"""units/ in a docstring"""\nN_("office.yaml is missing")\nf"tasks/{x}.yaml"\nopen("a.yaml")'''
    assert sorted(_texts_of_the_program(ast.parse(code))) == ["a.yaml", "tasks/{}.yaml"]


def _texts_of_the_program(tree: ast.Module) -> Iterator[str]:
    """Every text in a module that is neither a docstring nor said to people, formatted ones as a whole."""
    passed_over: set[ast.AST] = set()
    for node in ast.walk(tree):
        is_said = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_"
        if is_said or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            passed_over.update(ast.walk(node))
        elif isinstance(node, ast.JoinedStr) and node not in passed_over:
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
            passed_over.update(node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in passed_over:
            yield node.value


@pytest.mark.parametrize(
    ("folder", "unit"),
    [
        (reports_folder("so-y-te"), "so-y-te"),
        ("units/a\nb/reports/", "a\nb"),
        ("units/a/reports", None),
        ("units/a/", None),
        ("units//reports/", None),
        ("units/a/reports/b/", None),
        ("tasks/a/reports/", None),
        ("", None),
    ],
)
def test_a_folder_of_reports_is_a_units(folder: str, unit: str | None) -> None:
    """And no other folder is."""
    assert unit_of_reports(folder) == unit
