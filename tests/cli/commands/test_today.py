"""Bare `ct58`: today's numbers and what to do next."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import copy_of_shipped
from tests.support.desk import sit_down


def test_bare_ct58_greets_with_numbers_and_commands(ct58: Ct58, data: Path) -> None:
    """Of the day on which it is asked, or of another."""
    assert ct58().code == 0
    done = ct58("--as-of", "2021-07-15")
    assert (done.code, done.err) == (0, "")
    assert "items overdue" in done.out
    assert "ct58 overdue" in done.out
    assert "ct58 --help" in done.out


def test_without_data_it_says_where_it_looked(ct58: Ct58) -> None:
    """And how to begin."""
    done = ct58()
    assert (done.code, done.out) == (5, "")
    assert "ct58 init" in done.err


def test_another_day_may_be_asked_for(ct58: Ct58, data: Path) -> None:
    """And what is to be typed next names it; before another command the option stands wrong."""
    assert ct58("--as-of", "2021-07-04").out.startswith("TODAY · Sunday, 2021-07-04")
    shown = ct58("--as-of", "2021-07-15").out
    assert "TO CALL TODAY (2 places)" in shown
    assert "ct58 call 1 2 --reminded --as-of 2021-07-15" in shown
    wrong = ct58("--as-of", "2021-07-15", "overdue")
    assert (wrong.code, "after the command" in wrong.err) == (2, True)


def test_after_the_end_nobody_is_called(ct58: Ct58, data: Path) -> None:
    """The record is completed, no one is chased."""
    assert "TO CALL" not in ct58("--as-of", "2026-10-12").out


@pytest.mark.parametrize("screen", ["", "overdue", "status", "call"])
def test_where_nobody_has_recorded_anything_it_says_how_to_begin(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    """On every first screen; with the first unit or event it is gone. After the programme's end: see `init`."""
    office = copy_of_shipped(tmp_path) / "office.yaml"
    own = office.read_text(encoding="utf-8").replace("example: true\n", "")
    office.write_text(own, encoding="utf-8", newline="\n")
    sit_down(monkeypatch, tmp_path, "2026-10-12")
    said = "no unit is in the register yet, and nothing has been recorded."
    words = [*screen.split(), "--as-of", "2021-07-15"]
    shown = ct58(*words)
    assert said in shown.out
    for command in ("ct58 setup", "ct58 unit import FILE", "ct58 init --demo tap-lam"):
        assert command in shown.out
    assert ct58("unit", "add", "--name", "Sở A", "--kind", "agency", "--valid-from", "1/4/2021").code == 0
    assert said not in ct58(*words).out
    assert ct58("undo").code == 0
    assert said in ct58(*words).out
    assert ct58("record", "event", "PL-02", "started", "--on", "2021-05-03").code == 0
    assert said not in ct58(*words).out
