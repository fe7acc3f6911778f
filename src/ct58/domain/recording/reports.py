"""Planning a report: arrivals booked, figures typed in, corrections with their reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field

from ct58.domain.edits import Append, Edit, NewFile, Operation, Plain, SetValue, record_as_tree
from ct58.domain.form import asked_figures, report_item
from ct58.domain.office import Office
from ct58.domain.period import Period
from ct58.domain.reports import Correction, Document, Notes, Quality, Report, ReportState
from ct58.domain.scalars import FigureValue
from ct58.domain.suggestions import suggestion
from ct58.domain.units import Unit
from ct58.errors import BadUsage, Refused
from ct58.i18n import N_, msg
from ct58.records import record

TYPED_IN = frozenset({"received", "partial", "empty"})
"""States of a report whose figures were typed in: changing them is a correction."""


@record
class ReportWords:
    """What a clerk types in of a report. `figures` holds only what was said; `reason` is for corrections."""

    figures: Mapping[str, FigureValue] = field(default_factory=dict)
    received_on: dt.date | None = None
    number: str | None = None
    document_date: dt.date | None = None
    state: ReportState | None = None
    quality: Quality | None = None
    notes: Notes | None = None
    reason: str | None = None


def check_asked(office: Office, unit: Unit, period: Period) -> None:
    """Refuse a report that nobody asks for. Raises BadUsage with the periods that are asked for."""
    if asked_figures(office, unit, period) or report_item(office, unit, period):
        return
    asked = sorted(
        {rule.every for rule in office.programme.reporting} | {f.every for f in office.programme.figures}
    )
    raise BadUsage(
        msg(N_("Nobody asks {unit} for a report of {period}."), unit=unit.name, period=period),
        msg(
            N_("Reports are asked for by: {kinds}. For example 2021-Q2, 2021, once."), kinds=", ".join(asked)
        ),
    )


def report_file(unit: Unit, period: Period) -> str:
    """Where the report stands."""
    return f"units/{unit.id}/reports/{period}.yaml"


# -------------------------------------------------------------------- receive


def plan_receive(office: Office, units: Sequence[Unit], period: Period, on: dt.date) -> Edit:
    """Book arrivals: state registered, first day of receipt kept. What has already arrived is left alone.

    Raises BadUsage when a unit is not asked for this period's report.
    """
    operations: list[Operation] = []
    for unit in units:
        check_asked(office, unit, period)
        report = office.reports.get((unit.id, str(period)))
        if report is None:
            new = Report(unit=unit.id, period=period, state="registered", received_on=on)
            operations.append(NewFile(file=report_file(unit, period), value=record_as_tree(new)))
        elif not is_booked(report):
            operations += _rebook(report, report_file(unit, period), on)
    return tuple(operations)


def is_booked(report: Report) -> bool:
    """Whether the arrival of a report needs no booking: it arrived, and was not sent back."""
    return report.state in ("registered", "received", "partial", "empty")


def _rebook(report: Report, file: str, on: dt.date) -> list[Operation]:
    """An expected or returned report arrives; the first receipt goes on judging lateness."""
    operations: list[Operation] = [
        SetValue(file=file, at=("state",), value="registered", expected=report.state)
    ]
    if report.received_on is None:
        operations.append(SetValue(file=file, at=("received_on",), value=on, expected=None))
    return operations


# --------------------------------------------------------------------- record


def plan_report(office: Office, unit: Unit, period: Period, words: ReportWords, today: dt.date) -> Edit:
    """Type a report in, go on typing, or correct it.

    A figure that was already given, or any figure of a closed period, changes only with a reason, which
    is kept as a correction. Raises BadUsage and Refused.
    """
    check_asked(office, unit, period)
    _check_figures(office, unit, period, words)
    report = office.reports.get((unit.id, str(period)))
    _check_closed(office, period, words, today)
    if report is None:
        return (_new_report(office, unit, period, words, today),)
    changed = changed_figures(report, words.figures)
    is_correction = report.state in TYPED_IN and any(report.figures.get(key) is not None for key in changed)
    if is_correction and not words.reason:
        raise Refused(
            msg(
                N_("The report of {unit} for {period} was already typed in; a change needs a reason."),
                unit=unit.name,
                period=period,
            ),
            msg(N_("Add --reason, for example: --reason “the unit sent a new report 14-BC/ĐU”")),
        )
    return tuple(_changes(report, report_file(unit, period), words, is_correction, today))


def _check_figures(office: Office, unit: Unit, period: Period, words: ReportWords) -> None:
    """Every figure said is one that this unit is asked for in this period, or comes by decision."""
    known = {figure.key: figure for figure in office.programme.figures}
    asked = {figure.key for figure in asked_figures(office, unit, period)}
    for key in words.figures:
        if key not in known:
            raise BadUsage(
                msg(N_("There is no figure {id}{suggestion}."), id=key, suggestion=suggestion(key, known)),
                msg(N_("See the figures: ct58 list figures.")),
            )
        if key not in asked:
            raise BadUsage(
                msg(
                    N_("{figure} is not asked of {unit} for {period}."),
                    figure=known[key].label,
                    unit=unit.name,
                    period=period,
                ),
                msg(N_("See the figures: ct58 list figures.")),
            )


def _check_closed(office: Office, period: Period, words: ReportWords, today: dt.date) -> None:
    file = office.periods.get(str(period))
    if file is not None and file.is_closed_on(today) and not words.reason:
        raise Refused(
            msg(N_("The books of {period} are closed; a change needs a reason."), period=period),
            msg(N_("Add --reason, or open the period again: ct58 reopen {key} --reason …"), key=str(period)),
        )


def _new_report(office: Office, unit: Unit, period: Period, words: ReportWords, today: dt.date) -> NewFile:
    """The report as a whole: every asked figure in the form's order, those not given as null."""
    asked = asked_figures(office, unit, period)
    is_once = str(period) == "once"
    report = Report(
        unit=unit.id,
        period=period,
        state=words.state or "received",
        received_on=words.received_on or (None if is_once or words.state == "expected" else today),
        document=Document(number=words.number, date=words.document_date) if words.number else None,
        quality=words.quality,
        figures={figure.key: words.figures.get(figure.key) for figure in asked},
        notes=words.notes,
        corrections=(Correction(date=today, reason=words.reason),) if words.reason else (),
    )
    return NewFile(file=report_file(unit, period), value=record_as_tree(report))


