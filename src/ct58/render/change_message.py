"""A change as the message under which it is kept: one line that says what it is, then one line a change."""

from __future__ import annotations

from ct58.i18n import N_, msg
from ct58.render.change_words import Labels, change_text
from ct58.render.words import Speech
from ct58.views.changes import ChangesView

TITLE_WIDTH = 100
MOST_LINES = 60


def change_message(view: ChangesView | None, speech: Speech, note: str = "") -> str:
    """The note, or the first change in words, as the title; below it every change."""
    labels = Labels(view.before, view.after) if view else None
    lines = [_line(change_text(change, labels, speech)) for change in view.changes] if view and labels else []
    title = _line(note) or _title(lines, speech)
    more = len(lines) - MOST_LINES
    rest = [speech.say(msg(N_("… {count} more"), count=more))] if more > 0 else []
    body = [f"- {line}" for line in [*lines[:MOST_LINES], *rest]]
    return "\n".join([title, *(["", *body] if body and [title] != lines else [])])


def _title(lines: list[str], speech: Speech) -> str:
    if not lines:
        return speech.gettext(N_("Data kept"))
    first = lines[0] if len(lines[0]) <= TITLE_WIDTH else f"{lines[0][: TITLE_WIDTH - 1].rstrip()}…"
    if len(lines) == 1:
        return first
    return speech.say(
        msg(N_("{first} (and {count} more changes)"), first=first, count=speech.count(len(lines) - 1))
    )


def _line(text: str) -> str:
    return " ".join(text.split())
