"""The canonical form of a file that is there: order of keys, quotes, lines and letters; comments are kept.

Formatting never changes what is loaded, and formatting twice is formatting once. A comment above a line
stays above it and one behind it stays behind; comments inside what becomes one line move above that line.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from ct58.domain.planning.edits import Plain, same, value_at
from ct58.domain.records.places import FileKind, place_of
from ct58.errors import Path
from ct58.errors.rules import has_errors
from ct58.records import positional_record
from ct58.store.yaml.canonical import (
    SCHEMA_MARK,
    YAML_INDENT,
    entry_lines,
    indented,
    is_block,
    is_block_item,
    is_literal,
    item_lines,
    key_order,
    key_text,
    list_indent,
)
from ct58.store.yaml.comments import BetweenValues, Comments, TextPlaces
from ct58.store.yaml.reader import read
from ct58.store.yaml.scalars import written_key
from ct58.store.yaml.text import text_of
from ct58.store.yaml.text_nodes import Child, Node

NO_GAP = BetweenValues(behind=None, own=())


def formatted(file: str, content: bytes, figures: Sequence[str] = ()) -> bytes | None:
    """The canonical form of a record's file; None where it has errors, or cannot be written so without loss.

    `figures` are the keys of the report form in its order. `file` is one of the contract's places.
    """
    given = parsed(file, content)
    page = canonical_form(file, given, figures) if given else None
    return None if page is None else page.text.encode()


@positional_record
class Parsed:
    """A file that was read: what it says, and where in its text that stands."""

    value: Mapping[str, Plain]
    places: TextPlaces

    @property
    def text(self) -> str:
        """The text, without a byte order mark."""
        return self.places.text


def parsed(file: str, content: bytes) -> Parsed | None:
    """A file's content as it is; None where it has errors."""
    tree, findings = read(file, content)
    if tree is None or has_errors(findings):
        return None
    text = cast("str", text_of(file, content))
    return Parsed(cast("Mapping[str, Plain]", tree.value), TextPlaces(text))


def canonical_form(file: str, given: Parsed, figures: Sequence[str] = ()) -> Parsed | None:
    """A record's file in the canonical form: itself where it has it already; None where that is not without loss."""
    place = place_of(file)
    if place is None:
        return None
    lines = _Page(place.kind, given.places.comments, figures).whole(
        given.places.root, given.value, len(given.text)
    )
    text = "".join(f"{line}\n" for line in lines)
    if text == given.text:
        return given
    page = parsed(file, text.encode())
    return page if page is not None and _say_the_same(page, given) else None


def _say_the_same(page: Parsed, given: Parsed) -> bool:
    """Whether the result reads as the original did, and has all its comments."""
    return same(page.value, given.value) and (
        sorted(page.places.comments.all) == sorted(given.places.comments.all)
    )


@dataclass(slots=True)
class _Entry:
    """One key or item: the lines above it that are its own, its lines, and comments that end its block.

    Behind a text of several lines no comment can follow further inside: it would be read as text.
    """

    name: str
    above: list[str]
    lines: list[str]
    is_open_below: bool
    below: list[str] = field(default_factory=list)

    def all_lines(self) -> list[str]:
        """Above, itself, below."""
        return [*self.above, *self.lines, *indented(self.below, YAML_INDENT)]


