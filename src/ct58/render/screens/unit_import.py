"""`ct58 unit import`: what a list does to the register, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from ct58.domain.planning.register import ListedChange, ListProblem
from ct58.i18n import Message, N_, msg
from ct58.render.screens.imported import MOST_PLACES, ROWS_READ, unnamed_places
from ct58.render.screens.recorded import recorded_line, settled_lines
from ct58.render.words.speech import Speech
from ct58.views.page import Block, Column, Emphasis, Gap, Heading, Line, Page, Table, Words, words
from ct58.views.unit_import import LIST_COLUMNS, UnitImportView

_TITLES = {column.key: column.title for column in LIST_COLUMNS}


def unit_import_page(view: UnitImportView, speech: Speech) -> Page:
    """The problems, if there are any; else the rows (in a trial) and the counts."""
    blocks: list[Block] = [_title(view, speech), *_notes(view, speech)]
    if view.problems:
        return Page((*blocks, Gap(), *_problems(view, speech)))
    if view.is_trial:
        blocks += [Gap(), _table(view, speech)]
    moved = settled_lines(view.settled, speech)
    return Page((*blocks, *_similar(view, speech), Gap(), *moved, *_counts(view, speech)))


def list_problems_page(file: str, problems: Sequence[ListProblem], speech: Speech) -> Page:
    """What is wrong with the rows of a list of units, row by row."""
    columns = (
        Column(speech.gettext(N_("Row")), align="right"),
        Column(speech.gettext(N_("Problem")), grows=True),
    )
    rows = tuple(
        (words(str(problem.row), "strong"), words(speech.say(problem.message)))
        for problem in problems[:MOST_PLACES]
    )
    more = [_line(left, speech, "warning")] if (left := unnamed_places(len(problems))) else []
    count = msg(N_("{count} problems, so nothing was written."), count=speech.count(len(problems)))
    title = Heading(speech.say(msg(N_("UNITS FROM {file}"), file=file)), level=1)
    return Page((title, Gap(), Table(columns, rows), *more, Gap(), _line(count, speech, "overdue")))


def _title(view: UnitImportView, speech: Speech) -> Heading:
    text = msg(N_("UNITS FROM {file}"), file=view.file)
    aside = "" if view.sheet == view.file else speech.say(msg(N_("sheet {sheet}"), sheet=view.sheet))
    return Heading(speech.say(text), level=1, aside=aside)


def _notes(view: UnitImportView, speech: Speech) -> list[Block]:
    """Which columns were understood, which rows and sheets were not read."""
    in_order = sorted(view.columns.items(), key=lambda entry: (len(entry[1]), entry[1]))
    columns = ", ".join(f"{letter} {speech.gettext(_TITLES[key])}" for key, letter in in_order)
    notes = [msg(N_("Columns: {columns}"), columns=columns)]
    notes += [_unread(*column) for column in view.unread]
    left = len(view.passed_over)
    count = speech.count
    notes.append(msg(ROWS_READ, found=count(view.found), read=count(view.found - left), left=count(left)))
    if view.passed_over:
        shown = [str(row) for row in view.passed_over[:MOST_PLACES]]
        rows = ", ".join([*shown, "…"] if len(view.passed_over) > MOST_PLACES else shown)
        notes.append(msg(N_("Rows passed over, because no unit stands there: {rows}"), rows=rows))
    if view.others:
        sheets = ", ".join(view.others)
        notes.append(msg(N_("Not read: {sheets}. Another sheet: --sheet NAME"), sheets=sheets))
    return [_line(note, speech, "dim") for note in notes]


def _unread(letter: str, title: str, same_as: str) -> Message:
    if same_as:
        return msg(
            N_("Column {column} “{title}” was not read: column {other} says the same."),
            column=letter,
            title=title,
            other=same_as,
        )
    return msg(N_("Column {column} “{title}” was not read."), column=letter, title=title)


def unit_import_as_json(view: UnitImportView, speech: Speech) -> dict[str, object]:
    """How much of the list was read, and what was not."""
    return {
        "found": view.found,
        "read": view.found - len(view.passed_over),
        "rows_not_read": list(view.passed_over),
        "columns_not_read": [
            {"column": letter, "title": title, "same_as": same_as or None}
            for letter, title, same_as in view.unread
        ],
        "problems": [
            {
                "row": problem.row,
                "column": view.columns.get(problem.key or ""),
                "message": speech.say(problem.message),
            }
            for problem in view.problems
        ],
    }


def _problems(view: UnitImportView, speech: Speech) -> list[Block]:
    columns = tuple(Column(speech.gettext(title)) for title in (N_("Row"), N_("Column")))
    rows = tuple(_problem(view, problem, speech) for problem in view.problems[:MOST_PLACES])
    more = [_line(left, speech, "warning")] if (left := unnamed_places(len(view.problems))) else []
    count = speech.count(len(view.problems))
    return [
        Table((*columns, Column(speech.gettext(N_("Problem")), grows=True)), rows),
        *more,
        Gap(),
        _line(msg(N_("{count} problems, so nothing was written."), count=count), speech, "overdue"),
    ]


def _problem(view: UnitImportView, problem: ListProblem, speech: Speech) -> tuple[Words, ...]:
    label = speech.gettext(_TITLES[problem.key]) if problem.key else ""
    column = f"{view.columns.get(problem.key or '', '')} {label}".strip()
    return (words(str(problem.row), "strong"), words(column), words(speech.say(problem.message)))


def _table(view: UnitImportView, speech: Speech) -> Table:
    plan = view.plan
    groups: tuple[tuple[str, Emphasis, Sequence[ListedChange]], ...] = (
        (N_("new"), "good", plan.added),
        (N_("changed"), "warning", plan.updated),
        (N_("already there"), "dim", plan.skipped),
    )
    by_row = sorted(
        (change.listed.row, _row(change, speech.gettext(label), emphasis, speech))
        for label, emphasis, changes in groups
        for change in changes
    )
    titles = (N_("Row"), N_("No."), N_("Name"), N_("Kind"), N_("Party organisation"), N_("Id"))
    columns = tuple(
        Column(
            speech.gettext(title),
            align="right" if title in (N_("Row"), N_("No.")) else "left",
            grows=title == N_("Name"),
            from_width=100 if title == N_("Party organisation") else 0,
        )
        for title in titles
    )
    columns = (*columns, Column("", name=speech.gettext(N_("Change"))))
    return Table(columns, tuple(cells for _row_number, cells in by_row))


def _row(change: ListedChange, state: str, emphasis: Emphasis, speech: Speech) -> tuple[Words, ...]:
    said, unit = change.listed.words, change.unit
    organisation = said.organisation or unit.organisation
    return (
        words(str(change.listed.row), "dim"),
        words(str(said.order) if said.order is not None else ""),
        words(said.name),
        words(speech.unit_kind(said.kind)),
        words(speech.organisation(organisation) if organisation else "–"),
        words(unit.id, "strong"),
        words(state, emphasis),
    )


def _similar(view: UnitImportView, speech: Speech) -> list[Block]:
    """New units that may be old ones under another spelling."""
    lines: list[Block] = []
    for similar in view.similar:
        others = "; ".join(f"{other.name} ({other.id})" for other in similar.others)
        text = msg(
            N_("{name} ({id}) resembles: {others}"), name=similar.unit.name, id=similar.unit.id, others=others
        )
        lines.append(_line(text, speech, "warning"))
    return [Gap(), *lines] if lines else []


def _counts(view: UnitImportView, speech: Speech) -> list[Block]:
    plan = view.plan
    counts = msg(
        N_("New: {added} · changed: {updated} · already there: {skipped}"),
        added=len(plan.added),
        updated=len(plan.updated),
        skipped=len(plan.skipped),
    )
    return [_line(counts, speech, "strong"), *_since(view, speech), _closing(view, speech)]


def _since(view: UnitImportView, speech: Speech) -> list[Block]:
    """From when on the new units count: what is due before is not asked of them."""
    if view.since is None or not view.plan.added:
        return []
    others = sum(change.unit.valid_from != view.since for change in view.plan.added)
    text = N_("The new units count from {day}: what falls due before is not asked of them.")
    if others:
        text = N_(
            "The new units count from {day}, {count} of them from another day that their rows give: what falls due before "
            "is not asked of them."
        )
    return [_line(msg(text, day=view.since, count=speech.count(others)), speech, "dim")]


def _closing(view: UnitImportView, speech: Speech) -> Line:
    if view.is_trial:
        return _line(msg(N_("A trial: nothing was written.")), speech, "warning")
    if view.is_written:
        return recorded_line(speech.gettext(N_("Recorded.")), speech)
    return _line(msg(N_("Nothing to change: it is already so.")), speech, "dim")


def _line(message: Message, speech: Speech, emphasis: Emphasis) -> Line:
    return Line(words(speech.say(message), emphasis))
