"""The data folder on disk: where it is, and what its files hold. Reading never follows a link outside."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
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
from ct58.store.digests import MOST_BYTES

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)


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
                N_("Go to the folder of the programme, name it with --data, or make a new one: ct58 init DIR")
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
    root: Path, wants: Callable[[str], bool] = everything, enters: Callable[[str], bool] = everything
) -> Folder:
    """Read the files of a data folder that are wanted; ignored ones are passed over.

    Only folders that it `enters` (`units/a/reports/`) are looked into.

    What cannot be read, or is a link that leads elsewhere, becomes a finding. A file that is no record is
    only named: its content (a scan of many megabytes, perhaps) is left empty.
    """
    sources: dict[str, bytes] = {}
    findings: list[Finding] = []
    for file, entry in _walk(root, "", findings, enters):
        if is_ignored(file) or not wants(file):
            continue
        try:
            content = _content(root, file, entry)
        except OSError as error:
            content = _unreadable(file, error)
        if isinstance(content, Finding):
            findings.append(content)
        else:
            sources[file] = content
    return Folder(root, sources, tuple(findings))


def _walk(
    folder: Path | str, prefix: str, findings: list[Finding], enters: Callable[[str], bool]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All files below a folder in a stable order; links to folders are not entered but named."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry, entry.is_dir(follow_symlinks=False)) for entry in sorted(entries, key=_name)]
    except OSError as error:
        findings.append(_unreadable(_printable(prefix.rstrip("/") or "."), error))
        return
    for entry, is_folder in found:
        file = f"{prefix}{_printable(entry.name)}"
        if not is_folder:
            yield file, entry
        elif not is_ignored(f"{file}/") and enters(f"{file}/"):
            yield from _walk(entry.path, f"{file}/", findings, enters)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _printable(name: str) -> str:
    """A name whose bytes are not UTF-8, with “�” for each of them; it is no place of a record anyway."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "replace")


def _content(root: Path, file: str, entry: os.DirEntry[str]) -> bytes | Finding:
    """The bytes of one file. Nothing is opened that could make the reader wait or fill the memory."""
    if entry.is_symlink() and not _stays_inside(root, Path(entry.path)):
        return Finding(code="Y014", file=file, line=1, column=1)
    if place_of(file) is None:
        return b""
    if not entry.is_file():
        return _problem(file, msg(N_("it is no ordinary file")))
    descriptor = os.open(entry.path, _READ)
    try:
        return _bytes(file, descriptor)
    finally:
        os.close(descriptor)


def _bytes(file: str, descriptor: int) -> bytes | Finding:
    """All of an open file, by one call; the objects of `open`, thousands of them, cost as much again."""
    size = os.fstat(descriptor).st_size
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
