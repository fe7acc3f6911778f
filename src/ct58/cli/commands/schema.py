"""ct58 schema."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import PlainCommand
from ct58.cli.language import _
from ct58.cli.surroundings import Surroundings
from ct58.domain.records.terms import NO_TERMS, Terms
from ct58.domain.text.suggestions import suggestion
from ct58.errors import BadUsage, Ct58Error
from ct58.i18n import N_, msg
from ct58.services.reading.data_source import read_programme
from ct58.store.output_file import make_folder, write_new
from ct58.store.yaml.schema import KINDS, json_schema

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=PlainCommand,
    help=_(N_("The JSON Schema of a kind of file, so that an editor completes and checks while you type.")),
    epilog=_(N_("Examples: ct58 schema report · ct58 schema all -o schemas")),
)
def schema(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar=_(N_("KIND")), help=", ".join((*KINDS, "all")))],
    folder: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar=_(N_("DIR")), help=_(N_("Write the files KIND.json here."))),
    ] = None,
) -> None:
    """Print or write schemas; existing files are replaced, because they are generated."""
    around: Surroundings = ctx.obj
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
    terms = _terms(around)
    for known in kinds:
        text = json.dumps(json_schema(known, terms), ensure_ascii=False, indent=2) + "\n"
        if folder is None:
            sys.stdout.write(text)
        else:
            target = around.folder / folder
            make_folder(target)
            write_new(target / f"{known}.json", text.encode(), force=True)


def _terms(around: Surroundings) -> Terms:
    """What the data calls bodies and units; nothing outside of a data folder."""
    try:
        return read_programme(around.source).terms
    except (Ct58Error, OSError):
        return NO_TERMS
