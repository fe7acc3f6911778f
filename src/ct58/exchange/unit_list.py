"""Reading a list of units as offices keep it: any order of columns, titles above, sections in between."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from ct58.domain.planning.register import ListedUnit, ListProblem, UnitWords
from ct58.domain.planning.unit_words import is_organisation_word, kind_of, organisation_of
from ct58.domain.records.terms import Terminology
from ct58.domain.text.legacy_encoding import suspect_legacy_encoding
from ct58.domain.text.suggestions import enumeration
from ct58.domain.text.vietnamese import fold, nfc, plain_words
from ct58.domain.time.dates import parse_date
from ct58.errors import BadUsage, Refused
from ct58.exchange.answers import MOST_PROBLEMS, TOTALS, day_of_number, too_many_problems
from ct58.exchange.guard import read_guarded
from ct58.exchange.sheets import EPOCH, Sheet, Uncomputed
from ct58.i18n import Message, N_, msg
from ct58.patterns import pattern
from ct58.records import positional_record, record
from ct58.views.unit_import import LIST_COLUMNS

_ENUMERATOR = pattern(r"\s*([IVXLC]+|[A-ZĐ]|[0-9]+(\.[0-9]+)*)\s*[.):\-–]\s*")
_BARE_ENUMERATOR = pattern(r"[IVXLC]+|[A-ZĐ]")
_HEADING_NUMBER = pattern(r"([IVXLC]+|[A-ZĐ])\s*[.)]\s")
_COLUMN_NUMBER = pattern(r"\(?[0-9]+\)?")
_ORDER = pattern(r"[0-9]{1,9}")
_DIGITS_WITHOUT_ZERO = range(8, 11)


@record
class UnitGrid:
    """A sheet as plain values, rows and columns from 0; a cell inside a merged one points to its first."""

    name: str
    rows: tuple[tuple[object, ...], ...]
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    epoch: dt.date = EPOCH

    def value(self, row: int, column: int) -> object:
        """The value of a cell; None outside."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def spread(self, row: int, column: int) -> object:
        """The value of a cell, or of the merged cell that covers it."""
        return self.value(*self.merged.get((row, column), (row, column)))


@record
class Defaults:
    """What holds for rows that don't say otherwise."""

    terms: Terminology
    as_of: dt.date
    kind: str | None = None
    valid_from: dt.date | None = None


@positional_record
class UnreadColumn:
    """A column from 0, with what stands over it, and the column that says the same, if one does."""

    column: int
    title: str
    same_as: int | None = None


@record
class UnitList:
    """What a list says. `columns` are the columns that were understood: key of a unit → column from 0.

    Row numbers count from 1, as a spreadsheet shows them. `passed_over` are rows without a number and
    without anything beside the name; `others` are further sheets that look like lists. `found` is how many rows below
    the header have something in them, `unread` are the columns that nobody reads and that have something beside a unit.
    """

    sheet: str
    columns: Mapping[str, int]
    rows: tuple[ListedUnit, ...]
    problems: tuple[ListProblem, ...]
    passed_over: tuple[int, ...]
    others: tuple[str, ...] = ()
    found: int = 0
    unread: tuple[UnreadColumn, ...] = ()


def read_unit_list(path: Path, defaults: Defaults, sheet: str | None = None) -> UnitList:
    """The units of an .xlsx or .csv file, from the named sheet or the first with a header.

    Raises Refused for a file that isn't one or has no such header, BadUsage for an unknown sheet.
    """
    grids = [unit_grid(sheet) for sheet in read_guarded(path).visible]
    if sheet is not None:
        grids = [grid for grid in grids if fold(grid.name) == fold(sheet)]
        if not grids:
            raise BadUsage(msg(N_("There is no sheet “{sheet}”."), sheet=sheet), msg(N_("Look at its name.")))
    found = [(grid, header) for grid in grids if (header := find_header(grid)) is not None]
    if not found:
        raise Refused(
            msg(N_("{file}: no row with the names of columns was found."), file=path.name),
            msg(N_("There must be a column “Tên đơn vị”, and one more such as “TT” or “Loại hình”.")),
        )
    (grid, header), *others = found
    return _read(grid, header, defaults, tuple(other.name for other, _header in others))


# --------------------------------------------------------------------- header


@positional_record
class Header:
    """The row with the names of columns: the first row below it, and key → column."""

    body: int
    columns: Mapping[str, int]


