"""Opening workbooks that others sent: refused unless they are what they say, and small enough."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ct58.errors import Refused
from ct58.i18n import N_, msg
from ct58.patterns import pattern

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_UNPACKED = 64 * 1024 * 1024
"""What a whole package may unpack to, pictures included."""
MOST_XML_BYTES = 32 * 1024 * 1024
MOST_TAGS = 400_000
"""Tags of all sheets together, some 100,000 cells: each costs some hundred bytes once it is read."""
MOST_PACKED = 2000
MOST_RATIO = 200
"""How many times larger than packed a large part may be: real sheets stay below 50."""
MOST_COVERED = 100_000
"""Cells of all merged areas and links together: openpyxl makes every one of them."""
MOST_SHEETS = 100
_SMALL = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of .xls, and of an .xlsx with a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_ENCODING = pattern(rb"""^\s*<\?xml[^>]*?encoding=["']([^"']*)""")
_FORMULA = pattern(rb"<([A-Za-z_][\w.-]*:)?f[ />]")
_WHOLE = pattern(r"[-+]?[0-9]{1,30}")
_FLOAT = pattern(r"[-+]?[0-9]{0,30}\.?[0-9]{1,40}([eE][-+]?[0-9]{1,3})?")
_AREA_TAG = pattern(rb"<(?:[A-Za-z_][\w.-]*:)?(?:mergeCell|hyperlink)\s[^<>]*>")
_SHEET_TAG = pattern(rb"<(?:[A-Za-z_][\w.-]*:)?sheet\s")
_AREA = pattern(rb"""\sref=["']([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?["']""")

_SAVE_AS = N_("Open it in Excel, and save it as .xlsx.")
_COPY = N_("Copy the cells into a new workbook and send that.")


def open_content(name: str, content: bytes) -> tuple[Workbook, Workbook | None]:
    """The workbook with its values, and, where it has formulas, the same with its formulas.

    Formulas stand in the first with their saved results, None where there is none. Raises Refused for what
    is no workbook, has a password, or would unpack to too much.
    """
    has_formulas = _check(name, content)
    values = _load(name, content, data_only=True)
    if not values.worksheets:
        raise _no_workbook(name)
    return values, _load(name, content, data_only=False) if has_formulas else None


def is_package(content: bytes) -> bool:
    """Whether a content begins like a ZIP package."""
    return content.startswith(b"PK\x03\x04")


def check_kind(name: str, content: bytes) -> None:
    """Raises Refused for what is known to be something else: .xls, a password, Word, PDF, a web page."""
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(_OLE):
        raise _old_format(name, content)
    if start.startswith(b"%pdf"):
        raise _refused(name, N_("{file} is a PDF."), N_("Type the figures in: ct58 record report"))
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"{\\rtf")):
        raise _refused(name, N_("{file} is a web page or text, not an Excel workbook."), _SAVE_AS)


def _old_format(name: str, content: bytes) -> Refused:
    """What is in a container of old Office: only an encrypted package, a Word file, or else .xls."""
    if _ENCRYPTED in content:
        remedy = N_("Open it in Excel, take the password away (File, Info, Protect Workbook), and save it.")
        return _refused(name, N_("{file} has a password."), remedy)
    if _WORD in content:
        return _refused(name, N_("{file} is a Word document."), N_("Type the figures in: ct58 record report"))
    return _refused(name, N_("{file} is an old .xls workbook."), _SAVE_AS)


