"""Planning an import: filled forms and lists of a decision, turned into one edit, or into problems with a place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Literal

from ct58.domain.checks.context import Context, context_of
from ct58.domain.checks.figures import parts_fit_the_whole, sums_fit
from ct58.domain.planning.after_merger import CountedAnswers, answer_in, is_asked_for, refuse_unanswered
from ct58.domain.planning.arrivals import belongs_to_one, check_arrival_number
from ct58.domain.planning.edits import Append, Edit, NewFile, Operation, Plain, SetValue, record_as_tree
from ct58.domain.planning.reports import (
    ReportWords,
    as_plain,
    changed_figures,
    check_asked,
    plan_report,
    source_with,
)
from ct58.domain.planning.second_look import DoubtfulFigure, second_looks
from ct58.domain.records.office import Office, Records
from ct58.domain.records.places import report_file
from ct58.domain.records.programme import Figure
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
from ct58.domain.records.scalars import UNSAID, FigureValue, Scalar
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import asked_figures, says_sums
from ct58.domain.standing.report_calendar import check_not_over
from ct58.domain.text.suggestions import enumeration, suggestion
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, Ct58Error, Finding, Refused
from ct58.errors.rules import hint_of, problem_of, severity_of
from ct58.i18n import Message, N_, msg
from ct58.records import record

Action = Literal["new", "filled", "corrected", "unchanged"]


@record
class Spot:
    """Where something stands in a file that was sent; row from 1, column a letter, as spreadsheets show them."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    @property
    def cell(self) -> str | None:
        """`D7`; None for a whole sheet or file."""
        return f"{self.column or ''}{self.row}" if self.row else None


@record
class Problem:
    """Why something of a file cannot be taken over; `exit_code` is that of the contract."""

    spot: Spot
    message: Message
    hint: Message | None = None
    exit_code: int = BadUsage.exit_code


