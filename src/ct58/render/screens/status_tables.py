"""The tables of the status: two by two by group and by who leads, and the indicators that need looking at first."""

from __future__ import annotations

from dataclasses import replace

from ct58.domain.indicators.result import Result
from ct58.i18n import N_, msg
from ct58.render.screens.indicators import (
    counted_verdicts,
    is_on_its_way,
    needed_text,
    target_bar,
    target_in_row,
    value_words,
    verdict_words,
)
from ct58.render.screens.parts import dotted, fallen_text, share_words
from ct58.render.words.bars import LATE, ON_TIME, OVERDUE, WITHIN_TIME, BarPart, stacked
from ct58.render.words.cells import number_words
from ct58.render.words.labels import fraction, lack_text, rate_note, units_open
from ct58.render.words.speech import Speech
from ct58.views.counts import Counts
from ct58.views.indicators import IndicatorsView, Row, gap
from ct58.views.own_part import OwnPart, by_state
from ct58.views.page import Block, Column, Emphasis, Heading, Line, Span, Table, Words, on_screen, words
from ct58.views.status import CountRow, StatusView
from ct58.views.vocabularies import OWN_STATES, VERDICTS

BAR = 20
WIDE_SCREEN = 110
"""From this width on bars are drawn."""
_LABELS = {
    "tasks": N_("Appendix together"),
    "duties": N_("Duties of the programme"),
    "ad_hoc": N_("Came up on the way"),
    "owed": N_("Owed by units, each time"),
}


def count_blocks(view: StatusView, speech: Speech) -> list[Block]:
    """The 2×2 of every group, then of every body that leads; below it what is not in it."""
    if not view.rows:
        return [Line(words(speech.gettext(N_("Nothing is led, shared or owed.")), "dim"))]
    rows = [_count_row(_row_title(row, speech), row.counts, speech, _is_total(row)) for row in view.rows]
    dividers = frozenset((len(rows),) if view.owners else ())
    if view.owners:
        rows.append(_section_row(speech.gettext(N_("By lead"))))
        rows += [_count_row(words(f"  {row.label}"), row.counts, speech) for row in view.owners]
    table = Table(_count_columns(speech), tuple(rows), dividers=dividers)
    return [replace(table, section=speech.gettext(N_("By group"))), *_count_notes(view, speech)]


def _count_columns(speech: Speech) -> tuple[Column, ...]:
    numbers = (
        Column(speech.gettext(N_("Items")), align="right", from_width=100),
        Column(speech.gettext(N_("Times")), align="right", from_width=90),
        Column(speech.gettext(N_("Done\non time")), align="right"),
        Column(speech.gettext(N_("Done\nlate")), align="right"),
        Column(speech.gettext(N_("Not done\nwithin time")), align="right"),
        Column(speech.gettext(N_("Not done\noverdue")), align="right"),
        Column(speech.gettext(N_("On time of\nwhat is due")), align="right"),
    )
    title = Column(speech.gettext(N_("TASKS AND DUTIES")), is_cut=True, is_heading=True)
    legend = speech.gettext(N_("█ on time  ▓ late\n▒ overdue  · within time"))
    return (
        title,
        *numbers,
        Column(
            legend,
            from_width=WIDE_SCREEN,
            is_drawing=True,
            draws=(0, 3, 4, 6, 5),
            stacks=True,
            meanings=("good", "late", "overdue", "dim"),
        ),
    )


def _row_title(row: CountRow, speech: Speech) -> Words:
    if row.kind == "group":
        return words(f"{row.id}. {row.title}")
    return words(speech.gettext(_LABELS[row.kind]), "strong" if _is_total(row) else "plain")


def _is_total(row: CountRow) -> bool:
    return row.kind == "tasks"


