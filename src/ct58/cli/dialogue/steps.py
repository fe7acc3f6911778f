"""The questions about one report: a line of its head, a figure, a record field by field, a list row by row."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from string import ascii_lowercase
from typing import Protocol, cast

from ct58.cli.dialogue.talk import PROMPT_INDENT, ROOM_FOR_ANSWER, GoBack, Talk, Whole
from ct58.cli.dialogue.wording import counted, word_choices
from ct58.domain.planning.draft import FIGURE
from ct58.domain.planning.second_look import SecondLook
from ct58.domain.records.programme import Figure, FormLine, SubFigure
from ct58.domain.records.scalars import NOT_APPLICABLE, FigureValue, Scalar
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.render.words.labels import short_text, value_text
from ct58.render.words.speech import Speech

AnswersSoFar = Mapping[str, FigureValue]
Keep = Callable[[FigureValue], None]
"""Keeps a part of an answer, in case the rest never comes."""
Look = Callable[[FigureValue, AnswersSoFar], SecondLook]
TypedRow = Mapping[str, Scalar | None]
EMPTY_ROW: TypedRow = {}
NUMBER_WIDTH = 3
LAST_WIDTH = 11
NARROWEST_LABEL = 20


class PromptStep(Protocol):
    """A question."""

    @property
    def key(self) -> str:
        """Its name among the answers."""

    @property
    def default(self) -> FigureValue:
        """What Enter keeps as long as nothing is answered."""

    def applies(self, answers: AnswersSoFar) -> bool:
        """Whether it is asked at all, after the answers so far."""

    def ask(self, talk: Talk, current: FigureValue, answers: AnswersSoFar, keep: Keep) -> FigureValue:
        """The answer; `current` is what Enter keeps. Raises GoBack."""


def see_nothing(value: FigureValue, answers: AnswersSoFar) -> SecondLook:
    """A value that needs no second look."""
    return SecondLook()


def always(answers: AnswersSoFar) -> bool:
    """A question that is asked after any answers."""
    return True


def say_nothing(value: FigureValue) -> None:
    """An answer without a remark."""


def settle(
    talk: Talk,
    line: FormLine,
    question: str,
    current: Scalar | None,
    look: Callable[[FigureValue], SecondLook],
) -> Scalar | None:
    """Ask for a value until it is possible, and ask again about an odd one unless it was there before."""
    value = talk.read(line, question, current)
    while True:
        found = look(value)
        if found.impossible is not None:
            talk.say(found.impossible, "warning")
            value = talk.read(line, question, current)
        elif found.odd is None or value == current:
            return value
        else:
            again = talk.read(line, _doubt(talk, line, value, found.odd), value)
            if again == value:
                return value
            value = again


def _doubt(talk: Talk, line: FormLine, value: Scalar | None, odd: Message) -> str:
    keep = msg(N_("Type it again, or Enter to keep {value}"), value=value_text(line, value, talk.speech))
    return talk.in_one_line(f"{'':{PROMPT_INDENT}}? {talk.speech.say(odd)}", f"{talk.speech.say(keep)}: ")


# ----------------------------------------------------------------------- head


@record
class HeadStep:
    """A line of the report's head. `remark` is said after the answer; there is no “does not apply” here."""

    key: str
    line: SubFigure
    wanted: Callable[[AnswersSoFar], bool] = always
    default: FigureValue = None
    look: Look = see_nothing
    remark: Callable[[FigureValue], Message | None] = say_nothing

    def applies(self, answers: AnswersSoFar) -> bool:
        """Whether it is asked at all, after the answers so far."""
        return self.wanted(answers)

    def ask(self, talk: Talk, current: FigureValue, answers: AnswersSoFar, keep: Keep) -> FigureValue:
        """The value; None where it is left open."""
        known = cast("Scalar | None", current)
        question = f"{self.line.label} [{self._shown(talk, known)}]: "
        value = settle(talk, self.line, question, known, lambda value: self.look(_given(value), answers))
        remark = self.remark(_given(value))
        if remark is not None:
            talk.say(remark, "late", indent=2)
        return _given(value)

    def _shown(self, talk: Talk, value: Scalar | None) -> str:
        text = value_text(self.line, value, talk.speech)
        return f"{talk.speech.gettext(N_('today'))} {text}" if value == talk.today else text


