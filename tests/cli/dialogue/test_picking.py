"""Picking one of several units by its number: the command goes on with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import write_data
from tests.support.desk import sit_down
from tests.support.prompting import CTRL_C, ScriptedPrompter

from ct58.cli.dialogue import picking
from ct58.cli.dialogue.picking import put_in_place

BODIES = {
    f"units/so-{letter}/unit.yaml": (
        f"id: so-{letter}\nname: Đảng bộ Sở Xây {letter.upper()}\nkind: agency\norganisation: grassroots_committee\n"
    )
    for letter in "abcdefg"
}


@pytest.fixture(autouse=True)
def _at_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In July 2021, with seven units of nearly one name."""
    sit_down(monkeypatch, tmp_path, "2021-07-06", asks=True)
    write_data(tmp_path, **BODIES)


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> ScriptedPrompter:
    """A person who gives these answers."""
    person = ScriptedPrompter(answers)
    monkeypatch.setattr(picking, "TerminalPrompter", lambda _width: person)
    return person


def test_the_first_five_are_numbered_and_one_is_picked(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command then does what it would have done with the id."""
    person = answering(monkeypatch, "9", "2")
    done = ct58("receive", "so", "xay", "--period", "2021-Q2")
    assert done.code == 0
    assert person.screen == (
        "“so xay” may be several units.\n"
        " 1  Đảng bộ Sở Xây A (so-a)\n"
        " 2  Đảng bộ Sở Xây B (so-b)\n"
        " 3  Đảng bộ Sở Xây C (so-c)\n"
        " 4  Đảng bộ Sở Xây D (so-d)\n"
        " 5  Đảng bộ Sở Xây E (so-e)\n"
        " … 2 more: type more of the name.\n"
        "Which one (number; Enter = none): 9\n"
        "     Type one of: 1, 2, 3, 4, 5\n"
        "Which one (number; Enter = none): 2\n"
    )
    assert (tmp_path / "data/units/so-b/reports/2021-Q2.yaml").is_file()


@pytest.mark.parametrize("answer", ["", "<", CTRL_C])
def test_who_picks_none_gets_the_refusal(ct58: Ct58, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """As a script would."""
    answering(monkeypatch, answer)
    done = ct58("show", "so", "xay")
    assert done.code == 2
    assert "Which one: Đảng bộ Sở Xây A (so-a); " in done.err


def test_a_script_is_not_asked(ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It gets the candidates and exit 2."""
    person = answering(monkeypatch)
    sit_down(monkeypatch, tmp_path, "2021-07-06")
    assert ct58("show", "so", "xay").code == 2
    assert person.questions == []


@pytest.mark.parametrize(
    ("arguments", "text", "clear"),
    [
        (["show", "so", "xay"], "so xay", ["show", "X"]),
        (["show", "so", "xay", "q2/2024"], "so xay", ["show", "X", "q2/2024"]),
        (["overdue", "--owner", "so xay"], "so xay", ["overdue", "--owner", "X"]),
        (["overdue", "--owner=so xay"], "so xay", ["overdue", "--owner=X"]),
        (["show", "so xay q2/2024"], "so xay", ["show", "X q2/2024"]),
        (["show", "so"], "so xay", None),
    ],
)
def test_the_unclear_words_are_replaced_where_they_stand(
    arguments: list[str], text: str, clear: list[str] | None
) -> None:
    """Alone, in one argument, behind an option; words that are not there leave the refusal as it is."""
    assert put_in_place(arguments, text, "X") == clear
