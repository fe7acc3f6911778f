"""Bare `ct58`: today's numbers, and the commands that go on from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ct58.i18n import N_, msg
from ct58.render.screens.call import calls_as_json, calls_counts, head_of_day
from ct58.render.screens.parts import first_lines, programme_aside
from ct58.render.screens.status import status_as_json, step_text
from ct58.render.words.cells import number_words
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech
from ct58.views.counts import Nouns, nouns_of
from ct58.views.page import Block, Column, Emphasis, Gap, Heading, Page, Table, Words, on_screen, words
from ct58.views.status import StatusView

_ALWAYS = (
    ("ct58 status", N_("where the programme stands, on one screen")),
    ("ct58 overdue", N_("the list of what is overdue")),
    ("ct58 --help", N_("all commands")),
)


def today_page(view: StatusView, speech: Speech) -> Page:
    """Whom to call, a handful of numbers, then what to type next."""
    title = msg(N_("TODAY · {weekday}, {day}"), weekday=speech.weekday(view.as_of), day=view.as_of)
    blocks: list[Block] = [Heading(speech.say(title), level=1, aside=programme_aside(view.head, speech))]
    blocks += first_lines(view, speech)
    if view.is_untouched:
        return Page((*blocks, Gap(), *_always(speech)))
    if view.ended_on is None and view.chase is not None:
        blocks += [*head_of_day(view.chase.calls, speech), Gap()]
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
    """The reports of the newest period first, then the work, then what comes."""
    yield from _report_numbers(view, speech)
    yield from _work_numbers(view, speech)
    yield from _coming(view, speech)


def _work_numbers(view: StatusView, speech: Speech) -> Iterator[tuple[Words, ...]]:
    late, owed = nouns_of(view.late_together), nouns_of(view.late_of_units)
    doubtful = nouns_of(entry for entry in view.late_together if entry.standing.needs_verification)
    yield _number(
        speech, late.items, "overdue", _late_text(late, doubtful, speech, has_ended=view.ended_on is not None)
    )
    if owed:
        text = msg(N_("units that owe a duty ({count} times)"), count=speech.count(owed.occurrences))
        yield _number(speech, owed.units, "overdue", speech.say(text))
    if view.unbooked:
        unbooked = speech.gettext(N_("times booked for no unit, to be verified"))
        yield _number(speech, len(view.unbooked), "warning", unbooked)
    counts = [row.counts for row in view.rows if row.kind != "group"]
    waiting = sum(found.waiting for found in counts)
    unread = sum(found.unreadable for found in counts) - waiting
    if unread:
        yield _number(speech, unread, "warning", speech.gettext(N_("times cannot be read, see ct58 check")))
    if waiting:
        yield _number(
            speech, waiting, "warning", speech.gettext(N_("times wait to be settled, see ct58 sync"))
        )


def _report_numbers(view: StatusView, speech: Speech) -> Iterator[tuple[Words, ...]]:
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
    unsettled = sum(row.standing.is_unsettled for found in view.reports for row in found.unread)
    unread = sum(found.tally.unreadable for found in view.reports) - unsettled
    if unsettled:
        settle = speech.gettext(N_("reports wait to be settled, see ct58 sync"))
        yield _number(speech, unsettled, "warning", settle)
    if unread:
        yield _number(speech, unread, "warning", speech.gettext(N_("reports cannot be read, see ct58 check")))


def _coming(view: StatusView, speech: Speech) -> Iterator[tuple[Words, ...]]:
    """What falls due soon; after the end nothing does, and that needs no line."""
    coming = nouns_of(view.coming)
    if coming or view.ended_on is None:
        yield _number(speech, coming.items, "strong", speech.gettext(N_("items due within 30 days")))
    if coming.reports:
        yield _number(speech, coming.reports, "strong", speech.gettext(N_("reports due within 30 days")))


def _late_text(late: Nouns, doubtful: Nouns, speech: Speech, *, has_ended: bool) -> str:
    """`nhiệm vụ quá hạn (05 lượt), trong đó 01 cần xác minh`."""
    said = speech.gettext(N_("items left open") if has_ended else N_("items overdue"))
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
    return _table_of_commands([*rows, *_rows_of_always(speech)], speech)


def _always(speech: Speech) -> list[Block]:
    return _table_of_commands(_rows_of_always(speech), speech)


def _rows_of_always(speech: Speech) -> list[tuple[Words, ...]]:
    return [
        (on_screen(command, "accent"), on_screen(speech.gettext(text), "plain")) for command, text in _ALWAYS
    ]


def _table_of_commands(rows: Sequence[tuple[Words, ...]], speech: Speech) -> list[Block]:
    columns = (Column("", where="screen"), Column(speech.gettext(N_("To do next")), grows=True))
    return [Table(columns, tuple(rows), has_header=False)]


def today_as_json(view: StatusView, speech: Speech) -> JsonObject:
    """The day as `status` gives it, with whom to call as `call` does."""
    calls = (
        {"rows": calls_as_json(view.chase.calls), **calls_counts(view.chase.calls)} if view.chase else None
    )
    return {**status_as_json(view, speech), "call": calls}
