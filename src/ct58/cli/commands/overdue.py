"""ct58 overdue."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import ItemKindOption, OwnerOption, due_filter, since_day
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.i18n import N_
from ct58.render.screens.overdue import due_as_json, due_counts, overdue_page
from ct58.services.reading.opening import STATUS_SLICE
from ct58.views.due import overdue_view

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=ViewCommand,
    help=_(N_("What is overdue on a day: tasks of the appendix, duties, and what units have not sent.")),
    epilog=_(
        N_("Examples: ct58 overdue · ct58 overdue --as-of 15/7/2021 --owner VP · ct58 overdue -o qua-han.csv")
    ),
)
def overdue(
    ctx: typer.Context,
    owner: OwnerOption = None,
    kind: ItemKindOption = None,
    expand: Annotated[
        bool, typer.Option("--expand", help=_(N_("One line an occurrence, all units by name.")))
    ] = False,
    older: Annotated[
        bool, typer.Option("--older", help=_(N_("Only old debts: from before the newest period of reports.")))
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar=_(N_("DATE")), help=_(N_("Compare with this day (default: the day before)."))
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=_(N_("Exit with 1 if anything is overdue.")))
    ] = False,
) -> int:
    """Show what is overdue; exit code 1 only if asked for."""
    around: Surroundings = ctx.obj
    office = around.open(STATUS_SLICE)
    as_of = around.as_of
    earlier = since_day(since, around, as_of) or as_of - dt.timedelta(days=1)
    view = overdue_view(office, as_of, due_filter(office, owner, kind), earlier, only_older=older)
    answer = Answer(
        command="overdue",
        as_of=as_of,
        page=lambda: overdue_page(view, around.speech, expand),
        data=lambda: due_as_json(view),
        beside=lambda: due_counts(view),
    )
    give(around, answer)
    return 1 if exit_code and view.entries else 0
