"""The demo office as a place to measure in: made once in a temporary folder, with a user's own folders beside."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from measure import Program, ct58, run, spent

GIT = shutil.which("git") or "git"
_NOBODYS_SETTINGS = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
_SIGNED = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "bench"), ("EMAIL", "bench@example.invalid"))
}


def make_office(folder: Path, *options: str, name: str = "office") -> Path:
    """A demo office in a folder, of 20 quarters if no other number is asked for; its cache and state lie there, too."""
    office = folder / name
    length = () if "--quarters" in options else ("--quarters", "20")
    run(ct58("init", "--demo", *length, *options, str(office)), user(folder))
    return office


def user(folder: Path) -> dict[str, str]:
    """Where the user of a demo office keeps what is remembered; git has no settings of a person's own."""
    own = {"CT58_CACHE": str(folder / "cache"), "CT58_STATE": str(folder / "state")}
    return {**own, **_NOBODYS_SETTINGS}


def git(folder: Path, *arguments: str) -> str:
    """What git says in a folder."""
    return run([GIT, *arguments], {**_NOBODYS_SETTINGS, **_SIGNED}, folder)


def print_memory(name: str, command: Sequence[str], folder: Path, limit: int | None = None) -> None:
    """The peak of one process in MB, held against what is promised, and its seconds; only where the system tells."""
    if sys.platform == "win32":
        return
    begun = time.perf_counter()
    _processor, peak = spent(Program(name=name, arguments=command, environment=user(folder)))
    seconds = time.perf_counter() - begun
    promise = "" if limit is None else f"  ≤ {limit} MB {'yes' if peak <= limit else 'NO'}"
    print(f"{name:<44}{peak:8.0f} MB{seconds:8.1f} s{promise}")
