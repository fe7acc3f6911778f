"""ct58 completion: the script that lets a shell complete commands and options."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import click
import typer

from ct58.cli.app import COMPLETION_VARIABLE
from ct58.cli.group import PlainCommand
from ct58.cli.language import _
from ct58.i18n import N_

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=PlainCommand,
    help=_(N_("Print the script that makes a shell complete commands and options with the Tab key.")),
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
    from typer.completion import completion_init  # type: ignore[attr-defined]  # not in its __all__

    completion_init()
    maker = get_completion_class(shell)
    assert maker is not None
    group = ctx.find_root().command
    assert isinstance(group, click.Group)
    sys.stdout.write(maker(group, {}, "ct58", COMPLETION_VARIABLE).source() + "\n")