def _check(name: str, content: bytes) -> bool:
    """Look at the package before anything parses it; returns whether a sheet has formulas."""
    check_kind(name, content)
    if not is_package(content):
        raise _no_workbook(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _check_package(name, package)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        raise _no_workbook(name) from error


def _check_package(name: str, package: zipfile.ZipFile) -> bool:
    entries = package.infolist()
    names = {entry.filename for entry in entries}
    if is_bomb(entries):
        raise _refused(name, N_("{file} would unpack to an enormous size, so it was not opened."), _COPY)
    if any(part.startswith("word/") for part in names):
        raise _refused(name, N_("{file} is a Word document."), N_("Type the figures in: ct58 record report"))
    if "[Content_Types].xml" not in names or "xl/workbook.bin" in names:
        raise _no_workbook(name)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise _refused(name, N_("{file} has a password."), _SAVE_AS)
    return _check_parts(name, package, entries)


def is_bomb(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether a package would unpack to far more than any document has."""
    is_large = sum(entry.file_size for entry in entries) > _MOST_UNPACKED or len(entries) > MOST_PACKED
    return (
        is_large
        or sum(entry.file_size for entry in entries if is_xml(entry)) > MOST_XML_BYTES
        or any(
            entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
            for entry in entries
        )
    )


def is_xml(entry: zipfile.ZipInfo) -> bool:
    """Whether a part is parsed."""
    return entry.filename.lower().endswith((".xml", ".rels", ".vml"))


def _check_parts(name: str, package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bool:
    """Each part of the package as bytes: encoding, entities, number of tags, formulas.

    zipfile never gives more bytes than a part declares, so the sizes that were looked at hold.
    """
    tags, covered, sheets, has_formulas = 0, 0, 0, False
    for entry in entries:
        if not is_xml(entry):
            continue
        part = package.read(entry)
        if not says_utf8(part):
            raise _no_workbook(name)
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise _refused(
                name, N_("{file} contains references to other files, so it was not opened."), _COPY
            )
        tags += part.count(b"<")
        sheets += len(_SHEET_TAG.findall(part))
        covered += sum(map(_area, _AREA_TAG.findall(part)))
        has_formulas = has_formulas or bool(_FORMULA.search(part))
    if sheets > MOST_SHEETS:
        raise _refused(name, N_("{file} has far more sheets than a form."), _COPY)
    if tags > MOST_TAGS or covered > MOST_COVERED:
        raise _refused(name, N_("{file} has far more cells than a form."), _COPY)
    return has_formulas


def _area(tag: bytes) -> int:
    """Cells that a merged area or a link covers; too many where that is not plainly written."""
    ref = _AREA.search(tag)
    if ref is None:
        return MOST_COVERED + 1
    column, row, last_column, last_row = ref.groups()
    columns = _column_number(last_column or column) - _column_number(column) + 1
    return max(columns, 1) * max(int(last_row or row) - int(row) + 1, 1)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def says_utf8(part: bytes) -> bool:
    """Every spreadsheet program writes UTF-8; in another encoding the looks at the bytes would mean nothing."""
    if part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in part[:64]:
        return False
    declared = _ENCODING.match(part.removeprefix(b"\xef\xbb\xbf"))
    return declared is None or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii")


def _load(name: str, content: bytes, *, data_only: bool) -> Workbook:
    """The workbook, parsed with defusedxml, which openpyxl uses where it is installed: no entities."""
    import warnings

    from defusedxml.common import DefusedXmlException
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # what openpyxl does not know (extensions, odd styles) is no matter
            with _strict_numbers():
                return load_workbook(io.BytesIO(content), data_only=data_only, keep_links=False)
    except DefusedXmlException as error:
        raise _refused(
            name, N_("{file} contains references to other files, so it was not opened."), _COPY
        ) from error
    except _BROKEN as error:
        raise _no_workbook(name) from error
    except InvalidFileException as error:
        raise _no_workbook(name) from error


@contextmanager
def _strict_numbers() -> Iterator[None]:
    """While it lasts, openpyxl takes for a number only what a spreadsheet writes as one.

    Python's own `int` reads Arabic digits and `1_000`; such a cell, and one of very many digits, stays the text that it is.
    """
    from openpyxl.worksheet import _reader

    reader: Any = _reader  # there is no public place for it

    usual = reader._cast_number  # noqa: SLF001
    reader._cast_number = _number  # noqa: SLF001
    try:
        yield
    finally:
        reader._cast_number = usual  # noqa: SLF001


def _number(text: str) -> int | float | str:
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


_BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)
"""How openpyxl and its parsers fail on files that are damaged, or made by a program that writes them wrongly."""


def _no_workbook(name: str) -> Refused:
    return _refused(name, N_("{file} is no Excel workbook, or it is damaged."), _SAVE_AS)


def _refused(name: str, text: str, remedy: str) -> Refused:
    return Refused(msg(text, file=name), msg(remedy))
