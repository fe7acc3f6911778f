"""What was sent, as plain values: the sheets of a workbook, or one of a CSV file."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ct58.errors import Refused
from ct58.exchange.foreign_file import STANDARD_INPUT, read_foreign
from ct58.exchange.workbook import check_kind, is_package, open_content
from ct58.i18n import N_, msg
from ct58.patterns import pattern
from ct58.records import positional_record, record

if TYPE_CHECKING:
    from ct58.domain.planning.importing import Spot

MOST_CELLS = 100_000
"""Cells with something in them, of all sheets together: some eight hundred units with a hundred figures."""
MOST_CELL_LETTERS = 32_767
"""Letters of one cell, as many as Excel has."""
CSV_ENDINGS = (".csv", ".txt", ".tsv")
EPOCH = dt.date(1899, 12, 30)
_MOST_PERCENT = 10**15
_QUOTED = pattern(r'"[^"]*"')
_DELIMITERS = ";,\t"
CellPlace = tuple[int, int]
"""Row and column, from 1."""


@positional_record
class Uncomputed:
    """A formula whose result was not saved: the number it stands for is not in the file."""

    text: str


@record
class Sheet:
    """A sheet: its cells that hold something, and cell → first cell of the merged area that covers it.

    Values are None, bool, int, float, str, date, time, or Uncomputed; a percentage is its text ("90%").
    """

    file: str
    name: str | None
    cells: Mapping[CellPlace, object]
    merged: Mapping[CellPlace, CellPlace] = field(default_factory=dict)
    epoch: dt.date = EPOCH
    is_visible: bool = True

    def by_row(self) -> dict[int, dict[int, object]]:
        """Row → column → value, both in order."""
        found: dict[int, dict[int, object]] = {}
        for (row, column), value in sorted(self.cells.items(), key=lambda cell: cell[0]):
            found.setdefault(row, {})[column] = value
        return found

    def value(self, row: int, column: int) -> object:
        """The value of a cell; None where there is none."""
        return self.cells.get((row, column))

    def spot(self, row: int | None = None, column: int | None = None) -> Spot:
        """A place in this sheet, for a message."""
        from ct58.domain.planning.importing import Spot  # the child that reads files has no use for it

        letter = column_letter(column) if column else None
        return Spot(file=self.file, sheet=self.name, row=row, column=letter)


@record
class SentFile:
    """A file that was sent: its name, the hash of its content, and its sheets."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]

    @property
    def visible(self) -> tuple[Sheet, ...]:
        """The sheets that a person sees."""
        return tuple(sheet for sheet in self.sheets if sheet.is_visible)


def column_letter(column: int) -> str:
    """A column from 1 as spreadsheets name it: A, B … Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_sent_file(path: Path) -> SentFile:
    """The sheets of an .xlsx or .csv file; what it is decides its content, then its ending.

    Raises Refused for anything else, EnvironmentProblem for a file that cannot be read.
    """
    content = read_foreign(path)
    is_table = path.suffix.lower() in CSV_ENDINGS or path.name == STANDARD_INPUT
    if is_table and not is_package(content):
        check_kind(path.name, content)
        sheets: tuple[Sheet, ...] = (_csv_sheet(path.name, content),)
    else:
        sheets = tuple(_workbook_sheets(path.name, content))
    _check_size(path.name, sheets)
    return SentFile(name=path.name, sha256=hashlib.sha256(content).hexdigest(), sheets=sheets)


def _check_size(name: str, sheets: tuple[Sheet, ...]) -> None:
    if sum(len(sheet.cells) for sheet in sheets) > MOST_CELLS:
        raise Refused(
            msg(N_("{file} has far more cells than a form."), file=name),
            msg(N_("Copy the cells into a new workbook and send that.")),
        )
    for sheet in sheets:
        for (row, column), value in sheet.cells.items():
            if isinstance(value, str) and len(value) > MOST_CELL_LETTERS:
                raise Refused(
                    msg(
                        N_("{file}: the text in cell {cell} has {count} letters."),
                        file=name,
                        cell=f"{column_letter(column)}{row}",
                        count=len(value),
                    ),
                    msg(N_("Write at most {most} letters into a cell."), most=MOST_CELL_LETTERS),
                )


# -------------------------------------------------------------------- workbook


def _workbook_sheets(name: str, content: bytes) -> Iterator[Sheet]:
    values, formulas = open_content(name, content)
    for sheet in values.worksheets:
        unsaved = _formulas(formulas[sheet.title]) if formulas else {}
        yield Sheet(
            file=name,
            name=sheet.title,
            cells={**unsaved, **dict(_values(sheet))},
            merged=dict(_covered(sheet)),
            epoch=values.epoch.date(),
            is_visible=sheet.sheet_state == "visible",
        )


def _stored(sheet: Any) -> Iterator[Any]:
    """The cells that exist; openpyxl's own walk makes all those between them, millions in a hostile file."""
    return iter(list(sheet._cells.values()))  # noqa: SLF001


