"""Planning a report: arrivals booked, figures typed in, corrections with their reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from ct58.domain.planning.after_merger import check_answer, is_asked_for, refuse_unanswered
from ct58.domain.planning.edits import (
    Append,
    Edit,
    NewFile,
    Operation,
    Plain,
    RemoveValue,
    SetValue,
    record_as_tree,
)
from ct58.domain.planning.periods import refuse_unexplained
from ct58.domain.planning.values import given
from ct58.domain.records.office import Office
from ct58.domain.records.places import report_file
from ct58.domain.records.reports import (
    TYPED_IN,
    Correction,
    Document,
    Notes,
    Quality,
    Report,
    ReportSource,
    ReportState,
)
from ct58.domain.records.scalars import NOT_APPLICABLE, UNSAID, WITHOUT_A_LEVEL, FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import applies_in, asked_figures, concerns, report_item, says_sums
from ct58.domain.standing.report_calendar import asked_samples, check_not_over
from ct58.domain.text.suggestions import enumeration, suggestion
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, Refused
from ct58.i18n import N_, msg
from ct58.records import record


@record
class ReportWords:
    """What a clerk types in of a report. `figures` holds only what was said; `reason` is for corrections.

    `reasons` say of figures why they have no level or do not apply; an empty one takes a reason away.
    `seen` are the figures of the report that the clerk had before her; None where nobody looked. `counted_in` is the
    answer after a merger inside the period: the successor, None where the figures count by themselves.
    """

    figures: Mapping[str, FigureValue] = field(default_factory=dict)
    seen: Mapping[str, FigureValue] | None = None
    received_on: dt.date | None = None
    number: str | None = None
    document_date: dt.date | None = None
    state: ReportState | None = None
    quality: Quality | None = None
    arrival_number: int | None = None
    how: str | None = None
    reasons: Mapping[str, str | None] = field(default_factory=dict)
    notes: Notes | None = None
    reason: str | None = None
    counted_in: str | None = UNSAID


def check_asked(office: Office, unit: Unit, period: Period) -> None:
    """Refuse a report that nobody asks for. Raises BadUsage with the periods that are asked for.

    What was before the programme may be recorded, to compare with; after its end nobody asks for anything.
    """
    check_not_over(office, period)
    if asked_figures(office, unit, period) or report_item(office, unit, period):
        return
    raise BadUsage(
        msg(N_("Nobody asks {unit} for a report of {period}."), unit=unit.name, period=period),
        msg(N_("Reports are asked for such periods: {periods}"), periods=enumeration(asked_samples(office))),
    )


# --------------------------------------------------------------------- record


def plan_report(office: Office, unit: Unit, period: Period, words: ReportWords, today: dt.date) -> Edit:
    """Type a report in, go on typing, or correct it.

    What was already given, and anything in a closed period, changes only with a reason, which is kept as a
    correction. Raises BadUsage for what nobody asks, Refused without the reason and when a figure is no
    longer what was seen.
    """
    words = replace(words, reason=given(words.reason), number=given(words.number))
    check_asked(office, unit, period)
    report = office.reports.get((unit.id, str(period)))
    _check_figures(office, unit, period, words)
    _check_reasons(office, report, words)
    _check_unchanged(office, unit, period, report, words)
    refuse_unexplained(office, period, today, is_explained=bool(words.reason))
    _check_counted(office, unit, period, report, words)
    if report is None:
        return (_new_report(office, unit, period, words, today),)
    if is_correction(report, words) and not words.reason:
        raise Refused(
            msg(
                N_("The report of {unit} for {period} was already typed in; a change needs a reason."),
                unit=unit.name,
                period=period,
            ),
            msg(N_("Add --reason, for example: --reason “the unit sent a new report 14-BC/ĐU”")),
        )
    return tuple(_changes(office, unit, report, words, today))


def is_correction(report: Report, words: ReportWords) -> bool:
    """Whether something that was typed in becomes another: a figure that was given, or the document."""
    if report.state not in TYPED_IN:
        return False
    changed = changed_figures(report, words.figures)
    is_counted_otherwise = UNSAID not in (words.counted_in, report.counted_in)
    if is_counted_otherwise and words.counted_in != report.counted_in:
        return True
    return any(report.figures.get(key) is not None for key in changed) or _is_other_document(report, words)


def changed_figures(report: Report, figures: Mapping[str, FigureValue]) -> list[str]:
    """The figures whose value is another than the report's."""
    return [
        key for key, value in figures.items() if key not in report.figures or report.figures[key] != value
    ]


