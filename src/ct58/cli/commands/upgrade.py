"""ct58 upgrade: the data in the newest format."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from ct58.cli.group import FormattedCommand
from ct58.cli.language import _
from ct58.cli.options import DryRunOption
from ct58.cli.recorded import tell
from ct58.cli.surroundings import Surroundings
from ct58.domain.changes.effects import NOTHING_TURNS, effects_throughout
from ct58.domain.changes.model import FileChange
from ct58.domain.planning.upgrading import plan_upgrade, steps_ahead
from ct58.i18n import Message, N_, msg
from ct58.render.words.changes import field_text
from ct58.services.reading.opening import Slice
from ct58.services.writing.recording import Recorded, make_record
from ct58.store.loader import EVERYTHING

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=FormattedCommand,
    help=_(
        N_(
            "Bring the data to the newest format: programme.yaml gets its number, and what older data left "
            "unsaid is written down. Shows which results move; one undo takes it back. Whoever has an older "
            "ct58 cannot read the data any more, so let all install the newer one first."
        )
    ),
    epilog=_(N_("Examples: ct58 upgrade --dry-run · ct58 upgrade")),
)
def upgrade(ctx: typer.Context, dry_run: DryRunOption = False) -> None:
    """Write the newest format, and tell what changed and what that moved."""
    around: Surroundings = ctx.obj
    recorded = make_record(around.desk(), Slice(needs=EVERYTHING), plan_upgrade, dry_run=dry_run)
    number = recorded.after.programme.format
    if not recorded.changes.files:
        tell(around, recorded, [msg(N_("The data is of format {number}, the newest."), number=number)])
        return
    turned = effects_throughout(recorded.before, recorded.after, around.today)
    lines = list(_lines(around, recorded))
    if turned == NOTHING_TURNS:
        lines.append(msg(N_("No result moves: all statuses and indicators are as they were.")))
    tell(around, recorded, lines, turned=turned)


def _lines(around: Surroundings, recorded: Recorded) -> Iterator[Message | str]:
    """From which format to which, what each step does, and every value that is new."""
    before, after = recorded.before.programme.format, recorded.after.programme.format
    yield msg(N_("The data goes from format {old} to format {new}."), old=before, new=after)
    yield from (msg(step.says) for step in steps_ahead(recorded.before))
    for change in recorded.said:
        if isinstance(change, FileChange):
            yield from (f"  {field_text(field, around.speech)}" for field in change.fields)
