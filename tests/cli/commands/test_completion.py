"""ct58 completion: the scripts, what they get when a shell asks, and real shells that ask."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from tests.support.command_line import environment, write_data
from tests.support.repositories import begin, keep
from tests.support.terminals import Terminal

from ct58.cli.app import build_group
from ct58.cli.boundary import run
from ct58.cli.commands_table import COMMANDS
from ct58.cli.offered_names import OfferedText, offer_names

Asked = Callable[..., list[str]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Asked:
    """What bash is offered for the last of some words, in an office with one unit, on 15/7/2021."""
    for name in [name for name in sys.modules if name.startswith(("ct58.cli.commands.", "ct58.cli.options"))]:
        monkeypatch.delitem(sys.modules, name)  # what is imported speaks the language of its day
    office = "names: {committee: Đảng ủy Khối}\npractice_today: 2021-07-15\n"
    monkeypatch.chdir(write_data(tmp_path, **{"office.yaml": office}))

    def ask(*words: str, question: str = "bash_complete") -> list[str]:
        monkeypatch.setenv("_CT58_COMPLETE", question)
        monkeypatch.setenv("COMP_WORDS", " ".join(("ct58", *words)))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        assert run([]) == 0
        said = capsys.readouterr()
        assert said.err == ""
        return [line.partition(",")[2] for line in said.out.splitlines() if line.startswith("plain,")]

    return ask


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_a_script_that_asks_ct58(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The script sets the variable by which ct58 knows that it is asked."""
    assert run(["completion", shell]) == 0
    said = capsys.readouterr()
    assert "_CT58_COMPLETE" in said.out
    assert said.err == ""


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["overd"], ["overdue"]),
        (["qua"], ["qua-han"]),
        (["ghi", "su"], ["su-viec"]),
        (["record", "ev"], ["event"]),
        (["overdue", "--as"], ["--as-of"]),
        (["show", "PL-"], ["PL-01"]),
        (["show", "pl-"], ["PL-01"]),
        (["show", "II.1"], ["II.1", "II.1-1"]),
        (["show", "tuyen"], ["II.1", "PL-01"]),
        (["show", "so-y-te", "2021"], ["2021", "2021-9M", "2021-Q3", "2021-H1", "2021-Q2", "2021-Q1"]),
        (["summary", "--quarter", "2021-Q2"], ["2021-Q2"]),
        (["summary", "--year", ""], ["2021"]),
        (["overdue", "--owner", "VP"], ["van-phong"]),
        (["overdue", "--owner", "van"], ["van-phong"]),
        (["record", "report", "y"], ["so-y-te"]),
        (["record", "report", '"Sở y'], ["so-y-te"]),
        (["record", "report", "so-y-te", "2021-Q2"], ["2021-Q2"]),
        (["record", "report", "so-y-te", "2021-Q2", "--set", "mem"], ["members_admitted="]),
        (["record", "event", "PL"], ["PL-01"]),
        (["record", "event", "PL-01", "iss"], ["issued"]),
        (["record", "item", "BK-01", "--owners", "tc"], ["tccsd"]),
        (["form", "--only", "memb"], ["members_admitted"]),
        (["trace", "II"], ["II.1-1"]),
        (["check", "--explain", "R50"], [f"R50{number}" for number in range(1, 10)]),
        (["list", "ta"], ["tasks"]),
        (["schema", "unit"], ["unit", "unit_events"]),
        (["unit", "add", "--kind", "agen"], ["agency"]),
        (["reports", "--by", "k"], ["kind"]),
    ],
)
def test_what_stands_in_the_data_is_offered_where_a_command_takes_it(
    asked: Asked, words: list[str], offered: list[str]
) -> None:
    """Ids by how they begin, else by a word of what they are called, without accents; the newest period first."""
    assert asked(*words) == offered


def test_other_versions_of_the_scripts_are_answered_too(asked: Asked) -> None:
    """Those that turn the question round, as typer's do."""
    assert asked("show", "PL-", question="complete_bash") == ["PL-01"]


