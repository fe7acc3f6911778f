"""`init --from-table`: each row of the table beside the rule that is proposed for its deadline."""

from __future__ import annotations

from ct58.domain.planning.from_table import ProposedTask, TableProgramme, TaskTable
from ct58.i18n import N_, msg
from ct58.render.words.rules import rule_text
from ct58.render.words.speech import Speech, abridged
from ct58.views.page import Block, Column, Gap, Heading, Line, Page, Table, Words, words


def from_table_page(table: TaskTable, proposed: TableProgramme, speech: Speech) -> Page:
    """The proposal as a person confirms it."""
    columns = tuple(
        Column(speech.gettext(title))
        for title in (N_("No."), N_("Id"), N_("Task"), N_("Lead"), N_("As written"), N_("Rule proposed"))
    )
    names = {unit.id: unit.name for unit in proposed.units}
    rows = tuple(_row(entry, names, speech) for entry in proposed.tasks)
    blocks: list[Block] = [
        Heading(speech.say(msg(N_("PROPOSED FROM THE TABLE “{sheet}”"), sheet=table.sheet)), level=1),
        Gap(),
        Table(columns, rows),
        Gap(),
    ]
    blocks += [Line(words(line)) for line in _remarks(table, proposed, speech)]
    return Page(tuple(blocks))


def _row(entry: ProposedTask, names: dict[str, str], speech: Speech) -> tuple[Words, ...]:
    task = entry.task
    rule = speech.gettext(N_("not read, stays open"))
    if not entry.is_unread:
        rule = rule_text(task.deadline, speech) if not task.deadline.is_standing else speech.status("ongoing")
    return (
        words(entry.row.number or str(entry.row.row)),
        words(task.id),
        words(abridged(task.title, 60)),
        words(", ".join(names[id_] for id_ in task.lead) or "–"),
        words(entry.row.deadline or "–"),
        words(f"{rule}{'*' if task.deadline.assumed else ''}", "warning" if entry.is_unread else "plain"),
    )


def _remarks(table: TaskTable, proposed: TableProgramme, speech: Speech) -> list[str]:
    said = []
    if any(entry.task.deadline.assumed for entry in proposed.tasks):
        said.append(
            speech.gettext(N_("* The words leave the day or the year open; look at these rules first."))
        )
    unread = [entry.task.id for entry in proposed.tasks if entry.is_unread]
    if unread:
        text = N_("{count} deadlines could not be read: {ids}. They stay open until you write their rule.")
        said.append(speech.say(msg(text, count=speech.count(len(unread)), ids=", ".join(unread))))
    nobody = [entry.task.id for entry in proposed.tasks if not entry.row.lead]
    if nobody:
        text = N_("{count} rows say nobody who leads: {ids}.")
        said.append(speech.say(msg(text, count=speech.count(len(nobody)), ids=", ".join(nobody))))
    if table.passed_over:
        text = N_("Passed over, neither task nor group: rows {rows}.")
        said.append(speech.say(msg(text, rows=", ".join(map(str, table.passed_over)))))
    return said