class _Page:
    """Writes the nodes of one text anew."""

    def __init__(self, kind: FileKind, comments: Comments, figures: Sequence[str]) -> None:
        self._kind = kind
        self._comments = comments
        self._figures = figures

    def whole(self, root: Node, value: Mapping[str, Plain], end: int) -> list[str]:
        """All lines. What stands above the first key, before an empty line, heads the file."""
        first = self._comments.gap(0, root.children[0].start)
        header, above = _header(_single_gaps([remark.text for remark in first.own]))
        entries = self._entries(root, value, (), NO_GAP)
        entries[0].above[:0] = above
        tail = _settle(entries, self._comments.gap(root.end, end), 0)
        ordered, header = self._in_order(entries, ()), _without_leading_gaps(header)
        if not header or not header[-1]:
            ordered[0].above[:] = _without_leading_gaps(ordered[0].above)
        return [*header, *_all_lines(ordered), *_without_trailing_gaps(tail)]

    def _entries(self, node: Node, value: Plain, at: Path, first: BetweenValues) -> list[_Entry]:
        """The keys or items of a block as written, each with the comments that belong to it."""
        entries: list[_Entry] = []
        gap = first
        for index, child in enumerate(node.children):
            if index:
                gap = self._comments.gap(node.children[index - 1].end, child.start)
            above = _settle(entries, gap, self._comments.column(child.start))
            inner = cast("Plain", value_at(value, (child.step,)))
            entries.append(self._entry(node, child, inner, (*at, child.step)))
            entries[-1].above[:0] = above
        return entries

    def _entry(self, parent: Node, child: Child, value: Plain, at: Path) -> _Entry:
        if child.value.is_block and self._is_block(parent, at, value):
            return self._block(parent, child, value, at)
        ordered = self._ordered(at, value)
        is_item = parent.kind == "sequence"
        lines = item_lines(self._kind, at, ordered) if is_item else entry_lines(self._kind, at, ordered)
        inside = self._comments.inside(child.after_colon, child.end)
        return _Entry(child.name, inside, lines, is_open_below=not _holds_a_text(value))

    def _is_block(self, parent: Node, at: Path, value: Plain) -> bool:
        if parent.kind == "sequence":
            return is_block_item(self._kind, at, value)
        return is_block(self._kind, at, value)

    def _block(self, parent: Node, child: Child, value: Plain, at: Path) -> _Entry:
        """A mapping or list that keeps its lines, with the comments between them."""
        first = self._comments.gap(child.after_colon, child.value.children[0].start)
        entries = self._entries(child.value, value, at, BetweenValues(behind=None, own=first.own))
        ordered = self._in_order(entries, at) if child.value.kind == "mapping" else entries
        ordered[0].above[:] = _without_leading_gaps(ordered[0].above)
        is_open = not _holds_a_text(value)
        if parent.kind == "sequence":
            return _item_of(child, ordered, first.behind, is_open_below=is_open)
        head = f"{key_text(at[-1], in_flow=False)}:{_behind(first.behind)}"
        lines = _all_lines(ordered)
        inner = YAML_INDENT if child.value.kind == "mapping" else list_indent(self._kind)
        return _Entry(child.name, [], [head, *indented(lines, inner)], is_open_below=is_open)

    def _in_order(self, entries: list[_Entry], at: Path) -> list[_Entry]:
        """Keys in the contract's order, or the form's; others behind them, as written."""
        order = self._order(at)
        return sorted(entries, key=lambda entry: _rank(entry.name, order))

    def _order(self, at: Path) -> Sequence[str]:
        if self._kind == "report" and at == ("figures",):
            return self._figures
        return key_order(self._kind, at)

    def _ordered(self, at: Path, value: Plain) -> Plain:
        """A value with the keys of all its mappings in order."""
        if isinstance(value, tuple):
            return tuple(self._ordered((*at, index), item) for index, item in enumerate(value))
        if not isinstance(value, Mapping):
            return value
        order = self._order(at)
        keys = sorted(value, key=lambda key: _rank(written_key(key), order))
        return {key: self._ordered((*at, key), value[key]) for key in keys}


def _rank(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else len(order)


def _settle(entries: list[_Entry], gap: BetweenValues, column: int) -> list[str]:
    """Give the comments of a gap to the entry before it; returns the lines that belong to what follows."""
    own = list(gap.own)
    last = entries[-1] if entries else None
    if gap.behind is not None and last is not None:
        _put_behind(last, gap.behind)
    while last and last.is_open_below and own and own[0].text and own[0].column > column:
        last.below.append(own.pop(0).text)
    return _single_gaps([remark.text for remark in own])


def _put_behind(entry: _Entry, comment: str) -> None:
    """A comment behind an entry's last line; above it, where that line is now a text's."""
    if entry.is_open_below:
        entry.lines[-1] += _behind(comment)
    else:
        entry.above.append(comment)


def _behind(comment: str | None) -> str:
    return f"  {comment}" if comment else ""


def _item_of(child: Child, entries: list[_Entry], behind: str | None, *, is_open_below: bool) -> _Entry:
    """A record as an item of lines; what stood behind the dash or above its first key stands above it."""
    first, *others = entries
    above = [*([behind] if behind else []), *first.above]
    rest = [*first.lines[1:], *indented(first.below, YAML_INDENT), *_all_lines(others)]
    lines = [f"- {first.lines[0]}", *indented(rest, YAML_INDENT)]
    return _Entry(child.name, above, lines, is_open_below=is_open_below)


def _all_lines(entries: Iterable[_Entry]) -> list[str]:
    return [line for entry in entries for line in entry.all_lines()]


def _header(lines: list[str]) -> tuple[list[str], list[str]]:
    """What heads the file, and what belongs to its first key: an empty line parts them, or the schema's."""
    if "" in lines:
        cut = len(lines) - lines[::-1].index("")
    else:
        cut = 1 if lines and lines[0].startswith(SCHEMA_MARK) else 0
    return lines[:cut], lines[cut:]


def _single_gaps(lines: list[str]) -> list[str]:
    """The lines with no more than one empty one between two."""
    return [line for index, line in enumerate(lines) if line or not index or lines[index - 1]]


def _without_leading_gaps(lines: list[str]) -> list[str]:
    return list(itertools.dropwhile(lambda line: not line, lines))


def _without_trailing_gaps(lines: list[str]) -> list[str]:
    return _without_leading_gaps(lines[::-1])[::-1]


def _holds_a_text(value: Plain) -> bool:
    """Whether some text in a value is written line by line."""
    if isinstance(value, Mapping):
        return any(map(_holds_a_text, value.values()))
    return any(map(_holds_a_text, value)) if isinstance(value, tuple) else is_literal(value)
