"""A clerk at her terminal, in tests that type what the documents tell her to type."""

from __future__ import annotations

import datetime as dt
import shlex
import sys
from dataclasses import replace
from pathlib import Path

import click
import pytest

from ct58.cli import boundary
from ct58.cli.app import build_group
from ct58.cli.surroundings import look_around
from ct58.render.words.speech import Speech

WIDTH = 100
ANY_DAY = dt.date(2033, 5, 14)
"""Long after all that the documents are about."""


class Desk:
    """A clerk at her terminal: a folder, a screen, answers when she is asked, and a day on which she reads."""

    def __init__(
        self,
        patch: pytest.MonkeyPatch,
        screen: pytest.CaptureFixture[str],
        folder: Path,
        language: str = "vi",
    ) -> None:
        self._patch, self._screen = patch, screen
        self._answers: list[str] = []
        self.folder = folder
        patch.setenv("CT58_STATE", str(folder / "state"))
        self.speak(language)
        patch.setenv("NO_COLOR", "1")  # documents show words
        patch.chdir(folder)
        patch.setattr(boundary, "look_around", self._around)
        patch.setattr("builtins.input", self._answer)

    def speak(self, language: str) -> None:
        """Have ct58 speak it from now on."""
        self._patch.setenv("CT58_LANG", language)
        self._patch.setenv("LANGUAGE", language)

    def run(self, line: str, answers: list[str]) -> str:
        """What is seen after a line is typed."""
        self._answers = answers
        name, *arguments = shlex.split(line)
        if name == "cd":
            self.folder /= arguments[0]
            self._patch.chdir(self.folder)
            return ""
        assert name == "ct58", line
        code = boundary.run(arguments)
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


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that words mean, and what is left of them."""
    command: click.Command = build_group()
    context = click.Context(command)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        assert found is not None, words
        command, words = found, words[1:]
    return command, words
