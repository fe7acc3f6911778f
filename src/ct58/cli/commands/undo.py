"""ct58 undo: take back the last record."""

from __future__ import annotations

from typing import Annotated

import typer

from ct58.cli.dialogue.talk import agrees
from ct58.cli.group import DataCommand
from ct58.cli.language import _
from ct58.cli.surroundings import Surroundings
from ct58.i18n import N_, msg
from ct58.services.writing.recording import last_record, undo

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "undo",
    cls=DataCommand,
    help=_(
        N_("Take back my last record, as long as nobody else has it and the same file was not changed since.")
    ),
    epilog=_(N_("Example: ct58 undo")),
)
def undo_command(
    ctx: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_(N_("Do not ask.")))] = False,
) -> None:
    """Show the last record and, after a yes, put its files back."""
    around: Surroundings = ctx.obj
    desk = around.desk()
    entry = last_record(desk, around.environment)
    say = around.speech.say
    typer.echo(say(msg(N_("The last record: ct58 {words}"), words=entry.words)))
    if entry.holder:
        typer.echo(say(msg(N_("  recorded by {holder}"), holder=entry.holder)))
    for file, content in entry.before.items():
        text = N_("  {file} (goes away)") if content is None else N_("  {file} (as it was before)")
        typer.echo(say(msg(text, file=file)))
    if not yes and around.can_ask and not agrees(around, msg(N_("Take it back?"))):
        raise typer.Exit(0)
    undo(desk, entry)
    typer.echo(_(N_("Taken back.")))
