"""The comments of a YAML text, which its parser passes over: where each stands, between which values."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from ct58.patterns import pattern
from ct58.records import positional_record, record
from ct58.store.yaml.text_nodes import Node, node_tree

_COMMENT = pattern(r"(?:(?<=[\s\ufeff])|^)#[^\n\r\x85\u2028\u2029]*")
BREAK = pattern(r"\r\n|[\n\r\x85\u2028\u2029]")
"""Where the parser begins a new line."""


@positional_record
class Remark:
    """A comment alone in its line, with its column from 0; an empty text is an empty line."""

    text: str
    column: int


@record
class BetweenValues:
    """What stands between two values: a comment behind the first, and the lines that are nobody's."""

    behind: str | None
    own: tuple[Remark, ...]


class Comments:
    """All comments of a text, to be asked for by place."""

    def __init__(self, text: str, root: Node) -> None:
        self._text = text
        found = sorted(_found(text, root))
        self._line_starts = [0, *(match.end() for match in BREAK.finditer(text))]
        self._starts = [start for start, _comment in found]
        self.all = [comment for _start, comment in found]

    def inside(self, start: int, end: int) -> list[str]:
        """The comments that begin between two places."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def gap(self, start: int, end: int) -> BetweenValues:
        """What stands between two places, of which no value is. A file's own beginning is a new line."""
        lines = list(_lines(self._text, start, end))
        behind = None if start == 0 else next(iter(self.inside(*lines[0])), None)
        own = lines if start == 0 else lines[1:]
        whole = own if end == len(self._text) else own[:-1]  # the last one has the next value on it
        return BetweenValues(behind=behind, own=tuple(self._remark(*line) for line in whole))

    def column(self, position: int) -> int:
        """The column of a place, from 0."""
        return position - self._line_starts[bisect_right(self._line_starts, position) - 1]

    def _remark(self, start: int, end: int) -> Remark:
        comment = next(iter(self.inside(start, end)), "")
        indent = self._text[start:end].find("#") if comment else 0
        return Remark(comment, indent)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the lines between two places begin and end."""
    for match in BREAK.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _found(text: str, root: Node) -> Iterator[tuple[int, str]]:
    """Every comment: a `#` after a space or at a line's beginning, outside of keys and values."""
    start = 0
    for value_start, value_end in sorted(_values(text, root)):
        yield from _between(text, start, value_start)
        start = max(start, value_end)
    yield from _between(text, start, len(text))


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    if "#" not in text[start:end]:
        return
    for part_start, part_end in _lines(text, start, end):
        match = _COMMENT.search(text, part_start, part_end)
        if match and (
            match.start() == 0 or text[match.start() - 1].isspace() or text[match.start() - 1] == "\ufeff"
        ):
            yield match.start(), unicodedata.normalize("NFC", match[0].rstrip())


def _values(text: str, root: Node) -> Iterator[tuple[int, int]]:
    """Where keys and values stand. The line of a `|` itself may carry a comment."""
    for node in root.all_nodes():
        if node.is_lined:
            header = BREAK.search(text, node.start)
            yield header.start() if header else node.end, node.end
        elif node.kind in ("scalar", "alias"):
            yield node.start, node.end
        if node.kind == "mapping":
            yield from ((child.start, child.after_colon) for child in node.children)


class TextPlaces:
    """A text that the reader has accepted. Its nodes and comments are looked for when somebody first asks."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def root(self) -> Node:
        """The nodes of the text."""
        return node_tree(self.text)

    @cached_property
    def comments(self) -> Comments:
        """The comments between them."""
        return Comments(self.text, self.root)
