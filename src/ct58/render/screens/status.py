"""`ct58 status`: where the programme stands, on one screen that the day begins with; page, JSON and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ct58.domain.indicators.numbers import rounded_count
from ct58.i18n import N_, msg
from ct58.render.screens.indicators import indicator_entry
from ct58.render.screens.overdue import due_entry
from ct58.render.screens.parts import (
    due_words,
    fallen_as_json,
    first_lines,
    nouns_as_json,
    nouns_text,
    share_words,
    work_as_json,
)
from ct58.render.screens.reports import due_cell, state_words, tally_as_json
from ct58.render.screens.status_tables import BAR, WIDE_SCREEN, count_blocks, indicator_blocks
from ct58.render.screens.upcoming import by_day, left_words, who
from ct58.render.words.bars import EMPTY, LATE, ON_TIME, BarPart, stacked
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech
from ct58.views.counts import Counts, nouns_of
from ct58.views.due import Entry
from ct58.views.own_part import OwnPart
from ct58.views.page import (
    Block,
    Column,
    Declared,
    Emphasis,
    Gap,
    Heading,
    Line,
    Page,
    Table,
    Words,
    declared,
    on_screen,
    words,
)
from ct58.views.reports import CalendarLine, ReportsView, Tally
from ct58.views.status import StatusView
from ct58.views.steps import NextStep, NextStepKind

SHOWN_COMING = 5
SHOWN_IDS = 2


def status_page(view: StatusView, speech: Speech) -> Page:
    """The 2×2, the indicators that need looking at, the reports, what comes, and what to do next."""
    parts = (
        count_blocks(view, speech),
        indicator_blocks(view, speech),
        _reports(view, speech),
        _coming(view, speech),
        _steps(view, speech),
    )
    blocks: list[Block] = [_title(view, speech), *_owner_line(view), *first_lines(view, speech)]
    for part in parts:
        blocks += [Gap(), *part] if part else []
    return Page(tuple(blocks))


def _title(view: StatusView, speech: Speech) -> Heading:
    title = msg(
        N_("WHERE {number} STANDS · {weekday}, {day}"),
        number=view.head.number,
        weekday=speech.weekday(view.as_of),
        day=view.as_of,
    )
    return Heading(speech.say(title), level=1, aside=_days_left(view, speech))


def _days_left(view: StatusView, speech: Speech) -> str:
    """How much time the programme still has."""
    left = (view.last_day - view.as_of).days
    if left < 0:
        return ""
    return speech.say(msg(N_("to the end {day}: {days}"), day=view.last_day, days=speech.days(left)))


def _owner_line(view: StatusView) -> list[Block]:
    return [Line(words(view.owner.name, "accent"))] if view.owner else []


# -------------------------------------------------------------------- reports


def _reports(view: StatusView, speech: Speech) -> list[Block]:
    """For each period a row a line of the calendar; below it how far they are."""
    blocks: list[Block] = []
    for found in view.reports:
        rows = tuple(_report_row(line, speech) for line in found.lines)
        states = Line(state_words(found, speech), indent=1)
        blocks += [Table(_report_columns(found, speech), rows), states]
    return blocks


def _report_columns(found: ReportsView, speech: Speech) -> tuple[Column, ...]:
    title = speech.say(msg(N_("REPORTS · {period}"), period=speech.period(found.period).upper()))
    return (
        Column(title, is_cut=True, is_heading=True),
        Column(speech.gettext(N_("Deadline")), align="right"),
        Column(speech.gettext(N_("Received")), align="right"),
        Column(speech.gettext(N_("On time")), align="right"),
        Column("", from_width=WIDE_SCREEN, is_drawing=True, draws=(0, 2, 3)),
    )


def _report_row(line: CalendarLine, speech: Speech) -> tuple[Words, ...]:
    tally = line.tally
    is_full: Emphasis = "good" if tally.is_full else "plain"
    return (
        words(line.item.title),
        due_cell(line, speech),
        share_words(tally.actual, tally.expected, speech, is_full),
        share_words(tally.due_on_time, tally.due, speech),
        _report_bar(tally),
    )


def _report_bar(tally: Tally) -> Words:
    parts = (
        BarPart(tally.actual_on_time, ON_TIME, "good"),
        BarPart(tally.actual - tally.actual_on_time, LATE, "late"),
        BarPart(tally.expected - tally.actual, EMPTY, "dim"),
    )
    return stacked(parts, BAR)


# --------------------------------------------------------------- what is coming


def _coming(view: StatusView, speech: Speech) -> list[Block]:
    """The nearest that fall due, and how many more."""
    groups = by_day(view.coming)
    if not groups:
        return []
    count = nouns_text(nouns_of(view.coming), speech)
    title = speech.say(msg(N_("DUE WITHIN 30 DAYS ({count})"), count=count))
    table = replace(declared(_coming_columns(view, speech), groups), has_header=False, shown=SHOWN_COMING)
    more = len(groups) - SHOWN_COMING
    text = speech.say(msg(N_("{count} more: ct58 upcoming"), count=speech.count(more)))
    rest = [Line(on_screen(text), indent=1)] if more > 0 else []
    return [Heading(title), table, *rest]


def _coming_columns(view: StatusView, speech: Speech) -> tuple[Declared[Sequence[Entry]], ...]:
    say = speech.gettext
    return (
        (Column(say(N_("Deadline")), align="right"), lambda group: due_words(group[0], speech)),
        (Column(say(N_("Left")), align="right"), lambda group: left_words(group[0], speech)),
        (Column(say(N_("Id"))), lambda group: words(group[0].standing.item.id, "strong")),
        (Column(say(N_("Item")), is_cut=True), lambda group: words(group[0].standing.item.title)),
        (
            Column(say(N_("Who")), max_width=24),
            lambda group: words(who(group, view.names, view.tallies, speech)),
        ),
    )


# ----------------------------------------------------------------- what to do

_STEPS: dict[NextStepKind, str] = {
    "settle": N_("Settle {count} files that two people changed differently"),
    "mend": N_("Mend {count} files that cannot be read"),
    "type_in": N_("Type in {count} reports of the periods above that wait"),
    "call": N_("Call {count} places: promises, what was sent back, what is late"),
    "remind": N_("Letter of reminder to {count} places"),
    "old_debts": N_("Old debts from before {period}: {count} places"),
    "chase_reports": N_("Chase {count} units: report of {period}"),
    "ask_again": N_("Ask again for {count} reports that were sent back"),
    "overdue": N_("See to {count} items that are surely overdue: {ids}"),
    "owed": N_("Chase {count} units that owe a duty"),
    "verify": N_("Verify {count} items: {ids}"),
    "units_missing": N_("Find figures for {count} indicators: {ids}"),
    "close": N_("Close the books of {period}"),
}


def _steps(view: StatusView, speech: Speech) -> list[Block]:
    """Each with the command that goes on from there."""
    if not view.steps:
        nothing = speech.gettext(N_("Nothing is left to do today."))
        return [Line(words(nothing, "good"))] if view.ended_on is None else []
    rows = tuple((words(step_text(step, speech)), on_screen(step.command, "accent")) for step in view.steps)
    title = Heading(speech.gettext(N_("WHAT TO DO NEXT")))
    columns = (Column(speech.gettext(N_("Content")), grows=True), Column("", where="screen"))
    return [title, Table(columns, rows, has_header=False)]


def step_text(step: NextStep, speech: Speech) -> str:
    """What to do, with how many it concerns."""
    shown = ", ".join(step.ids[:SHOWN_IDS]) + (" …" if len(step.ids) > SHOWN_IDS else "")
    period = step.period or ""
    return speech.say(msg(_STEPS[step.kind], count=speech.count(step.count), period=period, ids=shown))


def status_as_json(view: StatusView, speech: Speech) -> JsonObject:
    """Everything on the screen, and all indicators, the worst first where `attention` names them."""
    found = view.indicators
    return {
        "programme": view.head.number,
        "owner": view.owner.id if view.owner else None,
        "ended_on": view.ended_on,
        "counts": [
            {"kind": row.kind, "id": row.id or None, "title": row.title or None, **counts_as_json(row.counts)}
            for row in view.rows
        ],
        "leads": [
            {"owner": row.owner, **counts_as_json(row.counts), "shared": row.shared} for row in view.owners
        ],
        "indicators": {
            "period": view.scope.indicators,
            "verdicts": {verdict: len(rows) for verdict, rows in found.by_verdict().items()},
            "attention": [row.result.indicator.id for row in view.worst],
            "list": [indicator_entry(row, speech) for row in found.rows],
        }
        if found
        else None,
        "own": [_own(part) for part in view.own],
        "reports": [_reports_as_json(entry) for entry in view.reports],
        "overdue_work": work_as_json(nouns_of(view.late)),
        "fallen_away": [fallen_as_json(found) for found in view.fallen],
        "due_within_30_days": nouns_as_json(nouns_of(view.coming)),
        "coming": [due_entry(entry) for entry in view.coming],
        "next": [_step(step) for step in view.steps],
    }


def cells_as_json(counts: Counts) -> JsonObject:
    """How many there are of each noun, the four cells of done or not and in time or not, and what lapsed.

    The cells count occurrences, `total` all that are in them or were missed.
    """
    return {
        "items": counts.items,
        "occurrences": counts.total,
        "units": counts.units,
        "total": counts.total,
        "completed_on_time": counts.on_time,
        "completed_late": counts.late,
        "within_time": counts.within_time,
        "overdue": counts.overdue,
        "missed": counts.missed,
    }


def counts_as_json(counts: Counts) -> JsonObject:
    """The cells and what is beside them; `rate_on_time` in percent, null where nothing has fallen due."""
    return {
        **cells_as_json(counts),
        "needs_verification": counts.to_verify,
        "ongoing": counts.ongoing,
        "suspended": counts.suspended,
        "dropped": counts.dropped,
        "unreadable": counts.unreadable,
        "unsettled": counts.unsettled,
        "due": counts.due,
        "due_on_time": counts.due_on_time,
        "rate_on_time": counts.rate,
    }


def _own(part: OwnPart) -> JsonObject:
    entry = part.contribution
    return {
        "id": part.row.result.indicator.id,
        "state": part.state,
        "numerator": rounded_count(entry.point[0]),
        "denominator": rounded_count(entry.point[1]),
    }


def _reports_as_json(view: ReportsView) -> JsonObject:
    return {
        "period": view.period,
        "is_closed": view.is_closed,
        **tally_as_json(view.tally),
        "states": dict(view.states),
        "qualities": dict(view.qualities),
        "lines": [{"id": line.item.id, "due": line.due, **tally_as_json(line.tally)} for line in view.lines],
    }


def _step(step: NextStep) -> JsonObject:
    return {
        "kind": step.kind,
        "count": step.count,
        "ids": list(step.ids),
        "period": step.period,
        "command": step.command,
    }