def _check_figures(office: Office, unit: Unit, period: Period, words: ReportWords) -> None:
    """Every figure said is one that this unit is asked for in this period."""
    known = office.figures_of(period)
    asked = {figure.key for figure in asked_figures(office, unit, period)}
    for key in words.figures:
        if key not in known:
            raise BadUsage(
                msg(N_("There is no figure {id}{suggestion}."), id=key, suggestion=suggestion(key, known)),
                msg(N_("See the figures: ct58 list figures.")),
            )
        if key not in asked and not _is_without(office, unit, period, words, key):
            raise BadUsage(
                msg(
                    N_("{figure} is not asked of {unit} for {period}."),
                    figure=known[key].label,
                    unit=unit.name,
                    period=period,
                ),
                msg(N_("See the figures: ct58 list figures.")),
            )


def _is_without(office: Office, unit: Unit, period: Period, words: ReportWords, key: str) -> bool:
    """Whether a figure that comes by decision is said to have none, with the reason: no decision will say it."""
    figure = office.figure(key)
    if figure is None or not (applies_in(figure, period) and concerns(office, figure, unit, period)):
        return False
    return words.figures[key] in WITHOUT_A_LEVEL and bool(words.reasons.get(key))


def _check_reasons(office: Office, report: Report | None, words: ReportWords) -> None:
    """A reason stands beside what has no level or does not apply, and beside nothing else."""
    figures = {**(report.figures if report else {}), **words.figures}
    for key, reason in words.reasons.items():
        figure = office.figure(key)
        if reason and figure is not None and figures.get(key) not in WITHOUT_A_LEVEL:
            raise BadUsage(
                msg(N_("{figure} has a value that needs no reason."), figure=figure.label),
                msg(N_("A reason says why something is not rated or does not apply; set that, too.")),
            )


def _reasons(report: Report | None, words: ReportWords) -> dict[str, str]:
    """The reasons of the report; one whose figure has a value by now is gone."""
    figures = {**(report.figures if report else {}), **words.figures}
    said = {**(report.reasons if report else {}), **words.reasons}
    return {key: text for key, text in said.items() if text and figures.get(key) in WITHOUT_A_LEVEL}


def _check_unchanged(
    office: Office, unit: Unit, period: Period, report: Report | None, words: ReportWords
) -> None:
    """Refuse to write over what somebody else recorded while this was being typed."""
    if words.seen is None:
        return
    now = report.figures if report else {}
    for key, value in words.figures.items():
        seen, found = words.seen.get(key), now.get(key)
        if found not in (seen, value):
            figure = office.figure(key)
            raise Refused(
                msg(
                    N_(
                        "Not recorded: “{figure}” of {unit} was changed meanwhile. "
                        "Before: {expected}. Now: {found}. Yours: {wanted}."
                    ),
                    figure=figure.label if figure else key,
                    unit=unit.name,
                    expected=_shown(seen),
                    found=_shown(found),
                    wanted=_shown(value),
                ),
                msg(N_("Look at what stands there now: ct58 show {id}"), id=unit.id),
            )


def _shown(value: FigureValue) -> object:
    """A value in a refusal; several fields in a row."""
    if value is None:
        return msg(N_("not given"))
    if value == NOT_APPLICABLE:
        return msg(N_("does not apply"))
    if isinstance(value, Mapping):
        return enumeration("–" if entry is None else entry for entry in value.values())
    return " | ".join(str(_shown(row)) for row in value) if isinstance(value, tuple) else value