@record
class FilledForm:
    """What a unit said of a period. `figures` holds only what was said; None is “not given”.

    `spots` say where: path of the figure, field or head line → place. `is_booking`: it comes from a list of what the
    office received, and is no report of the unit.
    """

    unit: Unit
    period: Period
    spot: Spot
    sha256: str
    figures: Mapping[str, FigureValue] = field(default_factory=dict)
    number: str | None = None
    document_date: dt.date | None = None
    received_on: dt.date | None = None
    quality: Quality | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    notes: Notes | None = None
    spots: Mapping[str, Spot] = field(default_factory=dict)
    is_booking: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether no figure and no note was filled in."""
        return not self.figures and self.notes is None

    def at(self, path: str) -> Spot:
        """The place of a path, of a field of it, or of the whole."""
        below = (spot for known, spot in self.spots.items() if known.startswith(f"{path}."))
        return self.spots.get(path) or next(below, self.spot)


@record
class Terms:
    """What holds for a whole import. An arrival number belongs to one form.

    `counted_in` says of units that were merged inside the period where their figures count, `answers` of one of them.
    """

    today: dt.date
    received_on: dt.date | None = None
    reason: str | None = None
    arrival_number: int | None = None
    how: str | None = None
    counted_in: tuple[str, ...] = ()
    answers: CountedAnswers = field(default_factory=dict)


@record
class Outcome:
    """What becomes of one unit's report: figures that are written, and in how far it was there before.

    `spots` are the places of single figures, as far as they are known.
    """

    unit: Unit
    period: Period
    spot: Spot
    action: Action
    changed: tuple[str, ...]
    spots: Mapping[str, Spot] = field(default_factory=dict)


@record
class Doubt:
    """A figure that was taken over, and deserves to be compared with the original."""

    unit: Unit
    period: Period
    spot: Spot
    doubtful: DoubtfulFigure


@record
class ImportPlan:
    """The edit of all reports without a problem, the problems of the others, and forms with nothing in them."""

    edit: Edit
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    blank: tuple[FilledForm, ...] = ()
    unanswered: tuple[FilledForm, ...] = ()


# ----------------------------------------------------------------------- forms


def plan_forms(office: Office, forms: Sequence[FilledForm], terms: Terms) -> ImportPlan:
    """The reports of several forms. A report with a problem is left out whole, a blank form passed over.

    Raises BadUsage where an arrival number is said of several, Refused where it is that of another document.
    """
    blank = tuple(form for form in forms if form.is_blank)
    unanswered = tuple(
        form for form in forms if _needs_answer(office, form) and _answer(office, form, terms) == UNSAID
    )
    _check_arrival(office, [form for form in forms if not form.is_blank], terms)
    edit: list[Operation] = []
    outcomes: list[Outcome] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], Spot] = {}
    for form in forms:
        if form.is_blank:
            continue
        found = [*_repeated(form, seen), *form_problems(office, form, terms)]
        if not found:
            try:
                operations, outcome = _plan_form(office, form, terms)
            except Ct58Error as error:
                found.append(refusal_at(form.spot, error))
            else:
                edit += operations
                outcomes.append(outcome)
        problems += found
    return ImportPlan(
        edit=tuple(edit),
        outcomes=tuple(outcomes),
        problems=tuple(problems),
        blank=blank,
        unanswered=unanswered,
    )


def refusal_at(spot: Spot, error: Ct58Error) -> Problem:
    """A refusal as the problem of a place."""
    return Problem(spot=spot, message=error.message, hint=error.hint, exit_code=error.exit_code)


def _repeated(form: FilledForm, seen: dict[tuple[str, str], Spot]) -> Iterator[Problem]:
    """The second form of one unit and period; it is not for ct58 to choose."""
    first = seen.setdefault((form.unit.id, str(form.period)), form.spot)
    if first is not form.spot:
        params = {"unit": form.unit.name, "period": form.period, "file": first.file}
        message = Message(N_("{unit} has a report of {period} already in {file}."), params)
        yield Problem(spot=form.spot, message=message, hint=msg(N_("Leave one of the two out.")))


def _check_arrival(office: Office, forms: Sequence[FilledForm], terms: Terms) -> None:
    if terms.arrival_number is not None and len(forms) > 1:
        raise belongs_to_one(msg(N_("Import that form by itself.")))
    day = terms.received_on or terms.today
    check_arrival_number(office, (form.unit.id for form in forms), terms.arrival_number, day)


def form_problems(office: Office, form: FilledForm, terms: Terms) -> Iterator[Problem]:
    """Nobody asked, half a document is named, what is known is contradicted, or sums are impossible."""
    try:
        check_asked(office, form.unit, form.period)
    except BadUsage as error:
        yield refusal_at(form.spot, error)
        return
    known = _known(office, form)
    if form.document_date and not form.number and not (known and known.document):
        yield Problem(
            spot=form.at("document.date"),
            message=msg(N_("The document has a date, but no number.")),
            hint=msg(N_("Write its number, or clear the date.")),
        )
    if not terms.reason:
        yield from _contradictions(office, form)
    if _needs_answer(office, form) and _answer(office, form, terms) == UNSAID:
        yield refusal_at(form.spot, refuse_unanswered(office, form.unit, form.period))
    yield from _impossible_sums(office, form)


def _answer(office: Office, form: FilledForm, terms: Terms) -> str | None:
    """Where a merged unit's figures count, as far as it is said; UNSAID where it is not."""
    key = (form.unit.id, str(form.period))
    return terms.answers[key] if key in terms.answers else answer_in(office, form.unit, terms.counted_in)


def _needs_answer(office: Office, form: FilledForm) -> bool:
    """Whether figures come of which it must be said, and is not yet, whether a successor's report has them in it."""
    known = _known(office, form)
    is_said = known is not None and known.counted_in != UNSAID
    return says_sums(office, form.figures) and not is_said and is_asked_for(office, form.unit, form.period)


def _contradictions(office: Office, form: FilledForm) -> Iterator[Problem]:
    """What was typed in before and is another now; that needs a reason."""
    report = _known(office, form)
    if report is None or report.state not in TYPED_IN:
        return
    labels = {figure.key: figure.label for figure in office.programme.figures}
    for path, old, new in _pairs(report, form):
        if old is not None and new is not None and old not in (new, []):
            message = msg(
                N_("{figure}: the record already says {old}, the file says {new}."),
                figure=labels.get(path.partition(".")[0], path),
                old=_shown(old),
                new=_shown(new),
            )
            hint = msg(N_("If the file is right, add --reason; a correction is kept with it."))
            yield Problem(spot=form.at(path), message=message, hint=hint, exit_code=Refused.exit_code)


