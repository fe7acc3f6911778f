"""Bringing the files of a data folder into the canonical form: looked at, or written under the lock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ct58.domain.planning.upgrading import with_new_amendments
from ct58.domain.records.places import EVERY_FILE, PROGRAMME_FILE, place_of
from ct58.domain.records.programme import NEWEST_FORMAT, Programme
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.services.writing.recording import PATIENCE, Desk, remember
from ct58.store.loader import figure_order, read_record
from ct58.store.sources import Folder, read_folder, real_place
from ct58.store.writer import WrittenFiles, locked, write
from ct58.store.yaml.editor import apply
from ct58.store.yaml.formatter import formatted


@record
class Formatting:
    """What formatting comes to: the files that change, and those that were left as they are.

    `unreadable` have errors, so nobody knows how they are meant; `check` names them.
    """

    changes: WrittenFiles
    unreadable: tuple[str, ...]
    files: int


def look_at_form(root: Path, only: frozenset[str] | None = None) -> Formatting:
    """What formatting would change; nothing is written. `only` are files of the folder, None means all."""
    return _formatting(read_folder(root), only)


def bring_into_form(desk: Desk, only: frozenset[str] | None = None) -> Formatting:
    """Format the files of a folder in one safe write, and remember them for undo.

    Raises Refused and EnvironmentProblem as every write does.
    """
    with locked(desk.root, desk.holder, PATIENCE):
        found = _formatting(read_folder(desk.root), only)
        write(desk.root, found.changes)
    remember(desk, found.changes)
    return found


def files_named(root: Path, named: Sequence[Path], here: Path) -> frozenset[str] | None:
    """The data folder's own names of files and folders on a command line; None where none is named.

    A path is looked for from where the user stands, then in the data folder. Raises BadUsage for one that
    is in neither.
    """
    if not named:
        return None
    return frozenset(file for path in named for file in _records_below(root, _inside(root, path, here)))


def _inside(root: Path, path: Path, here: Path) -> Path:
    for start in (here, root):
        candidate = real_place(start / path)
        if candidate is not None and candidate.exists() and candidate.is_relative_to(root.resolve()):
            return candidate
    raise BadUsage(
        msg(N_("{file} is not in the data folder {folder}."), file=str(path), folder=str(root)),
        msg(N_("Name files of the data, or none for all of them.")),
    )


def _records_below(root: Path, path: Path) -> Iterator[str]:
    """The files that a path means, as the data folder names them."""
    for found in sorted(path.rglob(EVERY_FILE)) if path.is_dir() else [path]:
        yield found.relative_to(root.resolve()).as_posix()


def _formatting(folder: Folder, only: frozenset[str] | None) -> Formatting:
    asked = [file for file in folder.sources if place_of(file) and (only is None or file in only)]
    figures = figure_order(folder.sources)
    results = {file: formatted(file, _renewed(file, folder.sources[file]), figures) for file in asked}
    changed = {
        file: content
        for file, content in results.items()
        if content is not None and content != folder.sources[file]
    }
    return Formatting(
        changes=WrittenFiles(before={file: folder.sources[file] for file in changed}, after=changed),
        unreadable=tuple(file for file, content in results.items() if content is None),
        files=len(asked),
    )


def _renewed(file: str, content: bytes) -> bytes:
    """A programme of the newest format with its amendments in the newest form, which says the same; else as it is."""
    found = read_record(file, content) if file == PROGRAMME_FILE else None
    if not isinstance(found, Programme) or found.format < NEWEST_FORMAT:
        return content
    edit = with_new_amendments(found)
    return (apply(file, content, edit) or content) if edit else content
