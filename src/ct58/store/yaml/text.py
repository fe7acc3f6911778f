"""From bytes to text: UTF-8 only, and no half-settled merge."""

from __future__ import annotations

import codecs
import re
import unicodedata

from ct58.domain.text.signs import CONTROL, INVISIBLE
from ct58.errors import Finding
from ct58.i18n import Message, N_, msg
from ct58.patterns import pattern
from ct58.store.digests import MOST_BYTES

_MARKS = ("<<<<<<<", "=======", ">>>>>>>")
_TAG_DIRECTIVE = pattern(r"(?:\A|[\n\r\x85\u2028\u2029])%TAG")


def text_of(file: str, content: bytes) -> str | Finding:
    """The text of a file, without a byte order mark, or the finding that makes it unreadable."""
    if len(content) > MOST_BYTES:
        params = {"what": msg(N_("{number} bytes"), number=len(content))}
        return Finding(code="Y006", file=file, params=params, line=1, column=1)
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other_encoding(file, content, error.start)
    return _other_encoding(file, content, 0) if _is_utf16(content) else text


def _other_encoding(file: str, content: bytes, start: int) -> Finding:
    """Y001 at the first byte that is not UTF-8; the column counts the characters before it."""
    line = content.count(b"\n", 0, start) + 1
    column = len(content[content.rfind(b"\n", 0, start) + 1 : start].decode("utf-8")) + 1
    return Finding(code="Y001", file=file, params={"guess": _guess(content)}, line=line, column=column)


def _guess(content: bytes) -> Message:
    """What the bytes probably are."""
    if _is_utf16(content):
        return msg(N_("UTF-16 (Windows PowerShell writes it with “>”)"))
    return msg(N_("an old Vietnamese encoding (TCVN3, VNI) or a Windows code page"))


def _is_utf16(content: bytes) -> bool:
    """Whether it begins as UTF-16 does, or every fourth byte or more is a zero, as between Latin letters."""
    return content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or (
        content.count(b"\0") * 4 >= len(content) > 0
    )


def conflicts(file: str, text: str) -> tuple[Finding, ...]:
    """The conflict marks of git, one finding a conflict; what is left of a half-settled one counts too."""
    if not any(mark in text for mark in _MARKS):
        return ()
    findings: list[Finding] = []
    is_open = False
    for number, line in enumerate(text.split("\n"), start=1):
        mark = conflict_mark(line)
        if mark and (mark == "<<<<<<<" or not is_open):
            findings.append(
                Finding(code="Y003", file=file, params={"values": ""}, line=number, column=1, width=7)
            )
        is_open = mark != ">>>>>>>" if mark else is_open
    return tuple(findings)


def conflict_mark(line: str) -> str | None:
    """The mark that a line is: seven signs, then nothing or a name."""
    mark, rest = line[:7], line[7:]
    is_mark = mark in _MARKS and (not rest.strip() or (mark != "=======" and rest.startswith(" ")))
    return mark if is_mark else None


def tag_directive(file: str, text: str) -> tuple[Finding, ...]:
    """A `%TAG` line: tags are not used, and a parser compares each of a million such lines with the rest."""
    match = _TAG_DIRECTIVE.search(text)
    if match is None:
        return ()
    line = text.count("\n", 0, match.end()) + 1
    return (Finding(code="Y005", file=file, params={"tag": "%TAG"}, line=line, column=1, width=4),)


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


def invisible(file: str, text: str) -> tuple[Finding, ...]:
    """A warning in each line with a character that nobody sees, at the first of them."""
    if text.isascii() or not INVISIBLE.search(text):
        return ()
    found = ((number, INVISIBLE.search(line)) for number, line in enumerate(text.split("\n"), start=1))
    return tuple(_unseen(file, number, match) for number, match in found if match)


def _unseen(file: str, number: int, match: re.Match[str]) -> Finding:
    return unseen(file, match.group(), line=number, column=match.start() + 1)


def unseen(file: str, sign: str, *, line: int, column: int, width: int = 1) -> Finding:
    """The warning at a character that nobody sees."""
    name: str | Message = msg(N_("control character")) if CONTROL.match(sign) else unicodedata.name(sign, "")
    params = {"code": f"U+{ord(sign):04X}", "name": name}
    return Finding(code="Y019", file=file, params=params, line=line, column=column, width=width)


def escaped_unseen(text: str, seen: str) -> str:
    r"""The first such character that a value has and its file shows only as an escape: `\e`, `\u202e`; else empty.

    `seen` is what stands there: a sign in it as such is told by its line.
    """
    if text.isprintable():
        return ""
    signs = (sign for sign in text if CONTROL.match(sign) or INVISIBLE.match(sign))
    return next((sign for sign in signs if sign not in seen or CONTROL.match(sign)), "")
