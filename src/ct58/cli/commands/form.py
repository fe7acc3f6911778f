"""ct58 form: forms for the units to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import FormattedCommand
from ct58.cli.language import _
from ct58.cli.options import DryRunOption
from ct58.cli.output import tell_files
from ct58.cli.surroundings import Surroundings
from ct58.domain.records.office import Office
from ct58.domain.records.unit_search import find_units
from ct58.domain.records.units import Unit
from ct58.domain.time.dates import parse_period
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.services.writing.forms import (
    asked_of,
    chosen_figures,
    form_slice,
    units_to_ask,
    write_forms,
    write_grid,
)

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "form",
    cls=FormattedCommand,
    help=_(
        N_(
            "Excel forms for the units: only what each is asked in this period, with last period's values. "
            "Filled ones come back with: ct58 import"
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 form --period 2021-Q3 -o bieu-mau · ct58 form so-y-te so-noi-vu --period 2021-Q3 -o bieu-mau · "
            "ct58 form --period 2021-Q3 --grid -o quy-3.xlsx · "
            "ct58 form --period 2022 --grid --only yearly_resolution -o nghi-quyet.xlsx"
        )
    ),
)
def form_command(
    ctx: typer.Context,
    period: Annotated[
        str, typer.Option("--period", "-p", metavar=_(N_("PERIOD")), help=_(N_("Such as 2021-Q2.")))
    ],
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar=_(N_("DIR")), help=_(N_("The folder; with --grid the file."))),
    ],
    units: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_(N_("[UNIT…]")),
            help=_(N_("Ids or aliases (default: all that owe this period's report).")),
        ),
    ] = None,
    grid: Annotated[
        bool, typer.Option("--grid", help=_(N_("One workbook: a row a unit, a column a figure.")))
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar=_(N_("FIGURE")),
            help=_(
                N_(
                    "With --grid only this figure, by key or printed number; may be repeated. What the office itself receives is then booked, no report."
                )
            ),
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_(N_("Overwrite what is there.")))] = False,
    dry_run: DryRunOption = False,
) -> None:
    """Write the forms, and say which."""
    around: Surroundings = ctx.obj
    asked = parse_period(period, around.today)
    office = around.open_whole(form_slice(asked))
    named = find_units(office, units) if units else ()
    to_ask = units_to_ask(office, named, asked, around.today)
    target = Path(output)
    if only and not grid:
        raise BadUsage(msg(N_("--only chooses the columns of a grid.")), msg(N_("Add --grid.")))
    if grid:
        chosen = chosen_figures(office, only) if only else None
        to_ask = asked_of(office, to_ask, asked, chosen) if chosen is not None else to_ask
        lines, files = _grid(around, office, to_ask, asked, target, force=force, only=chosen, dry_run=dry_run)
    else:
        lines, files = _forms(around, office, to_ask, asked, target, force=force, dry_run=dry_run)
    if dry_run:
        lines = [*lines[:-1], msg(N_("A trial: nothing was written."))]
    units_asked = [unit.id for unit in to_ask]
    tell_files(around, "form", lines, files, {"units": units_asked, "written": not dry_run})


def _forms(
    around: Surroundings,
    office: Office,
    units: Sequence[Unit],
    period: Period,
    folder: Path,
    *,
    force: bool,
    dry_run: bool,
) -> tuple[list[Message], tuple[Path, ...]]:
    if folder.is_file() or folder.suffix.lower() == ".xlsx":
        raise BadUsage(
            msg(N_("“{file}” is a file; the forms need a folder."), file=str(folder)),
            msg(N_("For one workbook with all units add --grid.")),
        )
    progress = around.progress(N_("Writing the forms"))
    paths = write_forms(
        office, units, period, folder, around.speech, force=force, progress=progress, dry_run=dry_run
    )
    text = msg(
        N_("{count} forms for {period} in {folder}."),
        count=around.speech.count(len(paths)),
        period=period,
        folder=str(folder),
    )
    bodies = sum(office.terms.is_body(unit.kind) for unit in units)
    apart = N_("{count} of them are of the committee and the bodies around it: their files have no number.")
    aside = [msg(apart, count=around.speech.count(bodies))] if 0 < bodies < len(units) else []
    return [
        text,
        *aside,
        msg(N_("When they come back: ct58 import {folder} --dry-run"), folder=str(folder)),
    ], paths


def _grid(
    around: Surroundings,
    office: Office,
    units: Sequence[Unit],
    period: Period,
    path: Path,
    *,
    force: bool,
    only: frozenset[str] | None,
    dry_run: bool,
) -> tuple[list[Message], tuple[Path, ...]]:
    if path.suffix.lower() != ".xlsx":
        raise BadUsage(
            msg(N_("“{file}” is no name of a workbook."), file=str(path)),
            msg(N_("For example: -o {file}"), file=f"{path.name or 'bieu'}.xlsx"),
        )
    lists = write_grid(office, units, period, path, around.speech, force=force, only=only, dry_run=dry_run)
    count = around.speech.count(len(units))
    lines = [msg(N_("{file}: {count} units, {period}."), file=str(path), count=count, period=period)]
    if lists:
        lines.append(msg(N_("Not in the grid, because they are lists: {figures}"), figures="; ".join(lists)))
    return [*lines, msg(N_("When it comes back: ct58 import {folder} --dry-run"), folder=str(path))], (path,)
