"""What Word and Excel files have in common: equal bytes for equal content, and text that stays text."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@")
_CONTENT_TYPES = "[Content_Types].xml"
_LONGEST_PROPERTY = 255
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*(<)")
_UNWRITABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ud800-\udfff\ufffe\uffff]")


def reproducible(package: bytes, made_on: dt.date) -> bytes:
    """A Word or Excel file of which the bytes depend on its content alone.

    Entries are sorted behind the list of content types, which some readers want first, all of one date,
    and stored: zlib packs the same content differently from one computer to the next. The properties
    say that it was created and changed on `made_on`, which should be a day that the content is about.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _CONTENT_TYPES, name)):
            target.writestr(_entry(name), _stamped(name, source.read(name), made_on))
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry that does not tell on which system it was written."""
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.create_system = 0
    entry.external_attr = 0
    return entry


def _stamped(name: str, part: bytes, made_on: dt.date) -> bytes:
    """A part; of the properties with the given day in place of the moment of saving."""
    if name != "docProps/core.xml":
        return part
    return _STAMP.sub(rb"\g<1>%sT00:00:00Z\g<2>" % made_on.isoformat().encode(), part)


def writable(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _UNWRITABLE.sub("", text)


def property_text(text: str) -> str:
    """Text as a document's property holds it, which is cut after 255 characters."""
    return writable(text)[:_LONGEST_PROPERTY]


def put(cell: Any, value: object) -> None:
    """Write a value into a cell of a sheet; a text is never taken for a formula, now or when it is edited."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = writable(value)
    cell.value = text or None
    if text:
        cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
