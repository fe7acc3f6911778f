"""The kinds of data files as a page, made from their schemas: which keys each has, what they are called, what may stand there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ct58.render.words.speech import Speech
from ct58.views.field_labels import FIELD_LABELS
from ct58.views.vocabularies import words_of_choices

Schema = Mapping[str, Any]
ROOT = Path(__file__).resolve().parent.parent
VIETNAMESE = Path(__file__).with_name("formats_vi.json")
"""What each record is, in Vietnamese, by its name in the schemas: these say it in English, for editors."""
FRAME: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "title": "Các tệp dữ liệu",
        "intro": "Trang này được lập từ lược đồ (`schemas/`, hay `ct58 schema all -o schemas`): mỗi loại tệp có những khóa nào, trên màn hình gọi là gì, ghi được gì. Dấu ● là khóa bắt buộc. Phần sau là các khối dùng trong tệp.",
        "columns": "| Khóa | Gọi là | Ghi gì | |",
        "blocks": "Các khối",
        "string": "chữ",
        "integer": "số nguyên",
        "number": "số",
        "boolean": "`true`, `false`",
        "date": "ngày, `2021-07-15`",
        "period": "kỳ: `2021`, `2021-Q2`, `2021-H1`, `2021-05`, `2021..2025`, `once`",
        "null": "`null` (không có)",
        "list": "danh sách: {}",
        "map": "mỗi khóa một giá trị: {}",
        "or": " hoặc ",
        "empty": "để trống",
        "anything": "giá trị tùy theo số liệu",
    },
    "en": {
        "title": "Data files",
        "intro": "This page is made from the schemas (`schemas/`, or `ct58 schema all -o schemas`): which keys each kind of file has, what screens call them, what may stand there. ● marks a key that must be there. The blocks that files are made of come after.",
        "columns": "| Key | Called | What stands there | |",
        "blocks": "Blocks",
        "string": "text",
        "integer": "whole number",
        "number": "number",
        "boolean": "`true`, `false`",
        "date": "day, `2021-07-15`",
        "period": "period: `2021`, `2021-Q2`, `2021-H1`, `2021-05`, `2021..2025`, `once`",
        "null": "`null` (none)",
        "list": "list: {}",
        "map": "a value a key: {}",
        "or": " or ",
        "empty": "left empty",
        "anything": "what the figure asks for",
    },
}
PLACES: Mapping[str, str] = {
    "programme": "data/programme.yaml",
    "office": "data/office.yaml",
    "unit": "data/units/so-y-te/unit.yaml",
    "report": "data/units/so-y-te/reports/2021-Q2.yaml",
    "unit_events": "data/units/so-y-te/events.yaml",
    "item": "data/tasks/PL-02.yaml",
    "period": "data/periods/2021-Q2.yaml",
    "amendment": "data/amendments/2022-10-05-32-qd-duk.yaml",
    "levels": "levels.yaml",
}
"""Where a file of each kind lies, as an example of a path."""
DEEPEST = 3
"""What lies deeper is not told key by key: such a value is whatever the programme asks for."""


def format_page(language: str) -> str:
    """The kinds of files, then the records that they are made of, each once."""
    frame = FRAME[language]
    schemas = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "schemas").glob("*.json"))
    ]
    files = {schema["title"]: schema for schema in schemas}
    blocks = {name: block for schema in schemas for name, block in schema.get("$defs", {}).items()}
    known = frozenset(files) | frozenset(blocks)
    lines = [f"# {frame['title']}", "", frame["intro"], ""]
    for name, schema in files.items():
        kind = schema["$id"].split("/")[1]
        lines += [f"## {name}", "", f"`{PLACES[kind]}`", "", *record(name, schema, language, known)]
    lines += [f"## {frame['blocks']}", ""]
    for name in sorted(set(blocks) - set(files)):
        lines += [f"### {name}", "", *record(name, blocks[name], language, known)]
    return "\n".join(lines)


def record(name: str, schema: Schema, language: str, known: frozenset[str]) -> Iterator[str]:
    """What it is, then a row a key."""
    frame, speech = FRAME[language], Speech(language)
    yield from (described(name, schema, language), "", frame["columns"], "|---|---|---|---|")
    for key, value in schema["properties"].items():
        label = speech.gettext(FIELD_LABELS[key]) if key in FIELD_LABELS else ""
        must = "●" if key in schema.get("required", ()) else ""
        yield f"| `{key}` | {label} | {allowed(value, frame, speech)} | {must} |"
    yield ""


def described(name: str, schema: Schema, language: str) -> str:
    """In Vietnamese where that is asked for; a record that is too new for it speaks English."""
    told: dict[str, str] = json.loads(VIETNAMESE.read_text(encoding="utf-8"))
    text = str(schema["description"])
    return told.get(name, text) if language == "vi" else text


def allowed(schema: Schema, frame: Mapping[str, str], speech: Speech, depth: int = 0) -> str:
    """What may stand somewhere, in words."""
    if depth > DEEPEST or not schema:
        return frame["anything"]
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        kinds = [allowed(one, frame, speech, depth + 1) for one in schema["anyOf"]]
        return frame["or"].join(dict.fromkeys(kinds))
    if "const" in schema or "enum" in schema:
        return values([schema["const"]] if "const" in schema else schema["enum"], frame, speech)
    if schema["type"] == "array":
        return frame["list"].format(allowed(schema.get("items", {}), frame, speech, depth + 1))
    if schema["type"] == "object":
        return frame["map"].format(allowed(schema.get("additionalProperties", {}), frame, speech, depth + 1))
    if "pattern" in schema:
        return frame["period"]
    return frame[schema.get("format", schema["type"])]


def values(allowed_here: list[object], frame: Mapping[str, str], speech: Speech) -> str:
    """The values of a closed list, with the words that screens have for them."""
    words = words_of_choices([str(value) for value in allowed_here])
    told = []
    for value in allowed_here:
        label = speech.gettext(words[str(value)]) if str(value) in words else ""
        told.append(f"`{value}` ({label})" if label else f"`{value}`" if value != "" else frame["empty"])
    return ", ".join(told)