def _given(value: FigureValue) -> FigureValue:
    return None if value == NOT_APPLICABLE else value


# --------------------------------------------------------------------- layout


@record
class QuestionColumns:
    """The columns of the questions: number, label, how it is counted, last period's value, then the answer."""

    label_width: int
    counted_width: int

    def header(self, speech: Speech) -> str:
        """The titles of the columns."""
        titles = (N_("No."), N_("Figure"), N_("Counted"), N_("Last period"), N_("This period"))
        number, label, how, last, now = map(speech.gettext, titles)
        return self._row(number, label, how, last) + now

    def lines(self, figure: Figure, last: FigureValue, speech: Speech) -> list[str]:
        """A figure in its columns: a long label takes several lines, the last of them is to be answered."""
        *above, end = textwrap.wrap(figure.label, self.label_width) or [""]
        numbers = [str(figure.number), *[""] * len(above)]
        before = short_text(figure, last, speech)
        before = before if len(before) <= LAST_WIDTH else f"{before[: LAST_WIDTH - 1]}…"
        lines = [self._row(number, text, "", "") for number, text in zip(numbers[:-1], above, strict=True)]
        return [*lines, self._row(numbers[-1], end, counted(figure, speech), before)]

    def _row(self, number: str, label: str, how: str, last: str) -> str:
        return (
            f"{number:>{NUMBER_WIDTH}}  {label:<{self.label_width}}  "
            f"{how:<{self.counted_width}}  {last:>{LAST_WIDTH}}  "
        )


def layout_for(figures: tuple[Figure, ...], width: int, speech: Speech) -> QuestionColumns:
    """Columns that fit a terminal's width."""
    how = max((len(counted(figure, speech)) for figure in figures), default=0)
    taken = NUMBER_WIDTH + how + LAST_WIDTH + ROOM_FOR_ANSWER + 8
    longest = max((len(figure.label) for figure in figures), default=0)
    return QuestionColumns(label_width=max(min(width - taken, longest), NARROWEST_LABEL), counted_width=how)


# -------------------------------------------------------------------- figures


@record
class _OfAFigure:
    """What the questions about a figure share."""

    figure: Figure
    layout: QuestionColumns
    last: FigureValue
    default: FigureValue

    @property
    def key(self) -> str:
        """Its name among the answers."""
        return f"{FIGURE}{self.figure.key}"

    def applies(self, answers: AnswersSoFar) -> bool:
        """Always: the form was chosen for this unit and period."""
        return True


@record
class FigureStep(_OfAFigure):
    """A figure with one value."""

    look: Look

    def ask(self, talk: Talk, current: FigureValue, answers: AnswersSoFar, keep: Keep) -> FigureValue:
        """A value, looked at twice where it is odd."""
        *above, line = self.layout.lines(self.figure, self.last, talk.speech)
        for text in above:
            talk.say(text, indent=0)
        if (
            self.figure.type == "enum"
        ):  # the words stand below the whole label, the answer below them in its column
            talk.say(line.rstrip(), indent=0)
            talk.say(word_choices(self.figure), "dim")
            line = " " * len(line)
        known = cast("Scalar | None", current)
        question = f"{line}[{value_text(self.figure, known, talk.speech)}]: "
        return settle(talk, self.figure, question, known, lambda value: self.look(value, answers))


@record
class RecordStep(_OfAFigure):
    """A figure of several fields, asked one by one."""

    def ask(self, talk: Talk, current: FigureValue, answers: AnswersSoFar, keep: Keep) -> FigureValue:
        """The fields that are given; None where none is."""
        _announce(talk, self.figure, self.layout, self.last)
        talk.say(msg(N_("At the first field: - or k is about the whole figure.")), "dim")
        row = current if isinstance(current, Mapping) else EMPTY_ROW
        whole: Mapping[str, FigureValue] = {"-": None, "k": NOT_APPLICABLE}
        try:
            answered = ask_row(talk, self.figure, row, keep=keep, whole=whole)
        except Whole as answer:
            return answer.value
        return answered or (current if current == NOT_APPLICABLE else None)


