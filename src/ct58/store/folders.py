"""The user's own folders, outside the data: what may be forgotten (cache), what must not (state), small memories."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from ct58.records import record
from ct58.store.hashing import digest_of, sealed, unsealed

_PERSON = "person.txt"
"""Who types in a data folder on this computer: asked once."""
_REVIEW = "review.json"
"""What a reviewer was shown last: the numbers of the list, and at which state each submission was looked at."""


def cache_folder(environment: Mapping[str, str], data: Path) -> Path:
    """Where valid records of a data folder are remembered: CT58_CACHE, else the system's cache folder."""
    name = digest_of(str(data).encode()).hex()[:16]
    return _user_folder(environment, "CT58_CACHE", "XDG_CACHE_HOME", ".cache", "cache") / name


def state_folder(environment: Mapping[str, str], data: Path) -> Path:
    """Where the journal and unfinished prompts of a data folder are kept: CT58_STATE, else the system's."""
    name = _name_in_state(str(data))
    return _user_folder(environment, "CT58_STATE", "XDG_STATE_HOME", ".local/state", "state") / name


def _user_folder(environment: Mapping[str, str], own: str, xdg: str, below_home: str, name: str) -> Path:
    """The folder that our own variable names, else the one of the system."""
    named = environment.get(own)
    if named:
        return Path(named)
    if sys.platform == "win32":
        import tempfile

        return Path(environment.get("LOCALAPPDATA", tempfile.gettempdir())) / "ct58" / name
    return Path(environment.get(xdg) or Path.home() / below_home) / "ct58"


def _name_in_state(text: str) -> str:
    """Of a data folder or a terminal: what lies there must be found again, so it is not named as quickly as a cache."""
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:16]


_FLAGS = ("O_BINARY", "O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC")
_READ = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in _FLAGS)
_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def is_own(folder: Path) -> bool:
    """Whether what lies in a folder can only be ours: it is this user's, and nobody else may write there or replace it.

    Windows keeps such folders in the user's profile, and says nothing of owners.
    """
    if os.name == "nt":
        return True
    try:
        status, above = folder.lstat(), folder.parent.stat()
    except OSError:
        return False
    is_replaceable = bool(above.st_mode & _BY_OTHERS) and not above.st_mode & stat.S_ISVTX
    return stat.S_ISDIR(status.st_mode) and _is_ours(status) and not is_replaceable


def _is_ours(status: os.stat_result) -> bool:
    return os.name == "nt" or (status.st_uid == os.geteuid() and not status.st_mode & _BY_OTHERS)


def own_bytes(file: Path) -> bytes:
    """The content of a file that this user wrote. Raises OSError for a link, a pipe, and what others may have written."""
    descriptor = os.open(file, _READ)
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or not _is_ours(status):
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(file))
        return stream.read()


def sealed_bytes(file: Path) -> bytes:
    """What `put_sealed` has put there, in a folder that is ours alone. Raises OSError as above, ValueError where it is damaged."""
    if not is_own(file.parent):
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(file.parent))
    return unsealed(own_bytes(file))


def put_sealed(file: Path, body: bytes) -> None:
    """Put a content where `sealed_bytes` finds it, if it is not damaged meanwhile. Raises OSError."""
    put_own(file, sealed(body))


def put_own(file: Path, content: bytes) -> None:
    """Put a file of this user's own in the place of the one before, whole or not at all. Raises OSError."""
    import tempfile

    _own_folder(file.parent)
    descriptor, name = tempfile.mkstemp(dir=file.parent, suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _own_folder(folder: Path) -> None:
    """Make a folder that is ours alone; one of ours that others could write to is closed, and emptied of files."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "nt" or is_own(folder):
        return
    if folder.lstat().st_uid != os.geteuid() or folder.is_symlink():
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(folder))
    folder.chmod(0o700)
    for entry in folder.iterdir():
        if entry.is_symlink() or not entry.is_dir():
            entry.unlink()


def remembered_person(state: Path) -> str | None:
    """The name that was given last."""
    try:
        return own_bytes(state / _PERSON).decode("utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def remember_person(state: Path, name: str) -> None:
    """Keep a name; a folder that cannot be written to only costs being asked again."""
    with contextlib.suppress(OSError):
        put_own(state / _PERSON, f"{name}\n".encode())


@record
class ReviewMemory:
    """The names of the last list, in its order, and name → the state that was shown."""

    listed: tuple[str, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)


def remembered_review(state: Path) -> ReviewMemory:
    """The memory; a damaged one is an empty one."""
    import json

    try:
        raw = json.loads(own_bytes(state / _REVIEW))
        return ReviewMemory(listed=tuple(map(str, raw["listed"])), seen=dict(raw["seen"]))
    except (OSError, ValueError, KeyError, TypeError):
        return ReviewMemory()


def remember_review(state: Path, memory: ReviewMemory) -> None:
    """Keep it; a folder that cannot be written to only costs a second look."""
    import json

    with contextlib.suppress(OSError):
        text = json.dumps({"listed": list(memory.listed), "seen": dict(memory.seen)}, ensure_ascii=False)
        put_own(state / _REVIEW, text.encode())


@record
class CallMemory:
    """The list of calls that a terminal showed last, of which day: for each row the unit, its debts, and the states seen.

    `is_older` where it was the list of old debts.
    """

    as_of: str
    rows: tuple[tuple[str, tuple[tuple[str, str, str], ...], tuple[str, ...]], ...]
    is_older: bool = False


_MOST_TERMINALS = 20
"""Lists of so many windows are kept; those of the others are shown anew."""


def remembered_calls(state: Path, terminal: str) -> CallMemory | None:
    """The list of a terminal; None where it has shown none, or what is kept is damaged."""
    import json

    try:
        raw = json.loads(own_bytes(_calls_file(state, terminal)))
        rows = (
            (str(unit), tuple((str(a), str(b), str(c)) for a, b, c in keys), tuple(map(str, seen)))
            for unit, keys, seen in raw["rows"]
        )
        return CallMemory(as_of=str(raw["as_of"]), rows=tuple(rows), is_older=raw.get("older") is True)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember_calls(state: Path, terminal: str, memory: CallMemory) -> None:
    """Keep it; a folder that cannot be written to only costs the numbers."""
    import json

    file = _calls_file(state, terminal)
    with contextlib.suppress(OSError):
        said = {"as_of": memory.as_of, "rows": memory.rows, "older": memory.is_older}
        put_own(file, json.dumps(said, ensure_ascii=False).encode())
        kept = sorted(file.parent.glob("*.json"), key=lambda entry: entry.stat().st_mtime, reverse=True)
        for old in kept[_MOST_TERMINALS:]:
            old.unlink()


def _calls_file(state: Path, terminal: str) -> Path:
    return state / "calls" / f"{_name_in_state(terminal)}.json"
