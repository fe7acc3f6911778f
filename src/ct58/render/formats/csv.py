"""Lists as CSV: one header, one row a record, nothing that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n")


def rows_as_csv(rows: Sequence[Mapping[str, object]]) -> str:
    """Records as CSV; the keys of the first are the header, lists are joined by semicolons, records by colons."""
    stream = io.StringIO()
    if rows:
        write_csv(stream, rows[0].keys(), (row.values() for row in rows))
    return stream.getvalue()


def write_csv(stream: TextIO, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A header and rows as CSV, one after the other; nothing is kept."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)


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
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{lines}" if lines.startswith(_FORMULA_STARTS) else lines
