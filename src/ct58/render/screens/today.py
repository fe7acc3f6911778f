"""Bare `ct58`: today's numbers, and the commands that go on from there."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.i18n import N_, msg
from ct58.render.screens.parts import programme_aside
from ct58.render.screens.status import step_text
from ct58.render.screens.upcoming import by_day
from ct58.render.words.cells import number_words
from ct58.render.words.speech import Speech
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
    joint = [row.counts for row in view.rows if row.kind in ("tasks", "duties", "ad_hoc")]
    doubtful = sum(counts.to_verify for counts in joint)
    late = sum(counts.overdue for counts in joint) - doubtful
    yield _number(speech, late, "overdue", speech.gettext(N_("items overdue")))
    for found in view.reports:
        text = msg(
            N_("reports of {period} not arrived, of {expected}"),
            period=found.period,
            expected=found.tally.expected,
        )
        is_late = any(row.days_late for row in found.missing)
        yield _number(speech, len(found.missing), "overdue" if is_late else "plain", speech.say(text))
        waiting = found.states["registered"]
        if waiting:
            yield _number(speech, waiting, "warning", speech.gettext(N_("arrived, to be typed in")))
    yield _number(speech, doubtful, "warning", speech.gettext(N_("to be verified")))
    yield _number(speech, len(by_day(view.coming)), "strong", speech.gettext(N_("due within 30 days")))


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
