"""Views of a change: from which state to which, what it says, what it turns, what to know of it; and of one just recorded."""

from __future__ import annotations

import datetime as dt

from ct58.domain.changes.effects import Effects
from ct58.domain.changes.model import Change
from ct58.domain.changes.notices import Notice
from ct58.domain.records.office import Office
from ct58.errors import Finding
from ct58.records import record


@record
class ComparedRevision:
    """One side of a comparison: a revision with its moment, or a folder as it is (no revision)."""

    revision: str | None = None
    when: dt.datetime | None = None
    folder: str | None = None


@record
class ChangesView:
    """Everything that `diff` shows.

    `errors` are those that the data did not have before, and what the office's own rules forbid. Labels of units, items and figures are those of
    `after`, or of `before` where they are gone.
    """

    origin: ComparedRevision
    target: ComparedRevision
    as_of: dt.date
    before: Office
    after: Office
    changes: tuple[Change, ...]
    effects: Effects
    notices: tuple[Notice, ...]
    errors: tuple[Finding, ...] = ()


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
