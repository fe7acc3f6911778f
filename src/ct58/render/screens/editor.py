"""The schemas of one office: the general ones, with its form, its units and items, and the words of its language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ct58.domain.records.places import FileKind
from ct58.domain.records.programme import Figure, FormLine
from ct58.domain.records.scalars import NOT_APPLICABLE
from ct58.i18n import N_
from ct58.render.words.speech import Speech
from ct58.views.editor import EditorView
from ct58.views.field_labels import FIELD_LABELS
from ct58.views.vocabularies import words_of_field

Schema = dict[str, Any]
NARROWED: tuple[FileKind, ...] = ("report", "unit_events", "item", "unit", "period")
"""The kinds of files that name what stands elsewhere; where the programme and its amendments stand, it is first said."""
_UNIT, _ITEM, _BODY = "known_unit", "known_item", "known_body"
_KIND, _ORGANISATION = "known_kind", "known_organisation"
_NAMED: Mapping[str, str] = {
    "unit": _UNIT,
    "units": _UNIT,
    "counted_in": _UNIT,
    "merged_into": _UNIT,
    "split_from": _UNIT,
    "lead": _UNIT,
    "with": _UNIT,
    "item": _ITEM,
    "report": _ITEM,
    "to": _BODY,
    "submit_to": _BODY,
    "kind": _KIND,
    "kinds": _KIND,
    "organisation": _ORGANISATION,
}
"""Key → what it names. The `item` of an item's own file may be a new one."""
_LABELS: Mapping[str, str] = {**FIELD_LABELS, "unit": N_("sending unit")}
_JSON_TYPES: Mapping[str, Schema] = {
    "integer": {"type": "integer"},
    "money": {"type": "integer"},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "text": {"type": "string"},
}


def office_schema(kind: FileKind, general: Schema, view: EditorView, speech: Speech) -> Schema:
    """The schema of a kind of file in one office: a wrong key, word or id is marked, and each says what it is."""
    if kind not in NARROWED:
        return general
    own_item = {"item": general["properties"]["item"]} if kind == "item" else {}
    schema: Schema = _narrowed(general, (), speech)
    schema["properties"] |= {key: _titled(child, key, speech) for key, child in own_item.items()}
    if kind == "report":
        schema["properties"]["figures"] |= _figures(view, speech)
    known = {
        _UNIT: _choice(view.units),
        _ITEM: _choice(view.items),
        _BODY: _choice(view.bodies),
        _KIND: _choice(view.kinds),
        _ORGANISATION: _choice(view.organisations),
    }
    used = {name: choice for name, choice in known.items() if _is_used(schema, name)}
    return {**schema, "$defs": {**schema.get("$defs", {}), **used}}


def _choice(names: Mapping[str, str]) -> Schema:
    return {"enum": list(names), "enumDescriptions": list(names.values())}


def _is_used(node: object, name: str) -> bool:
    if isinstance(node, Mapping):
        return node.get("$ref") == _ref(name) or any(_is_used(child, name) for child in node.values())
    return isinstance(node, list) and any(_is_used(child, name) for child in node)


def _ref(name: str) -> str:
    return f"#/$defs/{name}"


def _narrowed(node: Any, way: tuple[str, ...], speech: Speech) -> Any:
    """A part of a schema; `way` are the keys of the file that lead to it."""
    if isinstance(node, list):
        return [_narrowed(child, way, speech) for child in node]
    if not isinstance(node, dict):
        return node
    if way and way[-1] in _NAMED and node.get("type") == "string" and "maxLength" in node:
        return {"$ref": _ref(_NAMED[way[-1]])}
    found = {key: _narrowed(child, way, speech) for key, child in node.items() if key != "properties"}
    if "properties" in node:
        found["properties"] = {
            key: _titled(_narrowed(child, (*way, key), speech), key, speech)
            for key, child in node["properties"].items()
        }
    return {**found, **_word_descriptions(node, way, speech)}


def _titled(schema: Schema, key: str, speech: Speech) -> Schema:
    return {**schema, "title": speech.gettext(_LABELS[key])} if key in _LABELS else schema


def _word_descriptions(node: Schema, way: tuple[str, ...], speech: Speech) -> Schema:
    """What each word of a choice means."""
    words = words_of_field(way) if "enum" in node else {}
    if not words:
        return {}
    return {"enumDescriptions": [speech.gettext(words.get(word, str(word))) for word in node["enum"]]}


# ------------------------------------------------------------------ the form


def _figures(view: EditorView, speech: Speech) -> Schema:
    lines = {figure.key: _line(figure, speech) for figure in view.figures}
    return {"properties": lines, "additionalProperties": False}


def _line(figure: Figure, speech: Speech) -> Schema:
    said = {"title": f"{figure.number}. {figure.label}", "description": "\n\n".join(_told(figure, speech))}
    if figure.type not in ("record", "list"):
        return {**said, **_value(figure, speech)}
    row = {
        "type": "object",
        "properties": {
            cell.key: {"title": cell.label, "description": _measure(cell, speech), **_value(cell, speech)}
            for cell in figure.fields
        },
        "additionalProperties": False,
    }
    shape = row if figure.type == "record" else {"type": "array", "items": row}
    return {**said, "anyOf": [shape, *_no_answers(speech)]}


def _told(figure: Figure, speech: Speech) -> Iterator[str]:
    """The measure of a line, and what its help says."""
    yield _measure(figure, speech)
    if figure.help:
        yield figure.help


def _measure(line: FormLine, speech: Speech) -> str:
    adds = [speech.adding(line.adds)] if isinstance(line, Figure) and line.adds else []
    return " · ".join((speech.figure_type(line.type), *([line.unit] if line.unit else []), *adds))


def _value(line: FormLine, speech: Speech) -> Schema:
    if line.type == "enum":
        no_answers = [answer["const"] for answer in _no_answers(speech)]
        meanings = [answer["description"] for answer in _no_answers(speech)]
        return {
            "enum": [*line.values, *no_answers],
            "enumDescriptions": [*line.values.values(), *meanings],
        }
    limits = {"minimum": line.min, "maximum": line.max}
    given = {name: limit for name, limit in limits.items() if limit is not None}
    return {"anyOf": [{**_JSON_TYPES[line.type], **given}, *_no_answers(speech)]}


def _no_answers(speech: Speech) -> list[Schema]:
    return [
        {"const": NOT_APPLICABLE, "description": speech.gettext(N_("does not apply to this unit"))},
        {"const": None, "description": speech.gettext(N_("the report does not say it"))},
    ]