def _count_row(title: Words, counts: Counts, speech: Speech, is_total: bool = False) -> tuple[Words, ...]:
    plain: Emphasis = "strong" if is_total else "plain"
    return (
        title,
        number_words(counts.items, speech, plain),
        number_words(counts.total, speech, plain),
        _cell(counts.on_time, "good", speech),
        _cell(counts.late, "late", speech),
        _cell(counts.within_time, plain, speech),
        _cell(counts.overdue, "overdue", speech),
        _rate(counts, plain, speech),
        _count_bar(counts),
    )


def _cell(number: int, emphasis: Emphasis, speech: Speech) -> Words:
    """A count; nothing stays in the background."""
    return number_words(number, speech, emphasis if number else "dim")


def _rate(counts: Counts, emphasis: Emphasis, speech: Speech) -> Words:
    return share_words(counts.due_on_time, counts.due, speech, emphasis if counts.due else "dim")


def _count_bar(counts: Counts) -> Words:
    parts = (
        BarPart(counts.on_time, ON_TIME, "good"),
        BarPart(counts.late, LATE, "late"),
        BarPart(counts.overdue, OVERDUE, "overdue"),
        BarPart(counts.within_time, WITHIN_TIME, "dim"),
    )
    return stacked(parts, BAR)


def _section_row(title: str) -> tuple[Words, ...]:
    return (words(title, "accent"), *(words("") for _ in range(8)))


def _count_notes(view: StatusView, speech: Speech) -> list[Block]:
    """What the four cells do not say: doubts about the overdue ones, and what is in none of them."""
    totals = [row.counts for row in view.rows if row.kind != "group"]
    shared = sum(row.shared for row in view.owners)
    notes: tuple[tuple[str, int, Emphasis], ...] = (
        (
            N_("to be verified among what is overdue: {count} times"),
            sum(c.to_verify for c in totals),
            "warning",
        ),
        (
            N_("only in the times: {count} not done, their time is over"),
            sum(c.missed for c in totals),
            "late",
        ),
        (
            N_("in no number: {count} times cannot be read"),
            sum(c.unreadable - c.waiting for c in totals),
            "warning",
        ),
        (N_("in no number: {count} times wait to be settled"), sum(c.waiting for c in totals), "warning"),
        (
            N_("wait to be settled: {count} times, counted by the first of two lines"),
            sum(c.unsettled for c in totals),
            "warning",
        ),
        (N_("not in the times: standing duties {count}"), sum(c.ongoing for c in totals), "dim"),
        (N_("suspended {count} times"), sum(c.suspended for c in totals), "dim"),
        (N_("given up {count} times"), sum(c.dropped for c in totals), "dim"),
        (N_("what several lead is counted for each of them"), shared, "dim"),
    )
    found = [
        Span(speech.say(msg(text, count=speech.count(count))), emphasis)
        for text, count, emphasis in notes
        if count
    ]
    since = speech.gettext(N_("Counted are all times since the programme began, reports apart."))
    basis = Line(words(f"{since} {rate_note(view.as_of, speech)}", "dim"), indent=1)
    gone = [Line(words(fallen_text(entry, speech), "dim"), indent=1) for entry in view.fallen]
    return [basis, *([Line(dotted(found), indent=1)] if found else []), *gone]


_SHOWN = 6


def indicator_blocks(view: StatusView, speech: Speech) -> list[Block]:
    """The counts of each verdict, then the worst, one a row; of one unit its part."""
    found = view.indicators
    if found is None or not found.rows:
        return own_blocks(view, speech)
    period = speech.period(found.period).upper()
    title = msg(N_("INDICATORS · {period} ({count})"), period=period, count=len(found.rows))
    table = Table(_columns(speech), tuple(_row(row, speech) for row in view.worst), has_header=False)
    return [
        Heading(speech.say(title)),
        Line(counted_verdicts(found, speech), indent=1),
        *([replace(table, shown=_SHOWN)] if table.rows else []),
        Line(on_screen(_more(found, len(view.worst) - _SHOWN, speech)), indent=1),
    ]