def changed_figures(report: Report, figures: Mapping[str, FigureValue]) -> list[str]:
    """The figures whose value is another than the report's."""
    return [
        key for key, value in figures.items() if key not in report.figures or report.figures[key] != value
    ]


def _changes(
    report: Report, file: str, words: ReportWords, is_correction: bool, today: dt.date
) -> list[Operation]:
    """The operations that turn the report into what was said; what is the same is left alone."""
    operations: list[Operation] = []
    for key in changed_figures(report, words.figures):
        value, expected = as_plain(words.figures[key]), as_plain(report.figures.get(key))
        operations.append(SetValue(file=file, at=("figures", key), value=value, expected=expected))
    operations += _head_changes(report, file, words)
    if words.reason and operations:
        document = Document(number=words.number, date=words.document_date) if words.number else None
        correction = Correction(date=today, document=document, reason=words.reason)
        operations.append(Append(file=file, at=("corrections",), value=record_as_tree(correction)))
    return operations


def _head_changes(report: Report, file: str, words: ReportWords) -> list[Operation]:
    """State, receipt, document, quality and notes. A correction's document goes with the correction."""
    typed_in = "received" if words.figures and report.state not in TYPED_IN else None
    wanted: list[tuple[str, Plain, Plain]] = [
        ("state", words.state or typed_in or report.state, report.state),
        ("received_on", report.received_on or words.received_on, report.received_on),
        ("quality", words.quality or report.quality, report.quality),
    ]
    if words.number and not words.reason:
        document = Document(number=words.number, date=words.document_date)
        old = record_as_tree(report.document) if report.document else None
        wanted.append(("document", record_as_tree(document), old))
    if words.notes is not None:
        old_notes = record_as_tree(report.notes) if report.notes else None
        wanted.append(("notes", record_as_tree(words.notes), old_notes))
    return [
        SetValue(file=file, at=(key,), value=value, expected=old)
        for key, value, old in wanted
        if value != old
    ]


def as_plain(value: FigureValue) -> Plain:
    """A figure's value as a plain tree."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return tuple(dict(row) for row in value)
    return value
