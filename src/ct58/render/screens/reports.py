"""`ct58 reports`: who has sent, who has not, who late, what waits to be typed in; page, JSON (contract §3) and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ct58.domain.records.reports import Report
from ct58.i18n import N_, msg
from ct58.render.screens.parts import UNREAD_TITLES, By, assumed_note, dotted
from ct58.render.words.cells import NONE, day_words, days_words, led_on, part_words, percent_words
from ct58.render.words.labels import ASSUMED_MARK, rate_note, report_state_text
from ct58.render.words.speech import Speech
from ct58.views.page import (
    Amount,
    Annex,
    Block,
    Column,
    Emphasis,
    Gap,
    Heading,
    Line,
    Page,
    Span,
    Table,
    Words,
    in_files,
    on_screen,
    words,
)
from ct58.views.reports import CalendarLine, DueReportState, QueueView, ReportRow, ReportsView, Tally
from ct58.views.vocabularies import REPORT_STATES, WAITING

_URGENT: tuple[DueReportState, ...] = ("unreadable", "registered", "returned", "empty", "partial")
_NOBODY_MORE = N_("Nobody is to be asked any more: the time of those that are missing is over.")
_TO_SEE_TO = frozenset((WAITING, *(REPORT_STATES[state] for state in _URGENT)))


def reports_page(
    view: ReportsView, speech: Speech, *, missing: bool = False, late: bool = False, by: By | None = None
) -> Page:
    """The counts of each line; then the lists that were asked for, or how to ask for them."""
    basis = Line(words(rate_note(view.as_of, speech), "dim"), indent=1)
    blocks: list[Block] = [_title(view, speech), _counts(view, speech), *_states(view, speech), basis]
    blocks += _left_behind(view, speech)
    if by == "kind":
        blocks += _as_main(_by_kind(view, speech))
    if by == "unit":
        blocks += _as_main(_by_unit(view, speech))
    if missing:
        blocks += _missing(view, speech)
    if view.unread and by != "unit":
        blocks += _unread(view, speech)
    if late:
        blocks += _late(view, speech)
    if not (missing or late or by):
        blocks += _hints(view, speech)
    if any(line.item.deadline.assumed for line in view.lines):
        blocks += [Gap(), assumed_note(speech)]
    return Page(tuple(blocks))


def _left_behind(view: ReportsView, speech: Speech) -> list[Block]:
    """What came from units that ended in the midst of the period, and is owed by nobody."""
    if not view.left_behind:
        return []
    names = [_left_by(view, report, speech) for report in view.left_behind]
    text = msg(
        N_("Besides, of units that ended inside the period, {count} reports have come: {names}"),
        count=speech.count(len(names)),
        names="; ".join(names),
    )
    return [Line(words(speech.say(text)), indent=1)]


def _left_by(view: ReportsView, report: Report, speech: Speech) -> str:
    name = view.names.get(report.unit, report.unit)
    if not report.counted_in:
        return name
    holder = view.names.get(report.counted_in, report.counted_in)
    return speech.say(msg(N_("{unit} (counted in the report of {holder})"), unit=name, holder=holder))


def _as_main(blocks: Iterable[Block]) -> list[Block]:
    """What was asked for beside the counts is what a CSV is about."""
    return [replace(block, is_main=True) if isinstance(block, Table) else block for block in blocks]


def _title(view: ReportsView, speech: Speech) -> Heading:
    period = speech.period(view.period).upper()
    if view.ends_on != view.period.last_day:
        period = speech.say(msg(N_("{period} (until {day})"), period=period, day=view.ends_on))
    title = msg(N_("REPORTS OF {period} · as of {day}"), period=period, day=view.as_of)
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
        (words(line.item.title), due_cell(line, speech), *tally_cells(line.tally, speech))
        for line in view.lines
    )
    return Table(columns, rows)


def due_cell(line: CalendarLine, speech: Speech) -> Words:
    """The due day of a line, marked where the office set it."""
    return day_words(line.due, speech, mark=ASSUMED_MARK if line.item.deadline.assumed else "")


def tally_columns(speech: Speech) -> tuple[Column, ...]:
    """The columns of a tally's cells."""
    titles = (N_("Expected"), N_("Received"), N_("Rate"), N_("On time"), N_("Rate on time"))
    return tuple(Column(speech.gettext(title), align="right") for title in titles)


