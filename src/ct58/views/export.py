"""The tables that `export` gives to other programs, and what each of their columns means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Literal

from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure
from ct58.domain.records.units import Unit
from ct58.domain.time.period import ONE_DAY
from ct58.i18n import N_
from ct58.records import positional_record, record
from ct58.views.facts import Wanted, fact_rows

TableName = Literal["facts", "units", "unit_times", "figures", "columns"]
ColumnType = Literal["string", "integer", "boolean", "date", "list"]
ExportCells = tuple[object, ...]


@positional_record
class ExportColumn:
    """A column: its name, the same in every language, what it means, and the type of its cells."""

    name: str
    meaning: str
    type: ColumnType = "string"


@positional_record
class Reference:
    """A column whose cells are keys of a table; "" is its own."""

    column: str
    table: str
    key: str


@record
class ExportTable:
    """A table to be written out: its columns, and its rows, which are made while they are read, once."""

    name: TableName
    columns: tuple[ExportColumn, ...]
    rows: Iterable[ExportCells]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


FACT_COLUMNS = (
    ExportColumn("unit", N_("The unit's id.")),
    ExportColumn("unit_name", N_("Its name.")),
    ExportColumn("kind", N_("Its kind, by its id in programme.yaml.")),
    ExportColumn("organisation", N_("Its form of organisation, by its id; empty for those without one.")),
    ExportColumn("period", N_("The period of the report: 2021-Q2, 2021, or once.")),
    ExportColumn(
        "ends_on", N_("The period's last day: on it the unit must exist to owe the report."), "date"
    ),
    ExportColumn("figure", N_("The key of the figure.")),
    ExportColumn("number", N_("Its printed number on the form."), "integer"),
    ExportColumn("label", N_("Its words on the form.")),
    ExportColumn("type", N_("Its type: integer, decimal, money, boolean, date, text, enum, record, list.")),
    ExportColumn(
        "index", N_("Of a list: which row, from 1; 0 for a list without rows. Else empty."), "integer"
    ),
    ExportColumn("field", N_("Of a record, or of a row of a list: which field. Else empty.")),
    ExportColumn(
        "value", N_("The value, of the figure's type; empty where there is none: only a reported 0 is 0.")
    ),
    ExportColumn(
        "state",
        N_(
            "given; not_applicable (n/a); not_given (the report has come without it); missing (nothing has come); "
            "undecided (it stands in the file and waits for its decision or reason); not_counted (it stands there but "
            "does not count on the day: the report is not in, was sent back or came later, or another unit's has it); unreadable "
            "(nobody knows: its file has errors)."
        ),
    ),
    ExportColumn(
        "expected",
        N_(
            "Whether the unit owes the figure by the day: it is asked of it, the period has ended, the unit existed."
        ),
        "boolean",
    ),
    ExportColumn(
        "report_state",
        N_("The report's state: expected, registered, received, partial, empty, returned; empty: no report."),
    ),
    ExportColumn("received_on", N_("The day on which the report first arrived."), "date"),
    ExportColumn("quality", N_("estimated or final, as the report says.")),
    ExportColumn("document_number", N_("The number of the report's document.")),
    ExportColumn("document_date", N_("Its date."), "date"),
    ExportColumn("file", N_("The file in the data folder; empty where there is none.")),
    ExportColumn("line", N_("The line in it."), "integer"),
    ExportColumn("reason", N_("Why it has no level or does not apply, as the report says.")),
)
UNIT_COLUMNS = (
    ExportColumn("id", N_("The unit's id, as in the facts.")),
    ExportColumn("name", N_("Its name.")),
    ExportColumn("short_name", N_("Its short name.")),
    ExportColumn("kind", N_("Its kind, by its id in programme.yaml.")),
    ExportColumn("organisation", N_("Its form of organisation, by its id; empty for those without one.")),
    ExportColumn("order", N_("Its place in the office's own order."), "integer"),
    ExportColumn("valid_from", N_("The first day on which it exists; empty: always."), "date"),
    ExportColumn("valid_to", N_("The last day on which it exists; empty: still."), "date"),
    ExportColumn("merged_into", N_("The unit for which its figures count from the day after.")),
    ExportColumn("split_from", N_("The unit that it came from.")),
    ExportColumn("flags", N_("Its flags."), "list"),
    ExportColumn("sets", N_("The programme's sets to which it belongs, whenever it existed."), "list"),
)
UNIT_TIME_COLUMNS = (
    ExportColumn("unit", N_("The unit's id, as in the facts.")),
    ExportColumn("from", N_("The first day on which it was so; empty: always."), "date"),
    ExportColumn("until", N_("The last day on which it was so; empty: still."), "date"),
    *(column for column in UNIT_COLUMNS if column.name in ("name", "short_name", "kind")),
    *(column for column in UNIT_COLUMNS if column.name in ("organisation", "order", "flags")),
    ExportColumn("sets", N_("The programme's sets to which it belonged in that time."), "list"),
)
FIGURE_COLUMNS = (
    ExportColumn("key", N_("The key of the figure.")),
    ExportColumn("number", N_("Its printed number on the form."), "integer"),
    ExportColumn("label", N_("Its words on the form.")),
    ExportColumn("type", N_("Its type: integer, decimal, money, boolean, date, text, enum, record, list.")),
    ExportColumn("unit", N_("What it counts.")),
    ExportColumn(
        "adds", N_("How periods add up: flow (sum), cumulative (the year's last one), stock (the last one).")
    ),
    ExportColumn("every", N_("How often it is asked: quarter, year, once.")),
    ExportColumn("units", N_("The set of units that it is asked of.")),
    ExportColumn(
        "if_absent",
        N_(
            "What absence means after the due day: unknown, or no (the office itself would have received it)."
        ),
    ),
    ExportColumn("asked", N_("false: it comes by decision, and is not asked of the unit."), "boolean"),
    ExportColumn("subset_of", N_("The figure that it is a part of.")),
    ExportColumn("min", N_("The least value that is allowed."), "integer"),
    ExportColumn("max", N_("The greatest value that is allowed."), "integer"),
    ExportColumn("from", N_("The first period in which it is asked.")),
    ExportColumn("until", N_("The last period in which it is asked.")),
    ExportColumn("values", N_("The words that it may take."), "list"),
    ExportColumn("fields", N_("The fields of a record or list."), "list"),
)
COLUMN_COLUMNS = (
    ExportColumn("table", N_("The table: facts, units, unit_times, figures.")),
    ExportColumn("column", N_("The column's name.")),
    ExportColumn("meaning", N_("What it says.")),
)
KEYS: Mapping[TableName, tuple[str, ...]] = {
    "facts": ("unit", "period", "figure", "index", "field"),
    "units": ("id",),
    "unit_times": ("unit", "from"),
    "figures": ("key",),
}
"""What names a row of each table, once."""
REFERENCES: Mapping[TableName, tuple[Reference, ...]] = {
    "facts": (Reference("unit", "units", "id"), Reference("figure", "figures", "key")),
    "units": (Reference("merged_into", "", "id"), Reference("split_from", "", "id")),
    "unit_times": (Reference("unit", "units", "id"),),
    "figures": (Reference("subset_of", "", "key"),),
}
_COLUMNS: tuple[tuple[TableName, tuple[ExportColumn, ...]], ...] = (
    ("facts", FACT_COLUMNS),
    ("units", UNIT_COLUMNS),
    ("unit_times", UNIT_TIME_COLUMNS),
    ("figures", FIGURE_COLUMNS),
)


def facts_table(
    office: Office, as_of: dt.date, asked: Wanted, units: Iterable[Unit] | None = None
) -> ExportTable:
    """The facts as known on a day, see `fact_rows`."""
    cells = attrgetter(*(column.name for column in FACT_COLUMNS))
    return ExportTable(
        name="facts", columns=FACT_COLUMNS, rows=map(cells, fact_rows(office, as_of, asked, units))
    )


def units_table(office: Office, asked: Wanted) -> ExportTable:
    """The register, with the sets that each unit belongs to."""
    return ExportTable(name="units", columns=UNIT_COLUMNS, rows=_unit_rows(office, asked.units))


def _unit_rows(office: Office, units: Iterable[Unit]) -> Iterator[ExportCells]:
    plain = attrgetter(*(column.name for column in UNIT_COLUMNS[:-1]))
    sets = {name: office.meant_ids(name, office.known_on) for name in office.programme.sets}
    for unit in units:
        yield *plain(unit), tuple(name for name, ids in sets.items() if unit.id in ids)


def unit_times_table(office: Office, asked: Wanted) -> ExportTable:
    """What each unit was in which time: a row for each, the oldest first; the times of a unit leave no gap."""
    return ExportTable(
        name="unit_times", columns=UNIT_TIME_COLUMNS, rows=_unit_time_rows(office, asked.units)
    )


def _unit_time_rows(office: Office, units: Iterable[Unit]) -> Iterator[ExportCells]:
    plain = attrgetter("name", "short_name", "kind", "organisation", "order", "flags")
    for unit in units:
        turns = sorted({*(change.since for change in unit.changes), *_turns_of_sets(office, unit)})
        starts, ends = [unit.valid_from, *turns], [*(day - ONE_DAY for day in turns), unit.valid_to]
        for first, last in zip(starts, ends, strict=True):
            day = min(last or office.known_on, office.known_on)
            yield unit.id, first, last, *plain(unit.on(day)), _sets_on(office, unit, day)


def _turns_of_sets(office: Office, unit: Unit) -> Iterator[dt.date]:
    """The days within a unit's time from which an amendment of the sets has it in others."""
    for edition in office.history.editions[1:]:
        since, before = edition.since, edition.since - ONE_DAY
        has_begun = unit.valid_from is None or unit.valid_from < since
        is_there = has_begun and (unit.valid_to is None or since <= unit.valid_to)
        if is_there and _sets_on(office, unit, since) != _sets_on(office, unit, before):
            yield since


def _sets_on(office: Office, unit: Unit, day: dt.date) -> tuple[str, ...]:
    return tuple(name for name in office.programme.sets if unit.id in office.meant_ids(name, day))


def figures_table(asked: Wanted) -> ExportTable:
    """The report form, line by line."""
    return ExportTable(name="figures", columns=FIGURE_COLUMNS, rows=map(_figure_row, asked.figures))


def _figure_row(figure: Figure) -> ExportCells:
    return (
        *(figure.key, figure.number, figure.label, figure.type, figure.unit, figure.adds, figure.every),
        *(figure.units, figure.if_absent, figure.asked, figure.subset_of, figure.min, figure.max),
        *(str(figure.from_) if figure.from_ else None, str(figure.until) if figure.until else None),
        *(tuple(figure.values), tuple(field.key for field in figure.fields)),
    )


def columns_table() -> ExportTable:
    """The data dictionary; meanings are to be translated by whoever shows them."""
    rows = ((table, column.name, column.meaning) for table, columns in _COLUMNS for column in columns)
    return ExportTable(name="columns", columns=COLUMN_COLUMNS, rows=rows)
