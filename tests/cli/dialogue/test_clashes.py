"""Asking which of two values to keep: what is asked, and what the answers mean."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.clashes import CLASHES, words_for
from tests.support.prompting import CTRL_C, ScriptedPrompter
from tests.support.terms import speaking

from ct58.cli.dialogue.clashes import ask_sides
from ct58.cli.dialogue.prompts import Left
from ct58.cli.dialogue.talk import Talk
from ct58.views.submissions import SideChoice

TODAY = dt.date(2021, 7, 15)


def asked(*answers: str, width: int = 100) -> tuple[dict[int, SideChoice], ScriptedPrompter]:
    """The sides to keep, and the screen."""
    prompter = ScriptedPrompter(answers, width)
    talk = Talk(prompter, speaking("en"), TODAY)
    return dict(ask_sides(talk, CLASHES, words_for("en"))), prompter


def test_a_side_for_each_decision_and_later_for_the_rest() -> None:
    """Enter is later; two fields of one decision are asked about once."""
    keep, prompter = asked("1", "2", "3", "", "1", "2", "", "", "2")
    assert keep == {1: "mine", 2: "theirs", 5: "mine", 6: "theirs", 9: "theirs"}
    assert len(prompter.questions) == 9
    assert prompter.questions[0] == "Keep which? (1 = mine: 15, 2 = main copy: 14, 3 = later) [3]: "
    assert prompter.questions[5] == "Keep which? (1 = mine, 2 = main copy, 3 = later) [3]: "


def test_one_question_back() -> None:
    """From the first there is nowhere to go, so it is asked again."""
    keep, _prompter = asked("<", "1", "2", "<", "1", *[""] * 7)
    assert keep == {1: "mine", 2: "mine"}


def test_what_is_no_answer_is_asked_again() -> None:
    """With the answers that there are."""
    keep, prompter = asked("x", "1", *[""] * 8)
    assert keep == {1: "mine"}
    assert "Type one of: 1, 2, 3" in prompter.screen


def test_leaving_decides_nothing() -> None:
    """Whatever was answered before."""
    with pytest.raises(Left):
        asked("1", CTRL_C)
