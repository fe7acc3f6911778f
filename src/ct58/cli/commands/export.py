"""ct58 export."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, BinaryIO, Literal, TextIO

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import asked_unit
from ct58.cli.surroundings import Surroundings
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.standing.report_calendar import check_horizon
from ct58.domain.time.dates import parse_period
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.services.reading.slices import export_slice
from ct58.views.export import (
    ExportTable,
    TableName,
    columns_table,
    facts_table,
    figures_table,
    unit_times_table,
    units_table,
)
from ct58.views.facts import Wanted, wanted

app = typer.Typer(rich_markup_mode=None, add_completion=False)

ExportForm = Literal["csv", "jsonl", "xlsx", "parquet"]
_BY_ENDING: dict[str, ExportForm] = {
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
}
_What = Literal["facts", "units", "unit_times", "figures", "columns", "package"]
_TABLES: tuple[TableName, ...] = ("facts", "units", "unit_times", "figures")
"""What a package holds."""


class ExportCommand(ViewCommand):
    """A command that gives tables to other programs."""

    formats = ("csv", "jsonl", "xlsx", "parquet")
    form_help = N_("The form (default: csv); xlsx and parquet need -o.")


@record
class _Filter:
    """The words of the command line that choose facts."""

    figures: tuple[str, ...]
    units: tuple[str, ...]
    sets: tuple[str, ...]
    periods: tuple[Period, ...]


_ALL = _Filter(figures=(), units=(), sets=(), periods=())


@app.command(
    cls=ExportCommand,
    help=_(
        N_(
            "All facts of the reports as one table, a row each, for DuckDB, pandas or Excel; "
            "what was asked for and has not come has a row, too. "
            "What the columns mean: ct58 export --what columns"
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 export -o so-lieu.xlsx · ct58 export -p 2021 -p once -o 2021.csv · "
            "ct58 export --figure members_admitted --set tccsd --format jsonl · "
            "ct58 export --what units -o don-vi.csv · ct58 export --what columns · ct58 export --what package -o goi"
        )
    ),
)
def export(
    ctx: typer.Context,
    what: Annotated[
        _What,
        typer.Option(
            "--what",
            help=_(
                N_(
                    "The facts (default), the units, what they were when, the figures of the form, or what the columns mean; "
                    "package: all of them in a folder (-o DIR), described for programs (datapackage.json)."
                )
            ),
        ),
    ] = "facts",
    period: Annotated[
        list[str] | None,
        typer.Option(
            "--period",
            "-p",
            metavar=_(N_("PERIOD")),
            help=_(
                N_("Only reports of periods inside this one; `once` for what is given once; may be repeated.")
            ),
        ),
    ] = None,
    figure: Annotated[
        list[str] | None,
        typer.Option(
            "--figure",
            metavar=_(N_("FIGURE")),
            help=_(N_("Only this figure, by key or printed number; may be repeated.")),
        ),
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", metavar=_(N_("UNIT")), help=_(N_("Only this unit; may be repeated."))),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar=_(N_("SET")),
            help=_(N_("Only units of this set of the programme; may be repeated.")),
        ),
    ] = None,
) -> None:
    """Write one table."""
    around: Surroundings = ctx.obj
    form = _package_form(around) if what == "package" else _form(around)
    chosen = _Filter(
        figures=tuple(figure or ()),
        units=tuple(unit or ()),
        sets=tuple(set_ or ()),
        periods=tuple(parse_period(text, around.today) for text in period or ()),
    )
    if what == "package":
        _give_package(around, chosen, form)
    else:
        _give(around, _table(around, what, chosen), form)


def _package_form(around: Surroundings) -> ExportForm:
    """CSV or Parquet, into a folder. Raises BadUsage for anything else."""
    options = around.options
    if not options.output or Path(options.output).suffix.lower() in _BY_ENDING:
        raise BadUsage(
            msg(N_("A package is several files: it needs a folder.")),
            msg(N_("For example: ct58 export --what package -o goi-so-lieu")),
        )
    if options.format not in (None, "csv", "parquet"):
        raise BadUsage(
            msg(N_("The tables of a package are csv or parquet, not {form}."), form=options.format)
        )
    return "parquet" if options.format == "parquet" else "csv"


def _form(around: Surroundings) -> ExportForm:
    """--format, else the file's ending, else CSV. Raises BadUsage where they say nothing that can be done."""
    options = around.options
    if options.format in ("xlsx", "parquet") and not options.output:
        text = N_("{form} is written into a file only: add -o FILE.{form}.")
        raise BadUsage(msg(text, form=options.format))
    if options.format or not options.output:
        return options.format or "csv"  # type: ignore[return-value]  # click has checked the choice
    ending = Path(options.output).suffix.lower()
    if ending not in _BY_ENDING:
        raise BadUsage(
            msg(N_("“{ending}” is not a form that this command can write."), ending=ending or options.output),
            msg(N_("Endings: {endings}"), endings=", ".join(_BY_ENDING)),
        )
    return _BY_ENDING[ending]


