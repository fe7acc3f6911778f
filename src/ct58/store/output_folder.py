"""Writing a folder of results again and again: only what an earlier run made is replaced or taken away.

A manifest beside the files says which those are, with the hash of what was written. It is written before
the files and again after them, so that a run that was cut short is known to the next one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from ct58.errors import BadUsage, EnvironmentProblem, Refused
from ct58.errors.system import system_problem
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.store.output_file import make_folder, refuse_name, write_new
from ct58.store.sources import real_place

MANIFEST = "ct58-manifest.json"
_SCHEMA = "ct58/folder/1"
Make = Callable[[], bytes]
Hashes = Mapping[str, str]


@record
class Written:
    """What a run did: all files that belong to it now, how many of them changed, and what it left alone.

    `removed` were made by an earlier run and are no longer part of the result; `kept` are such files that
    somebody has changed since.
    """

    files: tuple[Path, ...]
    changed: int
    removed: tuple[str, ...]
    kept: tuple[str, ...]


def write_folder(
    folder: Path,
    files: Sequence[tuple[str, Make]],
    *,
    force: bool,
    progress: Callable[[int, int], None] | None = None,
    dry_run: bool = False,
) -> Written:
    """Write files, named relative to the folder, each made when its turn comes; in a trial only say which.

    Raises BadUsage if the folder is a file, or has a name that this system has no folder for; Refused if it holds
    anything and `force` is not given, or if a file in the way is none that an earlier run made; EnvironmentProblem
    if something cannot be written.
    """
    refuse_name(folder)
    if folder.exists() and not folder.is_dir():
        raise BadUsage(msg(N_("“{file}” is a file; a folder is needed."), file=str(folder)))
    known = _manifest(folder)
    names = [name for name, _make in files]
    _refuse(folder, names, known, force=force)
    if dry_run:
        return _would_write(folder, files, known)
    make_folder(folder)
    _write_manifest(folder, {**known, **{name: known.get(name, "") for name in names}})
    hashes, changed = _write_files(folder, files, progress)
    removed, kept = _remove_stale(folder, {name: known[name] for name in known if name not in hashes})
    _write_manifest(folder, hashes)
    return Written(files=tuple(folder / name for name in names), changed=changed, removed=removed, kept=kept)


def _would_write(folder: Path, files: Sequence[tuple[str, Make]], known: Hashes) -> Written:
    """What a run would do."""
    made = {name: make() for name, make in files}
    stale = {name: known[name] for name in sorted(known) if name not in made}
    kept = _changed_since(folder, stale)
    return Written(
        files=tuple(folder / name for name in made),
        changed=sum(_content(folder / name) != content for name, content in made.items()),
        removed=tuple(name for name in stale if name not in kept and _content(folder / name) is not None),
        kept=kept,
    )


def _changed_since(folder: Path, stale: Hashes) -> tuple[str, ...]:
    """Of what earlier runs made, the files that somebody has changed since."""
    contents = {name: _content(folder / name) for name in sorted(stale)}
    return tuple(
        name
        for name, content in contents.items()
        if content is not None and stale[name] and _hash(content) != stale[name]
    )


def _write_files(
    folder: Path, files: Sequence[tuple[str, Make]], progress: Callable[[int, int], None] | None
) -> tuple[dict[str, str], int]:
    """Write what differs; the hashes of all, and how many differed."""
    hashes: dict[str, str] = {}
    changed = 0
    for done, (name, make) in enumerate(files, start=1):
        content = make()
        hashes[name] = _hash(content)
        changed += _put(folder / name, content)
        if progress:
            progress(done, len(files))
    return hashes, changed


def _put(path: Path, content: bytes) -> bool:
    """Write a file unless it already is so."""
    if _content(path) == content:
        return False
    make_folder(path.parent)
    write_new(path, content, force=True)
    return True


def _remove_stale(folder: Path, stale: Hashes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take away what an earlier run made and nobody has changed since; and the folders that are left empty."""
    removed: list[str] = []
    kept = _changed_since(folder, stale)
    for name in sorted(stale):
        path = folder / name
        if name in kept or _content(path) is None:
            continue
        _unlink(path)
        removed.append(name)
    return tuple(removed), kept


def _unlink(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise EnvironmentProblem(
            msg(N_("{file} cannot be removed: {problem}."), file=str(path), problem=system_problem(error))
        ) from error


# ----------------------------------------------------------------- refusals


def _refuse(folder: Path, names: Sequence[str], known: Hashes, *, force: bool) -> None:
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    if not force:
        raise Refused(
            msg(N_("{folder} is not empty, so nothing was written."), folder=str(folder)),
            msg(N_("Choose another folder, or add --force to renew what an earlier run made in it.")),
        )
    strange = [name for name in names if name not in known and _is_there(folder / name)]
    strange += [name for name in names if name not in strange and not _is_inside(folder, name)]
    if strange:
        raise Refused(_strange(folder, strange), msg(N_("Move it away, or choose another folder.")))


def _strange(folder: Path, names: Sequence[str]) -> Message:
    return msg(
        N_("{file} was not made by an earlier run, so nothing was written ({count} such files)."),
        file=str(folder / names[0]),
        count=len(names),
    )


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _is_inside(folder: Path, name: str) -> bool:
    """Whether a file really lies in the folder, and no link leads out of it."""
    place = real_place(folder / name)
    return place is not None and place.is_relative_to(folder.resolve())


# ----------------------------------------------------------------- manifest


def _manifest(folder: Path) -> dict[str, str]:
    """What earlier runs made; nothing that leads out of the folder is believed."""
    content = _content(folder / MANIFEST)
    try:
        read = json.loads(content or b"{}")
    except ValueError:
        return {}
    files = read.get("files") if isinstance(read, dict) and read.get("schema") == _SCHEMA else None
    if not isinstance(files, dict):
        return {}
    return {name: str(value) for name, value in files.items() if _is_plain(name) and _is_inside(folder, name)}


def _is_plain(name: str) -> bool:
    steps = PurePosixPath(name)
    return not steps.is_absolute() and ".." not in steps.parts and "\\" not in name and ":" not in name


def _write_manifest(folder: Path, hashes: Hashes) -> None:
    content = {"schema": _SCHEMA, "files": dict(sorted(hashes.items()))}
    _put(folder / MANIFEST, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())


def _content(path: Path) -> bytes | None:
    """A file's content; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EnvironmentProblem(
            msg(
                N_("{file} cannot be read: {problem}."),
                file=str(path),
                problem=system_problem(error, of_folder=path.is_dir()),
            )
        ) from error


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
