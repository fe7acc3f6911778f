"""The one gate by which words leave for a screen, a pipe or a log: nothing in them can steer what shows them.

It is the stream itself, so that no command can forget it. Only what draws with colours writes below it (`drawn_on`),
and what it draws may hold colours, no other sign.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, TextIO, cast

from ct58.domain.text.signs import harmless, isolated
from ct58.patterns import pattern

_DRAWN = pattern(r"(\x1b\[[0-9;]*m|\r)")
"""Colours, and the return to the line's beginning that a progress line needs."""


class Gate:
    """A stream that writes texts without what could steer; all else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._is_screen = stream.isatty()

    def write(self, text: str) -> int:
        """Write what of a text steers nothing; on a screen, letters that are read from the right stand apart."""
        self.stream.write(self._passed(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each."""
        for line in lines:
            self.write(line)

    def _passed(self, text: str) -> str:
        text = harmless(text)
        return isolated(text) if self._is_screen else text

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


class _Drawing(Gate):
    """The same for what draws; the texts that it was given were harmless before colours were put around them."""

    def _passed(self, text: str) -> str:
        parts = enumerate(_DRAWN.split(text))
        return "".join(part if place % 2 else super(_Drawing, self)._passed(part) for place, part in parts)


def guard_streams() -> None:
    """Let everything that is written to stdout and stderr go through the gate."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if not isinstance(stream, Gate):
            setattr(sys, name, Gate(stream))


def drawn_on(stream: TextIO) -> TextIO:
    """The same stream for colours."""
    inner = stream.stream if isinstance(stream, Gate) else stream
    return cast("TextIO", _Drawing(inner))
