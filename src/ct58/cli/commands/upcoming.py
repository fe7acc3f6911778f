"""ct58 upcoming."""

from __future__ import annotations

from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import ItemKindOption, OwnerOption, due_filter
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.i18n import N_
from ct58.render.screens.overdue import due_as_json, due_counts
from ct58.render.screens.upcoming import upcoming_page
from ct58.services.reading.opening import STATUS_SLICE
from ct58.views.due import SOON_DAYS, upcoming_view

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=ViewCommand,
    help=_(N_("What is not done and falls due within a number of days, by day.")),
    epilog=_(N_("Examples: ct58 upcoming · ct58 upcoming --within 90 --owner BTG")),
)
def upcoming(
    ctx: typer.Context,
    within: Annotated[
        int,
        typer.Option("--within", min=0, max=3660, metavar=_(N_("DAYS")), help=_(N_("How many days ahead."))),
    ] = SOON_DAYS,
    owner: OwnerOption = None,
    kind: ItemKindOption = None,
) -> None:
    """Show what falls due."""
    around: Surroundings = ctx.obj
    office = around.open(STATUS_SLICE)
    view = upcoming_view(office, around.as_of, within, due_filter(office, owner, kind))
    give(
        around,
        Answer(
            command="upcoming",
            as_of=around.as_of,
            page=lambda: upcoming_page(view, within, around.speech),
            data=lambda: due_as_json(view),
            beside=lambda: due_counts(view),
        ),
    )
