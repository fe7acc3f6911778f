"""ct58 indicators."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import period_of, period_option
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.records.office import Office
from ct58.i18n import N_
from ct58.render.screens.indicators import indicators_as_json, indicators_page
from ct58.render.screens.parts import By
from ct58.services.reading.opening import Slice
from ct58.services.reading.slices import indicator_slice
from ct58.views.indicators import indicators_view
from ct58.views.page import Page

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=ViewCommand,
    help=_(N_("What each indicator comes to, how sure that is, and whether its target is met.")),
    epilog=_(
        N_(
            "Examples: ct58 indicators · ct58 indicators --period 2021 --as-of 15/1/2022 · "
            "ct58 indicators --id CT-18 --by kind"
        )
    ),
)
def indicators(
    ctx: typer.Context,
    period: Annotated[
        str | None,
        period_option(
            N_("Such as 2021, 2021-Q2, 2021-H1, 2021-9M (default: the last quarter that has ended).")
        ),
    ] = None,
    id: Annotated[
        list[str] | None,
        typer.Option(
            "--id", metavar=_(N_("ID")), help=_(N_("Only this indicator, with its trend; may be repeated."))
        ),
    ] = None,
    by: Annotated[
        By | None, typer.Option("--by", help=_(N_("Also the parts by kind of unit, or every unit.")))
    ] = None,
) -> None:
    """Show the indicators of a period."""
    around: Surroundings = ctx.obj
    as_of = around.as_of
    asked = period_of(period, around)
    needed = indicator_slice(around.source, as_of, asked, tuple(id or ()), with_trend=bool(id))
    office = around.open(needed.slice)
    view = indicators_view(office, needed.request, as_of, is_as_read=True)
    give(
        around,
        Answer(
            command="indicators",
            as_of=as_of,
            page=lambda: with_reported(
                indicators_page(view, around.speech, by), around, office, needed.slice, needed.request.ids
            ),
            data=lambda: indicators_as_json(view, around.speech, by),
        ),
    )


def with_reported(page: Page, around: Surroundings, office: Office, part: Slice, ids: Iterable[str]) -> Page:
    """The page, and below it each reported figure of these indicators that is another one now."""
    from ct58.views.reported import issues_on, reported_changes

    issued = issues_on(office, around.as_of)
    if not issued:
        return page
    from ct58.render.screens.reported import reported_blocks

    found = reported_changes(office, issued, around.as_of, around.recall(part), ids)
    return Page((*page.blocks, *reported_blocks(found, around.speech)))
