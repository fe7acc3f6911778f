"""What others have already, by its contents."""

from __future__ import annotations

from pathlib import Path

from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.services.writing.handed_on import handed_on


def test_only_what_was_fetched_or_sent_counts(tmp_path: Path) -> None:
    """Kept here is still one's own; line ends make no difference."""
    put(begin(tmp_path), "data/a.yaml", "a: 1\n")
    keep(tmp_path)
    asked = {"a.yaml": b"a: 1\r\n", "b.yaml": None, "c.yaml": b"c: 1\n"}
    assert handed_on(tmp_path / "data", git_environment(), asked) == ()
    git(tmp_path, "update-ref", "refs/ct58/queued/x", "HEAD")
    assert handed_on(tmp_path / "data", git_environment(), asked) == ("a.yaml",)


def test_without_a_history_nobody_has_anything(tmp_path: Path) -> None:
    """Nor without git."""
    assert handed_on(tmp_path, git_environment(), {"a.yaml": b"a"}) == ()
    assert handed_on(tmp_path, {"PATH": str(tmp_path)}, {"a.yaml": b"a"}) == ()
