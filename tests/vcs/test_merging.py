"""git's merge by lines, and what can go wrong with it."""

from __future__ import annotations

import pytest
from tests.support.repositories import git_environment

from ct58.errors import EnvironmentProblem
from ct58.vcs.merging import LineMerge, merge_lines

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
