"""The index of what files held: only what cannot have changed is believed. Sequences of edits: tests/test_stale_cache.py."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from ct58.errors import EnvironmentProblem
from ct58.store import stat_index
from ct58.store.digest_tree import NO_FILES
from ct58.store.digests import digests_of, fetch_contents
from ct58.store.hashing import digest_of
from ct58.store.sources import Folder, read_folder
from ct58.store.stat_index import FEW, IS_TOLD, StatIndex

pytestmark = pytest.mark.skipif(not IS_TOLD, reason="the system does not tell times of change")

FILES = [f"units/u{number}/unit.yaml" for number in range(FEW + 2)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with enough files for an index to be written."""
    for file in FILES:
        (tmp_path / "data" / file).parent.mkdir(parents=True)
        (tmp_path / "data" / file).write_bytes(file.encode())
    return tmp_path / "data"


def look(root: Path, now: float) -> tuple[Folder, int]:
    """Look at the folder at a moment, as a run of its own; the folder, and how many files are known unread."""
    index = StatIndex(root.parent / "cache", lambda: now)
    folder = read_folder(root, index=index)
    rows = {folder + name: row for folder in index._folders for name, row in index._rows_in(folder).items()}
    known = sum(first == 0 for _said, _digest, first in (rows | index._noted).values())
    index.save(folder.sources)
    return folder, known


def settled(root: Path) -> Path:
    """Looked at twice; the index."""
    look(root, 100)
    assert look(root, 104)[1] == len(FILES)
    return root.parent / "cache" / "files.index"


@pytest.mark.parametrize(("second", "known"), [(100, 0), (102.9, 0), (103, len(FILES)), (99, 0)])
def test_what_was_read_twice_three_seconds_apart_is_believed(root: Path, second: float, known: int) -> None:
    """Not before, and not by a clock that runs backwards."""
    look(root, 100)
    assert look(root, second)[1] == known


@pytest.mark.parametrize("disk", [-1, 0, 2**63, 2**64 - 1])
def test_a_disk_may_have_any_number(root: Path, monkeypatch: pytest.MonkeyPatch, disk: int) -> None:
    """Systems say it with a sign and without one."""
    told = stat_index.status_of
    monkeypatch.setattr(stat_index, "status_of", lambda found: (*told(found)[:4], disk))
    settled(root)


def test_two_readings_in_two_boots_are_one(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Their clocks say nothing of each other; what was believed before stays so."""
    (tmp_path / "boot").write_text("1")
    monkeypatch.setattr(stat_index, "_BOOT", tmp_path / "boot")
    look(root, 100)
    (tmp_path / "boot").write_text("2")
    assert look(root, 200)[1] == 0
    assert look(root, 204)[1] == len(FILES)
    (tmp_path / "boot").write_text("3")
    assert look(root, 1)[1] == len(FILES)


def test_digests_and_contents_are_those_of_the_files(root: Path) -> None:
    """Though a known file is opened only when somebody asks."""
    settled(root)
    folder, _ = look(root, 105)
    assert digests_of(folder.sources) == digests_of(read_folder(root).sources)
    assert dict(folder.sources) == dict(read_folder(root).sources)
    assert len(folder.sources) == len(FILES)
    with pytest.raises(KeyError):
        folder.sources["units/x/unit.yaml"]


def test_a_file_that_changes_while_it_is_looked_at_is_taken_as_it_was_read(root: Path) -> None:
    """Its digest is that of its content from then on; one that is gone is named."""
    settled(root)
    folder, _ = look(root, 105)
    digests = digests_of(folder.sources)
    (root / FILES[0]).write_bytes(b"other")
    (root / FILES[1]).unlink()
    fetch_contents(folder.sources, FILES[:1])
    assert digests[FILES[0]] == digest_of(b"other") == digest_of(folder.sources[FILES[0]])
    with pytest.raises(EnvironmentProblem):
        folder.sources[FILES[1]]


def test_links_and_what_is_no_record_are_never_believed(root: Path) -> None:
    """What a link leads to changes elsewhere."""
    (root / "units" / "u0" / "events.yaml").symlink_to(root / FILES[0])
    (root / "scan.pdf").write_bytes(b"x")
    settled(root)


def test_a_few_new_readings_are_not_written_down(root: Path) -> None:
    """They are hashed again; many are written."""
    index = settled(root)
    before = index.read_bytes()
    (root / FILES[0]).write_bytes(b"other")
    assert look(root, 110)[1] == len(FILES) - 1
    assert index.read_bytes() == before


def test_files_that_are_gone_are_forgotten_with_the_next_writing(root: Path) -> None:
    """So the index does not grow."""
    index = settled(root)
    for file in FILES:
        (root / file).write_bytes(b"other")
    (root / FILES[0]).unlink()
    look(root, 110)
    assert FILES[0].encode() not in index.read_bytes()


def test_a_file_whose_name_cannot_be_printed_is_never_believed(root: Path) -> None:
    """It could not be opened by the name that stands for its own."""
    (root / "units" / "u0" / "reports").mkdir()
    path = os.fsencode(root / "units" / "u0" / "reports") + b"/caf\xe9.yaml"
    with open(path, "wb") as stream:  # noqa: PTH123 - the name is none for a Path
        stream.write(b"a: 1")
    settled(root)
    folder, _ = look(root, 105)
    assert folder.sources["units/u0/reports/caf\ufffd.yaml"] == b"a: 1"


def damages(good: bytes) -> list[bytes]:
    """What can become of a file."""
    flipped = [good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :] for at in (0, 40, 90, len(good) - 2)]
    return [b"", good[:20], good[: len(good) // 2], good[:-1], good + b"x", b"\0" * len(good), *flipped]


def test_a_damaged_index_is_none(root: Path) -> None:
    """Everything is read, and it is written anew."""
    index = settled(root)
    for bad in damages(index.read_bytes()):
        index.write_bytes(bad)
        assert look(root, 200)[1] == 0
        assert look(root, 204)[1] == len(FILES)


def test_a_sealed_index_of_another_shape_is_none(root: Path) -> None:
    """Of another format, of no format, of things that are no rows."""
    index = settled(root)
    body = index.read_bytes()[32:]
    ours = stat_index._MAGIC
    for other in (
        body.replace(b"ct58 files 2", b"ct58 files 1"),
        body.replace(NO_FILES.whole, digest_of(b"other")),
        ours + b"\n\xff",
        ours + b"\n" + pickle.dumps([]),
        ours + b"\n" + pickle.dumps({"units/u0/": Path()}),
        ours + b"\n" + pickle.dumps({"units/u0/": (("unit.yaml", bytes(32), bytes(32)), b"x", b"")}),
        ours + b"\n" + pickle.dumps({"units/u0/": (("unit.yaml", b"", bytes(32)), b"", b"")}),
    ):
        index.write_bytes(digest_of(other) + other)
        assert look(root, 200)[1] == 0


def test_an_index_that_others_may_have_written_is_none(root: Path) -> None:
    """As with all that is remembered."""
    index = settled(root)
    index.chmod(0o666)
    assert look(root, 200)[1] == 0


def test_a_folder_that_cannot_be_written_to_only_costs_time(root: Path) -> None:
    """No error."""
    (root.parent / "cache").write_bytes(b"")
    look(root, 100)
    folder, known = look(root, 104)
    assert (known, len(folder.sources)) == (0, len(FILES))
