"""`ct58 status`: where the programme stands, on one screen that the day begins with."""

from __future__ import annotations

from collections.abc import Sequence

from ct58.i18n import N_, msg
from ct58.render.bars import EMPTY, LATE, ON_TIME, Part, stacked
from ct58.render.pages.parts import due_text, share_text
from ct58.render.pages.reports import line_due, state_words
from ct58.render.pages.status_counts import BAR, WIDE, count_blocks
from ct58.render.pages.status_indicators import indicator_blocks
from ct58.render.pages.upcoming import by_day, time_left, who
from ct58.render.words import Speech
from ct58.views.due import Entry
from ct58.views.page import Block, Column, Emphasis, Gap, Heading, Line, Page, Table, Words, words
from ct58.views.reports import CalendarLine, ReportsView, Tally
from ct58.views.status import StatusView
from ct58.views.steps import Step, StepKind

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
    blocks: list[Block] = [_title(view, speech), *_owner_line(view), *_end_line(view, speech)]
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


def _end_line(view: StatusView, speech: Speech) -> list[Block]:
    """After the end one line says so and points to the last day."""
    if view.ended_on is None:
        return []
    text = (
        N_("Closed on {day}. How it stood then: ct58 status --as-of {iso}")
        if view.was_closed
        else N_("Its time ended on {day}. How it stood then: ct58 status --as-of {iso}")
    )
    message = msg(text, day=view.ended_on, iso=view.ended_on.isoformat())
    return [Line(words(speech.say(message), "warning"))]


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
        Column("", from_width=WIDE, is_drawing=True),
    )


def _report_row(line: CalendarLine, speech: Speech) -> tuple[Words, ...]:
    tally = line.tally
    is_full: Emphasis = "good" if tally.actual == tally.expected else "plain"
    return (
        words(line.item.title),
        words(line_due(line, speech)),
        words(share_text(tally.actual, tally.expected, speech), is_full),
        words(share_text(tally.actual_on_time, tally.expected, speech)),
        _report_bar(tally),
    )


def _report_bar(tally: Tally) -> Words:
    parts = (
        Part(tally.actual_on_time, ON_TIME, "good"),
        Part(tally.actual - tally.actual_on_time, LATE, "late"),
        Part(tally.expected - tally.actual, EMPTY, "dim"),
    )
    return stacked(parts, BAR)


# --------------------------------------------------------------- what is coming


def _coming(view: StatusView, speech: Speech) -> list[Block]:
    """The nearest that fall due, and how many more."""
    groups = by_day(view.coming)
    if not groups:
        return []
    title = speech.say(msg(N_("DUE WITHIN 30 DAYS ({count})"), count=len(groups)))
    columns = (
        Column("", align="right"),
        Column("", align="right"),
        Column(""),
        Column("", is_cut=True),
        Column("", max_width=24),
    )
    rows = tuple(_coming_row(view, group, speech) for group in groups[:SHOWN_COMING])
    more = len(groups) - SHOWN_COMING
    text = speech.say(msg(N_("{count} more: ct58 upcoming"), count=speech.count(more)))
    rest = [Line(words(text, "dim"), indent=1)] if more > 0 else []
    return [Heading(title), Table(columns, rows, has_header=False), *rest]


def _coming_row(view: StatusView, group: Sequence[Entry], speech: Speech) -> tuple[Words, ...]:
    first = group[0]
    is_soon = first.standing.status == "due_soon"
    return (
        words(due_text(first, speech)),
        words(time_left(-first.days_overdue, speech), "warning" if is_soon else "plain"),
        words(first.standing.item.id, "strong"),
        words(first.standing.item.title),
        words(who(group, view.names, view.tallies, speech)),
    )


# ----------------------------------------------------------------- what to do

_STEPS: dict[StepKind, str] = {
    "type_in": N_("Type in {count} reports that wait"),
    "chase_reports": N_("Chase {count} units: report of {period}"),
    "ask_again": N_("Ask again for {count} that were sent back"),
    "overdue": N_("See to {count} overdue: {ids}"),
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
    rows = tuple((words(step_text(step, speech)), words(step.command, "accent")) for step in view.steps)
    title = Heading(speech.gettext(N_("WHAT TO DO NEXT")))
    return [title, Table((Column("", grows=True), Column("")), rows, has_header=False)]


def step_text(step: Step, speech: Speech) -> str:
    """What to do, with how many it concerns."""
    shown = ", ".join(step.ids[:SHOWN_IDS]) + (" …" if len(step.ids) > SHOWN_IDS else "")
    period = step.period or ""
    return speech.say(msg(_STEPS[step.kind], count=speech.count(step.count), period=period, ids=shown))
