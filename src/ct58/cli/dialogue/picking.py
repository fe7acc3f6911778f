"""A name that may mean several things: they are listed with numbers, and one is picked."""

from __future__ import annotations

from collections.abc import Sequence

from ct58.cli.dialogue.prompts import Left, Prompter, TerminalPrompter
from ct58.cli.dialogue.talk import GoBack, Talk
from ct58.cli.surroundings import Surroundings
from ct58.errors.refusals import UnclearName
from ct58.i18n import N_, msg


def with_what_was_picked(
    around: Surroundings, unclear: UnclearName, arguments: Sequence[str], prompter: Prompter | None = None
) -> list[str] | None:
    """The command line with what was picked in place of the unclear words; None where nothing is picked.

    None, too, where the words do not stand in the command line.
    """
    if put_in_place(arguments, unclear.text, "-") is None:
        return None
    talk = Talk(prompter or TerminalPrompter(around.width), around.speech, around.today)
    answer = _pick(talk, unclear)
    return None if answer is None else put_in_place(arguments, unclear.text, answer)


def _pick(talk: Talk, unclear: UnclearName) -> str | None:
    """What is to be typed for the one that is picked; None for Enter, `<` and Ctrl+C."""
    talk.say(unclear.message, indent=0)
    for number, choice in enumerate(unclear.choices, start=1):
        talk.say(f"{number}  {choice.label} ({choice.answer})", indent=1)
    if unclear.left_off:
        talk.say(msg(N_("… {count} more: type more of the name."), count=unclear.left_off), "dim", indent=1)
    numbers = [str(number) for number in range(1, len(unclear.choices) + 1)]
    question = talk.speech.say(msg(N_("Which one (number; Enter = none): ")))
    while True:
        try:
            answer = talk.ask(question)
        except (GoBack, Left):
            return None
        if not answer:
            return None
        if answer in numbers:
            return unclear.choices[int(answer) - 1].answer
        talk.say(msg(N_("Type one of: {letters}"), letters=", ".join(numbers)), "warning")


def put_in_place(arguments: Sequence[str], text: str, answer: str) -> list[str] | None:
    """The arguments with an answer for the words of a text, whether each stands alone or all in one; None without them."""
    words = list(arguments)
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            if " ".join(words[first:last]) == text:
                return [*words[:first], answer, *words[last:]]
    for place, word in enumerate(words):
        if text in word:
            return [*words[:place], word.replace(text, answer, 1), *words[place + 1 :]]
    return None
