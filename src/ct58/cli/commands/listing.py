"""ct58 list."""

from __future__ import annotations

from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.text.suggestions import suggestion
from ct58.domain.text.vietnamese import fold
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.render.screens.catalogue import list_page
from ct58.render.words.record_keys import list_as_json
from ct58.services.reading.opening import PROGRAMME_ONLY
from ct58.views.catalogue import LIST_KINDS, LISTS, ListKind, list_view

_KINDS = ", ".join(f"{listed.kind} ({listed.in_vietnamese.replace(' ', '-')})" for listed in LISTS)
"""The same in the office's words; typed with hyphens or in quotes, with accents or without."""
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "list",
    cls=ViewCommand,
    help=_(N_("List things of one kind; TEXT keeps those in which every word occurs, accents don't count.")),
    epilog=_(N_("Examples: ct58 list tasks · ct58 list indicators ket nap · ct58 list units -o don-vi.csv")),
)
def list_command(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar=_(N_("KIND")), help=_KINDS)],
    text: Annotated[
        list[str] | None, typer.Argument(metavar=_(N_("[TEXT]")), help=_(N_("Words to look for.")))
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help=_(N_("Units that have ended, too.")))] = False,
) -> None:
    """Show one list."""
    around: Surroundings = ctx.obj
    known = _kind(kind)
    office = around.open(PROGRAMME_ONLY)
    view = list_view(office, known, " ".join(text or ()), None if everything else around.as_of)
    give(
        around,
        Answer(
            command="list",
            as_of=around.as_of,
            page=lambda: list_page(view, around.speech),
            data=lambda: list_as_json(view),
        ),
    )


def _kind(text: str) -> ListKind:
    """The kind of list; a singular will do. Raises BadUsage."""
    said = fold(text).replace("-", " ")
    for listed in LISTS:
        if said in (listed.kind, listed.kind.removesuffix("s"), listed.things, listed.in_vietnamese):
            return listed.kind
    near = suggestion(text, LIST_KINDS)
    raise BadUsage(
        msg(N_("There is no list of “{kind}”{suggestion}."), kind=text, suggestion=near),
        msg(N_("Lists: {kinds}"), kinds=_KINDS),
    )
