"""Beginning a folder from an assignment table: read, propose, write what a person has seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from ct58.domain.planning.from_table import (
    BODY_KIND,
    COMMITTEE_KIND,
    TableProgramme,
    TableWords,
    TaskTable,
    programme_of_table,
)
from ct58.domain.records.programme import Horizon
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.services.setup.seeding import Begun, begin, contents_of


@record
class TableWishes:
    """What was said of the new programme beside its table."""

    number: str | None = None
    issued_on: dt.date | None = None
    years: Horizon | None = None


@record
class FromTable:
    """A table as it was read, and the programme that it proposes."""

    table: TaskTable
    proposed: TableProgramme


def propose(path: Path, wishes: TableWishes, today: dt.date, say: Callable[[Message], str]) -> FromTable:
    """What a table proposes. Raises Refused for a file that has no such table."""
    from ct58.exchange.task_table import read_task_table

    table = read_task_table(path)
    words = TableWords(
        number=wishes.number or say(msg(N_("(no number yet)"))),
        issued_on=wishes.issued_on or today,
        years=wishes.years,
        committee=say(msg(N_("(name of the committee)"))),
        part=say(msg(N_("Assignment table"))),
        group=say(msg(N_("Tasks"))),
        kinds={
            COMMITTEE_KIND: say(msg(N_("office that follows the programme"))),
            BODY_KIND: say(msg(N_("body"))),
        },
        nobody=say(msg(N_("(not said who leads)"))),
    )
    return FromTable(table=table, proposed=programme_of_table(table, words))


def begin_from_table(
    found: FromTable,
    target: Path,
    environment: Mapping[str, str],
    say: Callable[[Message], str],
    *,
    with_git: bool,
    dry_run: bool = False,
) -> Begun:
    """Write the proposal into a new folder. Raises as `begin` does."""
    data = contents_of(found.proposed.files)
    return begin(target, environment, say, with_git=with_git, data=data, dry_run=dry_run)
