"""A person at the prompts, played from a list."""

from __future__ import annotations

from collections.abc import Iterable

from ct58.cli.dialogue.prompts import Left
from ct58.render.formats.text import page_as_text
from ct58.views.page import Block, Page

CTRL_C = "\x03"


class ScriptedPrompter:
    """Answers from a list, and remembers all that was on the screen; leaves at CTRL_C or when it runs out."""

    def __init__(self, answers: Iterable[str], width: int = 100) -> None:
        self.width = width
        self.left_over = list(answers)
        self.screen = ""
        self.questions: list[str] = []

    def say(self, *blocks: Block) -> None:
        """Onto the screen."""
        self.screen += page_as_text(Page(blocks)) if blocks else ""

    def ask(self, question: str) -> str:
        """The next of the answers."""
        answer = self.left_over.pop(0) if self.left_over else CTRL_C
        self.questions.append(question)
        self.screen += f"{question}{answer}\n"
        if answer == CTRL_C:
            raise Left
        return answer.strip()
