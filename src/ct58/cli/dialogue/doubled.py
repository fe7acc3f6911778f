"""Asking which of two lines is right that tell one occurrence twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ct58.cli.dialogue.prompts import Left
from ct58.cli.dialogue.talk import GoBack, Talk
from ct58.domain.planning.doubled import Doubled
from ct58.domain.records.events import Event
from ct58.i18n import Message, N_, msg
from ct58.render.screens.doubled import doubled_heading, doubled_lines
from ct58.render.words.labels import event_line
from ct58.views.page import Gap

_LATER = "3"


def ask_lines(talk: Talk, found: Sequence[Doubled]) -> Iterator[tuple[Doubled, Event]]:
    """Which line is right, one by one; what is left for later is not among them, nor what comes after leaving."""
    talk.prompter.say(Gap(), doubled_heading(found, talk.speech))
    for number, one in enumerate(found, start=1):
        talk.prompter.say(Gap(), *doubled_lines(one, number, talk.speech))
        try:
            kept = _answer(talk, one)
        except (Left, GoBack):
            return
        if kept is not None:
            yield one, kept


def _answer(talk: Talk, one: Doubled) -> Event | None:
    lines = {"1": one.first, "2": one.then}
    choices: dict[str, Message] = {
        key: msg("{line}", line=event_line(event, talk.speech)) for key, event in lines.items()
    }
    return lines.get(
        talk.choose(msg(N_("Which one is right?")), {**choices, _LATER: msg(N_("later"))}, _LATER)
    )
