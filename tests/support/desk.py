"""A clerk's desk in tests: what day it is, and her own folders."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from ct58.cli import main
from ct58.cli.surroundings import look_around
from ct58.render.words.speech import Speech


def sit_down(monkeypatch: pytest.MonkeyPatch, folder: Path, today: str, *, asks: bool = False) -> None:
    """From now on it is that day, and what `undo` remembers stays in the folder; `asks`: on a terminal."""
    monkeypatch.setenv("CT58_STATE", str(folder / "state"))
    day = dt.date.fromisoformat(today)

    def around(speech: Speech, arguments: tuple[str, ...]) -> object:
        return replace(look_around(speech, arguments), today=day, can_ask=asks)

    monkeypatch.setattr(main, "look_around", around)
