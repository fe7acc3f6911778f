"""Where a command's data comes from: the folder as it is, or a revision of it. One notion for all that read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ct58.domain.records.committee import Issue
from ct58.domain.records.office import Office
from ct58.domain.records.places import (
    AMENDMENTS_FOLDER,
    ITEMS_FOLDER,
    OFFICE_FILE,
    PERIODS_FOLDER,
    PROGRAMME_FILE,
    place_of,
)
from ct58.errors import EnvironmentProblem, InvalidData
from ct58.i18n import Message, N_, msg
from ct58.store.cache import RecordCache
from ct58.store.loaded import Loaded
from ct58.store.loader import load, read_office_file
from ct58.store.sources import Folder, bytes_of_file, everything, read_folder
from ct58.store.stat_index import IS_TOLD, StatIndex
from ct58.vcs.sparse import left_out

if TYPE_CHECKING:  # a plain folder needs no git, and starting without it is faster
    from ct58.vcs.repository import Revision

Progress = Callable[[int, int], None]
Wants = Callable[[str], bool]


class DataSource(Protocol):
    """Something that data can be read from. `revision` is None for the folder as it is.

    `root` is the data folder; of a revision it need not be on the disk.
    """

    root: Path

    @property
    def revision(self) -> Revision | None:
        """The revision, if it is one."""

    @property
    def issue(self) -> Issue | None:
        """The issued summary by whose name the revision was asked for, if it was."""

    def read(self, wants: Wants, enters: Wants = everything) -> Folder:
        """The wanted files, and what is wrong with the folder itself. No wanted file lies where it need not enter."""

    def read_one(self, file: str) -> bytes:
        """One file, without looking for any other. Raises EnvironmentProblem where it cannot be read."""

    def memory(self) -> RecordCache | None:
        """What remembers the records of this data that are known to be valid."""


class FolderSource:
    """The data folder as it is."""

    revision: Revision | None = None
    issue: Issue | None = None

    def __init__(self, root: Path, cache: Path | None, *, reads_all: bool = True) -> None:
        """`reads_all`: no file is taken for what it was when it was read last, whatever the system says of it."""
        self.root = root
        self._cache = cache
        self._index = StatIndex(cache) if cache and IS_TOLD and not reads_all else None

    def read(self, wants: Wants, enters: Wants = everything) -> Folder:
        """The wanted files of the folder."""
        folder = read_folder(self.root, wants, enters, self._index)
        if self._index:
            self._index.save(folder.sources if wants is enters is everything else None)
        return folder

    def read_one(self, file: str) -> bytes:
        """One file of the folder."""
        return bytes_of_file(self.root, file)

    def memory(self) -> RecordCache | None:
        """The cache of the folder."""
        return RecordCache(self._cache) if self._cache else None


def whole_folder(root: Path, cache: Path | None, environment: Mapping[str, str]) -> FolderSource:
    """The data folder as it is. Raises EnvironmentProblem where only a part of it is on the disk."""
    missing = left_out(root, environment)
    if missing:
        raise EnvironmentProblem(*left_off(missing))
    return FolderSource(root, cache, reads_all=not _JUDGES.isdisjoint(environment))


_JUDGES = frozenset(("CI", "GIT_DIR", "GIT_INDEX_FILE"))
"""What is set where a check decides for others: in continuous integration and in git's hooks, all is read."""


def left_off(missing: Sequence[str]) -> tuple[Message, Message]:
    """That files are not on the disk, and the remedy."""
    text = N_("{count} files of the data are left off this disk (sparse checkout), {file} for one.")
    remedy = N_("Get them: git sparse-checkout disable; or read a revision: --rev HEAD")
    return msg(text, count=len(missing), file=missing[0]), msg(remedy)


def memory_of_revisions(cache: Path | None) -> RecordCache | None:
    """What remembers the records of revisions: above the folder's cache, so that none of those is forgotten."""
    return RecordCache(cache / "revisions", RecordCache(cache)) if cache else None


def load_data(
    source: DataSource,
    wants: Wants,
    progress: Progress | None = None,
    *,
    enters: Wants = everything,
) -> Loaded:
    """Read and check the wanted files of a source, remembering what is valid."""
    folder = source.read(wants, enters)
    memory = source.memory()
    loaded = load(folder.sources, memory, folder.findings, progress)
    if memory:
        memory.save()
    return loaded


def read_programme(source: DataSource, *, with_items: bool = False, with_periods: bool = False) -> Office:
    """The office as far as the programme and its amendments say it, and on request what came up on the way and the periods' files.

    No other file is read, no unit's folder walked, and nothing held against what is not read: whoever
    goes on opens the office with all that it needs. Raises InvalidData when the programme itself cannot
    be used.
    """
    memory = source.memory()
    sources = {PROGRAMME_FILE: source.read_one(PROGRAMME_FILE)}
    folders = (
        AMENDMENTS_FOLDER,
        *((ITEMS_FOLDER,) if with_items else ()),
        *((PERIODS_FOLDER,) if with_periods else ()),
    )
    sources |= source.read(_lies_in(folders), folders.__contains__).sources
    loaded = load(sources, memory, is_whole=False)
    if memory:
        memory.save()
    if loaded.office is None:
        raise InvalidData(
            msg(N_("The programme itself has errors, so nothing was computed.")), msg(N_("See: ct58 check"))
        )
    return loaded.office


def practice_day(source: DataSource) -> dt.date | None:
    """The day that it is in an office for practice; None in a real one, and while office.yaml has errors.

    Every command asks, so a file that does not even name it is not read any further.
    """
    content = source.read_one(OFFICE_FILE)
    if b"practice_today" not in content:
        return None
    memory = source.memory()
    office = read_office_file(content, memory)
    if memory:
        memory.save()
    return office.practice_today if office else None


def _lies_in(folders: tuple[str, ...]) -> Wants:
    """Whether a file is a record of one of some folders."""
    return lambda file: file.startswith(folders) and place_of(file) is not None
