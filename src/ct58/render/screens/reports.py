"""`ct58 reports`: who has sent, who has not, who late, what waits to be typed in; page, JSON (contract §3) and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ct58.i18n import N_, msg
from ct58.render.screens.parts import ASSUMED_MARK, By, joined
from ct58.render.words.speech import Speech
from ct58.views.page import Block, Column, Emphasis, Gap, Heading, Line, Page, Span, Table, Words, words
from ct58.views.reports import CalendarLine, DueReportState, QueueView, ReportRow, ReportsView, Tally
from ct58.views.vocabularies import REPORT_STATES

_URGENT: tuple[DueReportState, ...] = ("registered", "returned", "empty", "partial")
_TO_SEE_TO = frozenset(REPORT_STATES[state] for state in _URGENT)


def reports_page(
    view: ReportsView, speech: Speech, *, missing: bool = False, late: bool = False, by: By | None = None
) -> Page:
    """The counts of each line; then the lists that were asked for, or how to ask for them."""
    blocks: list[Block] = [_title(view, speech), _counts(view, speech), *_states(view, speech)]
    if by == "kind":
        blocks += _by_kind(view, speech)
    if by == "unit":
        blocks += _by_unit(view, speech)
    if missing:
        blocks += _missing(view, speech)
    if late:
        blocks += _late(view, speech)
    if not (missing or late or by):
        blocks += _hints(view, speech)
    if any(line.item.deadline.assumed for line in view.lines):
        note = speech.gettext(N_("* The document names no day; the office set the deadline."))
        blocks += [Gap(), Line(words(note, "dim"))]
    return Page(tuple(blocks))


def _title(view: ReportsView, speech: Speech) -> Heading:
    title = msg(
        N_("REPORTS OF {period} · as of {day}"), period=speech.period(view.period).upper(), day=view.as_of
    )
    return Heading(speech.say(title), level=1)


# --------------------------------------------------------------------- counts


def _counts(view: ReportsView, speech: Speech) -> Table:
    """One row a line of the calendar."""
    columns = (
        Column(speech.gettext(N_("Report")), grows=True),
        Column(speech.gettext(N_("Deadline")), align="right"),
        *tally_columns(speech),
    )
    rows = tuple(
        (words(line.item.title), words(line_due(line, speech)), *tally_cells(line.tally, speech))
        for line in view.lines
    )
    return Table(columns, rows)


def line_due(line: CalendarLine, speech: Speech) -> str:
    """The due day of a line, marked where the office set it."""
    mark = ASSUMED_MARK if line.item.deadline.assumed else ""
    return f"{speech.date(line.due)}{mark}" if line.due else "–"


def tally_columns(speech: Speech) -> tuple[Column, ...]:
    """The columns of a tally's cells."""
    titles = (N_("Expected"), N_("Received"), N_("Rate"), N_("On time"), N_("Rate on time"))
    return tuple(Column(speech.gettext(title), align="right") for title in titles)


def tally_cells(tally: Tally, speech: Speech) -> tuple[Words, ...]:
    """Each rate stands beside its fraction."""
    is_full: Emphasis = "good" if tally.actual == tally.expected else "plain"
    return (
        words(str(tally.expected)),
        words(f"{tally.actual}/{tally.expected}", is_full),
        words(speech.percent(tally.rate), is_full),
        words(f"{tally.actual_on_time}/{tally.expected}"),
        words(speech.percent(tally.rate_on_time)),
    )


def _states(view: ReportsView, speech: Speech) -> list[Block]:
    shown = state_words(view, speech)
    return [Line(shown, indent=1)] if shown else []


def state_words(view: ReportsView, speech: Speech) -> Words:
    """How far the reports are, and how many figures are estimates; what somebody must see to stands out."""
    states: Counter[str] = Counter()
    for state, count in sorted(view.states.items(), key=lambda found: [*REPORT_STATES].index(found[0])):
        states[REPORT_STATES[state]] += count
    late = any(row.days_late for row in view.missing)
    spans = [
        Span(f"{speech.gettext(label)} {count}", _state_emphasis(label, late=late))
        for label, count in states.items()
        if count
    ]
    if view.qualities:
        qualities = sorted(view.qualities.items())
        text = ", ".join(f"{speech.quality(quality)} {count}" for quality, count in qualities)
        spans.append(Span(speech.say(msg(N_("figures: {qualities}"), qualities=text)), "dim"))
    return joined(spans)


def _state_emphasis(label: str, *, late: bool) -> Emphasis:
    if label == REPORT_STATES["missing"]:
        return "overdue" if late else "plain"
    return "warning" if label in _TO_SEE_TO else "dim"


