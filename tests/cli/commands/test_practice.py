"""An office for practice: it knows its own day, and every command keeps to it."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import FILES, contents, write_data
from tests.support.desk import sit_down
from tests.support.repositories import begin, git, isolate, keep, needs_git

PRACTICE = {"office.yaml": FILES["office.yaml"] + "practice_today: 2021-07-12\n"}
MARKS = ("Made for practice, not for use.", "Bản tập làm, không có giá trị sử dụng.")
"""Letters and work programmes speak Vietnamese, whatever the screen does."""
NOTE = "Practice: today is Monday, 2021-07-12."


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office for practice in 2021, looked at five years later."""
    sit_down(monkeypatch, tmp_path, "2026-11-30")
    return write_data(tmp_path, **PRACTICE)


def test_every_command_takes_its_day_for_today(ct58: Ct58, office: Path) -> None:
    """Where no other is asked for, in reading and in recording."""
    assert json.loads(ct58("overdue", "--format", "json").out)["as_of"] == "2021-07-12"
    assert (
        json.loads(ct58("overdue", "--as-of", "2021-07-20", "--format", "json").out)["as_of"] == "2021-07-20"
    )
    assert json.loads(ct58("overdue", "--as-of", "hôm qua", "--format", "json").out)["as_of"] == "2021-07-11"
    assert ct58("receive", "so-y-te").code == 0
    assert ct58("record", "event", "PL-01", "started").code == 0
    assert "received_on: 2021-07-12" in (office / "units/so-y-te/reports/2021-Q2.yaml").read_text("utf-8")
    assert "date: 2021-07-12" in (office / "tasks/PL-01.yaml").read_text("utf-8")


def test_what_lies_ahead_of_its_day_is_not_recorded(ct58: Ct58, office: Path) -> None:
    """Though the clock has long passed it."""
    done = ct58("record", "event", "PL-01", "started", "--on", "2021-07-13")
    assert done.code == 2
    assert "Today is 2021-07-12." in done.err


@pytest.mark.parametrize(
    "command",
    [
        "",
        "overdue",
        "status",
        "call",
        "reports",
        "list units",
        "show PL-01",
        "check",
        "receive so-y-te",
        "doctor",
    ],
)
def test_every_screen_says_so(ct58: Ct58, office: Path, command: str) -> None:
    """In one line, once."""
    assert ct58(*command.split()).out.count(NOTE) == 1


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_so_does_what_is_sent(ct58: Ct58, office: Path, form: str) -> None:
    """Nobody takes it for the office's own."""
    assert NOTE in ct58("overdue", "--format", form).out


@pytest.mark.parametrize(
    "words",
    [("summary", "--quarter", "2021-Q2"), ("remind",), ("plan", "--year", "2021")],
    ids=lambda words: words[0],
)
def test_so_does_the_foot_of_each_document(
    ct58: Ct58, office: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """It looks like one that could be sent."""
    assert ct58(*words, "-o", "x.docx").code == 0
    footer = docx.Document(str(tmp_path / "x.docx")).sections[0].footer
    assert footer.paragraphs[0].text.startswith(MARKS)


def test_typing_in_begins_with_it(
    ct58: Ct58, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The questions come before the page."""
    sit_down(monkeypatch, tmp_path, "2026-11-30", asks=True)
    monkeypatch.setattr("builtins.input", leave)
    assert NOTE in ct58("record", "report", "so-y-te", "2021-Q2").out


def leave(_question: str = "") -> str:
    """Ctrl+D at the first question."""
    raise EOFError


@needs_git
def test_an_earlier_revision_is_asked_on_the_same_day(
    ct58: Ct58, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the folder, and where git keeps nothing but the history."""
    isolate(monkeypatch)
    begin(tmp_path)
    keep(tmp_path)
    git(tmp_path, "clone", "--quiet", "--bare", ".", "bare.git")
    for place in ((), ("--data", "bare.git")):
        shown = json.loads(ct58("overdue", *place, "--rev", "HEAD", "--format", "json").out)
        assert (shown["as_of"], shown["practice_today"]) == ("2021-07-12", "2021-07-12")


def test_programs_read_it_beside_the_data(ct58: Ct58, office: Path) -> None:
    """And nothing of it in a real office."""
    assert json.loads(ct58("overdue", "--format", "json").out)["practice_today"] == "2021-07-12"
    (office / "office.yaml").write_text(FILES["office.yaml"], encoding="utf-8")
    assert "practice_today" not in json.loads(ct58("overdue", "--format", "json").out)
    assert "Practice" not in ct58("overdue").out


def test_the_day_is_moved_and_moved_back(ct58: Ct58, office: Path) -> None:
    """By a command that can be taken back like any other; what was recorded stays."""
    before = contents(office)
    done = ct58("practice", "tomorrow")
    assert (done.code, done.out.splitlines()[0]) == (0, "Practice: today is Tuesday, 2021-07-13.")
    assert json.loads(ct58("overdue", "--format", "json").out)["as_of"] == "2021-07-13"
    assert ct58("undo", "-y").out.startswith("Practice: today is Tuesday, 2021-07-13.\n")
    assert contents(office) | {".ct58.lock": b""} == before | {".ct58.lock": b""}


def test_a_day_outside_of_the_programme_is_refused(ct58: Ct58, office: Path) -> None:
    """Nothing would be due on it."""
    done = ct58("practice", "2031-01-01")
    assert (done.code, done.out) == (4, "")
    assert "O703" in done.err


def test_a_real_office_has_no_such_day(ct58: Ct58, tmp_path: Path) -> None:
    """It is refused with the way to one that has."""
    write_data(tmp_path)
    done = ct58("practice", "2021-07-13")
    assert (done.code, done.out) == (4, "")
    assert "ct58 init --demo" in done.err


def test_what_cannot_be_read_is_said_by_who_reads_it(ct58: Ct58, tmp_path: Path) -> None:
    """A day that is none leaves the clock's, and the finding says where it stands."""
    write_data(tmp_path, **{"office.yaml": FILES["office.yaml"] + "practice_today: 12/7/2021\n"})
    done = ct58("check")
    assert done.code == 1
    assert "office.yaml:2:17" in done.out


def test_a_folder_that_follows_one_for_practice_is_real(ct58: Ct58, office: Path, tmp_path: Path) -> None:
    """What is still open in it is what was open on the practice day."""
    assert ct58("init", "--from", ".", "--as", "moi", "--years", "2026-2030").code == 0
    assert "practice_today" not in (tmp_path / "moi/data/office.yaml").read_text("utf-8")