def tally_cells(tally: Tally, speech: Speech) -> tuple[Words, ...]:
    """Each rate stands beside its fraction."""
    is_full: Emphasis = "good" if tally.is_full else "plain"
    return (
        words(str(tally.expected), "plain", Amount(tally.expected)),
        part_words(tally.actual, tally.expected, is_full),
        percent_words(tally.rate, speech, is_full),
        part_words(tally.due_on_time, tally.due) if tally.due else words("–"),
        percent_words(tally.rate_on_time, speech),
    )


def _states(view: ReportsView, speech: Speech) -> list[Block]:
    shown = state_words(view, speech)
    return [Line(shown, indent=1)] if shown else []


def state_words(view: ReportsView, speech: Speech) -> Words:
    """How far the reports are, and how many figures are estimates; what somebody must see to stands out."""
    states: Counter[str] = Counter()
    for state, count in sorted(view.states.items(), key=lambda found: [*REPORT_STATES].index(found[0])):
        waiting = view.waiting if state == "unreadable" else 0
        states[REPORT_STATES[state]] += count - waiting
        if waiting:
            states[WAITING] += waiting
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
    if len(view.lines) > 1 and spans:
        whole = msg(N_("of all {count} reports: "), count=speech.count(len(view.rows)))
        return (Span(speech.say(whole), "dim"), *dotted(spans))
    return dotted(spans)


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
        Column(speech.gettext(N_("Id")), from_width=100, where="screen"),
    )
    blocks: list[Block] = []
    for line in view.lines:
        rows = tuple(_unit_row(view, row, speech) for row in line.rows)
        blocks += [Gap(), Heading(line.item.title), Table(columns, rows)]
    return blocks


def _unit_row(view: ReportsView, row: ReportRow, speech: Speech) -> tuple[Words, ...]:
    return (
        words(row.unit.label),
        words(report_state_text(row, speech)),
        day_words(row.received_on, speech),
        day_words(row.due, speech),
        _late_words(row, speech, _lateness(view, row)),
        words(row.unit.id, "dim"),
    )


def _late_words(row: ReportRow, speech: Speech, emphasis: Emphasis) -> Words:
    return days_words(row.days_late, speech, emphasis) if row.days_late else words(NONE, emphasis)


def _lateness(view: ReportsView, row: ReportRow) -> Emphasis:
    if row.days_late == 0:
        return "plain"
    if row.has_arrived:
        return "late"
    return "long_overdue" if row.days_late > view.long_overdue_days else "overdue"


def _missing(view: ReportsView, speech: Speech) -> list[Block]:
    """Whom to call: telephone, days late, promise and last reminder."""
    title = speech.say(msg(N_("NOT RECEIVED ({count} reports)"), count=speech.count(len(view.missing))))
    columns = (
        Column(speech.gettext(N_("Unit")), grows=True),
        *_line_column(view, speech),
        Column(speech.gettext(N_("Late by")), align="right"),
        Column(speech.gettext(N_("Telephone"))),
        Column(speech.gettext(N_("Promised for")), align="right"),
        Column(speech.gettext(N_("Last reminded")), align="right"),
        Column(speech.gettext(N_("Id")), from_width=110, where="screen"),
    )
    pressing = sorted(view.missing, key=lambda row: _pressing(view, row))
    rows = tuple(_missing_row(view, row, speech) for row in pressing)
    table = Table(columns, rows, is_main=True)
    if not rows:
        return [Gap(), Heading(title), _nobody(view, speech), Annex(lambda: table)]
    hint = (
        N_("To call, and to book what came of it: ct58 call --older")
        if view.is_older
        else N_("To call, and to book what came of it: ct58 call")
    )
    return [Gap(), Heading(title), table, Line(on_screen(speech.gettext(hint)), indent=1)]


