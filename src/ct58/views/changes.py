"""Views of a change, one just recorded, and those of the past: what it says, turns, what to know of it, who made it when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ct58.domain.changes.effects import Effects
from ct58.domain.changes.model import Change
from ct58.domain.changes.notices import Notice
from ct58.domain.records.office import Office
from ct58.domain.records.scalars import FigureValue
from ct58.domain.time.period import Period
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


@record
class Kept:
    """One revision: its ids, when it was kept, by whom, in which words."""

    id: str
    short: str
    when: dt.datetime
    author: str
    subject: str


@record
class LogEntry:
    """What one revision changed of what was asked about.

    Of a revision that changed many files only `counts` are given: how many files of each kind.
    """

    kept: Kept
    changes: tuple[Change, ...] = ()
    counts: Mapping[str, int] | None = None


@record
class LogView:
    """The history of one thing, or of everything (`title` is empty), the newest first.

    `is_cut`: there is more than was asked for. `is_shallow`: this copy lacks what came earlier.
    """

    title: str
    entries: tuple[LogEntry, ...]
    office: Office
    is_cut: bool = False
    is_shallow: bool = False


@record
class FigureOrigin:
    """A figure of a report as it stands, with the revision that gave it this value.

    `kept` is None while the value has not been kept; `before` is what it was until then.
    """

    unit: str
    period: Period
    figure: str
    value: FigureValue
    kept: Kept | None
    before: FigureValue = None


@record
class OriginsView:
    """Where the figures of a report, or those that feed an indicator, come from."""

    title: str
    origins: tuple[FigureOrigin, ...]
    office: Office
    is_shallow: bool = False
