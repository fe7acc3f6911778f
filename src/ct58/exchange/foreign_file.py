"""Files from outside: what is opened at all, and the guarded process in which they are read, each with a budget."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from ct58.errors import EnvironmentProblem, Refused
from ct58.errors.system import system_problem
from ct58.i18n import N_, msg

MOST_FOREIGN_BYTES = 64 * 1024 * 1024
STANDARD_INPUT = "-"
"""What a file is called that came from another program: there is no name to be kept of it."""
_FLAGS = ("O_BINARY", "O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC")
_READ = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in _FLAGS)
"""Opening waits for nobody and follows no link, whatever has taken the file's place meanwhile."""


def read_foreign(path: Path, most: int = MOST_FOREIGN_BYTES) -> bytes:
    """The content of an ordinary file that a person named.

    Raises Refused for a pipe, a device, a folder, a link that leads out of the file's folder, and for one that is too
    large; EnvironmentProblem where it cannot be read. Nothing but an ordinary file is ever opened.
    """
    try:
        descriptor = os.open(_ordinary(path), _READ)
        with os.fdopen(descriptor, "rb") as stream:
            status = os.fstat(descriptor)
            _check_ordinary(path, status)
            if status.st_size > most:
                raise Refused(
                    msg(N_("{file} is far too large."), file=path.name),
                    msg(N_("Copy what is needed into a new file and use that.")),
                )
            return stream.read(most)
    except (OSError, RuntimeError) as error:  # a RuntimeError for links in a circle
        problem = system_problem(error) if isinstance(error, OSError) else str(error)
        raise EnvironmentProblem(
            msg(N_("{file} cannot be read: {problem}."), file=path.name, problem=problem)
        ) from error


def _ordinary(path: Path) -> Path:
    """The path without a link at its end."""
    if path.is_symlink():
        target = path.resolve(strict=True)
        if not target.is_relative_to(path.parent.resolve()):
            raise Refused(
                msg(
                    N_("{file} is a link that leads out of its folder, so it was not opened."), file=path.name
                ),
                msg(N_("Name the file itself, or copy it here.")),
            )
        path = target
    _check_ordinary(path, path.lstat())
    return path


def _check_ordinary(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise Refused(
            msg(N_("{file} is no ordinary file, so it was not opened."), file=path.name),
            msg(N_("Name a file; what another program writes comes by “-”.")),
        )
