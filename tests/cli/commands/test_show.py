"""`ct58 show`: anything by its id or name."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import PROGRAMME, REPORT, SHIPPED, report_text, write_data
from tests.support.desk import sit_down

INDICATOR = """\
indicators:
  - id: CT-01
    clause: II.1-1
    title: Kết nạp
    deadline: {every: year}
    numerator: {sum: [members_admitted], of: tccsd}
    target: {op: ">=", value: 30, unit: count}
"""


@pytest.mark.parametrize(
    ("typed", "kind", "id"),
    [
        (["PL-02"], "task", "PL-02"),
        (["ct-18"], "indicator", "CT-18"),
        (["nv-02"], "duty", "NV-02"),
        (["bc-quy"], "report", "BC-QUY"),
        (["II.4.1-1"], "clause", "II.4.1-1"),
        (["II.4"], "part", "II.4"),
        (["BTC"], "unit", "ban-to-chuc"),
        (["ban", "tuyen", "giao"], "unit", "ban-tuyen-giao"),
    ],
)
def test_a_thing_of_the_shipped_data(ct58: Ct58, typed: list[str], kind: str, id: str) -> None:
    """Several unquoted words are one name."""
    done = ct58("show", *typed, "--data", str(SHIPPED), "--format", "json")
    assert (done.data["kind"], done.data["id"]) == (kind, id)
    lines = (SHIPPED / done.data["source"]["file"]).read_text(encoding="utf-8").splitlines()
    assert kind == "unit" or id in lines[done.data["source"]["line"] - 1]


def test_a_section_of_the_programme_is_shown_clause_by_clause(ct58: Ct58) -> None:
    """Word for word, with what follows each; in JSON a list of what `show` has of each alone."""
    about = ("--data", str(SHIPPED))
    done = ct58("show", "II.4.1", *about)
    assert done.code == 0
    assert "II.4.1 · clauses: 5" in done.out
    assert "Hằng năm có trên 90% TCCSĐ hoàn thành tốt nhiệm vụ" in done.out
    section = ct58("show", "ii.4.1", *about, "--format", "json").data
    assert (section["kind"], section["id"], len(section["clauses"])) == ("section", "II.4.1", 5)
    assert section["clauses"][2] == ct58("show", "II.4.1-3", *about, "--format", "json").data


def test_the_text_that_a_task_rests_on_stands_beside_it(ct58: Ct58) -> None:
    """Word for word, with its occurrences."""
    shown = ct58("show", "PL-02", "--data", str(SHIPPED), "--as-of", "2021-07-15").out
    assert "Định kỳ hằng năm, tổ chức sơ kết" in shown
    assert "2025-12-31" in shown


def test_as_of_cuts_what_is_shown(ct58: Ct58, tmp_path: Path) -> None:
    """The report came on the 3rd."""
    write_data(tmp_path, **{REPORT: report_text()})
    statuses = [
        ct58("show", "so-y-te", "--as-of", day, "--format", "json").data["standings"][0]["status"]
        for day in ("2021-07-02", "2021-07-03")
    ]
    assert statuses == ["due_soon", "completed_on_time"]


def test_an_indicator_is_explained_from_the_reports_of_its_period(ct58: Ct58, tmp_path: Path) -> None:
    """A count of one quarter's reports, with the line of the figure."""
    write_data(tmp_path, **{REPORT: report_text(), "programme.yaml": PROGRAMME + INDICATOR})
    done = ct58("show", "ct-01", "--period", "2021-Q2", "--as-of", "2021-07-15", "--format", "json")
    (found,) = done.data["explanation"]
    assert (done.data["kind"], done.data["id"], done.data["title"]) == ("indicator", "CT-01", "Kết nạp")
    assert (found["numerator"], found["so_far"]["percent_of_plan"]) == (12, 40)
    (unit,) = found["units"]
    source = unit["answers"][0]["source"]
    line = (tmp_path / "data" / source["file"]).read_text(encoding="utf-8").splitlines()[source["line"] - 1]
    assert line.strip() == "members_admitted: 12"


def test_without_a_period_the_last_quarter_that_has_ended_is_explained(ct58: Ct58, tmp_path: Path) -> None:
    """As `indicators` does."""
    write_data(tmp_path, **{REPORT: report_text(), "programme.yaml": PROGRAMME + INDICATOR})
    assert "2021, up to 2021-H1" in ct58("show", "CT-01", "--as-of", "2021-07-15").out


