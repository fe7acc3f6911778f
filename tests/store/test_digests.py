"""What a content of git is known by: remembered by its id, and nothing lost but time without it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.store import digests as content_ids
from ct58.store.digests import ContentIds, WithChanges, digests_of
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


CONTENTS = st.dictionaries(
    st.sampled_from(["a", "units/a", "units/b", "units/c/d"]), st.sampled_from([b"1", b"2"])
)
CHANGES = st.dictionaries(
    st.sampled_from(["a", "units/a", "units/b", "units/e"]), st.none() | st.sampled_from([b"2", b"3"])
)


@given(CONTENTS, CHANGES)
def test_files_with_changes_are_as_if_they_had_been_written(
    before: dict[str, bytes], changes: dict[str, bytes | None]
) -> None:
    """Contents, names and digests; what changes twice is as it changed last."""
    after = {file: content for file, content in {**before, **changes}.items() if content is not None}
    found = WithChanges(before, changes)
    assert dict(found) == after
    assert len(found) == len(after)
    assert [file in found for file in ("a", "units/e")] == [file in after for file in ("a", "units/e")]
    assert dict(digests_of(found)) == dict(digests_of(after))
    assert digests_of(found).whole() == digests_of(after).whole()
    again = WithChanges(found, {"a": b"4", "units/a": None})
    left = {file: content for file, content in after.items() if file != "units/a"}
    assert dict(again) == {**left, "a": b"4"}
    assert digests_of(again).whole() == digests_of(dict(again)).whole()
