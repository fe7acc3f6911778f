"""ct58 reports."""

from __future__ import annotations

from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import period_of, period_option
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.time.period import Period
from ct58.i18n import N_
from ct58.render.screens.parts import By
from ct58.render.screens.reports import (
    queue_as_json,
    queue_page,
    reports_as_json,
    reports_counts,
    reports_page,
)
from ct58.services.reading.opening import STATUS_SLICE, Slice
from ct58.services.reading.report_slice import period_on, periods_beside
from ct58.views.reports import ReportRow, ReportsView, queue_view, reports_view

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=ViewCommand,
    help=_(N_("Who has sent the reports of a period, who has not, and who in time.")),
    epilog=_(
        N_(
            "Examples: ct58 reports · ct58 reports --period 2021-Q2 --missing · "
            "ct58 reports --by kind · ct58 reports --waiting"
        )
    ),
)
def reports(
    ctx: typer.Context,
    period: Annotated[
        str | None,
        period_option(
            N_("Such as 2021-Q2 (default: of those that have ended, the one due nearest to the day).")
        ),
    ] = None,
    missing: Annotated[
        bool, typer.Option("--missing", help=_(N_("Who has not sent, with telephone, promise and reminder.")))
    ] = False,
    late: Annotated[bool, typer.Option("--late", help=_(N_("What arrived after the deadline.")))] = False,
    waiting: Annotated[
        bool,
        typer.Option(
            "--waiting",
            help=_(N_("What waits to be typed in, oldest first; of all periods without --period.")),
        ),
    ] = False,
    by: Annotated[
        By | None, typer.Option("--by", help=_(N_("The counts by kind of unit, or every unit.")))
    ] = None,
) -> None:
    """Show the reports of a period, or the queue."""
    around: Surroundings = ctx.obj
    asked = period_of(period, around)
    answer = _queue(around, asked) if waiting else _reports(around, asked, missing, late, by)
    give(around, answer)


def _slice(period: Period | None) -> Slice:
    """Everything that a status needs, but of the reports only those of a period."""
    periods = frozenset({str(period)}) if period else None
    return Slice(needs=STATUS_SLICE.needs, periods=periods)


def _queue(around: Surroundings, period: Period | None) -> Answer:
    view = queue_view(around.open(_slice(period)), around.as_of, period)
    return Answer(
        command="reports",
        as_of=around.as_of,
        page=lambda: queue_page(view, around.speech),
        data=lambda: {"waiting": queue_as_json(view)},
    )


def _reports(around: Surroundings, period: Period | None, missing: bool, late: bool, by: By | None) -> Answer:
    asked = period or period_on(around.source, around.as_of)
    part = Slice(needs=STATUS_SLICE.needs, periods=periods_beside(around.source, asked, around.as_of))
    view = reports_view(around.open(part), asked, around.as_of)
    listed = _listed(view, missing, late)
    return Answer(
        command="reports",
        as_of=around.as_of,
        page=lambda: reports_page(view, around.speech, missing=missing, late=late, by=by),
        data=lambda: reports_as_json(view, listed, by_kind=by == "kind"),
        beside=lambda: reports_counts(view),
    )


def _listed(view: ReportsView, missing: bool, late: bool) -> tuple[ReportRow, ...]:
    """The reports that were asked for: those missing, those late, both, or all."""
    if not (missing or late):
        return view.rows
    return (*(view.missing if missing else ()), *(view.late if late else ()))
