"""Continuous integration and the boxes: what became of each is said, and what fails is only what was tried and is wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.support.command_line import ROOT

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("bash") is None, reason="needs bash, and files that can be run"
)

CLOSING = "===== 12 passed in 3.2s ====="
BOX = """\
#!/usr/bin/env bash
case $2 in
  debian13) echo "= 10 passed, 2 skipped in 100.2s (0:01:40) ="; exit {debian} ;;
  windows) echo "box.sh: nothing can be mounted" >&2; exit {windows} ;;
esac
"""


def ran(
    folder: Path, *, debian: int = 0, windows: int = 0, here: int = 0, budget: int = 2400
) -> Sequence[str]:
    """The last three lines of `.ci/run`, and its exit code, where the boxes and the tests end so."""
    script = (ROOT / ".ci" / "run").read_text("utf-8").replace("BUDGET=2400", f"BUDGET={budget}")
    test = f"import sys\nprint({CLOSING!r}) if sys.argv[1] == 'test' else None\nsys.exit({here} if sys.argv[1] == 'test' else 0)\n"
    for name, text in {
        ".ci/run": script,
        "dev.py": test,
        "tools/boxes/box.sh": BOX.format(debian=debian, windows=windows),
        "bin/apt-get": "#!/bin/sh\n",  # what this computer lacks stays away
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        path.chmod(0o755)
    done = subprocess.run(
        ["bash", "-c", 'PATH="$PWD/bin:$PATH" bash .ci/run'], cwd=folder, capture_output=True, check=False
    )
    return [*done.stdout.decode().splitlines()[-3:], str(done.returncode)]


def test_what_the_boxes_said_stands_right_above_the_closing_line(tmp_path: Path) -> None:
    """One that could not be made fails nothing, and is not passed over."""
    assert ran(tmp_path, windows=75) == [
        "ci: Debian 13's Python, as a plain user: 10 passed, 2 skipped in 100.2s (0:01:40)",
        "ci: Windows' Python: NOT TRIED: box.sh: nothing can be mounted",
        CLOSING,
        "0",
    ]


def test_a_test_that_fails_in_a_box_fails_the_run(tmp_path: Path) -> None:
    """Also with an exit code that has other meanings elsewhere; the tests here are run all the same."""
    for code in (1, 2, 3, 5):
        debian, _windows, closing, ended = ran(tmp_path, debian=code)
        assert f": FAILED (exit code {code}): " in debian
        assert (closing, ended) == (CLOSING, "1")


def test_what_did_not_come_to_its_end_is_no_fault_of_the_tests(tmp_path: Path) -> None:
    """Time, or wine."""
    for code, why in ((124, "no time left"), (76, "wine died")):
        _debian, windows, _closing, ended = ran(tmp_path, windows=code)
        assert (windows, ended) == (f"ci: Windows' Python: NOT TRIED TO THE END: {why}", "0")
    assert [line.endswith("no time left") for line in ran(tmp_path, budget=620)[:2]] == [True, True]


def test_what_fails_here_fails_the_run(tmp_path: Path) -> None:
    """The closing line is the last."""
    assert ran(tmp_path, here=1)[2:] == [CLOSING, "1"]


def test_a_box_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    """The folder for it, for one: a file stands in the way."""
    (tmp_path / "file").touch()
    asked = ["bash", str(ROOT / "tools" / "boxes" / "box.sh"), "make", "debian13"]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "CT58_BOXES": str(tmp_path / "file" / "x")}
    done = subprocess.run(asked, env=environment, capture_output=True, check=False)
    assert done.returncode == 75
    assert done.stderr.decode().splitlines()[-1].startswith("box.sh: ")