def _by_kind(view: ReportsView, speech: Speech) -> list[Block]:
    """A table for each line, a row for each kind of unit."""
    blocks: list[Block] = []
    for line in view.lines:
        columns = (Column(speech.gettext(N_("Kind of unit")), grows=True), *tally_columns(speech))
        rows = tuple(
            (words(speech.unit_kind(kind)), *tally_cells(tally, speech))
            for kind, tally in line.by_kind().items()
        )
        blocks += [Gap(), Heading(line.item.title), Table(columns, rows)]
    return blocks


# ---------------------------------------------------------------------- lists


def _by_unit(view: ReportsView, speech: Speech) -> list[Block]:
    """Every unit with where its report stands."""
    columns = (
        Column(speech.gettext(N_("Unit")), grows=True),
        Column(speech.gettext(N_("State"))),
        Column(speech.gettext(N_("Received on")), align="right"),
        Column(speech.gettext(N_("Deadline")), align="right"),
        Column(speech.gettext(N_("Late by")), align="right"),
        Column(speech.gettext(N_("Id")), from_width=100),
    )
    blocks: list[Block] = []
    for line in view.lines:
        rows = tuple(_unit_row(view, row, speech) for row in line.rows)
        blocks += [Gap(), Heading(line.item.title), Table(columns, rows)]
    return blocks


def _unit_row(view: ReportsView, row: ReportRow, speech: Speech) -> tuple[Words, ...]:
    return (
        words(row.unit.label),
        words(speech.report_state(row.state)),
        words(speech.date(row.received_on) if row.received_on else "–"),
        words(speech.date(row.due) if row.due else "–"),
        words(speech.days(row.days_late) if row.days_late else "–", _lateness(view, row)),
        words(row.unit.id, "dim"),
    )


def _lateness(view: ReportsView, row: ReportRow) -> Emphasis:
    if row.days_late == 0:
        return "plain"
    if row.has_arrived:
        return "late"
    return "long_overdue" if row.days_late > view.long_overdue_days else "overdue"


def _missing(view: ReportsView, speech: Speech) -> list[Block]:
    """Whom to call: telephone, days late, promise and last reminder."""
    title = speech.say(msg(N_("NOT SENT ({count})"), count=len(view.missing)))
    if not view.missing:
        return [Gap(), Heading(title), Line(words(speech.gettext(N_("All have sent.")), "good"), indent=1)]
    columns = (
        Column(speech.gettext(N_("Unit")), grows=True),
        *_line_column(view, speech),
        Column(speech.gettext(N_("Late by")), align="right"),
        Column(speech.gettext(N_("Telephone"))),
        Column(speech.gettext(N_("Promised for")), align="right"),
        Column(speech.gettext(N_("Last reminded")), align="right"),
        Column(speech.gettext(N_("Id")), from_width=110),
    )
    rows = tuple(_missing_row(view, row, speech) for row in view.missing)
    hint = speech.gettext(N_("After a call: ct58 record event ITEM reminded --unit ID --occurrence PERIOD"))
    return [Gap(), Heading(title), Table(columns, rows), Line(words(hint, "dim"), indent=1)]


def _missing_row(view: ReportsView, row: ReportRow, speech: Speech) -> tuple[Words, ...]:
    state = REPORT_STATES[row.state]
    note = () if state == REPORT_STATES["missing"] else (Span(f" ({speech.gettext(state)})", "warning"),)
    return (
        (Span(row.unit.label), *note),
        *_line_cell(view, row),
        words(_days_late(view, row, speech), _lateness(view, row)),
        words(row.unit.office_phone or "–"),
        words(speech.date(row.promised_until) if row.promised_until else "–", "promised"),
        words(speech.date(row.reminded_on) if row.reminded_on else speech.gettext(N_("not yet"))),
        words(row.unit.id, "dim"),
    )


def _days_late(view: ReportsView, row: ReportRow, speech: Speech) -> str:
    """`10 days`, or how much time is left."""
    if row.days_late or row.due is None:
        return speech.days(row.days_late)
    left = (row.due - view.as_of).days
    if left == 0:
        return speech.gettext(N_("due today"))
    return speech.say(msg(N_("{days} left"), days=speech.days(left)))


def _late(view: ReportsView, speech: Speech) -> list[Block]:
    title = speech.say(msg(N_("SENT LATE ({count})"), count=len(view.late)))
    if not view.late:
        return [Gap(), Heading(title), Line(words(speech.gettext(N_("None was late.")), "good"), indent=1)]
    columns = (
        Column(speech.gettext(N_("Unit")), grows=True),
        *_line_column(view, speech),
        Column(speech.gettext(N_("Deadline")), align="right"),
        Column(speech.gettext(N_("Received on")), align="right"),
        Column(speech.gettext(N_("Late by")), align="right"),
        Column(speech.gettext(N_("State"))),
    )
    rows = tuple(
        (
            words(row.unit.label),
            *_line_cell(view, row),
            words(speech.date(row.due) if row.due else "–"),
            words(speech.date(row.received_on) if row.received_on else "–"),
            words(speech.days(row.days_late), "late"),
            words(speech.report_state(row.state)),
        )
        for row in sorted(view.late, key=lambda row: -row.days_late)
    )
    return [Gap(), Heading(title), Table(columns, rows)]