def _values(sheet: Any) -> Iterator[tuple[CellPlace, object]]:
    for cell in _stored(sheet):
        value = cell.value
        if value is not None and not (isinstance(value, str) and not value.strip()):
            yield (cell.row, cell.column), _percentage(value, cell.number_format)


def _percentage(value: object, number_format: str) -> object:
    """0.9 that is shown as 90% is what the unit wrote: “90%”."""
    if "%" not in number_format or isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if not abs(value) < _MOST_PERCENT:  # nor a number that is none
        return str(value)
    hundredfold = Decimal(f"{value:.15g}") * 100
    return f"{hundredfold.normalize():f}%".replace(".", ",")


def _formulas(sheet: Any) -> dict[CellPlace, object]:
    """Every formula as uncomputed; the values that were saved replace them."""
    return {
        (cell.row, cell.column): Uncomputed(str(cell.value))
        for cell in _stored(sheet)
        if cell.data_type == "f"
    }


def _covered(sheet: Any) -> Iterator[tuple[CellPlace, CellPlace]]:
    """Each cell of a merged area but the first, and that first one."""
    for area in sheet.merged_cells.ranges:
        first = (area.min_row, area.min_col)
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                if (row, column) != first:
                    yield (row, column), first


# ------------------------------------------------------------------------- csv


def _csv_sheet(name: str, content: bytes) -> Sheet:
    """The cells of a table, Windows' line ends inside a text like any other.

    A quote that is not closed would swallow the next units' rows, so it is refused.
    """
    text = _decoded(name, content)
    delimiter = _delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True)
    cells: dict[CellPlace, object] = {}
    row, line, width = 0, 1, 0
    try:
        for row, fields in enumerate(rows, start=1):
            width = width or (len(fields) if any(map(str.strip, fields)) else 0)
            if any(_swallows(field_, delimiter, width) for field_ in fields):
                raise _open_quote(name, line)
            cells.update(((row, at), field_) for at, field_ in enumerate(fields, start=1) if field_.strip())
            line = rows.line_num + 1
    except csv.Error as error:
        raise _open_quote(name, line) from error
    return Sheet(file=name, name=None, cells=cells)


def _swallows(text: str, delimiter: str, width: int) -> bool:
    """Whether a text of several lines has one that looks like a row of the table."""
    _first, *others = text.splitlines() or [""]
    return any(line.count(delimiter) >= max(width - 1, 1) for line in others)


def _open_quote(name: str, line: int) -> Refused:
    return Refused(
        msg(
            N_('{file}, line {line}: a quote “"” is not closed, or stands inside a text.'),
            file=name,
            line=line,
        ),
        msg(N_("Write the text in one line, and a quote in it twice; or send the workbook itself.")),
    )


def _delimiter(text: str) -> str:
    """What parts the fields of the fullest of the first lines; a comma in “12,5” is only one."""
    lines = [_QUOTED.sub("", line) for line in islice(io.StringIO(text), 20)]
    return max(_DELIMITERS, key=lambda sign: max((line.count(sign) for line in lines), default=0))


def _decoded(name: str, content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(
            msg(N_("{file} is not written in Unicode (UTF-8)."), file=name),
            msg(N_("In Excel: save as “CSV UTF-8”, or send the workbook itself.")),
        ) from error
