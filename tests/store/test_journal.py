"""The journal: the last records of one user, for `undo`."""

from __future__ import annotations

from pathlib import Path

import pytest

from ct58.store.journal import MOST_ENTRIES, Journal, JournalEntry


def entry(number: int = 1) -> JournalEntry:
    """A record that made one file and changed another."""
    return JournalEntry(
        words=f"record event PL-{number:02} submitted --reason “đã trình”",
        holder="hoa@pc-2 (pid 12, 09:12:00)",
        before={"tasks/PL-01.yaml": None, "tasks/PL-02.yaml": b"\xef\xbb\xbfitem: PL-02\r\n"},
        after={"tasks/PL-01.yaml": "item: PL-01 # Đảng ủy\n".encode(), "tasks/PL-02.yaml": b"\xff\x00"},
    )


def test_what_is_added_is_there_for_the_next_run(tmp_path: Path) -> None:
    """Every byte of it, also of files that are no text; the newest last."""
    Journal(tmp_path / "state").add(entry(1))
    Journal(tmp_path / "state").add(entry(2))
    assert Journal(tmp_path / "state").entries() == (entry(1), entry(2))


def test_nothing_was_recorded_yet(tmp_path: Path) -> None:
    """No folder, no entries, and reading makes none."""
    assert Journal(tmp_path / "state").entries() == ()
    assert not (tmp_path / "state").exists()


def test_the_oldest_are_forgotten(tmp_path: Path) -> None:
    """The journal doesn't grow for ever."""
    journal = Journal(tmp_path)
    for number in range(MOST_ENTRIES + 2):
        journal.add(entry(number))
    assert journal.entries() == tuple(entry(number) for number in range(2, MOST_ENTRIES + 2))


def test_one_entry_is_dropped_and_a_later_one_stays(tmp_path: Path) -> None:
    """Another window of the same user may have recorded meanwhile."""
    journal = Journal(tmp_path)
    for number in (1, 2, 3):
        journal.add(entry(number))
    journal.drop(entry(2))
    assert journal.entries() == (entry(1), entry(3))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[",
        b"\xff\xfe",
        b"{}",
        b"5",
        b'[{"words": "x"}]',
        b'["x"]',
        b'[{"words": "x", "before": {}, "after": {"f": "%%%"}}]',
        b'[{"words": "x", "before": 5, "after": {}}]',
    ],
)
def test_a_damaged_journal_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    """It only costs the undo, and the next record begins a new one."""
    (tmp_path / "journal.json").write_bytes(content)
    assert Journal(tmp_path).entries() == ()
    Journal(tmp_path).add(entry())
    assert Journal(tmp_path).entries() == (entry(),)


def test_an_entry_without_a_holder_is_read(tmp_path: Path) -> None:
    """Earlier versions did not write down who it was."""
    old = b'[{"words": "close 2021-Q2", "before": {}, "after": {"f": null}}]'
    (tmp_path / "journal.json").write_bytes(old)
    expected = JournalEntry(words="close 2021-Q2", holder="", before={}, after={"f": None})
    assert Journal(tmp_path).entries() == (expected,)


def test_a_folder_that_cannot_be_written_to_only_costs_the_undo(tmp_path: Path) -> None:
    """The record itself is safe already."""
    (tmp_path / "state").write_text("a file stands in the way", "utf-8")
    Journal(tmp_path / "state").add(entry())
    assert Journal(tmp_path / "state").entries() == ()


def test_no_temporary_file_stays(tmp_path: Path) -> None:
    """The journal is replaced at once."""
    Journal(tmp_path).add(entry())
    assert [path.name for path in tmp_path.iterdir()] == ["journal.json"]
