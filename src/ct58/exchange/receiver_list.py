"""Reading the list of who takes over which unit, as offices keep it: a column of units, and one of receivers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ct58.domain.planning.ending import ListedReceiver, ReceiverList, means_an_end
from ct58.domain.planning.importing import Problem, Spot, refusal_at
from ct58.domain.records.office import Office
from ct58.domain.text.vietnamese import fold, plain_words
from ct58.errors import BadUsage, Refused
from ct58.exchange.answers import MOST_PROBLEMS, TOTALS, is_blank, key_of, too_many_problems, words_of
from ct58.exchange.guard import read_guarded
from ct58.exchange.reading import legacy_text
from ct58.exchange.sheets import Sheet, Uncomputed
from ct58.exchange.table_reader import unit_columns
from ct58.exchange.unit_finder import UnitFinder
from ct58.i18n import N_, Translator, msg
from ct58.patterns import pattern
from ct58.records import positional_record

_RECEIVERS = (
    "noi nhan",
    "noi tiep nhan",
    "don vi tiep nhan",
    "don vi nhan",
    "co quan tiep nhan",
    "dang bo tiep nhan",
    "dang uy tiep nhan",
    "to chuc tiep nhan",
    "ben nhan",
    "tiep nhan",
    "nhan ban giao",
    "chuyen ve",
    "chuyen den",
    "chuyen giao ve",
    "ban giao cho",
    "ban giao ve",
    "truc thuoc moi",
    "receiver",
    "to",
)
"""How a column of receivers may be called, or begin."""
_THINGS = ("viec", "muc", "nhiem vu", "don vi viec", "item", "don vi muc")
"""How a column may be called, besides the words for units, in which items stand as well."""
_NUMBERING = pattern(r"\(?([0-9]+|[ivxlc]+)[.)]?", re.IGNORECASE)
_ROWS_TO_HEADER = 40


@positional_record
class _Header:
    """The rows from `body` on are the list's; the columns of units, of their ids, and of receivers."""

    body: int
    names: int | None
    ids: int | None
    receiver: int


def read_receivers(path: Path, office: Office, speech: Translator) -> ReceiverList:
    """The list of an .xlsx or .csv file, from every visible sheet that has one.

    Raises Refused for a file that is none, or in which no columns of units and receivers are found.
    """
    file, units = read_guarded(path), UnitFinder(office)
    found = [(sheet, _header(sheet, units, office, speech)) for sheet in file.visible if sheet.cells]
    lists = [_Reader(sheet, header, units, office) for sheet, header in found if header is not None]
    if not lists:
        raise Refused(
            msg(N_("{file}: no columns of units and of who takes them over were found."), file=path.name),
            msg(N_("There must be a column “Đơn vị” and a column “Nơi nhận”, with these words above.")),
        )
    for one in lists:
        one.read()
    return ReceiverList(
        file=path.name,
        rows=tuple(row for one in lists for row in one.rows),
        open=tuple(row for one in lists for row in one.open),
        problems=(*(p for one in lists for p in one.problems), *_contradictions(lists)),
        passed_over=tuple(spot for one in lists for spot in one.passed_over),
    )


def _contradictions(lists: Sequence[_Reader]) -> Iterator[Problem]:
    """A unit that stands twice, with two receivers: nobody knows which is right."""
    first: dict[str, ListedReceiver] = {}
    for row in (row for one in lists for row in one.rows):
        before = first.setdefault(row.name, row)
        if fold(before.receiver or "") != fold(row.receiver or ""):
            message = msg(
                N_("“{name}” stands twice with two receivers, the first time in cell {cell}: {receiver}."),
                name=row.name,
                cell=before.spot.cell or "",
                receiver=before.receiver or msg(N_("ended, not handed over")),
            )
            yield Problem(spot=row.spot, message=message, hint=msg(N_("Leave one of the two rows.")))


# ------------------------------------------------------------------------ header


def _header(sheet: Sheet, units: UnitFinder, office: Office, speech: Translator) -> _Header | None:
    """The row that names both columns; where none does, the columns in which units stand and what is beside them."""
    rows = sheet.by_row()
    for row in list(rows)[:_ROWS_TO_HEADER]:
        cells = rows[row]
        ids, names = unit_columns(cells, speech)
        things = [at for at, value in cells.items() if key_of(value).replace("/", " ") in _THINGS]
        names = names if names is not None or not things else things[0]
        receivers = [at for at, value in cells.items() if _is_receiver(value) and at not in (ids, names)]
        if receivers and (ids or names) is not None:
            return _Header(row + 1, names, ids, receivers[0])
    return _without_header(rows, units, office)