def test_the_folder_that_the_line_names_is_the_one_that_is_asked(
    asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--data before the word."""
    monkeypatch.chdir(tmp_path.parent)
    assert asked("show", "PL-") == []
    assert asked("show", "--data", (tmp_path / "data").as_posix(), "PL-") == ["PL-01"]


def test_damaged_data_is_no_reason_to_complain_in_the_midst_of_a_line(asked: Asked, tmp_path: Path) -> None:
    """Nothing is offered, and commands still are."""
    (tmp_path / "data" / "programme.yaml").write_text("programme: [", encoding="utf-8")
    assert asked("show", "PL-") == []
    assert asked("overd") == ["overdue"]


def test_revisions_are_offered(asked: Asked, tmp_path: Path) -> None:
    """Branches and tags; outside of a repository none."""
    assert asked("diff", "") == []
    begin(tmp_path)
    keep(tmp_path)
    assert asked("diff", "H") == ["HEAD"]
    assert "main" in asked("overdue", "--rev", "")


def test_every_place_that_has_a_name_of_the_data_offers_it() -> None:
    """No command takes a unit, an item or a period without offering them."""
    group = build_group()
    ctx = click.Context(group)
    texts = click.types.StringParamType
    for entry in COMMANDS:
        command = group.get_command(ctx, entry.name)
        assert command is not None
        offer_names(command)
        parts = command.commands.values() if isinstance(command, click.Group) else [command]
        for place in (place for part in parts for place in part.params):
            names = {"UNIT", "ITEM", "PERIOD", "FIGURE", "REV", "CLAUSE"}
            if isinstance(place.type, texts) and names & set((place.metavar or "").strip("[]…").split()):
                assert isinstance(place.type, OfferedText), f"{entry.name} {place.name}"


# ------------------------------------------------------------------ real shells


@pytest.fixture
def shell(tmp_path: Path) -> Path:
    """A folder with data, a `ct58` to be found by a shell, and its scripts."""
    write_data(tmp_path)
    program = tmp_path / "bin" / "ct58"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ct58 "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


def _surroundings(folder: Path) -> dict[str, str]:
    found = environment()
    return {**found, "PATH": f"{folder / 'bin'}:{found['PATH']}"}


def _script(folder: Path, name: str) -> Path:
    done = subprocess.run(
        [folder / "bin" / "ct58", "completion", name],
        env=_surroundings(folder),
        capture_output=True,
        check=True,
    )
    file = folder / f"script.{name}"
    file.write_bytes(done.stdout)
    return file


def _needs(name: str) -> None:
    if shutil.which(name) is None or sys.platform == "win32":
        pytest.skip(f"{name} is not here")


def test_bash_completes(shell: Path) -> None:
    """The script is sourced and its function asked, as readline does it."""
    _needs("bash")
    script = _script(shell, "bash")
    ask = (
        f'source "{script}"; COMP_WORDS=(ct58 show PL-); COMP_CWORD=2; '
        '_ct58_completion ct58 PL- show; printf "%s\\n" "${COMPREPLY[@]}"; complete -p ct58'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", ask],
        cwd=shell,
        env=_surroundings(shell),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["PL-01", "complete -o nosort -F _ct58_completion ct58"]


def test_fish_completes(shell: Path) -> None:
    """By its own question what a line may go on with; beside each word what it means."""
    _needs("fish")
    script = _script(shell, "fish")
    done = subprocess.run(
        ["fish", "--no-config", "-c", f'source "{script}"; complete --do-complete "ct58 show PL-"'],
        cwd=shell,
        env=_surroundings(shell) | {"HOME": str(shell)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["PL-01\tKế hoạch tuyên truyền"]


class _Zsh(Terminal):
    def __init__(self, folder: Path) -> None:
        more = {"PATH": _surroundings(folder)["PATH"], "HOME": str(folder), "PS1": "> "}
        self._sit_down(folder, ["zsh", "-f", "-i"], more)


def test_zsh_completes(shell: Path) -> None:
    """A person presses Tab."""
    _needs("zsh")
    script = _script(shell, "zsh")
    desk = _Zsh(shell)
    desk.type(f'autoload -U compinit; compinit -u -D; source "{script}"; echo loaded-$((1+1))\n')
    desk.wait_for("loaded-2")
    desk.type("echo ct58 show PL-; ct58 show PL-\t")
    desk.wait_for("PL-01")
    desk.kill()
