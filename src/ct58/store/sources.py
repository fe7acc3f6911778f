"""The data folder on disk: where it is, and what its files hold. Reading never follows a link outside."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from pathlib import Path

from ct58.domain.records.places import (
    DATA_FOLDER,
    OFFICE_FILE,
    PROGRAMME_FILE,
    UNITS_FOLDER,
    is_ignored,
    place_of,
)
from ct58.errors import EnvironmentProblem, Finding, Sources
from ct58.errors.system import is_circle, system_problem
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record
from ct58.store.digest_tree import NO_FILES, DigestTree, FolderDigests, folder_digests
from ct58.store.digests import MOST_BYTES, Unread
from ct58.store.hashing import Digest, digest_of
from ct58.store.stat_index import StatIndex

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_IS_OPENED = os.scandir in os.supports_fd
"""Whether a folder can be opened first, so that the system finds each file in it without its whole path."""


@positional_record
class Folder:
    """The files of a data folder that were asked for, and what is wrong with the folder itself."""

    root: Path
    sources: Sources
    findings: tuple[Finding, ...]


class NoDataFolder(EnvironmentProblem):
    """No data lies where it was looked for."""


def find_data_folder(given: str | None, environment: Mapping[str, str], start: Path) -> Path:
    """The data folder: `--data`, else CT58_DATA, else upwards from a folder.

    Raises NoDataFolder that says where it was looked for.
    """
    named = given or environment.get("CT58_DATA")
    tried = list(_candidates(Path(named))) if named else list(_upwards(start))
    found = next((folder for folder in tried if _is_data_folder(folder)), None)
    if found is None:
        raise NoDataFolder(
            msg(N_("No data folder found. Looked in: {places}"), places=_places(tried)),
            msg(
                N_(
                    "Go to the folder of the programme, name it with --data, or make a new one: ct58 setup; with made-up data: ct58 init --demo tap-lam"
                )
            ),
        )
    return found.resolve()


def _is_data_folder(folder: Path) -> bool:
    """Whether it has a programme, or has lost it: the rest of an office without one is worth a finding."""
    try:
        has_rest = (folder / OFFICE_FILE).is_file() and (folder / UNITS_FOLDER).is_dir()
        return has_rest or (folder / PROGRAMME_FILE).is_file()
    except OSError:
        return False


def _candidates(folder: Path) -> Iterator[Path]:
    """The folder itself or the one inside it."""
    yield folder / DATA_FOLDER
    yield folder


def _upwards(start: Path) -> Iterator[Path]:
    for folder in (start, *start.parents):
        yield from _candidates(folder)


def _places(tried: list[Path]) -> str:
    shown = [str(folder) for folder in tried[:4]]
    return ", ".join([*shown, "…"] if len(tried) > 4 else shown)


def everything(_file: str) -> bool:
    """Want every file."""
    return True


def read_folder(
    root: Path,
    wants: Callable[[str], bool] = everything,
    enters: Callable[[str], bool] = everything,
    index: StatIndex | None = None,
) -> Folder:
    """Read the files of a data folder that are wanted; ignored ones are passed over.

    Only folders that it `enters` (`units/a/reports/`) are looked into.

    What cannot be read, or is a link that leads elsewhere, becomes a finding. A file that is no record is
    only named: its content (a scan of many megabytes, perhaps) is left empty. Where an `index` knows a content, the file
    is opened only if somebody asks for it.
    """
    sources: dict[str, bytes] = {}
    folders: dict[str, FolderDigests] = {}
    findings: list[Finding] = []
    for folder in _walk(root, findings, enters):
        files = folder.files
        if wants is not everything:
            files = {name: files[name] for name in files if wants(folder.prefix + name)}
        known = index.believed(folder.prefix, files) if index else NO_FILES
        folders[folder.prefix] = known
        if len(known) == len(files):
            continue
        digests = known.by_name()
        for name, entry in files.items():
            file = folder.prefix + name
            if name in digests or is_ignored(file):
                continue
            content = _content(root, folder, file, entry, index)
            if isinstance(content, Finding):
                findings.append(content)
            else:
                sources[file], digests[name] = content
        folders[folder.prefix] = folder_digests(digests)
    return Folder(root, _FolderFiles(root, sources, DigestTree(folders)), tuple(findings))


class _FolderFiles(Unread):
    """Files of a folder, of which some are known by their digests alone."""

    def __init__(self, root: Path, read: dict[str, bytes], digests: DigestTree) -> None:
        self._root = root
        self._read = read
        self._digests = digests

    def digests(self) -> DigestTree:
        """The digest of each. One that changed since it was looked at has another once it is read."""
        return self._digests

    def fetch(self, files: Iterable[str]) -> None:
        """Read some of the contents."""
        for file in files:
            if file in self._digests:
                self[file]

    def __getitem__(self, file: str) -> bytes:
        content = self._read.get(file)
        if content is None:
            if file not in self._digests:
                raise KeyError(file)
            content = self._read[file] = bytes_of_file(self._root, file)
            self._digests.note(file, digest_of(content))
        return content

    def __contains__(self, file: object) -> bool:
        return file in self._digests

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)


def bytes_of_file(root: Path, file: str) -> bytes:
    """One file of a folder. Raises EnvironmentProblem where it cannot be read."""
    try:
        return (root / file).read_bytes()
    except OSError as error:
        problem = system_problem(error, of_folder=(root / file).is_dir())
        text = N_("{file} cannot be read: {problem}.")
        raise EnvironmentProblem(msg(text, file=file, problem=problem)) from error


@positional_record
class _Opened:
    """A folder that is being looked into: its path, its descriptor where it has one, how the places of its files begin, and these by name."""

    path: str
    descriptor: int | None
    prefix: str
    files: Mapping[str, os.DirEntry[str]]


def _walk(root: Path, findings: list[Finding], enters: Callable[[str], bool]) -> Iterator[_Opened]:
    """Each folder below one in a stable order; links to folders are not entered but named."""
    waiting = [(str(root), "")]
    while waiting:
        path, prefix = waiting.pop()
        descriptor = None
        try:
            if _IS_OPENED:
                descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
            with os.scandir(path if descriptor is None else descriptor) as entries:
                files, below = _told_apart(sorted(entries, key=_name))
            yield _Opened(path, descriptor, prefix, files)
        except OSError as error:
            findings.append(_unreadable(prefix.rstrip("/") or ".", error))
            continue
        finally:
            if descriptor is not None:
                os.close(descriptor)
        for entry in reversed(below):
            step = f"{prefix}{_printable(entry.name)}/"
            if not is_ignored(step) and enters(step):
                waiting.append((f"{path}{os.sep}{entry.name}", step))


def _told_apart(
    entries: Iterable[os.DirEntry[str]],
) -> tuple[dict[str, os.DirEntry[str]], list[os.DirEntry[str]]]:
    """The files by name, and the folders."""
    files, folders = {}, []
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            folders.append(entry)
        else:
            files[_printable(entry.name)] = entry
    return files, folders


_name = attrgetter("name")


def _printable(name: str) -> str:
    """A name whose bytes are not UTF-8, with “�” for each of them; it is no place of a record anyway."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "replace")


