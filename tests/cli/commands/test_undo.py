"""`ct58 undo`: my last record, shown first."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import REPORT, contents
from tests.support.desk import sit_down

TASK_FILE = "tasks/PL-01.yaml"


@pytest.fixture(autouse=True)
def _in_july(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 15 July 2021."""
    sit_down(monkeypatch, tmp_path, "2021-07-15")


def files(data: Path) -> dict[str, bytes]:
    """The data, without the lock."""
    return {name: content for name, content in contents(data).items() if name != ".ct58.lock"}


def test_nothing_was_recorded_yet(ct58: Ct58, data: Path) -> None:
    """Nothing can be taken back."""
    done = ct58("undo")
    assert done.code == 4
    assert done.err == "There is nothing of yours to take back.\n"


def test_two_records_are_taken_back_one_by_one(ct58: Ct58, data: Path) -> None:
    """The newest first; each is shown with its files."""
    at_first = files(data)
    ct58("record", "event", "PL-01", "started", "--on", "1/6/2021")
    after_one = files(data)
    ct58("record", "event", "PL-01", "submitted")
    done = ct58("undo", "--yes")
    assert done.code == 0
    assert "The last record: ct58 record event PL-01 submitted\n" in done.out
    assert "  events of PL-01 (as it was before)\nTaken back.\n" in done.out
    assert files(data) == after_one
    assert "  events of PL-01 (goes away)\n" in ct58("undo", "--yes").out
    assert files(data) == at_first
    assert ct58("undo", "--yes").code == 4


def test_many_arrivals_are_one_record(ct58: Ct58, data: Path) -> None:
    """Booked together, taken back together."""
    at_first = files(data)
    ct58("receive", "so-y-te", "--period", "2021-Q2")
    done = ct58("undo")
    assert done.code == 0
    assert "  report of Đảng bộ Sở Y tế, 2021-Q2 (goes away)\n" in done.out
    assert "pid" not in done.out
    assert files(data) == at_first
    assert not (data / REPORT).exists()


def test_what_somebody_else_has_changed_is_refused(ct58: Ct58, data: Path) -> None:
    """It would take away her change, too."""
    ct58("record", "event", "PL-01", "started")
    with (data / TASK_FILE).open("a", encoding="utf-8", newline="\n") as stream:
        stream.write("- {date: 2021-07-15, event: reminded}\n")
    before = files(data)
    done = ct58("undo", "--yes")
    assert done.code == 4
    assert "Not taken back: tasks/PL-01.yaml was changed since then." in done.err
    assert "ct58 record void" in done.err
    assert files(data) == before


def test_after_an_undo_the_next_record_can_be_undone(ct58: Ct58, data: Path) -> None:
    """The same one again, for instance."""
    at_first = files(data)
    for _ in range(2):
        ct58("record", "event", "PL-01", "started")
        assert ct58("undo").code == 0
    assert files(data) == at_first


def test_a_void_is_taken_back_like_any_record(ct58: Ct58, data: Path) -> None:
    """The event counts again."""
    ct58("record", "event", "PL-01", "submitted")
    recorded = files(data)
    ct58("record", "void", "PL-01", "--reason", "nhầm")
    ct58("undo")
    assert files(data) == recorded


@pytest.mark.parametrize(("answer", "is_kept"), [("c", False), ("", False), ("k", True), ("<", True)])
def test_on_a_terminal_it_asks(
    ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, is_kept: bool
) -> None:
    """No, or going back, means that nothing happens; Enter is yes."""
    ct58("record", "event", "PL-01", "started")
    sit_down(monkeypatch, tmp_path, "2021-07-15", asks=True)
    monkeypatch.setattr("builtins.input", lambda _question: answer)
    done = ct58("undo")
    assert done.code == 0
    assert ("Taken back." in done.out) is not is_kept
    assert (data / TASK_FILE).exists() is is_kept


def test_ctrl_c_at_the_question_changes_nothing(
    ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 130."""
    ct58("record", "event", "PL-01", "started")
    sit_down(monkeypatch, tmp_path, "2021-07-15", asks=True)

    def interrupt(_question: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupt)
    assert ct58("undo").code == 130
    assert (data / TASK_FILE).is_file()
