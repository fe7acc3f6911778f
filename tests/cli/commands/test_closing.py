"""`ct58 close` and `ct58 reopen`: the books of a period."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import REPORT, report_text, write_data
from tests.support.desk import sit_down

PERIOD_FILE = "periods/2021-Q2.yaml"


@pytest.fixture(autouse=True)
def _in_july(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 15 July 2021."""
    sit_down(monkeypatch, tmp_path, "2021-07-15")


def test_closing_says_what_is_there_and_what_is_not(ct58: Ct58, tmp_path: Path) -> None:
    """Also that a report still waits to be typed in."""
    data = write_data(tmp_path)
    ct58("receive", "so-y-te", "--period", "2021-Q2", "--on", "3/7")
    done = ct58("close", "quý", "2/2021", "--on", "10/7")
    assert done.code == 0
    assert done.out.splitlines() == [
        "The books of 2021-Q2 are closed on 2021-07-10.",
        "Báo cáo quý: 1 of 1 received",
        "Look again 1 reports are not typed in yet (ct58 reports --period 2021-Q2 --waiting).",
        "Recorded. By mistake? Type: ct58 undo",
    ]
    assert (data / PERIOD_FILE).read_text("utf-8").splitlines()[1:] == [
        "period: 2021-Q2",
        "closings:",
        '- {"on": 2021-07-10}',
    ]
    assert ct58("check").code == 0


@pytest.mark.parametrize(("answer", "is_closed"), [("c", True), ("", False)])
def test_at_a_terminal_it_asks_while_reports_are_not_typed_in(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, is_closed: bool
) -> None:
    """Afterwards each of them would need a reason; Enter is no."""
    data = write_data(tmp_path)
    ct58("receive", "so-y-te", "--period", "2021-Q2", "--on", "3/7")
    sit_down(monkeypatch, tmp_path, "2021-07-15", asks=True)
    asked: list[str] = []

    def typed(question: str) -> str:
        asked.append(question)
        return answer

    monkeypatch.setattr("builtins.input", typed)
    done = ct58("close", "quý", "2/2021", "--on", "10/7")
    assert (done.code == 0, (data / PERIOD_FILE).is_file()) == (is_closed, is_closed)
    assert len(asked) == 1
    assert "1 reports are not typed in yet" in done.out + asked[0]


def test_after_closing_a_change_needs_a_reason_until_it_is_opened_again(ct58: Ct58, tmp_path: Path) -> None:
    """Close, refuse, open with a reason, change, close once more."""
    data = write_data(tmp_path, **{REPORT: report_text().replace("12", "null")})
    change = ("record", "report", "so-y-te", "2021-Q2", "--set", "5=13")
    ct58("close", "2021-Q2", "--on", "10/7")
    assert ct58(*change).code == 4
    assert ct58("reopen", "2021-Q2", "--reason", "gửi muộn", "--on", "12/7").code == 0
    assert ct58(*change).code == 0
    assert ct58("close", "2021-Q2").code == 0
    assert (data / PERIOD_FILE).read_text("utf-8").splitlines()[2:] == [
        "closings:",
        '- {"on": 2021-07-10}',
        '- {"on": 2021-07-15}',
        "reopenings:",
        '- {"on": 2021-07-12, reason: gửi muộn}',
    ]
    assert ct58("check").code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("close", "2021-Q3"), 2, "before its last day, 2021-09-30"),
        (("close", "2021-H1"), 2, "it has no books to close"),
        (("close", "2021-Q9"), 2, "is not a period"),
        (("close", "2021-Q2", "--on", "16/7/2021"), 2, "2021-07-16 lies ahead"),
        (("reopen", "2021-Q2"), 2, "--reason"),
        (("reopen", "2021-Q2", "--reason", "x"), 4, "The books of 2021-Q2 are not closed."),
    ],
)
def test_refusals(ct58: Ct58, data: Path, words: tuple[str, ...], code: int, said: str) -> None:
    """Nothing is written."""
    done = ct58(*words)
    assert done.code == code
    assert said in done.err
    assert not (data / "periods").exists()


def test_closed_books_are_not_closed_again(ct58: Ct58, data: Path) -> None:
    """Nor opened twice."""
    ct58("close", "2021-Q2")
    assert ct58("close", "2021-Q2").code == 4
    ct58("reopen", "2021-Q2", "--reason", "gửi muộn")
    assert ct58("reopen", "2021-Q2", "--reason", "gửi muộn").code == 4
    assert ct58("close", "2021-Q2").code == 4  # the same line of the same day
    assert ct58("close", "2021-Q2", "--reason", "lần 2").code == 0


def test_other_years_errors_do_not_matter(ct58: Ct58, tmp_path: Path) -> None:
    """Reports of other periods are not read."""
    write_data(tmp_path, **{"units/so-y-te/reports/2022-Q2.yaml": "state: [\n"})
    done = ct58("close", "2021-Q2")
    assert (done.code, done.err) == (0, "")
