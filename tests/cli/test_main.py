"""Where the program begins and ends: at once, and still whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src"


def ended(code: str, *, words: str = "--version", **streams: int) -> tuple[int, str, str]:
    """How a process of its own ends that does something and then runs ct58."""
    script = f"import sys\n{code}\nfrom ct58.cli.main import main\nmain({words.split()!r})"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(PACKAGE), "CT58_LANG": "en"},
        stdout=streams.get("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout or "", done.stderr


@pytest.mark.parametrize(("words", "code"), [("--version", 0), ("nonsense", 2)])
def test_the_exit_code_is_that_of_the_command(words: str, code: int) -> None:
    """And all that was said has left."""
    found, out, err = ended("", words=words)
    assert found == code
    assert (out if code == 0 else err).endswith("\n")


def test_what_is_left_to_be_closed_is_closed() -> None:
    """What registered itself for the end is asked, what was written is flushed, and nothing after it runs."""
    code = (
        "import atexit\n"
        "class Late:\n"
        "    def __del__(self): print('taken apart')\n"
        "late = Late()\n"
        "atexit.register(lambda: print('closed'))\n"
        "sys.stderr.write('no line')"
    )
    found, out, err = ended(code)
    assert (found, out.splitlines()[-1], err) == (0, "closed", "no line")


def test_somebody_elses_thread_is_waited_for() -> None:
    """As Python does."""
    code = (
        "import threading, time\n"
        "def late():\n"
        "    time.sleep(0.5)\n"
        "    print('done')\n"
        "threading.Thread(target=late).start()"
    )
    found, out, _err = ended(code)
    assert (found, out.splitlines()[-1]) == (0, "done")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_what_cannot_be_written_at_the_end_is_an_error() -> None:
    """Of a program that would otherwise have ended well."""
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        found, _out, err = ended("", stdout=full.fileno())
    assert found == 5
    assert "disk is full" in err
