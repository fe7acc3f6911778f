"""Whatever command changes the data says which closed or issued results move by it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.support.command_line import PROGRAMME, REPORT, Ct58, in_this_process, report_text, write_data
from tests.support.daily_round import open_office
from tests.support.desk import sit_down
from tests.support.repositories import begin, isolate, keep, needs_git

INDICATOR = """\
indicators:
  - id: CT-01
    clause: II.1-1
    title: Kết nạp
    deadline: {every: quarter}
    numerator: {sum: [members_admitted], of: tccsd}
    target: {op: ">=", value: 10, unit: count}
"""
CLOSED = "periods/2021-Q2.yaml"
OTHER = "units/so-xd/unit.yaml"
FILES = {
    "programme.yaml": PROGRAMME + INDICATOR,
    REPORT: report_text(),
    CLOSED: "period: 2021-Q2\nclosings: [{on: 2021-07-20}]\n",
    OTHER: "id: so-xd\nname: Sở Xây dựng\nkind: agency\norganisation: grassroots_committee\nvalid_from: 2021-07-01\n",
}
LOST = "CT-01, 2021-Q2: 12, met → "


@pytest.fixture(autouse=True)
def _in_august(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 15 August 2021, and the books of the second quarter are closed."""
    sit_down(monkeypatch, tmp_path, "2021-08-15")


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """Run one command line in English, in the test's own folder."""
    return in_this_process(capsys, monkeypatch, tmp_path)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """One report, one indicator that it meets."""
    return write_data(tmp_path, **FILES)


def settled(out: str) -> list[str]:
    """The lines about what is settled."""
    return [line.removeprefix("Settled").strip() for line in out.splitlines() if line.startswith("Settled")]


def test_a_correction_with_its_reason(ct58: Ct58, office: Path) -> None:
    """Recorded or only tried; and taken back."""
    words = ("record", "report", "so-y-te", "2021-Q2", "--set", "5=7", "--reason", "gửi lại")
    said = ["CT-01, 2021-Q2: 12, met → 7, not met (books of 2021-Q2, closed 2021-07-20)"]
    assert settled(ct58(*words, "--dry-run").out) == said
    done = ct58(*words, "--format", "json")
    assert [
        (row["kind"], row["id"], row["reason"]) for row in done.data["changes"] if row["kind"] == "settled"
    ] == [("settled", "CT-01", True)]
    assert "CT-01, 2021-Q2: 7, not met → 12, met" in ct58("undo", "--yes").out
    assert office.is_dir()


