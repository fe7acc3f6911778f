"""Where in a file's text each value stands, so that an edit can change that and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from ct58.errors import Path
from ct58.patterns import pattern
from ct58.store.yaml.scalars import key_name
from ct58.store.yaml.syntax import events as parser_events

_COLON = pattern(r"\s*:")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Node:
    """A value in the text: characters `start` to `end`, without comments and line breaks after it.

    `is_flow` means in braces or brackets; `is_lined` a text after `|` or `>`; `is_pinned` that an anchor
    or alias ties the value to another place.
    """

    kind: Literal["scalar", "mapping", "sequence", "alias"]
    start: int
    end: int
    is_flow: bool = False
    is_lined: bool = False
    is_null: bool = False
    is_pinned: bool = False
    text: str = ""
    children: list[Child] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        """A mapping or list on lines of its own."""
        return self.kind in ("mapping", "sequence") and not self.is_flow

    @property
    def is_empty(self) -> bool:
        """Nothing is said: null, {} or []."""
        return self.is_null or (self.kind in ("mapping", "sequence") and not self.children)

    def child(self, step: str | int) -> Node | None:
        """The value of a key, or the item at a position."""
        return next((child.value for child in self.children if child.step == step), None)

    def all_nodes(self) -> Iterator[Node]:
        """The node itself and all below it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(child.value for child in node.children)


@dataclass(slots=True)
class Child:
    """One key with its value, or one item of a list; `start` is where the key or the item's dash begins."""

    step: str | int
    name: str
    start: int
    after_colon: int
    value: Node

    @property
    def end(self) -> int:
        """Where the value ends."""
        return self.value.end


def node_tree(text: str) -> Node:
    """The nodes of a text that the reader has accepted."""
    builder = _Builder(text)
    for event in parser_events(text):
        builder.take(event)
    return builder.root


def trail(root: Node, at: Path) -> list[Node]:
    """The nodes from the root towards a place, as far as they exist."""
    nodes = [root]
    for step in at:
        below = nodes[-1].child(step)
        if below is None:
            break
        nodes.append(below)
    return nodes


class _Builder:
    """Puts nodes together from parser events on a stack."""

    def __init__(self, text: str) -> None:
        self.root = Node("scalar", 0, 0, is_null=True)
        self._text = text
        self._stack: list[Node] = []
        self._keys: list[Node | None] = []

    def take(self, event: Any) -> None:
        """Add what one event says."""
        name = type(event).__name__
        if name in ("ScalarEvent", "AliasEvent"):
            self._add(_leaf(event, self._text))
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            self._stack.append(_opened(event, "mapping" if name.startswith("Mapping") else "sequence"))
            self._keys.append(None)
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self._close(event)

    def _close(self, event: Any) -> None:
        node = self._stack.pop()
        self._keys.pop()
        if node.is_flow:
            node.end = event.end_mark.index
        elif node.children:
            node.end = node.children[-1].end
        self._add(node)

    def _add(self, node: Node) -> None:
        if not self._stack:
            self.root = node
        elif self._stack[-1].kind == "sequence":
            self._add_item(self._stack[-1], node)
        elif self._keys[-1] is None:
            self._keys[-1] = node
        else:
            self._add_entry(self._stack[-1], self._keys[-1], node)
            self._keys[-1] = None

    def _add_item(self, parent: Node, node: Node) -> None:
        start = node.start if parent.is_flow else self._dash(parent, node)
        if node.start == node.end and not parent.is_flow:
            node.start = node.end = start + 1
        parent.children.append(Child(len(parent.children), "", start, start + 1, node))

    def _dash(self, parent: Node, node: Node) -> int:
        """Where the item's dash stands: all dashes of a list stand in one column."""
        if not parent.children:
            return parent.start
        column = parent.start - (self._text.rfind("\n", 0, parent.start) + 1)
        dashes = re.compile(rf"^ {{{column}}}-(?=\s|$)", re.MULTILINE)
        found = dashes.search(self._text, parent.children[-1].end, node.end + 1)
        return found.end() - 1 if found else node.start

    def _add_entry(self, parent: Node, key: Node, node: Node) -> None:
        colon = _COLON.match(self._text, key.end)
        after_colon = colon.end() if colon else key.end
        if node.start == node.end:
            node.start = node.end = after_colon
        name = unicodedata.normalize("NFC", key.text)
        parent.children.append(Child(key_name(name), name, key.start, after_colon, node))


def _opened(event: Any, kind: Literal["mapping", "sequence"]) -> Node:
    start = event.start_mark.index
    return Node(kind, start, start, is_flow=bool(event.flow_style), is_pinned=event.anchor is not None)


def _leaf(event: Any, text: str) -> Node:
    """A scalar or an alias; a text after `|` ends with its last letter."""
    start, end = event.start_mark.index, event.end_mark.index
    if type(event).__name__ == "AliasEvent":
        return Node("alias", start, end, is_pinned=True)
    is_lined = event.style in ("|", ">")
    return Node(
        "scalar",
        start,
        start + len(text[start:end].rstrip()) if is_lined else end,
        is_lined=is_lined,
        is_null=not event.style and event.value in _NULLS,
        is_pinned=event.anchor is not None,
        text=event.value,
    )
