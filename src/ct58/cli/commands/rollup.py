"""ct58 rollup: the packages of many offices, added."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import click
import typer

from ct58.cli.commands.contribute import PACKAGE_FORM, PackageCommand
from ct58.cli.language import _
from ct58.cli.options import period_of, period_option
from ct58.cli.output import Answer, give, tell_files
from ct58.cli.surroundings import Surroundings
from ct58.domain.rollup.adding import Added
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.render.screens.rollup import rollup_as_json, rollup_page
from ct58.services.documents.rollup import RollupOrder, add_packages
from ct58.store.cache import RecordCache
from ct58.views.rollup import LevelBy, RollupView, rollup_view

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_UnitsOption = Annotated[
    bool,
    typer.Option(
        "--units",
        help=_(
            N_(
                "Add the rows of units instead (ct58 contribute --units), held against the folded ones; with --id also list "
                "the units. Needs ct58[rollup]."
            )
        ),
    ),
]
_RowsOption = Annotated[
    Path | None,
    typer.Option(
        "--rows",
        metavar=_(N_("DIR")),
        help=_(N_("Write the rows of units into this folder, for an engine of one's own (docs/rollup.md).")),
    ),
]
_SiteOption = Annotated[
    Path | None,
    typer.Option(
        "--site", metavar=_(N_("DIR")), help=_(N_("Write the level as web pages into this folder."))
    ),
]
_NOT_OURS = frozenset({"data", "as_of", "rev", "strict"})


class LevelCommand(PackageCommand):
    """A view of packages: of no data folder, and of no day and revision but theirs."""

    def common_options(self) -> list[click.Parameter]:
        """The options of a view, without those."""
        return [option for option in super().common_options() if option.name not in _NOT_OURS]


@app.command(
    cls=LevelCommand,
    help=_(
        N_(
            "Many offices added: counts are added and then divided, what is open stays open, so that a range stays a "
            "range. Who has sent nothing is named. levels.yaml says which offices there are, who stands above whom, and "
            "which indicators are one. -o khoi.zip writes what the next level takes in."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 rollup --begin levels.yaml *.zip · ct58 rollup levels.yaml *.zip · "
            "ct58 rollup levels.yaml *.zip --by region · ct58 rollup levels.yaml *.zip --id CT-18 · "
            "ct58 rollup levels.yaml *.zip -o phu-luc.docx · ct58 rollup levels.yaml *.zip -o tinh.zip · "
            "ct58 rollup levels.yaml khoi-a.zip --at khoi-a --units --id CT-18"
        )
    ),
)
def rollup(
    ctx: typer.Context,
    levels: Annotated[
        Path, typer.Argument(metavar="levels.yaml", help=_(N_("The offices, and who stands above whom.")))
    ],
    packages: Annotated[
        list[Path], typer.Argument(metavar=_(N_("FILES…")), help=_(N_("What the offices sent (.zip).")))
    ],
    period: Annotated[
        str | None,
        period_option(
            N_("Such as 2024, 2024-Q2 (default: that of the packages, or the last quarter that has ended).")
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar=_(N_("OFFICE")),
            help=_(N_("Only what stands below this office (default: the top).")),
        ),
    ] = None,
    id: Annotated[
        list[str] | None,
        typer.Option(
            "--id",
            metavar=_(N_("INDICATOR")),
            help=_(N_("Only this indicator, with the package that each part comes from; may be repeated.")),
        ),
    ] = None,
    by: Annotated[
        LevelBy | None,
        typer.Option(
            "--by", help=_(N_("Also the parts by kind of unit, by office, or by the levels between."))
        ),
    ] = None,
    units: _UnitsOption = False,
    rows: _RowsOption = None,
    site: _SiteOption = None,
    begin: Annotated[
        bool,
        typer.Option("--begin", help=_(N_("Write a first levels.yaml from the packages, to be completed."))),
    ] = False,
) -> None:
    """Add, and show or write what came of it."""
    words = _Words(
        levels=levels,
        packages=tuple(packages),
        period=period,
        at=at,
        codes=tuple(id or ()),
        by=by or ("office" if id or site else None),
        units=units,
        rows=rows,
        site=site,
    )
    around: Surroundings = ctx.obj.apart()
    _refuse_beside(words, "--begin" if begin else "--rows" if rows else None, output=around.options.output)
    if begin:
        _begin(around, words)
    else:
        _add(around, words)


@record
class _Words:
    """What was typed."""

    levels: Path
    packages: tuple[Path, ...]
    period: str | None
    at: str | None
    codes: tuple[str, ...]
    by: LevelBy | None
    units: bool
    rows: Path | None
    site: Path | None


def _refuse_beside(words: _Words, writes: str | None, *, output: str | None) -> None:
    """What writes files of its own takes no other order beside it, which would be passed over."""
    beside = {"-o": output, "--site": words.site, "--units": words.units, "--rows": words.rows}
    idle = [option for option, given in beside.items() if given and option != writes]
    if writes and idle:
        text = N_("{writes} writes files of its own; {option} has no place beside it.")
        raise BadUsage(
            msg(text, writes=writes, option=idle[0]), msg(N_("Give the command once for each of the two."))
        )


def _add(around: Surroundings, words: _Words) -> None:
    order = RollupOrder(
        levels=around.folder / words.levels,
        packages=tuple(around.folder / path for path in words.packages),
        at=words.at,
        with_each=words.by in ("office", "region") or words.units,
        with_tables=_is_package(around),
    )
    memory = RecordCache(around.cache(order.levels.absolute().parent))
    added = add_packages(order, memory, around.progress(N_("Reading the packages")))
    if words.rows is not None:
        _write_rows(around, order, added, words.rows)
        return
    period = period_of(words.period, around)

    def look(found: Added) -> RollupView:
        return rollup_view(found, period, words.by, words.codes)

    if words.units:
        from ct58.services.documents.rollup_units import add_units

        added, view = add_units(order.packages, added, look, with_rows=bool(words.codes))
    else:
        view = look(added)
    if words.site is not None:
        _write_site(around, view, words.site)
    else:
        give(around, _answer(around, added, view, with_offices=words.by == "office"))


def _answer(around: Surroundings, added: Added, view: RollupView, *, with_offices: bool) -> Answer:
    def package() -> bytes:
        from ct58.exchange.package_writer import package_bytes
        from ct58.services.documents.rollup import level_package

        return package_bytes(level_package(added, view))

    return Answer(
        command="rollup",
        as_of=view.as_of,
        page=lambda: rollup_page(view, around.speech, with_offices=with_offices),
        data=lambda: rollup_as_json(view),
        files={PACKAGE_FORM: package},
    )


def _is_package(around: Surroundings) -> bool:
    options = around.options
    ending = Path(options.output or "").suffix.lower()
    return options.format == PACKAGE_FORM or (not options.format and ending == f".{PACKAGE_FORM}")


def _begin(around: Surroundings, words: _Words) -> None:
    from ct58.services.documents.rollup import first_levels
    from ct58.store.output_file import write_new

    file = words.levels
    content = first_levels([around.folder / path for path in words.packages])
    write_new(around.folder / file, content, force=around.options.force)
    text = N_("{file} is written: name the level above, and put each office below the one it belongs to.")
    tell_files(around, "rollup", [msg(text, file=str(file))], [file])


def _write_rows(around: Surroundings, order: RollupOrder, added: Added, folder: Path) -> None:
    from ct58.services.documents.rollup_units import engine_files
    from ct58.store.output_folder import write_folder

    files = engine_files(order.packages, added)
    written = write_folder(around.folder / folder, files, force=around.options.force)
    text = N_(
        "{count} files in {folder}: the rows of units of {packages} packages, and which of them are added."
    )
    line = msg(text, count=len(files), folder=str(folder), packages=len(order.packages))
    tell_files(around, "rollup", [line], written.files)


def _write_site(around: Surroundings, view: RollupView, folder: Path) -> None:
    from ct58.render.site.level import level_pages
    from ct58.store.output_folder import write_folder

    pages = [(page.path, page.make) for page in level_pages(view, around.speech)]
    progress = around.progress(N_("Writing the pages"))
    written = write_folder(around.folder / folder, pages, force=around.options.force, progress=progress)
    text = N_("{count} pages in {folder}. Open: {start}")
    line = msg(text, count=len(written.files), folder=str(folder), start=str(written.files[0]))
    tell_files(around, "rollup", [line], written.files)
