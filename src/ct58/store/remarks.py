"""Comments by the place that they belong to, so that they can follow a value into another text.

Made for texts in the canonical form, in which every record of braces stands in one line.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from ct58.errors import Path
from ct58.records import positional_record, record
from ct58.store.comments import Comments, Remark
from ct58.store.text_nodes import Node, node_tree

TAIL: Path = ("",)
"""The place of what stands behind the last value; no key is empty."""


@record
class Remarks:
    """What stands above a place, in lines of their own, and behind it in its first line."""

    above: tuple[Remark, ...] = ()
    behind: str | None = None


NO_REMARKS = Remarks()


@positional_record
class Extent:
    """The lines of a place, from 0; `end` is the line after the last."""

    start: int
    end: int


def extents(text: str) -> dict[Path, Extent]:
    """The lines of every value that has lines of its own."""
    return {at: Extent(*_lines(text, start, end)) for at, start, end in _places(node_tree(text), ())}


def remarks_of(text: str) -> dict[Path, Remarks]:
    """All comments and empty lines of a text, by place; those of a place that shares its line by the outer one."""
    root = node_tree(text)
    comments, lines = Comments(text, root), text.split("\n")
    starts = list(itertools.accumulate((len(line) + 1 for line in lines), initial=0))
    places = _by_line(text)
    found: dict[Path, Remarks] = {}
    above: list[Remark] = []
    covered = _inner_lines(text, root)
    for number, line in enumerate(lines):
        said = next(iter(comments.inside(starts[number], starts[number] + len(line) + 1)), None)
        if number in places:
            found[places[number]] = Remarks(above=tuple(above), behind=said)
            above = []
        elif number not in covered and (said is not None or number < len(lines) - 1):
            above.append(Remark(said or "", len(line) - len(line.lstrip()) if said else 0))
    return {**found, TAIL: Remarks(above=tuple(above))}


def with_remarks(text: str, remarks: Mapping[Path, Remarks]) -> str:
    """A text without comments, with comments put where they belong."""
    places = _by_line(text)
    written: list[str] = []
    for number, line in enumerate(text.removesuffix("\n").split("\n")):
        own = remarks.get(places[number], NO_REMARKS) if number in places else NO_REMARKS
        written += [*_as_lines(own.above), f"{line}  {own.behind}" if own.behind else line]
    written += _as_lines(remarks.get(TAIL, NO_REMARKS).above)
    return "".join(f"{line}\n" for line in written)


def _as_lines(above: tuple[Remark, ...]) -> list[str]:
    return [f"{' ' * remark.column}{remark.text}" if remark.text else "" for remark in above]


def _by_line(text: str) -> dict[int, Path]:
    """Line → the outermost place that begins on it."""
    found: dict[int, Path] = {}
    for at, extent in extents(text).items():
        found.setdefault(extent.start, at)
    return found


def _places(node: Node, at: Path) -> Iterator[tuple[Path, int, int]]:
    """Every key and item of blocks with the characters that it takes, outer ones first."""
    if not node.is_block:
        return
    for child in node.children:
        yield (*at, child.step), child.start, child.end
        yield from _places(child.value, (*at, child.step))


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    first = text.count("\n", 0, start)
    return first, first + text.count("\n", start, end) + 1


def _inner_lines(text: str, root: Node) -> frozenset[int]:
    """The lines of texts written line by line: what looks like a comment there is none."""
    lined = (_lines(text, node.start, node.end) for node in root.all_nodes() if node.is_lined)
    return frozenset(number for first, last in lined for number in range(first + 1, last))
