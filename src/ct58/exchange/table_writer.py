"""Long tables as workbooks: written row by row, so that memory doesn't grow with them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO

from ct58.exchange.writing import DATE_FORMAT, put

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_ROWS = 1_000_000
"""Of one sheet; Excel ends at 1,048,576."""
_WIDEST = 48
_NARROWEST = 8
_MARGIN = 3
_SAMPLE = 200
"""Rows that the widths of columns are taken from."""


def write_workbook(
    stream: BinaryIO,
    title: str,
    header: Sequence[str],
    rows: Iterable[Iterable[object]],
    most_rows: int = MOST_ROWS,
) -> None:
    """A workbook with a header that stays and filters; more rows than a sheet holds go on in the next.

    Text stays text, whatever it begins with; numbers, days and truths are such in the workbook; what holds
    several values has them with semicolons between.
    """
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    workbook.properties.creator = "ct58"
    for number, part in enumerate(_parts(iter(rows), most_rows), start=1):
        _write_sheet(workbook, title if number == 1 else f"{title} {number}", header, part)
    packed = (
        io.BytesIO()
    )  # a zip file that cannot be finished on a full disk complains when it is thrown away
    workbook.save(packed)
    stream.write(packed.getbuffer())


def _parts(rows: Iterator[Iterable[object]], size: int) -> Iterator[Iterator[Iterable[object]]]:
    """The rows by so many, at least one part; each must be used up before the next."""
    yield islice(rows, size)
    for row in rows:
        yield chain([row], islice(rows, size - 1))


def _write_sheet(
    workbook: Workbook, title: str, header: Sequence[str], rows: Iterator[Iterable[object]]
) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet: Any = workbook.create_sheet(title)
    first = [tuple(row) for row in islice(rows, _SAMPLE)]
    for column, values in enumerate(zip(header, *first, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = _width(values)
    sheet.freeze_panes = "A2"
    names = [_cell(sheet, name) for name in header]
    for cell in names:
        cell.font = Font(bold=True)
    sheet.append(names)
    for row in chain(first, rows):
        sheet.append([_cell(sheet, value) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}1"


def _width(values: Iterable[object]) -> int:
    """Wide enough for what is seen first, and for the filter's button."""
    longest = max(len(str(value)) for value in values if value is not None)
    return min(max(longest + _MARGIN, _NARROWEST), _WIDEST)


def _cell(sheet: Any, value: object) -> Any:
    """What a row of a write-only sheet takes: a plain number or truth, else a cell."""
    from openpyxl.cell import WriteOnlyCell

    if value is None or isinstance(value, bool | int):
        return value
    cell = WriteOnlyCell(sheet)
    if isinstance(value, tuple):
        put(cell, ";".join(map(str, value)))
        return cell
    put(cell, value)
    if isinstance(value, dt.date):
        cell.number_format = DATE_FORMAT
    return cell
