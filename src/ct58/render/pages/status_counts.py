"""The 2×2 of tasks and duties, by group and by who leads, with a bar for each row."""

from __future__ import annotations

from ct58.i18n import N_, msg
from ct58.render.bars import LATE, ON_TIME, OVERDUE, WITHIN_TIME, Part, stacked
from ct58.render.pages.parts import joined, share_text
from ct58.render.words import Speech
from ct58.views.counts import Counts
from ct58.views.page import Block, Column, Emphasis, Line, Span, Table, Words, words
from ct58.views.status import CountRow, StatusView

BAR = 20
WIDE = 110
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
    if view.owners:
        rows.append(_section_row(speech.gettext(N_("By lead"))))
        rows += [_count_row(words(f"  {row.label}"), row.counts, speech) for row in view.owners]
    return [Table(_count_columns(speech), tuple(rows)), *_count_notes(view, speech)]


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
    return (title, *numbers, Column(legend, from_width=WIDE, is_drawing=True))


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
        words(speech.number(counts.items), plain),
        words(speech.number(counts.total), plain),
        _cell(counts.on_time, "good", speech),
        _cell(counts.late, "late", speech),
        _cell(counts.within_time, plain, speech),
        _cell(counts.overdue, "overdue", speech),
        _rate(counts, plain, speech),
        _count_bar(counts),
    )


def _cell(number: int, emphasis: Emphasis, speech: Speech) -> Words:
    """A count; nothing stays in the background."""
    return words(speech.number(number), emphasis if number else "dim")


def _rate(counts: Counts, emphasis: Emphasis, speech: Speech) -> Words:
    return words(share_text(counts.due_on_time, counts.due, speech), emphasis if counts.due else "dim")


def _count_bar(counts: Counts) -> Words:
    parts = (
        Part(counts.on_time, ON_TIME, "good"),
        Part(counts.late, LATE, "late"),
        Part(counts.overdue, OVERDUE, "overdue"),
        Part(counts.within_time, WITHIN_TIME, "dim"),
    )
    return stacked(parts, BAR)


def _section_row(title: str) -> tuple[Words, ...]:
    return (words(title, "accent"), *(words("") for _ in range(8)))


def _count_notes(view: StatusView, speech: Speech) -> list[Block]:
    """What the four cells do not say: doubts about the overdue ones, and what is in none of them."""
    totals = [row.counts for row in view.rows if row.kind != "group"]
    shared = sum(row.shared for row in view.owners)
    notes: tuple[tuple[str, int, Emphasis], ...] = (
        (N_("to be verified among what is overdue: {count}"), sum(c.to_verify for c in totals), "warning"),
        (N_("not in the table: standing duties {count}"), sum(c.ongoing for c in totals), "dim"),
        (N_("suspended {count}"), sum(c.suspended for c in totals), "dim"),
        (N_("given up {count}"), sum(c.dropped for c in totals), "dim"),
        (N_("what several lead is counted for each of them"), shared, "dim"),
    )
    found = [
        Span(speech.say(msg(text, count=speech.count(count))), emphasis)
        for text, count, emphasis in notes
        if count
    ]
    return [Line(joined(found), indent=1)] if found else []
