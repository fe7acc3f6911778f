"""From an assignment table to a programme: each row a task, its deadline a rule beside the words, for a person to confirm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from ct58.domain.planning.unit_words import derived_id
from ct58.domain.records.committee import Names, OfficeFile
from ct58.domain.records.office import Record
from ct58.domain.records.places import OFFICE_FILE, PROGRAMME_FILE, unit_file
from ct58.domain.records.programme import (
    NEWEST_FORMAT,
    Horizon,
    Part,
    Programme,
    ProgrammeHead,
    Task,
    TaskGroup,
)
from ct58.domain.records.terms import UnitKind
from ct58.domain.records.units import Unit
from ct58.domain.text.vietnamese import fold
from ct58.domain.time.deadline_words import read_deadline
from ct58.domain.time.deadlines import DeadlineRule
from ct58.records import record

COMMITTEE_KIND, BODY_KIND = "committee", "body"
"""The kinds of units of a new programme: the office that follows it, and the bodies that its tasks are given to."""
_PART, _GROUP = "I", "A"


@record
class TableTask:
    """A row of the table as it stands; `row` counts from 1. `group` is the number of the group that it stands in."""

    row: int
    number: str
    title: str
    lead: tuple[str, ...]
    with_: tuple[str, ...]
    deadline: str
    products: tuple[str, ...]
    group: str | None = None


@record
class TableGroup:
    """A heading between the rows: its number as it stands, or its place, and its title."""

    number: str
    title: str


@record
class TaskTable:
    """What a table says, in its order. `passed_over` are rows, from 1, that are neither a task nor a group."""

    sheet: str
    groups: tuple[TableGroup, ...]
    rows: tuple[TableTask, ...]
    passed_over: tuple[int, ...]


@record
class TableWords:
    """What the table does not say: the document's number and date, its years, who follows it; what its parts are called, and who leads where nobody is said."""

    number: str
    issued_on: dt.date
    years: Horizon | None
    committee: str
    part: str
    group: str
    kinds: Mapping[str, str]
    nobody: str


@record
class ProposedTask:
    """A task as it is proposed, beside its row; `is_unread`: its deadline could not be read."""

    row: TableTask
    task: Task
    is_unread: bool


@record
class TableProgramme:
    """The proposal: its tasks, the bodies that lead them or help, and the records of a new folder."""

    tasks: tuple[ProposedTask, ...]
    units: tuple[Unit, ...]
    programme: Programme
    files: Mapping[str, Record]


def programme_of_table(table: TaskTable, words: TableWords) -> TableProgramme:
    """The programme that a table proposes. Nothing is made up: what cannot be read stays open."""
    units = _units(table.rows, words.nobody)
    ids = {fold(unit.name): unit.id for unit in units}
    tasks = tuple(_task(row, number, ids, words) for number, row in enumerate(table.rows, start=1))
    programme = Programme(
        format=NEWEST_FORMAT,
        programme=ProgrammeHead(
            number=words.number,
            issued_on=words.issued_on,
            horizon=words.years or _years(tasks, words.issued_on),
            issued_by=words.committee,
        ),
        parts=(Part(id=_PART, title=words.part),),
        clauses=(),
        kinds=(
            UnitKind(id=COMMITTEE_KIND, name=words.kinds[COMMITTEE_KIND], role="committee"),
            UnitKind(id=BODY_KIND, name=words.kinds[BODY_KIND], role="staff"),
        ),
        groups=tuple(_groups(table, words)),
        tasks=tuple(proposed.task for proposed in tasks),
    )
    files: dict[str, Record] = {
        PROGRAMME_FILE: programme,
        OFFICE_FILE: OfficeFile(names=Names(committee=words.committee)),
        **{unit_file(unit.id): unit for unit in units},
    }
    return TableProgramme(tasks=tasks, units=units, programme=programme, files=files)


def _groups(table: TaskTable, words: TableWords) -> Iterator[TaskGroup]:
    """The headings of the table; a group of its own for rows above the first."""
    if any(row.group is None for row in table.rows):
        yield TaskGroup(id=_GROUP, title=words.group)
    yield from (TaskGroup(id=group.number, title=group.title) for group in table.groups)


def _units(rows: Iterable[TableTask], nobody: str) -> tuple[Unit, ...]:
    """The bodies that the table names, each once, however it is written in capitals or accents."""
    names: dict[str, str] = {}
    for row in rows:
        for name in (*(row.lead or (nobody,)), *row.with_):
            names.setdefault(fold(name), name)
    found: dict[str, Unit] = {}
    for order, name in enumerate(names.values(), start=1):
        id_ = derived_id(name, found)
        found[id_] = Unit(id=id_, name=name, kind=BODY_KIND, order=order)
    return tuple(found.values())


def _task(row: TableTask, place: int, ids: Mapping[str, str], words: TableWords) -> ProposedTask:
    rule = read_deadline(row.deadline, words.issued_on.year) if row.deadline else None
    task = Task(
        id=f"PL-{place:02d}",
        number=place,
        group=row.group or _GROUP,
        title=row.title,
        prepared_by="; ".join(row.lead) or None,
        lead=tuple(dict.fromkeys(ids[fold(name)] for name in row.lead or (words.nobody,))),
        with_=tuple(dict.fromkeys(ids[fold(name)] for name in row.with_)),
        deadline=rule or DeadlineRule(text=row.deadline or None, unread=True),
        forms=row.products,
    )
    return ProposedTask(row=row, task=task, is_unread=rule is None)


def _years(tasks: Iterable[ProposedTask], issued_on: dt.date) -> Horizon:
    """From the year of the document to the last that a deadline names."""
    years = [issued_on.year, *(year for entry in tasks for year in _years_named(entry.task.deadline))]
    return Horizon(from_=issued_on.year, to=max(years))


def _years_named(rule: DeadlineRule) -> Iterator[int]:
    day = rule.before or (rule.by if isinstance(rule.by, dt.date) else None)
    if day is not None:
        yield day.year
    for period in (rule.by, rule.within, rule.until):
        if period is not None and not isinstance(period, dt.date):
            yield period.last_day.year
