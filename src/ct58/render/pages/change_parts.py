"""Small parts that the sections of a change share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ct58.domain.changes.fields import FieldChange
from ct58.i18n import N_, msg
from ct58.render.change_words import NamedChange, field_label, how_label, plain_value
from ct58.render.words import Speech
from ct58.views.page import Emphasis, Span, Words, words

MANY = 4
"""From so many on, units that did the same, or turned alike, form one line."""
SHOWN = 6
"""So many units, files or notices of a list are named."""
_HOW_EMPHASIS: Mapping[str, Emphasis] = {
    "added": "good",
    "removed": "overdue",
    "changed": "warning",
    "moved": "accent",
}


def how_words(change: NamedChange, speech: Speech) -> Words:
    """New, filled in, changed, gone or moved."""
    return words(speech.gettext(how_label(change)), _HOW_EMPHASIS[change.how])


def field_cells(field: FieldChange, speech: Speech) -> tuple[Words, Words, Words]:
    """A field's label, what it was, and what it is."""
    old, new = (plain_value(value, speech) for value in (field.old, field.new))
    return words(field_label(field.path, speech)), words(old), (Span("→ ", "dim"), Span(new))


def listed_units(units: Sequence[str], speech: Speech) -> str:
    """`23 đơn vị (Sở Y tế, Sở Xây dựng …)`."""
    shown = ", ".join(units[:SHOWN]) + (" …" if len(units) > SHOWN else "")
    return speech.say(msg(N_("{count} units ({units})"), count=speech.count(len(units)), units=shown))


def listed_files(files: Sequence[str]) -> str:
    """The first of some files."""
    return ", ".join([*files[:SHOWN], "…"] if len(files) > SHOWN else files)
