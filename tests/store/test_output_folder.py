"""Writing a folder again and again, without touching what is somebody else's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.support.links import link
from tests.support.refusals import bad_usage, refused, words_of

from ct58.errors import EnvironmentProblem, Refused
from ct58.store.output_folder import MANIFEST, Make, Written, write_folder

FILES = {"index.html": "one", "units/a.html": "two"}


def write(folder: Path, files: Mapping[str, str] = FILES, *, force: bool = False) -> Written:
    """Write FILES, or those that are given."""
    wanted: list[tuple[str, Make]] = [(name, text.encode) for name, text in files.items()]
    return write_folder(folder, wanted, force=force)


def contents(folder: Path) -> dict[str, str]:
    """All files but the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def test_a_new_or_empty_folder_is_filled(tmp_path: Path) -> None:
    """With the folders below it."""
    written = write(tmp_path / "new" / "site")
    assert contents(tmp_path / "new" / "site") == FILES
    assert (written.changed, written.removed, written.kept) == (2, (), ())
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty")


def test_a_folder_with_anything_in_it_needs_force(tmp_path: Path) -> None:
    """Even if it is all our own."""
    write(tmp_path)
    with pytest.raises(Refused):
        write(tmp_path, {"index.html": "new"})
    assert contents(tmp_path) == FILES


def test_force_renews_what_an_earlier_run_made(tmp_path: Path) -> None:
    """What is the same stays untouched."""
    write(tmp_path)
    before = (tmp_path / "units/a.html").stat().st_mtime_ns
    written = write(tmp_path, {"index.html": "new", "units/a.html": "two"}, force=True)
    assert contents(tmp_path) == {"index.html": "new", "units/a.html": "two"}
    assert written.changed == 1
    assert (tmp_path / "units/a.html").stat().st_mtime_ns == before


def test_force_does_not_overwrite_what_no_run_made(tmp_path: Path) -> None:
    """And then it writes nothing at all."""
    (tmp_path / "index.html").write_text("mine")
    with refused("index.html"):
        write(tmp_path, force=True)
    assert contents(tmp_path) == {"index.html": "mine"}


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    """They are in nobody's way."""
    (tmp_path / "notes.txt").write_text("mine")
    write(tmp_path, force=True)
    assert contents(tmp_path) == {**FILES, "notes.txt": "mine"}


def test_what_is_no_longer_part_of_the_result_is_taken_away(tmp_path: Path) -> None:
    """Unless somebody has changed it since."""
    write(tmp_path, {**FILES, "old.html": "old", "changed.html": "old"})
    (tmp_path / "changed.html").write_text("by hand")
    written = write(tmp_path, force=True)
    assert (written.removed, written.kept) == (("old.html",), ("changed.html",))
    assert contents(tmp_path) == {**FILES, "changed.html": "by hand"}


def test_a_run_that_was_cut_short_can_be_made_again(tmp_path: Path) -> None:
    """Its files are known, though it did not come to its end."""

    def stop() -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path, [("index.html", "one".encode), ("b.html", stop)], force=False)
    assert contents(tmp_path).keys() == {"index.html"}
    write(tmp_path, force=True)
    assert contents(tmp_path) == FILES


@pytest.mark.parametrize("name", ["../outside.txt", "/outside.txt", "C:outside.txt", "a\\outside.txt"])
def test_a_manifest_cannot_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    """What it names elsewhere is not believed."""
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    folder = tmp_path / "site"
    write(folder)
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["files"][name] = ""
    (folder / MANIFEST).write_text(json.dumps(manifest))
    assert write(folder, force=True).removed == ()
    assert outside.read_text() == "mine"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "other", "files": {"index.html": ""}}'])
def test_a_manifest_that_is_none_makes_every_file_strange(tmp_path: Path, text: str) -> None:
    """So nothing is overwritten."""
    write(tmp_path)
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(Refused):
        write(tmp_path, force=True)


def test_a_link_that_leads_outside_is_not_followed(tmp_path: Path) -> None:
    """Neither a file's nor a folder's."""
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "site"
    folder.mkdir()
    link(folder / "units", tmp_path / "elsewhere", is_folder=True)
    with pytest.raises(Refused):
        write(folder, force=True)
    assert contents(tmp_path / "elsewhere") == {}


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    """It is a slip of the pen."""
    (tmp_path / "site.html").write_text("mine")
    with bad_usage("a folder is needed"):
        write(tmp_path / "site.html", force=True)


def test_a_folder_in_the_place_of_a_file_is_said(tmp_path: Path) -> None:
    """Not a fault of ct58's."""
    write(tmp_path)
    (tmp_path / "index.html").unlink()
    (tmp_path / "index.html").mkdir()
    with pytest.raises(EnvironmentProblem) as found:
        write(tmp_path, force=True)
    assert "index.html" in words_of(found.value)


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    """Done, and of how many."""
    told: list[tuple[int, int]] = []
    files: list[tuple[str, Make]] = [(name, text.encode) for name, text in FILES.items()]
    write_folder(tmp_path, files, force=False, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