def find_header(grid: UnitGrid) -> Header | None:
    """The first row that names the column of names and one more, counting the row of parts below it."""
    for index in range(len(grid.rows)):
        columns = _columns(grid.rows[index])
        if "name" not in columns:
            continue
        below = grid.rows[index + 1] if index + 1 < len(grid.rows) else ()
        parts = _columns(below) if grid.value(index + 1, columns["name"]) is None else {}
        both = {**parts, **columns}
        if len(both) > 1:
            return Header(index + (2 if parts else 1), both)
    return None


def _columns(cells: Sequence[object]) -> dict[str, int]:
    """Key → the first column whose words mean it."""
    found: dict[str, int] = {}
    for column, cell in enumerate(cells):
        key = _meaning(cell) if isinstance(cell, str) else None
        if key is not None:
            found.setdefault(key, column)
    return found


def _meaning(text: str) -> str | None:
    """The key that a header's words mean; the longest words that fit decide."""
    words = " ".join(plain_words(text))
    fitting = [
        (len(known), key)
        for key, headers in ((column.key, column.headers) for column in LIST_COLUMNS)
        for known in headers
        if words == known.rstrip("…") or (known.endswith("…") and words.startswith(known[:-1] + " "))
    ]
    return max(fitting)[1] if fitting else None


# ----------------------------------------------------------------------- rows


@record
class _Section:
    """What a heading between the rows says of those below it."""

    kind: str | None = None
    organisation: str | None = None


def _read(grid: UnitGrid, header: Header, defaults: Defaults, others: tuple[str, ...]) -> UnitList:
    reader = _Reader(grid, header, defaults)
    reader.read()
    return UnitList(
        sheet=grid.name,
        columns=header.columns,
        rows=_numbered(reader.rows),
        problems=tuple(reader.problems),
        passed_over=tuple(reader.passed_over),
        others=others,
        found=reader.found,
        unread=tuple(_unread(grid, header, reader.rows)),
    )


def _unread(grid: UnitGrid, header: Header, units: Iterable[ListedUnit]) -> Iterator[UnreadColumn]:
    """The columns without a meaning, or with one that a column before them has, where a unit has something in them."""
    rows = [grid.rows[listed.row - 1] for listed in units]
    for column in range(max(map(len, rows), default=0)):
        if column in header.columns.values() or not any(
            cell_text(row[column]) for row in rows if column < len(row)
        ):
            continue
        titles = (
            cell_text(grid.value(row, column)) for row in range(header.body - 1, max(header.body - 3, -1), -1)
        )
        title = next(filter(None, titles), "")
        yield UnreadColumn(column, title, header.columns.get(_meaning(title) or ""))


def _numbered(rows: Sequence[ListedUnit]) -> tuple[ListedUnit, ...]:
    """The rows in their order: where the numbers begin again in each section, they are counted through."""
    orders = [listed.words.order for listed in rows if listed.words.order is not None]
    if len(orders) == len(set(orders)):
        return tuple(rows)
    return tuple(
        replace(listed, words=replace(listed.words, order=number))
        for number, listed in enumerate(rows, start=1)
    )


