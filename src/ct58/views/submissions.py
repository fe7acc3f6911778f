"""Views of what was handed in for approval: who, when, how much, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from ct58.domain.changes.notices import NoticeKind
from ct58.errors import Path
from ct58.records import record

SubmissionState = Literal["queued", "waiting", "approved", "returned", "answered", "gone", "lost"]


@record
class Submission:
    """One submission. `by`, `decided` and `reason` say who approved or returned it, when, and why."""

    name: str
    id: str
    sender: str
    when: dt.datetime
    standing: SubmissionState
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


Side = Literal["mine", "theirs"]
SideChoice = Literal["mine", "theirs", "both"]
"""What may be kept; of two things under one id both may, and then mine gets another id."""
OTHER: Mapping[Side, Side] = {"mine": "theirs", "theirs": "mine"}


@record
class Author:
    """Who said something, and when."""

    name: str
    when: dt.datetime


@record
class Clash:
    """One thing that two people changed differently: where it lies, which field, and what each side says.

    `number` is that of the decision, from 1: what has the same number is decided together. `path` is the
    field's (`figures`, key); a side that has none says None. Of a file as a whole the path is empty: `gone` is
    the side that took it away, and without marks in it (`is_whole`) only the whole of a side can be kept.
    `entry` is the record of a list that the field belongs to. `mine_by` and `theirs_by` are known where git
    knows both sides. `kept` is the side that somebody has decided for.
    """

    file: str
    number: int = 0
    unit: str | None = None
    period: str | None = None
    item: str | None = None
    path: Path = ()
    entry: Mapping[str, object] | None = None
    mine: object = None
    theirs: object = None
    gone: Side | None = None
    is_whole: bool = False
    mine_by: Author | None = None
    theirs_by: Author | None = None
    kept: SideChoice | None = None
    becomes: str | None = None


@record
class Settlement:
    """What somebody decided: what to keep by number, and the same in words, a line each."""

    keep: Mapping[int, SideChoice]
    said: tuple[str, ...] = ()
