"""Every table of every command at four widths, with long names: no column collapses, and no word is broken.

The same screen without end says which words there are; whatever else stands on a narrow one is a piece of a word.
"""

from __future__ import annotations

import datetime as dt
import re
import shlex
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.command_line import by_the_clock, program

from ct58.cli import boundary
from ct58.cli.commands_table import COMMANDS
from ct58.cli.surroundings import look_around
from ct58.render.formats import terminal
from ct58.render.formats.fitting import LEAST, Fit, Size, fitted
from ct58.render.words.speech import Speech

WIDTHS = (60, 80, 100, 140)
NO_EDGE = 2_000
TODAY, ENDED = dt.date(2022, 7, 15), dt.date(2022, 12, 20)
LONG = " và Phát triển nguồn nhân lực chất lượng cao trực thuộc Ủy ban nhân dân tỉnh"
VIEWS = (
    "", "overdue", "overdue --expand", "overdue --kind report", "overdue --older", "upcoming --within 200", "status",
    "status --owner van-phong", "reports", "reports --by unit", "reports --by kind", "reports --waiting", "reports --missing",
    "indicators", "indicators --by unit", "indicators --by kind", "indicators --id CT-15 --period 2022", "list tasks",
    "list units", "list reports", "list figures", "list clauses", "list indicators", "list items", "show PL-01", "show II.1",
    "show so-mau-01", "show so-mau-01 2022-Q2", "show CT-01 --period 2022-Q1", "show CT-15 --period 2022", "show BC-QUY",
    "trace", "plan --quarter III/2022", "remind", "remind --older", "remind --each", "calendar", "call", "call --older",
    "check", "check --explain P307", "check --explain all", "doctor", "contribute", "rollup levels.yaml a.zip",
    "rollup levels.yaml a.zip --id CT-01", "rollup levels.yaml a.zip --by kind",
    "receive --list --since 1/1/2022", "unit close so-mau-01 --on 2022-08-01 --dry-run",
    "setup moi --dry-run",
)  # fmt: skip
AFTER_THE_END = (
    "", "overdue", "overdue --as-of 2022-12-05", "status", "reports", "indicators --period 2022", "show PL-13", "show BC-QUY",
    "show so-mau-01", "show CT-15 --period 2022", "list tasks", "programme handover -o ban-giao --force",
)  # fmt: skip
NO_TABLES = frozenset(
    {
        "init",
        "record",
        "import",
        "undo",
        "save",
        "submit",
        "sync",
        "review",
        "diff",
        "log",
        "fmt",
        "schema",
        "upgrade",
        "practice",
    }
    | {"site", "merge-file", "completion", "help", "close", "reopen", "amend", "form", "export", "summary"}
)
"""They ask, write a file or a document, need git, or say what they did: in lines, and in pages of the others."""
_WORD = re.compile(r"\S+")
_CLOSING = (
    "programme close --on 5/12/2022 --number 1234-QĐ/TU --date 1/12/2022 --cut-off 15/12/2022 --items-to none "
    '--to "Đảng bộ các doanh nghiệp và đơn vị sự nghiệp công lập trực thuộc tỉnh"'
)
Shown = Callable[[str, int], str]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small made-up office in which every unit has a name of two lines."""
    folder = tmp_path_factory.mktemp("widths")
    assert program("init", "--demo", "--units", "12", "--quarters", "6", "office", cwd=folder).code == 0
    for file in (folder / "office").rglob("unit.yaml"):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^((?:short_)?name: )(.*)$", rf"\g<1>\g<2>{LONG}", text)
        file.write_text(text, encoding="utf-8", newline="\n")
    made = by_the_clock(folder / "office")
    for words in (
        ("contribute", "--as-of", "2022-07-15", "-o", "a.zip"),
        ("rollup", "--begin", "levels.yaml", "a.zip"),
    ):
        assert program(*words, cwd=made).code == 0
    return made


@pytest.fixture
def shown(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Shown:
    """What a terminal shows of a command; after the end where the command says so."""
    return _screens(office, TODAY, monkeypatch, capsys, tmp_path)


def _screens(
    folder: Path,
    today: dt.date,
    patch: pytest.MonkeyPatch,
    screen: pytest.CaptureFixture[str],
    state: Path,
) -> Shown:
    width = NO_EDGE

    def around(speech: Speech, arguments: tuple[str, ...]) -> object:
        found = look_around(speech, arguments)
        return replace(found, clock=today, is_terminal=True, can_ask=False, width=width, holder="lan")

    def shown(command: str, at: int) -> str:
        nonlocal width
        width = at
        assert boundary.run(shlex.split(command)) in (0, 1, 3), screen.readouterr().err
        return screen.readouterr().out

    for name, value in {"CT58_STATE": str(state), "CT58_LANG": "vi", "LANGUAGE": "vi"}.items():
        patch.setenv(name, value)
    patch.chdir(folder)
    patch.setattr(boundary, "look_around", around)
    return shown


def _fits(patch: pytest.MonkeyPatch) -> list[tuple[Sequence[Size], Fit]]:
    """What was asked for and found for each table that is drawn from now on."""
    found: list[tuple[Sequence[Size], Fit]] = []

    def watched(sizes: Sequence[Size], room: int) -> Fit:
        found.append((sizes, fitted(sizes, room)))
        return found[-1][1]

    patch.setattr(terminal, "fitted", watched)
    return found


def _held(shown: Shown, command: str, patch: pytest.MonkeyPatch) -> None:
    words = {"", *(_bare(word) for word in _WORD.findall(shown(command, NO_EDGE)))}
    for width in WIDTHS:
        with patch.context() as during:
            fits = _fits(during)
            text = shown(command, width)
        narrow = [
            (sizes[place], fit.widths[place])
            for sizes, fit in fits
            for place in fit.widths
            if fit.widths[place]
            < min(sizes[place].natural, LEAST if sizes[place].is_main else sizes[place].least)
        ]
        assert narrow == [], (command, width)
        assert [line for line in text.splitlines() if len(line.rstrip()) > width] == [], (command, width)
        pieces = {_bare(word) for word in _WORD.findall(text)} - words
        assert {piece for piece in pieces if not _of_a_long_word(piece, words)} == set(), (command, width)


def _of_a_long_word(piece: str, words: set[str]) -> bool:
    """A path that is wider than the narrowest screen has to be broken somewhere."""
    return any(len(word) > WIDTHS[0] - LEAST and piece in word for word in words)


def _bare(word: str) -> str:
    """Without what a line beneath puts behind a title, and bars, which are as long as there is room."""
    return "" if set(word) <= set("█▒·░▁▂▃▄▅▆▇…") else word.rstrip(":")


@pytest.mark.parametrize("command", VIEWS)
def test_no_table_collapses_and_no_word_is_broken(
    shown: Shown, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each width, with every unit's name two lines long."""
    _held(shown, command, monkeypatch)


def test_nor_after_the_end(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Where a status is a sentence."""
    ended = Path(shutil.copytree(office, tmp_path / "ended"))
    closing = _screens(ended, dt.date(2022, 12, 5), monkeypatch, capsys, tmp_path / "state")
    _held(closing, f"{_CLOSING} --dry-run", monkeypatch)
    closing(_CLOSING, NO_EDGE)
    shown = _screens(ended, ENDED, monkeypatch, capsys, tmp_path / "state")
    for command in AFTER_THE_END:
        _held(shown, command, monkeypatch)


def test_every_command_with_tables_is_looked_at() -> None:
    """A new one must be looked at, or be said to have none."""
    walked = {words.split()[0] for words in (*VIEWS, *AFTER_THE_END) if words}
    assert {entry.name for entry in COMMANDS} - walked == NO_TABLES
