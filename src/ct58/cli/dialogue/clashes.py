"""Asking which of two values to keep, clash by clash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from ct58.cli.dialogue.talk import GoBack, Talk
from ct58.i18n import Message, N_, msg
from ct58.render.screens.submissions import ClashWords
from ct58.views.page import Gap
from ct58.views.submissions import Clash, Side, SideChoice

LATER = "3"
_CHOICES: Mapping[str, SideChoice] = {"1": "mine", "2": "theirs", "4": "both"}


def ask_sides(talk: Talk, clashes: Sequence[Clash], words: ClashWords) -> Mapping[int, SideChoice]:
    """What to keep of each clash, by number; what is left for later has none.

    Raises Left where the person leaves: then nothing was decided.
    """
    groups = [tuple(group) for _number, group in groupby(clashes, key=lambda clash: clash.number)]
    talk.prompter.say(words.heading(clashes))
    talk.say(
        msg(
            N_("Nothing has changed in this folder yet. < goes back one; Ctrl+C leaves everything as it is.")
        ),
        "dim",
        indent=1,
    )
    answers: list[str] = []
    while len(answers) < len(groups):
        group = groups[len(answers)]
        try:
            answers.append(_answer(talk, group, words, f"{len(answers) + 1}."))
        except GoBack:
            answers = answers[:-1]
    return {
        group[0].number: _CHOICES[answer]
        for group, answer in zip(groups, answers, strict=True)
        if answer in _CHOICES
    }


def _answer(talk: Talk, group: Sequence[Clash], words: ClashWords, number: str) -> str:
    talk.prompter.say(Gap())
    for place, clash in enumerate(group):
        talk.prompter.say(*words.lines(clash, number if place == 0 else ""))
    choices = {
        "1": _choice(group, "mine", words, N_("mine"), N_("mine: {value}")),
        "2": _choice(group, "theirs", words, N_("main copy"), N_("main copy: {value}")),
        LATER: msg(N_("later")),
    }
    if group[0].becomes:
        choices["4"] = msg(N_("both, mine becomes {id}"), id=group[0].becomes)
    return talk.choose(msg(N_("Keep which?")), choices, LATER)


def _choice(group: Sequence[Clash], side: Side, words: ClashWords, plain: str, with_value: str) -> Message:
    """A side, with its value where that is one and short."""
    value = words.value(group[0], side)
    return msg(with_value, value=value) if len(group) == 1 and len(value) <= _SHORT else msg(plain)


_SHORT = 24
