"""ct58 record report: typed in at prompts, by --set, or from a file."""

from __future__ import annotations

import codecs
import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.language import _
from ct58.cli.options import ArrivalNumberOption, DryRunOption, HowOption
from ct58.cli.recorded import document_day, late_by, past_day, tell
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.after_merger import answer_in, is_asked_for
from ct58.domain.planning.arrivals import check_arrival_number
from ct58.domain.planning.assignments import parse_assignments
from ct58.domain.planning.edits import Edit
from ct58.domain.planning.queue import next_waiting, split_words
from ct58.domain.planning.reports import ReportWords, plan_report
from ct58.domain.planning.second_look import second_looks
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure
from ct58.domain.records.reports import Quality, ReportState
from ct58.domain.records.scalars import UNSAID
from ct58.domain.records.unit_search import find_unit
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, Refused
from ct58.i18n import Message, N_, msg
from ct58.services.reading.opening import Slice
from ct58.services.reading.report_slice import QUEUE, report_slice
from ct58.services.writing.recording import Recorded, make_record

UnitAndPeriod = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=_(N_("[UNIT PERIOD]")), help=_(N_("The unit, in several words if need be, then the period."))
    ),
]
Next = Annotated[
    bool, typer.Option("--next", help=_(N_("The oldest report that has arrived and is not typed in.")))
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar=_(N_("FIGURE=VALUE")),
        help=_(
            N_("A figure by key or printed number; 24.reason=… says why it is not rated; may be repeated.")
        ),
    ),
]
FileOption = Annotated[
    str | None,
    typer.Option("--file", metavar=_(N_("FILE")), help=_(N_("Lines figure=value; - is standard input."))),
]
ReceivedOn = Annotated[
    str | None, typer.Option("--received-on", metavar=_(N_("DATE")), help=_(N_("When it arrived.")))
]
_MOST_TYPED = 1024 * 1024
"""Bytes of a file of figures, far more than any report has."""
NumberOption = Annotated[str | None, typer.Option("--number", help=_(N_("The document's number.")))]
DocumentDate = Annotated[
    str | None, typer.Option("--document-date", metavar=_(N_("DATE")), help=_(N_("The document's date.")))
]
StateOption = Annotated[ReportState | None, typer.Option("--state", help=_(N_("Otherwise: received.")))]
QualityOption = Annotated[
    Quality | None, typer.Option("--quality", help=_(N_("Estimated or final figures.")))
]
CountedIn = Annotated[
    str | None,
    typer.Option(
        "--counted-in",
        metavar=_(N_("UNIT|itself")),
        help=_(
            N_(
                "Of a unit that was merged inside the period: the unit whose report has these figures in it; "
                "“itself” where none has."
            )
        ),
    ),
]
Reason = Annotated[
    str | None, typer.Option("--reason", help=_(N_("Why a figure that was given is changed.")))
]


def report_command(
    ctx: typer.Context,
    words: UnitAndPeriod = None,
    next_: Next = False,
    set_: SetOption = None,
    file: FileOption = None,
    received_on: ReceivedOn = None,
    number: NumberOption = None,
    document_date: DocumentDate = None,
    state: StateOption = None,
    quality: QualityOption = None,
    arrival: ArrivalNumberOption = None,
    how: HowOption = None,
    reason: Reason = None,
    counted_in: CountedIn = None,
    dry_run: DryRunOption = False,
) -> None:
    """Record one report."""
    around: Surroundings = ctx.obj
    office, unit, period = _which(around, words or [], is_next=next_)
    head = ReportWords(
        received_on=past_day(received_on, around),
        number=number,
        document_date=document_day(document_date, around),
        state=state,
        quality=quality,
        arrival_number=arrival,
        how=how,
        reason=reason,
    )
    assignments = [*(set_ or []), *lines_of_file(file)]
    if counted_in is not None:
        head = replace(head, counted_in=_counted_in(office, unit, counted_in))
    if not assignments and head == ReportWords() and around.can_ask and not dry_run:
        from ct58.cli.dialogue.report import ask_and_record

        ask_and_record(around, unit, period)
        return
    part = report_slice(office, unit, period)
    if arrival is not None:
        part = replace(part, periods=None)  # the number is held against all of the year's
    if assignments and head.counted_in == UNSAID and around.can_ask:
        head = replace(head, counted_in=_asked_where(around, part, unit, period))
    _record(around, part, unit, period, assignments, head, dry_run=dry_run)


def _counted_in(office: Office, unit: Unit, text: str) -> str | None:
    """The unit that --counted-in names for one that was merged; another's id is left to be refused with its reason."""
    found = answer_in(office, unit, [text])
    return find_unit(office, text).id if found == UNSAID else found


