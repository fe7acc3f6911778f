"""Asking after each telephone call what came of it, row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ct58.cli.dialogue.prompts import Left, Prompter, TerminalPrompter
from ct58.cli.dialogue.talk import Talk
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.calls import CallWords
from ct58.domain.text.vietnamese import fold
from ct58.domain.time.dates import parse_date
from ct58.errors import BadUsage, Refused
from ct58.i18n import N_, msg
from ct58.render.screens.call import row_words
from ct58.views.calls import CallsView
from ct58.views.page import Gap, Line

BookCall = Callable[[int, CallWords], str]
"""Records what came of the call of a row; what it says of it."""
_LETTERS = N_("r = reminded, h = promised a day, g = says it was sent, k = not reached, n = note")
_SENT = "g"
_MOVES = N_("Enter = later, a number = that row, 0 = stop")


def typed_words(number: int, words: CallWords) -> str:
    """The command that would have recorded an answer, as `undo` names it."""
    came_of = f" --promised {words.promised}" if words.promised else " --reminded" if words.reminded else ""
    note = f' --note "{words.note}"' if words.note else ""
    return f"call {number}{came_of}{note}"


def ask_row_by_row(around: Surroundings, view: CallsView, on: dt.date, book: BookCall) -> None:
    """Ask about each row of the list, in its order, until the last or until the person stops."""
    CallRound(TerminalPrompter(around.width), around, view, on, book).run()


class CallRound:
    """The questions of one list."""

    def __init__(
        self, prompter: Prompter, around: Surroundings, view: CallsView, on: dt.date, book: BookCall
    ) -> None:
        self._talk = Talk(prompter, around.speech, on)
        self._speech = around.speech
        self._view = view
        self._on = on
        self._book = book
        self._answered: set[int] = set()

    def run(self) -> None:
        """From the first row to the last; a number goes to its row."""
        self._talk.prompter.say(Gap())
        for text in (_LETTERS, _MOVES):
            self._talk.say(msg(text), "dim", indent=0)
        number = 1
        try:
            while 1 <= number <= len(self._view.rows):
                number = self._ask(number)
        except Left:
            pass
        left = len(self._view.rows) - len(self._answered)
        done, rest = self._speech.count(len(self._answered)), self._speech.count(left)
        self._talk.say(msg(N_("Recorded: {done}. Not called yet: {left}."), done=done, left=rest), indent=0)

    def _ask(self, number: int) -> int:
        """Ask about one row; the number of the next. 0 stops."""
        self._talk.prompter.say(Line(row_words(self._view.rows[number - 1], self._view, self._speech)))
        while True:
            answer = self._talk.prompter.ask("   [r h g k n]: ")
            if answer.isascii() and answer.isdecimal() and len(answer) < 6:
                if int(answer) <= len(self._view.rows):
                    return int(answer)
            elif not answer:
                return number + 1
            elif answer == "<":
                return max(1, number - 1)
            elif self._record(number, answer):
                return number + 1

    def _record(self, number: int, answer: str) -> bool:
        """Record an answer; whether it was understood and done."""
        letter, _space, rest = answer.partition(" ")
        try:
            words = self._words(fold(letter), rest.strip())
            if words is None:
                self._talk.say(msg(_LETTERS), "warning")
                return False
            self._talk.say(self._book(number, words), "good")
        except (BadUsage, Refused) as error:
            self._talk.say(error.message, "warning")
            if error.hint is not None:
                self._talk.say(error.hint, "dim")
            return isinstance(error, Refused)
        self._answered.add(number)
        if fold(letter) == _SENT:
            self._lead_to_arrival(number)
        return True

    def _lead_to_arrival(self, number: int) -> None:
        """How to book a report that is found after all: what somebody says is no arrival."""
        row = self._view.rows[number - 1]
        reports = (entry for entry in row.entries if entry.standing.item.kind == "report" and entry.unit)
        for entry in reports:
            assert entry.unit is not None
            text = N_("When it is found: ct58 receive {unit} --period {period}")
            self._talk.say(msg(text, unit=entry.unit.id, period=entry.occurrence), "dim")

    def _words(self, letter: str, rest: str) -> CallWords | None:
        """What a letter and what stands behind it mean; None for any other letter. Raises BadUsage and Left."""
        say = self._speech.gettext
        if letter == "r":
            return CallWords(on=self._on, reminded=True, note=rest or None)
        if letter == "h":
            until = rest or self._talk.prompter.ask("   " + say(N_("Promised for which day: ")))
            return CallWords(on=self._on, promised=parse_date(until, self._on))
        if letter == "n":
            return CallWords(on=self._on, note=rest or self._talk.prompter.ask("   " + say(N_("Note: "))))
        known = {_SENT: N_("says that it was sent"), "k": N_("not reached")}
        return CallWords(on=self._on, note=say(known[letter])) if letter in known else None
