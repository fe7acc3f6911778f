"""The safe write: lock, read, plan, edit, validate, temporary files, fsync, rename, unlock.

Each file is the old one or the new one at every moment, whatever happens. A change of several files that
was cut short between two renames can be made again: what is already there is not written twice.
"""

from __future__ import annotations

import os
import secrets
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from ct58.domain.checks.files import is_item_id, is_unit_id
from ct58.domain.planning.edits import Edit, files_of
from ct58.domain.records.places import LOCK_FILE, OWN_PREFIX, Place, place_of
from ct58.domain.time.period import Period
from ct58.errors import EnvironmentProblem, Refused, Sources
from ct58.errors.system import system_problem
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.store.digests import WithChanges
from ct58.store.sources import Folder, everything, read_folder, real_place
from ct58.store.yaml.editor import apply

HOLDER = f"{OWN_PREFIX}holder"
"""Who holds the lock. A file of its own, because Windows lets nobody read a locked one; one that is there
while the lock is free was left by a run that was killed."""
_TEMPORARY = OWN_PREFIX + "write-{}.tmp"
_RENAME_ATTEMPTS = 20
_RENAME_PAUSE = 0.1

_IN_PLACE: list[str] = []
_NOT_YET: list[str] = []
"""What this run has put in place, and what it still had to: whatever happens to it afterwards, the data is changed."""
FolderPlan = Callable[[Folder], Edit]
Validate = Callable[[Sources, Sources], None]


@record
class WrittenFiles:
    """The files that an edit changes, before and after; None where there is no file."""

    before: Mapping[str, bytes | None]
    after: Mapping[str, bytes | None]

    @property
    def files(self) -> tuple[str, ...]:
        """The files that change, in the edit's order."""
        return tuple(self.after)


def in_place() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The files of the data that this run has changed so far, and those of the same edit that it has not."""
    return tuple(dict.fromkeys(_IN_PLACE)), tuple(_NOT_YET)


def begin_anew() -> None:
    """Nothing is in place yet: a run of its own begins."""
    _IN_PLACE.clear()
    _NOT_YET.clear()


def put_by_another(files: Iterable[str]) -> None:
    """Git is about to put files in place: from now on, until they are taken back, the data counts as changed."""
    _IN_PLACE.extend(files)


def taken_back(files: Iterable[str]) -> None:
    """Those files are as they were."""
    gone = frozenset(files)
    _IN_PLACE[:] = [file for file in _IN_PLACE if file not in gone]


class HalfDoneError(EnvironmentProblem):
    """Some files of an edit are in place, others are not; the words say which."""


def commit(
    root: Path,
    plan: FolderPlan,
    validate: Validate,
    *,
    holder: str,
    wants: Callable[[str], bool] = everything,
    figures: Sequence[str] = (),
    patience: float = 5.0,
) -> WrittenFiles:
    """Plan an edit on fresh data and write it, alone.

    `plan` gets the folder as it is under the lock, `validate` its wanted files before and after; either
    refuses by raising. `holder` says who writes since when (host, process, time), for whoever has to wait;
    `patience` is how long to wait for the lock, in seconds. Only files whose bytes change are written.

    Raises Refused (locked, changed meanwhile, leads outside the folder), InvalidData (a file that can't be
    read) and EnvironmentProblem (write-protected, disk full, open elsewhere). All but the last leave the
    folder untouched; the last may come between two files of one edit, and says so.
    """
    with locked(root, holder, patience):
        folder = read_folder(root, wants)
        changes = changes_of(root, folder.sources, plan(folder), figures)
        if changes.after:
            validate(folder.sources, WithChanges(folder.sources, changes.after))
            write(root, changes)
        return changes


def changes_of(root: Path, sources: Sources, edit: Edit, figures: Sequence[str] = ()) -> WrittenFiles:
    """What an edit would change; nothing is written. Files beyond `sources` are read from the folder."""
    before: dict[str, bytes | None] = {}
    after: dict[str, bytes | None] = {}
    for file in files_of(edit):
        target = target_of(root, file)
        content = sources[file] if file in sources else _content(target)
        operations = [operation for operation in edit if operation.file == file]
        edited = apply(file, content, operations, figures)
        if edited != content:
            before[file], after[file] = content, edited
    return WrittenFiles(before=before, after=after)


def write(root: Path, changes: WrittenFiles) -> None:
    """Put changed files in place, under the lock.

    All temporary files are safely on the disk before the first rename.
    """
    targets = {file: target_of(root, file) for file in changes.files}
    for file, target in targets.items():
        _refuse_protected(file, target)
    with _environment_problems(root), _new_folders(targets.values()), _temporaries() as temporaries:
        for file, content in changes.after.items():
            if content is not None:
                temporaries[file] = _write_temporary(targets[file], content)
        _refuse_changed(changes, targets)
        _put_in_place(targets, temporaries)


# --------------------------------------------------------------------- lock


@contextmanager
def locked(root: Path, holder: str, patience: float) -> Iterator[None]:
    """Hold the folder's lock; Refused, with who holds it, when it is not free in time."""
    from filelock import FileLock, Timeout

    lock = FileLock(root / LOCK_FILE, timeout=patience)
    with _environment_problems(root):
        try:
            lock.acquire()
        except Timeout as error:
            raise _locked_by(root) from error
    try:
        with _named_holder(root, holder):
            yield
    finally:
        lock.release()


