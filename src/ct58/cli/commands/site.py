"""ct58 site: the state of the programme as a static web site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import DryRunOption, period_of, period_option
from ct58.cli.output import tell_files
from ct58.cli.surroundings import Surroundings
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.services.reading.opening import STATUS_SLICE, Slice
from ct58.store.output_folder import Written, write_folder
from ct58.store.sources import real_place

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_EVERYTHING = Slice(needs=STATUS_SLICE.needs | {"figures"})


class SiteCommand(ViewCommand):
    """A command that writes a folder, and says what it wrote."""

    formats = ("text", "json")


@app.command(
    cls=SiteCommand,
    help=_(
        N_(
            "The state of the programme as web pages in a folder (-o DIR): overview, timeline, indicators, "
            "reports, units. They open in any browser without a server or the internet; each page can be sent alone."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 site -o trang-tin · ct58 site -o trang-tin --force · "
            "ct58 site -o nam-2021 --period 2021 --as-of 31/1/2022"
        )
    ),
)
def site(
    ctx: typer.Context,
    period: Annotated[
        str | None,
        period_option(
            N_("Of the indicators: 2021, 2021-Q2, 2021-H1 … (default: the last quarter that has ended).")
        ),
    ] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Write the site, and say where it begins."""
    from ct58.render.site.pages import site_files
    from ct58.views.site import site_view

    around: Surroundings = ctx.obj
    folder = _folder(around)
    asked = period_of(period, around)
    view = site_view(around.open(_EVERYTHING), asked, around.as_of)
    pages = [(page.path, page.make) for page in site_files(view, around.speech)]
    progress = around.progress(N_("Writing the pages"))
    written = write_folder(folder, pages, force=around.options.force, progress=progress, dry_run=dry_run)
    lines = _tried(written, folder, around) if dry_run else _lines(written, folder, around)
    tell_files(around, "site", lines, written.files, {**_data(written), "written": not dry_run})


def _folder(around: Surroundings) -> Path:
    """The folder to write; never inside the data, where every file is a record."""
    if not around.options.output:
        raise BadUsage(
            msg(N_("Say in which folder the pages are to be written.")),
            msg(N_("For example: ct58 site -o trang-tin")),
        )
    folder = Path(around.options.output)
    place = real_place(folder)
    if place is not None and place.is_relative_to(around.source.root.resolve()):
        raise BadUsage(
            msg(
                N_("{folder} lies inside the data folder; the pages do not belong there."), folder=str(folder)
            ),
            msg(N_("For example: ct58 site -o trang-tin")),
        )
    return folder


def _lines(written: Written, folder: Path, around: Surroundings) -> list[Message]:
    lines = [
        msg(
            N_("{count} pages in {folder}, {changed} of them new or changed. Open: {start}"),
            count=around.speech.number(len(written.files)),
            folder=str(folder),
            changed=around.speech.number(written.changed),
            start=str(written.files[0]),
        )
    ]
    if written.removed:
        count = around.speech.count(len(written.removed))
        lines.append(msg(N_("{count} pages of an earlier run were taken away."), count=count))
    if written.kept:
        files = ", ".join(written.kept)
        lines.append(
            msg(N_("Changed by somebody since an earlier run, and left there: {files}"), files=files)
        )
    return lines


def _tried(written: Written, folder: Path, around: Surroundings) -> list[Message]:
    text = N_("{count} pages for {folder}, {changed} of them new or changed.")
    number = around.speech.number
    made = msg(text, count=number(len(written.files)), folder=str(folder), changed=number(written.changed))
    return [made, msg(N_("A trial: nothing was written."))]


def _data(written: Written) -> dict[str, object]:
    return {"changed": written.changed, "removed": list(written.removed), "kept": list(written.kept)}
