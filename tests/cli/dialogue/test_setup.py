"""The questions of `ct58 setup`: each with its default, one back, the list as it was understood, a last look."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.prompting import CTRL_C, ScriptedPrompter
from tests.support.repositories import needs_git
from tests.support.terminals import Terminal
from tests.support.terms import speaking

from ct58.cli.dialogue.prompts import Left
from ct58.cli.dialogue.setup import ask_office
from ct58.cli.dialogue.talk import Talk
from ct58.cli.setup_answers import SetupAnswers
from ct58.cli.surroundings import look_around
from ct58.domain.planning.founding import Founding

LIST = "TT;Tên đơn vị\n1;Đảng bộ Sở A\n2;Đảng bộ Sở B\n"
"""No row says a kind."""
DEFAULTS = 8
"""Questions before that of the first period: folder, four names, three who sign."""


def asked(folder: Path, *typed: str, width: int = 80) -> tuple[Founding | None, ScriptedPrompter]:
    """What comes of some answers: the new office, None where it is given up; and the screen."""
    (folder / "ds.csv").write_text(LIST, encoding="utf-8")
    around = look_around(speaking("en"), ())
    answers = SetupAnswers(around)
    prompter = ScriptedPrompter(typed, width)
    is_agreed = ask_office(Talk(prompter, around.speech, around.today), answers, {})
    assert not prompter.left_over
    return (answers.founding() if is_agreed else None), prompter


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_enter_takes_what_is_offered(desk: Path) -> None:
    """The seed's office, without a list, without git; a question too long for the line stands above its prompt."""
    found, prompter = asked(desk, *[""] * (DEFAULTS + 4))
    assert found is not None
    assert (found.folder, found.own.short, found.units, found.with_git) == ("van-phong", "ĐUK", (), False)
    assert max(map(len, prompter.screen.splitlines())) <= 80


def test_a_list_is_shown_as_it_was_understood_before_it_is_taken(desk: Path) -> None:
    """What rows don't say is asked; a wrong file is told, another may be taken."""
    typed = ("there-is-none.csv", "ds.csv", "2", "k", "'ds.csv'", "c")
    found, prompter = asked(desk, *[""] * DEFAULTS, "quý II/2024", *typed, "", "")
    assert found is not None
    assert [(unit.words.name, unit.words.kind) for unit in found.units] == [
        ("Đảng bộ Sở A", "public_service"),
        ("Đảng bộ Sở B", "public_service"),
    ]
    assert found.since.isoformat() == "2024-04-01"
    for said in ("there-is-none.csv", "Columns: A No., B Name", "so-a", "count from 2024-04-01"):
        assert said in prompter.screen


def test_one_question_back_and_everything_once_more(desk: Path) -> None:
    """What was said is offered again; another committee gets no symbol and nobody who signs from the seed."""
    first = ("", "Đảng ủy X", "<", "Đảng ủy Y", "", "", "", "Bà B", "", "", "", "", "")
    again = ("s", "moi", "", "", "Tỉnh ủy", "", "", "", "", "", "", "", "")
    found, prompter = asked(desk, *first, *again)
    assert found is not None
    own = found.own
    assert (found.folder, own.committee, own.short, own.superior) == ("moi", "Đảng ủy Y", "ĐU", "Tỉnh ủy")
    assert list(own.signatories.values()) == ["Bà B", None, None]
    assert "[Bà B]" in "".join(prompter.questions)


@pytest.mark.parametrize("typed", [(), ("",), (*[""] * DEFAULTS, CTRL_C)])
def test_whoever_leaves_gets_nothing(desk: Path, typed: tuple[str, ...]) -> None:
    """At any question."""
    with pytest.raises(Left):
        asked(desk, *typed)


def test_whoever_says_no_at_the_end_gets_nothing(desk: Path) -> None:
    """It is the last look."""
    assert asked(desk, *[""] * (DEFAULTS + 3), "h")[0] is None


def test_at_a_real_terminal_ctrl_c_leaves_the_folder_as_it_was(ct58: Ct58, tmp_path: Path) -> None:
    """Neither the new folder nor anything of it."""
    terminal = Terminal(tmp_path, "setup", COLUMNS="80")
    terminal.wait_for("New folder [van-phong]: ")
    terminal.type("\r")
    terminal.wait_for("Name of the committee")
    assert terminal.interrupt() == 130
    assert not (tmp_path / "van-phong").exists()


@needs_git
def test_who_approves_is_asked_where_git_keeps_the_history(desk: Path) -> None:
    """One question more, behind that of git."""
    found, prompter = asked(desk, *[""] * DEFAULTS, "", "", "c", "c", "")
    assert found is not None
    assert (found.with_git, found.own.self_approval) == (True, True)
    assert "Does one person both send and approve?" in prompter.screen
