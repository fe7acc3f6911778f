"""What two lines tell of one occurrence, each with another day or document, while nobody has said which is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ct58.domain.planning.doubled import Doubled
from ct58.domain.records.events import Event
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.render.words.labels import event_line
from ct58.render.words.record_keys import JsonObject, record_as_json
from ct58.render.words.speech import Speech
from ct58.views.page import Block, Heading, Line, words


def doubled_heading(found: Sequence[Doubled], speech: Speech) -> Heading:
    """How many occurrences wait."""
    return Heading(speech.say(msg(N_("TOLD TWICE, WAITS TO BE SETTLED: {count}"), count=len(found))))


def doubled_lines(found: Doubled, number: int, speech: Speech) -> Iterator[Line]:
    """`1. PL-05 Kế hoạch …, năm 2021`, and the two lines below it."""
    yield Line(words(f"{number}. {_subject(found, speech)}", "strong"), indent=1)
    yield from (Line(words(event_line(event, speech)), indent=4) for event in (found.first, found.then))


def doubled_blocks(found: Sequence[Doubled], speech: Speech) -> Iterator[Block]:
    """All of them, and how to settle them."""
    yield doubled_heading(found, speech)
    for number, one in enumerate(found, start=1):
        yield from doubled_lines(one, number, speech)
    yield Line(
        words(speech.gettext(N_("Until then the first one counts, and every screen says that it waits.")))
    )
    text = N_(
        "To settle it: ct58 sync in a terminal asks one by one; or void the wrong line: ct58 record void {id}"
    )
    yield Line(words(speech.say(msg(text, id=found[0].item.id))))


def voided_message(found: Doubled, wrong: Event, speech: Speech) -> Message:
    """Which line was voided; nobody else has it yet."""
    text = N_("{what}: voided “{line}”. To keep it: ct58 save; to take it back: ct58 undo")
    return msg(text, what=found.item.id, line=event_line(wrong, speech))


def doubled_entry(found: Doubled) -> JsonObject:
    """The same for programs."""
    return {
        "id": found.item.id,
        "unit": found.unit.id if found.unit else None,
        "occurrence": found.occurrence,
        "lines": [record_as_json(event) for event in (found.first, found.then)],
    }


def _subject(found: Doubled, speech: Speech) -> str:
    parts = [f"{found.item.id} {found.item.title}"]
    if found.occurrence is not None:
        parts.append(speech.period(Period.parse(found.occurrence)))
    return ", ".join([*parts, *([found.unit.label] if found.unit else [])])
