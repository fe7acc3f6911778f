"""What a reviewer was shown last: a memory that may be lost, never wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from ct58.store.review_memory import ReviewMemory, remember_review, remembered_review


def test_it_is_remembered(tmp_path: Path) -> None:
    """In a folder that need not be there yet."""
    memory = ReviewMemory(listed=("a", "b"), seen={"a": "1" * 40})
    remember_review(tmp_path / "state", memory)
    assert remembered_review(tmp_path / "state") == memory


@pytest.mark.parametrize(
    "text", [None, "", "[]", "{}", '{"listed": 1, "seen": {}}', '{"listed": [], "seen": 3}']
)
def test_a_damaged_memory_is_an_empty_one(tmp_path: Path, text: str | None) -> None:
    """It costs a second look."""
    if text is not None:
        (tmp_path / "review.json").write_text(text, "utf-8")
    assert remembered_review(tmp_path) == ReviewMemory()


def test_a_folder_that_cannot_be_written_to_is_no_obstacle(tmp_path: Path) -> None:
    """Nothing is remembered then."""
    (tmp_path / "file").write_text("", "utf-8")
    remember_review(tmp_path / "file", ReviewMemory(listed=("a",)))
    assert remembered_review(tmp_path / "file") == ReviewMemory()
