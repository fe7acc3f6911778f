"""`ct58 upcoming`: what falls due, by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ct58.i18n import N_, msg
from ct58.render.screens.parts import (
    TITLE_LIMIT,
    assumed_note,
    bodies,
    due_words,
    first_lines,
    names,
    nouns_text,
    tally_text,
    title_with_notes,
    unread_blocks,
    who_owes,
)
from ct58.render.words.cells import days_words
from ct58.render.words.speech import Speech
from ct58.views.counts import nouns_of
from ct58.views.due import DueView, Entry, OwedTally
from ct58.views.page import (
    Annex,
    Block,
    Column,
    Declared,
    Emphasis,
    Gap,
    Heading,
    Line,
    Page,
    Words,
    declared,
    words,
)


def upcoming_page(view: DueView, within: int, speech: Speech) -> Page:
    """One row an item and day; what many units owe is one row with how many have sent, in lists a row a unit."""
    count = nouns_text(nouns_of(view.entries), speech)
    title = msg(
        N_("COMING UP ({count}) · {within} days from {day}"), count=count, within=within, day=view.as_of
    )
    blocks: list[Block] = [Heading(speech.say(title), level=1)]
    groups, columns = by_day(view.entries), _columns(view, speech)
    whole = [[entry] for entry in view.entries]
    in_list = _columns(view, speech, is_whole=True)
    if not groups:
        text = msg(
            N_("Nothing that could be read falls due within {within} days.")
            if view.is_partial
            else N_("Nothing falls due within {within} days."),
            within=within,
        )
        none = [Line(words(speech.say(text))), *first_lines(view, speech)]
        return Page((*blocks, *none, Annex(lambda: declared(in_list, ())), *unread_blocks(view, speech)))
    blocks.append(replace(declared(columns, groups), whole=lambda: declared(in_list, whole)))
    if any(entry.standing.item.deadline.assumed for entry in view.entries):
        blocks += [Gap(), assumed_note(speech)]
    return Page((*blocks, *unread_blocks(view, speech)))


def by_day(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Entries of the same item, occurrence and day together."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        key = (entry.standing.due, entry.standing.item.id, entry.occurrence)
        groups.setdefault(key, []).append(entry)
    return list(groups.values())


def _columns(
    view: DueView, speech: Speech, *, is_whole: bool = False
) -> tuple[Declared[Sequence[Entry]], ...]:
    """What is said of an item and day; in a whole list each unit by its name."""
    say = speech.gettext

    def owner(group: Sequence[Entry]) -> str:
        return who_owes(group[0], view) if is_whole else who(group, view.names, view.tallies, speech)

    return (
        (Column(say(N_("Deadline")), align="right"), lambda group: due_words(group[0], speech)),
        (Column(say(N_("Left")), align="right"), lambda group: left_words(group[0], speech)),
        (Column(say(N_("Id"))), lambda group: words(group[0].standing.item.id, "strong")),
        (
            Column(say(N_("Item")), grows=True, screen_limit=TITLE_LIMIT),
            lambda group: title_with_notes(group[:1], speech),
        ),
        (Column(say(N_("Who"))), lambda group: words(owner(group))),
        (Column(say(N_("Goes to")), from_width=100), lambda group: words(bodies(group[0], speech))),
    )


def left_words(entry: Entry, speech: Speech) -> Words:
    """`16 days`, or `today`."""
    emphasis: Emphasis = "warning" if entry.standing.status == "due_soon" else "plain"
    days = -entry.days_overdue
    return days_words(days, speech, emphasis) if days else words(speech.gettext(N_("today")), emphasis)


def who(
    group: Sequence[Entry], known: dict[str, str], tallies: dict[tuple[str, str], OwedTally], speech: Speech
) -> str:
    """Who leads a joint item; of what many units owe, how many have sent."""
    first = group[0]
    if first.unit is None:
        return names(first.standing.item.lead, known)
    return tally_text(tallies[first.standing.item.id, first.occurrence], speech)
