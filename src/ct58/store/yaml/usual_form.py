"""The usual form of a record, read line by line without libyaml: nearly every file of an office, in a fraction of the time.

It knows only what every reader of YAML takes for the same: keys like ids, values that end in their line, braces and brackets
that close in it, lists by `- `, whole lines of comments, letters that cannot be mistaken. Whatever else stands in a file - a tag, an
anchor, an escape, a doubtful value, a text over several lines, a comment behind a value, a letter that nobody sees, any mistake - is for the
careful reader, which then reads it from its beginning. So this knows no finding, and never another tree than the careful one (a property test).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from ct58.errors import Path
from ct58.patterns import pattern
from ct58.store.yaml.scalars import NULLS, ImpossibleDateError, PlainValue, key_name, one_text, resolve

MOST_SIGNS, MOST_LEVELS = 200_000, 20
"""A longer text, or one deeper than this, is for the careful reader, which counts values."""
_VISIBLE = " -~\u00a1-\u00ac\u00ae-\u024f\u1ea0-\u1ef9\u2013\u2014\u2018-\u201d\u2026"
"""Composed letters and signs that everybody sees: what is made of these is in NFC, and hides nothing."""
_LETTERS = "A-Za-z0-9\u00c0-\u024f\u1ea0-\u1ef9"
_KEY = f"[{_LETTERS}][{_LETTERS}_.-]{{0,99}}"
_LINE = pattern(rf"( *)(- )?(?:({_KEY}):(?: +|\Z))?([{_VISIBLE}]*)")
_FIRST = rf"(?:[{_LETTERS}(/\u2018\u201c]|-(?=[0-9]))"
_QUOTED = r'"([^"#\\]*)"' + r"|'([^'#]*)'"
_SCALAR = pattern(rf"({_FIRST}(?:[^:#\\]|:(?=[^ ]))*(?<! ))|{_QUOTED}")
_IN_FLOW = rf"({_FIRST}[^,:?#\[\]{{}}\\]*(?<! ))|{_QUOTED}"
_PAIR = pattern(rf'(?:({_KEY})|"([^"#\\]{{1,100}})"): +(?:{_IN_FLOW}|(?=[{{\[]))')
_FLOW_SCALAR = pattern(_IN_FLOW)
_MOST_ALIKE, _LONG = 1 << 14, 80
"""A longer line, or one with a record in it, is hardly met again."""

_Tree = tuple[dict[str | int, object], dict[Path, int]]


class _UnusualError(Exception):
    """Something that is for the careful reader."""


class _Line(NamedTuple):
    """A line that says something: how far to the right, whether it begins an item, its key, its value or `_BELOW`."""

    indent: int
    is_item: bool
    key: str | int | None
    value: object


_BELOW = object()
"""In place of a value that stands in the lines below."""
_SILENT = _Line(-1, False, None, None)
_END = 0, _SILENT


def usual_tree(text: str, depth: int, deeper: Mapping[str | int, int]) -> _Tree | None:
    """The content of a text and the lines of its places down to a depth; None where it is not in the usual form.

    `deeper` says below which keys of the top the lines are noted so many levels more.
    """
    if len(text) > MOST_SIGNS:
        return None
    try:
        lines = [(number, _line(line)) for number, line in enumerate(text.split("\n"), start=1)]
        reader = _Lines([entry for entry in lines if entry[1] is not _SILENT], depth, deeper)
        value = reader.mapping(0, ())
    except (_UnusualError, ImpossibleDateError):
        return None
    return (value, reader.places) if value and reader.is_done else None


class _Lines:
    """What is read of the lines of a text, and the next one."""

    def __init__(self, lines: list[tuple[int, _Line]], depth: int, deeper: Mapping[str | int, int]) -> None:
        self._rest: Iterator[tuple[int, _Line]] = iter(lines)
        self._next = next(self._rest, _END)
        self._depth = depth
        self._deeper = deeper
        self.places: dict[Path, int] = {}

    @property
    def is_done(self) -> bool:
        return self._next is _END

    def mapping(self, indent: int, at: Path) -> dict[str | int, object]:
        """The lines with a key each that stand so far to the right."""
        value: dict[str | int, object] = {}
        number, line = self._next
        while line.indent == indent and not line.is_item:
            key = line.key
            if key is None or key in value:
                raise _UnusualError
            self._next = next(self._rest, _END)
            value[key] = self._noted(line.value, (*at, key), number, indent)
            number, line = self._next
        return value

    def _list(self, indent: int, at: Path) -> tuple[object, ...]:
        """The items that stand so far to the right."""
        values: list[object] = []
        number, line = self._next
        while line.indent == indent and line.is_item:
            place = (*at, len(values))
            if line.key is None:
                self._next = next(self._rest, _END)
                values.append(self._noted(line.value, place, number, indent))
            else:
                self._note(place, number)
                self._next = number, line._replace(indent=indent + 2, is_item=False)
                values.append(self.mapping(indent + 2, place))
            number, line = self._next
        return tuple(values)

    def _noted(self, value: object, at: Path, number: int, indent: int) -> object:
        """The value of a place, read from the lines below where it stands there."""
        self._note(at, number)
        if value is _BELOW:
            return self._below(indent, at)
        if value.__class__ is dict or value.__class__ is tuple:
            self._note_inside(value, at, number)
        return value

    def _below(self, indent: int, at: Path) -> object:
        line = self._next[1]
        if len(at) >= MOST_LEVELS:
            raise _UnusualError
        if line.is_item and line.indent >= indent:
            return self._list(line.indent, at)
        if line.indent > indent:
            return self.mapping(line.indent, at)
        raise _UnusualError

    def _note(self, at: Path, number: int) -> None:
        if len(at) <= self._depth + self._deeper.get(at[0], 0):
            self.places[at] = number

    def _note_inside(self, value: object, at: Path, number: int) -> None:
        """The places in braces and brackets: all in one line."""
        if len(at) < self._depth + self._deeper.get(at[0], 0):
            for key, part in value.items() if isinstance(value, dict) else enumerate(value):  # type: ignore[arg-type]
                self.places[(*at, key)] = number
                if part.__class__ is dict or part.__class__ is tuple:
                    self._note_inside(part, (*at, key), number)


def _line(line: str) -> _Line:
    is_alone = len(line) > _LONG or line[-1:] in ("}", "]")
    return _read_line(line) if is_alone else _known_line(line)


def _read_line(line: str) -> _Line:
    """What a line says, `_SILENT` where it is empty or a comment."""
    match = _LINE.fullmatch(line)
    if match is None:
        raise _UnusualError
    indent, dash, key, said = match.groups()
    if not dash and key is None and said[:1] in ("", "#"):
        return _SILENT
    name = None if key is None else _name(key)
    if not said and name is not None:
        return _Line(len(indent), dash is not None, name, _BELOW)
    return _Line(len(indent), dash is not None, name, _value(said))


_known_line = lru_cache(_MOST_ALIKE)(_read_line)
"""Thousands of reports say the same of the same figures."""


def _value(said: str) -> object:
    if said[:1] in ("{", "["):
        value, end = _flow(said, 0, 0)
        if end != len(said):
            raise _UnusualError
        return value
    match = _SCALAR.fullmatch(said)
    if match is None:
        raise _UnusualError
    return _scalar(match, 1)


def _flow(text: str, start: int, level: int) -> tuple[object, int]:
    """What begins with a brace or bracket, and where it ends."""
    if level >= MOST_LEVELS // 2:
        raise _UnusualError
    return _braces(text, start + 1, level) if text[start] == "{" else _brackets(text, start + 1, level)


def _braces(text: str, place: int, level: int) -> tuple[object, int]:
    values: dict[str | int, object] = {}
    is_open = text[place : place + 1] != "}"
    while is_open:
        match = _PAIR.match(text, place)
        if match is None:
            raise _UnusualError
        key = _name(match[1]) if match[1] else key_name(match[2])
        if key in values:
            raise _UnusualError
        is_scalar = (match.lastindex or 0) > 2
        values[key], place = (
            (_scalar(match, 3), match.end()) if is_scalar else _flow(text, match.end(), level + 1)
        )
        is_open, place = _goes_on(text, place, "}")
    return values, place + 1


def _brackets(text: str, place: int, level: int) -> tuple[object, int]:
    values: list[object] = []
    is_open = text[place : place + 1] != "]"
    while is_open:
        value, place = _flow_value(text, place, level)
        values.append(value)
        is_open, place = _goes_on(text, place, "]")
    return tuple(values), place + 1


def _goes_on(text: str, place: int, end: str) -> tuple[bool, int]:
    """Whether another value follows, and where it or the closing sign stands."""
    if text[place : place + 1] == end:
        return False, place
    if text[place : place + 2] != ", ":
        raise _UnusualError
    return True, place + 2


def _flow_value(text: str, place: int, level: int) -> tuple[object, int]:
    if text[place : place + 1] in ("{", "["):
        return _flow(text, place, level + 1)
    match = _FLOW_SCALAR.match(text, place)
    if match is None:
        raise _UnusualError
    return _scalar(match, 1), match.end()


def _scalar(match: re.Match[str], group: int) -> PlainValue:
    """A value whose groups, one for each way to write it, begin with this one."""
    plain = match[group]
    return resolve(plain) if plain is not None else one_text(match[match.lastindex or 0])


@lru_cache(_MOST_ALIKE)
def _name(text: str) -> str | int:
    if text in NULLS:
        raise _UnusualError
    return key_name(text)
