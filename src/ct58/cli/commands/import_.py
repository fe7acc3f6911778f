"""ct58 import: filled forms, grids, tables and lists of decisions, taken over."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import FormattedCommand
from ct58.cli.language import _
from ct58.cli.options import DryRunOption, period_of
from ct58.cli.output import Answer, give
from ct58.cli.recorded import happened_on, past_day
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.importing import Terms
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.render.screens.imported import imported_as_json, imported_page
from ct58.services.writing.forms import DecisionWords, ImportWords, import_decision, import_reports
from ct58.views.unit_import import ImportedView

app = typer.Typer(rich_markup_mode=None, add_completion=False)

ImportReasonOption = Annotated[
    str | None,
    typer.Option("--reason", help=_(N_("Why figures that were typed in before are changed."))),
]
PartialOption = Annotated[
    bool,
    typer.Option("--partial", help=_(N_("Write the reports without a problem, and leave out the others."))),
]


@app.command(
    "import",
    cls=FormattedCommand,
    help=_(
        N_(
            "Take over forms that came back (.xlsx), grids, and CSV tables with a row a unit. All files are read "
            "first; with any problem nothing is written. With --list: the list of one decision."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 import bieu-mau --dry-run · ct58 import so-y-te-2021-Q2.xlsx --received-on 5/7/2021 · "
            "ct58 import --list party_rating --decision 87-QĐ/ĐUK --on 28/12/2021 xep-loai.xlsx --period 2021"
        )
    ),
)
def import_command(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(metavar=_(N_("FILE…")), help=_(N_("Workbooks, CSV files, or folders of them."))),
    ],
    period: Annotated[
        str | None,
        typer.Option(
            "--period", "-p", metavar=_(N_("PERIOD")), help=_(N_("Where the file does not say it."))
        ),
    ] = None,
    received_on: Annotated[
        str | None,
        typer.Option(
            "--received-on", metavar=_(N_("DATE")), help=_(N_("When they arrived (default: today)."))
        ),
    ] = None,
    reason: ImportReasonOption = None,
    partial: PartialOption = False,
    dry_run: DryRunOption = False,
    list_: Annotated[
        str | None,
        typer.Option(
            "--list", metavar=_(N_("FIGURE")), help=_(N_("A list of one decision, such as party_rating."))
        ),
    ] = None,
    decision: Annotated[
        str | None, typer.Option("--decision", metavar=_(N_("NUMBER")), help=_(N_("The decision's number.")))
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("The decision's date.")))
    ] = None,
) -> int:
    """Read, plan, write, and say what happened; exit code of the gravest problem."""
    around: Surroundings = ctx.obj
    words = ImportWords(
        files=tuple(map(Path, files)),
        terms=Terms(today=around.today, received_on=past_day(received_on, around), reason=reason),
        period=period_of(period, around),
        is_trial=dry_run,
        is_partial=partial,
    )
    said = _decision(around, list_, decision, on, words.period)
    view = _view(around, words, said)
    answer = Answer(
        command="import",
        as_of=around.today,
        page=lambda: imported_page(view, around.speech),
        data=lambda: imported_as_json(view, around.speech),
    )
    give(around, answer)
    return view.exit_code


def _view(around: Surroundings, words: ImportWords, said: DecisionWords | None) -> ImportedView:
    progress = around.progress(N_("Reading the files"))
    if said is None:
        return import_reports(around.desk(), words, around.speech, progress)
    return import_decision(around.desk(), words, said, around.speech, progress)


def _decision(
    around: Surroundings, figure: str | None, number: str | None, on: str | None, period: Period | None
) -> DecisionWords | None:
    """What --list, --decision and --on say together; without --period it is the year of the decision."""
    if figure is None and number is None and on is None:
        return None
    if figure is None or number is None or on is None:
        raise BadUsage(
            msg(N_("The list of a decision needs --list, --decision and --on.")),
            msg(N_("For example: --list party_rating --decision 87-QĐ/ĐUK --on 28/12/2021")),
        )
    day_ = happened_on(on, around)
    return DecisionWords(figure=figure, number=number, on=day_, period=period or Period.of_year(day_.year))