def _table(around: Surroundings, what: TableName, chosen: _Filter) -> ExportTable:
    if what == "columns":
        return columns_table()
    office = around.open(export_slice(what, chosen.periods))
    asked = _wanted(office, chosen)
    if what == "units":
        return units_table(office, asked)
    if what == "unit_times":
        return unit_times_table(office, asked)
    if what == "figures":
        return figures_table(asked)
    return facts_table(office, around.as_of, asked, _watched(around, asked.units))


def _wanted(office: Office, chosen: _Filter) -> Wanted:
    for period in chosen.periods:
        _check_has_facts(office, period)
    units = [unit for text in chosen.units if (unit := asked_unit(office, text)) is not None]
    return wanted(office, figures=chosen.figures, sets=chosen.sets, units=units, periods=chosen.periods)


def _check_has_facts(office: Office, period: Period) -> None:
    """A slip of the year is refused instead of giving an empty table; reports from before the programme are facts."""
    if not any(period.covers(report.period) for report in office.reports.values()):
        check_horizon(office, period)


def _watched(around: Surroundings, units: tuple[Unit, ...]) -> Iterator[Unit]:
    """The units, with a progress line for whoever watches."""
    progress = around.progress(N_("Writing the units' facts"))
    for done, unit in enumerate(units, start=1):
        yield unit
        if progress:
            progress(done, len(units))


def _give_package(around: Surroundings, chosen: _Filter, form: ExportForm) -> None:
    """The tables and their description into a folder; what they refer to is whole, whichever facts are asked for."""
    from ct58.cli.output import tell_files
    from ct58.render.formats.data_package import DESCRIPTION, Resource, data_package
    from ct58.store.output_folder import write_folder

    tables = [_table(around, name, chosen if name == "facts" else _ALL) for name in _TABLES]
    resources = [Resource(table.name, f"{table.name}.{form}", table.columns) for table in tables]
    head = around.open(export_slice("figures", ())).programme.head
    title = around.speech.say(msg(N_("Figures of Programme {number}"), number=head.number))
    revision = around.source.revision
    facts = {"as_of": around.as_of.isoformat(), "revision": revision.id if revision else None}
    described = data_package(resources, title, facts, around.speech)
    files = [(DESCRIPTION, lambda: described)]
    files += [
        (resource.file, partial(_content, table, form))
        for resource, table in zip(resources, tables, strict=True)
    ]
    folder = Path(around.options.output or "")
    written = write_folder(folder, files, force=around.options.force)
    line = msg(
        N_("{count} tables in {folder}, described in {file}."),
        count=len(tables),
        folder=str(folder),
        file=DESCRIPTION,
    )
    tell_files(around.with_options(format=None), "export", [line], written.files)


def _content(table: ExportTable, form: ExportForm) -> bytes:
    """A table of a package."""
    stream = io.BytesIO()
    if form == "parquet":
        _fill_parquet(stream, table)
        return stream.getvalue()
    from ct58.render.formats.csv import write_plain_csv

    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    write_plain_csv(text, table.header, table.rows)
    text.flush()
    return stream.getvalue()


def _fill_parquet(stream: BinaryIO, table: ExportTable) -> None:
    from ct58.render.formats.parquet import write_parquet

    write_parquet(stream, table.columns, table.rows)


def _give(around: Surroundings, table: ExportTable, form: ExportForm) -> None:
    """Row by row into a file or to stdout; a CSV file begins with a BOM, so that Excel reads it as UTF-8."""
    if not around.options.output:
        _write_text(sys.stdout, table, form)
        return
    from ct58.store.output_file import fill_new

    def fill(stream: BinaryIO) -> None:
        if form == "xlsx":
            from ct58.render.formats.xlsx import write_workbook

            write_workbook(stream, table.name, table.header, _rows(table))
            return
        if form == "parquet":
            _fill_parquet(stream, table)
            return
        encoding = "utf-8-sig" if form == "csv" else "utf-8"
        text = io.TextIOWrapper(stream, encoding=encoding, newline="")
        _write_text(text, table, form)
        text.detach()

    fill_new(Path(around.options.output), fill, around.options.force)


def _write_text(stream: TextIO, table: ExportTable, form: ExportForm) -> None:
    if form == "csv":
        from ct58.render.formats.csv import write_csv

        write_csv(stream, table.header, _rows(table))
    else:
        from ct58.render.formats.json import write_json_lines

        write_json_lines(stream, table.header, _rows(table))


def _rows(table: ExportTable) -> Iterable[tuple[object, ...]]:
    """The rows; the dictionary speaks the user's language."""
    return ((*row[:-1], _(str(row[-1]))) for row in table.rows) if table.name == "columns" else table.rows