def _locked_by(root: Path) -> Refused:
    try:
        holder = (root / HOLDER).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        holder = ""
    hint = msg(N_("Wait until it is done, then run the command again."))
    if not holder:
        return Refused(msg(N_("Not recorded: the data is locked by another program.")), hint)
    return Refused(msg(N_("Not recorded: the data is locked by {holder}."), holder=holder), hint)


@contextmanager
def _named_holder(root: Path, holder: str) -> Iterator[None]:
    """Say who holds the lock; first clear up after a holder that was killed."""
    path = root / HOLDER
    with _environment_problems(root):
        was_killed = path.is_symlink() or path.exists()
        path.unlink(missing_ok=True)
        with path.open("x", encoding="utf-8") as stream:  # a new file, so no link is followed
            stream.write(f"{holder}\n")
        if was_killed:
            _remove_leftovers(root)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()


def _remove_leftovers(root: Path) -> None:
    """Remove temporary files of killed runs: whoever holds the lock knows that nobody else is writing."""
    for path in root.rglob(_TEMPORARY.format("*")):
        with suppress(OSError):
            path.unlink()


# -------------------------------------------------------------------- paths


def target_of(root: Path, file: str) -> Path:
    """Where a file really lies.

    Raises Refused for what is no place of the contract, a name that not every system allows, a folder in
    the place of a file, and a link that leads outside.
    """
    if not _is_portable(place_of(file)):
        raise Refused(msg(N_("Not recorded: “{file}” can't be the name of a file of the data."), file=file))
    target = real_place(root / file)
    if target is None or not target.is_relative_to(root.resolve()):
        raise Refused(
            msg(N_("Not recorded: {file} leads out of the data folder through a link."), file=file),
            msg(N_("Replace the link by a real file or folder.")),
        )
    if target.exists() and not target.is_file():
        raise Refused(msg(N_("Not recorded: {file} is not a file."), file=file))
    return target


def _is_portable(place: Place | None) -> bool:
    if place is None:
        return False
    is_period = place.period is None or _is_period(place.period)
    return (
        is_period
        and (place.unit is None or is_unit_id(place.unit))
        and (place.item is None or is_item_id(place.item))
    )


def _is_period(text: str) -> bool:
    try:
        return str(Period.parse(text)) == text
    except ValueError:
        return False


def _content(target: Path) -> bytes | None:
    with _environment_problems(target):
        return target.read_bytes() if target.exists() else None


