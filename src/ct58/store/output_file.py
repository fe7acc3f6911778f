"""Writing a result file outside the data: never over an existing one unless told to, never half."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ct58.errors import EnvironmentProblem, Refused
from ct58.i18n import N_, msg


def write_new(path: Path, content: bytes, force: bool) -> None:
    """Write a file by way of a temporary one beside it.

    Raises Refused if it exists and `force` is not given, EnvironmentProblem if it cannot be written.
    """
    if path.exists() and not force:
        raise Refused(
            msg(N_("{file} is already there, so nothing was written."), file=str(path)),
            msg(N_("Choose another name, or add --force to overwrite it.")),
        )
    try:
        _replace(path, content)
    except PermissionError as error:
        raise EnvironmentProblem(
            msg(
                N_("{file} cannot be written: it is open in another program, or the folder is protected."),
                file=str(path),
            ),
            msg(N_("Close the file and run the command again.")),
        ) from error
    except OSError as error:
        raise EnvironmentProblem(
            msg(
                N_("{file} cannot be written: {problem}."),
                file=str(path),
                problem=error.strerror or str(error),
            )
        ) from error


def _replace(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".ct58-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
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
