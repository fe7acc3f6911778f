"""Comments by the place that they belong to, so that they can follow a value into another text.

Made for texts in the canonical form, in which every record of braces stands in one line.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from ct58.errors import Path
from ct58.records import positional_record, record
from ct58.store.yaml.comments import Remark, TextPlaces
from ct58.store.yaml.text_nodes import Node

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


def extents(written: TextPlaces) -> dict[Path, Extent]:
    """The lines of every value that has lines of its own."""
    starts = _line_starts(written.text)
    return {at: _lines(starts, start, end) for at, start, end in _places(written.root, ())}


def remarks_of(written: TextPlaces) -> dict[Path, Remarks]:
    """All comments and empty lines of a text, by place; those of a place that shares its line by the outer one."""
    lines, starts = written.text.split("\n"), _line_starts(written.text)
    places = _by_line(written)
    found: dict[Path, Remarks] = {}
    above: list[Remark] = []
    covered = _inner_lines(written.root, starts)
    for number, line in enumerate(lines):
        said = next(iter(written.comments.inside(starts[number], starts[number] + len(line) + 1)), None)
        if number in places:
            found[places[number]] = Remarks(above=tuple(above), behind=said)
            above = []
        elif number not in covered and (said is not None or number < len(lines) - 1):
            above.append(Remark(said or "", len(line) - len(line.lstrip()) if said else 0))
    return {**found, TAIL: Remarks(above=tuple(above))}


def with_remarks(text: str, remarks: Mapping[Path, Remarks]) -> str:
    """A text without comments, with comments put where they belong."""
    places = _by_line(TextPlaces(text))
    written: list[str] = []
    for number, line in enumerate(text.removesuffix("\n").split("\n")):
        own = remarks.get(places[number], NO_REMARKS) if number in places else NO_REMARKS
        written += [*_as_lines(own.above), f"{line}  {own.behind}" if own.behind else line]
    written += _as_lines(remarks.get(TAIL, NO_REMARKS).above)
    return "".join(f"{line}\n" for line in written)


def _as_lines(above: tuple[Remark, ...]) -> list[str]:
    return [f"{' ' * remark.column}{remark.text}" if remark.text else "" for remark in above]


def _by_line(written: TextPlaces) -> dict[int, Path]:
    """Line → the outermost place that begins on it."""
    found: dict[int, Path] = {}
    for at, extent in extents(written).items():
        found.setdefault(extent.start, at)
    return found


def _places(node: Node, at: Path) -> Iterator[tuple[Path, int, int]]:
    """Every key and item of blocks with the characters that it takes, outer ones first."""
    if not node.is_block:
        return
    for child in node.children:
        yield (*at, child.step), child.start, child.end
        yield from _places(child.value, (*at, child.step))


def _line_starts(text: str) -> list[int]:
    """Where each line begins, and where one behind the last would."""
    return list(itertools.accumulate((len(line) + 1 for line in text.split("\n")), initial=0))


def _lines(starts: Sequence[int], start: int, end: int) -> Extent:
    """The lines of the characters `start` to `end`."""
    return Extent(bisect_right(starts, start) - 1, bisect_right(starts, end))


def _inner_lines(root: Node, starts: Sequence[int]) -> frozenset[int]:
    """The lines of texts written line by line: what looks like a comment there is none."""
    lined = (_lines(starts, node.start, node.end) for node in root.all_nodes() if node.is_lined)
    return frozenset(number for lines in lined for number in range(lines.start + 1, lines.end))
