"""ct58 schema."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from ct58.cli.group import FormattedCommand
from ct58.cli.language import _
from ct58.cli.options import DryRunOption
from ct58.cli.output import tell_files
from ct58.cli.surroundings import Surroundings
from ct58.domain.text.suggestions import suggestion
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.services.reading.opening import PROGRAMME_ONLY
from ct58.services.setup.editor import (
    above_data,
    editor_settings,
    place_to_renew,
    renew,
    schema_files,
)
from ct58.store.yaml.schema import KINDS, json_schema

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=FormattedCommand,
    help=_(
        N_(
            "Renew the JSON Schemas beside the data, by which an editor completes and checks while you type: the lines of "
            "this office's form, its words, units and items. With KIND: the general schema of a kind of file."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 schema · ct58 schema --editor vscode · ct58 schema report · ct58 schema all -o schemas"
        )
    ),
)
def schema(
    ctx: typer.Context,
    kind: Annotated[
        str | None, typer.Argument(metavar=_(N_("[KIND]")), help=", ".join((*KINDS, "all")))
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar=_(N_("DIR")), help=_(N_("With KIND: write the files KIND.json here."))
        ),
    ] = None,
    editor: Annotated[
        Literal["vscode"] | None,
        typer.Option("--editor", help=_(N_("Also the settings of an editor, in the folder above the data."))),
    ] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Renew the office's schemas, or print or write general ones; generated files are replaced."""
    around: Surroundings = ctx.obj
    if kind is None:
        if folder is not None:
            raise BadUsage(
                msg(N_("-o goes with KIND; this office's schemas lie beside its data.")),
                msg(N_("For example: ct58 schema all -o schemas")),
            )
        _renew(around, dry_run=dry_run, has_editor=editor is not None)
    elif editor is not None:
        raise BadUsage(
            msg(N_("--editor goes without KIND.")), msg(N_("For example: ct58 schema --editor vscode"))
        )
    elif folder is None:
        sys.stdout.writelines(content.decode() for content in _general(kind).values())
    else:
        written = renew(around.folder / folder, _general(kind), dry_run=dry_run)
        _tell(around, written, dry_run=dry_run)


def _renew(around: Surroundings, *, dry_run: bool, has_editor: bool) -> None:
    root = around.root
    folder = place_to_renew(root)
    office = around.open_whole(PROGRAMME_ONLY)
    written = [*renew(folder, schema_files(office), dry_run=dry_run)]
    if has_editor:
        written += renew(above_data(root), editor_settings(), dry_run=dry_run)
    _tell(around, written, dry_run=dry_run)


def _tell(around: Surroundings, written: Sequence[Path], *, dry_run: bool) -> None:
    text = N_("{count} files to be renewed.") if dry_run else N_("{count} files renewed.")
    lines = [
        msg(text, count=around.speech.count(len(written)))
        if written
        else msg(N_("All are as they should be."))
    ]
    if dry_run:
        lines.append(msg(N_("A trial: nothing was written.")))
    tell_files(around, "schema", lines, written, {"written": not dry_run})


def _general(kind: str) -> Mapping[str, bytes]:
    """The general schema of a kind, or of all, by file name. Raises BadUsage for a kind that there is not."""
    kinds = KINDS if kind == "all" else tuple(known for known in KINDS if known == kind)
    if not kinds:
        raise BadUsage(
            msg(
                N_("There is no kind of file “{kind}”{suggestion}."),
                kind=kind,
                suggestion=suggestion(kind, KINDS),
            ),
            msg(N_("Kinds: {kinds}"), kinds=", ".join((*KINDS, "all"))),
        )
    return {
        f"{known}.json": (json.dumps(json_schema(known), ensure_ascii=False, indent=2) + "\n").encode()
        for known in kinds
    }
