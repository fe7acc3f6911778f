"""Refusals: a command stops and says why, with the exit code of the contract."""

from __future__ import annotations

from typing import ClassVar

from ct58.i18n import Message
from ct58.records import record

INTERRUPTED = 130
"""The exit code of a command that was left in the middle (Ctrl+C), as shells have it."""


class Ct58Error(Exception):
    """Base of all refusals. `message` says what is wrong, `hint` what to do (either may be translated).

    `technical` is what another program said of it, and what a technician types: shown with --debug only.
    """

    exit_code: ClassVar[int] = 70
    technical: str = ""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message.text)
        self.message = message
        self.hint = hint


class BadUsage(Ct58Error):
    """Unknown option, id, figure, value, period or date (exit 2)."""

    exit_code = 2


@record
class Choice:
    """One of the things that may be meant: what to type for it, and what it is called."""

    answer: str
    label: str


class UnclearName(BadUsage):
    """A name that may mean several things: at a terminal one of them is picked by its number.

    `text` is what was typed; `left_off` so many more fit.
    """

    def __init__(
        self, message: Message, hint: Message, *, text: str, choices: tuple[Choice, ...], left_off: int = 0
    ) -> None:
        super().__init__(message, hint)
        self.text = text
        self.choices = choices
        self.left_off = left_off


class InvalidData(Ct58Error):
    """The data that the command needs is invalid, so nothing was computed (exit 3)."""

    exit_code = 3


class Refused(Ct58Error):
    """Locked, changed meanwhile, contradicts the record, exists, leads outside the folder (exit 4)."""

    exit_code = 4


class EnvironmentProblem(Ct58Error):
    """No data folder, no git, disk full, file open elsewhere (exit 5)."""

    exit_code = 5
