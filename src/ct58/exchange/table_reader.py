"""Reading a table with a row a unit: a grid that ct58 made, or any sheet or CSV with figures over its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ct58.domain.planning.importing import FilledForm, Problem, Spot, refusal_at
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import asked_figures
from ct58.domain.text.suggestions import quoted, suggestion
from ct58.domain.text.vietnamese import closest
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.exchange.answers import (
    MOST_PROBLEMS,
    TOTALS,
    is_blank,
    key_of,
    looks_like_number,
    too_many_problems,
    words_of,
)
from ct58.exchange.layout import FormSlot, figure_slots, head_slots, note_slots
from ct58.exchange.reading import (
    Hidden,
    Lookup,
    ReadAnswers,
    ReadersRemark,
    ReadFiles,
    legacy_text,
    not_of,
    other_period,
)
from ct58.exchange.sheets import Sheet
from ct58.i18n import Message, N_, Translator, msg
from ct58.records import record
from ct58.views.unit_import import ImportNotice, SheetTally

UNIT_IDS = frozenset({"id", "unit id", "id of the unit", "ma", "ma don vi", "ma dv", "don_vi", "unit_id"})
UNIT_NAMES = frozenset(
    {
        "unit",
        "don vi",
        "ten don vi",
        "ten",
        "name",
        "ten to chuc",
        "ten tccsd",
        "to chuc co so dang",
        "tccsd",
        "ten co quan",
    }
)
_PASSED_OVER = frozenset({"tt", "stt", "so tt", "no", "order", "ghi chu", "note", "notes", "so thu tu", "#"})
_ROWS_TO_HEADER = 30
_MOST_UNKNOWN = 100


@record
class Columns:
    """The header of a table: its row, the columns of units, column → answer, and headers that mean nothing.

    `repeated` are columns that say a second time what one before them says.
    """

    row: int
    ids: int | None
    names: int | None
    slots: Mapping[int, FormSlot]
    unknown: Mapping[int, str]
    repeated: Mapping[int, int]


def unit_columns(cells: Mapping[int, object], speech: Translator) -> tuple[int | None, int | None]:
    """The columns of a row whose words mean the unit's id, and the unit's name."""
    own = {
        key_of(speech.gettext(text)): kind
        for text, kind in ((N_("Id of the unit"), "id"), (N_("Unit"), "name"))
    }
    ids = [at for at, value in cells.items() if key_of(value) in UNIT_IDS or own.get(key_of(value)) == "id"]
    names = [
        at for at, value in cells.items() if key_of(value) in UNIT_NAMES or own.get(key_of(value)) == "name"
    ]
    names = [at for at in names if at not in ids]
    return (ids[0] if ids else None, names[0] if names else None)


def find_columns(sheet: Sheet, hidden: Hidden | None, lookup: Lookup) -> Columns | None:
    """The row that names the unit and the most figures; None where no row does."""
    known = _known_headers(lookup, hidden)
    found = (_columns(row, cells, known, lookup) for row, cells in _first_rows(sheet))
    with_units = [columns for columns in found if columns is not None and columns.slots]
    return max(with_units, key=lambda columns: (len(columns.slots), -columns.row), default=None)


def _first_rows(sheet: Sheet) -> Iterator[tuple[int, Mapping[int, object]]]:
    rows = sheet.by_row()
    for row in list(rows)[:_ROWS_TO_HEADER]:
        yield row, rows[row]


def _columns(
    row: int, cells: Mapping[int, object], known: Mapping[str, FormSlot], lookup: Lookup
) -> Columns | None:
    ids, names = unit_columns(cells, lookup.speech)
    if ids is None and names is None:
        return None
    slots: dict[int, FormSlot] = {}
    unknown: dict[int, str] = {}
    repeated: dict[int, int] = {}
    columns_of: dict[str, int] = {}
    for column, value in cells.items():
        header = key_of(value)
        if column in (ids, names) or header in _PASSED_OVER:
            continue
        slot = known.get(header)
        if slot is None:
            unknown[column] = words_of(value)
        elif slot.path in columns_of:
            repeated[column] = columns_of[slot.path]
        else:
            slots[column] = slot
            columns_of[slot.path] = column
    return Columns(row=row, ids=ids, names=names, slots=slots, unknown=unknown, repeated=repeated)


def _known_headers(lookup: Lookup, hidden: Hidden | None) -> Mapping[str, FormSlot]:
    """Key, printed number, label, both, and whatever the hidden sheet says was printed."""
    slots: dict[str, FormSlot] = {}
    repeated: set[str] = set()
    for slot in all_slots(lookup.office, lookup.speech):
        for header in _headers(slot, hidden):
            key = key_of(header)
            if key in slots and slots[key].path != slot.path:
                repeated.add(key)
            slots.setdefault(key, slot)
    return {key: slot for key, slot in slots.items() if key not in repeated}


def all_slots(office: Office, speech: Translator) -> tuple[FormSlot, ...]:
    """Every answer of the whole form, and the lines about the report."""
    figures = (
        slot for figure in office.programme.figures if figure.asked for slot in figure_slots(figure, speech)
    )
    return (*head_slots(speech), *note_slots(speech), *figures)


def _headers(slot: FormSlot, hidden: Hidden | None) -> Iterable[str]:
    """A field of a record only together with the record: “Số văn bản” alone is the report's own number."""
    label = f"{slot.of}: {slot.label}" if slot.of else slot.label
    yield slot.path
    yield label
    if slot.number:
        yield slot.number
        yield f"{slot.number}. {label}"
        yield f"{slot.number} {label}"
    if hidden is not None and slot.path in hidden.lines:
        yield hidden.lines[slot.path][1]