def _is_receiver(value: object) -> bool:
    words = " ".join(plain_words(value)) if isinstance(value, str) else ""
    return any(words == known or words.startswith(f"{known} ") for known in _RECEIVERS)


def _without_header(
    rows: Mapping[int, Mapping[int, object]], units: UnitFinder, office: Office
) -> _Header | None:
    """A list of nothing but rows: most cells of one column name units, and words stand in another."""
    columns = sorted({at for cells in rows.values() for at in cells})
    known = {
        at: sum(_named(words_of(cells.get(at)), units, office) is not None for cells in rows.values())
        for at in columns
    }
    best = max(columns, key=lambda at: known[at], default=None)
    if best is None or known[best] * 2 < len(rows) or known[best] == 0:
        return None
    others = {at: sum(_is_word(cells.get(at)) for cells in rows.values()) for at in columns if at != best}
    receiver = max(others, key=lambda at: others[at], default=None)
    if receiver is None or others[receiver] * 2 < len(rows):
        return None
    return _Header(min(rows), best, None, receiver)


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not _NUMBERING.fullmatch(value.strip())


def _named(text: str, units: UnitFinder, office: Office) -> str | None:
    """The id of the unit or the item that a text surely names."""
    id_ = text.strip().upper()
    if id_ in office.items:
        return id_
    unit = units.known(text) if text else None
    return unit.id if unit else None


# -------------------------------------------------------------------------- rows


class _Reader:
    """Goes down the rows of one sheet."""

    def __init__(self, sheet: Sheet, header: _Header, units: UnitFinder, office: Office) -> None:
        self._sheet = sheet
        self._header = header
        self._units = units
        self._office = office
        self.rows: list[ListedReceiver] = []
        self.open: list[ListedReceiver] = []
        self.problems: list[Problem] = list(legacy_text(sheet))
        self.passed_over: list[Spot] = []

    def read(self) -> None:
        """Every row: a unit or an item with its receiver, a problem, or nothing of either."""
        for row, cells in self._sheet.by_row().items():
            if row < self._header.body:
                continue
            if len(self.problems) > MOST_PROBLEMS:
                message, hint = too_many_problems(row)
                self.problems.insert(0, Problem(spot=self._sheet.spot(row), message=message, hint=hint))
                return
            self._read_row(row, cells)

    def _read_row(self, row: int, cells: Mapping[int, object]) -> None:
        names, ids = self._header.names, self._header.ids
        text = (words_of(cells.get(ids)) if ids else "") or (words_of(cells.get(names)) if names else "")
        receiver = self._receiver(row)
        spot = self._sheet.spot(row, names or ids)
        if not self._is_entry(text, receiver):
            self.passed_over.append(spot)
            return
        try:
            name = _named(text, self._units, self._office) or self._units.find(text.strip()).id
        except BadUsage as error:
            self.problems.append(refusal_at(spot, error))
            return
        if isinstance(receiver, Uncomputed):
            message = msg(N_("the formula {formula} has no saved result"), formula=receiver.text)
            hint = msg(N_("Open the file in Excel and save it, or write the name."))
            at = self._sheet.spot(row, self._header.receiver)
            self.problems.append(Problem(spot=at, message=message, hint=hint))
            return
        said = " ".join(words_of(receiver).split())
        if not said:
            self.open.append(ListedReceiver(spot=spot, name=name, receiver=None))
            return
        body = None if means_an_end(said) else said
        self.rows.append(ListedReceiver(spot=spot, name=name, receiver=body))

    def _receiver(self, row: int) -> object:
        """What stands beside; a merged cell speaks for all rows that it covers."""
        place = (row, self._header.receiver)
        return self._sheet.value(*self._sheet.merged.get(place, place))

    def _is_entry(self, text: str, receiver: object) -> bool:
        """A row that names something; no total, no heading, no row of column numbers."""
        name = text.strip()
        if not name or key_of(name) in TOTALS or _NUMBERING.fullmatch(name):
            return False
        return not is_blank(receiver) or _named(name, self._units, self._office) is not None
