"""Lists as CSV: one row of headings, one row a record, nothing that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import TextIO

from ct58.i18n import Translator
from ct58.patterns import pattern
from ct58.render.formats.lists import main_list
from ct58.views.page import Page, Words, plain, without_drawings

_MARKS = ("", "≈", "= ")
_MONTHS = 12
_FRACTION = pattern(r"([0-9]{1,2})[/-]([0-9]{1,2}|[0-9]{4})")
_LINE_ENDS = pattern(r"\r\n?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n")


def page_as_csv(page: Page, translator: Translator) -> str:
    """The main list of a page: its headings, then a row a row; numbers and days as such, all else in words."""
    table = without_drawings(main_list(page, translator))
    stream = io.StringIO()
    titles = (" ".join(column.title.split()) for column in table.columns)
    write_csv(stream, titles, (map(_said, row) for row in table.rows))
    return stream.getvalue()


def _said(cell: Words) -> object:
    """The number or the day of a cell, unless its words say more; a fraction is no day."""
    amount = next((span.amount for span in cell if span.amount), None)
    if amount is None or len(cell) > 1 or amount.before not in _MARKS:
        text = " ".join(plain(cell).split())
        return f"'{text}" if _is_like_a_day(text) else text
    return f"{amount.number}%" if amount.after.startswith("%") else amount.number


def _is_like_a_day(text: str) -> bool:
    """Whether a spreadsheet takes a fraction for a day or a month: `5/12`, not `104/119`."""
    found = _FRACTION.fullmatch(text)
    return found is not None and any(0 < int(part) <= _MONTHS for part in found.groups())


def write_csv(stream: TextIO, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A header and rows as CSV, one after the other; nothing is kept."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)


def write_plain_csv(stream: TextIO, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """The same for programs that read a description beside it: a text is what it is, whatever a spreadsheet makes of it."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(
        [_LINE_ENDS.sub("\n", v) if isinstance(v, str) else _cell(v) for v in row] for row in rows
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return ":".join(_cell(part) for part in value.values())
    if isinstance(value, list | tuple):
        return ";".join(_cell(part) for part in value)
    return str(value) if not isinstance(value, str) else _as_text(value)


def _as_text(text: str) -> str:
    """Text that begins like a formula gets an apostrophe, so that it stays text; line breaks are alike.

    Python's writer leaves a lone carriage return unquoted, which readers take for a new row.
    """
    lines = _LINE_ENDS.sub("\n", text)
    return f"'{lines}" if lines.startswith(_FORMULA_STARTS) else lines
