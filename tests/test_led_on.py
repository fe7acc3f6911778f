"""Every command that a screen prints leads somewhere: it is understood, and what it names is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.command_line import Ct58, by_the_clock, in_this_process, program
from tests.support.desk import sit_down

TODAY = "2022-07-15"
SCREENS: tuple[tuple[str, ...], ...] = (
    ("show", "so-mau-01"),
    ("show", "so", "mau", "1", "2022-Q2"),
    ("show", "so-mau-01", "2022"),
    ("show", "BC-QUY"),
    ("show", "PL-07"),
    ("show", "PL-77"),
    ("show", "so", "mau"),
    ("show", "xyzzy"),
    ("receive", "--list"),
    ("receive", "--list", "so-mau-01"),
    ("receive", "so-mau-01", "--since", "1/7"),
    ("reports", "--missing", "--period", "2022-Q2", "--as-of", "1/7/2022"),
    ("reports", "--waiting"),
    ("list", "units", "so"),
    ("record", "event", "BC-QUY", "gone"),
    ("record", "report", "so-mau-01"),
    ("log",),
)
"""What people look at, and what refuses them."""
_COMMAND = re.compile(r"ct58 [a-z][^·;“”\n]*")
_PLACEHOLDER = re.compile(r"(?<![\w-])[A-Z]{2,}(?![\w-])|…|\b(so y te|so-y-te|so xay dung)\b")
"""A word to be filled in, or the name of an example's unit."""
_WRITES = ("receive", "record event", "record report", "record item", "form")


def commands_in(text: str) -> Iterator[list[str]]:
    """The commands of a screen that can be pasted as they stand."""
    for found in _COMMAND.findall(text):
        words = re.split(r"\s{2,}|\. |\.$|\)|,$|, |: ", found.strip())[0].rstrip(".?:,").split()[1:]
        if words and not _PLACEHOLDER.search(" ".join(words)):
            yield words


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small made-up office."""
    folder = tmp_path_factory.mktemp("led-on")
    assert program("init", "--demo", "--units", "12", "--quarters", "8", "demo", cwd=folder).code == 0
    return by_the_clock(folder / "demo")


@pytest.fixture
def ct58(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, demo: Path
) -> Ct58:
    """Commands in that office, on a day in its midst."""
    sit_down(monkeypatch, tmp_path, TODAY)
    monkeypatch.setenv("CT58_DATA", str(demo))
    return in_this_process(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize("screen", SCREENS, ids=" ".join)
def test_each_printed_command_answers(ct58: Ct58, screen: tuple[str, ...]) -> None:
    """With what it shows, or, of one that records, with what it would write."""
    shown = ct58(*screen)
    for words in commands_in(f"{shown.out}\n{shown.err}"):
        trial = ("--dry-run",) if " ".join(words).startswith(_WRITES) else ()
        followed = ct58(*words, *trial)
        assert followed.code == 0, (words, followed.err)
        assert followed.out, words


@pytest.mark.parametrize(
    ("screen", "led_on"),
    [
        (("show", "so-mau-01"), "show so-mau-01 2022-Q2"),
        (("show", "so-mau-01", "2022"), "receive so-mau-01 --period 2022"),
        (
            ("reports", "--missing", "--period", "2022-Q2", "--as-of", "1/7/2022"),
            "call",
        ),
        (("receive", "--list", "so-mau-01"), "show so-mau-01"),
    ],
)
def test_a_printed_command_has_the_real_ids(ct58: Ct58, screen: tuple[str, ...], led_on: str) -> None:
    """Ready to be pasted."""
    shown = ct58(*screen)
    found = [" ".join(words) for words in commands_in(f"{shown.out}\n{shown.err}")]
    assert any(command.startswith(led_on) for command in found), found


def test_what_is_to_be_filled_in_is_not_followed() -> None:
    """And what is not is, up to the end of the sentence."""
    text = (
        "See: ct58 show so-mau-01 2022-Q2\nUnits: ct58 list units. Book: ct58 receive UNIT… --period 2021-Q2"
    )
    assert list(commands_in(text)) == [["show", "so-mau-01", "2022-Q2"], ["list", "units"]]
