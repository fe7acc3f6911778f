"""Joining two lines of work aside: the folder that people work in is not touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.command_line import contents
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.errors import EnvironmentProblem
from ct58.vcs import joining
from ct58.vcs.git import Committer, Git, GitRefused
from ct58.vcs.joining import Driver, Joined, LineMerge, join, merge_lines

WHO = Committer(name="Lê Thị Hoa", email="hoa@example.invalid")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """Three lines of work from one start, and a folder that is dirty."""
    made = begin(tmp_path / "kho")
    put(made, "dữ liệu/a.yaml", "a: 1\nb: 1\n")
    keep(made)
    for name, text in (("mine", "a: 2\nb: 1\n"), ("theirs", "a: 3\nb: 1\n"), ("other", "a: 1\nb: 1\n")):
        git(made, "checkout", "--quiet", "-b", name, "main")
        put(made, "dữ liệu/a.yaml", text)
        put(made, f"{name}.txt", name)
        keep(made)
    git(made, "checkout", "--quiet", "main")
    put(made, "chưa-lưu.txt", "x")
    return made


def joined(top: Path, ours: str, theirs: str, driver: Driver | None = None) -> Joined:
    """Two lines joined."""
    git_ = Git(top, git_environment())
    ids = [git(top, "rev-parse", name) for name in (ours, theirs)]
    return join(git_, ids[0], ids[1], "Ghép", WHO, driver)


def test_both_sides_are_in_the_result_and_nowhere_else(top: Path) -> None:
    """Two parents, signed; the folder and its lines are as they were, and no second folder is left."""
    before = contents(top / "dữ liệu"), git(top, "for-each-ref"), git(top, "status", "--porcelain")
    found = joined(top, "mine", "other")
    assert found.conflicts == ()
    assert git(top, "show", f"{found.id}:mine.txt") == "mine"
    assert git(top, "show", f"{found.id}:other.txt") == "other"
    assert git(top, "log", "-1", "--format=%an|%s", found.id) == "Lê Thị Hoa|Ghép"
    assert len(git(top, "log", "-1", "--format=%P", found.id).split()) == 2
    assert (contents(top / "dữ liệu"), git(top, "for-each-ref"), git(top, "status", "--porcelain")) == before
    assert len(git(top, "worktree", "list").splitlines()) == 1


@pytest.mark.parametrize("attributes", ["", "*.yaml merge=union\n", "a.yaml merge=union\n"])
def test_joined_by_objects_alone_it_is_the_same(
    top: Path, attributes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a folder of its own: what both changed, too, where the repository's attributes say how that is joined."""
    for name in ("mine", "theirs") if attributes else ():
        git(top, "checkout", "--quiet", name)
        put(top, "dữ liệu/.gitattributes" if attributes.startswith("a") else ".gitattributes", attributes)
        keep(top)
    pair = ("mine", "theirs" if attributes else "other")
    found = joined(top, *pair)
    monkeypatch.setattr(joining, "_joined_tree", lambda *_asked: None)
    in_a_folder = joined(top, *pair)
    trees = [git(top, "rev-parse", f"{one.id}^{{tree}}") for one in (found, in_a_folder)]
    assert (trees[0], found.conflicts) == (trees[1], ())


def test_what_clashes_stands_side_by_side_without_gits_words(top: Path) -> None:
    """The file is named, its marks say whose side is whose."""
    found = joined(top, "mine", "theirs")
    assert found.conflicts == ("dữ liệu/a.yaml",)
    text = git(top, "show", f"{found.id}:dữ liệu/a.yaml")
    assert text == "<<<<<<< bản nháp\na: 2\n=======\na: 3\n>>>>>>> bản chính\nb: 1"


def test_a_driver_decides_unless_the_repository_says_otherwise(top: Path) -> None:
    """It need not be set up there."""
    found = joined(top, "mine", "theirs", driver=Driver(files="*.yaml", command="cp %B %A"))
    assert (found.conflicts, git(top, "show", f"{found.id}:dữ liệu/a.yaml")) == ((), "a: 3\nb: 1")


def test_one_that_holds_the_other_needs_no_folder(top: Path) -> None:
    """Only its state is taken."""
    found = joined(top, "main", "mine")
    assert git(top, "rev-parse", f"{found.id}^{{tree}}") == git(top, "rev-parse", "mine^{tree}")


def test_lines_without_a_common_start_are_refused(top: Path) -> None:
    """Git says why."""
    git(top, "checkout", "--quiet", "--orphan", "strange")
    keep(top)
    with pytest.raises(GitRefused):
        joined(top, "strange", "mine")
    assert len(git(top, "worktree", "list").splitlines()) == 1


def test_a_file_taken_away_on_one_side_and_changed_on_the_other_stays(top: Path) -> None:
    """And is named: nothing is lost silently."""
    git(top, "checkout", "--quiet", "-b", "gone", "main")
    git(top, "rm", "--quiet", "dữ liệu/a.yaml")
    keep(top)
    found = joined(top, "gone", "mine")
    assert found.conflicts == ("dữ liệu/a.yaml",)
    assert git(top, "show", f"{found.id}:dữ liệu/a.yaml") == "a: 2\nb: 1"


NAMES = ("này", "kia")


def test_changes_of_different_lines_are_joined() -> None:
    """Without marks."""
    merged = merge_lines(b"a\nb\nc\n", b"x\nb\nc\n", b"a\nb\ny\n", NAMES, git_environment())
    assert merged == LineMerge(b"x\nb\ny\n", 0)


def test_a_conflict_has_marks_with_the_names_of_the_sides() -> None:
    """And is counted."""
    merged = merge_lines(b"a\n", b"x\n", b"y\n", NAMES, git_environment())
    assert merged.conflicts == 1
    assert merged.content.decode() == "<<<<<<< này\nx\n=======\ny\n>>>>>>> kia\n"


def test_what_is_no_text_is_refused() -> None:
    """Git does not merge it, and nothing is made up."""
    with pytest.raises(EnvironmentProblem):
        merge_lines(b"\0", b"a", b"b", NAMES, git_environment())
