"""ct58 unit close, unit merge: the end of units, one or a whole list, and where their last reports count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ct58.cli.language import _
from ct58.cli.options import DryRunOption, day
from ct58.cli.output import give
from ct58.cli.register import (
    OrganisationOption,
    UnitKindOption,
    UnitReasonOption,
    kind_said,
    organisation_said,
    register_answer,
    tell_of_units,
)
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.after_merger import CountedAnswers, answer_in, unanswered
from ct58.domain.planning.register import (
    ListProblem,
    MergerWords,
    reports_after,
    reports_left_behind,
)
from ct58.domain.planning.unit_ends import (
    CountedWhere,
    EndingPlan,
    UnitEnd,
    after_merger,
    edit_of,
    ended,
    merger_endings,
    plan_endings,
    plan_merger,
)
from ct58.domain.planning.unit_words import derived_id
from ct58.domain.records.office import Office
from ct58.domain.records.scalars import UNSAID
from ct58.domain.records.unit_search import find_units
from ct58.domain.time.period import ONE_DAY
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.render.screens.unit_import import list_problems_page
from ct58.services.reading.opening import Slice
from ct58.services.writing.recording import Recorded, make_record

if TYPE_CHECKING:
    from ct58.exchange.ending_list import EndingRow
    from ct58.exchange.unit_finder import UnitFinder

_FEW = 2
"""With so many units a reconciliation is worth a line."""
_WITH_REPORTS = Slice(needs=frozenset({"programme", "units", "reports", "periods"}))

ManyUnits = Annotated[
    list[str] | None,
    typer.Argument(metavar=_(N_("[UNIT…]")), help=_(N_("Ids or aliases; or one name in several words."))),
]
ListOption = Annotated[
    Path | None,
    typer.Option(
        "--list",
        metavar=_(N_("FILE")),
        help=_(
            N_(
                "An .xlsx or .csv file with a row a unit. Columns: Tên đơn vị or Mã; Ngày kết thúc or Từ ngày; "
                "Nhập vào; Văn bản; Tính vào (a unit, or “riêng”)."
            )
        ),
    ),
]
EndCountedIn = Annotated[
    list[str] | None,
    typer.Option(
        "--counted-in",
        metavar=_(N_("UNIT|itself")),
        help=_(
            N_(
                "Where the figures of a merged unit's last report are: in the report of UNIT, or “itself”; "
                "may be repeated."
            )
        ),
    ),
]


def close_units(
    ctx: typer.Context,
    units: ManyUnits = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("The last day.")))
    ] = None,
    list_: ListOption = None,
    counted_in: EndCountedIn = None,
    reason: UnitReasonOption = None,
    dry_run: DryRunOption = False,
) -> int:
    """Give units their last day; exit code 1 when a list has problems."""
    around: Surroundings = ctx.obj
    last = day(on, around)
    _check_named(units, list_)
    if list_ is not None:
        return _end_listed(
            around,
            list_,
            _Defaults(last_day=last, reason=reason, counted=tuple(counted_in or ())),
            dry_run=dry_run,
        )
    if last is None:
        raise BadUsage(msg(N_("On which day?")), msg(N_("Add --on DATE: the last day.")))

    def endings(office: Office) -> list[UnitEnd]:
        found = find_units(office, units or [])
        return [UnitEnd(unit=unit, last_day=last, reason=reason) for unit in found]

    where = CountedWhere(today=around.today, words=tuple(counted_in or ()))
    recorded = make_record(
        around.desk(), _WITH_REPORTS, lambda office: edit_of(office, endings(office), where), dry_run=dry_run
    )
    _tell(around, recorded, endings(recorded.before), last + ONE_DAY)
    return 0


def merge_units(
    ctx: typer.Context,
    units: ManyUnits = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("The first day of the merged unit."))),
    ] = None,
    into: Annotated[
        str | None,
        typer.Option(
            "--into", metavar=_(N_("UNIT")), help=_(N_("The unit that goes on, or the id of the new one."))
        ),
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help=_(N_("The new unit's full name.")))] = None,
    kind: UnitKindOption = None,
    organisation: OrganisationOption = None,
    order: Annotated[int | None, typer.Option("--order", min=0, help=_(N_("The new unit's place.")))] = None,
    list_: ListOption = None,
    counted_in: EndCountedIn = None,
    reason: UnitReasonOption = None,
    dry_run: DryRunOption = False,
) -> int:
    """End units and name their successor; may be run again after an interruption."""
    around: Surroundings = ctx.obj
    first, said = day(on, around), tuple(counted_in or ())
    _check_named(units, list_)
    if list_ is not None:
        _refuse_name_with_list(name)
        last = first - ONE_DAY if first is not None else None
        return _end_listed(
            around,
            list_,
            _Defaults(last_day=last, into=into, reason=reason, counted=said, is_merger=True),
            dry_run=dry_run,
        )
    target = into or (derived_id(name) if name else None)
    if target is None:
        raise BadUsage(msg(N_("Into which unit?")), msg(N_("Add --into UNIT, or --name for a new one.")))
    if first is None:
        raise BadUsage(msg(N_("On which day?")), msg(N_("Add --on DATE: the first day of the merged unit.")))

    def words(office: Office) -> MergerWords:
        return MergerWords(
            units=find_units(office, units or []),
            into=target,
            on=first,
            name=name,
            kind=kind_said(kind, around.speech.terms) if kind else None,
            organisation=organisation_said(organisation, around.speech.terms),
            order=order,
            reason=reason,
        )

    _merge(around, words, said, dry_run=dry_run)
    return 0


def _refuse_name_with_list(name: str | None) -> None:
    if name is not None:
        raise BadUsage(
            msg(N_("--name goes with units that are named, not with a list.")),
            msg(N_("Make the new unit first (ct58 unit add), then name it in the list or with --into.")),
        )


def _check_named(units: Sequence[str] | None, list_: Path | None) -> None:
    if bool(units) == (list_ is not None):
        raise BadUsage(msg(N_("Which units?")), msg(N_("Name them, or give a list: --list FILE; not both.")))


# ----------------------------------------------------------------------- merge


def _merge(
    around: Surroundings, words: Callable[[Office], MergerWords], said: tuple[str, ...], *, dry_run: bool
) -> None:
    answers: CountedAnswers = {}
    if around.can_ask:
        office = around.open_whole(_WITH_REPORTS)
        merger = words(office)
        after = after_merger(office, merger)
        answers = _asked(around, after, [unit.id for unit in merger.units], said)
    where = CountedWhere(today=around.today, words=said, answers=answers)
    recorded = make_record(
        around.desk(),
        _WITH_REPORTS,
        lambda office: plan_merger(office, words(office), where),
        dry_run=dry_run,
    )
    merger = words(recorded.before)
    _tell(around, recorded, merger_endings(recorded.before, merger), merger.on)


def _asked(around: Surroundings, after: Office, ids: Sequence[str], said: tuple[str, ...]) -> CountedAnswers:
    """For each last report of a merged unit of which the words say nothing: what the person says."""
    from ct58.cli.dialogue.talk import counted_where

    units = [after.units[id_] for id_ in ids if id_ in after.units]
    found = {}
    for report in unanswered(after, units):
        unit = after.units[report.unit]
        if answer_in(after, unit, said) == UNSAID:
            found[unit.id, str(report.period)] = counted_where(around, after, unit, report.period)
    return found


# ------------------------------------------------------------------------ list


@record
class _Defaults:
    """What holds for the rows of a list that don't say otherwise."""

    last_day: dt.date | None = None
    into: str | None = None
    reason: str | None = None
    counted: tuple[str, ...] = ()
    is_merger: bool = False


