"""Lists as CSV: one header, one row a record, nothing that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n")


def rows_as_csv(rows: Sequence[Mapping[str, object]]) -> str:
    """Records as CSV; the keys of the first are the header, lists are joined by semicolons, records by colons."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    if rows:
        writer.writerow(rows[0].keys())
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return stream.getvalue()


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