def _line_column(view: ReportsView, speech: Speech) -> Iterable[Column]:
    """Which report, where the period has several."""
    return [Column(speech.gettext(N_("Report")))] if len(view.lines) > 1 else []


def _line_cell(view: ReportsView, row: ReportRow) -> Iterable[Words]:
    return [words(row.item.id)] if len(view.lines) > 1 else []


def _hints(view: ReportsView, speech: Speech) -> list[Block]:
    """What there is to see further, with its number."""
    waiting = sum(row.state == "registered" for row in view.rows)
    hints: Sequence[tuple[int, str]] = (
        (len(view.missing), N_("Not sent: {count}: ct58 reports --period {period} --missing")),
        (len(view.late), N_("Sent late: {count}: ct58 reports --period {period} --late")),
        (waiting, N_("Waiting to be typed in: {count}: ct58 reports --waiting")),
    )
    lines = [
        Line(words(speech.say(msg(text, count=speech.count(count), period=str(view.period))), "dim"))
        for count, text in hints
        if count
    ]
    return [Gap(), *lines] if lines else []


# ---------------------------------------------------------------------- queue


def queue_page(view: QueueView, speech: Speech) -> Page:
    """What waits to be typed in, oldest first."""
    where = f" · {speech.period(view.period)}" if view.period else ""
    title = msg(N_("WAITING TO BE TYPED IN ({count}){where}"), count=len(view.entries), where=where)
    heading = Heading(speech.say(title), level=1)
    if not view.entries:
        return Page((heading, Line(words(speech.gettext(N_("Nothing waits.")), "good"))))
    columns = (
        Column(speech.gettext(N_("Received on")), align="right"),
        Column(speech.gettext(N_("Waiting")), align="right"),
        Column(speech.gettext(N_("Unit")), grows=True),
        Column(speech.gettext(N_("Period"))),
        Column(speech.gettext(N_("Document"))),
        Column(speech.gettext(N_("Id")), from_width=100),
    )
    rows = tuple(
        (
            words(speech.date(entry.received_on) if entry.received_on else "–"),
            words(speech.days((view.as_of - entry.received_on).days) if entry.received_on else "–"),
            words(entry.unit.label),
            words(speech.period(entry.period)),
            words(entry.document or "–"),
            words(entry.unit.id, "dim"),
        )
        for entry in view.entries
    )
    hint = speech.gettext(N_("Type in the oldest: ct58 record report --next"))
    return Page((heading, Table(columns, rows), Gap(), Line(words(hint, "dim"))))


def reports_as_json(
    view: ReportsView, rows: Iterable[ReportRow], *, by_kind: bool = False
) -> dict[str, object]:
    """The counts of all lines, and the reports that were asked for; `kinds` only where asked for."""
    data: dict[str, object] = {**tally_as_json(view.tally), "units": [_unit(row) for row in rows]}
    if by_kind:
        data["kinds"] = [
            {"id": line.item.id, "kind": kind, **tally_as_json(tally)}
            for line in view.lines
            for kind, tally in line.by_kind().items()
        ]
    return data


def tally_as_json(tally: Tally) -> dict[str, object]:
    """`{expected, actual, actual_on_time, rate, rate_on_time}`; rates in percent, null where none is expected."""
    return {
        "expected": tally.expected,
        "actual": tally.actual,
        "actual_on_time": tally.actual_on_time,
        "rate": tally.rate,
        "rate_on_time": tally.rate_on_time,
    }


def report_rows(rows: Iterable[ReportRow]) -> list[dict[str, object]]:
    """One flat row a report, with what a person needs to follow it up."""
    return [
        {
            **_unit(row),
            "report": row.item.id,
            "name": row.unit.name,
            "kind": row.unit.kind,
            "days_late": row.days_late,
            "office_phone": row.unit.office_phone,
            "promised_until": row.promised_until,
            "reminded_on": row.reminded_on,
        }
        for row in rows
    ]


def queue_as_json(view: QueueView) -> list[dict[str, object]]:
    """One entry a waiting report, oldest first."""
    return [
        {
            "unit": entry.unit.id,
            "period": str(entry.period),
            "state": "registered",
            "received_on": entry.received_on,
            "document": entry.document,
        }
        for entry in view.entries
    ]


def _unit(row: ReportRow) -> dict[str, object]:
    return {
        "unit": row.unit.id,
        "period": str(row.period),
        "state": row.state,
        "received_on": row.received_on,
        "due": row.due,
    }
