"""A clerk's desk in tests: what day it is, and her own folders."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ct58.cli import boundary
from ct58.cli.surroundings import look_around
from ct58.render.words.speech import Speech

_ON_A_DAY = """\
import dataclasses, datetime, sys
from ct58.cli import boundary, main
day, look = datetime.date.fromisoformat(sys.argv[1]), boundary.look_around
boundary.look_around = lambda speech, words: dataclasses.replace(look(speech, words), clock=day)
main.main(sys.argv[2:])
"""


def on_a_day(today: str) -> list[str]:
    """The command that is ct58 as a program of its own, on that day."""
    return [sys.executable, "-c", _ON_A_DAY, today]


def sit_down(monkeypatch: pytest.MonkeyPatch, folder: Path, today: str, *, asks: bool = False) -> None:
    """From now on it is that day, and what `undo` remembers stays in the folder; `asks`: on a terminal."""
    monkeypatch.setenv("CT58_STATE", str(folder / "state"))
    day = dt.date.fromisoformat(today)

    def around(speech: Speech, arguments: tuple[str, ...]) -> object:
        return replace(look_around(speech, arguments), clock=day, can_ask=asks)

    monkeypatch.setattr(boundary, "look_around", around)
