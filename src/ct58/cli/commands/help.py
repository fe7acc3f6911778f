"""ct58 help: what a command does and how it is called; the same as --help behind it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import click
import typer

from ct58.cli.group import PlainCommand
from ct58.cli.language import _
from ct58.i18n import N_

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "help",
    cls=PlainCommand,
    help=_(N_("Show what a command does, and how it is called.")),
    epilog=_(N_("Examples: ct58 help · ct58 help overdue · ct58 help record event · ct58 help --man")),
)
def help_command(
    ctx: typer.Context,
    path: Annotated[
        list[str] | None, typer.Argument(metavar=_(N_("[COMMAND]…")), help=_(N_("The command's name.")))
    ] = None,
    man: Annotated[
        bool, typer.Option("--man", help=_(N_("The manual page of all commands, as man reads it.")))
    ] = False,
) -> None:
    """Print the help of the command that the words name, or of all."""
    group = ctx.find_root().command
    here = click.Context(group, info_name="ct58", obj=ctx.obj, **group.context_settings)
    if man:
        _print_manual(here, path or ())
        return
    for word in path or ():
        here = _below(here, word)
    sys.stdout.write(here.command.get_help(here) + "\n")


def _print_manual(ctx: click.Context, path: Sequence[str]) -> None:
    from ct58.cli.man_page import man_page

    if path:
        text = _(N_("--man is the page of all commands; leave out the name."))
        raise click.UsageError(text, ctx)
    assert isinstance(ctx.command, click.Group)
    sys.stdout.write(man_page(ctx.command, ctx))


def _below(ctx: click.Context, word: str) -> click.Context:
    """The command of a name below another. Raises click's refusal, with what was probably meant."""
    if not isinstance(ctx.command, click.Group):
        text = _(N_("“{command}” has no commands of its own.")).format(command=ctx.command_path)
        raise click.UsageError(text, ctx)
    name, command, _rest = ctx.command.resolve_command(ctx, [word])
    assert command is not None
    return click.Context(command, info_name=name, parent=ctx, obj=ctx.obj)
