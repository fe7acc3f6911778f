"""The indicators on the status screen: how many of each verdict, and those that need looking at first."""

from __future__ import annotations

from collections.abc import Mapping

from ct58.domain.indicators.result import Result
from ct58.i18n import N_, msg
from ct58.render.pages.indicators import (
    needed_text,
    target_bar,
    target_in_force,
    value_text,
    verdict_counts,
    verdict_words,
)
from ct58.render.pages.parts import joined
from ct58.render.quantities import fraction
from ct58.render.verdict_words import VERDICT_EMPHASIS
from ct58.render.words import Speech
from ct58.views.attention import gap, missing_units
from ct58.views.indicators import IndicatorsView, Row
from ct58.views.own_part import OWN_STATES, OwnPart, OwnState, by_state
from ct58.views.page import Block, Column, Emphasis, Heading, Line, Span, Table, Words, words
from ct58.views.status import StatusView

SHOWN = 6


def indicator_blocks(view: StatusView, speech: Speech) -> list[Block]:
    """The counts of each verdict, then the worst, one a row; of one unit its part."""
    found = view.indicators
    if found is None or not found.rows:
        return own_blocks(view, speech)
    period = speech.period(found.period).upper()
    title = msg(N_("INDICATORS · {period} ({count})"), period=period, count=len(found.rows))
    worst = view.worst[:SHOWN]
    rows = tuple(_row(row, speech) for row in worst)
    return [
        Heading(speech.say(title)),
        Line(verdict_counts(found, speech), indent=1),
        *([Table(_columns(speech), rows, has_header=False)] if rows else []),
        Line(words(_more(found, len(view.worst) - len(worst), speech), "dim"), indent=1),
    ]


def _more(found: IndicatorsView, more: int, speech: Speech) -> str:
    command = f"ct58 indicators --period {found.period}"
    if more <= 0:
        return speech.say(msg(N_("All of them: {command}"), command=command))
    text = N_("{count} more need looking at; all of them: {command}")
    return speech.say(msg(text, count=speech.count(more), command=command))


def _columns(speech: Speech) -> tuple[Column, ...]:
    return (
        Column(""),
        Column("", is_cut=True),
        Column("", align="right"),
        Column("", align="right"),
        Column("", align="right"),
        Column("", from_width=110, is_drawing=True),
        Column(""),
        Column("", from_width=110),
    )


def _row(row: Row, speech: Speech) -> tuple[Words, ...]:
    result = row.result
    return (
        words(result.indicator.id, "strong"),
        words(result.indicator.title),
        words(_counts(result, speech)),
        words(value_text(result, speech)),
        words(target_in_force(result, speech)),
        target_bar(result.main.value, result.requirement, VERDICT_EMPHASIS[result.main.verdict]),
        (*verdict_words(row, speech), *_lacking(result, speech)),
        words(_open(result, speech), "dim"),
    )


def _counts(result: Result, speech: Speech) -> str:
    """`178/183`; of a count that is on its way, how much of its plan. What the value says is not said twice."""
    main = result.main
    if result.requirement and main.so_far and main.so_far.percent_of_plan is not None:
        return fraction(main.numerator, result.requirement.value, speech)
    return fraction(main.numerator, main.denominator, speech) if main.is_share else ""


def _lacking(result: Result, speech: Speech) -> Words:
    """`: thiếu 05` or `: vượt 02` behind “not met”."""
    lacks = gap(result) if result.main.verdict == "not_met" else None
    if lacks is None:
        return ()
    text = N_(": {count} too few") if lacks > 0 else N_(": {count} too many")
    return (Span(speech.say(msg(text, count=speech.count(abs(lacks)))), VERDICT_EMPHASIS["not_met"]),)


def _open(result: Result, speech: Speech) -> str:
    """Whose reports it waits for, and how many of those must fit."""
    missing = missing_units(result.main)
    if result.depends_on_reading:
        return speech.gettext(N_("depends on the reading"))
    if not missing or result.main.verdict not in ("undetermined", "no_data"):
        return ""
    text = msg(N_("{count} units missing"), count=speech.count(missing))
    return speech.say(text) + needed_text(result.main.needed, speech)


# ------------------------------------------------------------- one unit's part

_OWN_LABELS: Mapping[OwnState, str] = {
    "missing": N_("figures missing"),
    "short": N_("does not fit"),
    "adds": N_("adds"),
    "fits": N_("fits"),
}
_OWN_EMPHASIS: Mapping[OwnState, Emphasis] = {
    "missing": "warning",
    "short": "overdue",
    "adds": "plain",
    "fits": "good",
}


def own_blocks(view: StatusView, speech: Speech) -> list[Block]:
    """Where one unit does not fit, owes figures, or adds to a count; what fits is only counted."""
    if not view.own:
        return []
    title = msg(N_("ITS PART IN THE INDICATORS ({count})"), count=len(view.own))
    states = by_state(view.own)
    counts = joined(
        Span(f"{speech.gettext(_OWN_LABELS[state])} {states[state]}", _OWN_EMPHASIS[state])
        for state in OWN_STATES
        if states[state]
    )
    rows = tuple(_own_row(part, speech) for part in view.own if part.state != "fits")
    columns = (Column(""), Column("", is_cut=True), Column(""), Column("", align="right"))
    table = [Table(columns, rows, has_header=False)] if rows else []
    return [Heading(speech.say(title)), Line(counts, indent=1), *table]


def _own_row(part: OwnPart, speech: Speech) -> tuple[Words, ...]:
    main, entry = part.row.result.main, part.contribution
    shown = fraction(entry.point[0], entry.point[1] if main.is_share else None, speech)
    return (
        words(part.row.result.indicator.id, "strong"),
        words(part.row.result.indicator.title),
        words(speech.gettext(_OWN_LABELS[part.state]), _OWN_EMPHASIS[part.state]),
        words(shown if entry.has_data else ""),
    )