class _Reader:
    """Goes down the rows below the header, and knows the section that it is in."""

    def __init__(self, grid: UnitGrid, header: Header, defaults: Defaults) -> None:
        self._grid = grid
        self._header = header
        self._defaults = defaults
        self.terms = defaults.terms
        self._section = _Section()
        self.rows: list[ListedUnit] = []
        self.problems: list[ListProblem] = []
        self.passed_over: list[int] = []
        self.found = 0

    def read(self) -> None:
        """Every row: a unit, a section's heading, or nothing of either."""
        for index in range(self._header.body, len(self._grid.rows)):
            if len(self.problems) > MOST_PROBLEMS:
                message, _hint = too_many_problems(index)
                self.problems.insert(0, ListProblem(row=index, key=None, message=message))
                return
            texts = [text for cell in self._grid.rows[index] if (text := cell_text(cell))]
            self.found += bool(texts)
            section = _section(texts, self.terms)
            if section is not None:
                self._section = section
            elif texts and self._is_unit(index, texts):
                self._read_unit(index)
            elif texts:
                self.passed_over.append(index + 1)
                self._section = _Section() if _is_heading(texts) else self._section

    def _is_unit(self, row: int, texts: Sequence[str]) -> bool:
        """A row with a number, or with a name and something beside it; no total, no row of column numbers."""
        name = self._text(row, "name")
        if fold(name) in TOTALS or fold(texts[0]) in TOTALS or _COLUMN_NUMBER.fullmatch(name):
            return False
        if "order" not in self._header.columns:
            return bool(name) and not _is_heading(texts)
        return _number(self._value(row, "order")) is not None or (
            bool(name) and len(texts) > 1 and self._is_plain(row)
        )

    def _is_plain(self, row: int) -> bool:
        """Whether the number's cell is empty: “I”, “A” number a section that says nothing to us."""
        return not self._text(row, "order")

    def _read_unit(self, row: int) -> None:
        before = len(self.problems)
        words = {key: parse(self, row) for key, parse in _PARSERS.items() if key in self._header.columns}
        name, kind = self._name(row), self._kind(row)
        if len(self.problems) > before or kind is None:
            return
        said: dict[str, Any] = {key: value for key, value in words.items() if value is not None}
        founded, short = said.pop("founded", None), said.pop("short_name", None)
        if short and " " not in short:
            said["aliases"] = (*said.get("aliases", ()), short)
        elif short:
            said["short_name"] = short
        party = self._party(row)
        if party is not None:
            said.setdefault("organisation", party)
        says_kind = "kind" in self._header.columns and party is None
        given = frozenset({*said, *(("kind",) if says_kind else ())})
        said.setdefault("organisation", self._section.organisation)
        said.setdefault("valid_from", self._since(founded))
        self.rows.append(ListedUnit(row=row + 1, words=UnitWords(name=name, kind=kind, **said), given=given))

    def _party(self, row: int) -> str | None:
        """The party organisation, where the column of kinds says that instead: many lists call it “Loại hình”."""
        text = self.text(row, "kind")
        return organisation_of(text, self.terms) if is_organisation_word(text, self.terms) else None

    def _since(self, founded: dt.date | None) -> dt.date | None:
        """From when on a unit counts whose row does not say so: from the day given for all, or from a later founding."""
        since = self._defaults.valid_from
        return max(since, founded) if since and founded else since or founded

    def _name(self, row: int) -> str:
        name = self._text(row, "name")
        if not name:
            self.problem(row, "name", msg(N_("The name is missing.")))
        elif name.startswith("="):
            self.problem(row, "name", msg(N_("The cell holds a formula, not a name.")))
        elif (encoding := suspect_legacy_encoding(name)) is not None:
            text = msg(
                N_("“{text}” is written in the old encoding {encoding}."), text=name, encoding=encoding
            )
            self.problem(row, "name", text)
        return name

    def _kind(self, row: int) -> str | None:
        """The row's own kind, else its section's, else the one given for all."""
        text = self.text(row, "kind")
        if not text or is_organisation_word(text, self.terms):
            kind = self._section.kind or self._defaults.kind
            if kind is None:
                self.problem(row, "kind", _no_kind(text))
            return kind
        kind = kind_of(text, self.terms)
        if kind is None:
            known = enumeration(term.name for term in self.terms.kinds)
            self.problem(
                row, "kind", msg(N_("“{text}” is no kind of unit. Known: {known}"), text=text, known=known)
            )
        return kind

    def problem(self, row: int, key: str, message: Message) -> None:
        """Keep what is wrong with a cell."""
        self.problems.append(ListProblem(row=row + 1, key=key, message=message))

    def text(self, row: int, key: str) -> str:
        """The text of a cell, also of a merged one that covers it."""
        column = self._header.columns.get(key)
        return cell_text(self._grid.spread(row, column)) if column is not None else ""

    def value(self, row: int, key: str) -> object:
        """The plain value of a cell."""
        return self._value(row, key)

    def day(self, row: int, key: str) -> dt.date | None:
        """The date of a cell: a date, a day number, or a text."""
        value = self._value(row, key)
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date) or value is None:
            return value
        if (serial := day_of_number(value, self._grid.epoch)) is not None:
            return serial
        try:
            return parse_date(cell_text(value), self._defaults.as_of)
        except BadUsage as error:
            self.problem(row, key, error.message)
            return None

    def _value(self, row: int, key: str) -> object:
        return self._grid.value(row, self._header.columns[key])

    def _text(self, row: int, key: str) -> str:
        return cell_text(self._value(row, key))