def _pressing(view: ReportsView, row: ReportRow) -> int:
    """The order in which somebody would call: broken promises, those of the day, what was sent back, who was not reminded."""
    until = row.promised_until
    if until is not None and row.days_late:
        return 0 if until < view.as_of else 1 if until == view.as_of else 5
    return 2 if row.state == "returned" else 4 if row.reminded_on else 3


def _nobody(view: ReportsView, speech: Speech) -> Line:
    """That all have sent; or that what has not come is asked for no more."""
    if view.is_partial:
        text = N_("All whose reports could be read have sent.")
        is_full = view.tally.actual == view.tally.expected
        return Line(words(speech.gettext(text if is_full else _NOBODY_MORE), "warning"), indent=1)
    if view.tally.is_full:
        return Line(words(speech.gettext(N_("All have sent.")), "good"), indent=1)
    return Line(words(speech.gettext(_NOBODY_MORE), "dim"), indent=1)


def _unread(view: ReportsView, speech: Speech) -> list[Block]:
    """Whose report may have come: nobody can read it, or two people's values stand in it."""
    waiting = [row for row in view.unread if row.standing.is_unsettled]
    others = [row for row in view.unread if not row.standing.is_unsettled]
    found: list[Block] = []
    for title, rows in zip(UNREAD_TITLES, (waiting, others), strict=True):
        names = ", ".join(dict.fromkeys(row.unit.label for row in rows))
        heading = Heading(speech.say(msg(title, count=len(rows))))
        found += [Gap(), heading, Line(words(names, "warning"), indent=1)] if rows else []
    return found


def _missing_row(view: ReportsView, row: ReportRow, speech: Speech) -> tuple[Words, ...]:
    state = REPORT_STATES[row.state]
    note = () if state == REPORT_STATES["missing"] else (Span(f" ({speech.gettext(state)})", "warning"),)
    return (
        (Span(row.unit.label), *note),
        *_line_cell(view, row),
        _time_words(view, row, speech),
        words(row.unit.office_phone or "–"),
        _promise_words(view, row, speech),
        day_words(row.reminded_on, speech) if row.reminded_on else words(speech.gettext(N_("not yet"))),
        words(row.unit.id, "dim"),
    )


def _promise_words(view: ReportsView, row: ReportRow, speech: Speech) -> Words:
    """The day that was promised; marked where it is today, or over."""
    until = row.promised_until
    if until is None or until > view.as_of:
        return day_words(until, speech, "promised")
    if until == view.as_of:
        return words(speech.gettext(N_("today")), "promised", Amount(until))
    return day_words(until, speech, "overdue", mark=speech.gettext(N_(" (over)")))


def _time_words(view: ReportsView, row: ReportRow, speech: Speech) -> Words:
    """`10 days`, or how much time is left."""
    if row.days_late or row.due is None:
        return days_words(row.days_late, speech, _lateness(view, row))
    left = (row.due - view.as_of).days
    if left == 0:
        return words(speech.gettext(N_("due today")))
    return words(speech.say(msg(N_("{days} left"), days=speech.days(left))))


def _late(view: ReportsView, speech: Speech) -> list[Block]:
    title = speech.say(msg(N_("SENT LATE ({count} reports)"), count=speech.count(len(view.late))))
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
            day_words(row.due, speech),
            day_words(row.received_on, speech),
            days_words(row.days_late, speech, "late"),
            words(report_state_text(row, speech)),
        )
        for row in sorted(view.late, key=lambda row: -row.days_late)
    )
    table = Table(columns, rows, is_main=True)
    if not rows:
        said = N_("None that could be read was late.") if view.is_partial else N_("None was late.")
        none = Line(words(speech.gettext(said), "warning" if view.is_partial else "good"), indent=1)
        return [Gap(), Heading(title), none, Annex(lambda: table)]
    return [Gap(), Heading(title), table]


def _line_column(view: ReportsView, speech: Speech) -> Iterable[Column]:
    """Which report, where the period has several."""
    return [Column(speech.gettext(N_("Report")))] if len(view.lines) > 1 else []


