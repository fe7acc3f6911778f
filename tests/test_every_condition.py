"""Whatever is the matter with the history of a folder: every command that needs it says so in plain words, and none in git's."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from tests.support.conditions import FOREIGN, MADE, say
from tests.support.daily_round import Office, open_office

from ct58.vcs.git import Git

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "save": ("save", "--anyway", "--yes"),
    "submit": ("submit",),
    "sync": ("sync",),
    "review": ("review",),
    "log": ("log",),
    "diff": ("diff",),
    "--rev": ("overdue", "--rev", "main"),
    "--since": ("check", "--since", "main"),
    "origin": ("show", "so-y-te", "2021-Q2", "--origin"),
    "doctor": ("doctor",),
}
_TITLES = {
    "foreign": "tài khoản khác",
    "settings": "cấu hình",
    "newer": "git mới hơn",
    "unusable": "không mở được",
    "lost_line": "đã hỏng",
    "damaged": "hỏng",
    "list_damaged": "danh mục tệp",
    "busy": "chương trình khác",
    "merging": "ghép hai bản",
    "rebasing": "chuyển phần đã làm",
    "picking": "lấy riêng một thay đổi",
    "reverting": "hủy một thay đổi",
    "applying": "thay đổi gửi bằng tệp",
    "bisecting": "đang dò",
    "detached": "mở một bản dữ liệu cũ",
}
"""Words by which each condition is known on a screen, the same in every command."""
_NAMED_BY: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("foreign", "settings", "newer", "unusable", "lost_line"), tuple(COMMANDS)),
    "damaged": ("save", "log", "diff", "--rev", "--since", "doctor"),
    "list_damaged": ("save", "submit", "log", "doctor"),
    "busy": ("save", "doctor"),
    "merging": ("submit", "sync", "review", "log", "diff", "--rev", "doctor"),
    **dict.fromkeys(
        ("rebasing", "picking", "reverting", "applying", "bisecting", "detached"),
        ("save", "submit", "sync", "review", "log", "diff", "--rev", "doctor"),
    ),
}
"""What a condition is in the way of, or concerns."""
_ALLOWED = re.compile(r"[<>]{7} \S+|\S*/\.git\S*|git config --global --add safe\.directory \S+")
"""The marks that stand in a file, a file that is to be deleted or mended, and what a technician types."""
_JARGON = re.compile(
    r"\b(branch(es)?|commit(s|ted)?|merg(e|ed|es|ing)|push(ed)?|pull(ed)?|rebas(e|ed|ing)|cherry|revert|bisect|stash"
    r"|HEAD|origin|upstream|index(?! ?\.html)|object|repository|fatal|error:)\b|nhánh|hợp nhất|đẩy lên|kéo về",
)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office at its beginning, to be copied."""
    folder = tmp_path_factory.mktemp("begun")
    with pytest.MonkeyPatch.context() as patch:
        open_office(folder, None, patch)  # type: ignore[arg-type]  # nobody speaks yet
        yield folder


class _Listening:
    """What git itself says on the way."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.lines: set[str] = set()
        start = Git.start

        def heard(git: Git, arguments: Sequence[str], *rest: Any, **more: Any) -> CompletedProcess[bytes]:
            done = start(git, arguments, *rest, **more)
            said = done.stderr.decode("utf-8", "replace").splitlines()
            self.lines |= {line.partition(": ")[2].strip() or line.strip() for line in said}
            return done

        patch.setattr(Git, "start", heard)

    def repeated_in(self, text: str) -> list[str]:
        """The sentences of git that a screen repeats."""
        return [line for line in self.lines if len(line) > 12 and line in text]


@pytest.mark.parametrize("name", [*MADE, "foreign"])
def test_every_condition_is_named_by_every_command_it_concerns(
    name: str,
    begun: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In the same words, with a remedy; nothing of git's own is on any screen, and no command fails on its own account."""
    office = _copied(begun, tmp_path, capsys, monkeypatch)
    _make(name, office.folder / "hoa", monkeypatch)
    listening, condition = _Listening(monkeypatch), name.partition(":")[0]
    unnamed, spoken = [], []
    for command, arguments in COMMANDS.items():
        done = office("hoa", *arguments)
        said = _ALLOWED.sub("", " ".join((done.out + done.err).split()))
        assert done.code in (0, 1, 3, 5), (command, said)
        if command in _NAMED_BY[condition] and _TITLES[condition] not in said:
            unnamed.append((command, said))
        spoken += [(command, words) for words in (*listening.repeated_in(said), *_jargon(said))]
    assert (unnamed, spoken) == ([], [])


def test_what_others_may_have_is_not_taken_back_while_nobody_can_tell(
    begun: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A history that is there and does not open is not one that nobody has seen."""
    office = _copied(begun, tmp_path, capsys, monkeypatch)
    office.report("hoa", "so-xay-dung", "5=4", "6=0")
    with monkeypatch.context() as patch:
        _make("foreign", office.folder / "hoa", patch)
        refused = office("hoa", "undo")
        assert (refused.code, _TITLES["foreign"] in refused.err) == (5, True)
    assert office("hoa", "undo").code == 0


def _copied(
    begun: Path, folder: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
) -> Office:
    shutil.copytree(begun / "hoa", folder / "hoa", symlinks=True)
    (folder / "hoa/.git/config").write_text(
        (folder / "hoa/.git/config").read_text("utf-8").replace(str(begun), str(folder)), "utf-8"
    )
    shutil.copytree(begun / "chung.git", folder / "chung.git")
    for name, value in {"CT58_LANG": "vi", "LANGUAGE": "vi"}.items():
        patch.setenv(name, value)
    return Office(folder, capsys, patch)


def _make(name: str, top: Path, patch: pytest.MonkeyPatch) -> None:
    """Something is recorded in the folder, so that there is something to save."""
    if name == "foreign":
        for variable, value in FOREIGN.items():
            patch.setenv(variable, value)
        return
    MADE[name](top)
    if (top / "data").is_dir():
        (top / "data/tasks").mkdir(exist_ok=True)
        say(top, 30) if name.partition(":")[0] in ("busy", "list_damaged", "damaged") else None


def _jargon(said: str) -> list[str]:
    return [found.group() for found in _JARGON.finditer(said)]