def _check_counted(
    office: Office, unit: Unit, period: Period, report: Report | None, words: ReportWords
) -> None:
    """After a merger inside the period it must be said whether the successor's report has the figures in it."""
    if words.counted_in != UNSAID:
        check_answer(office, unit, period, words.counted_in)
    elif (
        (report is None or report.counted_in == UNSAID)
        and says_sums(office, {**(report.figures if report else {}), **words.figures})
        and is_asked_for(office, unit, period)
    ):
        raise refuse_unanswered(office, unit, period)


def is_booking(office: Office, period: Period, words: ReportWords) -> bool:
    """Whether nothing is said of a report but what has a day of its own: a document that the office has received.

    It is booked when it comes; the report that it will stand in need not be there yet.
    """
    is_of_report = words.received_on or words.number or words.state or words.quality or words.notes
    if is_of_report or not words.figures or period.kind == "once":
        return False
    figures = [office.figure(key) for key in words.figures]
    return all(figure is not None and figure.counts_by_its_own_day for figure in figures)


def _new_report(office: Office, unit: Unit, period: Period, words: ReportWords, today: dt.date) -> NewFile:
    """The report as a whole: every asked figure in the form's order, those not given as null.

    Without any word about figures it has only arrived; what is only booked leaves it expected.
    """
    asked = asked_figures(office, unit, period)
    if _comes_otherwise(office, words) or is_booking(office, period, words):
        state: ReportState = words.state or "expected"
        figures = {figure.key: words.figures[figure.key] for figure in asked if figure.key in words.figures}
        figures |= words.figures
    else:
        state = words.state or ("received" if words.figures or not asked else "registered")
        figures = {figure.key: words.figures.get(figure.key) for figure in asked} if words.figures else {}
        figures |= words.figures
    report = Report(
        unit=unit.id,
        period=period,
        state=state,
        received_on=words.received_on or _arrives(period, state, today),
        document=_document(None, words),
        quality=words.quality,
        counted_in=words.counted_in,
        figures=figures,
        reasons=_reasons(None, words),
        notes=_notes(None, words.notes),
        source=source_with(None, words.arrival_number, words.how),
        corrections=(Correction(date=today, reason=words.reason),) if words.reason else (),
    )
    return NewFile(file=report_file(unit.id, period), value=record_as_tree(report))


def _comes_otherwise(office: Office, words: ReportWords) -> bool:
    """Whether nothing that is said comes with the unit's report: then it has not arrived by that."""
    said = [office.figure(key) for key in words.figures]
    return bool(said) and all(figure is not None and not figure.asked for figure in said)


def _arrives(period: Period, state: ReportState, today: dt.date) -> dt.date | None:
    """The day of receipt when nothing is said of it; figures given once, and expected reports, have none."""
    return None if period.kind == "once" or state == "expected" else today


def _changes(
    office: Office, unit: Unit, report: Report, words: ReportWords, today: dt.date
) -> list[Operation]:
    """The operations that turn the report into what was said; what is the same is left alone."""
    file = report_file(unit.id, report.period)
    operations: list[Operation] = []
    for key in changed_figures(report, words.figures):
        value, expected = as_plain(words.figures[key]), as_plain(report.figures.get(key))
        operations.append(SetValue(file=file, at=("figures", key), value=value, expected=expected))
    operations += _head_changes(office, unit, report, words, today)
    if words.reason and (operations or _is_other_document(report, words)):
        correction = Correction(date=today, document=_correcting_document(report, words), reason=words.reason)
        operations.append(Append(file=file, at=("corrections",), value=record_as_tree(correction)))
    return operations


