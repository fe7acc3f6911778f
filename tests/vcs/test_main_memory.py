"""What a copy remembers of the main copy."""

from __future__ import annotations

from pathlib import Path

from tests.support.repositories import begin, git, git_environment, keep

from ct58.vcs.git import Git
from ct58.vcs.main_memory import forget_lost, is_told, lost_states, note_told, remember_main


def test_only_what_is_no_part_of_it_any_more_is_lost(tmp_path: Path) -> None:
    """It is kept until the main copy has it again, and who was told of it."""
    top = begin(tmp_path)
    first, second = keep(top, "một"), keep(top, "hai")
    repository = Git(top, git_environment())
    for now in (first, first, second):
        remember_main(repository, now)
    assert lost_states(repository) == ()
    remember_main(repository, first)
    assert lost_states(repository) == (second,)
    git(top, "checkout", "--quiet", "--detach", first)
    git(top, "branch", "--quiet", "-D", "main")
    git(top, "reflog", "expire", "--expire=now", "--all")
    git(top, "gc", "--quiet", "--prune=now")
    assert git(top, "cat-file", "-t", second) == "commit"
    assert not is_told(repository, second, "hoa")
    note_told(repository, second, "hoa")
    assert (is_told(repository, second, "hoa"), is_told(repository, second, "lan")) == (True, False)
    forget_lost(repository, second)
    assert (lost_states(repository), is_told(repository, second, "hoa")) == ((), False)


def test_a_main_copy_that_is_gone_is_lost_as_a_whole(tmp_path: Path) -> None:
    """And one that comes anew is the first that was seen."""
    top = begin(tmp_path)
    first = keep(top, "một")
    repository = Git(top, git_environment())
    for now in (None, first, None, None):
        remember_main(repository, now)
    assert lost_states(repository) == (first,)
