"""ct58 contribute: what this office hands up to be added."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import period_of, period_option
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.records.places import is_data_file
from ct58.domain.rollup.package import ContributionPackage
from ct58.domain.standing.report_calendar import check_horizon
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.render.screens.contribution import contribution_page, row_counts
from ct58.services.reading.opening import STATUS_SLICE, Slice
from ct58.views.contribution import ContributionOrder, contribution_view

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_EVERYTHING = Slice(needs=STATUS_SLICE.needs | {"figures"})
PACKAGE_FORM = "zip"
_ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


class PackageCommand(ViewCommand):
    """A view that is also a package for another office."""

    formats = (*ViewCommand.formats, PACKAGE_FORM)


@app.command(
    cls=PackageCommand,
    help=_(
        N_(
            "What this office hands up: its indicators folded by kind of unit, with what is still open, so that a superior "
            "adds them exactly; where its tasks and reports stand, what it asks for, what it signed. -o khoi.zip writes the "
            "package, without it the contents are shown. No unit is named in it, unless a superior asks for --units."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 contribute --as-of 15/1/2025 -o khoi.zip · ct58 contribute -p 2024 -o khoi.zip · "
            "ct58 contribute --office tinh-a -o tinh-a.zip · ct58 contribute --units -o khoi.zip"
        )
    ),
)
def contribute(
    ctx: typer.Context,
    period: Annotated[
        str | None,
        period_option(
            N_(
                "The time that it is about, such as 2024 (default: the year of the last period that has ended)."
            )
        ),
    ] = None,
    office: Annotated[
        str | None,
        typer.Option(
            "--office",
            metavar=_(N_("OFFICE")),
            help=_(
                N_("What the superior calls this office in levels.yaml (default: its name in small letters).")
            ),
        ),
    ] = None,
    units: Annotated[
        bool,
        typer.Option(
            "--units",
            help=_(
                N_(
                    "Also a row a unit, by name, as Parquet: only where a superior asks for it. Needs pyarrow (ct58[rollup])."
                )
            ),
        ),
    ] = False,
) -> None:
    """Show the contents, or write the package."""
    around: Surroundings = ctx.obj
    asked = period_of(period, around)
    if office is not None and not _is_id(office):
        raise BadUsage(
            msg(N_("“{id}” is no id: small letters, digits and hyphens, without accents."), id=office),
            msg(N_("For example: --office dang-uy-khoi")),
        )
    data = around.open(_EVERYTHING)
    if asked is not None:
        check_horizon(data, asked)
    revision, is_clean = _state(around)
    order = ContributionOrder(
        office=office,
        as_of=around.as_of,
        period=asked,
        revision=revision,
        is_clean=is_clean,
        with_units=units,
    )
    package = contribution_view(data, order)
    give(
        around,
        Answer(
            command="contribute",
            as_of=around.as_of,
            page=lambda: contribution_page(package, around.speech),
            data=lambda: _as_json(package),
            files={PACKAGE_FORM: lambda: _zip(package)},
        ),
    )
    if around.options.output and Path(around.options.output).suffix.lower() == f".{PACKAGE_FORM}":
        around.warn(_written(package, around.options.output))


def _is_id(text: str) -> bool:
    return bool(text) and set(text) <= _ID_LETTERS


def _state(around: Surroundings) -> tuple[str | None, bool | None]:
    """The revision that is read, or at which the folder stands, and whether it shows just this."""
    read = around.source.revision
    if read is not None:
        return read.short, True
    from ct58.vcs.revisions import current_revision

    found = current_revision(around.root, around.environment, is_data_file)
    return (found.id, not found.has_changes) if found else (None, None)


def _zip(package: ContributionPackage) -> bytes:
    from ct58.exchange.package_writer import package_bytes

    return package_bytes(package)


def _as_json(package: ContributionPackage) -> dict[str, object]:
    """What the package says about itself, and how many rows its tables have."""
    from ct58.exchange.package_layout import manifest_as_json

    return {**manifest_as_json(package.manifest), "rows": row_counts(package)}


def _written(package: ContributionPackage, file: str) -> Message:
    """Who will be known by which name: the superior's list must call the office so."""
    text = N_("{file}: {office}, {period}, as of {day}. Send it as it is.")
    manifest = package.manifest
    return msg(text, file=file, office=manifest.office, period=manifest.period, day=manifest.as_of)
