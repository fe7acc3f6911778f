"""View of how something came into the main copy: by whom it was approved, as far as that can be known."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ct58.records import record

ApprovalKind = Literal["approved", "own", "declared", "unknown", "direct", "pending"]
"""Put into the main copy by another than whoever made it; by the same person; so only a line of the message says it; by a
platform that does not say for whom; without any approval; not in the main copy yet."""


@record
class ReturnedBefore:
    """That a revision was sent back before it came into the main copy: by whom, when, why."""

    by: str
    when: dt.datetime
    reason: str


@record
class Approval:
    """How a revision came into the main copy. `by` is who approved it, `is_signed` whether a signature bears it out."""

    how: ApprovalKind
    by: str | None = None
    when: dt.datetime | None = None
    revision: str | None = None
    submission: str | None = None
    sender: str | None = None
    is_signed: bool = False
    returns: tuple[ReturnedBefore, ...] = ()