def _line_cell(view: ReportsView, row: ReportRow) -> Iterable[Words]:
    if len(view.lines) < 2:
        return []
    return [(*on_screen(row.item.id, "plain"), *in_files(row.item.title))]


def _hints(view: ReportsView, speech: Speech) -> list[Block]:
    """What there is to see further, with its number."""
    waiting = sum(row.state == "registered" for row in view.rows)
    of_period = f"ct58 reports --period {view.period}"
    hints: Sequence[tuple[int, str, str]] = (
        (len(view.missing), N_("Not received: {count} reports"), f"{of_period} --missing"),
        (len(view.late), N_("Sent late: {count} reports"), f"{of_period} --late"),
        (waiting, N_("Waiting to be typed in: {count} reports"), "ct58 reports --waiting"),
    )
    lines = [
        Line(led_on(speech.say(msg(text, count=speech.count(count))), f": {command}"))
        for count, text, command in hints
        if count
    ]
    if not view.is_older:
        older = speech.gettext(N_("Debts of earlier periods: ct58 overdue --kind report --older"))
        lines.append(Line(on_screen(older)))
    return [Gap(), *lines] if lines else []


# ---------------------------------------------------------------------- queue


def queue_page(view: QueueView, speech: Speech) -> Page:
    """What waits to be typed in, oldest first."""
    where = f" · {speech.period(view.period)}" if view.period else ""
    count = speech.count(len(view.entries))
    title = msg(N_("WAITING TO BE TYPED IN ({count} reports){where}"), count=count, where=where)
    heading = Heading(speech.say(title), level=1)
    columns = (
        Column(speech.gettext(N_("Received on")), align="right"),
        Column(speech.gettext(N_("Waiting")), align="right"),
        Column(speech.gettext(N_("Unit")), grows=True),
        Column(speech.gettext(N_("Period"))),
        Column(speech.gettext(N_("Document"))),
        Column(speech.gettext(N_("Id")), from_width=100, where="screen"),
    )
    rows = tuple(
        (
            day_words(entry.received_on, speech),
            days_words((view.as_of - entry.received_on).days, speech) if entry.received_on else words(NONE),
            words(entry.unit.label),
            words(speech.period(entry.period)),
            words(entry.document or "–"),
            words(entry.unit.id, "dim"),
        )
        for entry in view.entries
    )
    table = Table(columns, rows)
    if not rows:
        return Page((heading, Line(_nothing_waits(view, speech)), Annex(lambda: table)))
    hint = speech.gettext(N_("Type in the oldest: ct58 record report --next"))
    return Page((heading, table, Gap(), Line(on_screen(hint))))


def _nothing_waits(view: QueueView, speech: Speech) -> Words:
    if view.is_partial:
        return words(speech.gettext(N_("Nothing waits that could be read.")), "warning")
    return words(speech.gettext(N_("Nothing waits.")), "good")


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


def reports_counts(view: ReportsView) -> dict[str, object]:
    """How many reports are expected, have arrived and are asked for, each with its units: beside the list."""
    parts = {
        "expected": view.rows,
        "received": [row for row in view.rows if row.has_arrived],
        "missing": view.missing,
    }
    left = [
        {"unit": report.unit, "counted_in": report.counted_in or report.unit} for report in view.left_behind
    ]
    beside: dict[str, object] = {"left_behind": left} if left else {}
    return {"counts": {name: _counted(rows) for name, rows in parts.items()}, **beside}


def _counted(rows: Sequence[ReportRow]) -> dict[str, int]:
    return {"reports": len(rows), "units": len({row.unit.id for row in rows})}


def tally_as_json(tally: Tally) -> dict[str, object]:
    """`{expected, actual, actual_on_time, due, due_on_time, unreadable, rate, rate_on_time}`.

    Rates in percent; null where none is expected, or on time where none has fallen due.
    """
    return {
        "expected": tally.expected,
        "actual": tally.actual,
        "actual_on_time": tally.actual_on_time,
        "due": tally.due,
        "due_on_time": tally.due_on_time,
        "unreadable": tally.unreadable,
        "rate": tally.rate,
        "rate_on_time": tally.rate_on_time,
    }


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
