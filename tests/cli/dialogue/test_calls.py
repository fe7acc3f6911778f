"""Row by row: what came of each call."""

from __future__ import annotations

from dataclasses import replace

from tests.support.offices import calendar, day, office, period, unit
from tests.support.prompting import ScriptedPrompter
from tests.support.terms import speaking

from ct58.cli.dialogue.calls import CallRound, typed_words
from ct58.cli.surroundings import look_around
from ct58.domain.planning.calls import CallWords
from ct58.errors import Refused
from ct58.i18n import N_, msg
from ct58.views.calls import calls_view

TODAY = day("2021-07-15")


class Clerk:
    """A clerk at the list of three units, and what she had recorded."""

    def __init__(self, *answers: str, refuses: int = 0) -> None:
        known = office(
            units=[unit(name) for name in "abc"],
            reporting=(calendar(from_=period("2021-Q2"), until=period("2021-Q2")),),
        )
        self.booked: list[tuple[int, CallWords]] = []
        self.refuses = refuses
        self.prompter = ScriptedPrompter(answers)
        around = replace(look_around(speaking("en"), ()), clock=TODAY)
        CallRound(self.prompter, around, calls_view(known, TODAY), TODAY, self.book).run()

    def book(self, number: int, words: CallWords) -> str:
        """As the command would; one row has changed meanwhile."""
        _kind = words.kind
        if number == self.refuses:
            raise Refused(msg(N_("See: ct58 call")))
        self.booked.append((number, words))
        return f"booked {number}"


def test_each_letter_is_an_answer_and_the_next_row_follows() -> None:
    """Reminded; promised, with the day behind the letter; not reached."""
    clerk = Clerk("r", "h 18/7", "k")
    assert clerk.booked == [
        (1, CallWords(on=TODAY, reminded=True)),
        (2, CallWords(on=TODAY, promised=day("2021-07-18"))),
        (3, CallWords(on=TODAY, note="not reached")),
    ]
    assert "Recorded: 3. Not called yet: 0." in clerk.prompter.screen


def test_enter_is_later_a_number_goes_there_and_zero_stops() -> None:
    """Nothing is recorded for what was passed over."""
    clerk = Clerk("", "3", "g", "1", "n engaged", "0")
    assert [(number, words.note) for number, words in clerk.booked] == [(3, "says that it was sent")]
    clerk = Clerk("3", "<", "n engaged", "0")
    assert [(number, words.note) for number, words in clerk.booked] == [(2, "engaged")]


def test_a_day_that_is_none_is_asked_for_again() -> None:
    """And one that has gone by."""
    clerk = Clerk("h", "31/2", "h 1/7", "h 18/7", "0")
    assert [(number, words.promised) for number, words in clerk.booked] == [(1, day("2021-07-18"))]


def test_an_unknown_letter_is_explained_and_a_row_that_changed_is_passed_over() -> None:
    """What was answered before is recorded."""
    clerk = Clerk("x", "r", "r", "r", refuses=2)
    assert [number for number, _words in clerk.booked] == [1, 3]
    assert clerk.prompter.screen.count("r = reminded") == 2


def test_whoever_leaves_keeps_what_was_answered() -> None:
    """Ctrl-C, or the end of the input."""
    clerk = Clerk("r")
    assert [number for number, _words in clerk.booked] == [1]
    assert "Recorded: 1. Not called yet: 2." in clerk.prompter.screen


def test_undo_names_the_command_that_would_have_done_the_same() -> None:
    """However it was typed."""
    assert typed_words(2, CallWords(on=TODAY, promised=day("2021-07-18"))) == "call 2 --promised 2021-07-18"
    assert typed_words(3, CallWords(on=TODAY, note="x")) == 'call 3 --note "x"'


def test_what_is_said_to_be_sent_is_no_arrival() -> None:
    """A note, and how to book it when it is found."""
    clerk = Clerk("g", "0")
    assert [words.note for _number, words in clerk.booked] == ["says that it was sent"]
    assert "ct58 receive a --period 2021-Q2" in clerk.prompter.screen
