"""Sentences on a screen: broken between words, and never inside a command that is to be copied."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from ct58.cli.commands_table import part_of_help
from ct58.patterns import pattern

_ENDS = pattern(r"[.,:;?!)”]+$")
"""What ends a command inside a sentence, behind its last word."""
_VALUE = pattern(r"""[-"'\[].*|.*[0-9/=…|-].*|[^a-z]*[A-ZĐƠƯ][^a-z]*""")
"""An option, something in quotes, a file, an id, a number, or a place to be filled in (KỲ, DIR)."""


def for_screen(text: str, stream: TextIO) -> str:
    """A text for a stream: broken to the width of the screen that it is; elsewhere a line stays a line."""
    width = _width(stream)
    return "\n".join(wrapped(text, width)) if width else text


def _width(stream: TextIO) -> int:
    """The columns of the screen that a stream is; 0 where it is none, or does not tell."""
    try:
        return os.get_terminal_size(stream.fileno()).columns if stream.isatty() else 0
    except (OSError, ValueError):
        return 0


def wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text; what is longer than a line, a command above all, stands on one of its own."""
    for paragraph in text.split("\n"):
        if len(paragraph) <= width:
            yield paragraph
            continue
        indent = " " * (len(paragraph) - len(paragraph.lstrip(" ")))
        line = ""
        for piece in _pieces(paragraph.strip(" ").split(" ")):
            if line and len(indent) + len(line) + 1 + len(piece) > width:
                yield indent + line
                line = piece
            else:
                line = f"{line} {piece}" if line else piece
        yield indent + line


def _pieces(words: Sequence[str]) -> Iterator[str]:
    """The words; those of a command together."""
    start = 0
    while start < len(words):
        end = _end_of_command(words, start) if words[start].lstrip("“(") == "ct58" else start + 1
        yield " ".join(words[start:end])
        start = end


def _end_of_command(words: Sequence[str], start: int) -> int:
    """The place behind a command: its name, that of its part, and what is given to it."""
    end = start + 1
    if end < len(words) and words[end].isascii():
        end += 1
        if _is_done(words[end - 1]):
            return end
    quote = False
    while end < len(words) and (quote or _belongs(words, start, end)):
        quote ^= words[end].count('"') % 2 == 1
        end += 1
        if not quote and _is_done(words[end - 1]):
            break
    return end


def _belongs(words: Sequence[str], start: int, place: int) -> bool:
    word = words[place]
    is_part = place == start + 2 and part_of_help(words[start + 1], _ENDS.sub("", word)) is not None
    is_value = re.fullmatch("-{1,2}[a-z][a-z-]*", words[place - 1]) is not None and word.isascii()
    return is_part or is_value or _VALUE.fullmatch(_ENDS.sub("", word)) is not None


def _is_done(word: str) -> bool:
    return _ENDS.search(word) is not None and not word.endswith(('"', "…"))
