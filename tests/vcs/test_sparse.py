"""Sparse checkouts: what git leaves off the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.vcs.sparse import left_out

OFF = ("units/sở/reports/2021-Q2.yaml",)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with data and something beside it."""
    made = begin(tmp_path / "office")
    put(made, "data/programme.yaml", "a: 1\n")
    put(made, f"data/{OFF[0]}", "a: 1\n")
    put(made, "scan/x.pdf", "x")
    keep(made)
    return made


def seen(top: Path) -> tuple[str, ...]:
    """What is left out of the data."""
    return left_out(top / "data", git_environment())


def leave_out(top: Path, *paths: str) -> None:
    """Have git leave paths off the disk."""
    git(top, "sparse-checkout", "set", "--no-cone", "/*", *(f"!/{path}/" for path in paths))


def test_what_is_left_out_of_the_data_is_named(top: Path) -> None:
    """Until it is fetched back."""
    assert seen(top) == ()
    leave_out(top, "data/units")
    assert seen(top) == OFF
    git(top, "sparse-checkout", "disable")
    assert seen(top) == ()


def test_what_is_left_out_beside_the_data_does_not_matter(top: Path) -> None:
    """A folder of scans, perhaps."""
    leave_out(top, "scan")
    assert seen(top) == ()


def test_folders_alone_may_be_named(top: Path) -> None:
    """Git's cones, with an index that names folders only."""
    git(top, "sparse-checkout", "set", "--cone", "--sparse-index", "scan")
    (top / "data").mkdir(exist_ok=True)
    assert set(seen(top)) == {"programme.yaml", *OFF}


def test_a_worktree_and_a_submodule_have_settings_of_their_own(top: Path, tmp_path: Path) -> None:
    """Which they keep elsewhere."""
    git(top, "worktree", "add", "--quiet", str(tmp_path / "tree"), "HEAD")
    outer = begin(tmp_path / "outer")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(top), "office")
    for copy in (tmp_path / "tree", outer / "office"):
        leave_out(copy, "data/units")
        assert seen(copy) == OFF
    assert seen(top) == ()


def test_outside_of_any_repository_nothing_is(tmp_path: Path) -> None:
    """Nor is git asked there."""
    assert left_out(tmp_path, {"PATH": ""}) == ()
