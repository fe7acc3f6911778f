"""Tables as Excel workbooks; numbers and dates stay what they are, and long ones are written row by row."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ct58.domain.time.period import Period
from ct58.ooxml import put, reproducible
from ct58.views.page import harmless

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from ct58.domain.text.vietnamese import nfc

if TYPE_CHECKING:
    from openpyxl import Workbook

Rows = Sequence[Mapping[str, object]]
DATE_FORMAT = "dd/mm/yyyy"
NARROWEST, WIDEST = 8, 60
"""Widths of columns, in characters."""
MOST_CHARACTERS = 32_767
"""What a cell of Excel can hold."""
MOST_DIGITS = 15
"""A longer number would lose digits in Excel."""


def rows_as_xlsx(rows: Rows, title: str, as_of: dt.date) -> bytes:
    """Records as a workbook; the keys of the first are the header. Equal rows give equal bytes."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.properties.creator = "ct58"
    workbook.properties.title = title
    sheet = workbook.worksheets[0]
    sheet.title = title[:31]
    if rows:
        _fill(sheet, rows)
    out = io.BytesIO()
    workbook.save(out)
    return reproducible(out.getvalue(), as_of)


def _fill(sheet: Worksheet, rows: Rows) -> None:
    """The header, the rows, and what makes a long list easy to read."""
    from openpyxl.worksheet.properties import PageSetupProperties

    lines: list[list[object]] = [list(rows[0]), *([_value(value) for value in row.values()] for row in rows)]
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line, start=1):
            _write(sheet.cell(number, place), value, is_header=number == 1)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for place, width in enumerate(_widths(lines), start=1):
        sheet.column_dimensions[_letter(place)].width = width


def _write(cell: Any, value: object, *, is_header: bool) -> None:
    from openpyxl.styles import Alignment, Font

    put(cell, value)
    if isinstance(value, dt.date):
        cell.number_format = DATE_FORMAT
    if is_header:
        cell.font = Font(bold=True)
    elif isinstance(value, str):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell.alignment = Alignment(vertical="top")


def _value(value: object) -> object:
    """A value as a cell can hold it; lists are joined by line breaks, records as `key: value`."""
    if value is None or isinstance(value, bool | float | dt.date):
        return value
    if isinstance(value, int | Decimal):
        return value if len(f"{value:f}".lstrip("-").replace(".", "")) <= MOST_DIGITS else str(value)
    return harmless(_text(value))[:MOST_CHARACTERS]


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_text(part)}" for key, part in value.items() if part is not None)
    if isinstance(value, list | tuple):
        return "\n".join(map(_text, value))
    if isinstance(value, dt.date | Period):
        return str(value)
    return "" if value is None else str(value)


def _widths(lines: Sequence[Sequence[object]]) -> list[int]:
    """Each column as wide as its longest line, within limits."""
    return [
        min(WIDEST, max(NARROWEST, *(_length(value) + 2 for value in column)))
        for column in zip(*lines, strict=True)
    ]


def _length(value: object) -> int:
    if isinstance(value, dt.date):
        return len(DATE_FORMAT)
    return max((len(line) for line in str("" if value is None else value).split("\n")), default=0)


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(place)


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
        put(cell, nfc(";".join(map(str, value))))
        return cell
    put(cell, nfc(value) if isinstance(value, str) else value)
    if isinstance(value, dt.date):
        cell.number_format = DATE_FORMAT
    return cell
