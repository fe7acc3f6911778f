"""Views of what was handed in for approval: who, when, how much, and what became of it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ct58.domain.changes.notices import NoticeKind
from ct58.records import record

Standing = Literal["queued", "waiting", "approved", "returned", "answered", "gone"]


@record
class Submission:
    """One submission. `by`, `decided` and `reason` say who approved or returned it, when, and why."""

    name: str
    id: str
    sender: str
    when: dt.datetime
    standing: Standing
    by: str | None = None
    decided: dt.datetime | None = None
    reason: str = ""


@record
class Waiting:
    """A submission that waits for approval: how many changes it brings, and what to know of them."""

    number: int
    submission: Submission
    changes: int
    notices: tuple[NoticeKind, ...] = ()
    errors: int = 0


@record
class Clash:
    """One thing that two people changed differently: where it lies, which field, and what each side says.

    `path` is the field's (`figures`, key); a side that has none says None. Where the record cannot be
    compared field by field, or one side took it away, the path is empty.
    """

    file: str
    unit: str | None = None
    period: str | None = None
    item: str | None = None
    path: tuple[str, ...] = ()
    mine: object = None
    theirs: object = None
