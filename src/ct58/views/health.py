"""View of a computer's health: what ct58 needs of it, point by point."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ct58.i18n import Message
from ct58.records import record

Grade = Literal["ok", "warning", "error"]


@record
class Computer:
    """What can be known of the computer without touching its disk: read once, at the edge.

    `code_page` is the console's on Windows, `encoding` what names of files are written in, `python_folder` where the
    Python lies that runs ct58, `portable_folder` the one that was unpacked to run it, if it is run from such a one.
    """

    today: dt.date
    python: str
    program: str
    system: str
    encoding: str
    python_folder: str
    portable_folder: str | None = None
    code_page: int | None = None


@record
class HealthPoint:
    """One point: its key, what it is called, how it stands, and what helps."""

    key: str
    title: str
    grade: Grade
    said: Message
    remedy: Message | None = None
