"""The user's own folders, outside the data: what may be forgotten (cache), what must not (state), small memories."""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from ct58.records import record

_PERSON = "person.txt"
"""Who types in a data folder on this computer: asked once."""
_REVIEW = "review.json"
"""What a reviewer was shown last: the numbers of the list, and at which state each submission was looked at."""


def cache_folder(environment: Mapping[str, str], data: Path) -> Path:
    """Where valid records of a data folder are remembered: CT58_CACHE, else the system's cache folder."""
    return _user_folder(environment, "CT58_CACHE", "XDG_CACHE_HOME", ".cache", "cache") / _key(data)


def state_folder(environment: Mapping[str, str], data: Path) -> Path:
    """Where the journal and unfinished prompts of a data folder are kept: CT58_STATE, else the system's."""
    return _user_folder(environment, "CT58_STATE", "XDG_STATE_HOME", ".local/state", "state") / _key(data)


def _user_folder(environment: Mapping[str, str], own: str, xdg: str, below_home: str, name: str) -> Path:
    """The folder that our own variable names, else the one of the system."""
    named = environment.get(own)
    if named:
        return Path(named)
    if sys.platform == "win32":
        import tempfile

        return Path(environment.get("LOCALAPPDATA", tempfile.gettempdir())) / "ct58" / name
    return Path(environment.get(xdg) or Path.home() / below_home) / "ct58"


def _key(data: Path) -> str:
    """A folder's name for one data folder."""
    return hashlib.sha256(str(data).encode()).hexdigest()[:16]


def remembered_person(state: Path) -> str | None:
    """The name that was given last."""
    try:
        return (state / _PERSON).read_text("utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def remember_person(state: Path, name: str) -> None:
    """Keep a name; a folder that cannot be written to only costs being asked again."""
    with contextlib.suppress(OSError):
        state.mkdir(parents=True, exist_ok=True)
        (state / _PERSON).write_text(f"{name}\n", "utf-8")


@record
class ReviewMemory:
    """The names of the last list, in its order, and name → the state that was shown."""

    listed: tuple[str, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)


def remembered_review(state: Path) -> ReviewMemory:
    """The memory; a damaged one is an empty one."""
    import json

    try:
        raw = json.loads((state / _REVIEW).read_text("utf-8"))
        return ReviewMemory(listed=tuple(map(str, raw["listed"])), seen=dict(raw["seen"]))
    except (OSError, ValueError, KeyError, TypeError):
        return ReviewMemory()


def remember_review(state: Path, memory: ReviewMemory) -> None:
    """Keep it; a folder that cannot be written to only costs a second look."""
    import json

    with contextlib.suppress(OSError):
        state.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"listed": list(memory.listed), "seen": dict(memory.seen)}, ensure_ascii=False)
        (state / _REVIEW).write_text(text, "utf-8")