@record
class ListStep(_OfAFigure):
    """A figure of several rows, asked row by row; an empty first field ends it."""

    def ask(self, talk: Talk, current: FigureValue, answers: AnswersSoFar, keep: Keep) -> FigureValue:
        """The rows; `()` where there are none, None where nothing is said of them."""
        _announce(talk, self.figure, self.layout, self.last)
        rows = list(current) if isinstance(current, tuple) else []
        place = _first_row_to_ask(talk, self.figure, rows) if rows else 0
        if place is None:
            return current
        if not rows:
            talk.say(
                msg(N_("Enter at the first field ends; there 0 is none, - or k the whole figure.")), "dim"
            )
        try:
            self._ask_rows(talk, rows, place, keep)
        except Whole as answer:
            return answer.value
        return tuple(rows) if rows or isinstance(current, tuple) else current

    def _ask_rows(self, talk: Talk, rows: list[TypedRow], place: int, keep: Keep) -> None:
        """Change, add and take away rows from a place on. Raises GoBack before the first, and Whole."""
        while True:
            is_new = place == len(rows)
            try:
                row = self._ask_row(talk, rows, place, keep)
            except GoBack:
                if place == 0:
                    raise
                place -= 1
                continue
            if not row:
                if is_new:
                    return
                del rows[place]
                keep(tuple(rows))
                continue
            rows[place : place + 1] = [row]
            place += 1

    def _ask_row(self, talk: Talk, rows: list[TypedRow], place: int, keep: Keep) -> TypedRow | None:
        """One row; None where a new one is not begun, or an old one is taken away."""
        is_new = place == len(rows)
        talk.say(msg(N_("Row {number}"), number=place + 1), "dim")

        def keep_all(row: FigureValue) -> None:
            keep((*rows[:place], cast("TypedRow", row), *rows[place + 1 :]))

        if rows and not is_new:
            talk.say(msg(N_("At the first field: - takes the row away.")), "dim")
            try:
                return ask_row(talk, self.figure, rows[place], keep=keep_all, whole={"-": None})
            except Whole:
                return None
        whole: Mapping[str, FigureValue] = {} if rows else {"-": None, "k": NOT_APPLICABLE, "0": ()}
        return ask_row(talk, self.figure, EMPTY_ROW, keep=keep_all, whole=whole, may_end=True)


def _first_row_to_ask(talk: Talk, figure: Figure, rows: list[TypedRow]) -> int | None:
    """With rows that are there: keep them (None), go on below them, or go through them."""
    for number, row in enumerate(rows, start=1):
        talk.say(f"{number}. {value_text(figure, row, talk.speech)}")
    choices = {"c": msg(N_("keep them")), "t": msg(N_("add rows")), "s": msg(N_("change them"))}
    choice = talk.choose(msg(N_("Rows that are there:")), choices, "c")
    return {"c": None, "t": len(rows), "s": 0}[choice]


def ask_row(
    talk: Talk,
    figure: Figure,
    row: TypedRow,
    *,
    keep: Keep,
    whole: Mapping[str, FigureValue],
    may_end: bool = False,
) -> TypedRow | None:
    """The fields of a record or row, `whole` being possible at the first; what is not given is left out.

    With `may_end` an empty first field is the end: None. Raises GoBack at the first field, and Whole.
    """
    answered = dict(row)
    place = 0
    while place < len(figure.fields):
        field = figure.fields[place]
        try:
            value = talk.read(
                field,
                _field_question(talk, field, place, answered.get(field.key)),
                answered.get(field.key),
                whole if place == 0 else {},
            )
        except GoBack:
            if place == 0:
                raise
            place -= 1
            continue
        if may_end and place == 0 and value is None:
            return None
        answered[field.key] = value
        keep(_without_gaps(answered))
        place += 1
    return _without_gaps(answered)


def _field_question(talk: Talk, field: SubFigure, place: int, current: Scalar | None) -> str:
    if field.type == "enum":
        talk.say(word_choices(field), "dim", indent=PROMPT_INDENT + 3)
    shown = value_text(field, current, talk.speech)
    return f"{'':{PROMPT_INDENT}}{ascii_lowercase[place]}. {field.label} [{shown}]: "


def _without_gaps(row: TypedRow) -> TypedRow:
    return {key: value for key, value in row.items() if value is not None}


def _announce(talk: Talk, figure: Figure, layout: QuestionColumns, last: FigureValue) -> None:
    """A figure of several fields, before its first question."""
    for text in layout.lines(figure, last, talk.speech):
        talk.say(text.rstrip(), indent=0)
