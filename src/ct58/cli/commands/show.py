"""ct58 show."""

from __future__ import annotations

from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.search import find_thing
from ct58.i18n import N_
from ct58.render.details import detail_as_json
from ct58.render.pages.show import show_page
from ct58.services.opening import STATUSES
from ct58.views.detail import detail_view

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=ViewCommand,
    help=_(N_("One task, duty, indicator, figure, clause, part or unit, by its id or name.")),
    epilog=_(N_("Examples: ct58 show PL-02 · ct58 show CT-18 · ct58 show II.4.1-1 · ct58 show so y te")),
)
def show(
    ctx: typer.Context,
    what: Annotated[
        list[str], typer.Argument(metavar=_(N_("ID")), help=_(N_("An id, or a unit's name without accents.")))
    ],
) -> None:
    """Show one thing."""
    around: Surroundings = ctx.obj
    office = around.open(STATUSES)
    view = detail_view(office, find_thing(office, " ".join(what)), around.as_of)
    give(
        around,
        Answer(
            command="show",
            as_of=around.as_of,
            page=lambda: show_page(view, around.speech),
            data=lambda: detail_as_json(view),
            rows=lambda: [detail_as_json(view)],
        ),
    )
