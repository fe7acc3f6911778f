"""Who types in a data folder on this computer: asked once, kept in the user's own folder."""

from __future__ import annotations

import contextlib
from pathlib import Path

_FILE = "person.txt"


def remembered_person(state: Path) -> str | None:
    """The name that was given last."""
    try:
        return (state / _FILE).read_text("utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def remember_person(state: Path, name: str) -> None:
    """Keep a name; a folder that cannot be written to only costs being asked again."""
    with contextlib.suppress(OSError):
        state.mkdir(parents=True, exist_ok=True)
        (state / _FILE).write_text(f"{name}\n", "utf-8")