def _end_listed(around: Surroundings, file: Path, defaults: _Defaults, *, dry_run: bool) -> int:
    """All rows of a list in one write, or what is wrong with them: then nothing."""
    from ct58.exchange.ending_list import read_ending_list

    listed = read_ending_list(around.folder / file, around.today)
    answers: CountedAnswers = {}
    if around.can_ask:
        office = around.open_whole(_WITH_REPORTS)
        endings, _wrong = _endings(office, listed.rows, defaults)
        units = [entry.unit.id for entry in endings if not entry.counted]
        answers = _asked(around, ended(office, endings), units, defaults.counted)
    where = CountedWhere(today=around.today, words=defaults.counted, answers=answers)

    def planned(office: Office) -> EndingPlan:
        endings, wrong = _endings(office, listed.rows, defaults)
        found = plan_endings(office, endings, where)
        problems = (*listed.problems, *wrong, *found.problems)
        return replace(found, edit=() if problems else found.edit, problems=problems)

    recorded = make_record(around.desk(), _WITH_REPORTS, lambda office: planned(office).edit, dry_run=dry_run)
    plan = planned(recorded.before)
    if plan.problems:
        _tell_problems(around, recorded, file.name, sorted(plan.problems, key=lambda problem: problem.row))
        return 1
    endings, _none = _endings(recorded.before, listed.rows, defaults)
    first = max((entry.last_day for entry in endings), default=around.today) + ONE_DAY
    _tell(around, recorded, endings, first, plan.done)
    return 0


def _endings(
    office: Office, rows: Sequence[EndingRow], defaults: _Defaults
) -> tuple[list[UnitEnd], list[ListProblem]]:
    """The rows with the units that they name, and what is wrong with the others."""
    from ct58.exchange.unit_finder import UnitFinder

    finder, found, problems = UnitFinder(office), [], []
    for row in rows:
        try:
            found.append(_ending(finder, row, defaults))
        except BadUsage as error:
            text = error.message
            if error.hint is not None:
                text = msg(N_("{problem} {hint}"), problem=error.message, hint=error.hint)
            problems.append(ListProblem(row=row.row, key=None, message=text))
    return found, problems


