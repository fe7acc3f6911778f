"""ct58 diff."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from ct58.cli.group import HistoryCommand
from ct58.cli.language import _
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.render.screens.changes import changes_page
from ct58.render.words.speech import Speech
from ct58.services.past.comparing import changes_view
from ct58.views.changes import ChangesView

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=HistoryCommand,
    help=_(
        N_(
            "What changed, in words: the folder against what was last kept. A B: how two states differ, "
            "whoever made them differ. --since A, or A...B: only what the work brings since it left A, "
            "without what others put there meanwhile."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 diff · ct58 diff 15/7/2021 · ct58 diff --since main --format md · "
            "ct58 diff main...HEAD · ct58 diff kho-cu kho-moi"
        )
    ),
)
def diff(
    ctx: typer.Context,
    a: Annotated[
        str | None,
        typer.Argument(
            metavar=_(N_("[A]")),
            help=_(N_("A revision, a day, or a folder; A...B (or A..B): what B brings since it left A.")),
        ),
    ] = None,
    b: Annotated[
        str | None,
        typer.Argument(metavar=_(N_("[B]")), help=_(N_("The same; without it, the folder as it is."))),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar=_(N_("REV")),
            help=_(
                N_(
                    "What the folder, or the revision named before, brings since it left this one "
                    "(“main” is the main copy)."
                )
            ),
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=_(N_("Exit with 1 if anything has changed.")))
    ] = False,
) -> int:
    """Show what changed; exit code 1 only if asked for."""
    around: Surroundings = ctx.obj
    if b is None and since is None:
        around.tell_condition()
    view = _view(around, a, b, since)
    give(
        around,
        Answer(
            command="diff",
            as_of=around.as_of,
            page=lambda: changes_page(view, around.speech),
            data=lambda: _as_json(view, around.speech),
            beside=lambda: {"to_know": _to_know(view, around.speech)},
        ),
    )
    return 1 if exit_code and view.changes else 0


def _view(around: Surroundings, a: str | None, b: str | None, since: str | None) -> ChangesView:
    """How two states differ, or what the work brings since it left another."""
    sources = around.named_sources()
    asked = (since, a or "") if since is not None else sources.range_in(a)
    if asked is None:
        origin = sources.last_kept() if a is None else sources.named(a)
        return changes_view(origin, sources.as_it_is() if b is None else sources.named(b), around.as_of)
    if b is not None:
        raise BadUsage(
            msg(N_("Either two states (A B), or what the work brings (--since A, A...B), not both.")),
            msg(N_("See: ct58 diff --help")),
        )
    left, work = asked
    found = changes_view(*sources.brought(left, work or None), around.as_of)
    return replace(found, origin=replace(found.origin, left=left))


def _as_json(view: ChangesView, speech: Speech) -> list[dict[str, object]]:
    """The changes as entries; who reads a page doesn't pay for them."""
    from ct58.render.screens.change_entries import changes_as_json

    return changes_as_json(view, speech)


def _to_know(view: ChangesView, speech: Speech) -> list[dict[str, object]]:
    """What to know before approving, as entries."""
    from ct58.render.screens.reviewer import known_as_json

    return known_as_json(view, speech)
