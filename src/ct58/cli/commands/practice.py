"""ct58 practice."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from ct58.cli.group import FormattedCommand
from ct58.cli.language import _
from ct58.cli.options import DryRunOption
from ct58.cli.recorded import tell
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.practice import plan_practice_day
from ct58.domain.time.dates import parse_date
from ct58.i18n import N_
from ct58.services.reading.opening import Slice
from ct58.services.writing.recording import make_record

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_OFFICE = Slice(needs=frozenset({"programme", "office"}))


@app.command(
    cls=FormattedCommand,
    help=_(
        N_(
            "Let it be another day in an office for practice (ct58 init --demo). Every command takes it for today; what "
            "was recorded stays."
        )
    ),
    epilog=_(N_("Examples: ct58 practice 16/7/2024 · ct58 practice tomorrow")),
)
def practice(
    ctx: typer.Context,
    date: Annotated[
        list[str], typer.Argument(metavar=_(N_("DATE")), help=_(N_("The day that it shall be.")))
    ],
    dry_run: DryRunOption = False,
) -> None:
    """Move the practice day."""
    around: Surroundings = ctx.obj
    day = parse_date(" ".join(date), around.today)
    plan = partial(plan_practice_day, day=day)
    recorded = make_record(around.desk(), _OFFICE, plan, dry_run=dry_run)
    tell(around.on_another_day(), recorded, [])
