"""View of what was in the main copy and is there no more."""

from __future__ import annotations

import datetime as dt

from ct58.records import record


@record
class Vanished:
    """One submission, or (`submission` None) one revision that came directly: whose, who approved it when, in which words."""

    revision: str
    author: str
    subject: str
    submission: str | None = None
    by: str | None = None
    when: dt.datetime | None = None
