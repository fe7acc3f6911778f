"""What a line of work brings: from where it left the main copy, however the two have crossed since."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.refusals import words_of
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.errors import EnvironmentProblem
from ct58.vcs.brought import Departure, departure
from ct58.vcs.repository import Repository, repository_of


def departed(repository: Repository, main: str, work: str) -> Departure | None:
    """Where one revision left another."""
    ends = [repository.find(name) for name in (main, work)]
    assert ends[0]
    assert ends[1]
    return departure(repository, ends[0], ends[1])


def test_two_lines_of_history_meet_where_they_parted(tmp_path: Path) -> None:
    """Or nowhere."""
    begin(tmp_path)
    common = keep(tmp_path, "chung")
    git(tmp_path, "checkout", "-q", "-b", "a")
    keep(tmp_path, "a")
    git(tmp_path, "checkout", "-q", "main")
    keep(tmp_path, "b")
    git(tmp_path, "checkout", "-q", "--orphan", "khác")
    keep(tmp_path, "khác")
    repository = repository_of(tmp_path, git_environment())
    met = departed(repository, "main", "a")
    assert met is not None
    assert (met.revision.id, met.files) == (common, None)
    assert departed(repository, "main", "khác") is None


def crossed(folder: Path) -> Repository:
    """Each line took over the other's first step: work goes on from main's, main has the work's, in one file both."""
    begin(folder)
    put(folder, "chung", "1\n")
    put(folder, "hai", "a\n")
    keep(folder, "chung")
    git(folder, "checkout", "-q", "-b", "viec")
    put(folder, "hoa", "1\n")
    put(folder, "hai", "a\nhoa\n")
    keep(folder, "hoa 1")
    git(folder, "checkout", "-q", "main")
    put(folder, "lan", "1\n")
    put(folder, "hai", "a\nlan\n")
    (folder / "chung").unlink()
    keep(folder, "lan 1")
    git(folder, "branch", "lan-1")
    for line, other in (("main", "viec"), ("viec", "lan-1")):
        git(folder, "checkout", "-q", line)
        with_both = ["-c", "merge.conflictStyle=merge", "merge", "-q", "--no-commit", "--no-ff", "-X", "ours"]
        git(folder, *with_both, other)
        put(folder, "hai", "a\nhoa\nlan\n" if line == "viec" else "a\nlan\nhoa\n")
        keep(folder, f"ghép {other}")
    put(folder, "hoa", "2\n")
    keep(folder, "hoa 2")
    return repository_of(folder, git_environment())


def test_lines_that_crossed_begin_with_what_both_knew(tmp_path: Path) -> None:
    """Neither the colleague's step nor one's own that was approved is brought anew."""
    repository = crossed(tmp_path)
    left, work = departed(repository, "main", "viec"), repository.find("viec")
    assert left is not None
    assert left.files is not None
    assert work is not None
    files = {file: repository.contents([blob.id])[blob.id] for file, blob in left.files.items()}
    assert {file: files[file] for file in ("hoa", "lan")} == {"hoa": b"1\n", "lan": b"1\n"}
    assert set(files["hai"].split()) == {b"a", b"hoa", b"lan"}
    brought = {f for f, blob in repository.tree(work).items() if left.files.get(f) != blob} - {"hai"}
    assert (brought, "chung" in files) == ({"hoa"}, False)


def test_a_copy_that_is_too_short_says_so(tmp_path: Path) -> None:
    """Instead of comparing with the tip, where what others did would look deleted."""
    begin(tmp_path / "kho")
    keep(tmp_path / "kho", "chung")
    for line in ("a", "b"):
        git(tmp_path / "kho", "checkout", "-q", "-b", line, "main")
        keep(tmp_path / "kho", line)
    git(tmp_path, "clone", "-q", "--depth=1", "--no-single-branch", f"file://{tmp_path / 'kho'}", "ngan")
    repository = repository_of(tmp_path / "ngan", git_environment())
    with pytest.raises(EnvironmentProblem) as refused:
        departed(repository, "origin/a", "origin/b")
    assert "too little of the history" in words_of(refused.value)
