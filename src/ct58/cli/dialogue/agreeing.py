"""Asking for a yes before something is done, by the same letters as everywhere."""

from __future__ import annotations

import typer

from ct58.cli.dialogue.talk import YES_NO, GoBack, Talk
from ct58.cli.surroundings import Surroundings
from ct58.i18n import Message


def agrees(around: Surroundings, question: Message) -> bool:
    """Whether the person says yes. Raises Abort when she leaves."""
    from ct58.cli.dialogue.prompts import Left, TerminalPrompter

    talk = Talk(TerminalPrompter(around.width), around.speech, around.today)
    try:
        return talk.choose(question, YES_NO, "c") == "c"
    except GoBack:
        return False
    except Left as left:
        raise typer.Abort from left
