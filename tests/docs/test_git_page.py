"""The page on git: what it tells technicians to type works, line by line, with real repositories."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from tests.support.command_line import ROOT, write_data
from tests.support.daily_round import office_files
from tests.support.repositories import begin, git, isolate

from ct58.cli.main import run

PAGE = ROOT / "docs" / "git.md"
PLACE = "S:/ct58/chung.git"


def lines_of(heading: str) -> list[str]:
    """The lines of the first shell block below a heading, without remarks."""
    section = PAGE.read_text("utf-8").partition(f"## {heading}\n")[2]
    block = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert block is not None
    return [re.sub(r"\s+#.*", "", line) for line in block.group(1).splitlines()]


@pytest.mark.parametrize("has_history", [False, True])
def test_the_first_push_of_a_folder_with_data(
    has_history: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every line as it stands there; afterwards another copy has all that the office has, and nothing is left to mend."""
    isolate(monkeypatch)
    for name in ("STATE", "CACHE"):
        monkeypatch.setenv(f"CT58_{name}", str(tmp_path / name))
    folder = tmp_path / "chuong-trinh"
    write_data(folder, **office_files())
    (folder / "templates").mkdir()
    (folder / "templates/ghi-chu.txt").write_bytes(b"x")
    if has_history:
        begin(folder)
    here = folder
    for line in lines_of("Nơi lưu chung, không cần nền tảng nào"):
        program, *arguments = shlex.split(line.replace(PLACE, (tmp_path / "chung.git").as_posix()))
        monkeypatch.chdir(here)
        if program == "cd":
            here = (here / arguments[0]).resolve()
        elif program == "git":
            git(here, *arguments)
        else:
            assert run(arguments) == 0, (line, capsys.readouterr())
    copy = tmp_path / "ban-sao"
    assert here == copy
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


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