def _pairs(report: Report, form: FilledForm) -> Iterator[tuple[str, object, object]]:
    """Path, what the report says, what the form says."""
    for key, value in form.figures.items():
        old = report.figures.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            yield from ((f"{key}.{name}", old.get(name), new) for name, new in value.items())
        elif isinstance(old, tuple) and isinstance(value, tuple):
            yield key, _said(old), _said(value)
        else:
            yield key, old, "–" if value is None and old is not None else value
    number = report.document.number if report.document else None
    yield "document.number", number, form.number
    if report.notes is not None and form.notes is not None:
        yield "notes.difficulties", report.notes.difficulties, form.notes.difficulties
        yield "notes.proposals", report.notes.proposals, form.notes.proposals


def _shown(value: object) -> object:
    """A value in a message; records and lists by their number of entries."""
    if isinstance(value, Mapping):
        return enumeration(value.values())
    return msg(N_("{count} rows"), count=len(value)) if isinstance(value, list) else value


def _impossible_sums(office: Office, form: FilledForm) -> Iterator[Problem]:
    """A part above its whole, a sum that is none: what `check` would call an error of this report."""
    known = _known(office, form)
    figures = {**(known.figures if known else {}), **form.figures}
    report = Report(unit=form.unit.id, period=form.period, state="received", figures=figures)
    records = Records(programme=office.programme, reports={report_file(form.unit.id, form.period): report})
    context = context_of(records, office, frozenset(), {})
    for finding in _sum_findings(context, office):
        if severity_of(finding) == "error":
            yield Problem(
                spot=form.at(str(finding.at[-1])),
                message=problem_of(finding),
                hint=hint_of(finding),
            )


def _sum_findings(context: Context, office: Office) -> Iterator[Finding]:
    yield from parts_fit_the_whole(context, office)
    yield from sums_fit(context, office)


def _plan_form(office: Office, form: FilledForm, terms: Terms) -> tuple[Edit, Outcome]:
    """The operations of one form, and what they do."""
    known = _known(office, form)
    figures = {key: _merged(known, key, value) for key, value in form.figures.items()}
    words = ReportWords(
        figures=figures,
        received_on=_received_on(form, known, terms),
        number=form.number,
        document_date=form.document_date,
        state=_state(office, form, known),
        quality=form.quality,
        reasons=form.reasons,
        notes=_notes(form, known),
        reason=terms.reason if _needs_reason(office, form, terms.today) else None,
        counted_in=_answer(office, form, terms) if _needs_answer(office, form) else UNSAID,
    )
    changed = changed_figures(known, figures) if known else list(figures)
    operations = plan_report(office, form.unit, form.period, words, terms.today)
    action: Action = "new" if known is None else _action(known, operations, is_corrected=bool(words.reason))
    if operations and not form.is_booking:
        operations = (*operations, *_source_of_known(form, known, terms))
    outcome = Outcome(
        unit=form.unit,
        period=form.period,
        spot=form.spot,
        action=action,
        changed=tuple(changed),
        spots=form.spots,
    )
    return tuple(_with_source(form, terms, operation) for operation in operations), outcome


def doubts_of(office: Office, outcomes: Iterable[Outcome]) -> Iterator[Doubt]:
    """What deserves a second look in the reports that an import wrote, as they stand in the office after it."""
    for outcome in outcomes:
        written = (figure for figure in office.programme.figures if figure.key in outcome.changed)
        for doubtful in second_looks(office, outcome.unit, outcome.period, written):
            spot = outcome.spots.get(doubtful.figure.key, outcome.spot)
            yield Doubt(unit=outcome.unit, period=outcome.period, spot=spot, doubtful=doubtful)


def _known(office: Office, form: FilledForm) -> Report | None:
    return office.reports.get((form.unit.id, str(form.period)))


def _merged(known: Report | None, key: str, value: FigureValue) -> FigureValue:
    """A record keeps the fields that the form says nothing about; a list that says the same stays as it is."""
    old = known.figures.get(key) if known else None
    if isinstance(old, tuple) and isinstance(value, tuple) and _said(old) == _said(value):
        return old
    return {**old, **value} if isinstance(old, Mapping) and isinstance(value, Mapping) else value


