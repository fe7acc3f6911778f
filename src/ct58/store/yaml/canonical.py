"""The one text form of the data: what new files and inserted lines look like.

Reading a written tree gives the same tree (in composed letters, NFC). A text is quoted only where some
YAML reader, old or new, could take it for something else.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from ct58.domain.planning.edits import Plain, record_as_tree
from ct58.domain.records.places import FileKind, place_of
from ct58.errors import Path
from ct58.patterns import pattern
from ct58.store.yaml.scalars import written_key
from ct58.store.yaml.schema import allowed_keys

__all__ = [
    "dump",
    "entry_lines",
    "file_content",
    "flow_text",
    "indented",
    "is_block",
    "is_block_item",
    "is_literal",
    "item_lines",
    "key_order",
    "key_text",
    "list_indent",
    "record_as_tree",
    "scalar_text",
    "schema_line",
]

YAML_INDENT = "  "
SCHEMA_MARK = "# yaml-language-server:"
WIDEST_LIST = 100
"""A list of texts that is wider stands in lines of its own."""
WIDEST_RECORD = 110
"""In files that people write by hand, a record that is wider has a line for each key."""

_BLOCK_KEYS: Mapping[FileKind, frozenset[str]] = {
    "programme": frozenset({"programme", "sets"}),
    "office": frozenset({"names", "issuers", "recipients", "contact", "settings"}),
    "report": frozenset({"figures"}),
    "period": frozenset({"narrative"}),
    "amendment": frozenset({"changes", "ends", "replaces", "adds"}),
}
"""The mappings below the top that have a line for each key; the others stand in braces."""
_BLOCK_RECORDS: Mapping[FileKind, frozenset[str]] = {"period": frozenset({"issued"})}
"""Lists of records that are too long for one line."""
_WRITTEN_BY_HAND: frozenset[FileKind] = frozenset({"programme", "office", "amendment"})
"""Kinds whose records have a line for each key, and whose lists are indented."""

_WORDS = frozenset({"null", "~", "true", "false", "yes", "no", "on", "off", "y", "n"})
_NUMBER = pattern(
    r"[-+]?(\.[0-9_]+|[0-9][0-9_,]*(\.[0-9_]*)?)(e[-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*(:[0-9]+)+(\.[0-9_]*)?"
    r"|[-+]?0[xob][0-9a-f_]+"
    r"|[-+]?\.(inf|nan)",
    re.IGNORECASE,
)
_DATE = pattern(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?")
_BAD_STARTS = tuple("-?:,[]{}#&*!|>'\"%@`=<")
_BAD_INSIDE = pattern(r": | #|\.\.\.$|:$")
_BAD_IN_FLOW = pattern(r"[,:?\[\]{}]")
_NO_LETTER = r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
_UNPRINTABLE = pattern(_NO_LETTER)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = pattern(rf'["\\]|{_NO_LETTER}')


def file_content(file: str, tree: Mapping[str, Plain]) -> bytes:
    """A whole new file: the editor's schema line, then the tree, in UTF-8 with LF.

    `file` is one of the contract's places, and the keys of `tree` stand in the order to be written.
    """
    place = place_of(file)
    assert place is not None
    return f"{schema_line(file, place.kind)}\n{dump(place.kind, tree)}".encode()


def schema_line(file: str, kind: FileKind) -> str:
    """The comment that lets an editor complete and check the file while a person types."""
    up = "../" * (file.count("/") + 1)
    return f"{SCHEMA_MARK} $schema={up}schemas/{kind}.json"


def dump(kind: FileKind, tree: Mapping[str, Plain]) -> str:
    """The lines of a whole tree."""
    return "".join(f"{line}\n" for line in _mapping_lines(kind, (), tree))


def key_order(kind: FileKind, at: Path) -> tuple[str, ...]:
    """The contract's order of the keys at a place, as the file writes them; empty where there is none."""
    return allowed_keys(kind, tuple(step for step in at if isinstance(step, str)))


def is_block(kind: FileKind, at: Path, value: Plain) -> bool:
    """Whether a value takes lines of its own, where its surroundings allow that."""
    if isinstance(value, Mapping):
        is_block_record = _is_block_place(kind, at) or _is_too_wide(kind, value)
        return bool(value) and (is_block_record or any(map(is_literal, value.values())))
    if isinstance(value, tuple):
        has_records = any(isinstance(item, Mapping) for item in value)
        return has_records or len(flow_text(value)) > WIDEST_LIST or _is_prose(kind, value)
    return False


def entry_lines(kind: FileKind, at: Path, value: Plain) -> list[str]:
    """`key: value` in block style, without indentation; `at` is the value's place."""
    key = key_text(at[-1], in_flow=False)
    if is_literal(value):
        return _literal_lines(key, str(value))
    if not is_block(kind, at, value):
        return [f"{key}: {flow_text(value) if _is_collection(value) else scalar_text(value, in_flow=False)}"]
    if isinstance(value, Mapping):
        return [f"{key}:", *indented(_mapping_lines(kind, at, value), YAML_INDENT)]
    assert isinstance(value, tuple)
    items = (item_lines(kind, (*at, index), item) for index, item in enumerate(value))
    return [f"{key}:", *indented((line for lines in items for line in lines), list_indent(kind))]


