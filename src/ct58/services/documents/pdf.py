"""PDF of a Word document, by LibreOffice: it draws what Word would, and a second way to draw documents would differ one day."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from typing import Final

from ct58.errors import EnvironmentProblem
from ct58.i18n import N_, msg

_NAMES: Final = ("soffice", "libreoffice")
_SECONDS: Final = 180
"""A first start makes a profile, and a slow computer a long report."""


def as_pdf(word: bytes, environment: Mapping[str, str]) -> bytes:
    """The PDF of a Word document.

    Raises EnvironmentProblem, with what to do, where LibreOffice is not on this computer or does not finish.
    """
    program = find_libreoffice(environment)
    if program is None:
        raise EnvironmentProblem(
            msg(N_("LibreOffice, which makes PDF files, is not on this computer.")),
            msg(N_("Install LibreOffice; or write a .docx (-o FILE.docx) and save it as PDF from Word.")),
        )
    with tempfile.TemporaryDirectory(prefix="ct58-pdf-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        source, made = folder / "document.docx", folder / "document.pdf"
        source.write_bytes(word)
        _convert(program, source, environment)
        if not made.is_file():
            raise _not_made()
        return made.read_bytes()


def _convert(program: Path, source: Path, environment: Mapping[str, str]) -> None:
    """In a profile of its own: a LibreOffice that a person has open would take the work over and write nothing."""
    folder = source.parent
    command = [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        str(folder),
        str(source),
    ]
    try:
        subprocess.run(  # noqa: S603 -- the program is the one that is installed, the file is ours
            command,
            env=dict(environment),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise _not_made() from error


def find_libreoffice(environment: Mapping[str, str]) -> Path | None:
    """The program: by its name, else where its installer puts it; None where it is not there."""
    for name in _NAMES:
        found = which(name, path=environment.get("PATH"))
        if found:
            return Path(found)
    return next((path for path in _usual_places(environment) if path.is_file()), None)


def _usual_places(environment: Mapping[str, str]) -> list[Path]:
    """Where the installers of Windows and macOS put it; they add nothing to PATH."""
    folders = [environment[key] for key in ("ProgramFiles", "ProgramFiles(x86)") if environment.get(key)]
    windows = [Path(folder, "LibreOffice", "program", "soffice.com") for folder in folders]
    return [*windows, Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")]


def _not_made() -> EnvironmentProblem:
    return EnvironmentProblem(
        msg(N_("LibreOffice could not make the PDF.")),
        msg(N_("Write a .docx (-o FILE.docx), open it and save it as PDF from there.")),
    )
