"""A conversation: translated sentences, values read until they fit, a choice of letters, a yes before something is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import typer

from ct58.cli.dialogue.prompts import Prompter
from ct58.cli.dialogue.wording import figure_help, picked_word, word_choices
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.values import BadValueError, parse_value
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure, FormLine
from ct58.domain.records.scalars import FigureValue, Scalar
from ct58.domain.records.units import Unit
from ct58.domain.text.suggestions import quoted
from ct58.domain.text.vietnamese import fold
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.render.words.speech import Speech
from ct58.views import page
from ct58.views.page import Emphasis

BACK = "<"
EXPLAIN = "?"
PROMPT_INDENT = 5
ROOM_FOR_ANSWER = 14
"""Characters to be left on the line for what is typed."""
YES_NO: Mapping[str, Message] = {"c": msg(N_("yes")), "k": msg(N_("no"))}
"""The letters of a yes and a no, everywhere."""


class GoBack(Exception):
    """`<` was typed: one question back."""


class Whole(Exception):
    """An answer that is about all fields of a figure at once, such as “-” at the first of them."""

    def __init__(self, value: FigureValue) -> None:
        super().__init__(value)
        self.value = value


NO_WHOLE: Mapping[str, FigureValue] = {}


class Talk:
    """What all questions share: who is asked, the language, the day."""

    def __init__(self, prompter: Prompter, speech: Speech, today: dt.date) -> None:
        self.prompter = prompter
        self.speech = speech
        self.today = today

    def say(self, message: Message | str, emphasis: Emphasis = "plain", indent: int = PROMPT_INDENT) -> None:
        """A sentence on a line of its own; a text is data and stays as it is."""
        text = message if isinstance(message, str) else self.speech.say(message)
        self.prompter.say(page.Line(page.words(text, emphasis), indent=indent))

    def ask(self, question: str) -> str:
        """What is answered; empty for Enter. Raises GoBack."""
        answer = self.prompter.ask(question)
        if answer == BACK:
            raise GoBack
        return answer

    def read(
        self,
        line: FormLine,
        question: str,
        current: Scalar | None,
        whole: Mapping[str, FigureValue] = NO_WHOLE,
    ) -> Scalar | None:
        """A value that fits the line, asked for until it does; Enter keeps the current one.

        `whole` are answers that settle more than this line. Raises Whole for them, and GoBack.
        """
        while True:
            answer = self.ask(question)
            if not answer:
                return current
            if fold(answer) in whole:
                raise Whole(whole[fold(answer)])
            if answer == EXPLAIN:
                self.explain(line)
                continue
            try:
                return picked_word(line, answer) or parse_value(line, answer, self.today)
            except BadValueError as error:
                self.say(error.message, "warning")

    def explain(self, line: FormLine) -> None:
        """What `?` says about a line of the form."""
        for sentence in figure_help(line, self.speech):
            self.say(sentence, "dim")

    def in_one_line(self, sentence: str, prompt: str) -> str:
        """What to ask after a sentence: both together where they fit, else the sentence is said before."""
        whole = f"{sentence} {prompt}"
        if len(whole) + ROOM_FOR_ANSWER <= self.prompter.width:
            return whole
        self.say(sentence, indent=0)
        return f"{'':{PROMPT_INDENT}}{prompt}"

    def choose(
        self,
        question: Message,
        choices: Mapping[str, Message],
        default: str,
        also: Collection[str] = (),
    ) -> str:
        """One of some letters, each with its meaning; Enter is the default. Raises GoBack.

        What `also` may be typed needs no words of its own: the numbers of figures that are on the screen.
        """
        while True:
            answer = fold(self.ask(self._choice(question, choices, default))) or default
            if answer in choices or answer in also:
                return answer
            self.say(msg(N_("Type one of: {letters}"), letters=", ".join(choices)), "warning")

    def _choice(self, question: Message, choices: Mapping[str, Message], default: str) -> str:
        """A question with its letters, which stand below one another where the line is too short."""
        meanings = [f"{key} = {self.speech.say(meaning)}" for key, meaning in choices.items()]
        asked, prompt = self.speech.say(question), f"({', '.join(meanings)}) [{default}]: "
        if len(prompt) + PROMPT_INDENT + ROOM_FOR_ANSWER <= self.prompter.width:
            return self.in_one_line(asked, prompt)
        for text in (asked, *(f"  {meaning}" for meaning in meanings)):
            self.say(text, indent=0)
        return f"[{default}]: "


def agrees(around: Surroundings, question: Message, default: str = "c") -> bool:
    """Whether the person says yes. Raises Abort when she leaves."""
    try:
        return picked(around, question, YES_NO, default) == "c"
    except GoBack:
        return False


def picked(
    around: Surroundings, question: Message, choices: Mapping[str, Message], default: str | None = None
) -> str:
    """One of some letters or numbers (default: the first). Raises GoBack, and Abort when the person leaves."""
    from ct58.cli.dialogue.prompts import Left, TerminalPrompter

    talk = Talk(TerminalPrompter(around.width), around.speech, around.today)
    try:
        return talk.choose(question, choices, default or next(iter(choices)))
    except Left as left:
        raise typer.Abort from left


def counted_where(around: Surroundings, office: Office, unit: Unit, period: Period) -> str | None:
    """Whether the report of a merged unit's successor has its figures in it: the successor's id, or None. Raises Abort."""
    successor = unit.merged_into
    assert successor is not None
    question = msg(
        N_(
            "{unit} was merged into {successor} inside {period}. Does {successor}'s report of {period} have its figures in it?"
        ),
        unit=unit.label,
        successor=office.label(successor),
        period=period,
    )
    return successor if agrees(around, question) else None


def explained(around: Surroundings, figure: Figure, unknown: Sequence[tuple[str, int]]) -> dict[str, str]:
    """What words of a list mean as words of a figure; Enter leaves one open. Raises Abort when the person leaves."""
    from ct58.cli.dialogue.prompts import Left, TerminalPrompter

    talk = Talk(TerminalPrompter(around.width), around.speech, around.today)
    found: dict[str, str] = {}
    for word, rows in unknown:
        question = msg(
            N_("“{word}” stands in {count} rows. What does it mean?"), word=quoted(word), count=rows
        )
        talk.say(question, indent=0)
        talk.say(word_choices(figure), "dim")
        try:
            meaning = talk.read(figure, "? ", None)
        except GoBack:
            continue
        except Left as left:
            raise typer.Abort from left
        if meaning in figure.values:
            found[word] = str(meaning)
    return found
