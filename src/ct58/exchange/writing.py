"""Writing workbooks: text that stays text, and the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from ct58.domain.vietnamese import nfc

if TYPE_CHECKING:
    from openpyxl import Workbook

FORMULA_STARTS = ("=", "+", "-", "@")
INTEGER_FORMAT = "#,##0"
DATE_FORMAT = "dd/mm/yyyy"
TEXT_FORMAT = "@"
_MADE_ON = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed moment, so that equal forms are equal files
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def put(cell: Any, value: object) -> None:
    """Write a value; a text is never taken for a formula."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = _UNWRITABLE.sub("", nfc(value))
    cell.value = text or None
    if text:
        cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def new_workbook(title: str) -> Workbook:
    """An empty workbook with fixed properties."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.properties.creator = "ct58"
    workbook.properties.title = title
    workbook.properties.created = _MADE_ON
    return workbook


def workbook_bytes(workbook: Workbook) -> bytes:
    """The file of a workbook; the same workbook gives the same bytes, whenever it is written."""
    raw = io.BytesIO()
    workbook.save(raw)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            target.writestr(_entry(entry.filename), _without_clock(source.read(entry)))
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry


def _without_clock(part: bytes) -> bytes:
    """Blot out the moment of saving that openpyxl writes into the properties."""
    return _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", part)
