"""Asking a person: one line out, one line in."""

from __future__ import annotations

import contextlib
import sys
from typing import Protocol

from ct58.cli.gate import drawn_on
from ct58.domain.text.signs import harmless
from ct58.render.formats.terminal import print_page
from ct58.views.page import Block, Page


class Left(Exception):
    """The person has left: Ctrl-C, or the end of the input."""


class Prompter(Protocol):
    """Whoever is asked."""

    width: int
    """Of a line, in characters."""

    def say(self, *blocks: Block) -> None:
        """Show something."""

    def ask(self, question: str) -> str:
        """What is answered, without spaces around it; empty for Enter. Raises Left."""


class TerminalPrompter:
    """Asks on the terminal, with the line editing that the system has."""

    def __init__(self, width: int) -> None:
        from rich.console import Console

        self.width = width
        self._console = Console(
            file=drawn_on(sys.stdout), width=width, highlight=False, markup=False, emoji=False
        )
        with contextlib.suppress(ImportError):  # Windows edits lines by itself
            import readline  # noqa: F401

    def say(self, *blocks: Block) -> None:
        """Print on the terminal, with colours where it has them."""
        print_page(Page(blocks), self._console)

    def ask(self, question: str) -> str:
        """One line from the terminal; one that is not text is asked for again. The system's line editing writes past the gate."""
        while True:
            try:
                return input(harmless(question)).strip()
            except UnicodeDecodeError:
                continue
            except (KeyboardInterrupt, EOFError) as error:
                self._console.print()
                raise Left from error
