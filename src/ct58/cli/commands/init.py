"""ct58 init."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperCommand

from ct58.cli.language import _
from ct58.cli.surroundings import Surroundings
from ct58.i18n import N_, msg
from ct58.services.seeding import begin

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=TyperCommand,
    help=_(N_("Make a new folder with the programme, the office and its staff bodies, to be made your own.")),
    epilog=_(N_("Example: ct58 init chuong-trinh")),
)
def init(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_(N_("A new or empty folder.")))],
) -> None:
    """Write the seed."""
    around: Surroundings = ctx.obj
    files = begin(around.folder / folder)
    done = msg(N_("Begun in {folder}: {count} files."), folder=str(folder), count=len(files))
    following = msg(
        N_("Next: change data/office.yaml to your own, then: ct58 check --data {folder}"), folder=str(folder)
    )
    for message in (done, following):
        print(around.speech.say(message), file=sys.stderr)
