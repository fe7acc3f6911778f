"""Planning the end of many units at once: each with its day, its successor, and where its last report counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace

from ct58.domain.planning.after_merger import CountedAnswers, answer_in, refuse_unanswered, unanswered
from ct58.domain.planning.edits import Edit, Operation
from ct58.domain.planning.register import (
    ListProblem,
    MergerWords,
    ending_of,
    merger_target,
    merging,
    plan_merge,
)
from ct58.domain.planning.reports import ReportWords, plan_report
from ct58.domain.planning.unit_edits import noting
from ct58.domain.records.office import Office
from ct58.domain.records.places import unit_file
from ct58.domain.records.reports import Report
from ct58.domain.records.scalars import UNSAID
from ct58.domain.records.units import Unit
from ct58.domain.time.period import ONE_DAY
from ct58.errors import BadUsage, Ct58Error, Refused
from ct58.i18n import N_, msg
from ct58.records import record


@record
class UnitEnd:
    """The end of one unit: its last day, its successor if it has one, why, and the row of a list that says so.

    `counted` are the words that say where its last report counts: a unit, or “itself”.
    """

    unit: Unit
    last_day: dt.date
    successor: Unit | None = None
    reason: str | None = None
    counted: tuple[str, ...] = ()
    row: int = 0


@record
class CountedWhere:
    """Where the last reports of ending units count: words said for all, and answers given one by one; `today` dates a correction."""

    today: dt.date
    words: tuple[str, ...] = ()
    answers: CountedAnswers = field(default_factory=dict)


@record
class EndingPlan:
    """What a list of endings does; with problems nothing may be written. `done` were ended so already."""

    edit: Edit
    done: tuple[UnitEnd, ...] = ()
    problems: tuple[ListProblem, ...] = ()


def plan_endings(office: Office, endings: Sequence[UnitEnd], where: CountedWhere) -> EndingPlan:
    """Every unit's end, and where their last reports count.

    What is wrong with a row is a problem of it. A last report of which nobody said where it counts is one, too.
    """
    operations: list[Operation] = []
    done: list[UnitEnd] = []
    problems = list(_twice(endings))
    after = ended(office, endings)
    for entry in endings:
        try:
            own = _all_of(after, entry, where)
        except (BadUsage, Refused) as error:
            problems.append(_problem(entry, error))
            continue
        operations += own
        done += [] if own else [entry]
    return EndingPlan(edit=() if problems else tuple(operations), done=tuple(done), problems=tuple(problems))


def edit_of(office: Office, endings: Sequence[UnitEnd], where: CountedWhere) -> Edit:
    """The same where nobody reads a table of problems: raises the first of them."""
    after = ended(office, endings)
    return tuple(operation for entry in endings for operation in _all_of(after, entry, where))


def _all_of(after: Office, entry: UnitEnd, where: CountedWhere) -> list[Operation]:
    """The end of a unit, and where its last reports count: by the row's own word before what was said for all."""
    own = replace(where, words=entry.counted or where.words)
    return [*_of(entry), *counting(after, [entry.unit], own, entry.reason)]


def _problem(entry: UnitEnd, error: Ct58Error) -> ListProblem:
    message = error.message
    if error.hint is not None:
        message = msg(N_("{problem} {hint}"), problem=error.message, hint=error.hint)
    return ListProblem(row=entry.row, key=None, message=message)


def _of(entry: UnitEnd) -> Iterator[Operation]:
    unit, successor = entry.unit, entry.successor
    if successor is None:
        yield from ending_of(unit, entry.last_day)
        yield from noting(unit, unit_file(unit.id), entry.reason)
        return
    if successor.id == unit.id:
        raise BadUsage(msg(N_("A unit cannot be merged into itself.")), msg(N_("Name the units that end.")))
    if successor.valid_to is not None and successor.valid_to <= entry.last_day:
        raise Refused(
            msg(
                N_("{unit} was already closed: its last day is {day}."),
                unit=successor.name,
                day=successor.valid_to,
            ),
            msg(N_("Merge into a unit that goes on.")),
        )
    yield from merging(unit, successor, entry.last_day + ONE_DAY, entry.reason)


def _twice(endings: Sequence[UnitEnd]) -> Iterator[ListProblem]:
    first: dict[str, int] = {}
    for entry in endings:
        row = first.setdefault(entry.unit.id, entry.row)
        if row != entry.row:
            text = msg(N_("“{name}” is the same unit as row {row}."), name=entry.unit.name, row=row)
            yield ListProblem(row=entry.row, key=None, message=text)


def plan_merger(office: Office, words: MergerWords, where: CountedWhere) -> Edit:
    """A merger as `plan_merge` has it, and where the last reports of the merged units count."""
    edit = plan_merge(office, words)
    merged = [entry.unit for entry in merger_endings(office, words)]
    return (*edit, *counting(after_merger(office, words), merged, where, words.reason))


def after_merger(office: Office, words: MergerWords) -> Office:
    """The office in which the merger has happened, as far as the register tells it."""
    target = merger_target(office, words)
    known = (
        office if target.id in office.units else replace(office, units={**office.units, target.id: target})
    )
    return ended(known, merger_endings(office, words))


def merger_endings(office: Office, words: MergerWords) -> list[UnitEnd]:
    """The end of each unit that a merger names, but for the one that goes on."""
    target = merger_target(office, words)
    return [
        UnitEnd(unit=unit, last_day=words.on - ONE_DAY, successor=target)
        for unit in words.units
        if unit.id != target.id
    ]


def ended(office: Office, endings: Iterable[UnitEnd]) -> Office:
    """The office in which units have ended."""
    units = dict(office.units)
    for entry in endings:
        successor = entry.successor.id if entry.successor else entry.unit.merged_into
        units[entry.unit.id] = replace(entry.unit, valid_to=entry.last_day, merged_into=successor)
    return replace(office, units=units)


def counting(
    after: Office, units: Sequence[Unit], where: CountedWhere, reason: str | None
) -> Iterator[Operation]:
    """Where the last reports of merged units count; `after` is the office in which they have ended.

    Raises Refused for the first of which nobody said it.
    """
    for report in unanswered(after, (after.units[unit.id] for unit in units)):
        unit = after.units[report.unit]
        answer = _answer(after, unit, report, where)
        if answer == UNSAID:
            raise refuse_unanswered(after, unit, report.period)
        kept = reason if after.is_closed(report.period, where.today) else None
        words = ReportWords(counted_in=answer, reason=kept)
        yield from plan_report(after, unit, report.period, words, where.today)


def _answer(after: Office, unit: Unit, report: Report, where: CountedWhere) -> str | None:
    key = (unit.id, str(report.period))
    return where.answers[key] if key in where.answers else answer_in(after, unit, where.words)
