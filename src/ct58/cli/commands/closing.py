"""ct58 close and ct58 reopen: the books of a period."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from ct58.cli.group import FormattedCommand
from ct58.cli.language import _
from ct58.cli.options import DryRunOption
from ct58.cli.recorded import confirm, happened_on, tell
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.periods import plan_close_books, plan_reopen
from ct58.domain.records.office import Office
from ct58.domain.standing.consequences import report_counts
from ct58.domain.time.dates import parse_period
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.services.reading.opening import Slice
from ct58.services.writing.recording import make_record

PeriodArgument = Annotated[
    list[str], typer.Argument(metavar=_(N_("PERIOD")), help=_(N_("Such as 2021-Q2, or quý 2/2021.")))
]
ClosedOnOption = Annotated[
    str | None, typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("When (default: today).")))
]

close_app = typer.Typer(rich_markup_mode=None, add_completion=False)
reopen_app = typer.Typer(rich_markup_mode=None, add_completion=False)


@close_app.command(
    cls=FormattedCommand,
    help=_(N_("Close the books of a period: afterwards a change in it needs a reason.")),
    epilog=_(N_("Example: ct58 close 2021-Q2 --on 10/7/2021")),
)
def close_books(
    ctx: typer.Context,
    period: PeriodArgument,
    on: ClosedOnOption = None,
    reason: Annotated[str | None, typer.Option("--reason", help=_(N_("Why.")))] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Close a period."""
    around: Surroundings = ctx.obj
    asked = parse_period(" ".join(period), around.today)
    closed_on = happened_on(on, around)
    if around.can_ask and not dry_run:
        confirm(around, _waiting(around.with_options(quiet=True).open_whole(_slice(asked)), asked))
    recorded = make_record(
        around.desk(),
        _slice(asked),
        lambda office: plan_close_books(office, asked, closed_on, reason),
        dry_run=dry_run,
    )
    line = msg(N_("The books of {period} are closed on {day}."), period=asked, day=closed_on)
    tell(
        around, recorded, [line, *_counts(recorded.after, asked, closed_on)], _waiting(recorded.after, asked)
    )


@reopen_app.command(
    cls=FormattedCommand,
    help=_(N_("Open the books of a closed period again, with a reason.")),
    epilog=_(N_('Example: ct58 reopen 2021-Q2 --reason "late reports of three units"')),
)
def reopen(
    ctx: typer.Context,
    period: PeriodArgument,
    reason: Annotated[str, typer.Option("--reason", help=_(N_("Why.")))],
    on: ClosedOnOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Open a period again."""
    around: Surroundings = ctx.obj
    asked = parse_period(" ".join(period), around.today)
    opened_on = happened_on(on, around)
    recorded = make_record(
        around.desk(),
        _slice(asked),
        lambda office: plan_reopen(office, asked, opened_on, reason),
        dry_run=dry_run,
    )
    tell(around, recorded, [msg(N_("The books of {period} are open again."), period=asked)])


def _slice(period: Period) -> Slice:
    """The period's own file and its reports, to say what is closed."""
    return Slice(
        needs=frozenset({"programme", "periods", "reports", "events"}), periods=frozenset({str(period)})
    )


def _counts(office: Office, period: Period, on: dt.date) -> list[Message]:
    """How many of the reports are there."""
    return [
        msg(
            N_("{title}: {count} of {expected} received"),
            title=count.title,
            count=count.after,
            expected=count.expected,
        )
        for count in report_counts(office, period, on)
    ]


def _waiting(office: Office, period: Period) -> list[Message]:
    """Reports that have arrived and are not typed in would need a reason from now on."""
    count = sum(
        1 for report in office.reports.values() if report.period == period and report.state == "registered"
    )
    if not count:
        return []
    text = N_("{count} reports are not typed in yet (ct58 reports --period {period} --waiting).")
    return [msg(text, count=count, period=str(period))]