def _head_changes(
    office: Office, unit: Unit, report: Report, words: ReportWords, today: dt.date
) -> list[Operation]:
    """State, receipt, document, quality and notes. A correction's document goes with the correction."""
    file = report_file(unit.id, report.period)
    state = _state(office, unit, report, words)
    arrived = report.received_on or words.received_on
    if arrived is None and state != report.state:
        arrived = _arrives(report.period, state, today)
    document = report.document if is_correction(report, words) else _document(report.document, words)
    wanted: list[tuple[str, Plain, Plain]] = [
        ("state", state, report.state),
        ("received_on", arrived, report.received_on),
        ("quality", words.quality or report.quality, report.quality),
        ("document", _tree(document), _tree(report.document)),
        ("notes", _tree(_notes(report.notes, words.notes)), _tree(report.notes)),
        ("source", _tree(source_with(report.source, words.arrival_number, words.how)), _tree(report.source)),
    ]
    return [
        *(
            SetValue(file=file, at=(key,), value=value, expected=old)
            for key, value, old in wanted
            if value != old
        ),
        *_counted(file, report, words),
        *_reason_changes(file, report, words),
    ]


def _counted(file: str, report: Report, words: ReportWords) -> Iterator[SetValue]:
    """Where the figures count, as far as it is said; null is an answer, too."""
    if words.counted_in not in (UNSAID, report.counted_in):
        yield SetValue(
            file=file, at=("counted_in",), value=words.counted_in, expected=report.counted_in or None
        )


def _reason_changes(file: str, report: Report, words: ReportWords) -> Iterator[Operation]:
    """The reasons as a whole; without any there is no such key."""
    old, now = dict(report.reasons), _reasons(report, words)
    if old != now and now:
        yield SetValue(file=file, at=("reasons",), value=now, expected=old or None)
    elif old != now:
        yield RemoveValue(file=file, at=("reasons",), expected=old)


def _state(office: Office, unit: Unit, report: Report, words: ReportWords) -> ReportState:
    """What is typed in is received; a report that lacked figures, as soon as all of them are given."""
    if words.state or not words.figures or report.state == "received" or _comes_otherwise(office, words):
        return words.state or report.state
    if report.state not in TYPED_IN and is_booking(office, report.period, words):
        return report.state
    if report.state not in TYPED_IN:
        return "received"
    known = {**report.figures, **words.figures}
    asked = asked_figures(office, unit, report.period)
    return "partial" if any(known.get(figure.key) is None for figure in asked) else "received"


def _is_other_document(report: Report, words: ReportWords) -> bool:
    """Whether the document named is another than the one that is known."""
    return bool(words.number and report.document and words.number != report.document.number)


def _correcting_document(report: Report, words: ReportWords) -> Document | None:
    """The document that brought a correction."""
    return _document(None, words) if is_correction(report, words) else None


def _document(known: Document | None, words: ReportWords) -> Document | None:
    """The document named; one that is known keeps what is not said anew."""
    number = words.number or (known.number if known else None)
    if number is None:
        return None
    date = known.date if known and known.number == number else None
    return Document(number=number, date=words.document_date or date)


def _notes(known: Notes | None, said: Notes | None) -> Notes | None:
    """The notes with what was said; an empty text takes one away, the others stay."""
    if said is None:
        return known
    known = known or Notes()
    notes = Notes(
        difficulties=_note(known.difficulties, said.difficulties),
        proposals=_note(known.proposals, said.proposals),
        other=_note(known.other, said.other),
    )
    return None if notes == Notes() else notes


def _note(known: str | None, said: str | None) -> str | None:
    return known if said is None else given(said)


def source_with(known: ReportSource | None, number: int | None, how: str | None) -> ReportSource | None:
    """Where a report came from, with what is said anew."""
    how = given(how)
    if number is None and how is None:
        return known
    known = known or ReportSource()
    number = known.arrival_number if number is None else number
    return replace(known, how=how or known.how, arrival_number=number)


def _tree(part: Document | Notes | ReportSource | None) -> Plain:
    return record_as_tree(part) if part else None


def as_plain(value: FigureValue) -> Plain:
    """A figure's value as a plain tree."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return tuple(dict(row) for row in value)
    return value
