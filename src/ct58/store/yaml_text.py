"""From bytes to text: UTF-8 only, and no half-settled merge."""

from __future__ import annotations

import codecs
import re
import unicodedata

from ct58.errors import Finding
from ct58.i18n import Message, N_, msg

MOST_BYTES = 5_000_000
_CONFLICT = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
_CONFLICT_END = re.compile(r"^>{7}(?: .*)?$", re.MULTILINE)


def text_of(file: str, content: bytes) -> str | Finding:
    """The text of a file, without a byte order mark, or the finding that makes it unreadable."""
    if len(content) > MOST_BYTES:
        params = {"what": msg(N_("{number} bytes"), number=len(content))}
        return Finding(code="Y006", file=file, params=params, line=1, column=1)
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        return Finding(code="Y001", file=file, params={"guess": _guess(content)}, line=line, column=column)


def _guess(content: bytes) -> Message:
    """What the bytes probably are."""
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content[:200]
    if is_utf16:
        return msg(N_("UTF-16 (Windows PowerShell writes it with “>”)"))
    return msg(N_("an old Vietnamese encoding (TCVN3, VNI) or a Windows code page"))


def conflicts(file: str, text: str) -> tuple[Finding, ...]:
    """Git's conflict marks, one finding a conflict."""
    if "<<<<<<<" not in text or not _CONFLICT_END.search(text):
        return ()
    return tuple(
        Finding(code="Y003", file=file, line=text.count("\n", 0, match.start()) + 1, column=1, width=7)
        for match in _CONFLICT.finditer(text)
    )


def decomposed(file: str, text: str) -> tuple[Finding, ...]:
    """A warning at the first line with letters that are not composed (NFC)."""
    if unicodedata.is_normalized("NFC", text):
        return ()
    for number, line in enumerate(text.split("\n"), start=1):
        if not unicodedata.is_normalized("NFC", line):
            composed = unicodedata.normalize("NFC", line)
            pairs = enumerate(zip(line, composed, strict=False))
            column = next((index for index, (one, other) in pairs if one != other), 0)
            return (Finding(code="Y008", file=file, line=number, column=column + 1),)
    return (Finding(code="Y008", file=file, line=1, column=1),)
