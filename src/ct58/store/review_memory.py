"""What a reviewer was shown last: the numbers of the list, and at which state each submission was looked at."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from ct58.records import record

_FILE = "review.json"


@record
class ReviewMemory:
    """The names of the last list, in its order, and name → the state that was shown."""

    listed: tuple[str, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)


def remembered_review(state: Path) -> ReviewMemory:
    """The memory; a damaged one is an empty one."""
    try:
        raw = json.loads((state / _FILE).read_text("utf-8"))
        return ReviewMemory(listed=tuple(map(str, raw["listed"])), seen=dict(raw["seen"]))
    except (OSError, ValueError, KeyError, TypeError):
        return ReviewMemory()


def remember_review(state: Path, memory: ReviewMemory) -> None:
    """Keep it; a folder that cannot be written to only costs a second look."""
    with contextlib.suppress(OSError):
        state.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"listed": list(memory.listed), "seen": dict(memory.seen)}, ensure_ascii=False)
        (state / _FILE).write_text(text, "utf-8")
