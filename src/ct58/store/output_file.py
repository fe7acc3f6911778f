"""Writing a result file outside the data: never over an existing one unless told to, never half."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from ct58.domain.records.places import OWN_PREFIX
from ct58.errors import BadUsage, EnvironmentProblem, Refused
from ct58.errors.system import is_name_on_windows, system_problem
from ct58.i18n import N_, msg

ON_WINDOWS = os.name == "nt"


def write_new(path: Path, content: bytes, force: bool) -> None:
    """Write a file by way of a temporary one beside it.

    Raises Refused if it exists and `force` is not given, EnvironmentProblem if it cannot be written.
    """
    fill_new(path, lambda stream: stream.write(content), force)


def fill_new(path: Path, fill: Callable[[BinaryIO], object], force: bool) -> None:
    """The same for what is too long to be held in memory: `fill` writes it into the stream.

    Whatever `fill` raises leaves nothing behind.
    """
    refuse_name(path)
    try:
        _refuse_what_is_there(path, force=force)
        _replace(path, fill)
    except PermissionError as error:
        raise EnvironmentProblem(
            msg(
                N_("{file} cannot be written: it is open in another program, or the folder is protected."),
                file=str(path),
            ),
            msg(N_("Close the file and run the command again.")),
        ) from error
    except OSError as error:
        raise _not_written(path, error) from error


def write_all(
    files: Sequence[tuple[Path, Callable[[], bytes]]],
    *,
    force: bool,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Path, ...]:
    """Write several files, each made when its turn comes, and the folders they lie in.

    What is there already with the same content stays, so that a run that was interrupted can be made again; nothing is
    written if one of them is there with another and `force` is not given. Raises as `write_new` does.
    """
    paths = tuple(path for path, _make in files)
    same = refuse_all(files, force=force)
    for folder in dict.fromkeys(path.parent for path in paths):
        make_folder(folder)
    for done, (path, make) in enumerate(files, start=1):
        if path not in same:
            write_new(path, make(), force=force)
        if progress:
            progress(done, len(files))
    return paths


def refuse_all(files: Sequence[tuple[Path, Callable[[], bytes]]], *, force: bool) -> frozenset[Path]:
    """Raises as `write_all` does before it writes; the files that are there already as they are to be."""
    for path, _make in files:
        refuse_name(path)
    same = frozenset() if force else frozenset(path for path, make in files if _is_there(path, make))
    _refuse_existing([path for path, _make in files if path not in same], force=force)
    return same


def _is_there(path: Path, make: Callable[[], bytes]) -> bool:
    """Whether a file has the content already that would be written."""
    try:
        return path.is_file() and path.read_bytes() == make()
    except OSError:
        return False


def make_folder(folder: Path) -> None:
    """Make a folder with those above it.

    Raises EnvironmentProblem if it cannot be, BadUsage where this system has no folder of such a name.
    """
    refuse_name(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(folder, error) from error


def _not_written(path: Path, error: OSError) -> EnvironmentProblem:
    text = N_("{file} cannot be written: {problem}.")
    return EnvironmentProblem(msg(text, file=str(path), problem=system_problem(error)))


def refuse_name(path: Path) -> None:
    """Raises BadUsage for a name that this system has no file or folder for.

    Windows would write to a device, behind another file, or under another name than the one typed.
    """
    steps = [step for step in path.parts if step not in (path.anchor, os.pardir)] if ON_WINDOWS else []
    name = next((step for step in steps if not is_name_on_windows(step)), None)
    if name is not None:
        raise BadUsage(
            msg(N_("“{name}” cannot be the name of a file or folder on Windows."), name=name),
            msg(
                N_("Not allowed: {signs}; a dot or space at the end; CON, PRN, AUX, NUL, COM1, LPT1 …"),
                signs='< > : " | ? *',
            ),
        )


def refuse_file(path: Path) -> None:
    """Raises Refused for a file that is there already: said before anything is done, as long as nothing is."""
    if path.is_file():
        _refuse_what_is_there(path, force=False)


def _refuse_what_is_there(path: Path, *, force: bool) -> None:
    if path.exists() and not path.is_file():
        raise Refused(msg(N_("{file} is not a file, and was left as it is."), file=str(path)))
    if path.exists() and not force:
        raise Refused(
            msg(N_("{file} is already there, and was left as it is."), file=str(path)),
            msg(N_("Choose another name, or add --force to overwrite it.")),
        )


def _refuse_existing(paths: Iterable[Path], *, force: bool) -> None:
    there = [path for path in paths if path.exists()]
    if there and not force:
        raise Refused(
            msg(
                N_("{count} of the files are already there ({file} …), so nothing was written."),
                count=len(there),
                file=there[0].name,
            ),
            msg(N_("Choose another folder, or add --force to overwrite them.")),
        )


def _replace(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=OWN_PREFIX, suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            fill(stream)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink()
        raise


def _umask() -> int:
    """The process's umask; reading it means setting it for a moment."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
