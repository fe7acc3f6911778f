"""Reading an assignment table as offices draw it: titles above, groups between the rows, merged cells, lists in one cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ct58.domain.planning.from_table import TableGroup, TableTask, TaskTable
from ct58.domain.text.vietnamese import plain_words
from ct58.errors import Refused
from ct58.exchange.guard import read_guarded
from ct58.exchange.unit_list import UnitGrid, cell_text, unit_grid
from ct58.i18n import N_, msg
from ct58.patterns import pattern

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "number": ("tt", "stt", "so tt", "so thu tu"),
    "title": (
        "nhiem vu",
        "ten nhiem vu",
        "noi dung",
        "noi dung nhiem vu",
        "noi dung cong viec",
        "noi dung thuc hien",
        "nhiem vu cu the",
        "noi dung nhiem vu cu the",
        "cong viec",
        "noi dung hoat dong",
        "nhiem vu giai phap",
    ),
    "lead": (
        "chu tri",
        "co quan chu tri",
        "don vi chu tri",
        "co quan don vi chu tri",
        "co quan thuc hien",
        "don vi thuc hien",
        "co quan chuan bi",
        "don vi chu tri thuc hien",
        "co quan chu tri thuc hien",
    ),
    "with": (
        "phoi hop",
        "co quan phoi hop",
        "don vi phoi hop",
        "co quan don vi phoi hop",
        "co quan phoi hop thuc hien",
        "don vi phoi hop thuc hien",
    ),
    "deadline": (
        "thoi gian",
        "thoi han",
        "thoi gian hoan thanh",
        "thoi han hoan thanh",
        "thoi gian thuc hien",
        "thoi gian trinh",
        "tien do",
        "ngay hoan thanh",
    ),
    "product": (
        "san pham",
        "san pham dau ra",
        "ket qua",
        "ket qua san pham",
        "san pham ket qua",
        "ket qua dau ra",
        "hinh thuc van ban",
        "san pham du kien",
    ),
}
_MOST_HEADER_ROWS = 3
_COLUMN_NUMBER = pattern(r"\(?[0-9]{1,2}\)?")
_GROUP_NUMBER = pattern(r"(?P<number>[IVXLC]+|[A-ZĐ]|[0-9]{1,2})\s*(?:[.):/-]\s*|\t)(?P<title>.+)")
_NUMBER = pattern(r"(?:[0-9]+(?:[.][0-9]+)*|[IVXLC]+|[a-zđ])[.)]?")
"""What numbers a task: `1`, `1.2`, `II`, `a)`."""
_NO_TASK = ("tong so", "tong cong", "cong", "noi nhan", "ghi chu")
_BULLET = pattern(r"^\s*[-+•*]\s*")
_CAPITAL = pattern(r",\s+(?=[A-ZĐ])|\s*[;\n]\s*")


def read_task_table(path: Path) -> TaskTable:
    """The table of an .xlsx or .csv file: the first that has columns of tasks and of who leads them, and tasks below.

    Raises Refused where there is none.
    """
    is_headed = False
    for sheet in read_guarded(path).visible:
        grid = unit_grid(sheet)
        columns, body = _header(grid)
        is_headed = is_headed or bool(columns)
        if columns and (table := _Reader(grid, columns).read(body)).rows:
            return table
    if is_headed:
        raise Refused(
            msg(N_("{file}: no task stands below the names of the columns."), file=path.name),
            msg(N_("A row of a task says what is to be done, and who leads it or until when.")),
        )
    raise Refused(
        msg(N_("{file}: no row with the names of columns was found."), file=path.name),
        msg(N_("There must be columns such as “Nhiệm vụ”, “Cơ quan chủ trì”, “Thời gian hoàn thành”.")),
    )


def _header(grid: UnitGrid) -> tuple[Mapping[str, int], int]:
    """Key → column, and the first row below: a title may be drawn over several rows, such as “Phân công” above “Chủ trì”."""
    for first in range(len(grid.rows)):
        found: dict[str, int] = {}
        body = first
        for row in range(first, min(first + _MOST_HEADER_ROWS, len(grid.rows))):
            named = _named_columns(grid.rows[row])
            if not named.keys() - found.keys():
                break
            found = {**named, **found}
            body = row + 1
        if {"title", "lead"} <= found.keys():
            return found, body
    return {}, 0


def _named_columns(cells: Sequence[object]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(cells):
        words = " ".join(plain_words(cell)) if isinstance(cell, str) else ""
        key = next((key for key, known in _HEADERS.items() if words in known), None)
        if key is not None:
            found.setdefault(key, column)
    return found


class _Reader:
    """Goes down the rows below the header, and knows the group that it is in."""

    def __init__(self, grid: UnitGrid, columns: Mapping[str, int]) -> None:
        self._grid = grid
        self._columns = columns
        self._groups: list[TableGroup] = []
        self._rows: list[TableTask] = []
        self._passed_over: list[int] = []

    def read(self, body: int) -> TaskTable:
        """Every row: a task, a group's heading, or nothing of either."""
        for row in range(body, len(self._grid.rows)):
            texts = [text for cell in self._grid.rows[row] if (text := cell_text(cell))]
            if not texts or all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
                continue
            is_other = " ".join(plain_words(texts[0])).startswith(_NO_TASK)
            if not is_other and self._is_task(row):
                self._rows.append(self._task(row))
            elif not is_other and (group := self._group(texts)) is not None:
                self._groups.append(group)
            else:
                self._passed_over.append(row + 1)
        return TaskTable(
            sheet=self._grid.name,
            groups=tuple(self._groups),
            rows=tuple(self._rows),
            passed_over=tuple(self._passed_over),
        )

    def _is_task(self, row: int) -> bool:
        """A row with words of a task, and with who leads it or until when; its number, if there is one, is a number."""
        number = self._text(row, "number")
        is_numbered = not number or _NUMBER.fullmatch(number) is not None
        return is_numbered and bool(
            self._text(row, "title") and (self._text(row, "lead") or self._text(row, "deadline"))
        )

    def _task(self, row: int) -> TableTask:
        return TableTask(
            row=row + 1,
            number=self._text(row, "number"),
            title=self._text(row, "title"),
            lead=tuple(_listed(self._lines(row, "lead"))),
            with_=tuple(_listed(self._lines(row, "with"))),
            deadline=self._text(row, "deadline"),
            products=tuple(_listed(self._lines(row, "product"))),
            group=self._groups[-1].number if self._groups else None,
        )

    def _group(self, texts: Sequence[str]) -> TableGroup | None:
        """A row that says one thing, with or without a number before it, in the same cell or in one of its own."""
        said = "\t".join(texts) if len(texts) <= 2 else ""
        found = _GROUP_NUMBER.match(said)
        place = str(len(self._groups) + 1)
        taken = {group.number for group in self._groups}
        if found is not None and found["title"]:
            number = found["number"] if found["number"] not in taken else place
            return TableGroup(number=number, title=found["title"])
        return TableGroup(number=place, title=said) if len(texts) == 1 else None

    def _text(self, row: int, key: str) -> str:
        return " ".join(self._lines(row, key).split())

    def _lines(self, row: int, key: str) -> str:
        """A cell's text with its lines; of a cell merged downwards the text of its first row."""
        column = self._columns.get(key)
        value = self._grid.spread(row, column) if column is not None else None
        return value.strip() if isinstance(value, str) else cell_text(value)


def _listed(text: str) -> Iterator[str]:
    """What one cell lists: line by line, between semicolons, and between commas before a capital letter."""
    for part in _CAPITAL.split(text):
        name = " ".join(_BULLET.sub("", part).split()).rstrip(".,")
        if name:
            yield name
