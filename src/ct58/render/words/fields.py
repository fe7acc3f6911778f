"""Fields and values of any record in words: what a key is called, and what stands under it, in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ct58.domain.records.committee import Issue
from ct58.domain.records.reports import Document
from ct58.domain.records.scalars import is_number
from ct58.render.words.labels import NOTHING
from ct58.render.words.speech import Speech
from ct58.views.field_labels import FIELD_LABELS
from ct58.views.vocabularies import words_of_field

_NAMES = ("title", "label", "text")


def field_label(path: Iterable[str], speech: Speech) -> str:
    """The way to a field in words; ids stay as they are."""
    return " › ".join(speech.gettext(FIELD_LABELS[step]) if step in FIELD_LABELS else step for step in path)


def plain_value(value: object, speech: Speech, path: Sequence[str] = ()) -> str:
    """Any value of a record in one line; the way to it tells what its keys are called."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, Document):
        return value.number if value.date is None else f"{value.number}, {speech.date(value.date)}"
    if isinstance(value, Issue):
        return f"{value.number or value.name}, {speech.date(value.on)}"
    if isinstance(value, str):
        words = words_of_field(path)
        return speech.gettext(words[value]) if value in words else _term(value, speech, path)
    if isinstance(value, Mapping):
        parts = ((field_label((str(key),), speech), (*path, str(key)), entry) for key, entry in value.items())
        return "; ".join(f"{label}: {plain_value(entry, speech, at)}" for label, at, entry in parts)
    if isinstance(value, tuple | frozenset):
        return ", ".join(plain_value(entry, speech, path) for entry in value) or NOTHING
    if hasattr(value, "__record_fields__"):
        return _record_value(value, speech)
    return speech.number(value) if is_number(value) else speech.show(value)


def _term(value: str, speech: Speech, path: Sequence[str]) -> str:
    """What the data itself calls an id, by the field that it stands in; any other text as it is."""
    say = {
        "to": speech.body,
        "submit_to": speech.body,
        "kind": speech.unit_kind,
        "kinds": speech.unit_kind,
        "organisation": speech.organisation,
        "flags": speech.unit_flag,
    }
    found = next((say[step] for step in reversed(path) if step in say), None)
    return found(value) if found else value


def _record_value(value: object, speech: Speech) -> str:
    """A record by its title or words; one without any by its given fields, without their names."""
    named = next((getattr(value, name) for name in _NAMES if getattr(value, name, None)), None)
    if named is not None:
        return str(named)
    given = {name: getattr(value, name) for name in value.__record_fields__}  # type: ignore[attr-defined]  # a record
    said = {name: entry for name, entry in given.items() if entry not in (None, (), {}, False)}
    return ", ".join(plain_value(entry, speech, (name,)) for name, entry in said.items())
