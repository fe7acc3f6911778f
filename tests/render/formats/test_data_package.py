"""The data package of an export: its keys hold, its types are those of the cells, and programs read it."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.support.command_line import FILES, PROGRAMME, REPORT, called, report_text, write_data

DAY = ("--as-of", "2021-07-15")
MINUS = "-1 lần"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two units of which one was merged, and a report with a list and a text that a spreadsheet would compute."""
    form = (
        "  - key: drafts\n    number: 6\n    label: Văn bản\n    type: list\n    every: quarter\n    units: tccsd\n"
        "    fields: [{key: title, label: Tên, type: text}, {key: done_on, label: Ngày, type: date}]\n"
    )
    merged = (
        FILES["units/so-y-te/unit.yaml"].replace("so-y-te", "so-cu")
        + "valid_to: 2021-06-30\nmerged_into: so-y-te\n"
    )
    report = report_text() + f"  drafts: [{{title: '{MINUS}', done_on: 2021-06-01}}, {{title: B}}]\n"
    return write_data(
        tmp_path, **{"programme.yaml": PROGRAMME + form, "units/so-cu/unit.yaml": merged, REPORT: report}
    )


def package(folder: Path, *more: str) -> dict[str, Any]:
    """The description of a package that was written there."""
    outcome = called("export", "--what", "package", "-o", "goi", *DAY, *more, cwd=folder)
    assert (outcome.code, outcome.err) == (0, "")
    described: dict[str, Any] = json.loads((folder / "goi/datapackage.json").read_text(encoding="utf-8"))
    return described


def tables(folder: Path, described: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """The rows of each table."""
    found = {}
    for resource in described["resources"]:
        with (folder / "goi" / resource["path"]).open(encoding="utf-8", newline="") as stream:
            found[resource["name"]] = list(csv.DictReader(stream))
    return found


READ: Mapping[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "date": dt.date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def test_keys_types_and_references_hold(data: Path) -> None:
    """As they are declared."""
    described = package(data.parent)
    rows = tables(data.parent, described)
    assert described["as_of"] == "2021-07-15"
    assert [resource["name"] for resource in described["resources"]] == [
        "facts",
        "units",
        "unit-times",
        "figures",
    ]
    for resource in described["resources"]:
        own, schema = rows[resource["name"]], resource["schema"]
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in own]
        assert own
        assert len(set(keys)) == len(keys)
        assert [field["name"] for field in schema["fields"]] == list(own[0])
        for field in schema["fields"]:
            assert field["description"]
            for row in own:
                cell = row[field["name"]]
                assert not cell or READ[field["type"]](cell) is not None
        for key in schema["foreignKeys"]:
            there = key["reference"]
            known = {row[there["fields"]] for row in rows[there["resource"] or resource["name"]]}
            assert {row[key["fields"]] for row in own} - {""} <= known


def test_a_text_is_what_it_is(data: Path) -> None:
    """For programs no apostrophe stands before it; a file for Excel has one."""
    rows = tables(data.parent, package(data.parent))["facts"]
    assert MINUS in {row["value"] for row in rows}
    assert f"'{MINUS}" in called("export", *DAY, cwd=data.parent).out


def test_what_is_referred_to_is_whole_whatever_is_asked_for(data: Path) -> None:
    """Else a key would lead to nothing."""
    rows = tables(data.parent, package(data.parent, "--unit", "so-cu"))
    assert {row["unit"] for row in rows["facts"]} <= {"so-cu"}
    assert {row["id"] for row in rows["units"]} >= {"so-cu", "so-y-te"}


def test_it_is_what_frictionless_takes_for_one(data: Path) -> None:
    """Tables, keys and references."""
    frictionless = pytest.importorskip("frictionless")
    package(data.parent)
    report = frictionless.validate(str(data.parent / "goi/datapackage.json"))
    assert report.flatten(["rowNumber", "fieldName", "note"]) == []
    assert report.valid


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--what", "package"), "needs a folder"),
        (("--what", "package", "-o", "x.csv"), "needs a folder"),
        (("--what", "package", "-o", "goi", "--format", "xlsx"), "csv or parquet"),
        (("--format", "parquet"), "into a file only"),
    ],
)
def test_what_cannot_be_is_refused(data: Path, words: tuple[str, ...], says: str) -> None:
    """With what can."""
    outcome = called("export", *words, cwd=data.parent)
    assert outcome.code == 2
    assert says in outcome.err


def test_parquet_has_the_types_of_the_columns(data: Path) -> None:
    """In a package, and as a file of its own."""
    parquet = pytest.importorskip("pyarrow.parquet")
    described = package(data.parent, "--format", "parquet")
    assert described["resources"][0]["path"] == "facts.parquet"
    table = parquet.read_table(data.parent / "goi/facts.parquet")
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["ends_on"], types["line"], types["expected"], types["value"]) == (
        *("date32[day]", "int64", "bool", "string"),
    )
    values = {row["figure"]: row["value"] for row in table.to_pylist() if row["state"] == "given"}
    assert values["members_admitted"] == "12"
    assert called("export", "--what", "units", "-o", "x.parquet", cwd=data.parent).code == 0
    (row,) = [
        row for row in parquet.read_table(data.parent / "x.parquet").to_pylist() if row["id"] == "so-cu"
    ]
    assert (row["valid_to"], row["sets"]) == (dt.date(2021, 6, 30), ["tccsd"])


def test_without_pyarrow_it_is_said_what_to_do(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is written."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    outcome = called("export", "-o", "x.parquet", cwd=data.parent)
    assert outcome.code == 5
    assert "pip install pyarrow" in outcome.err
    assert not (data.parent / "x.parquet").exists()