def _content(
    root: Path, folder: _Opened, file: str, entry: os.DirEntry[str], index: StatIndex | None
) -> tuple[bytes, Digest] | Finding:
    """The bytes of one file, and their digest. Nothing is opened that could make the reader wait or fill the memory."""
    try:
        if entry.is_symlink() and not _stays_inside(root, Path(folder.path, entry.name)):
            return Finding(code="Y014", file=file, line=1, column=1)
        if place_of(file) is None:
            return b"", _OF_NOTHING
        if not entry.is_file():
            return _problem(file, msg(N_("it is no ordinary file")))
        descriptor = os.open(entry.path, _READ, dir_fd=folder.descriptor)
        try:
            before = os.fstat(descriptor)
            content = _bytes(file, descriptor, before.st_size)
            if isinstance(content, Finding):
                return content
            digest = digest_of(content)
            if index and not entry.is_symlink() and file == folder.prefix + entry.name:
                index.note(file, before, digest, os.fstat(descriptor))
            return content, digest
        finally:
            os.close(descriptor)
    except OSError as error:
        return _unreadable(file, error)


_OF_NOTHING = digest_of(b"")


def _bytes(file: str, descriptor: int, size: int) -> bytes | Finding:
    """All of an open file, by one call; the objects of `open`, thousands of them, cost as much again."""
    if size > MOST_BYTES:
        params = {"what": msg(N_("{number} bytes"), number=size)}
        return Finding(code="Y006", file=file, params=params, line=1, column=1)
    content = os.read(descriptor, size)
    return content if len(content) == size else _problem(file, msg(N_("it changed while it was being read")))


def real_place(path: Path) -> Path | None:
    """Where a path leads behind all its links, there or not; None for links that lead in a circle."""
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        return None if is_circle(error) else path.resolve()


def _stays_inside(root: Path, path: Path) -> bool:
    """Whether a link leads to a file of the folder; one that leads in a circle leads nowhere."""
    target = real_place(path)
    return target is not None and target.is_relative_to(root.resolve()) and target.is_file()


def _unreadable(file: str, error: OSError) -> Finding:
    return _problem(file, system_problem(error))


def _problem(file: str, problem: Message) -> Finding:
    return Finding(code="Y015", file=file, params={"problem": problem}, line=1, column=1)
