"""`ct58 list`: things of one kind, with an accent-folded search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import FILES, SHIPPED, write_data

UNIT = "units/so-y-te/unit.yaml"


def listed(ct58: Ct58, *arguments: str) -> list[Any]:
    """The listed things of the shipped data."""
    entries: list[Any] = ct58("list", *arguments, "--data", str(SHIPPED), "--format", "json").data
    return entries


@pytest.mark.parametrize(
    ("kind", "count"), [("tasks", 14), ("indicators", 28), ("clauses", 41), ("task", 14), ("duty", None)]
)
def test_the_programme_is_complete(ct58: Ct58, kind: str, count: int | None) -> None:
    """14 tasks, 28 indicators, 41 clauses; a singular will do."""
    entries = listed(ct58, kind)
    assert count is None or len(entries) == count
    assert all({"kind", "id", "source"} <= set(entry) for entry in entries)


def test_words_are_searched_without_accents(ct58: Ct58) -> None:
    """Several words without quotes; every one must occur."""
    assert [entry["id"] for entry in listed(ct58, "indicators", "vien", "ket", "nap")] == ["CT-15"]


def test_units_that_have_ended_are_left_out_unless_asked_for(ct58: Ct58, tmp_path: Path) -> None:
    """`--all`, or an earlier day."""
    write_data(tmp_path, **{UNIT: f"{FILES[UNIT]}valid_to: 2022-12-31\n"})
    counts = [
        len(ct58("list", "units", *more, "--format", "json").data)
        for more in (["--as-of", "2023-01-01"], ["--as-of", "2022-12-31"], ["--as-of", "2023-01-01", "--all"])
    ]
    assert counts == [1, 2, 2]


def test_a_broken_report_does_not_stop_a_list(ct58: Ct58, tmp_path: Path) -> None:
    """It isn't even read."""
    write_data(tmp_path, **{"units/so-y-te/reports/2021-Q2.yaml": "["})
    done = ct58("list", "units")
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("said", ["don-vi", "Đơn vị", "unit"])
def test_a_list_may_be_named_in_vietnamese(ct58: Ct58, data: Path, said: str) -> None:
    """With accents or without, and in the singular."""
    assert ct58("list", said) == ct58("list", "units")
