"""Opening workbooks that others sent: refused unless they are what they say, and small enough."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from ct58.errors import EnvironmentProblem, Refused
from ct58.i18n import Message, N_, msg

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_BYTES = 200 * 1024 * 1024
MOST_ENTRIES = 2000
MOST_RATIO = 200
"""How many times larger than packed a large part may be: real sheets stay below 50."""
_SMALL = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of .xls, and of an .xlsx with a password."""


def open_workbook(path: Path) -> Workbook:
    """A workbook with the values of its cells (formulas as their cached values, None where there is none).

    Raises Refused for what is no workbook, has a password, or would unpack to too much; EnvironmentProblem
    for a file that cannot be read.
    """
    try:
        _check(path)
    except OSError as error:
        problem = error.strerror or str(error)
        raise EnvironmentProblem(
            msg(N_("{file} cannot be read: {problem}."), file=path.name, problem=problem)
        ) from error
    return _load(path)


def _check(path: Path) -> None:
    """Look at the package before anything unpacks it."""
    with path.open("rb") as stream:
        start = stream.read(len(_OLE))
    if start == _OLE:
        raise _refused(
            path,
            N_("{file} is an old .xls workbook, or has a password."),
            N_("Open it in Excel, take the password away, and save it as .xlsx."),
        )
    if not zipfile.is_zipfile(path):
        raise _no_workbook(path)
    with zipfile.ZipFile(path) as package:
        entries = package.infolist()
    if _is_bomb(entries):
        raise _refused(
            path,
            N_("{file} would unpack to an enormous size, so it was not opened."),
            N_("Copy the cells into a new workbook and send that."),
        )
    if not any(entry.filename == "[Content_Types].xml" for entry in entries):
        raise _no_workbook(path)


def _is_bomb(entries: list[zipfile.ZipInfo]) -> bool:
    is_large = sum(entry.file_size for entry in entries) > MOST_BYTES or len(entries) > MOST_ENTRIES
    return is_large or any(
        entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )


def _load(path: Path) -> Workbook:
    """The workbook, parsed with defusedxml, which openpyxl uses where it is installed: no entities."""
    from defusedxml.common import DefusedXmlException
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(path, data_only=True, keep_links=False)
    except DefusedXmlException as error:
        raise _refused(
            path,
            N_("{file} contains references to other files, so it was not opened."),
            N_("Copy the cells into a new workbook and send that."),
        ) from error
    except (InvalidFileException, KeyError, ValueError, SyntaxError, zipfile.BadZipFile, OSError) as error:
        raise _no_workbook(path) from error


def _no_workbook(path: Path) -> Refused:
    return _refused(path, N_("{file} is no Excel workbook."), N_("Open it in Excel, and save it as .xlsx."))


def _refused(path: Path, text: str, remedy: str) -> Refused:
    message: Message = msg(text, file=path.name)
    return Refused(message, msg(remedy))