# ----------------------------------------------------------------------- rows


def read_table(
    sheet: Sheet, sha256: str, columns: Columns, period: Period | None, lookup: Lookup
) -> ReadFiles:
    """A report for every row with an answer."""
    try:
        asked_period = _table_period(period, lookup.period)
        other = other_period(sheet, columns.row, asked_period)
        if other is not None:
            raise not_of(asked_period, other)
    except BadUsage as error:
        return ReadFiles(problems=(refusal_at(sheet.spot(), error),))
    reader = _TableReader(sheet, sha256, columns, asked_period, lookup)
    return reader.read()


def _table_period(said: Period | None, given: Period | None) -> Period:
    if said is not None and given is not None and said != given:
        raise BadUsage(
            msg(N_("The form is of {period}, not of {given}."), period=said, given=given),
            msg(N_("Leave --period out, or leave this file out.")),
        )
    period = said or given
    if period is None:
        raise BadUsage(
            msg(N_("The file does not say which period it is of.")), msg(N_("Add --period, such as 2021-Q2."))
        )
    return period


def _is_nearly(text: str, known: Iterable[str]) -> bool:
    """Whether a header is a known one but for a typo; a few words of one are not."""
    near = closest(text, list(known), limit=1)
    return bool(near) and abs(len(near[0]) - len(text)) <= 2


def _parts_above(sheet: Sheet, row: int) -> frozenset[int]:
    """Columns whose name stands in the row above the header: merged over both."""
    return frozenset(column for column in sheet.by_row().get(row - 1, {}))


