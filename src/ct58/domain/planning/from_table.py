"""From an assignment table to a programme: each row a task, its deadline a rule beside the words, for a person to confirm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ct58.domain.planning.deadline_rules import meaningful_deadline
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
from ct58.domain.text.vietnamese import fold, plain_words
from ct58.domain.time.deadline_words import LeaningOn, often_of
from ct58.domain.time.deadlines import DeadlineRule
from ct58.domain.time.due_days import Cycle
from ct58.domain.time.period import Period
from ct58.patterns import pattern
from ct58.records import record

COMMITTEE_KIND, BODY_KIND = "committee", "body"
"""The kinds of units of a new programme: the office that follows it, and the bodies that its tasks are given to."""
_PART, _GROUP = "I", "A"
_ROW_NUMBER = pattern(r"(?:nhiem vu|muc|so|stt|tt| )+ ?(?P<number>[0-9]+(?:[.][0-9]+)*)")


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
    tasks = tuple(_task(table.rows, place, ids, words) for place in range(1, len(table.rows) + 1))
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


def _task(rows: Sequence[TableTask], place: int, ids: Mapping[str, str], words: TableWords) -> ProposedTask:
    row = rows[place - 1]
    around = LeaningOn(
        year=words.issued_on.year,
        often=often_of(row.title),
        item=lambda phrase: _row_meant(rows, place, phrase),
    )
    rule = meaningful_deadline(row.deadline, around) if row.deadline else None
    task = Task(
        id=_id(place),
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


def _id(place: int) -> str:
    return f"PL-{place:02d}"


def _row_meant(rows: Sequence[TableTask], place: int, phrase: str) -> str | None:
    """The other row that a phrase means: by its number (`nhiệm vụ số 3`), else the only one whose task or product has those words."""
    numbered = _ROW_NUMBER.fullmatch(phrase)
    others = [(at, row) for at, row in enumerate(rows, start=1) if at != place]
    if numbered is not None:
        found = [at for at, row in others if row.number.rstrip(".)") == numbered["number"]]
    else:
        found = [at for at, row in others if any(_says(text, phrase) for text in (row.title, *row.products))]
    return _id(found[0]) if len(found) == 1 else None


def _says(text: str, phrase: str) -> bool:
    words = plain_words(phrase)
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(plain_words(text))} "


def _years(tasks: Iterable[ProposedTask], issued_on: dt.date) -> Horizon:
    """From the year of the document to the last that a deadline names, or that it comes to the first time."""
    rules = [entry.task.deadline for entry in tasks]
    years = [issued_on.year, *(year for rule in rules for year in _years_named(rule))]
    years += [_first_end(rule.every, issued_on) for rule in rules if isinstance(rule.every, Cycle)]
    return Horizon(from_=issued_on.year, to=max(years))


def _years_named(rule: DeadlineRule) -> Iterator[int]:
    for time in (rule.before, rule.by, rule.within, rule.from_, rule.until):
        if time is not None:
            yield time.last_day.year if isinstance(time, Period) else time.year


def _first_end(every: Cycle, issued_on: dt.date) -> int:
    """The year in which the first time of something is over that takes longer than a year."""
    return issued_on.year + (every.in_months - 1) // 12
