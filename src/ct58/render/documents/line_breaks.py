"""Where Word may not end a line or a page, though it would: inside an id, and before the last row of a table."""

from __future__ import annotations

import copy
import re
from typing import Any, Final

from ct58.render.documents.form_profile import APPENDIX_STYLE, TABLE_NOTE_STYLE

NO_BREAK_HYPHEN: Final = "\u2011"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHORT: Final = 10
"""A table of so many rows stands on one page."""


_SYMBOL: Final = re.compile(r"[0-9]+(?:[-/]+[^\W0-9_]+)+")
"""The number and symbol of a document: `10-CTr/ĐU`, `1531/TB-BNV`; also as printed, `10-/CTr/ĐU`."""


def keep_symbols_whole(body: Any) -> None:
    """Let no line end inside the symbol of a document, which is read as one word."""
    for text in body.iter(f"{_W}t"):
        if text.text and "-" in text.text:
            text.text = _SYMBOL.sub(lambda found: found[0].replace("-", NO_BREAK_HYPHEN), text.text)


def write_hyphens(body: Any) -> None:
    """Turn each hyphen that joins into Word's own, which every font has and which is copied as a plain one."""
    for text in list(body.iter(f"{_W}t")):
        if NO_BREAK_HYPHEN in (text.text or ""):
            _replace(text)


def _replace(text: Any) -> None:
    from docx.oxml import OxmlElement

    new: list[Any] = []
    for part in text.text.split(NO_BREAK_HYPHEN):
        piece = copy.deepcopy(text)
        piece.text = part
        new += [piece, OxmlElement("w:noBreakHyphen")]
    run = text.getparent()
    place = run.index(text)
    run[place : place + 1] = new[:-1]


def keep_rows_together(body: Any) -> None:
    """Keep a short table on one page, the last row of a long one with the row before it, and a note with its table.

    An appendix's table begins where its title stands, be it the middle of a page, and goes on overleaf as long ones do.
    """
    for table in body.iter(f"{_W}tbl"):
        rows = list(table.iterfind(f"{_W}tr"))
        if rows and rows[0].find(f"{_W}trPr/{_W}tblHeader") is not None:
            is_whole = len(rows) <= _SHORT and not _stands_by(table.getprevious(), APPENDIX_STYLE)
            _keep(rows[:-1] if is_whole else rows[-2:-1])
            _keep(rows[-1:] if _stands_by(table.getnext(), TABLE_NOTE_STYLE) else [])


def _stands_by(neighbour: Any, name: str) -> bool:
    """Whether what stands before or behind a table is a paragraph in a style."""
    style = None if neighbour is None else neighbour.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val") == name


def _keep(rows: list[Any]) -> None:
    from docx.text.parfmt import ParagraphFormat

    for row in rows:
        for paragraph in row.iter(f"{_W}p"):
            ParagraphFormat(paragraph).keep_with_next = True
