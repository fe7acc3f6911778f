"""ct58 close and ct58 reopen: the books of a period."""

from __future__ import annotations

from typing import Annotated

import typer

from ct58.cli.group import DataCommand
from ct58.cli.language import _
from ct58.cli.options import day
from ct58.cli.recorded import tell
from ct58.cli.surroundings import Surroundings
from ct58.domain.dates import parse_period
from ct58.domain.recording.periods import plan_close, plan_reopen
from ct58.i18n import N_, msg
from ct58.services.opening import Slice
from ct58.services.recording import make_record

PERIODS = Slice(needs=frozenset({"programme", "periods"}))
PeriodArgument = Annotated[
    list[str], typer.Argument(metavar=_(N_("PERIOD")), help=_(N_("Such as 2021-Q2, or quý 2/2021.")))
]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("When (default: today).")))
]

close_app = typer.Typer(rich_markup_mode=None, add_completion=False)
reopen_app = typer.Typer(rich_markup_mode=None, add_completion=False)


@close_app.command(
    cls=DataCommand,
    help=_(N_("Close the books of a period: afterwards a change in it needs a reason.")),
    epilog=_(N_("Example: ct58 close 2021-Q2 --on 10/7/2021")),
)
def close(
    ctx: typer.Context,
    period: PeriodArgument,
    on: OnOption = None,
    reason: Annotated[str | None, typer.Option("--reason", help=_(N_("Why.")))] = None,
) -> None:
    """Close a period."""
    around: Surroundings = ctx.obj
    asked = parse_period(" ".join(period), around.today)
    closed_on = day(on, around) or around.today
    recorded = make_record(
        around.desk(), PERIODS, lambda office: plan_close(office, asked, closed_on, reason)
    )
    tell(
        around, recorded, [msg(N_("The books of {period} are closed on {day}."), period=asked, day=closed_on)]
    )


@reopen_app.command(
    cls=DataCommand,
    help=_(N_("Open the books of a closed period again, with a reason.")),
    epilog=_(N_('Example: ct58 reopen 2021-Q2 --reason "late reports of three units"')),
)
def reopen(
    ctx: typer.Context,
    period: PeriodArgument,
    reason: Annotated[str, typer.Option("--reason", help=_(N_("Why.")))],
    on: OnOption = None,
) -> None:
    """Open a period again."""
    around: Surroundings = ctx.obj
    asked = parse_period(" ".join(period), around.today)
    opened_on = day(on, around) or around.today
    recorded = make_record(
        around.desk(), PERIODS, lambda office: plan_reopen(office, asked, opened_on, reason)
    )
    tell(around, recorded, [msg(N_("The books of {period} are open again."), period=asked)])
