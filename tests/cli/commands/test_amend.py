"""`ct58 amend`: a document that changes the programme, written down with what it does to what is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import PROGRAMME, contents, write_data
from tests.support.desk import sit_down

FILE = "amendments/2021-06-15-32-qd-duk.yaml"
STAFF = "id: ban-to-chuc\nname: Ban Tổ chức\nkind: staff_body\n"
DOCUMENT = ("--number", "32-QĐ/ĐUK", "--date", "15/6/2021")


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 20 June 2021."""
    sit_down(monkeypatch, tmp_path, "2021-06-20")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """One task, due on 30 June, and two bodies."""
    newest = {"programme.yaml": f"format: 2\n{PROGRAMME}", "units/ban-to-chuc/unit.yaml": STAFF}
    return write_data(tmp_path, **newest)


def test_a_task_is_given_to_another_body_with_a_new_day(ct58: Ct58, data: Path) -> None:
    """The answer says what changed, from whom to whom what is open moves, and what that turns."""
    done = ct58("amend", "PL-01", "--lead", "ban to chuc", "--deadline", "quý III/2021", *DOCUMENT)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "32-QĐ/ĐUK of 2021-06-15",
        "  PL-01, in the lead: Văn phòng → Ban Tổ chức",
        "  PL-01, deadline: Quý II năm 2021 → quý III/2021",
        "  Open, from Văn phòng to Ban Tổ chức: PL-01",
        "Effect     PL-01: Due soon → Not started, within time",
        "Recorded. By mistake? Type: ct58 undo",
    ]
    assert (data / FILE).read_text("utf-8").splitlines() == [
        "# yaml-language-server: $schema=../../schemas/amendment.json",
        "document: {number: 32-QĐ/ĐUK, date: 2021-06-15}",
        "changes:",
        "  PL-01: {lead: [ban-to-chuc], deadline: {text: quý III/2021, by: 2021-Q3}}",
    ]
    assert ct58("check").code == 0
    assert ct58("fmt", "--check", FILE).code == 0
    assert "Ban Tổ chức" in ct58("show", "PL-01").out
    before = ct58("show", "PL-01", "--as-of", "14/6/2021").out
    assert "Ban Tổ chức" not in before


def test_a_trial_writes_nothing_and_undo_takes_it_back(ct58: Ct58, data: Path) -> None:
    """As with every record."""
    before = contents(data)
    words = ("amend", "PL-01", "--end", "không còn cần", *DOCUMENT)
    trial = ct58(*words, "--dry-run")
    assert trial.out.splitlines()[-1] == "A trial: nothing was written."
    assert contents(data) == before
    assert ct58(*words).code == 0
    assert "No longer asked" in ct58("show", "PL-01").out
    ct58("undo", "--yes")
    assert {name: text for name, text in contents(data).items() if "lock" not in name} == before


def test_programs_read_what_moves_and_what_stays(ct58: Ct58, data: Path) -> None:
    """Beside the changes in the entries of `diff`."""
    ct58("record", "event", "PL-01", "submitted", "--to", "btv", "--on", "10/6", "--number", "5-TTr/VP")
    done = ct58("sua-doi", "PL-01", "--lead", "ban-to-chuc", *DOCUMENT, "--format", "json")
    assert done.data["moves"] == {
        "day": "2021-06-20",
        "moved": [],
        "finished": [{"id": "PL-01", "occurrence": "once", "unit": None, "status": "completed_on_time"}],
        "ended": [],
    }
    (change,) = done.data["changes"]
    assert (change["kind"], change["id"], change["field"]) == ("amendment", "PL-01", "lead")
    assert (change["old"], change["new"]) == (["van-phong"], ["ban-to-chuc"])
    owners = {entry["owners"][0] for entry in ct58("show", "PL-01", "--format", "json").data["standings"]}
    assert owners == {"van-phong"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("PL-99", "--lead", "van-phong"), 2),
        (("PL-01", "--target", "5"), 2),
        (("PL-01",), 2),
        (("PL-01", "--submit-to", "tỉnh ủy"), 2),
        (("PL-01", "--lead", "van-phong"), 4),
        (("PL-01", "--deadline", "31/5/2021"), 4),
        (("PL-01", "--lead", "ban-to-chuc", "--from", "1/4/2021"), 4),
        (("PL-01", "--replace-by", "PL-01"), 4),
    ],
)
def test_what_is_refused_leaves_no_file(ct58: Ct58, data: Path, words: tuple[str, ...], code: int) -> None:
    """With the exit code of the contract, and what to do."""
    before = contents(data)
    done = ct58("amend", *words, *DOCUMENT)
    assert (done.code, done.out) == (code, "")
    assert len(done.err.splitlines()) >= 2
    assert {name: text for name, text in contents(data).items() if "lock" not in name} == before
