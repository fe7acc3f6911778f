"""The usual form of a record in one pass: nearly every file of an office is read here, in little over half the time.

The grammar is libyaml's as ever. What only the careful reader can judge - a tag, an anchor, an escape, a text over
several lines, a doubtful value, any mistake - is not read here at all: the answer is then None, and it reads the file
from its beginning. So this pass knows no finding, and never another tree than the careful one (a property test).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from _ruamel_yaml import CParser
from ruamel.yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from ct58.errors import Path
from ct58.store.yaml.scalars import NULLS, key_name, resolve
from ct58.store.yaml.syntax import Lenience

MOST_SIGNS, MOST_LEVELS = 200_000, 30
"""A longer text, or one deeper than this, is for the careful reader, which counts values."""
_RARE = re.compile(r"[&*!\\]")
"""Signs with which an anchor, an alias, a tag or an escape begins, wherever they stand."""

_Tree = tuple[dict[str | int, object], dict[Path, int]]
_Take = Callable[[], Any]


class _UnusualError(Exception):
    """Something that is for the careful reader."""


def usual_tree(text: str, depth: int, deeper: Mapping[Any, int]) -> _Tree | None:
    """The content of a text and the lines of its places down to a depth; None where it is not in the usual form.

    `deeper` says below which keys of the top the lines are noted so many levels more.
    """
    if len(text) > MOST_SIGNS or _RARE.search(text) or Lenience(text).may_be_glued:
        return None
    if not unicodedata.is_normalized("NFC", text):
        return None
    try:
        return _document(CParser(text).get_event, depth, deeper)
    except Exception:  # noqa: BLE001 - the parser's errors share no public base; the careful reader names them
        return None


def _document(take: _Take, depth: int, deeper: Mapping[Any, int]) -> _Tree:
    for expected in (StreamStartEvent, DocumentStartEvent, MappingStartEvent):
        if take().__class__ is not expected:
            raise _UnusualError
    places: dict[Path, int] = {}
    value: dict[str | int, object] = {}
    while (event := take()).__class__ is not MappingEndEvent:
        key = _key(event, value)
        value[key] = _value(take, take(), (key,), depth + deeper.get(key, 0), places)
        places[(key,)] = event.start_mark.line + 1
    if not value or take().__class__ is not DocumentEndEvent or take().__class__ is not StreamEndEvent:
        raise _UnusualError
    return value, places


def _mapping(take: _Take, at: Path, depth: int, places: dict[Path, int]) -> tuple[object, Any]:
    """The value whose start was taken, and the event that ends it."""
    value: dict[str | int, object] = {}
    is_noted = len(at) < depth
    while (event := take()).__class__ is not MappingEndEvent:
        key = _key(event, value)
        place = (*at, key)
        value[key] = _value(take, take(), place, depth, places)
        if is_noted:
            places[place] = event.start_mark.line + 1
    return value, event


def _sequence(take: _Take, at: Path, depth: int, places: dict[Path, int]) -> tuple[object, Any]:
    """The list whose start was taken, and the event that ends it."""
    values: list[object] = []
    is_noted = len(at) < depth
    while (event := take()).__class__ is not SequenceEndEvent:
        place = (*at, len(values))
        values.append(_value(take, event, place, depth, places))
        if is_noted:
            places[place] = event.start_mark.line + 1
    return tuple(values), event


_READ_BY = {MappingStartEvent: _mapping, SequenceStartEvent: _sequence}


def _value(take: _Take, event: Any, at: Path, depth: int, places: dict[Path, int]) -> object:
    """The value that begins with an event, and everything in it."""
    kind = event.__class__
    if kind is ScalarEvent:
        return _quoted(event) if event.style else resolve(event.value)
    read = _READ_BY.get(kind)
    if read is None or len(at) >= MOST_LEVELS:
        raise _UnusualError
    value, end = read(take, at, depth, places)
    if event.flow_style and event.start_mark.line != end.end_mark.line:
        raise _UnusualError
    return value


def _key(event: Any, before: Mapping[str | int, object]) -> str | int:
    if event.__class__ is not ScalarEvent:
        raise _UnusualError
    text = _quoted(event) if event.style else event.value
    key = key_name(text)
    if key in before or (not event.style and text in NULLS):
        raise _UnusualError
    return key


def _quoted(event: Any) -> str:
    text: str = event.value
    if event.start_mark.line != event.end_mark.line or not text.isprintable():
        raise _UnusualError
    return text
