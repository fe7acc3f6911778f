"""What all tests share: the same surroundings on every computer, and golden files."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from tests.support.repositories import NO_SETTINGS

# Slow computers are not failures. The same cases on every computer and at every run: whoever changes a line learns
# what it breaks, and nobody else what chance brought up. New cases are looked for with --hypothesis-profile=search.
settings.register_profile("ct58", deadline=None, print_blob=True, max_examples=60, derandomize=True)
settings.register_profile("search", deadline=None, print_blob=True, max_examples=2_000)
settings.load_profile("ct58")

Golden = Callable[[str, str], None]
"""(text, file name): holds the text against `golden/<file name>` beside the test."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that writes golden files anew, to be reviewed as a diff, and how long to look for a stale cache."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")
    parser.addoption("--boxes", action="store_true", help="enter the boxes (tools/boxes), too: minutes more")
    parser.addoption("--spark", action="store_true", help="start Spark, too, where it is installed")
    help_ = "how many seconds to try other sequences of edits against the cache"
    parser.addoption("--stale-seconds", type=float, default=0, help=help_)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no processor waits for another at the end; enter a box or start Spark only when told to."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for option, marker, why in (("--boxes", "box", "enters a box"), ("--spark", "spark", "starts Spark")):
        elsewhere = pytest.mark.skip(reason=f"{why}; {option}, as .ci/run has it, runs it")
        for item in items if not config.getoption(option) else ():
            if item.get_closest_marker(marker):
                item.add_marker(elsewhere)


def pytest_collection_finish() -> None:
    """Python looks for cycles among what a test made, not again and again through twelve thousand tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _same_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No setting of the person who runs the tests reaches ct58, and its own folders are temporary ones.

    A run in the background ignores Ctrl-C and a closed window, and what it starts would inherit that. Python keeps what
    it has compiled: the hundreds of programs that are started take half as long.
    """
    for name in ("SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, lambda *_: None)
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("CT58_")]:
            patch.delenv(name)
        for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONDONTWRITEBYTECODE"):
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
