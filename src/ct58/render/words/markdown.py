"""Text as Markdown shows it, never as markup."""

from __future__ import annotations

import re
from typing import Final

from ct58.domain.text.signs import harmless

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>|#&~])")
_LIST_START: Final = re.compile(r"^([-+=]|[0-9]{1,9}(?=[.)](?:\s|$)))")
"""What at the beginning of a line would make it a list or underline it as a heading."""
_NO_BREAK_HYPHEN: Final = "\u2011"


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    shown = " ".join(harmless(text).split("\n")).replace(_NO_BREAK_HYPHEN, "-")
    return _SPECIAL.sub(r"\\\1", shown)


def starts_a_list(text: str) -> bool:
    """Whether escaped text at the beginning of a line would be taken for a list, or for the line below a heading."""
    return _LIST_START.match(text) is not None


def no_list(text: str) -> str:
    """Escaped text at the beginning of a line, with a backslash before the sign or behind the number that makes a list."""
    return _LIST_START.sub(lambda start: f"{start[1]}\\" if start[1].isdecimal() else f"\\{start[1]}", text)
