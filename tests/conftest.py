"""What all tests share: the same surroundings on every computer, and golden files."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from tests.support.repositories import NO_SETTINGS

# Slow computers are not failures; 60 examples keep the whole suite under five minutes on two cores.
settings.register_profile("ct58", deadline=None, print_blob=True, max_examples=60)
settings.load_profile("ct58")

Golden = Callable[[str, str], None]
"""(text, file name): holds the text against `golden/<file name>` beside the test."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that writes golden files anew, to be reviewed as a diff."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session", autouse=True)
def _same_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No setting of the person who runs the tests reaches ct58, and its own folders are temporary ones.

    A run in the background ignores Ctrl-C and a closed window, and what it starts would inherit that.
    """
    for name in ("SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, lambda *_: None)
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("CT58_")]:
            patch.delenv(name)
        for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
            patch.delenv(name, raising=False)
        for name, value in NO_SETTINGS.items():
            patch.setenv(name, value)
        patch.setenv("CT58_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("CT58_STATE", str(tmp_path_factory.mktemp("state")))
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):  # LibreOffice, Chromium
            patch.setenv(name, str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with its golden file; with `--update-golden`, write the file instead."""
    folder = request.path.parent / "golden"
    update = request.config.getoption("--update-golden")

    def compare(text: str, name: str) -> None:
        if update:
            _write(folder / name, text)
        assert text == _read(folder / name)

    return compare


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def _read(path: Path) -> str:
    if not path.is_file():
        pytest.fail(f"{path.parent.name}/{path.name} is missing; `--update-golden` writes it")
    return path.read_bytes().decode()
