"""Fields and values of any record in words: what a key is called, and what stands under it, in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from ct58.domain.records.committee import Issue
from ct58.domain.records.programme import FormLine
from ct58.domain.records.reports import Document
from ct58.domain.records.scalars import FigureValue, is_number
from ct58.domain.records.terms import TwoSaid
from ct58.i18n import N_
from ct58.render.words.labels import NOTHING, value_text
from ct58.render.words.speech import Speech
from ct58.views.vocabularies import words_of_field

_NAMES = ("title", "label", "text")
FIELD_LABELS: Mapping[str, str] = {
    "state": N_("state"),
    "received_on": N_("received on"),
    "document": N_("document"),
    "quality": N_("kind of figures"),
    "reasons": N_("reasons"),
    "notes": N_("notes"),
    "difficulties": N_("difficulties"),
    "proposals": N_("proposals"),
    "source": N_("source"),
    "how": N_("way of arrival"),
    "file": N_("file"),
    "name": N_("name"),
    "short_name": N_("short name"),
    "kind": N_("kind"),
    "organisation": N_("party organisation"),
    "order": N_("order"),
    "aliases": N_("other names"),
    "former_names": N_("former names"),
    "valid_from": N_("valid from"),
    "valid_to": N_("last day"),
    "merged_into": N_("merged into"),
    "split_from": N_("split off from"),
    "flags": N_("marks"),
    "before": N_("earlier"),
    "office_phone": N_("telephone"),
    "office_email": N_("e-mail"),
    "closings": N_("books closed"),
    "reopenings": N_("books opened again"),
    "issued": N_("summary issued"),
    "exceptions": N_("other due day"),
    "narrative": N_("narrative"),
    "overview": N_("general situation"),
    "progress": N_("progress of the appendix"),
    "ratings": N_("ratings"),
    "commendations": N_("commendations"),
    "comparison": N_("compared with the year before"),
    "shortcomings": N_("shortcomings and causes"),
    "lessons": N_("lessons"),
    "next": N_("main tasks of the time ahead"),
    "cut_off": N_("cut-off day"),
    "title": N_("title"),
    "text": N_("text"),
    "corrected": N_("correction"),
    "lead": N_("in the lead"),
    "with": N_("taking part"),
    "owners": N_("owed by"),
    "deadline": N_("deadline"),
    "submit_to": N_("submitted to"),
    "forms": N_("form"),
    "clauses": N_("clauses"),
    "target": N_("target"),
    "value": N_("value"),
    "numerator": N_("numerator"),
    "denominator": N_("denominator"),
    "label": N_("label"),
    "units": N_("units"),
    "tasks": N_("tasks"),
    "duties": N_("duties"),
    "figures": N_("figures"),
    "indicators": N_("indicators"),
    "parts": N_("parts"),
    "reporting": N_("reporting calendar"),
    "sets": N_("sets"),
    "settings": N_("settings"),
    "practice_today": N_("practice day"),
    "example": N_("example to look at"),
    "policies": N_("rules of the office"),
    "self_approval": N_("approving one's own work"),
    "amendments": N_("amendments"),
    "signatories": N_("signatories"),
    "recipients": N_("recipients"),
    "names": N_("names"),
    "note": N_("note"),
    "events": N_("events"),
    "event": N_("event"),
    "item": N_("item"),
    "occurrence": N_("occurrence"),
    "date": N_("date"),
    "to": N_("submitted to"),
    "product": N_("product"),
    "until": N_("until"),
    "reason": N_("reason"),
    "voided": N_("voided"),
    "number": N_("number"),
    "programme": N_("programme"),
    "on": N_("day"),
    "corrections": N_("corrections"),
    "format": N_("format of the data"),
    "decided_by": N_("decided by"),
    "changes": N_("changes"),
    "ends": N_("ends"),
    "replaces": N_("replaces"),
    "adds": N_("adds"),
    "effective_from": N_("in force from"),
    "every": N_("every"),
    "from": N_("from"),
    "due_after": N_("days after"),
    "lapses_after": N_("asked for no more after days"),
    "caps": N_("caps"),
    "readings": N_("readings"),
    "decision": N_("decision"),
    "group": N_("group"),
    "done_when": N_("done when"),
    "products": N_("inner days"),
    "forms_text": N_("form as printed"),
    "unit": N_("unit"),
    "values": N_("words"),
    "phrase": N_("words of a sentence"),
    "phrases": N_("words of a sentence"),
    "abbreviations": N_("abbreviations"),
    "fields": N_("fields"),
    "kinds": N_("kinds"),
    "ids": N_("units by id"),
}


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


_MOST_LETTERS = 60


def both_sides(said: TwoSaid, speech: Speech) -> str:
    """`5. Số đảng viên kết nạp: 13 | 11`; a figure by its line of the form, all else by its field."""
    steps = tuple(step for step in said.path if isinstance(step, str))
    line, label = _line_of_form(steps, speech)
    sides = (
        value_text(line, cast("FigureValue", value), speech) if line else plain_value(value, speech, steps)
        for value in (said.ours, said.theirs)
    )
    values = " | ".join(_abridged(side) for side in sides)
    return f"{label}: {values}" if label else values


def _line_of_form(steps: tuple[str, ...], speech: Speech) -> tuple[FormLine | None, str]:
    """The line of the report form that a place in a file belongs to, if it does, and what it is called."""
    line = speech.terms.figure(steps[1]) if steps[:1] == ("figures",) and len(steps) > 1 else None
    if line is None:
        return None, field_label(steps[-1:], speech)
    label = f"{line.number}. {line.label}"
    part = next((part for part in line.fields if part.key in steps[2:]), None)
    return (part, f"{label} › {part.label}") if part is not None else (line, label)


def _abridged(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"


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
