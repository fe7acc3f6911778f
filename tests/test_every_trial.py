"""`--dry-run`: whatever writes can be tried, and nothing is other afterwards."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from tests.support.command_line import Ct58, contents, in_this_process, write_data
from tests.support.daily_round import Office, open_office
from tests.support.desk import sit_down
from tests.support.repositories import git

from ct58.cli.app import build_group
from ct58.cli.commands_table import COMMANDS

READ_ONLY = frozenset(
    {
        "overdue",
        "upcoming",
        "status",
        "reports",
        "indicators",
        "list",
        "show",
        "trace",
        "log",
        "diff",
        "check",
    }
    | {"doctor", "help", "completion", "rollup"}
)
ONLY_WITH_O = frozenset({"plan", "calendar", "export", "contribute"})
"""Without -o they show what -o would write."""
FOR_GIT = frozenset({"merge-file"})
"""Git calls it, with files of its own."""
TRIED = (
    "amend PL-01 --deadline 30/9/2021 --number 32-QĐ --date 15/6/2021",
    "call 1 --reminded",
    "close 2021-Q2",
    "fmt",
    "form --period 2021-Q2 -o bieu",
    "form --period 2021-Q2 --grid -o bieu.xlsx",
    "import x.csv --period 2021-Q2",
    "init moi",
    "init --demo --units 4 --quarters 1 moi",
    "programme close --on 10/7/2021 --number 1-QĐ --date 9/7/2021 --to van-phong",
    "receive so-y-te --period 2021-Q2",
    "record event PL-01 started",
    "record item CV-01 --title Việc --lead van-phong --by 30/9/2021",
    "record report so-y-te 2021-Q2 --set 5=12",
    "remind --sent --number 45-CV",
    "schema --editor vscode",
    "setup moi",
    "site -o trang",
    "summary --quarter 2021-Q2 --issue --number 12 --on 15/7/2021",
    "undo",
    "unit add moi --name Mới --kind agency",
    "unit close so-y-te --on 10/7/2021",
    "unit edit so-y-te --phone 0237",
    "upgrade",
)


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """Run one command line in English, in the test's own folder."""
    return in_this_process(capsys, monkeypatch, tmp_path)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small data folder below the folder in which the commands run."""
    return write_data(tmp_path)


def leaves(
    command: click.Command, ctx: click.Context, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    """A command, or those below it, by the words that call them."""
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    for name in command.list_commands(ctx):
        child = command.get_command(ctx, name)
        assert child is not None
        yield from leaves(child, ctx, (*path, name))


def test_whatever_writes_has_it() -> None:
    """Each command that there is, or it stands among those that write nothing."""
    group = build_group()
    with group.make_context("ct58", ["help"]) as ctx:
        every = dict(leaves(group, ctx))
    without = {path for path, command in every.items() if "--dry-run" not in options_of(command)}
    assert without == READ_ONLY | ONLY_WITH_O | FOR_GIT
    assert {path.partition(" ")[0] for path in every} == {entry.name for entry in COMMANDS}


def options_of(command: click.Command) -> set[str]:
    """All that a command understands."""
    return {name for parameter in command.params for name in parameter.opts}


@pytest.mark.parametrize("words", TRIED)
def test_a_trial_changes_nothing_and_the_same_without_it_does(
    ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """In the folder with the data, and beside it."""
    sit_down(monkeypatch, tmp_path, "2021-07-15")
    assert ct58("record", "event", "PL-01", "submitted", "--on", "1/6/2021").code == 0
    (tmp_path / "x.csv").write_text("unit,5\nso-y-te,12\n", encoding="utf-8")
    if words.startswith("amend"):
        assert ct58("upgrade").code == 0
    if words.startswith("call"):
        assert ct58("call").code == 0
    if words.startswith("summary"):
        (data / "periods").mkdir()
        text = "period: 2021-Q2\nnarrative: {overview: x, shortcomings: x, proposals: x}\n"
        (data / "periods/2021-Q2.yaml").write_text(text, encoding="utf-8")
    if words == "fmt":
        (data / "office.yaml").write_text("names:\n    committee: Đảng ủy Khối\n", encoding="utf-8")
    before = everything(tmp_path)
    trial = ct58(*shlex.split(words), "--dry-run")
    assert trial.code == 0, trial.err
    assert everything(tmp_path) == before
    assert ct58(*shlex.split(words)).code == 0
    assert everything(tmp_path) != before


def everything(folder: Path) -> dict[str, bytes]:
    """All files, but the lock and what is remembered of looking."""
    return {
        file: content
        for file, content in contents(folder).items()
        if not file.startswith("state/") and ".ct58" not in file
    }


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """Hoa has handed a report in; Lan has saved one, and recorded another."""
    made = open_office(tmp_path, capsys, monkeypatch)
    made.report("hoa", "so-xay-dung", "5=4", "6=0")
    for words in (("save", "--yes"), ("submit",)):
        assert made("hoa", *words).code == 0
    made.report("lan", "so-y-te", "5=12", "6=1")
    assert made("lan", "save", "--yes").code == 0
    return made


@pytest.mark.parametrize("words", ["save", "submit", "sync", "review 1 --approve", "review 1 --return Sai"])
def test_a_trial_of_the_daily_round_keeps_sends_and_fetches_nothing(office: Office, words: str) -> None:
    """What is seen of the shared place may be new; the folder, its history and the shared place stay."""
    if words == "save":
        office.report("lan", "so-xay-dung", "5=3", "6=0")
    if words == "sync":
        assert office("nam", "review", "1", "--approve", "--yes").code == 0
    before = whole(office)
    outcome = office("lan", *words.split(), "--dry-run")
    assert outcome.code == 0, outcome.err
    assert "A trial: nothing was written." in outcome.err + outcome.out
    assert whole(office) == before


def whole(office: Office) -> list[object]:
    """The files and the lines of work of Lan's folder, and of the shared place."""
    lan, shared = office.folder / "lan", office.folder / "chung.git"
    files = {name: text for name, text in contents(office.data("lan")).items() if ".ct58" not in name}
    refs = [
        git(lan, "for-each-ref", folder) for folder in ("refs/heads", "refs/ct58/sent", "refs/ct58/queued")
    ]
    return [files, *refs, git(lan, "status", "--porcelain"), git(shared, "for-each-ref")]