def moved(data: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """What programs read of the settled results that move: of what, to what, and whether with a reason."""
    return [(row["id"], row["new"], row["reason"]) for row in data["settled"]]


def test_an_event_after_the_period_that_moves_it(ct58: Ct58, office: Path) -> None:
    """Without a document or a reason it is asked for one."""
    words = ("record", "event", "PL-01", "submitted", "--on", "5/7/2021", "--to", "standing_committee")
    done = ct58(*words, "--dry-run")
    assert settled(done.out) == [
        "PL-01: Overdue → Completed late (books of 2021-Q2, closed 2021-07-20); no reason stands beside it"
    ]
    assert "A closed period moves without a reason" in done.out
    with_number = ct58(*words, "--number", "5-TTr/ĐUK", "--document-date", "5/7/2021", "--dry-run")
    assert settled(with_number.out) == [
        "PL-01: Overdue → Completed late (books of 2021-Q2, closed 2021-07-20)"
    ]
    assert "without a reason" not in with_number.out
    assert (office / CLOSED).is_file()


def test_an_event_that_is_dated_back_into_closed_books(ct58: Ct58, office: Path) -> None:
    """As a report of the period: with a reason or a document, or once the books are open again. A remark changes nothing."""
    words = ("record", "event", "PL-01", "submitted", "--on", "20/6/2021", "--to", "standing_committee")
    done = ct58(*words)
    assert done.code == 4
    assert "The books of 2021-Q2 are closed; a change needs a reason." in done.err
    assert "ct58 reopen 2021-Q2 --reason" in done.err
    assert not (office / "tasks/PL-01.yaml").exists()
    assert (
        ct58("record", "event", "PL-01", "note", "--on", "20/6/2021", "--reason", "x", "--dry-run").code == 0
    )
    for more in (("--number", "5-TTr/ĐUK"), ("--reason", "ghi bổ sung")):
        explained = ct58(*words, *more, "--dry-run", "--format", "json")
        assert moved(explained.data) == [("PL-01", "Completed on time", True)]
    assert ct58("reopen", "2021-Q2", "--reason", "bổ sung").code == 0
    assert ct58(*words).code == 0


def test_programs_read_what_moves_wherever_a_screen_says_it(ct58: Ct58, office: Path) -> None:
    """An amendment, an end, a list of units, and what takes a record back."""
    programme = office / "programme.yaml"
    programme.write_text("format: 2\n" + programme.read_text("utf-8"), "utf-8")
    amended = ct58(
        *("amend", "CT-01", "--target", "từ 20 trở lên", "--number", "3-QĐ/ĐUK", "--date", "1/6/2021"),
        *("--format", "json"),
    )
    assert amended.code == 0, amended.err
    assert moved(amended.data) == [("CT-01", "12, not met", True)]
    back = ct58("undo", "--yes", "--format", "json")
    assert back.data["files"] == ["amendments/2021-06-01-3-qd-duk.yaml"]
    assert moved(back.data) == [("CT-01", "12, met", False)]
    listed = office.parent / "list.csv"
    listed.write_text(
        "Mã,Tên đơn vị,Loại hình,Đảng bộ/Chi bộ\nso-y-te,Sở Y tế,Cơ quan,\nso-moi,Sở Mới,Cơ quan,Đảng bộ\n",
        "utf-8",
    )
    units = ct58("unit", "import", str(listed), "--valid-from", "1/1/2021", "--dry-run", "--format", "json")
    assert [row["kind"] for row in units.data["settled"]] == ["settled"] * len(units.data["settled"])
    assert units.data["settled"]
    table = office.parent / "so-lieu.csv"
    table.write_text("unit,5\nso-y-te,7\n", "utf-8")
    filled = ct58(
        "import", str(table), "--period", "2021-Q2", "--reason", "gửi lại", "--dry-run", "--format", "json"
    )
    assert moved(filled.data) == [("CT-01", "7, not met", True)]
    end = ("--on", "10/8/2021", "--number", "1-QĐ/TU", "--to", "dang-bo-khac", "--items-to", "dang-bo-khac")
    closed = ct58("programme", "close", *end, "--dry-run", "--format", "json")
    assert moved(closed.data) == []


def test_a_unit_that_ends_before_the_period_did(ct58: Ct58, office: Path) -> None:
    """What was read for the register says nothing of reports, and still the result is known."""
    done = ct58("unit", "close", "so y te", "--on", "31/3/2021", "--dry-run")
    assert LOST in " ".join(settled(done.out))
    assert not settled(ct58("unit", "close", "so y te", "--on", "31/7/2021", "--dry-run").out)
    assert (office / REPORT).is_file()


def test_a_change_of_an_open_period_says_nothing(ct58: Ct58, office: Path) -> None:
    """Nor what is only another telephone."""
    assert not settled(
        ct58("record", "report", "so-y-te", "2021-Q3", "--set", "5=1", "--received-on", "10/8").out
    )
    assert not settled(ct58("receive", "so-xd", "--period", "2021-Q3", "--on", "12/8").out)
    assert (office / REPORT).is_file()


def test_since_another_state_each_is_a_finding(ct58: Ct58, office: Path, tmp_path: Path) -> None:
    """An error without a reason; exit code 1."""
    shutil.copytree(office, tmp_path / "before")
    unit = office / "units/so-y-te/unit.yaml"
    unit.write_text(unit.read_text("utf-8").replace("grassroots_committee", "null"), "utf-8")
    done = ct58("check", "--since", "before", "--format", "json")
    found = [(row["code"], row["file"]) for row in done.data if row["code"].startswith("T6")]
    assert done.code == 1
    assert set(found) == {("T606", "units/so-y-te/unit.yaml")}


@needs_git
def test_saving_comparing_and_reviewing_show_them(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under what whoever approves must know, from what to what."""
    isolate(monkeypatch)
    data = write_data(begin(tmp_path), **FILES)
    keep(tmp_path)
    text = (data / REPORT).read_text("utf-8")
    (data / REPORT).write_text(text.replace("members_admitted: 12", "members_admitted: 7"), "utf-8")
    shown = ct58("diff").out
    assert "Closed or issued results that move  1, of which 1 without a reason; see below" in shown
    assert "CT-01, 2021-Q2  12, met  7, not met" in shown
    assert "12, met  7, not met" in ct58("save", "--yes", "--as", "Hoa").out
    rows = ct58("diff", "HEAD~1", "HEAD", "--format", "json").data
    assert [(row["old"], row["new"], row["reason"]) for row in rows if row["kind"] == "settled"] == [
        ("12, met", "7, not met", False)
    ]


@needs_git
def test_handing_in_reviewing_and_fetching_show_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sends it, whoever decides, and whoever gets it."""
    office = open_office(tmp_path, capsys, monkeypatch)
    today = "2021-08-15"

    def handed_in(*words: str) -> str:
        office("hoa", *words, today=today)
        office("hoa", "save", "--yes", "--anyway", today=today)
        sent = office("hoa", "submit", "--format", "json", today=today)
        return "\n".join(row["text"] for row in json.loads(sent.out)["settled"])

    assert not handed_in("close", "2021-Q2", "--on", "20/7/2021")
    assert office("nam", "review", "1", "--approve", "--yes", today=today).code == 0
    for person in ("hoa", "nam", "lan"):
        assert "Settled" not in office(person, "sync", today=today).out
    said = "PL-01: Overdue → Completed late"
    sent = handed_in(
        "record", "event", "PL-01", "submitted", "--on", "5/7/2021", "--to", "standing_committee"
    )
    assert said in sent
    assert "Closed or issued results that move" in office("nam", "review", today=today).out
    shown = office("nam", "review", "1", today=today).out
    assert "Overdue  Completed late  books of 2021-Q2, closed 2021-07-20  none given" in shown
    assert office("nam", "review", "1", "--approve", "--yes", today=today).code == 0
    got = office("lan", "sync", "--format", "json", today=today)
    assert [said in row["text"] for row in got.data["settled"]] == [True]
    assert said not in office("lan", "sync", today=today).out
