"""The guides: what they tell people to type works, and shows what they say."""

from __future__ import annotations

import re

import pytest
from tests.support.clerk import Desk
from tests.support.command_line import ROOT
from tests.support.guide import blocks, played

GUIDES = {"huong-dan.md": "vi", "guide.md": "en"}
PLAYED = {**GUIDES, "hoi-dap.md": "vi", "faq.md": "en"}
"""Each with its language."""
_LINE_NUMBERS = re.compile(r"(?<=\.yaml:)\d+|^ +\d+(?= \|)", re.MULTILINE)


@pytest.mark.parametrize("name", PLAYED)
def test_the_guides_commands_show_what_the_guide_says(
    name: str, desk: Desk, request: pytest.FixtureRequest
) -> None:
    """From the first look to the year's end, in one office; `--update-golden` writes the page anew."""
    desk.speak(PLAYED[name])
    guide = ROOT / "docs" / name
    shown = played(guide.read_text(encoding="utf-8"), desk.run, lambda: desk.folder)
    if request.config.getoption("--update-golden"):
        guide.write_text(shown, encoding="utf-8", newline="\n")
    assert _without_lines(shown) == _without_lines(guide.read_text(encoding="utf-8"))


def _without_lines(text: str) -> str:
    """Without the lines of data files: they move with every remark that is added to the programme."""
    return _LINE_NUMBERS.sub("0", text)


def test_the_english_guide_shows_each_command_that_the_vietnamese_one_shows() -> None:
    """Neither language is led to fewer of them: what one plays the other plays or names."""
    vietnamese, english = ((ROOT / "docs" / name).read_text(encoding="utf-8") for name in GUIDES)
    typed = [line.split() for block in blocks(vietnamese) for line in block.commands]
    names = {words[1] for words in typed if words[0] == "ct58" and len(words) > 1}
    assert sorted(name for name in names if f"ct58 {name}" not in english) == []
