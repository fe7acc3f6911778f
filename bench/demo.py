"""The demo office as a place to measure in: made once in a temporary folder, with a user's own folders beside."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from measure import ct58, surroundings


def make_office(folder: Path, *options: str) -> Path:
    """A demo office in a folder; its cache and state lie there, too."""
    office = folder / "office"
    command = ct58("init", "--demo", *options, str(office))
    subprocess.run(command, check=True, env=environment(folder), capture_output=True)
    return office


def user(folder: Path) -> dict[str, str]:
    """Where the user of a demo office keeps what is remembered."""
    return {"CT58_CACHE": str(folder / "cache"), "CT58_STATE": str(folder / "state")}


def environment(folder: Path) -> dict[str, str]:
    """All that a run in the office finds around it."""
    return {**surroundings(), **user(folder)}


def print_memory(name: str, command: Sequence[str], folder: Path, limit: int | None = None) -> None:
    """The peak of one process in MB, held against what is promised, and its seconds; only where the system tells."""
    time = shutil.which("time")
    if time is None or sys.platform == "win32":
        return
    measured = [time, "-f", "%M %e", *command]
    done = subprocess.run(measured, capture_output=True, text=True, check=True, env=environment(folder))
    kilobytes, seconds = done.stderr.split()[-2:]
    peak = int(kilobytes) / 1024
    promise = "" if limit is None else f"  ≤ {limit} MB {'yes' if peak <= limit else 'NO'}"
    print(f"{name:<44}{peak:8.0f} MB{float(seconds):8.1f} s{promise}")
