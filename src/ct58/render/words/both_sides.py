"""What two people say at one place of a file, in the words of the office, for whoever has to choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ct58.domain.records.terms import PartOfForm, Terminology, TwoSaid
from ct58.i18n import Message
from ct58.records import positional_record
from ct58.views.field_labels import FIELD_LABELS
from ct58.views.vocabularies import words_of_field

_MOST_LETTERS = 60
_NOTHING_THERE = "–"


@positional_record
class _Telling:
    """How texts and values are told in the language of the run, and what the data calls its ids."""

    terms: Terminology
    say: Callable[[Message | str], str]
    show: Callable[[object], str]


def both_sides(
    said: TwoSaid, terms: Terminology, say: Callable[[Message | str], str], show: Callable[[object], str]
) -> str:
    """`5. Số đảng viên kết nạp: 13 | 11`; a figure by its line of the form, all else by its field."""
    telling = _Telling(terms, say, show)
    steps = tuple(step.rstrip("_") for step in said.path if isinstance(step, str))
    line, label = _line_of_form(steps, telling)
    values = " | ".join(_abridged(_value(side, line, steps, telling)) for side in (said.ours, said.theirs))
    return f"{label}: {values}" if label else values


def _line_of_form(steps: tuple[str, ...], telling: _Telling) -> tuple[PartOfForm | None, str]:
    """The line of the report form that a place in a file belongs to, if it does, and what the place is called."""
    line = telling.terms.figure(steps[1]) if steps[:1] == ("figures",) and len(steps) > 1 else None
    if line is None:
        return None, _label(steps[-1], telling) if steps else ""
    part = next((part for part in line.fields if part.key in steps[2:]), None)
    label = f"{line.number}. {line.label}"
    return (part, f"{label} › {part.label}") if part is not None else (line, label)


def _label(key: str, telling: _Telling) -> str:
    return telling.say(FIELD_LABELS[key]) if key in FIELD_LABELS else key


def _value(value: object, line: PartOfForm | None, steps: tuple[str, ...], telling: _Telling) -> str:
    if value is None or value == "":
        return _NOTHING_THERE
    if isinstance(value, Mapping):
        parts = ((_label(str(key), telling), entry, str(key)) for key, entry in value.items())
        return "; ".join(
            f"{label}: {_value(entry, None, (*steps, key), telling)}" for label, entry, key in parts
        )
    if isinstance(value, tuple):
        return ", ".join(_value(entry, line, steps, telling) for entry in value) or _NOTHING_THERE
    return _word(value, line, steps, telling) if isinstance(value, str) else telling.show(value)


def _word(value: str, line: PartOfForm | None, steps: tuple[str, ...], telling: _Telling) -> str:
    """The word of a choice, the name of a body or of a kind, else the text itself."""
    words = words_of_field(steps)
    if line is not None and value in line.values:
        return line.values[value]
    if line is None and value in words:
        return telling.say(words[value])
    named = {"to": telling.terms.body, "submit_to": telling.terms.body, "kind": telling.terms.kind}
    return named[steps[-1]](value) if steps and steps[-1] in named else value


def _abridged(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"
