"""ct58 status."""

from __future__ import annotations

from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import OwnerOption, asked_unit, period_of, period_option
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.standing.batches import batches
from ct58.i18n import N_
from ct58.render.screens.status import status_as_json, status_page
from ct58.services.reading.slices import status_slice
from ct58.views.calls import chase_view
from ct58.views.status import status_view

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=ViewCommand,
    help=_(
        N_(
            "Where the programme stands: tasks and duties, indicators, reports, what falls due in 30 days, "
            "and what to do next."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 status · ct58 status --as-of 15/7/2021 · ct58 status --period 2021 · "
            "ct58 status --owner BTC"
        )
    ),
)
def status(
    ctx: typer.Context,
    period: Annotated[
        str | None,
        period_option(N_("The period of indicators and reports (default: the last that has ended).")),
    ] = None,
    owner: OwnerOption = None,
) -> None:
    """Show where the programme stands."""
    around: Surroundings = ctx.obj
    as_of = around.as_of
    asked = period_of(period, around)
    needed = status_slice(around.source, as_of, asked, with_debts=owner is None)
    office = around.open(needed.slice)
    owed = tuple(batches(office, as_of)) if owner is None else None
    chase = chase_view(office, as_of, owed) if owner is None else None
    view = status_view(office, needed.scope, as_of, asked_unit(office, owner), chase, owed)
    give(
        around,
        Answer(
            command="status",
            as_of=as_of,
            page=lambda: status_page(view, around.speech),
            data=lambda: status_as_json(view, around.speech),
        ),
    )
