"""What a content of git is known by: remembered by its id, and nothing lost but time without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ct58.store import digests as content_ids
from ct58.store.digests import ContentIds
from ct58.store.hashing import digest_of

SOME = {f"{number:040x}": digest_of(b"%d" % number) for number in range(3)}
MORE = {f"{number:040x}": digest_of(b"%d" % number) for number in range(3, 6)}
FILE = "contents.cache"


def test_what_one_run_has_read_the_next_one_knows(tmp_path: Path) -> None:
    """And nothing else."""
    ContentIds(tmp_path / "cache").remember(SOME)
    known = ContentIds(tmp_path / "cache")
    assert {id_: known.get(id_) for id_ in SOME} == SOME
    assert known.get("f" * 40) is None


def test_two_that_remember_at_once_keep_what_each_has_read(tmp_path: Path) -> None:
    """Both sides of a comparison do."""
    first, second = ContentIds(tmp_path), ContentIds(tmp_path)
    assert first.get("0" * 40) is second.get("0" * 40) is None
    first.remember(SOME)
    second.remember(MORE)
    known = ContentIds(tmp_path)
    assert {id_: known.get(id_) for id_ in {**SOME, **MORE}} == {**SOME, **MORE}


def test_longer_ids_replace_shorter_ones(tmp_path: Path) -> None:
    """A repository has ids of one length; another one in its place is read anew."""
    longer = {f"{number:064x}": digest for number, digest in enumerate(SOME.values())}
    ContentIds(tmp_path).remember(SOME)
    ContentIds(tmp_path).remember(longer)
    known = ContentIds(tmp_path)
    assert {id_: known.get(id_) for id_ in longer} == longer
    assert known.get(next(iter(SOME))) is None


def test_only_the_newest_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file doesn't grow for ever."""
    monkeypatch.setattr(content_ids, "MOST_IDS", 3)
    ContentIds(tmp_path).remember(SOME)
    ContentIds(tmp_path).remember(MORE)
    known = ContentIds(tmp_path)
    assert [known.get(id_) for id_ in SOME] == [None, None, None]
    assert {id_: known.get(id_) for id_ in MORE} == MORE


@pytest.mark.parametrize("bad", [b"", b"x", b"\x00" * 200])
def test_a_damaged_file_is_the_same_as_none(tmp_path: Path, bad: bytes) -> None:
    """It is written anew."""
    (tmp_path / FILE).write_bytes(bad)
    assert ContentIds(tmp_path).get(next(iter(SOME))) is None
    ContentIds(tmp_path).remember(SOME)
    assert ContentIds(tmp_path).get(next(iter(SOME))) is not None


def test_a_file_that_was_changed_by_one_bit_is_damaged(tmp_path: Path) -> None:
    """Wherever the bit is."""
    ContentIds(tmp_path).remember(SOME)
    good = (tmp_path / FILE).read_bytes()
    for place in range(len(good)):
        (tmp_path / FILE).write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        assert ContentIds(tmp_path).get(next(iter(SOME))) is None


@pytest.mark.parametrize("folder", [None, Path("a-file") / "below"])
def test_without_a_folder_to_write_to_a_run_still_knows_what_it_has_read(
    folder: Path | None, tmp_path: Path
) -> None:
    """It only costs time the next time."""
    (tmp_path / "a-file").write_bytes(b"")
    known = ContentIds(tmp_path / folder if folder else None)
    known.remember(SOME)
    assert {id_: known.get(id_) for id_ in SOME} == SOME
