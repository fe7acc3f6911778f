"""`init --from-table`: what the table was read as, then the folder."""

from __future__ import annotations

from pathlib import Path

from ct58.cli.output import Answer, give
from ct58.cli.recorded import confirm
from ct58.cli.surroundings import Surroundings
from ct58.i18n import N_, msg
from ct58.render.screens.from_table import from_table_as_json, from_table_page
from ct58.services.setup.from_table import FromTable, TableWishes, begin_from_table, propose
from ct58.services.setup.seeding import Begun, refuse_taken


def begin_of_table(
    around: Surroundings, table: Path, folder: Path, wishes: TableWishes, *, with_git: bool, dry_run: bool
) -> Begun:
    """Show the proposal, ask about it where somebody can answer, and write it. Raises Refused where the answer is no."""
    target = around.folder / folder
    refuse_taken(target)
    found = propose(around.folder / table, wishes, around.today, around.speech.say)
    give(around, _answer(around, found, is_dated=wishes.issued_on is not None))
    if around.can_ask and not dry_run and around.options.format != "json":
        confirm(around, [msg(N_("Each deadline above becomes the rule that stands beside it."))])
    return begin_from_table(
        found, target, around.environment, around.speech.say, with_git=with_git, dry_run=dry_run
    )


def _answer(around: Surroundings, found: FromTable, *, is_dated: bool) -> Answer:
    return Answer(
        command="init",
        as_of=around.today,
        page=lambda: from_table_page(found.table, found.proposed, around.speech, is_dated=is_dated),
        data=lambda: from_table_as_json(found.proposed),
    )