def test_other_periods_reports_are_not_read(ct58: Ct58, tmp_path: Path) -> None:
    """A broken report of a later quarter stops nobody."""
    later = REPORT.replace("Q2", "Q4")
    write_data(tmp_path, **{later: "unit: [", "programme.yaml": PROGRAMME + INDICATOR})
    done = ct58("show", "CT-01", "--period", "2021-Q2", "--as-of", "2021-07-15")
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("arguments", [["--period", "2021"], ["--units"]])
def test_only_an_indicator_has_a_period_and_units_to_explain(
    ct58: Ct58, data: Path, arguments: list[str]
) -> None:
    """A task has none."""
    done = ct58("show", "PL-01", *arguments)
    assert (done.code, done.out) == (2, "")
    assert "“PL-01” is none" in done.err


@pytest.mark.parametrize("id_", ["PL-01", "BC-QUY", "II.1-1"])
def test_a_period_behind_what_has_none_is_what_is_wrong(ct58: Ct58, data: Path, id_: str) -> None:
    """Not the name of a unit, which nobody typed."""
    done = ct58("show", id_, "q2/2021")
    assert done.code == 2
    assert f"{id_} is neither" in done.err
    assert f"ct58 show {id_}" in done.err
    assert ct58("show", id_).code == 0


def test_an_explanation_can_be_a_document_or_a_sheet(ct58: Ct58, tmp_path: Path) -> None:
    """The same data gives the same bytes; a row a unit."""
    write_data(tmp_path, **{REPORT: report_text(), "programme.yaml": PROGRAMME + INDICATOR})
    shown = ("show", "CT-01", "--period", "2021-Q2", "--as-of", "2021-07-15", "--units")
    for name in ("a.docx", "b.docx", "a.xlsx", "b.xlsx"):
        assert ct58(*shown, "-o", name).code == 0
    for ending in ("docx", "xlsx"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()
    rows = list(csv.DictReader(io.StringIO(ct58(*shown, "--format", "csv").out)))
    assert [tuple(row.values()) for row in rows] == [("Đảng bộ Sở Y tế", "has answered", "12", "12")]


def test_what_came_up_later_was_not_there_yet(ct58: Ct58, tmp_path: Path) -> None:
    """It says so, instead of guessing at another id."""
    item = (
        "item: KL-02\ntitle: Kết luận\nlead: [van-phong]\ndeadline: {by: 2021-12-31}\n"
        "source: {number: 12-KL/ĐUK, date: 2021-07-01}\nevents: []\n"
    )
    write_data(tmp_path, **{"tasks/KL-02.yaml": item})
    done = ct58("show", "kl-02", "--as-of", "2021-06-30")
    assert (done.code, "KL-02 was not there yet on 2021-06-30." in done.err) == (2, True)
    assert ct58("show", "kl-02", "--as-of", "2021-07-01").code == 0


@pytest.mark.parametrize(
    "typed",
    [
        ["so", "y", "te", "2021-Q2"],
        ["so", "y", "te", "quý", "II/2021"],
        ["SYT", "q2"],
        ["so-y-te", "--period", "2021-Q2"],
    ],
)
def test_a_report_is_read_back(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str]
) -> None:
    """By the unit and the period, in the words in which it is recorded; without a year it is this one."""
    sit_down(monkeypatch, tmp_path, "2021-07-15")
    write_data(tmp_path, **{REPORT: report_text()})
    done = ct58("show", *typed, "--as-of", "2021-07-15")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("so-y-te  Đảng bộ Sở Y tế · Báo cáo quý, 2021-Q2\n")
    assert "received on 2021-07-03" in done.out
    assert "5  Kết nạp" in done.out


def test_what_nobody_is_asked_is_refused(ct58: Ct58, data: Path) -> None:
    """With what is asked for; an unknown unit is answered as a unit."""
    assert "Nobody asks Văn phòng for a report of 2021-Q2." in ct58("show", "VP", "2021-Q2").err
    assert "There is no unit “xyzzy”." in ct58("show", "xyzzy", "2021-Q2").err


def test_an_indicators_period_may_stand_behind_its_id(ct58: Ct58, tmp_path: Path) -> None:
    """As a unit's does."""
    write_data(tmp_path, **{REPORT: report_text(), "programme.yaml": PROGRAMME + INDICATOR})
    behind = ct58("show", "CT-01", "2021-Q2", "--as-of", "2021-07-15")
    assert behind.code == 0
    assert behind.out == ct58("show", "CT-01", "--period", "2021-Q2", "--as-of", "2021-07-15").out


def test_a_report_that_cannot_be_read_is_not_missing(ct58: Ct58, tmp_path: Path) -> None:
    """Exit 3, and where the error is told."""
    write_data(tmp_path, **{REPORT: "unit: so-y-te\nperiod: 2021-Q2\nstate: recieved\n"})
    done = ct58("show", "so-y-te", "2021-Q2")
    assert done.code == 3
    assert "See: ct58 check" in done.err