class _TableReader:
    """Goes down the rows below the header."""

    def __init__(self, sheet: Sheet, sha256: str, columns: Columns, period: Period, lookup: Lookup) -> None:
        self._sheet = sheet
        self._sha256 = sha256
        self._columns = columns
        self._period = period
        self._lookup = lookup
        self._forms: list[FilledForm] = []
        self._nearly_known: set[int] = set()
        self._found = 0
        self._left: list[ImportNotice] = []
        self._beside: list[ReadersRemark] = []
        self._first = min(
            at for at in (columns.ids, columns.names) if at
        )  # rows are often numbered before it
        self._headed = frozenset(sheet.by_row().get(columns.row, {})) | _parts_above(sheet, columns.row)
        self._problems: list[Problem] = list(legacy_text(sheet))

    def read(self) -> ReadFiles:
        """Every row that names a unit."""
        self._check_headers()
        is_sound = not self._problems  # else a column would be lost in every row
        for row, cells in self._sheet.by_row().items():
            if row > self._columns.row:
                self._found += 1
                self._take(row, cells)
            if len(self._problems) > MOST_PROBLEMS:
                return self._given_up(row)
        tally = SheetTally(spot=self._sheet.spot(), counts="rows", found=self._found, left=tuple(self._left))
        return ReadFiles(
            forms=tuple(self._forms) if is_sound else (),
            problems=tuple(self._problems),
            remarks=(*self._ignored(), *self._beside),
            tallies=(tally,),
        )

    def _take(self, row: int, cells: Mapping[int, object]) -> None:
        """One row: read, or left with its reason; a number outside the columns of the table is told, too."""
        before = len(self._problems)
        for column, value in cells.items():
            if column not in self._headed and column > self._first:
                self._stray(self._sheet.spot(row, column), value)
        reason = self._why_not(cells)
        form = self._row(row, cells) if reason is None else None
        if len(self._problems) > before:
            reason = msg(N_("it has a problem"))
        elif form is not None:
            self._forms.append(form)
        if reason is not None:
            self._left.append(ImportNotice(self._sheet.spot(row), reason))

    def _stray(self, spot: Spot, value: object) -> None:
        """What stands under no header: a number there is probably some column's, and would be lost."""
        text = quoted(words_of(value))
        if looks_like_number(value):
            message = msg(
                N_("“{text}” stands in a column without a name, so nobody knows what it counts."), text=text
            )
            hint = msg(N_("Move it into its column, or clear the cell."))
            self._problems.append(Problem(spot=spot, message=message, hint=hint))
        else:
            message = msg(N_("“{text}” stands in a column without a name and was not read."), text=text)
            self._beside.append(ReadersRemark(spot=spot, message=message))

    def _given_up(self, row: int) -> ReadFiles:
        """A table with very many problems is none of this office: nothing of it is taken over, not even in part."""
        message, hint = too_many_problems(row)
        problem = Problem(spot=self._sheet.spot(row), message=message, hint=hint)
        return ReadFiles(problems=(problem, *self._problems))

    def _check_headers(self) -> None:
        """A header that is nearly that of a figure would lose its column without a word."""
        self._check_repeated()
        known = _known_headers(self._lookup, None)
        for column, text in self._unknown():
            if _is_nearly(text, known):
                self._nearly_known.add(column)
                message = msg(
                    N_("There is no figure {id}{suggestion}."),
                    id=f"“{quoted(text)}”",
                    suggestion=suggestion(text, known),
                )
                hint = msg(N_("See the figures: ct58 list figures."))
                spot = self._sheet.spot(self._columns.row, column)
                self._problems.append(Problem(spot=spot, message=message, hint=hint))

    def _unknown(self) -> list[tuple[int, str]]:
        """The headers that mean nothing; of very many none is looked at, for that is no table of figures."""
        unknown = list(self._columns.unknown.items())
        if len(unknown) <= _MOST_UNKNOWN:
            return unknown
        message = msg(N_("{count} columns have no name of a figure."), count=len(unknown))
        hint = msg(N_("Keep the columns of units and of figures. See the figures: ct58 list figures."))
        spot = self._sheet.spot(self._columns.row, unknown[0][0])
        self._problems.append(Problem(spot=spot, message=message, hint=hint))
        return []

    def _check_repeated(self) -> None:
        """Of two columns for one figure nobody knows which is meant."""
        row = self._columns.row
        for column, first in self._columns.repeated.items():
            message = msg(
                N_("The column “{text}” stands there twice: in {cell}, too."),
                text=quoted(words_of(self._sheet.value(row, column))),
                cell=self._sheet.spot(row, first).cell,
            )
            hint = msg(N_("Keep one of the two columns."))
            self._problems.append(Problem(spot=self._sheet.spot(row, column), message=message, hint=hint))

    def _ignored(self) -> Iterator[ReadersRemark]:
        if len(self._columns.unknown) > _MOST_UNKNOWN:
            return
        for column, text in self._columns.unknown.items():
            if column in self._nearly_known:
                continue
            message = msg(N_("The column “{text}” was not read."), text=quoted(text))
            yield ReadersRemark(spot=self._sheet.spot(self._columns.row, column), message=message)

    def _why_not(self, cells: Mapping[int, object]) -> Message | None:
        """Why a row is not read: a total, or without an answer; None for one that is."""
        first = [key_of(cells.get(at)) for at in (self._columns.ids, self._columns.names) if at]
        if any(text in TOTALS for text in first):
            return msg(N_("a row of totals"))
        if all(is_blank(cells.get(column)) for column in self._columns.slots):
            return msg(N_("no figure stands in it"))
        return None

    def _row(self, row: int, cells: Mapping[int, object]) -> FilledForm | None:
        """What a row says of a unit; what is wrong with it is kept."""
        spot = self._sheet.spot(row, self._columns.ids or self._columns.names)
        try:
            unit = self._unit(row, cells)
        except BadUsage as error:
            self._problems.append(refusal_at(spot, error))
            return None
        answers = ReadAnswers(self._lookup, self._sheet)
        asked = self._asked(unit)
        for column, slot in self._columns.slots.items():
            value = cells.get(column)
            if slot.number and slot.path not in asked and not is_blank(value):
                self._problems.append(self._not_asked(unit, slot, self._sheet.spot(row, column)))
            else:
                answers.read(slot, row, column, value)
        self._problems += answers.problems
        if answers.problems or answers.is_empty:
            return None
        form = answers.form(unit, self._period, spot, self._sha256)
        return replace(form, is_booking=self._is_list_of_bookings())

    def _is_list_of_bookings(self) -> bool:
        """Whether the table has columns only for what the office itself receives, each with a day of its own."""
        lines = [self._lookup.office.figure(s.path.partition(".")[0]) for s in self._columns.slots.values()]
        return self._period.kind != "once" and all(f is not None and f.counts_by_its_own_day for f in lines)

    def _unit(self, row: int, cells: Mapping[int, object]) -> Unit:
        """The unit of a row; id and name must mean the same."""
        columns, units = self._columns, self._lookup.units
        id_ = words_of(cells.get(columns.ids)).strip() if columns.ids else ""
        name = words_of(self._spread(row, columns.names)).strip() if columns.names else ""
        if not id_ and not name:
            raise BadUsage(msg(N_("The row names no unit.")))
        if not id_:
            return units.find(name)
        unit = units.find(id_)
        other = units.known(name) if name else None
        if other is not None and other.id != unit.id:
            raise BadUsage(
                msg(N_("The id means {unit}, the name {other}."), unit=unit.name, other=other.name),
                msg(N_("Perhaps a column was sorted without the others.")),
            )
        return unit

    def _spread(self, row: int, column: int) -> object:
        """A cell, or the merged one that covers it."""
        return self._sheet.value(*self._sheet.merged.get((row, column), (row, column)))

    def _asked(self, unit: Unit) -> frozenset[str]:
        """The paths that a unit is asked for in this period."""
        asked = asked_figures(self._lookup.office, unit, self._period)
        return frozenset(slot.path for figure in asked for slot in figure_slots(figure, self._lookup.speech))

    def _not_asked(self, unit: Unit, slot: FormSlot, spot: Spot) -> Problem:
        message = msg(
            N_("{figure} is not asked of {unit} for {period}."),
            figure=slot.of or slot.label,
            unit=unit.name,
            period=self._period,
        )
        return Problem(spot=spot, message=message, hint=msg(N_("Clear the cell.")))
