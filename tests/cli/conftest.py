"""Running commands in this process."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.command_line import Ct58, in_this_process, write_data

from ct58.cli.language import speak

__all__ = ["Ct58"]


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever language the test before spoke: what is built without a run speaks English."""
    monkeypatch.setenv("LANGUAGE", "en")
    speak("en")


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """Run one command line in English, in the test's own folder."""
    return in_this_process(capsys, monkeypatch, tmp_path)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small data folder below the folder in which the commands run."""
    return write_data(tmp_path)
