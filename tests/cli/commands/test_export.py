"""`ct58 export`: tables for other programs."""

from __future__ import annotations

import codecs
import csv
import io
import json
from pathlib import Path

import duckdb
import openpyxl
import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import FILES, REPORT, report_text, write_data

DAY = ("--as-of", "2021-07-15")
UNIT = "units/so-y-te/unit.yaml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with one report."""
    return write_data(tmp_path, **{REPORT: report_text()})


def test_a_fact_is_a_row(ct58: Ct58, data: Path) -> None:
    """CSV, unless another form is asked for."""
    (row,) = csv.DictReader(io.StringIO(ct58("export", *DAY).out))
    kept = (
        "unit",
        "period",
        "figure",
        "value",
        "state",
        "expected",
        "received_on",
        "quality",
        "file",
        "line",
    )
    assert [row[name] for name in kept] == [
        *("so-y-te", "2021-Q2", "members_admitted", "12", "given", "true", "2021-07-03", "final", REPORT, "7")
    ]


@pytest.mark.usefixtures("data")
def test_a_period_outside_the_programme_is_wrong_usage(ct58: Ct58, tmp_path: Path) -> None:
    """Unless a report of it is there, kept to compare with."""
    assert ct58("export", *DAY, "-p", "2020").code == 2
    before = report_text().replace("2021-Q2", "2020-Q4")
    write_data(tmp_path, **{"units/so-y-te/reports/2020-Q4.yaml": before})
    (row,) = csv.DictReader(io.StringIO(ct58("export", *DAY, "-p", "2020").out))
    assert row["period"] == "2020-Q4"


def test_the_three_forms_say_the_same(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """The ending sets the form; nothing is printed; a CSV file begins with a BOM for Excel."""
    for ending in ("csv", "jsonl", "xlsx"):
        done = ct58("export", *DAY, "-o", f"số liệu.{ending}")
        assert (done.code, done.out, done.err) == (0, "", "")
    text = (tmp_path / "số liệu.csv").read_bytes()
    assert text.startswith(codecs.BOM_UTF8)
    header, row = csv.reader(io.StringIO(text.decode("utf-8-sig")))
    line = json.loads((tmp_path / "số liệu.jsonl").read_text(encoding="utf-8"))
    assert list(line) == header
    assert (line["value"], line["expected"], line["ends_on"], line["index"]) == (12, True, "2021-06-30", None)
    sheet = openpyxl.load_workbook(tmp_path / "số liệu.xlsx")["facts"]
    assert [cell.value for cell in sheet[1]] == header
    assert sheet.cell(2, header.index("value") + 1).value == 12
    assert row[header.index("value")] == "12"


def test_duckdb_reads_the_file_as_it_is(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Types are found without being told."""
    ct58("export", *DAY, "-o", "x.csv")
    query = "SELECT sum(value::INTEGER), any_value(received_on), bool_and(expected) FROM read_csv(?)"
    ((total, received_on, is_expected),) = duckdb.execute(query, [str(tmp_path / "x.csv")]).fetchall()
    assert (total, received_on.isoformat(), is_expected) == (12, "2021-07-03", True)


def test_what_was_asked_for_and_has_not_come_has_a_row(ct58: Ct58, tmp_path: Path) -> None:
    """Its value is empty, and is not 0."""
    write_data(tmp_path)
    (line,) = ct58("export", *DAY, "--format", "jsonl").out.splitlines()
    assert {name: json.loads(line)[name] for name in ("value", "state", "expected", "file")} == {
        "value": None,
        "state": "missing",
        "expected": True,
        "file": None,
    }


def test_a_spreadsheet_takes_nothing_from_the_data_for_a_formula(ct58: Ct58, tmp_path: Path) -> None:
    """A unit's name may begin with anything."""
    write_data(tmp_path, **{UNIT: FILES[UNIT].replace("name: Đảng bộ Sở Y tế", 'name: "=HYPERLINK(1)"')})
    row = next(csv.DictReader(io.StringIO(ct58("export", *DAY).out)))
    assert row["unit_name"] == "'=HYPERLINK(1)"
    ct58("export", *DAY, "-o", "x.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "x.xlsx")["facts"]["B2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_filters_choose(ct58: Ct58, data: Path) -> None:
    """A period, a figure by its printed number, a unit by its name, a set."""
    for words in (["-p", "quý II/2021"], ["--figure", "5"], ["--unit", "so y te"], ["--set", "tccsd"]):
        assert len(ct58("export", *DAY, *words).out.splitlines()) == 2
    assert len(ct58("export", *DAY, "-p", "2022").out.splitlines()) == 1


def test_units_figures_and_the_dictionary_are_tables_too(ct58: Ct58, data: Path) -> None:
    """The dictionary needs no data and explains every column."""
    units = list(csv.DictReader(io.StringIO(ct58("export", "--what", "units").out)))
    assert {row["id"]: row["sets"] for row in units} == {"van-phong": "", "so-y-te": "tccsd"}
    (figure,) = csv.DictReader(io.StringIO(ct58("export", "--what", "figures").out))
    assert (figure["key"], figure["number"], figure["adds"]) == ("members_admitted", "5", "flow")
    explained = list(csv.DictReader(io.StringIO(ct58("export", "--what", "columns").out)))
    facts = ct58("export", *DAY).out.splitlines()[0].split(",")
    assert [row["column"] for row in explained if row["table"] == "facts"] == facts
    assert all(row["meaning"] for row in explained)


def test_the_dictionary_speaks_the_user_s_language(ct58: Ct58, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of columns are never translated."""
    monkeypatch.setenv("CT58_LANG", "vi")
    assert "facts,unit,Mã đơn vị." in ct58("xuat", "--what", "columns").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--format", "xlsx"], 2, "add -o"),
        (["-o", "x.docx"], 2, ".docx"),
        (["--figure", "members_admited"], 2, "members_admitted"),
        (["--set", "tcsd"], 2, "tccsd"),
        (["--unit", "nobody"], 2, "nobody"),
        (["-p", "31/6"], 2, "31/6"),
        (["-o", "there.csv"], 4, "--force"),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_remedy(
    ct58: Ct58, data: Path, tmp_path: Path, words: list[str], code: int, said: str
) -> None:
    """Nothing is written, and a file that is there stays."""
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    done = ct58("export", *DAY, *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_invalid_figures_are_exported_as_such(ct58: Ct58, tmp_path: Path) -> None:
    """A number that cannot be read is exported as nothing else, and not as one that is missing."""
    write_data(tmp_path, **{REPORT: report_text(admitted="1.412")})
    done = ct58("export", *DAY)
    (row,) = csv.DictReader(io.StringIO(done.out))
    assert (done.code, row["state"], row["value"], row["report_state"]) == (0, "unreadable", "", "received")
    assert REPORT in done.err
    assert ct58("export", *DAY, "--strict").code == 3
    assert ct58("export", *DAY, "--what", "units").code == 0
