"""What vanished from the main copy, at the head of `sync`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ct58.domain.text.signs import harmless
from ct58.i18n import N_, msg
from ct58.render.words.cells import moment_text
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech
from ct58.views.page import Block, Gap, Heading, Line, Span, on_screen, words
from ct58.views.vanished import Vanished

SHOWN_GONE = 10
"""So many are named; the rest is counted."""


def vanished_blocks(gone: Sequence[Vanished], speech: Speech, *, is_here: bool) -> Iterator[Block]:
    """What was in the main copy and is not any more, whose it is, who approved it, and the way back."""
    title = msg(N_("NO LONGER IN THE MAIN COPY: {count}"), count=speech.number(len(gone)))
    yield Heading(speech.say(title))
    for one in gone[:SHOWN_GONE]:
        rest = f" · {one.author}{_approved(one, speech)}"
        yield Line((Span(harmless(one.submission or one.subject), "strong"), Span(harmless(rest))), indent=1)
    more = len(gone) - SHOWN_GONE
    if more > 0:
        yield Line(words(speech.say(msg(N_("… {count} more"), count=more))), indent=1)
    text = N_(
        "Somebody has set the main copy back or replaced it. All of this is still kept on this computer."
    )
    yield Line(words(speech.gettext(text), "warning"))
    way = (
        N_("This folder has it, too. If it shall be in the main copy: ct58 submit")
        if is_here
        else N_("Whoever has it in their folder can hand it in again: ct58 submit")
    )
    yield Line(on_screen(speech.gettext(way)))
    yield Gap()


def _approved(one: Vanished, speech: Speech) -> str:
    if one.by is None or one.when is None:
        return ""
    text = N_("approved by {by}, {moment}")
    return f" · {speech.say(msg(text, by=one.by, moment=moment_text(one.when, speech)))}"


def vanished_entry(one: Vanished) -> JsonObject:
    """The same for a program."""
    return {
        "submission": one.submission,
        "revision": one.revision,
        "author": one.author,
        "subject": one.subject,
        "by": one.by,
        "approved": one.when.isoformat() if one.when else None,
    }
