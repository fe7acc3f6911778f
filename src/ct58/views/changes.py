"""Views of a change, one just recorded, and those of the past: what it says, turns, what to know of it, who made it when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ct58.domain.changes.model import Change
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Document
from ct58.domain.records.scalars import FigureValue
from ct58.domain.time.period import Period
from ct58.errors import Finding
from ct58.records import record
from ct58.views.approvals import Approval

if TYPE_CHECKING:  # a history has none of these
    from ct58.domain.changes.effects import Effects
    from ct58.domain.changes.notices import Notice
    from ct58.views.settled import SettledRow


@record
class ComparedRevision:
    """One side of a comparison: a revision with its moment, or a folder as it is (no revision).

    `left` is what the line of work left there, as it was named.
    """

    revision: str | None = None
    left: str | None = None
    when: dt.datetime | None = None
    folder: str | None = None


@record
class ChangesView:
    """Everything that `diff` shows.

    `errors` and `warnings` are those that the data did not have before, what the office's own rules forbid among them. Labels of units, items and
    figures are those of `after`, or of `before` where they are gone. `is_first`: there was no main copy before; then `before` has the programme alone.
    """

    origin: ComparedRevision
    target: ComparedRevision
    as_of: dt.date
    before: Office
    after: Office
    changes: tuple[Change, ...]
    effects: Effects
    notices: tuple[Notice, ...]
    settled: tuple[SettledRow, ...] = ()
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    is_first: bool = False


@record
class RecordedView:
    """What a command wrote, or would write.

    `lines` say it in the clerk's words; `files` are those that change; `notes` are what looks doubtful;
    `settled` what moves of closed periods and issued summaries.
    """

    lines: tuple[str, ...]
    files: tuple[str, ...]
    effect: Effects
    is_written: bool
    notes: tuple[str, ...] = ()
    settled: tuple[SettledRow, ...] = ()


@record
class Kept:
    """One revision: its ids, when it was kept, by whom, in which words; how it came into the main copy, where there is one."""

    id: str
    short: str
    when: dt.datetime
    author: str
    subject: str
    approval: Approval | None = None


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

    `is_cut`: there is more than was asked for. `is_shallow`: this copy lacks what came earlier, `is_damaged`: it has lost some.
    """

    title: str
    entries: tuple[LogEntry, ...]
    office: Office
    is_cut: bool = False
    is_shallow: bool = False
    is_damaged: bool = False


@record
class FigureOrigin:
    """A figure of a report as it stands, with the revision that gave it this value.

    `kept` is None while the value has not been kept; `before` is what it was until then. `document` is the one that the
    report names for it, `reason` that of the correction by which it changed.
    """

    unit: str
    period: Period
    figure: str
    value: FigureValue
    kept: Kept | None
    before: FigureValue = None
    document: Document | None = None
    reason: str | None = None


@record
class OriginsView:
    """Where the figures of a report, or those that feed an indicator, come from, as far as the history can be read."""

    title: str
    origins: tuple[FigureOrigin, ...]
    office: Office
    is_shallow: bool = False
    is_damaged: bool = False
