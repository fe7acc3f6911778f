"""What an answer of another day than today prints as the next command is of that day, too: pasted, it agrees with the answer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TypeVar

from ct58.views.page import Annex, Block, Heading, Line, Page, Table, Words

OF_A_DAY = (
    "overdue",
    "call",
    "upcoming",
    "status",
    "reports",
    "indicators",
    "list",
    "show",
    "trace",
    "summary",
    "plan",
    "remind",
    "calendar",
    "export",
    "site",
    "receive --list",
)
"""The commands whose answer hangs on the day; what records is of the day on which it is typed."""


B = TypeVar("B", bound=Block)


@cache
def _command() -> re.Pattern[str]:
    """A command in a sentence, up to its end or to the sign behind it; made only where another day is asked about."""
    one = "|".join(OF_A_DAY)
    return re.compile(rf"""ct58 (?:{one})\b(?:"[^"]*"|(?!  |[.,:?](?: |$)|[·;“”)\n]).)*(?<! )""")


def on_the_day(text: str, day: str) -> str:
    """The text with `--as-of` behind each command that it names; one that names its day keeps it."""
    if "ct58 " not in text:
        return text
    return _command().sub(lambda found: _dated(found[0], day), text)


def _dated(command: str, day: str) -> str:
    return command if "--as-of" in command else f"{command} --as-of {day}"


def page_on_the_day(page: Page, day: dt.date) -> Page:
    """A page for a screen, with the same in all that it says."""
    return Page(tuple(_block(block, day.isoformat()) for block in page.blocks))


def _block(block: B, day: str) -> B:
    if isinstance(block, Line) and _leads_on(block.words):
        return replace(block, words=_words(block.words, day))
    if isinstance(block, Heading):
        return replace(block, text=on_the_day(block.text, day))
    if isinstance(block, Table) and any(_leads_on(cell) for row in block.rows for cell in row):
        return replace(block, rows=tuple(tuple(_words(cell, day) for cell in row) for row in block.rows))
    if isinstance(block, Annex):
        return replace(block, said=tuple(_block(line, day) for line in block.said))
    return block


def _leads_on(said: Words) -> bool:
    return any("ct58 " in span.text for span in said)


def _words(said: Words, day: str) -> Words:
    return tuple(span._replace(text=on_the_day(span.text, day)) for span in said)


def said_day(arguments: Sequence[str]) -> str | None:
    """What stands behind `--as-of` on a command line, as it was typed; for what ends before that is understood."""
    joined = (word.removeprefix("--as-of=") for word in arguments if word.startswith("--as-of="))
    apart = (word for option, word in pairwise(arguments) if option == "--as-of")
    return next((day for day in (*joined, *apart) if " " not in day), None)
