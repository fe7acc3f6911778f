"""What is opened at all of the files that a person names."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import in_this_process, write_data

from ct58.errors import Ct58Error, EnvironmentProblem, Refused
from ct58.exchange.foreign_file import read_foreign

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def test_an_ordinary_file_is_read_whole(tmp_path: Path) -> None:
    """With every byte."""
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 5_000)
    assert read_foreign(tmp_path / "a.bin") == bytes(range(256)) * 5_000


def test_a_file_that_is_not_there_is_a_matter_of_the_environment(tmp_path: Path) -> None:
    """Exit code 5, not 4."""
    with pytest.raises(EnvironmentProblem):
        read_foreign(tmp_path / "x.xlsx")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """Whatever it is."""
    (tmp_path / "a.txt").write_bytes(b"12345")
    assert read_foreign(tmp_path / "a.txt", most=5) == b"12345"
    with pytest.raises(Refused):
        read_foreign(tmp_path / "a.txt", most=4)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _link_outside(path: Path) -> None:
    (path.parent.parent / "secret.txt").write_text("5=12\n", encoding="utf-8")
    path.symlink_to(path.parent.parent / "secret.txt")


def _circle(path: Path) -> None:
    path.symlink_to(path)


def _folder(path: Path) -> None:
    path.mkdir()


ODD = (_pipe, _socket, _device, _link_outside, _circle, _folder)


@needs_posix
@pytest.mark.parametrize("made", ODD)
def test_what_is_no_ordinary_file_of_its_folder_is_never_opened(
    made: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe would wait for ever, a device never end, a link read what nobody named."""
    (tmp_path / "in").mkdir()
    made(tmp_path / "in" / "f.csv")
    monkeypatch.setattr(os, "open", None)
    with pytest.raises(Ct58Error):
        read_foreign(tmp_path / "in" / "f.csv")


@needs_posix
def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    """The newest of several, perhaps."""
    (tmp_path / "q2-ban-2.csv").write_bytes(b"x")
    (tmp_path / "q2.csv").symlink_to("q2-ban-2.csv")
    assert read_foreign(tmp_path / "q2.csv") == b"x"


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """Run one command line in the test's own folder."""
    return in_this_process(capsys, monkeypatch, tmp_path)


DOORS = (
    ("import", "in/f.csv", "--period", "2021-Q2"),
    ("import", "in", "--period", "2021-Q2"),
    ("import", "--list", "members_admitted", "--decision", "1", "--on", "1/7/2021", "in/f.csv"),
    ("unit", "import", "in/f.csv"),
    ("record", "report", "so", "y", "te", "2021-Q2", "--file", "in/f.csv"),
    ("plan", "--year", "2021", "--as-of", "2021-03-20", "--template", "in/f.csv", "-o", "p.docx"),
    ("merge-file", "in/f.csv", "in/f.csv", "in/f.csv", "data/units/so-y-te/unit.yaml"),
)
"""Every command that takes the name of a file to be read."""


@needs_posix
@pytest.mark.parametrize("made", [_pipe, _link_outside])
@pytest.mark.parametrize("words", DOORS, ids=" ".join)
def test_every_command_that_is_given_a_file_refuses_it(
    made: Callable[[Path], None], words: tuple[str, ...], ct58: Ct58, tmp_path: Path
) -> None:
    """At once, by its name, and nothing is recorded."""
    write_data(tmp_path)
    (tmp_path / "in").mkdir()
    made(tmp_path / "in" / "f.csv")
    done = ct58(*words)
    assert done.code in (2, 4)
    assert not (tmp_path / "data" / "units" / "so-y-te" / "reports").exists()
