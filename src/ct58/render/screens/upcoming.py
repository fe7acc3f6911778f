"""`ct58 upcoming`: what falls due, by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ct58.i18n import N_, msg
from ct58.render.screens.parts import TITLE_LIMIT, bodies, due_text, names, title_with_notes
from ct58.render.words.speech import Speech
from ct58.views.due import DueView, Entry, OwedTally
from ct58.views.page import Block, Column, Gap, Heading, Line, Page, Table, Words, words


def upcoming_page(view: DueView, within: int, speech: Speech) -> Page:
    """One row an item and day; what many units owe is one row with how many have sent."""
    title = msg(N_("COMING UP · {within} days from {day}"), within=within, day=view.as_of)
    blocks: list[Block] = [Heading(speech.say(title), level=1)]
    groups = by_day(view.entries)
    if not groups:
        text = msg(N_("Nothing falls due within {within} days."), within=within)
        return Page((*blocks, Line(words(speech.say(text)))))
    blocks.append(Table(_columns(speech), tuple(_row(view, group, speech) for group in groups)))
    if any(entry.standing.item.deadline.assumed for entry in view.entries):
        note = speech.gettext(N_("* The document names no day; the office set the deadline."))
        blocks += [Gap(), Line(words(note, "dim"))]
    return Page(tuple(blocks))


def by_day(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Entries of the same item, occurrence and day together."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        key = (entry.standing.due, entry.standing.item.id, entry.occurrence)
        groups.setdefault(key, []).append(entry)
    return list(groups.values())


def _columns(speech: Speech) -> tuple[Column, ...]:
    return (
        Column(speech.gettext(N_("Deadline")), align="right"),
        Column(speech.gettext(N_("Left")), align="right"),
        Column(speech.gettext(N_("Id"))),
        Column(speech.gettext(N_("Item")), grows=True, screen_limit=TITLE_LIMIT),
        Column(speech.gettext(N_("Who"))),
        Column(speech.gettext(N_("Goes to")), from_width=100),
    )


def _row(view: DueView, group: Sequence[Entry], speech: Speech) -> tuple[Words, ...]:
    first = group[0]
    is_soon = first.standing.status == "due_soon"
    return (
        words(due_text(first, speech)),
        words(time_left(-first.days_overdue, speech), "warning" if is_soon else "plain"),
        words(first.standing.item.id, "strong"),
        title_with_notes([first], speech),
        words(who(group, view.names, view.tallies, speech)),
        words(bodies(first, speech)),
    )


def time_left(days: int, speech: Speech) -> str:
    """`16 days`, or `today`."""
    return speech.gettext(N_("today")) if days == 0 else speech.days(days)


def who(
    group: Sequence[Entry], known: dict[str, str], tallies: dict[tuple[str, str], OwedTally], speech: Speech
) -> str:
    """Who leads a joint item; of what many units owe, how many have sent."""
    first = group[0]
    if first.unit is None:
        return names(first.standing.item.lead, known)
    tally = tallies[first.standing.item.id, first.occurrence]
    return speech.say(msg(N_("{done}/{expected} units sent"), done=tally.done, expected=tally.expected))
