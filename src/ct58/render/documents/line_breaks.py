"""Where Word may not end a line or a page, though it would: inside an id, and before the last row of a table."""

from __future__ import annotations

import copy
from typing import Any, Final

from ct58.render.documents.form_profile import TABLE_NOTE_STYLE

NO_BREAK_HYPHEN: Final = "\u2011"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHORT: Final = 10
"""A table of so many rows stands on one page."""


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
    """Keep a short table on one page, the last row of a long one with the row before it, and a note with its table."""
    for table in body.iter(f"{_W}tbl"):
        rows = list(table.iterfind(f"{_W}tr"))
        if rows and rows[0].find(f"{_W}trPr/{_W}tblHeader") is not None:
            _keep(rows[:-1] if len(rows) <= _SHORT else rows[-2:-1])
            _keep(rows[-1:] if _has_note(table) else [])


def _has_note(table: Any) -> bool:
    """Whether the paragraph below a table is in the style for notes."""
    below = table.getnext()
    style = None if below is None else below.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val") == TABLE_NOTE_STYLE


def _keep(rows: list[Any]) -> None:
    from docx.text.parfmt import ParagraphFormat

    for row in rows:
        for paragraph in row.iter(f"{_W}p"):
            ParagraphFormat(paragraph).keep_with_next = True
