"""Bare `ct58`: today's numbers, and the commands that go on from there."""

from __future__ import annotations

from collections.abc import Sequence

from ct58.i18n import N_, msg
from ct58.render.words import Speech
from ct58.views.due import DueView, Entry
from ct58.views.page import Block, Column, Gap, Heading, Line, Page, Table, words


def today_page(late: DueView, coming: DueView, speech: Speech) -> Page:
    """A handful of numbers, then what to type next."""
    title = msg(N_("TODAY · {weekday}, {day}"), weekday=speech.weekday(late.as_of), day=late.as_of)
    aside = msg(N_("Programme {number} of {day}"), number=late.head.number, day=late.head.issued_on)
    blocks: list[Block] = [Heading(speech.say(title), level=1, aside=speech.say(aside))]
    if late.ended_on is not None:
        text = msg(N_("The programme's time ended on {day}."), day=late.ended_on)
        blocks.append(Line(words(speech.say(text), "warning")))
    blocks += [_numbers(late, coming, speech), Gap(), _commands(_an_item(late, coming), speech)]
    return Page(tuple(blocks))


def _numbers(late: DueView, coming: DueView, speech: Speech) -> Table:
    joint = _items(
        [entry for entry in late.entries if entry.unit is None and not entry.standing.needs_verification]
    )
    doubtful = _items([entry for entry in late.entries if entry.standing.needs_verification])
    owed = [entry for entry in late.entries if entry.unit is not None]
    units = {entry.unit.id for entry in owed if entry.unit}
    soon = _items(coming.entries)
    rows = (
        (words(str(joint), "overdue" if joint else "good"), words(speech.gettext(N_("items overdue")))),
        (
            words(str(len(owed)), "overdue" if owed else "good"),
            words(speech.say(msg(N_("submissions missing, of {units} units"), units=len(units)))),
        ),
        (
            words(str(doubtful), "warning" if doubtful else "good"),
            words(speech.gettext(N_("to be verified"))),
        ),
        (words(str(soon), "strong"), words(speech.gettext(N_("due within 30 days")))),
    )
    return Table((Column("", align="right"), Column("", grows=True)), rows, has_header=False)


def _items(entries: Sequence[Entry]) -> int:
    return len({entry.standing.item.id for entry in entries})


def _an_item(late: DueView, coming: DueView) -> str:
    """An item worth a closer look, for the example."""
    return next((entry.standing.item.id for entry in (*late.entries, *coming.entries)), "CT-01")


def _commands(item: str, speech: Speech) -> Table:
    rows = tuple(
        (words(command, "accent"), words(speech.gettext(text)))
        for command, text in (
            ("ct58 overdue", N_("the list of what is overdue")),
            ("ct58 upcoming", N_("what falls due soon")),
            (f"ct58 show {item}", N_("one item in detail")),
            ("ct58 check", N_("whether the data is right")),
            ("ct58 --help", N_("all commands")),
        )
    )
    return Table((Column(""), Column("", grows=True)), rows, has_header=False)
