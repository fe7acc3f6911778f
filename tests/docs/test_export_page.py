"""The page on facts: its commands and its question, as they stand there."""

from __future__ import annotations

import re

import duckdb
import pytest
from tests.support.clerk import Desk
from tests.support.command_line import ROOT
from tests.support.guide import blocks

BLOCKS = list(blocks((ROOT / "docs" / "export.md").read_text(encoding="utf-8")))
LINES = [re.split(r" {2,}", line)[0] for block in BLOCKS if not block.language for line in block.lines]
"""What is typed, without the remarks behind it."""
QUESTIONS = ["\n".join(block.lines) for block in BLOCKS if block.language == "sql"]


def test_the_commands_write_what_the_question_is_asked_of(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a made-up office; the answer is a number of members, resting on as many units as there are."""
    desk.run("ct58 init --demo --units 12 --quarters 1 --seed 7 .", [])
    for line in LINES:
        desk.run(line, [])
    assert {"facts.csv", "2021.xlsx", "units.csv", "figures.csv"} <= {
        path.name for path in desk.folder.iterdir()
    }
    (question,) = QUESTIONS
    admitted, expected, _with_gaps = duckdb.connect().execute(question).fetchall()[0]
    assert admitted > 0
    assert expected >= 10