def _ending(finder: UnitFinder, row: EndingRow, defaults: _Defaults) -> UnitEnd:
    unit, last_day = finder.find(row.unit), row.last_day or defaults.last_day
    into = row.successor or defaults.into
    if last_day is None:
        raise BadUsage(
            msg(N_("{unit} has no day."), unit=unit.name), msg(N_("Fill it in, or add --on DATE."))
        )
    if into is None and defaults.is_merger:
        raise BadUsage(
            msg(N_("Nobody says into what {unit} is merged."), unit=unit.name),
            msg(N_("Fill it in, or add --into UNIT.")),
        )
    return UnitEnd(
        unit=unit,
        last_day=last_day,
        successor=finder.find(into) if into else None,
        reason=row.document or defaults.reason,
        counted=(row.counted_in,) if row.counted_in else (),
        row=row.row,
    )


def _tell_problems(
    around: Surroundings, recorded: Recorded, file: str, problems: Sequence[ListProblem]
) -> None:
    rows = [{"row": problem.row, "problem": around.speech.say(problem.message)} for problem in problems]
    answer = register_answer(
        around, recorded, lambda: list_problems_page(file, problems, around.speech), {"problems": rows}
    )
    give(around, answer)


# --------------------------------------------------------------------- telling


def _tell(
    around: Surroundings,
    recorded: Recorded,
    endings: Sequence[UnitEnd],
    from_day: dt.date,
    done: Sequence[UnitEnd] = (),
) -> None:
    """A line a unit, what becomes of its reports, and how many units there are before and after."""
    lines = [line for entry in endings for line in _lines(recorded, entry)]
    tell_of_units(
        around,
        recorded,
        [*lines, *_reconciled(recorded, endings, from_day, done)],
        from_day,
        more={"units": [_as_json(recorded, entry, is_done=entry in done) for entry in endings]},
    )


def _lines(recorded: Recorded, entry: UnitEnd) -> Iterator[Message]:
    unit, successor = entry.unit, entry.successor
    if successor is None:
        yield msg(N_("{name} ({id}): last day {day}"), name=unit.name, id=unit.id, day=entry.last_day)
    else:
        yield msg(
            N_("{unit}: into {successor} ({id}) from {day}"),
            unit=unit.name,
            successor=successor.name,
            id=successor.id,
            day=entry.last_day + ONE_DAY,
        )
    yield from _of_reports(recorded.after, entry)


def _of_reports(after: Office, entry: UnitEnd) -> Iterator[Message]:
    """What counts of the time in which the unit ended, and what does not count any more."""
    for report in reports_left_behind(after, after.units[entry.unit.id]):
        text = (
            N_("{unit}: no report of {period} is owed; what it gave is counted in the report of {other}")
            if report.counted_in
            else N_("{unit}: no report of {period} is owed; what it gave counts")
        )
        other = after.label(report.counted_in or "")
        yield msg(text, unit=entry.unit.name, period=report.period, other=other)
    later = reports_after(after, entry.unit, entry.last_day)
    if later:
        yield msg(
            N_("{unit}: {count} reports of later periods no longer count ({periods})"),
            unit=entry.unit.name,
            count=len(later),
            periods=", ".join(sorted(str(report.period) for report in later)),
        )


def _reconciled(
    recorded: Recorded, endings: Sequence[UnitEnd], from_day: dt.date, done: Sequence[UnitEnd]
) -> Iterator[Message]:
    """How many rows there were, what became of them, and whether the register agrees."""
    if len(endings) < _FEW:
        return
    merged = sum(entry.successor is not None for entry in endings)
    before, after = (
        sum(unit.is_valid_on(from_day) for unit in office.units.values())
        for office in (recorded.before, recorded.after)
    )
    yield msg(
        N_("{count} units: {closed} closed, {merged} merged, {done} so already"),
        count=len(endings),
        closed=len(endings) - merged,
        merged=merged,
        done=len(done),
    )
    yield msg(N_("In the register on {day}: {before} → {after}"), day=from_day, before=before, after=after)


def _as_json(recorded: Recorded, entry: UnitEnd, *, is_done: bool) -> dict[str, object]:
    left = reports_left_behind(recorded.after, recorded.after.units[entry.unit.id])
    return {
        "row": entry.row or None,
        "unit": entry.unit.id,
        "last_day": entry.last_day.isoformat(),
        "successor": entry.successor.id if entry.successor else None,
        "changed": not is_done,
        "counted": [
            {"period": str(report.period), "in": report.counted_in or entry.unit.id} for report in left
        ],
    }
