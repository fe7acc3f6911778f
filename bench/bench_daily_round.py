"""Saving, handing in, fetching and approving in the demo office, in units of T: `python -c 'import typer'`.

The shared place is a bare repository on the same disk, so a network's time is not in it. A save is made
anew before each turn, and the copies are put back.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from measure import Program, compare, ct58, python

GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
GIT_PROGRAM = shutil.which("git") or "git"
EVENT = ("record", "event", "PL-01", "noted", "--on", "1/6/2021", "--reason", "bench")


def main() -> None:
    """Make the office, its shared place and two copies, then time each step."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run(folder, ct58("init", "--demo", "--git", str(folder / "seed")))
        _git(folder, "clone", "--quiet", "--bare", "seed", "chung.git")
        for person in ("hoa", "nam"):
            _git(folder, "clone", "--quiet", "chung.git", person)
        compare(steps(folder), rounds=5)


def steps(folder: Path) -> list[Program]:
    """T first, then the round of a day; each begins where the one before has ended."""
    user = _user(folder)

    def step(person: str, *arguments: str) -> Program:
        asked = ct58(*arguments, "--data", str(folder / person))
        return Program(
            name=" ".join(arguments[:2]),
            arguments=asked,
            environment=user,
            prepare=lambda: _prepare(folder, arguments[0]),
        )

    return [
        Program(name="T: import typer", arguments=python("import typer")),
        step("hoa", "save", "--yes", "--as", "Hoa"),
        step("hoa", "submit", "--as", "Hoa"),
        step("nam", "review", "--as", "Nam"),
        step("hoa", "sync", "--as", "Hoa"),
        step("hoa", "doctor"),
    ]


def _prepare(folder: Path, command: str) -> None:
    """Before a save, everything is as at the beginning, and one event is recorded."""
    if command != "save":
        return
    for copy in ("hoa", "nam"):
        _git(folder / copy, "reset", "--quiet", "--hard", "origin/main")
    for place in ("hoa", "chung.git"):
        _forget(folder / place, "refs/ct58" if place == "hoa" else "refs/heads/gui-duyet")
    _run(folder, ct58(*EVENT, "--data", str(folder / "hoa")))


def _forget(repository: Path, refs: str) -> None:
    for ref in _git(repository, "for-each-ref", "--format=%(refname)", refs).split():
        _git(repository, "update-ref", "-d", ref)


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [GIT_PROGRAM, *arguments], cwd=folder, env={**os.environ, **GIT}, capture_output=True, check=True
    )
    return done.stdout.decode()


def _run(folder: Path, arguments: list[str]) -> None:
    subprocess.run(arguments, env={**os.environ, **_user(folder)}, capture_output=True, check=True)


def _user(folder: Path) -> dict[str, str]:
    return {**GIT, "CT58_CACHE": str(folder / "cache"), "CT58_STATE": str(folder / "state")}


if __name__ == "__main__":
    main()
