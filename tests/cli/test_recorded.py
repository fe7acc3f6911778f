"""What a recording command says of its change: in the words of `diff`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import REPORT, report_text, write_data
from tests.support.desk import sit_down
from tests.support.repositories import begin, isolate, keep


def test_a_record_and_the_comparison_afterwards_say_the_same(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entry for entry, but for what the change turns, which only `diff` lists."""
    isolate(monkeypatch)
    sit_down(monkeypatch, tmp_path, "2021-07-20")
    write_data(begin(tmp_path), **{REPORT: report_text(admitted="12")})
    keep(tmp_path)
    correction = ("--set", "5=21", "--reason", "gửi lại", "--format", "json")
    said = ct58("record", "report", "so-y-te", "2021-Q2", *correction).data["changes"]
    rows = ct58("diff", "--format", "json").data
    assert [(row["field"], row["old"], row["new"]) for row in said] == [("figures.members_admitted", 12, 21)]
    assert said == [row for row in rows if row["kind"] not in ("status", "verdict")]


def test_what_was_already_so_is_no_change(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing written, nothing said."""
    sit_down(monkeypatch, tmp_path, "2021-07-20")
    write_data(tmp_path, **{REPORT: report_text(admitted="12")})
    done = ct58("record", "report", "so-y-te", "2021-Q2", "--set", "5=12", "--format", "json")
    assert done.data["changes"] == []
