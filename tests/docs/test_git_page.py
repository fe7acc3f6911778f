"""The page on git: what it tells technicians to type works, line by line, with real repositories."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.support.command_line import ROOT, write_data
from tests.support.daily_round import office_files
from tests.support.repositories import begin, git, isolate, keep, put

from ct58.cli.boundary import run

FIRST_PUSH = {
    "git.md": "Nơi lưu chung, không cần nền tảng nào",
    "guide.md": "8. Several people",
}
"""Page → the heading that it stands under."""
IN_A_BARE_ONE = "Kho trống, bản không lấy tệp ra"
ON_A_DRIVE = re.compile(r"S:/ct58/\w+\.git")
FINE, FINDINGS = 0, 1


def blocks_of(page: str, heading: str) -> list[list[str]]:
    """The shell blocks below a heading, their lines without remarks."""
    section = (ROOT / "docs" / page).read_text("utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return [[re.sub(r"\s+#.*", "", line) for line in block.splitlines()] for block in found]


def typed_on(page: str) -> list[str]:
    """All that a page tells to type, without remarks, a folder to be named as one sign."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / page).read_text("utf-8"), re.DOTALL)
    return [re.sub(r"THƯ_MỤC|\bDIR\b", ".", re.sub(r"\s+#.*", "", block)) for block in blocks]


def test_both_languages_tell_to_type_the_same() -> None:
    """What is tried of one page holds for the other."""
    assert typed_on("several-people.md") == typed_on("git.md") != []


def test_both_languages_have_the_same_names_and_codes() -> None:
    """Of findings, trailers, settings and tags none is left out, and none made up."""
    for one, other in (("git.md", "several-people.md"), ("mau-van-ban.md", "word-templates.md")):
        found = [set(_NAMED.findall((ROOT / "docs" / page).read_text("utf-8"))) for page in (one, other)]
        assert found[0] ^ found[1] == set()


_NAMED = re.compile(
    r"\b[A-Z][0-9]{3}\b|Ct58-[A-Za-z-]+|`[a-z]+(?:_[a-z0-9]+)+`|refs/ct58/[a-z]*|--[a-z][a-z-]+"
)


@dataclass
class Technician:
    """Somebody who types what a page says, line by line, beside a shared place."""

    patch: pytest.MonkeyPatch
    screen: pytest.CaptureFixture[str]
    here: Path
    shared: Path

    def types(self, lines: Iterable[str], *accepted: int) -> None:
        """Each line as it stands there, with the shared place in this test's folder."""
        for line in lines:
            program, *arguments = shlex.split(ON_A_DRIVE.sub(self.shared.as_posix(), line))
            self.patch.chdir(self.here)
            if program == "cd":
                self.here = (self.here / arguments[0]).resolve()
            elif program == "git":
                git(self.here, *arguments)
            else:
                assert run(arguments) in (FINE, *accepted), (line, self.screen.readouterr())


@pytest.fixture
def technician(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Technician:
    """In a folder with data, that has no history yet."""
    isolate(monkeypatch)
    for name in ("STATE", "CACHE"):
        monkeypatch.setenv(f"CT58_{name}", str(tmp_path / name))
    folder = tmp_path / "chuong-trinh"
    write_data(folder, **office_files())
    (folder / "templates").mkdir()
    (folder / "templates/ghi-chu.txt").write_bytes(b"x")
    return Technician(monkeypatch, capsys, folder, tmp_path / "chung.git")


@pytest.mark.parametrize(("page", "has_history"), [("git.md", False), ("git.md", True), ("guide.md", False)])
def test_the_first_push_of_a_folder_with_data(page: str, has_history: bool, technician: Technician) -> None:
    """Every line as it stands there; afterwards another copy has all that the office has, and nothing is left to mend."""
    folder, capsys = technician.here, technician.screen
    if has_history:
        begin(folder)
    technician.types(blocks_of(page, FIRST_PUSH[page])[0])
    copy = technician.here
    assert copy.parent == folder.parent
    assert copy != folder
    assert {path.relative_to(folder) for path in _files(folder)} == {
        path.relative_to(copy) for path in _files(copy)
    }
    capsys.readouterr()
    run(["doctor", "--format", "json"])
    points = {point["check"]: point["state"] for point in json.loads(capsys.readouterr().out)["data"]}
    assert {key: points[key] for key in ("history", "joining", "shared")} == {
        "history": "ok",
        "joining": "ok",
        "shared": "ok",
    }


def test_a_branch_joined_by_hand_and_a_bare_repository_asked(technician: Technician) -> None:
    """The other blocks: beginning, joining what a platform's button cannot, asking a repository without a folder."""
    begin_there = blocks_of("git.md", "Cài một lần trên mỗi máy")[0]
    technician.types(line.replace("THƯ_MỤC", ".") for line in begin_there)
    technician.types(blocks_of("git.md", FIRST_PUSH["git.md"])[0])
    git(technician.here, "commit", "-q", "--allow-empty", "-m", "x")
    technician.types(blocks_of("git.md", "Nút gộp của GitHub, GitLab")[0])
    git(technician.here, "push", "-q", "origin", "HEAD:gui-duyet/x")
    technician.here = technician.shared
    asked = blocks_of("git.md", IN_A_BARE_ONE)[0]
    technician.types((line.replace("CT-15", "PL-01") for line in asked), FINDINGS)


@pytest.mark.skipif(sys.platform == "win32", reason="a script of the shell")
def test_the_script_of_a_repository_refuses_what_has_errors(technician: Technician) -> None:
    """As it stands there: a new branch is checked whole, and one may be deleted."""
    folder, shared = technician.here, technician.shared
    begin(folder)
    keep(folder)
    git(folder, "init", "-q", "--bare", "-b", "main", str(shared))
    script = "\n".join([*blocks_of("git.md", IN_A_BARE_ONE)[1], ""])
    program = f"PYTHONPATH='{ROOT.as_posix()}/src' '{Path(sys.executable).as_posix()}' -m ct58 check"
    hook = shared / "hooks/pre-receive"
    hook.write_text(script.replace("ct58 check", program), "utf-8")
    hook.chmod(0o755)
    git(folder, "push", "-q", str(shared), "HEAD:main", "HEAD:x")
    git(folder, "push", "-q", str(shared), ":x")
    put(folder / "data", "tasks/PL-01.yaml", "item: PL-99\n")
    keep(folder)
    with pytest.raises(subprocess.CalledProcessError) as refused:
        git(folder, "push", "-q", str(shared), "HEAD:main")
    assert "PL-01.yaml" in refused.value.stderr.decode()


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
