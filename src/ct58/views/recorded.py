"""View of a record: which files changed, and what it turns."""

from __future__ import annotations

from ct58.domain.changes.effects import Effects
from ct58.records import record


@record
class RecordedView:
    """What a command wrote, or would write.

    `lines` say it in the clerk's words; `files` are those that change; `notes` are what looks doubtful.
    """

    lines: tuple[str, ...]
    files: tuple[str, ...]
    effect: Effects
    is_written: bool
    notes: tuple[str, ...] = ()