def _no_kind(text: str) -> Message:
    """Why a row's kind is not known, and how it can be said."""
    if not text:
        return msg(N_("The kind of the unit is missing."))
    said = N_(
        "“{text}” says the form of organisation, not the kind of unit; say that for all (--kind), or above the rows."
    )
    return msg(said, text=text)


def _id(reader: _Reader, row: int) -> str | None:
    return reader.text(row, "id") or None


def _order(reader: _Reader, row: int) -> int | None:
    return _number(reader.value(row, "order"))


def _organisation(reader: _Reader, row: int) -> str | None:
    text = reader.text(row, "organisation")
    found = organisation_of(text, reader.terms)
    if text and found is None:
        message = msg(N_("“{text}” is no form of organisation."), text=text)
        reader.problem(row, "organisation", message)
    return found


def _short_name(reader: _Reader, row: int) -> str | None:
    return reader.text(row, "short_name") or None


def _aliases(reader: _Reader, row: int) -> tuple[str, ...] | None:
    return tuple(re.split(r"\s*[,;]\s*", text)) if (text := reader.text(row, "aliases")) else None


def _phone(reader: _Reader, row: int) -> str | None:
    """A spreadsheet drops the first 0 of a number."""
    value, text = reader.value(row, "office_phone"), reader.text(row, "office_phone")
    if isinstance(value, int | float) and len(text) in _DIGITS_WITHOUT_ZERO:
        return f"0{text}"
    return text or None


def _email(reader: _Reader, row: int) -> str | None:
    return reader.text(row, "office_email") or None


def _founded(reader: _Reader, row: int) -> dt.date | None:
    return reader.day(row, "founded")


def _valid_from(reader: _Reader, row: int) -> dt.date | None:
    return reader.day(row, "valid_from")


_PARSERS: Mapping[str, Callable[[_Reader, int], object]] = {
    "id": _id,
    "order": _order,
    "organisation": _organisation,
    "short_name": _short_name,
    "aliases": _aliases,
    "office_phone": _phone,
    "office_email": _email,
    "founded": _founded,
    "valid_from": _valid_from,
}


def _section(texts: Sequence[str], terms: Terminology) -> _Section | None:
    """The section that a heading opens: nothing but a kind, or a party organisation, and its number."""
    words = [text for text in texts if not _BARE_ENUMERATOR.fullmatch(text)]
    if len(words) != 1 or _number(texts[0]) is not None:
        return None
    text = _ENUMERATOR.sub("", words[0], count=1) if _ENUMERATOR.match(words[0]) else words[0]
    kind = kind_of(text, terms)
    if kind is not None:
        return _Section(kind=kind)
    return _Section(organisation=organisation_of(text, terms)) if is_organisation_word(text, terms) else None


def _is_heading(texts: Sequence[str]) -> bool:
    """Whether a row is numbered “I”, “A.” and says one thing: a section of a kind that nobody knows here."""
    is_numbered = _BARE_ENUMERATOR.fullmatch(texts[0]) or _HEADING_NUMBER.match(texts[0])
    return bool(is_numbered) and len(texts) <= 2


def cell_text(value: object) -> str:
    """A cell as text: composed, single spaces, whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(nfc(str(value)).split())


def _number(value: object) -> int | None:
    text = cell_text(value).rstrip(".")
    return int(text) if _ORDER.fullmatch(text) else None


# ---------------------------------------------------------------------- files


def unit_grid(sheet: Sheet) -> UnitGrid:
    """A sheet with its rows in order. Only cells merged downwards speak for those below: one name, many rows."""
    by_row = sheet.by_row()
    downwards = {cell: first for cell, first in sheet.merged.items() if cell[1] == first[1]}
    return UnitGrid(
        name=sheet.name or sheet.file,
        rows=tuple(_cells(by_row.get(row, {})) for row in range(1, max(by_row, default=0) + 1)),
        merged={
            (row - 1, column - 1): (top - 1, left - 1) for (row, column), (top, left) in downwards.items()
        },
        epoch=sheet.epoch,
    )


def _cells(row: Mapping[int, object]) -> tuple[object, ...]:
    """The cells of a row from the first column on; a formula without its result is its text."""
    cells = (row.get(column) for column in range(1, max(row, default=0) + 1))
    return tuple(cell.text if isinstance(cell, Uncomputed) else cell for cell in cells)
