"""ct58 diff."""

from __future__ import annotations

from typing import Annotated

import typer

from ct58.cli.group import HistoryCommand
from ct58.cli.language import _
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.i18n import N_
from ct58.render.screens.changes import changes_page
from ct58.render.words.speech import Speech
from ct58.services.past.comparing import changes_view
from ct58.views.changes import ChangesView

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=HistoryCommand,
    help=_(
        N_(
            "What changed, in words: the folder against what was last kept; against revision A; from A to B; "
            "or between two folders."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 diff · ct58 diff 15/7/2021 · ct58 diff main HEAD --format md · ct58 diff kho-cu kho-moi"
        )
    ),
)
def diff(
    ctx: typer.Context,
    a: Annotated[
        str | None, typer.Argument(metavar=_(N_("[A]")), help=_(N_("A revision, a day, or a folder.")))
    ] = None,
    b: Annotated[
        str | None,
        typer.Argument(metavar=_(N_("[B]")), help=_(N_("The same; without it, the folder as it is."))),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=_(N_("Exit with 1 if anything has changed.")))
    ] = False,
) -> int:
    """Show what changed; exit code 1 only if asked for."""
    around: Surroundings = ctx.obj
    sources = around.named_sources()
    origin = sources.last_kept() if a is None else sources.named(a)
    target = sources.as_it_is() if b is None else sources.named(b)
    view = changes_view(origin, target, around.as_of)
    give(
        around,
        Answer(
            command="diff",
            as_of=around.as_of,
            page=lambda: changes_page(view, around.speech),
            data=lambda: _as_json(view, around.speech),
        ),
    )
    return 1 if exit_code and view.changes else 0


def _as_json(view: ChangesView, speech: Speech) -> list[dict[str, object]]:
    """The changes as entries; who reads a page doesn't pay for them."""
    from ct58.render.screens.changes import changes_as_json

    return changes_as_json(view, speech)
