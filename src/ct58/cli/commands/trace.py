"""ct58 trace."""

from __future__ import annotations

from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.text.suggestions import suggestion
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.render.screens.catalogue import trace_page
from ct58.render.words.record_keys import trace_as_json, trace_beside
from ct58.services.reading.opening import PROGRAMME_ONLY
from ct58.views.catalogue import trace_view

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=ViewCommand,
    help=_(N_("Clause by clause: what follows it, and what nothing of its kind follows.")),
    epilog=_(N_("Examples: ct58 trace · ct58 trace II.4.1 · ct58 trace --gaps")),
)
def trace(
    ctx: typer.Context,
    start: Annotated[
        str, typer.Argument(metavar=_(N_("[CLAUSE]")), help=_(N_("Only clauses whose id begins so.")))
    ] = "",
    gaps: Annotated[
        bool,
        typer.Option("--gaps", help=_(N_("Only clauses with a gap, and those that figures alone follow."))),
    ] = False,
) -> None:
    """Show what follows what."""
    around: Surroundings = ctx.obj
    office = around.open(PROGRAMME_ONLY)
    view = trace_view(office, start, gaps)
    if start and not view.looked_at:
        near = suggestion(start, [clause.id for clause in office.programme.clauses])
        raise BadUsage(
            msg(N_("There is no clause or part {id}{suggestion}."), id=start, suggestion=near),
            msg(N_("See the ids: ct58 list clauses.")),
        )
    give(
        around,
        Answer(
            command="trace",
            as_of=around.as_of,
            page=lambda: trace_page(view, around.speech),
            data=lambda: trace_as_json(view),
            beside=lambda: trace_beside(view),
        ),
    )
