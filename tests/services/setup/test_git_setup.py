"""Telling a repository about ct58: only what is missing, and nobody's own lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.command_line import REPORT, ROOT, contents, report_text, write_data
from tests.support.examples import ENGLISH
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.errors import EnvironmentProblem
from ct58.services.setup.git_setup import ATTRIBUTES, IGNORED, program_of, set_up_git

PROGRAM = program_of("/some where/python")


def set_up(folder: Path) -> list[str]:
    """What was done, in English."""
    return [ENGLISH.say(step) for step in set_up_git(folder, git_environment(), PROGRAM)]


@pytest.mark.parametrize("place", ["", "của Sở/chương trình"])
def test_what_is_missing_is_added_once(tmp_path: Path, place: str) -> None:
    """In the data folder's own files, so that nothing else of the repository is concerned."""
    top = begin(tmp_path / "kho")
    data = write_data(top / place)
    first = set_up(data.parent)
    assert (data / ".gitattributes").read_text("utf-8") == ATTRIBUTES
    assert (data / ".gitignore").read_text("utf-8") == IGNORED
    assert [".gitignore" in first[0], ".gitattributes" in first[1], "set up" in first[2]] == [True] * 3
    before = contents(top)
    assert all("was set up" in step for step in set_up(data.parent))
    assert contents(top) == before


def test_a_folder_outside_of_any_repository_becomes_one(tmp_path: Path) -> None:
    """Its files are left for whoever saves them."""
    write_data(tmp_path)
    assert set_up(tmp_path)[0].startswith("History: begun")
    assert git(tmp_path, "status", "--porcelain", "data").startswith("?? data/")


def test_attributes_of_the_whole_repository_are_enough(tmp_path: Path) -> None:
    """What `init` wrote at the top is not written again below."""
    data = write_data(begin(tmp_path))
    put(tmp_path, ".gitattributes", ATTRIBUTES)
    set_up(tmp_path)
    assert not (data / ".gitattributes").exists()


def test_only_missing_attributes_are_added_and_other_lines_stay(tmp_path: Path) -> None:
    """A last line without an end gets one."""
    data = write_data(begin(tmp_path))
    put(data, ".gitattributes", "# của Văn phòng\n*.yaml text eol=lf")
    set_up(tmp_path)
    assert (data / ".gitattributes").read_text("utf-8") == (
        "# của Văn phòng\n*.yaml text eol=lf\n*.yaml merge=ct58\n"
    )


def test_what_people_set_themselves_is_left_and_told(tmp_path: Path) -> None:
    """Another way of joining, another driver under our name."""
    data = write_data(begin(tmp_path))
    put(data, ".gitattributes", "*.yaml text eol=crlf merge=union\n")
    git(tmp_path, "config", "merge.ct58.driver", "my-own %A")
    steps = set_up(tmp_path)
    assert (data / ".gitattributes").read_text("utf-8") == "*.yaml text eol=crlf merge=union\n"
    assert git(tmp_path, "config", "merge.ct58.driver") == "my-own %A"
    assert "eol=crlf, merge=union" in steps[1]
    assert "my-own %A" in steps[2]


def test_a_driver_of_another_installation_is_brought_up_to_date(tmp_path: Path) -> None:
    """Python has moved."""
    write_data(begin(tmp_path))
    set_up_git(tmp_path, git_environment(), program_of("/old/python"))
    set_up(tmp_path)
    assert git(tmp_path, "config", "merge.ct58.driver").startswith("'/some where/python' -P -m ct58 ")


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    """There is nothing to set up."""
    with pytest.raises(EnvironmentProblem):
        set_up(tmp_path)


# --------------------------------------------------------------------------------- the hook


def hooked(tmp_path: Path, program: str) -> Path:
    """A data folder below the top of a repository, with the hook; its first state is kept."""
    top = begin(tmp_path / "kho")
    data = write_data(top / "của Sở")
    set_up_git(data.parent, git_environment(), program, with_hook=True)
    keep(top)
    return data


def commit(data: Path) -> subprocess.CompletedProcess[bytes]:
    """Commit everything, with hooks."""
    git(data, "add", "--all", ".")
    return subprocess.run(
        ["git", "commit", "-qm", "x"],
        cwd=data,
        env={**git_environment(), "PYTHONPATH": str(ROOT / "src"), "CT58_LANG": "en"},
        capture_output=True,
        check=False,
    )


def test_the_hook_lets_pass_what_is_right_and_stops_what_brings_in_an_error(tmp_path: Path) -> None:
    """Where the data lies below the top, in a folder with a space and accents."""
    data = hooked(tmp_path, program_of(sys.executable))
    put(data, REPORT, report_text())
    assert commit(data).returncode == 0
    put(data, REPORT, report_text(admitted="1.412"))
    done = commit(data)
    assert done.returncode == 1
    assert "F103" in (done.stdout + done.stderr).decode()


def test_the_first_commit_is_checked_as_a_whole(tmp_path: Path) -> None:
    """There is nothing to compare it with."""
    data = write_data(begin(tmp_path), **{REPORT: report_text(admitted="1.412")})
    set_up_git(tmp_path, git_environment(), program_of(sys.executable), with_hook=True)
    assert commit(data).returncode == 1


def test_without_ct58_the_hook_lets_pass_and_says_so(tmp_path: Path) -> None:
    """Nobody is kept from working by a program that is gone."""
    data = hooked(tmp_path, program_of("/nowhere/python"))
    put(data, REPORT, report_text(admitted="1.412"))
    done = commit(data)
    assert done.returncode == 0
    assert "nothing was checked" in done.stderr.decode()


def test_a_hook_of_somebodys_own_is_left_and_told_what_to_call(tmp_path: Path) -> None:
    """One of ours is brought up to date."""
    data = hooked(tmp_path, program_of("/old/python"))
    hook = data.parents[1] / ".git/hooks/pre-commit"
    assert set_up_git(data, git_environment(), PROGRAM, with_hook=True)[-1].text.startswith("Checking before")
    assert "/some where/python" in hook.read_text("utf-8")
    hook.write_text("#!/bin/sh\nmake\n", "utf-8")
    told = ENGLISH.say(set_up_git(data, git_environment(), PROGRAM, with_hook=True)[-1])
    assert "ct58 check --since HEAD" in told
    assert hook.read_text("utf-8") == "#!/bin/sh\nmake\n"
