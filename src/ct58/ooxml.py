"""What Word and Excel files, and other packages, have in common: equal bytes for equal content, and text that stays text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from ct58.patterns import pattern

FORMULA_STARTS = ("=", "+", "-", "@")
_CONTENT_TYPES = "[Content_Types].xml"
_LONGEST_PROPERTY = 255
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_STAMP = pattern(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*(<)")
_PROSE = "ct58"
_NOT_IN_BOOKMARKS = pattern("[^0-9A-Za-z]")
_IN_BOOKMARKS = pattern("_([0-9a-f]{2})")
_UNWRITABLE = pattern("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ud800-\udfff\ufffe\uffff]")


def reproducible(package: bytes, made_on: dt.date) -> bytes:
    """A Word or Excel file of which the bytes depend on its content alone.

    Entries are sorted behind the list of content types, which some readers want first, all of one date, and packed; another
    zlib may pack the same content into other bytes, so files of different computers are compared by their parts. The properties
    say that it was created and changed on `made_on`, which should be a day that the content is about.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _CONTENT_TYPES, name)):
            target.writestr(zip_entry(name), _stamped(name, source.read(name), made_on))
    return out.getvalue()


def zip_entry(name: str) -> zipfile.ZipInfo:
    """An entry that does not tell on which system it was written."""
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.create_system = 0
    entry.external_attr = 0
    entry.compress_type = zipfile.ZIP_DEFLATED
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


def prose_tag(key: str, part: int = 1) -> str:
    """The name of the control that holds the prose of a section; a second place of the same section is its part 2."""
    return f"{_PROSE}:{key}" + (f"#{part}" if part > 1 else "")


def prose_bookmark(tag: str) -> str:
    """The name of the bookmark around such a control: letters, digits and underlines."""
    name = tag.removeprefix(f"{_PROSE}:")
    return f"{_PROSE}_" + _NOT_IN_BOOKMARKS.sub(lambda sign: f"_{ord(sign[0]):02x}", name)


def prose_place(name: str) -> tuple[str, int] | None:
    """Section and part of a control or bookmark by its name; None for one of somebody else's."""
    if name.startswith(f"{_PROSE}_"):
        name = f"{_PROSE}:" + _IN_BOOKMARKS.sub(lambda sign: chr(int(sign[1], 16)), name[len(_PROSE) + 1 :])
    key, _, part = name.removeprefix(f"{_PROSE}:").partition("#")
    is_ours = name.startswith(f"{_PROSE}:") and bool(key) and (not part or part.isdecimal())
    return (key, int(part or 1)) if is_ours else None


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
