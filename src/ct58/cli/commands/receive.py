"""ct58 receive: book arrivals."""

from __future__ import annotations

from typing import Annotated

import typer

from ct58.cli.group import FormattedCommand
from ct58.cli.language import _
from ct58.cli.options import DryRunOption
from ct58.cli.recorded import happened_on, tell
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.edits import Edit
from ct58.domain.planning.periods import with_reason
from ct58.domain.planning.reports import is_booked, plan_receive
from ct58.domain.records.office import Office
from ct58.domain.records.search import find_units
from ct58.domain.time.dates import parse_period
from ct58.i18n import Message, N_, msg
from ct58.services.reading.opening import Slice
from ct58.services.writing.recording import Recorded, make_record

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=FormattedCommand,
    help=_(N_("Book reports that have arrived; the figures are typed in later (ct58 record report --next).")),
    epilog=_(
        N_(
            "Examples: ct58 receive so-y-te so-xay-dung --period 2021-Q2 · ct58 receive so y te --period 2021-Q2 --on 5/7"
        )
    ),
)
def receive(
    ctx: typer.Context,
    units: Annotated[
        list[str],
        typer.Argument(metavar=_(N_("UNIT…")), help=_(N_("Ids or aliases; or one name in several words."))),
    ],
    period: Annotated[
        str, typer.Option("--period", "-p", metavar=_(N_("PERIOD")), help=_(N_("Such as 2021-Q2.")))
    ],
    on: Annotated[
        str | None,
        typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("When they arrived (default: today)."))),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help=_(N_("Why, when the books of the period are closed.")))
    ] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Book arrivals; what has arrived before is said and left alone."""
    around: Surroundings = ctx.obj
    asked = parse_period(period, around.today)
    arrived = happened_on(on, around)

    def plan(office: Office) -> Edit:
        edit = plan_receive(office, find_units(office, units), asked, arrived)
        return with_reason(office, asked, edit, around.today, reason)

    part = Slice(needs=frozenset({"programme", "units", "reports"}), periods=frozenset({str(asked)}))
    recorded = make_record(around.desk(), part, plan, dry_run=dry_run)
    tell(around, recorded, _lines(recorded, units, str(asked), arrived))


def _lines(recorded: Recorded, units: list[str], period: str, arrived: object) -> list[Message]:
    """One line a unit: booked, booked again after it was sent back, or already there since when."""
    lines = []
    for unit in find_units(recorded.before, units):
        old = recorded.before.reports.get((unit.id, period))
        if old is not None and is_booked(old):
            lines.append(msg(N_("{unit}: already received on {day}"), unit=unit.name, day=old.received_on))
        elif old is not None and old.received_on is not None:
            text = N_("{unit}: arrived again, to be typed in; first received on {day}, and that stays")
            lines.append(msg(text, unit=unit.name, day=old.received_on))
        else:
            lines.append(msg(N_("{unit}: received on {day}, to be typed in"), unit=unit.name, day=arrived))
    return lines