def _said(rows: Iterable[Mapping[str, Scalar | None]]) -> list[dict[str, Scalar]]:
    """What the rows of a list say: a field that is null says nothing."""
    return [{key: value for key, value in row.items() if value is not None} for row in rows]


def _received_on(form: FilledForm, known: Report | None, terms: Terms) -> dt.date | None:
    """The first receipt stays; figures given once need none."""
    said = terms.received_on or form.received_on
    if said is not None or form.is_booking or (known is not None and known.received_on is not None):
        return said
    return None if form.period.kind == "once" else terms.today


def _state(office: Office, form: FilledForm, known: Report | None) -> ReportState | None:
    """A report that lacked figures is received once all are given; an empty one at least in part."""
    if known is None or known.state not in ("partial", "empty") or not form.figures:
        return None
    given = {**known.figures, **form.figures}
    missing = [f for f in asked_figures(office, form.unit, form.period) if given.get(f.key) is None]
    return "partial" if missing else "received"


def _notes(form: FilledForm, known: Report | None) -> Notes | None:
    """The form's words; what it leaves out stays."""
    if form.notes is None or known is None or known.notes is None:
        return form.notes
    return Notes(
        difficulties=form.notes.difficulties or known.notes.difficulties,
        proposals=form.notes.proposals or known.notes.proposals,
        other=known.notes.other,
    )


def _needs_reason(office: Office, form: FilledForm, today: dt.date) -> bool:
    """Only a correction and a closed period keep the reason; what is merely filled in does not."""
    return office.is_closed(form.period, today) or any(_contradictions(office, form))


def _action(known: Report, operations: Edit, *, is_corrected: bool) -> Action:
    if not operations:
        return "unchanged"
    return "corrected" if is_corrected and known.state in TYPED_IN else "filled"


_NO_FILE = "-"
"""What came by standard input has no name."""


def _source(form: FilledForm, terms: Terms, known: ReportSource | None = None) -> Mapping[str, Plain]:
    said = source_with(known, terms.arrival_number, terms.how) or ReportSource()
    file = form.spot.file if form.spot.file != _NO_FILE else None
    return record_as_tree(replace(said, file=file, sha256=form.sha256))


def _with_source(form: FilledForm, terms: Terms, operation: Operation) -> Operation:
    """A new report also says from which file it is; corrections come last in it."""
    if not isinstance(operation, NewFile) or form.is_booking:
        return operation
    tree = dict(operation.value)
    last = {key: tree.pop(key) for key in ("corrections",) if key in tree}
    return replace(operation, value={**tree, "source": _source(form, terms), **last})


def _source_of_known(form: FilledForm, known: Report | None, terms: Terms) -> Edit:
    """A report that was only booked gets its file, beside the number under which it arrived; one that is known stays."""
    if known is None or (known.source is not None and known.source.file is not None):
        return ()
    file = report_file(form.unit.id, form.period)
    old = record_as_tree(known.source) if known.source else None
    return (SetValue(file=file, at=("source",), value=_source(form, terms, known.source), expected=old),)


# ------------------------------------------------------------------ decisions


@record
class Decision:
    """A decision that settles one figure for many units: `decision` is the record that keeps its number."""

    figure: Figure
    decision: Figure
    document: Document
    period: Period


@record
class Listed:
    """What a decision's list says of one unit."""

    unit: Unit
    value: str
    spot: Spot


def decided_figures(office: Office, name: str) -> tuple[Figure, Figure]:
    """The figure of a key, and the record of its decision. Raises BadUsage for one that is not decided."""
    known = {figure.key: figure for figure in office.programme.figures}
    found = known.get(name)
    record_ = known.get(found.decided_by or "") if found is not None else None
    if found is not None and record_ is not None and found.type == "enum" and not found.asked:
        return found, record_
    decided = [key for key, f in known.items() if f.type == "enum" and f.decided_by in known]
    raise BadUsage(
        msg(
            N_("“{key}” does not come by decision{suggestion}."),
            key=name,
            suggestion=suggestion(name, decided),
        ),
        msg(N_("Figures that do: {figures}"), figures=enumeration(decided) or "–"),
    )