# -------------------------------------------------------------------- files


def _refuse_protected(file: str, target: Path) -> None:
    """A file that somebody made read-only is meant to stay as it is; a rename would not ask."""
    if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
        raise EnvironmentProblem(msg(N_("Not recorded: {file} is write-protected."), file=file))


def _refuse_changed(changes: WrittenFiles, targets: Mapping[str, Path]) -> None:
    """A last look: an editor doesn't ask for the lock."""
    for file, target in targets.items():
        if _content(target) != changes.before[file]:
            raise Refused(
                msg(N_("Not recorded: {file} was changed by another program just now."), file=file),
                msg(N_("Run the command again.")),
            )


@contextmanager
def _new_folders(targets: Iterable[Path]) -> Iterator[None]:
    """Make the folders that are missing; take them away again when nothing comes into them."""
    made: list[Path] = []
    try:
        for target in targets:
            _make_folder(target.parent, made)
        yield
    except BaseException:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


def _make_folder(folder: Path, made: list[Path]) -> None:
    if not folder.exists():
        _make_folder(folder.parent, made)
        folder.mkdir()
        made.append(folder)
        _sync_folder(folder.parent)


@contextmanager
def _temporaries() -> Iterator[dict[str, Path]]:
    """Temporary files by the file that they are for; those that were not renamed are removed."""
    temporaries: dict[str, Path] = {}
    try:
        yield temporaries
    finally:
        for path in temporaries.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _write_temporary(target: Path, content: bytes) -> Path:
    """The new content beside its target, safely on the disk, with the target's mode."""
    path = target.with_name(_TEMPORARY.format(secrets.token_hex(8)))
    try:
        with path.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            path.chmod(stat.S_IMODE(target.stat().st_mode))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _put_in_place(targets: Mapping[str, Path], temporaries: Mapping[str, Path]) -> None:
    """Rename, file by file; what has no temporary file is taken away."""
    done: list[str] = []
    _NOT_YET[:] = targets
    for file, target in targets.items():
        temporary = temporaries.get(file)
        try:
            _replace(temporary, target)
        except OSError as error:
            if not _is_in_place(temporary, target):
                if not done:
                    raise
                raise _half_done(done, file, error) from error
        finally:  # an interruption may come right behind the rename
            if _is_in_place(temporary, target):
                _IN_PLACE.append(file)
                _NOT_YET.remove(file)
        done.append(file)
        _sync_folder(target.parent)


def _is_in_place(temporary: Path | None, target: Path) -> bool:
    """Whether a file has become what it was to become."""
    return not (target if temporary is None else temporary).exists()


def _replace(temporary: Path | None, target: Path) -> None:
    """One rename or removal, tried for a while: on Windows a scanner or Excel may hold the file."""
    for attempt in range(1, _RENAME_ATTEMPTS + 1):
        try:
            if temporary is None:
                target.unlink(missing_ok=True)
            else:
                temporary.replace(target)
        except PermissionError:
            if attempt == _RENAME_ATTEMPTS:
                raise
            time.sleep(_RENAME_PAUSE)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can (Windows and some shares can't)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


# ----------------------------------------------------------------- refusals


def _half_done(done: Sequence[str], file: str, error: OSError) -> HalfDoneError:
    return HalfDoneError(
        msg(
            N_("Recorded so far: {done}. Not yet: {file} ({problem})."),
            done=", ".join(done),
            file=file,
            problem=system_problem(error),
        ),
        msg(N_("Run the same command again: what is recorded already stays as it is.")),
    )


@contextmanager
def _environment_problems(path: Path) -> Iterator[None]:
    """What the system refuses, in the office's words."""
    try:
        yield
    except OSError as error:
        raise EnvironmentProblem(
            msg(
                N_("Nothing was recorded in {folder}: {problem}."),
                folder=str(path),
                problem=system_problem(error),
            )
        ) from error
