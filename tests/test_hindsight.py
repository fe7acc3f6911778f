"""Nothing that is dated after a day changes an answer as of that day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from tests.support.command_line import Ct58, in_this_process
from tests.support.hindsight import strip_folder

WHOLE = dt.date.max
COMMANDS = (
    ("status",),
    ("overdue",),
    ("upcoming", "--within", "120"),
    ("reports",),
    ("reports", "--waiting"),
    ("indicators", "--period", "{year}"),
    ("indicators",),
    ("list", "items"),
    ("list", "units"),
    ("trace",),
    ("plan", "--year", "{year}"),
    ("show", "CT-18", "--period", "{year}"),
    ("show", "PL-06"),
    ("show", "BC-QUY"),
)


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """Run one command line in English, in the test's own folder."""
    return in_this_process(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize(
    ("seed", "days"),
    [
        (58, ("2021-06-30", "2023-11-15")),
        pytest.param(59, ("2021-04-20", "2022-01-10"), marks=pytest.mark.slow),
        pytest.param(60, ("2021-12-31", "2025-10-01"), marks=pytest.mark.slow),
    ],
)
def test_nothing_later_changes_an_answer(
    ct58: Ct58, tmp_path: Path, seed: int, days: tuple[str, ...]
) -> None:
    """An office of five years, and the same with everything taken out that is dated after the day."""
    ct58("init", "made", "--demo", "--units", "10", "--quarters", "20", "--seed", str(seed))
    strip_folder(tmp_path / "made" / "data", tmp_path / "whole" / "data", WHOLE)
    for text in days:
        strip_folder(tmp_path / "whole" / "data", tmp_path / text / "data", dt.date.fromisoformat(text))
        for words in (*COMMANDS, *_units(tmp_path / text / "data")):
            known = _answer(ct58, tmp_path / "whole", text, words)
            assert known == _answer(ct58, tmp_path / text, text, words), (text, words)


def _units(folder: Path) -> list[tuple[str, ...]]:
    """`show` of each unit that was there."""
    return [("show", path.parent.name) for path in sorted(folder.glob("units/*/unit.yaml"))]


def _answer(ct58: Ct58, folder: Path, day: str, words: tuple[str, ...]) -> Any:
    asked = [word.format(year=day[:4]) for word in words]
    found = ct58(*asked, "--data", str(folder), "--as-of", day, "--format", "json")
    assert found.code == 0, found.err
    return _without_places(found.data)


def _without_places(node: Any) -> Any:
    """Lines move when something above them is taken out; nothing else may."""
    if isinstance(node, dict):
        return {key: _without_places(value) for key, value in node.items() if key != "line"}
    return [_without_places(value) for value in node] if isinstance(node, list) else node