def plan_decision(office: Office, listed: Sequence[Listed], decision: Decision, terms: Terms) -> ImportPlan:
    """One decision's list: the figure and its decision in each unit's report of the year.

    A report that is not there yet is made, as expected. Raises BadUsage for a time after the programme's.
    """
    check_not_over(office, decision.period)
    edit: list[Operation] = []
    outcomes: list[Outcome] = []
    problems: list[Problem] = []
    seen: dict[str, Spot] = {}
    for entry in listed:
        found = [*_listed_twice(entry, seen), *_decided_otherwise(office, entry, decision, terms)]
        problems += found
        if not found:
            operations, action = _plan_listed(office, entry, decision, terms)
            edit += operations
            changed = (decision.figure.key, decision.decision.key) if operations else ()
            outcomes.append(
                Outcome(
                    unit=entry.unit, period=decision.period, spot=entry.spot, action=action, changed=changed
                )
            )
    return ImportPlan(edit=tuple(edit), outcomes=tuple(outcomes), problems=tuple(problems))


def _listed_twice(entry: Listed, seen: dict[str, Spot]) -> Iterator[Problem]:
    first = seen.setdefault(entry.unit.id, entry.spot)
    if first is not entry.spot:
        message = msg(N_("{unit} already stands in {cell}."), unit=entry.unit.name, cell=first.cell)
        yield Problem(spot=entry.spot, message=message, hint=msg(N_("Keep one of the two rows.")))


def _decided_otherwise(office: Office, entry: Listed, decision: Decision, terms: Terms) -> Iterator[Problem]:
    """Another value is on record, or the books are closed: both need a reason."""
    if terms.reason:
        return
    hint = msg(N_("If the file is right, add --reason; a correction is kept with it."))
    report = office.reports.get((entry.unit.id, str(decision.period)))
    old = report.figures.get(decision.figure.key) if report else None
    if old is not None and old != entry.value:
        words = decision.figure.values
        message = msg(
            N_("{figure}: the record already says {old}, the file says {new}."),
            figure=f"{entry.unit.name}, {decision.figure.label}",
            old=words.get(str(old), old),
            new=words.get(entry.value, entry.value),
        )
        yield Problem(spot=entry.spot, message=message, hint=hint, exit_code=Refused.exit_code)
    elif old is None and office.is_closed(decision.period, terms.today):
        message = msg(
            N_("The books of {period} are closed; a change needs a reason."), period=decision.period
        )
        yield Problem(spot=entry.spot, message=message, hint=hint, exit_code=Refused.exit_code)


def _plan_listed(office: Office, entry: Listed, decision: Decision, terms: Terms) -> tuple[Edit, Action]:
    report = office.reports.get((entry.unit.id, str(decision.period)))
    document: dict[str, Plain] = {"number": decision.document.number, "issued_on": decision.document.date}
    said: dict[str, FigureValue] = {decision.figure.key: entry.value, decision.decision.key: document}  # type: ignore[dict-item]  # plain scalars
    file = report_file(entry.unit.id, decision.period)
    correction = Correction(date=terms.today, document=decision.document, reason=terms.reason or "")
    if report is None:
        new = Report(
            unit=entry.unit.id,
            period=decision.period,
            state="expected",
            figures=said,
            corrections=(correction,) if office.is_closed(decision.period, terms.today) else (),
        )
        return (NewFile(file=file, value=record_as_tree(new)),), "new"
    changed = changed_figures(report, said)
    operations: list[Operation] = [_set(file, report, key, said[key]) for key in changed]
    is_corrected = report.figures.get(decision.figure.key) is not None or office.is_closed(
        decision.period, terms.today
    )
    if operations and terms.reason and is_corrected:
        operations.append(Append(file=file, at=("corrections",), value=record_as_tree(correction)))
        return tuple(operations), "corrected"
    return tuple(operations), "filled" if operations else "unchanged"


def _set(file: str, report: Report, key: str, value: FigureValue) -> SetValue:
    old = as_plain(report.figures.get(key))
    return SetValue(file=file, at=("figures", key), value=as_plain(value), expected=old)


def missing_units(units: Iterable[Unit], listed: Iterable[Listed]) -> tuple[Unit, ...]:
    """The units that a list does not name."""
    named = {entry.unit.id for entry in listed}
    return tuple(unit for unit in units if unit.id not in named)