def _more(found: IndicatorsView, more: int, speech: Speech) -> str:
    command = f"ct58 indicators --period {found.period}"
    if more <= 0:
        return speech.say(msg(N_("All of them: {command}"), command=command))
    text = N_("{count} more need looking at; all of them: {command}")
    return speech.say(msg(text, count=speech.count(more), command=command))


def _columns(speech: Speech) -> tuple[Column, ...]:
    say = speech.gettext
    return (
        Column(say(N_("Id"))),
        Column(say(N_("Indicator")), is_cut=True),
        Column(say(N_("Counts")), align="right"),
        Column(say(N_("Value")), align="right"),
        Column(say(N_("Asked")), align="right"),
        Column("", from_width=110, is_drawing=True, draws=(1, 3)),
        Column(say(N_("Verdict"))),
        Column(say(N_("Open")), from_width=110),
    )


def _row(row: Row, speech: Speech) -> tuple[Words, ...]:
    result = row.result
    return (
        words(result.indicator.id, "strong"),
        words(result.indicator.title),
        words(_counts(result, speech)),
        value_words(result, speech),
        target_in_row(result, speech),
        target_bar(result.main.value, result.requirement, VERDICTS[result.main.verdict].emphasis),
        (*verdict_words(row, speech), *_lacking(result, speech)),
        words(_open(result, speech), "dim"),
    )


def _counts(result: Result, speech: Speech) -> str:
    """`178/183`; of a count that is on its way, how much of its plan. What the value says is not said twice."""
    main = result.main
    if result.requirement and is_on_its_way(result):
        return fraction(main.numerator, result.requirement.value, speech)
    return fraction(main.numerator, main.denominator, speech, main.yardstick) if main.is_share else ""


def _lacking(result: Result, speech: Speech) -> Words:
    """`: thiếu 05` or `: vượt 02` behind “not met”."""
    lacks = gap(result) if result.main.verdict == "not_met" else None
    if lacks is None:
        return ()
    text = N_(": {count} too few") if lacks > 0 else N_(": {count} too many")
    return (Span(speech.say(msg(text, count=lack_text(lacks, speech))), VERDICTS["not_met"].emphasis),)


def _open(result: Result, speech: Speech) -> str:
    """Whose reports it waits for, and how many of those must fit."""
    open_ = units_open(result.main.coverage, N_("{count} units missing"), speech)
    if result.depends_on_reading:
        return speech.gettext(N_("depends on the reading"))
    if not open_ or result.main.verdict not in ("undetermined", "no_data"):
        return ""
    return open_ + needed_text(result.main.needed, speech)


# ------------------------------------------------------------- one unit's part


def own_blocks(view: StatusView, speech: Speech) -> list[Block]:
    """Where one unit does not fit, owes figures, or adds to a count; what fits is only counted."""
    if not view.own:
        return []
    title = msg(N_("ITS PART IN THE INDICATORS ({count})"), count=len(view.own))
    states = by_state(view.own)
    counts = dotted(
        Span(f"{speech.gettext(shown.word)} {states[state]}", shown.emphasis)
        for state, shown in OWN_STATES.items()
        if states[state]
    )
    rows = tuple(_own_row(part, speech) for part in view.own if part.state != "fits")
    say = speech.gettext
    columns = (
        Column(say(N_("Id"))),
        Column(say(N_("Indicator")), is_cut=True),
        Column(say(N_("State"))),
        Column(say(N_("Counts")), align="right"),
    )
    table = [Table(columns, rows, has_header=False)] if rows else []
    return [Heading(speech.say(title)), Line(counts, indent=1), *table]


def _own_row(part: OwnPart, speech: Speech) -> tuple[Words, ...]:
    main, entry = part.row.result.main, part.contribution
    shown = fraction(entry.point[0], entry.point[1] if main.is_share else None, speech)
    return (
        words(part.row.result.indicator.id, "strong"),
        words(part.row.result.indicator.title),
        words(speech.gettext(OWN_STATES[part.state].word), OWN_STATES[part.state].emphasis),
        words(shown if entry.has_data else ""),
    )