def _asked_where(around: Surroundings, part: Slice, unit: Unit, period: Period) -> str | None:
    """Where the figures of a merged unit count: what the person says, where it must be said and is not yet."""
    office = around.open_whole(part)
    report = office.reports.get((unit.id, str(period)))
    if not is_asked_for(office, unit, period) or (report is not None and report.counted_in != UNSAID):
        return UNSAID
    from ct58.cli.dialogue.talk import counted_where

    return counted_where(around, office, unit, period)


def _which(around: Surroundings, words: list[str], *, is_next: bool) -> tuple[Office, Unit, Period]:
    """The unit and the period that are meant, with the register that they were found in."""
    if is_next and words:
        raise BadUsage(
            msg(N_("--next takes the oldest report by itself; it goes with no unit and no period.")),
            msg(N_("Leave out --next, or leave out: {words}"), words=" ".join(words)),
        )
    if is_next:
        office = around.open_whole(QUEUE)
        return (office, *next_waiting(office))
    office = around.open_whole(Slice(needs=frozenset({"programme"}), also_reads=frozenset({"units"})))
    return (office, *split_words(office, words, around.today))


def lines_of_file(file: str | None) -> list[str]:
    """The lines of a file or of standard input that say something."""
    if file is None:
        return []
    from ct58.exchange.foreign_file import read_foreign

    try:
        text = (
            sys.stdin.read(_MOST_TYPED) if file == "-" else typed_text(read_foreign(Path(file), _MOST_TYPED))
        )
    except UnicodeError as error:
        raise Refused(
            msg(N_("{file} is not written in Unicode (UTF-8)."), file=file),
            msg(N_("Save it again as UTF-8.")),
        ) from error
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def typed_text(content: bytes) -> str:
    """UTF-8, or the UTF-16 that a Windows console writes and says so in its first bytes. UnicodeError for others."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if marked else "utf-8-sig")


def _record(
    around: Surroundings,
    part: Slice,
    unit: Unit,
    period: Period,
    assignments: list[str],
    head: ReportWords,
    *,
    dry_run: bool,
) -> None:
    """Plan and write; the figures are read against the form under the lock."""

    def plan(office: Office) -> Edit:
        _check_document(office, unit, period, head)
        arrived_on = head.received_on or _received_on(office, unit, period) or around.today
        check_arrival_number(office, [unit.id], head.arrival_number, arrived_on)
        said = parse_assignments(office, unit, period, assignments, around.today)
        words = replace(head, figures=said.figures, reasons=said.reasons)
        return plan_report(office, unit, period, words, around.today)

    recorded = make_record(around.desk(), part, plan, dry_run=dry_run)
    late = late_by(around, recorded.after, unit, period) if _has_come(recorded, unit, period) else ""
    line = msg(N_("{unit} · report of {period}{late}"), unit=unit.name, period=period, late=late)
    lines = [line, *_first_receipt(recorded, unit, period, head), *_only_booked(recorded, unit, period)]
    doubts = second_looks(recorded.after, unit, period, _changed(recorded, unit, period))
    odd = [msg(N_("{figure}: {problem}"), figure=d.figure.label, problem=d.problem) for d in doubts]
    tell(around, recorded, lines, odd)


def _received_on(office: Office, unit: Unit, period: Period) -> dt.date | None:
    report = office.reports.get((unit.id, str(period)))
    return report.received_on if report else None


def _has_come(recorded: Recorded, unit: Unit, period: Period) -> bool:
    """Whether it is in by this record, and was not before."""
    return _received_on(recorded.before, unit, period) is None


def _changed(recorded: Recorded, unit: Unit, period: Period) -> tuple[Figure, ...]:
    """The figures of the report that have another value now, in the form's order."""
    key = (unit.id, str(period))
    old, new = (
        office.reports[key].figures if key in office.reports else {}
        for office in (recorded.before, recorded.after)
    )
    figures = recorded.after.programme.figures
    return tuple(line for line in figures if new.get(line.key) != old.get(line.key))


def _check_document(office: Office, unit: Unit, period: Period, head: ReportWords) -> None:
    """A date alone is no document, unless the number is known."""
    report = office.reports.get((unit.id, str(period)))
    if head.document_date and not head.number and not (report and report.document):
        raise BadUsage(msg(N_("A document has a number.")), msg(N_("Add --number, for example 12-BC/ĐU.")))


def _only_booked(recorded: Recorded, unit: Unit, period: Period) -> list[Message]:
    """What came by itself is booked, and the report is still to come."""
    report = recorded.after.reports.get((unit.id, str(period)))
    if report is None or report.state != "expected":
        return []
    return [msg(N_("Booked by itself; the report of {period} is still expected."), period=period)]


def _first_receipt(recorded: Recorded, unit: Unit, period: Period, head: ReportWords) -> list[Message]:
    """Another day of receipt than the first is not taken over; that is said."""
    report = recorded.before.reports.get((unit.id, str(period)))
    first = report.received_on if report else None
    if first is None or head.received_on in (None, first):
        return []
    return [msg(N_("The day of the first receipt stays: {day}."), day=first)]
