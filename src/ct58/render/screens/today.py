"""Bare `ct58`: today's numbers, and the commands that go on from there."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.i18n import N_, msg
from ct58.render.screens.parts import programme_aside
from ct58.render.screens.status import step_text
from ct58.render.words.cells import number_words
from ct58.render.words.speech import Speech
from ct58.views.counts import Nouns, nouns_of
from ct58.views.page import Block, Column, Emphasis, Gap, Heading, Line, Page, Table, Words, on_screen, words
from ct58.views.status import StatusView

_ALWAYS = (
    ("ct58 status", N_("where the programme stands, on one screen")),
    ("ct58 overdue", N_("the list of what is overdue")),
    ("ct58 --help", N_("all commands")),
)


def today_page(view: StatusView, speech: Speech) -> Page:
    """A handful of numbers, then what to type next."""
    title = msg(N_("TODAY · {weekday}, {day}"), weekday=speech.weekday(view.as_of), day=view.as_of)
    blocks: list[Block] = [Heading(speech.say(title), level=1, aside=programme_aside(view.head, speech))]
    if view.ended_on is not None:
        text = msg(N_("The programme's time ended on {day}."), day=view.ended_on)
        blocks.append(Line(words(speech.say(text), "warning")))
    numbers = Table(
        (
            Column(speech.gettext(N_("Number")), align="right"),
            Column(speech.gettext(N_("Content")), grows=True),
        ),
        tuple(_numbers(view, speech)),
        has_header=False,
    )
    return Page((*blocks, numbers, Gap(), *_commands(view, speech)))


def _numbers(view: StatusView, speech: Speech) -> Iterator[tuple[Words, ...]]:
    late, owed = nouns_of(view.late_together), nouns_of(view.late_of_units)
    doubtful = nouns_of(entry for entry in view.late_together if entry.standing.needs_verification)
    yield _number(speech, late.items, "overdue", _late_text(late, doubtful, speech))
    if owed:
        text = msg(N_("units that owe a duty ({count} times)"), count=speech.count(owed.occurrences))
        yield _number(speech, owed.units, "overdue", speech.say(text))
    if view.unbooked:
        unbooked = speech.gettext(N_("times booked for no unit, to be verified"))
        yield _number(speech, len(view.unbooked), "warning", unbooked)
    for found in view.reports:
        text = msg(
            N_("reports of {period} not arrived, of {expected} reports"),
            period=found.period,
            expected=found.tally.expected,
        )
        is_late = any(row.days_late for row in found.missing)
        yield _number(speech, len(found.missing), "overdue" if is_late else "plain", speech.say(text))
        waiting = found.states["registered"]
        waits = msg(N_("reports of {period} arrived, to be typed in"), period=found.period)
        if waiting:
            yield _number(speech, waiting, "warning", speech.say(waits))
    unread = sum(row.counts.unreadable for row in view.rows if row.kind != "group")
    if unread:
        yield _number(speech, unread, "warning", speech.gettext(N_("times cannot be read, see ct58 check")))
    unread = sum(found.tally.unreadable for found in view.reports)
    if unread:
        yield _number(speech, unread, "warning", speech.gettext(N_("reports cannot be read, see ct58 check")))
    coming = nouns_of(view.coming)
    yield _number(speech, coming.items, "strong", speech.gettext(N_("items due within 30 days")))
    if coming.reports:
        yield _number(speech, coming.reports, "strong", speech.gettext(N_("reports due within 30 days")))


def _late_text(late: Nouns, doubtful: Nouns, speech: Speech) -> str:
    """`nhiệm vụ quá hạn (05 lượt), trong đó 01 cần xác minh`."""
    said = speech.gettext(N_("items overdue"))
    if late.occurrences != late.items:
        times = msg(N_("{said} ({count} times)"), said=said, count=speech.count(late.occurrences))
        said = speech.say(times)
    if not doubtful:
        return said
    text = msg(N_("{said}, {count} of them to be verified"), said=said, count=speech.count(doubtful.items))
    return speech.say(text)


def _number(speech: Speech, count: int, emphasis: Emphasis, text: str) -> tuple[Words, ...]:
    return number_words(count, speech, emphasis if count else "good"), words(text)


def _commands(view: StatusView, speech: Speech) -> list[Block]:
    """What to do next, each with its command; what is always there is for a screen."""
    rows = [(on_screen(step.command, "accent"), words(step_text(step, speech))) for step in view.steps]
    rows += [
        (on_screen(command, "accent"), on_screen(speech.gettext(text), "plain")) for command, text in _ALWAYS
    ]
    columns = (Column("", where="screen"), Column(speech.gettext(N_("To do next")), grows=True))
    return [Table(columns, tuple(rows), has_header=False)]
