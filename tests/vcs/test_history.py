"""Who changed which files, when; merges and moves are followed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.errors import EnvironmentProblem
from ct58.vcs.history import descendants, moves, revision_steps
from ct58.vcs.repository import Repository, repository_of


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository whose data lies in a folder with accents."""
    made = begin(tmp_path / "Đảng ủy")
    put(made, "data/tasks/PL-01.yaml", "a: 1\nb: 1\nc: 1\n")
    keep(made, "Một", day="2021-04-07")
    put(made, "data/tasks/PL-01.yaml", "a: 2\nb: 1\nc: 1\n")
    put(made, "data/units/sở/unit.yaml", "id: x\nname: Sở\nkind: agency\n")
    put(made, "ngoài.txt", "x")
    keep(made, "Hai", day="2021-05-01", who="Trần Văn Bình")
    return made


def opened(top: Path) -> Repository:
    """The repository of the data folder."""
    return repository_of(top / "data", git_environment())


def told(repository: Repository, *paths: str) -> list[tuple[str, list[str]]]:
    """Subject and files of each revision, the newest first."""
    return [
        (step.revision.subject, [touch.file for touch in step.touches])
        for step in revision_steps(repository, paths)
    ]


def merged(top: Path, branch: str, main: str, both: str) -> None:
    """A task that a branch and the main line changed differently, and what whoever joined them made of it."""
    git(top, "checkout", "--quiet", "-b", "nhánh")
    put(top, "data/tasks/PL-01.yaml", branch)
    keep(top, "Nhánh", day="2021-06-01")
    git(top, "checkout", "--quiet", "main")
    put(top, "data/tasks/PL-01.yaml", main)
    keep(top, "Chính", day="2021-06-02")
    git(top, "merge", "--quiet", "--no-commit", "-s", "ours", "nhánh", day="2021-06-03")
    put(top, "data/tasks/PL-01.yaml", both)
    keep(top, "Hợp nhất", day="2021-06-03")


def test_the_newest_comes_first_with_its_files(top: Path) -> None:
    """What lies outside the data is not seen."""
    assert told(opened(top)) == [
        ("Hai", ["tasks/PL-01.yaml", "units/sở/unit.yaml"]),
        ("Một", ["tasks/PL-01.yaml"]),
    ]
    assert told(opened(top), "units") == [("Hai", ["units/sở/unit.yaml"])]
    assert told(opened(top), "tasks/khong-co.yaml") == []


def test_each_file_has_its_objects_before_and_after(top: Path) -> None:
    """None where it was not there."""
    newest, oldest = revision_steps(opened(top), ["tasks/PL-01.yaml"])
    assert oldest.touches[0].before is None
    assert oldest.touches[0].after == newest.touches[0].before
    assert newest.revision.author == "Trần Văn Bình"


def test_both_sides_of_a_merge_are_followed_and_a_merge_counts_if_it_says_something_new(top: Path) -> None:
    """Whoever settled the conflict said so in the merge."""
    merged(top, "a: 3\nb: 1\nc: 1\n", "a: 4\nb: 1\nc: 1\n", "a: 5\nb: 1\nc: 1\n")
    assert [subject for subject, _ in told(opened(top), "tasks/PL-01.yaml")] == [
        "Hợp nhất",
        "Chính",
        "Nhánh",
        "Hai",
        "Một",
    ]


def moved(top: Path, revision: str) -> tuple[set[tuple[str, str]], set[str]]:
    """Former and new paths, and what was left empty."""
    repository = opened(top)
    found = moves(repository, repository.revision(revision))
    return {(move.old, move.new) for move in found.files}, set(found.gone)


def test_a_move_is_found_in_the_revision_that_made_it(top: Path) -> None:
    """Nothing is in one that only made something new, nor in the first."""
    git(top, "mv", "data/tasks/PL-01.yaml", "data/tasks/PL-09.yaml")
    git(top, "rm", "--quiet", "-r", "data/units")
    keep(top, "Dời", day="2021-06-01")
    assert moved(top, "HEAD") == (
        {("tasks/PL-01.yaml", "tasks/PL-09.yaml")},
        {"tasks/PL-01.yaml", "units/sở/unit.yaml"},
    )
    assert moved(top, "HEAD~") == moved(top, "HEAD~2") == (set(), set())


def test_what_builds_on_a_revision(top: Path) -> None:
    """Not itself, and not what was made beside it."""
    first = git(top, "rev-parse", "HEAD~")
    git(top, "checkout", "--quiet", "-b", "nhánh", first)
    keep(top, "Nhánh", day="2021-06-01")
    git(top, "checkout", "--quiet", "main")
    git(top, "merge", "--quiet", "nhánh", day="2021-06-02")
    repository = opened(top)
    assert descendants(repository, repository.revision("nhánh"), "HEAD") == {git(top, "rev-parse", "HEAD")}
    assert descendants(repository, repository.revision(first), "nhánh") == {git(top, "rev-parse", "nhánh")}


def test_of_a_merge_all_sides_are_known(top: Path) -> None:
    """What its first side had, what the others had, and what came of them."""
    merged(top, "a: 3\nb: 1\nc: 1\n", "a: 2\nb: 1\nc: 4\n", "a: 3\nb: 1\nc: 4\n")
    merge, main, branch, *_ = (step.touches[0] for step in revision_steps(opened(top), ["tasks/PL-01.yaml"]))
    assert (merge.before, merge.others) == (main.after, (branch.after,))
    assert branch.others == ()


@pytest.mark.parametrize("path", ["--all", ":(top)ngoài.txt", "*", "../ngoài.txt"])
def test_a_path_is_a_path_and_nothing_else(top: Path, path: str) -> None:
    """No option, no pattern, nothing outside."""
    assert [files for _, files in told(opened(top), path) if files] == []


def test_settings_of_the_repository_do_not_change_the_answer(top: Path) -> None:
    """Colours, relative paths, renames, signatures, the first revision left out."""
    plain = told(opened(top))
    for name, value in (
        ("color.ui", "always"),
        ("diff.relative", "true"),
        ("diff.renames", "copies"),
        ("log.showRoot", "false"),
        ("log.showSignature", "true"),
        ("log.decorate", "full"),
        ("log.follow", "true"),
        ("i18n.logOutputEncoding", "latin1"),
        ("core.quotepath", "true"),
        ("diff.orderFile", "khong-co"),
        ("diff.noprefix", "true"),
        ("log.diffMerges", "first-parent"),
        ("format.pretty", "oneline"),
    ):
        git(top, "config", name, value)
    assert told(opened(top)) == plain


def test_a_history_that_git_refuses_is_not_taken_for_an_empty_one(top: Path) -> None:
    """Only where nothing has been kept yet there is none."""
    git(top, "config", "diff.renameLimit", "nhiều")
    with pytest.raises(EnvironmentProblem):
        told(opened(top))
    assert told(opened(begin(top / "mới/data").parent)) == []


def test_ids_are_short_also_where_the_line_of_work_has_no_revision(top: Path) -> None:
    """As in a bare repository whose first line has a name that nobody used."""
    git(top, "symbolic-ref", "HEAD", "refs/heads/chua-co")
    (newest, *_older) = revision_steps(opened(top), [], "main")
    assert newest.revision.short == newest.revision.id[:7]
