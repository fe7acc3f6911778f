"""Reading a list of units that end: each with its day, the unit that takes over, the document, where its last report counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path

from ct58.domain.planning.register import ListProblem
from ct58.domain.text.vietnamese import fold, plain_words
from ct58.domain.time.dates import parse_date
from ct58.domain.time.period import ONE_DAY
from ct58.errors import BadUsage, Refused
from ct58.exchange.answers import MOST_PROBLEMS, TOTALS, day_of_number, too_many_problems
from ct58.exchange.guard import read_guarded
from ct58.exchange.unit_list import UnitGrid, cell_text, unit_grid
from ct58.i18n import N_, msg
from ct58.records import record

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "id": ("ma", "ma so", "ma don vi", "id"),
    "name": ("ten", "ten don vi", "don vi", "ten to chuc", "to chuc co so dang", "tccsd", "unit", "name"),
    "last_day": ("ngay ket thuc", "ngay cuoi", "den ngay", "den het ngay", "last day", "valid to"),
    "first_day": ("tu ngay", "ngay sap nhap", "ngay nhap", "ngay hieu luc", "hieu luc tu ngay", "on", "from"),
    "successor": (
        "nhap vao",
        "sap nhap vao",
        "don vi tiep nhan",
        "don vi moi",
        "noi tiep nhan",
        "chuyen ve",
        "into",
        "merged into",
    ),
    "document": (
        "van ban",
        "so van ban",
        "quyet dinh",
        "so quyet dinh",
        "can cu",
        "ly do",
        "document",
        "reason",
    ),
    "counted_in": ("tinh vao", "so lieu tinh vao", "so lieu", "counted in"),
}
_NEEDED = ("id", "name")


@record
class EndingRow:
    """What one row says, in its own words; the last day as it follows from the column in which the day stands."""

    row: int
    unit: str
    last_day: dt.date | None = None
    successor: str | None = None
    document: str | None = None
    counted_in: str | None = None


@record
class EndingList:
    """The rows of a list, and what is wrong with them. `columns` are those that were understood, from 0."""

    rows: tuple[EndingRow, ...]
    problems: tuple[ListProblem, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)


def read_ending_list(path: Path, today: dt.date) -> EndingList:
    """The rows of an .xlsx or .csv file, of the first sheet with a header.

    Raises Refused for a file that isn't one, or has no column that names units and none beside it.
    """
    for grid in map(unit_grid, read_guarded(path).visible):
        for index, cells in enumerate(grid.rows):
            columns = _columns(cells)
            if len(columns) > 1 and any(key in columns for key in _NEEDED):
                return _read(grid, index + 1, columns, today)
    raise Refused(
        msg(N_("{file}: no row with the names of columns was found."), file=path.name),
        msg(
            N_(
                "There must be a column “Tên đơn vị” or “Mã”, and one more such as “Ngày kết thúc” or “Nhập vào”."
            )
        ),
    )


def _columns(cells: Sequence[object]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(cells):
        words = " ".join(plain_words(cell)) if isinstance(cell, str) else ""
        for key, headers in _HEADERS.items():
            if words in headers:
                found.setdefault(key, column)
    return found


def _read(grid: UnitGrid, first: int, columns: Mapping[str, int], today: dt.date) -> EndingList:
    rows: list[EndingRow] = []
    problems: list[ListProblem] = []
    for index in range(first, len(grid.rows)):
        if len(problems) > MOST_PROBLEMS:
            message, _hint = too_many_problems(index)
            return EndingList(
                rows=(),
                problems=(ListProblem(row=index, key=None, message=message), *problems),
                columns=columns,
            )
        said = {key: cell_text(grid.value(index, column)) for key, column in columns.items()}
        unit = said.get("id") or said.get("name") or ""
        if not unit or fold(unit) in TOTALS:
            continue
        try:
            last_day = _last_day(grid, index, columns, today)
        except BadUsage as error:
            problems.append(ListProblem(row=index + 1, key=None, message=error.message))
            continue
        rows.append(
            EndingRow(
                row=index + 1,
                unit=unit,
                last_day=last_day,
                successor=said.get("successor") or None,
                document=said.get("document") or None,
                counted_in=said.get("counted_in") or None,
            )
        )
    return EndingList(rows=tuple(rows), problems=tuple(problems), columns=columns)


def _last_day(grid: UnitGrid, row: int, columns: Mapping[str, int], today: dt.date) -> dt.date | None:
    """The unit's last day: as it is written, or the day before the one from which the other takes over."""
    if "last_day" in columns and (day := _day(grid, row, columns["last_day"], today)) is not None:
        return day
    first = _day(grid, row, columns["first_day"], today) if "first_day" in columns else None
    return first - ONE_DAY if first is not None else None


def _day(grid: UnitGrid, row: int, column: int, today: dt.date) -> dt.date | None:
    """The date of a cell: a date, a day number, or a text. Raises BadUsage."""
    value = grid.value(row, column)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date) or value is None:
        return value
    serial = day_of_number(value, grid.epoch)
    text = cell_text(value)
    return serial if serial is not None else parse_date(text, today) if text else None
