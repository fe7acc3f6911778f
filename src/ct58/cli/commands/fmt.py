"""ct58 fmt: one form for all files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import DataCommand
from ct58.cli.language import _
from ct58.cli.options import DryRunOption
from ct58.cli.surroundings import Surroundings
from ct58.i18n import Message, N_, msg
from ct58.services.writing.formatting import Formatting, bring_into_form, files_named, look_at_form

app = typer.Typer(rich_markup_mode=None, add_completion=False)
SHOWN_FILES = 20


@app.command(
    cls=DataCommand,
    help=_(
        N_(
            "Bring files into the one canonical form: order of keys, quotes, lines, composed letters. "
            "Comments stay, and what the files say never changes."
        )
    ),
    epilog=_(N_("Examples: ct58 fmt · ct58 fmt --check · ct58 fmt data/units/so-y-te")),
)
def fmt(
    ctx: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar=_(N_("[FILE…]")), help=_(N_("Files or folders of the data (default: all)."))),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help=_(N_("Change nothing; exit with 1 if a file would change.")))
    ] = False,
    dry_run: DryRunOption = False,
) -> int:
    """Format, or only say what would change."""
    around: Surroundings = ctx.obj
    only = files_named(around.root, files or (), around.folder)
    is_trial = check or dry_run
    found = look_at_form(around.root, only) if is_trial else bring_into_form(around.desk(), only)
    _say(around, found, is_trial=is_trial)
    return 1 if check and found.changes.files else 0


def _say(around: Surroundings, found: Formatting, *, is_trial: bool) -> None:
    """The files that change, the count, and those that were left as they are."""
    text = N_("would change: {file}") if is_trial else N_("changed: {file}")
    for file in found.changes.files[:SHOWN_FILES]:
        _print(around, msg(text, file=file))
    if len(found.changes.files) > SHOWN_FILES:
        _print(around, msg(N_("… {count} more"), count=len(found.changes.files) - SHOWN_FILES))
    total = (
        N_("{changed} of {files} files are not in the canonical form.")
        if is_trial
        else N_("{changed} of {files} files were brought into the canonical form.")
    )
    _print(around, msg(total, changed=len(found.changes.files), files=found.files))
    if found.unreadable:
        shown = ", ".join([*found.unreadable[:2], "…"] if len(found.unreadable) > 2 else found.unreadable)
        around.warn(
            msg(
                N_("Left as they are, because of errors: {count} files ({files}). See: ct58 check"),
                count=len(found.unreadable),
                files=shown,
            )
        )


def _print(around: Surroundings, message: Message) -> None:
    print(around.speech.say(message))
