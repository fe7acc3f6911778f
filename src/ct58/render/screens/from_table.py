"""`init --from-table`: each row of the table beside the rule that is proposed for its deadline."""

from __future__ import annotations

from ct58.domain.planning.from_table import ProposedTask, TableProgramme, TaskTable
from ct58.i18n import N_, msg
from ct58.render.words.record_keys import JsonObject, record_as_json
from ct58.render.words.rules import rule_text
from ct58.render.words.speech import Speech, abridged
from ct58.views.page import Block, Column, Gap, Heading, Line, Page, Table, Words, words


def from_table_page(table: TaskTable, proposed: TableProgramme, speech: Speech, *, is_dated: bool) -> Page:
    """The proposal as a person confirms it; `is_dated`: the day of its document was said, and is not today's for want of one."""
    columns = tuple(
        Column(speech.gettext(title))
        for title in (N_("No."), N_("Id"), N_("Task"), N_("Lead"), N_("As written"), N_("Rule proposed"))
    )
    names = {unit.id: unit.name for unit in proposed.units}
    rows = tuple(_row(entry, names, speech) for entry in proposed.tasks)
    blocks: list[Block] = [
        Heading(speech.say(msg(N_("PROPOSED FROM THE TABLE “{sheet}”"), sheet=table.sheet)), level=1),
        Line(words(_document(proposed, speech))),
        Gap(),
        Table(columns, rows),
        Gap(),
    ]
    blocks += [Line(words(line)) for line in _remarks(table, proposed, speech)]
    if not is_dated:
        blocks.append(Line(words(speech.gettext(_NO_DATE))))
    return Page(tuple(blocks))


_NO_DATE = N_("Nobody said the date of the document: today's is taken. Another one: --on DATE")


def from_table_as_json(proposed: TableProgramme) -> list[JsonObject]:
    """Each task with the row, from 1, that it stands in."""
    rows = ((entry, record_as_json(entry.task)) for entry in proposed.tasks)
    return [{"row": entry.row.row, **task} for entry, task in rows if isinstance(task, dict)]


def _document(proposed: TableProgramme, speech: Speech) -> str:
    head = proposed.programme.head
    text = N_("Programme {number} of {date}, {years}: {tasks} tasks, {units} bodies")
    counts = {"tasks": speech.count(len(proposed.tasks)), "units": speech.count(len(proposed.units))}
    years = "–".join(str(year) for year in sorted({head.horizon.from_, head.horizon.to}))
    return speech.say(msg(text, number=head.number, date=speech.date(head.issued_on), years=years, **counts))


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
