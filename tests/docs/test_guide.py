"""The guide and the README: what they tell people to type works, and shows what they say."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import sys
from dataclasses import replace
from pathlib import Path

import click
import pytest
from tests.support.command_line import ROOT
from tests.support.guide import blocks, played

from ct58.cli import main
from ct58.cli.app import build_group
from ct58.cli.surroundings import look_around
from ct58.render.words.speech import Speech

GUIDE = ROOT / "docs" / "huong-dan.md"
README = ROOT / "README.md"
FROM_A_CLONE = "python3 dev.py run "
WIDTH = 100
ANY_DAY = dt.date(2033, 5, 14)
"""Long after all that the guide is about."""
_LINE_NUMBERS = re.compile(r"(?<=\.yaml:)\d+|^ +\d+(?= \|)", re.MULTILINE)
_CODE = re.compile(r"`ct58 ([^`]+)`")


class Desk:
    """A clerk at her terminal: a folder, a screen, answers when she is asked, and a day on which she reads the guide."""

    def __init__(self, patch: pytest.MonkeyPatch, screen: pytest.CaptureFixture[str], folder: Path) -> None:
        self._patch, self._screen = patch, screen
        self._answers: list[str] = []
        self.folder = folder
        patch.setenv("CT58_STATE", str(folder / "state"))
        patch.setenv("CT58_LANG", "vi")
        patch.setenv("LANGUAGE", "vi")
        patch.setenv("NO_COLOR", "1")  # the guide shows words
        patch.chdir(folder)
        patch.setattr(main, "look_around", self._around)
        patch.setattr("builtins.input", self._answer)

    def run(self, line: str, answers: list[str]) -> str:
        """What is seen after a line is typed."""
        self._answers = answers
        name, *arguments = shlex.split(line)
        if name == "cd":
            self.folder /= arguments[0]
            self._patch.chdir(self.folder)
            return ""
        assert name == "ct58", line
        code = main.run(arguments)
        seen = self._screen.readouterr()
        assert code not in (70, 130), seen.err
        assert not self._answers, f"not asked for: {self._answers}"
        return seen.out + seen.err

    def _around(self, speech: Speech, arguments: tuple[str, ...]) -> object:
        found = look_around(speech, arguments)
        return replace(
            found, clock=ANY_DAY, is_terminal=True, can_ask=bool(self._answers), width=WIDTH, holder="lan"
        )

    def _answer(self, question: str = "") -> str:
        if not self._answers:
            raise EOFError
        answer = self._answers.pop(0)
        sys.stdout.write(f"{question}{answer}\n")
        return answer


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Desk:
    """A desk in a folder of the test's own."""
    return Desk(monkeypatch, capsys, tmp_path)


def test_the_guides_commands_show_what_the_guide_says(desk: Desk, request: pytest.FixtureRequest) -> None:
    """From the first look to the year's end, in one office; `--update-golden` writes the guide anew."""
    text = GUIDE.read_text(encoding="utf-8")
    shown = played(text, desk.run, lambda: desk.folder)
    if request.config.getoption("--update-golden"):
        GUIDE.write_text(shown, encoding="utf-8", newline="\n")
    assert _without_lines(shown) == _without_lines(GUIDE.read_text(encoding="utf-8"))


def _without_lines(text: str) -> str:
    """Without the lines of data files: they move with every remark that is added to the programme."""
    return _LINE_NUMBERS.sub("0", text)


@pytest.mark.parametrize("document", [GUIDE, README], ids=lambda path: path.name)
def test_commands_named_in_the_text_exist_with_their_options(document: Path) -> None:
    """Nobody is told to type what ct58 does not know."""
    for words in _CODE.findall(document.read_text(encoding="utf-8")):
        for line in words.replace("\\|", "|").replace("…", "").split(" · "):
            command, rest = _resolve(shlex.split(line.replace("|", " ")))
            known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
            assert [
                word for word in rest if word.startswith("--") and word not in {*known, "--help"}
            ] == [], words


def _resolve(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that words mean, and what is left of them."""
    command: click.Command = build_group()
    context = click.Context(command)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        assert found is not None, words
        command, words = found, words[1:]
    return command, words


def _first_commands() -> list[str]:
    """What the README's blocks run from a clone."""
    lines = [line for block in blocks(README.read_text(encoding="utf-8")) for line in block.lines]
    return [line.removeprefix(FROM_A_CLONE) for line in lines if line.startswith(FROM_A_CLONE)]


def test_the_readmes_first_command_ends_in_work_that_is_due(desk: Desk) -> None:
    """In the office for practice that dev.py makes; the reports of the newest period are among it."""
    desk.run("ct58 init --demo .", [])
    shown = desk.run(f"ct58 {_first_commands()[0]}", [])
    assert "tính đến thứ Hai, ngày 15/7/2024" in shown
    assert " Báo cáo quý II/2024, hạn 05/7/2024*: đã gửi " in shown


@pytest.mark.parametrize("words", _first_commands()[1:])
def test_the_readmes_other_commands_run(desk: Desk, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """On the shipped data, as in a clone."""
    monkeypatch.chdir(ROOT)
    assert "10-CTr/ĐUK" in desk.run(f"ct58 {words}", [])
