from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import FILES, PROGRAMME, write_data
from tests.support.desk import sit_down


@pytest.mark.usefixtures("data")
def test_forms_are_written_and_the_way_back_is_said(ct58: Ct58, tmp_path: Path) -> None:
    """One file for the one unit that owes the report."""
    outcome = ct58("form", "--period", "2021-Q2", "-o", "forms")
    assert (outcome.code, outcome.err) == (0, "")
    assert "ct58 import forms --dry-run" in outcome.out
    assert [path.name for path in (tmp_path / "forms").iterdir()] == ["so-y-te-2021-Q2.xlsx"]


@pytest.mark.usefixtures("data")
def test_what_is_there_is_not_overwritten(ct58: Ct58, tmp_path: Path) -> None:
    """Exit 4; with --force it is."""
    arguments = ("form", "so", "y", "te", "--period", "2021-Q2", "-o", "forms")
    assert ct58(*arguments).code == 0
    (tmp_path / "forms/so-y-te-2021-Q2.xlsx").write_bytes(b"filled in")
    assert [ct58(*arguments).code, ct58(*arguments, "--force").code] == [4, 0]


@pytest.mark.usefixtures("data")
def test_a_grid_is_one_workbook(ct58: Ct58, tmp_path: Path) -> None:
    """Its JSON names it and the units."""
    outcome = ct58("form", "--period", "2021-Q2", "--grid", "-o", "grid.xlsx", "--format", "json")
    assert outcome.data == {"files": ["grid.xlsx"], "units": ["so-y-te"], "written": True}
    assert (tmp_path / "grid.xlsx").is_file()


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--period", "2021-Q2"),
        ("--period", "2021-Q2", "-o", "x.xlsx"),
        ("--period", "2021-Q2", "--grid", "-o", "x.pdf"),
        ("--period", "2021-Q1", "-o", "x"),
        ("van-phong", "--period", "2021-Q2", "-o", "x"),
    ],
)
def test_wrong_usage_is_exit_2(ct58: Ct58, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """And nothing is written."""
    before = sorted(tmp_path.iterdir())
    assert ct58("form", *arguments).code == 2
    assert sorted(tmp_path.iterdir()) == before


# ------------------------------------------------------------------- what comes by itself

RESOLUTION = (
    "  - {key: resolution, number: 16, label: Nghị quyết năm, type: record, every: year, units: tccsd, "
    'if_absent: "no", fields: [{key: number, label: Số, type: text}, {key: issued_on, label: Ngày, type: date}]}\n'
    "  - {key: headcount, number: 17, label: Quần chúng, type: integer, every: year, units: tccsd}\n"
)
OWED = (
    "duties:\n  - {id: NV-32, title: Nghị quyết năm, owners: tccsd, done_when: resolution, clauses: [II.1-1], "
    "submit_to: [], deadline: {every: year, in: 05-31, from: 2021, assumed: true}}\n"
)


@pytest.fixture
def following(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two units that owe a resolution each year, in an office of 15 July 2021."""
    sit_down(monkeypatch, tmp_path, "2021-07-15")
    head, _, rest = PROGRAMME.partition("reporting:\n")
    yearly = "  - {id: BC-NAM, title: Báo cáo năm, every: year, due_after: 20, units: tccsd}\n"
    second = FILES["units/so-y-te/unit.yaml"].replace("so-y-te", "so-a").replace("Sở Y tế", "Sở A")
    text = f"format: 2\n{head}{OWED}reporting:\n{yearly}{rest}{RESOLUTION}"
    return write_data(tmp_path, **{"programme.yaml": text, "units/so-a/unit.yaml": second})


def test_a_grid_of_one_figure_books_what_came_and_no_report(
    ct58: Ct58, tmp_path: Path, following: Path
) -> None:
    """Out with --only, filled, and in again: the duty is done on its own day, the report is still expected."""
    from openpyxl import load_workbook

    late = ct58("overdue").out
    assert "TO BE VERIFIED: BOOKED FOR NO UNIT (1)" in late
    assert "Nghị quyết năm, 2021, due 2021-05-31*: booked for none of 2 units" in late
    assert "ct58 form --period 2021 --grid --only resolution" in late
    assert "UNITS THAT HAVE NOT SENT" not in late.split("BC-QUY")[0].split("TO BE VERIFIED")[1]
    assert ct58("form", "--period", "2021", "--grid", "--only", "16", "-o", "list.xlsx").code == 0
    book = load_workbook(tmp_path / "list.xlsx")
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[3] == (
        "No.",
        "Id of the unit",
        "Unit",
        "16.1. Nghị quyết năm: Số",
        "16.2. Nghị quyết năm: Ngày",
    )
    unit = str(rows[4][1])
    sheet["D5"], sheet["E5"] = "12-NQ/ĐU", dt.date(2021, 3, 20)
    book.save(tmp_path / "list.xlsx")
    assert ct58("import", "list.xlsx").code == 0
    text = (following / f"units/{unit}/reports/2021.yaml").read_text("utf-8")
    assert "state: expected\n" in text
    assert "received_on" not in text
    assert "source" not in text
    rows_now = {row["owners"][0]: row["needs_verification"] for row in duty_rows(ct58)}
    assert rows_now == {"so-a" if unit == "so-y-te" else "so-y-te": False}
    assert ct58("check").code == 0


def duty_rows(ct58: Ct58) -> list[dict[str, Any]]:
    """What is overdue of the yearly duty."""
    return [row for row in ct58("overdue", "--format", "json").data if row["id"] == "NV-32"]


def test_one_unit_is_booked_on_the_command_line(ct58: Ct58, following: Path) -> None:
    """In a report that is not in yet; a number without its day is to be verified, and gets no letter."""
    done = ct58("record", "report", "so-y-te", "2021", "--set", "resolution.number=12-NQ/ĐU")
    assert done.code == 0
    assert "Booked by itself; the report of 2021 is still expected." in done.out
    assert "state: expected\n" in (following / "units/so-y-te/reports/2021.yaml").read_text("utf-8")
    flags = {row["owners"][0]: (row["needs_verification"], row["started"]) for row in duty_rows(ct58)}
    assert flags == {"so-y-te": (True, True), "so-a": (False, False)}
    assert "there, its day not booked" in ct58("overdue").out
    letters = ct58("remind", "--format", "json").data
    about = {row["addressee"]: [item["id"] for item in row["items"]] for row in letters}
    assert about == {"so-y-te": ["BC-QUY"], "so-a": ["NV-32", "BC-QUY"], "van-phong": ["PL-01"]}
    again = ct58("record", "report", "so-y-te", "2021", "--set", "resolution.issued_on=2021-03-20")
    assert again.code == 0
    assert [row["owners"] for row in duty_rows(ct58)] == [["so-a"]]
    arrived = ct58("record", "report", "so-y-te", "2021", "--set", "headcount=40")
    assert arrived.code == 0
    assert "state: received\n" in (following / "units/so-y-te/reports/2021.yaml").read_text("utf-8")


@pytest.mark.usefixtures("following")
def test_what_is_booked_for_nobody_gets_no_letter_and_is_named(ct58: Ct58) -> None:
    """With the first booking the others get theirs."""
    said = ct58("remind").out
    assert "NV-32" not in said
    assert "To be verified first, because it was booked for no unit: Nghị quyết năm, 2021" in said


@pytest.mark.usefixtures("following")
@pytest.mark.parametrize("figure", ["resolutoin", "5"])
def test_only_names_a_figure_that_somebody_is_asked(ct58: Ct58, figure: str) -> None:
    """One that there is not, and one of another kind of period; without a grid there are no columns to choose."""
    assert ct58("form", "--period", "2021", "--grid", "--only", figure, "-o", "x.xlsx").code == 2
    assert ct58("form", "--period", "2021", "--only", "resolution", "-o", "x").code == 2


def test_an_interrupted_run_can_be_made_again(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """What is there as it would be written stays; one that was filled in is not written over."""
    form = ("form", "--period", "2021-Q2", "-o", "bieu")
    assert ct58(*form).code == 0
    (made,) = (tmp_path / "bieu").iterdir()
    before = made.stat().st_mtime_ns
    assert ct58(*form).code == 0
    assert made.stat().st_mtime_ns == before
    made.write_bytes(b"filled in")
    done = ct58(*form)
    assert done.code == 4
    assert "already there" in done.err


def test_the_form_says_where_it_goes_and_by_when(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """The committee of office.yaml, and the day of the calendar."""
    assert ct58("form", "--period", "2021-Q2", "-o", "bieu").code == 0
    (made,) = (tmp_path / "bieu").iterdir()
    from openpyxl import load_workbook

    sheet = load_workbook(made).worksheets[0]
    assert (sheet["E2"].value, sheet["E3"].value) == ("Send to: Đảng ủy Khối", "By: 2021-07-05")
