"""Text in Markdown that a platform links nowhere: no name in it calls anybody, no number is a thing of the platform's."""

from __future__ import annotations

import re
from typing import Final

from ct58.domain.text.signs import harmless
from ct58.render.words.markdown import escape

_CALLS: Final = r"(?<![A-Za-z0-9_])@[A-Za-z0-9_]"
_THINGS: Final = r"[#!][0-9]|\bGH-[0-9]"
_ADDRESSES: Final = r"://|\bwww\.|@\S+\.\S|\bmailto:"
_LINKED: Final = re.compile(f"(?i){_CALLS}|{_THINGS}|{_ADDRESSES}")
_WORD: Final = re.compile(r"[^\s`|\\<>]+")
"""What may stand between two backticks, also in the cell of a table."""


def unlinked(text: str) -> str:
    """Text that Markdown shows as it is; whatever a platform would make a link, a call or a command of stands as code."""
    if _LINKED.search(text) is None:
        return escape(text)
    shown = harmless(text)
    found, done = [], 0
    for word in _WORD.finditer(shown):
        if _LINKED.search(word[0]):
            found += [escape(shown[done : word.start()]), f"`{word[0]}`"]
            done = word.end()
    return "".join([*found, escape(shown[done:])])
