"""View of a record: which files changed, and what it turns."""

from __future__ import annotations

from ct58.domain.consequences import Consequences
from ct58.records import record


@record
class RecordedView:
    """What a command wrote, or would write.

    `lines` say it in the clerk's words; `files` are those that change; `notes` are what looks doubtful.
    """

    lines: tuple[str, ...]
    files: tuple[str, ...]
    effect: Consequences
    is_written: bool
    notes: tuple[str, ...] = ()
