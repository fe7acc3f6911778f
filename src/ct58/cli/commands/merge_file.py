"""ct58 merge-file: git's merge driver."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import PlainCommand
from ct58.cli.language import _
from ct58.cli.surroundings import Surroundings
from ct58.exchange.foreign_file import read_foreign
from ct58.i18n import N_
from ct58.services.round.merging import (
    are_of_two_units,
    form_order,
    merge_file,
    refuse_newer_sides,
    side_names,
)
from ct58.store.folders import cache_folder
from ct58.store.yaml.merged_text import ThreeContents

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "merge-file",
    cls=PlainCommand,
    help=_(
        N_(
            "Join two versions of a file by what they say; git calls this (ct58 init DIR --git sets it up). "
            "The result replaces OURS; exit code 1 where somebody has to settle something in it."
        )
    ),
    epilog=_(N_("Examples: ct58 merge-file %O %A %B %P")),
)
def merge_file_command(
    ctx: typer.Context,
    base: Annotated[Path, typer.Argument(metavar=_(N_("BASE")), help=_(N_("As it was.")))],
    ours: Annotated[Path, typer.Argument(metavar=_(N_("OURS")), help=_(N_("As one side has it.")))],
    theirs: Annotated[Path, typer.Argument(metavar=_(N_("THEIRS")), help=_(N_("As the other has it.")))],
    path: Annotated[
        str, typer.Argument(metavar=_(N_("PATH")), help=_(N_("The file's name below the top folder.")))
    ],
) -> int:
    """Merge, and write the result in place of ours."""
    around: Surroundings = ctx.obj
    three = ThreeContents(*map(read_foreign, (base, ours, theirs)))
    refuse_newer_sides(around.folder, path, three, around.environment)
    figures = form_order(around.folder, path, cache_folder(around.environment, around.folder))
    names, environment = side_names(around.speech.say), around.environment
    are_two_things = not three.base.strip() and are_of_two_units(around.folder, path, environment)
    merged = merge_file(path, three, names, environment, figures, are_two_things=are_two_things)
    ours.write_bytes(merged.content)
    return 0 if merged.is_settled else 1