def item_lines(kind: FileKind, at: Path, value: Plain) -> list[str]:
    """`- value` in block style, without indentation; `at` is the item's place.

    A record stands in one line, so that a difference between two versions shows it whole.
    """
    if is_block_item(kind, at, value):
        assert isinstance(value, Mapping)
        first, *others = _mapping_lines(kind, at, value)
        return [f"- {first}", *indented(others, YAML_INDENT)]
    return [f"- {flow_text(value) if _is_collection(value) else scalar_text(value, in_flow=False)}"]


def flow_text(value: Plain) -> str:
    """A value in one line: `{key: value}`, `[a, b]` or a scalar that can stand inside them."""
    if isinstance(value, Mapping):
        pairs = (f"{key_text(key, in_flow=True)}: {flow_text(child)}" for key, child in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(flow_text, value))}]"
    return scalar_text(value, in_flow=True)


def key_text(key: str | int, *, in_flow: bool) -> str:
    """A key as it stands in the text, quoted where it must be."""
    return str(key) if isinstance(key, int) else _quoted_if_needed(written_key(key), in_flow=in_flow)


def scalar_text(value: Plain, *, in_flow: bool) -> str:
    """A scalar in one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int | dt.date):
        return str(value)
    return _quoted_if_needed(str(value), in_flow=in_flow)


def indented(lines: Iterable[str], indent: str) -> list[str]:
    """The lines further to the right; empty ones stay empty."""
    return [f"{indent}{line}" if line else "" for line in lines]


def _mapping_lines(kind: FileKind, at: Path, value: Mapping[str, Plain]) -> list[str]:
    return [line for key, child in value.items() for line in entry_lines(kind, (*at, key), child)]


def is_block_item(kind: FileKind, at: Path, value: Plain) -> bool:
    """Whether an item of a list is a record with a line for each key."""
    is_record = isinstance(value, Mapping) and bool(value)
    return is_record and (_is_block_place(kind, at) or _is_too_wide(kind, value))


def list_indent(kind: FileKind) -> str:
    """How far the items of a list stand to the right of its key."""
    return YAML_INDENT if kind in _WRITTEN_BY_HAND else ""


def _is_prose(kind: FileKind, value: tuple[Plain, ...]) -> bool:
    """Several texts of several words each: people change one of them at a time."""
    texts = [item for item in value if isinstance(item, str) and " " in item]
    return kind in _WRITTEN_BY_HAND and len(value) > 1 and len(texts) == len(value)


def _is_too_wide(kind: FileKind, value: Plain) -> bool:
    return kind in _WRITTEN_BY_HAND and len(flow_text(value)) > WIDEST_RECORD


def _is_block_place(kind: FileKind, at: Path) -> bool:
    """Whether a mapping at a place has a line for each key."""
    if len(at) == 1:
        return at[0] in _BLOCK_KEYS.get(kind, ())
    is_record = len(at) == 2 and isinstance(at[1], int)
    return not at or (is_record and (kind in _WRITTEN_BY_HAND or at[0] in _BLOCK_RECORDS.get(kind, ())))


def _is_collection(value: Plain) -> bool:
    return isinstance(value, Mapping | tuple)


@lru_cache(maxsize=1 << 14)  # keys and words stand in many places, and in each side of a merge
def _quoted_if_needed(text: str, *, in_flow: bool) -> str:
    text = unicodedata.normalize("NFC", text)
    return text if _is_plain(text, in_flow=in_flow) else f'"{_TO_ESCAPE.sub(_escaped, text)}"'


def _is_plain(text: str, *, in_flow: bool) -> bool:
    """Whether every reader takes the unquoted text for itself."""
    is_clear = text == text.strip() and not text.startswith(_BAD_STARTS) and not _BAD_INSIDE.search(text)
    fits = is_clear and not _UNPRINTABLE.search(text) and not (in_flow and _BAD_IN_FLOW.search(text))
    return fits and bool(text) and not _could_be_another_value(text)


def _could_be_another_value(text: str) -> bool:
    is_pattern = _NUMBER.fullmatch(text) or _DATE.fullmatch(text)
    return text.casefold() in _WORDS or is_pattern is not None


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    return _ESCAPES.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}")


def is_literal(value: Plain) -> bool:
    """Whether a text is written line by line after `|`: several lines, none with invisible characters."""
    if not isinstance(value, str) or "\n" not in value or value.endswith("\n\n"):
        return False
    lines = value.removesuffix("\n").split("\n")
    is_visible = not any(_UNPRINTABLE.search(line) or line != line.rstrip() for line in lines)
    return is_visible and bool(lines[0]) and not lines[0].startswith(" ")


def _literal_lines(key: str, text: str) -> list[str]:
    text = unicodedata.normalize("NFC", text)
    keep_last_break = "|" if text.endswith("\n") else "|-"
    return [f"{key}: {keep_last_break}", *indented(text.removesuffix("\n").split("\n"), YAML_INDENT)]
