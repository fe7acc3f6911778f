"""ct58 completion: the script that lets a shell complete commands and options."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import click
import typer

from ct58.cli.group import PlainCommand
from ct58.cli.language import _
from ct58.cli.surroundings import COMPLETION_VARIABLE
from ct58.i18n import N_

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=PlainCommand,
    help=_(
        N_("Print the script with which the Tab key completes commands, options and the names in the data.")
    ),
    epilog=_(
        N_(
            "Examples: ct58 completion bash >> ~/.bashrc · "
            "ct58 completion powershell | Out-String | Invoke-Expression"
        )
    ),
)
def completion(
    ctx: typer.Context,
    shell: Annotated[
        Literal["bash", "zsh", "fish", "powershell"],
        typer.Argument(metavar=_(N_("SHELL")), help="bash, zsh, fish, powershell"),
    ],
) -> None:
    """Print one shell's script."""
    from click.shell_completion import get_completion_class

    from ct58.cli.completing import know_the_shells

    know_the_shells()
    maker = get_completion_class(shell)
    assert maker is not None
    group = ctx.find_root().command
    assert isinstance(group, click.Group)
    sys.stdout.write(maker(group, {}, "ct58", COMPLETION_VARIABLE).source() + "\n")
