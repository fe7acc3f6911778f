"""`ct58 calendar` on a screen: the same deadlines, by day."""

from __future__ import annotations

from ct58.i18n import N_, msg
from ct58.render.calendar import calendar_name, calendar_who
from ct58.render.pages.parts import TITLE_LIMIT, bodies, due_text, title_with_notes
from ct58.render.words import Speech
from ct58.views.calendar import CalendarEntry, CalendarView
from ct58.views.page import Block, Column, Gap, Heading, Line, Page, Table, Words, words


def calendar_page(view: CalendarView, speech: Speech) -> Page:
    """One row an entry of the calendar."""
    blocks: list[Block] = [Heading(calendar_name(view, speech), level=1)]
    if not view.entries:
        return Page((*blocks, Line(words(nothing_due(view, speech)))))
    blocks.append(Table(_columns(speech), tuple(_row(view, entry, speech) for entry in view.entries)))
    if any(entry.entry.standing.item.deadline.assumed for entry in view.entries):
        note = speech.gettext(N_("* The document names no day; the office set the deadline."))
        blocks += [Gap(), Line(words(note, "dim"))]
    return Page(tuple(blocks))


def nothing_due(view: CalendarView, speech: Speech) -> str:
    """That nothing falls due in the span."""
    first, last = view.span.first, view.span.last
    if last is None:
        return speech.say(msg(N_("Nothing falls due from {first} on."), first=first))
    return speech.say(msg(N_("Nothing falls due from {first} to {last}."), first=first, last=last))


def _columns(speech: Speech) -> tuple[Column, ...]:
    return (
        Column(speech.gettext(N_("Deadline")), align="right"),
        Column(speech.gettext(N_("Id"))),
        Column(speech.gettext(N_("Item")), grows=True, screen_limit=TITLE_LIMIT),
        Column(speech.gettext(N_("Who"))),
        Column(speech.gettext(N_("Goes to")), from_width=100),
    )


def _row(view: CalendarView, entry: CalendarEntry, speech: Speech) -> tuple[Words, ...]:
    return (
        words(due_text(entry.entry, speech)),
        words(entry.entry.standing.item.id, "dim" if entry.is_done else "strong"),
        title_with_notes([entry.entry], speech),
        words(calendar_who(view, entry, speech)),
        words(bodies(entry.entry, speech)),
    )
