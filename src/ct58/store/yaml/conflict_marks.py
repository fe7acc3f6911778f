"""git's conflict marks in a text: where they stand, what the two sides of each say, and the text without them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from ct58.domain.planning.edits import Missing, Plain, same, value_at
from ct58.domain.records.terms import TwoSaid
from ct58.domain.text.suggestions import in_a_row
from ct58.errors import Finding, Path
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record
from ct58.store.yaml.text import conflict_mark, conflicts

MarkedTree: TypeAlias = "Plain | Missing"
Read = Callable[[str], MarkedTree]
"""The tree of a text, MISSING where it cannot be read."""
MarkedSide = Literal["ours", "theirs"]
_MOST_SAID = 3


@positional_record
class Marked:
    """The lines of one conflict as each side has them, and as they stand (`raw`); `line` is its first mark, from 1."""

    line: int
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    raw: tuple[str, ...]


@positional_record
class Difference:
    """A place at which the sides of a conflict differ, and what each says there."""

    at: Path
    ours: MarkedTree
    theirs: MarkedTree


MarkedPart = str | Marked


def marked(text: str) -> tuple[Marked, ...] | None:
    """The conflicts of a text in order; None where its marks don't fit together, so that nobody can tell the sides apart."""
    found = tuple(part for part in _parts(text) if isinstance(part, Marked))
    is_clear = all(list(map(conflict_mark, part.raw)).count("=======") == 1 for part in found)
    return found if is_clear and len(found) == len(conflicts("", text)) else None


def settled_text(text: str, keep: Mapping[int, MarkedSide]) -> str:
    """The text with the conflicts that begin in some lines settled, each for a side; all others stay as they are.

    Only for a text whose conflicts `marked` can tell apart.
    """
    return "\n".join(line for part in _parts(text) for line in _lines_kept(part, keep))


def sides_of(text: str) -> tuple[str, ...]:
    """The text as each side has it; none where no conflict stands in it, or its marks don't fit together."""
    lines = [part.line for part in marked(text) or ()]
    sides: tuple[MarkedSide, ...] = ("ours", "theirs") if lines else ()
    return tuple(settled_text(text, dict.fromkeys(lines, side)) for side in sides)


def _lines_kept(part: MarkedPart, keep: Mapping[int, MarkedSide]) -> tuple[str, ...]:
    if isinstance(part, str):
        return (part,)
    if part.line not in keep:
        return part.raw
    return part.theirs if keep[part.line] == "theirs" else part.ours


def differences(text: str, asked: Marked, read: Read) -> tuple[Difference, ...] | None:
    """Where the sides of one conflict differ; None where a side cannot be read. All others are taken as ours."""
    return _differences(tuple(_parts(text)), asked.line, read)


def _differences(parts: Sequence[MarkedPart], line: int, read: Read) -> tuple[Difference, ...] | None:
    conflicting = [part.line for part in parts if isinstance(part, Marked)]
    as_ours: dict[int, MarkedSide] = dict.fromkeys(conflicting, "ours")
    ours, theirs = (
        read("\n".join(line for part in parts for line in _lines_kept(part, keep)))
        for keep in (as_ours, {**as_ours, line: "theirs"})
    )
    if isinstance(ours, Missing) or isinstance(theirs, Missing):
        return None
    places = _differing(ours, theirs, ())
    return tuple(Difference(at, value_at(ours, at), value_at(theirs, at)) for at in places)


def named(findings: tuple[Finding, ...], text: str, read: Read) -> tuple[Finding, ...]:
    """The findings of conflicts, each with the place and both values, where both sides can be read."""
    parts = tuple(_parts(text))
    told = {part.line: _told(parts, part, read) for part in parts if isinstance(part, Marked)}
    return tuple(
        replace(finding, at=told[finding.line][0], params={"values": told[finding.line][1]})
        if finding.line in told
        else finding
        for finding in findings
    )


def _parts(text: str) -> Iterator[MarkedPart]:
    """The lines of a text in order, those of each whole conflict together; base sections are left out."""
    sides: dict[str, list[str]] = {}
    raw: list[str] = []
    start, side = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        mark = conflict_mark(line)
        raw.append(line)
        if mark == "<<<<<<<":
            start, side, sides, raw = number, "ours", {"ours": [], "base": [], "theirs": []}, [line]
        elif side and (mark == "=======" or line.startswith("|||||||")):
            side = "theirs" if mark else "base"
        elif side and mark == ">>>>>>>":
            yield Marked(start, tuple(sides["ours"]), tuple(sides["theirs"]), tuple(raw))
            side = ""
        elif side:
            sides[side].append(line)
        else:
            yield line


def _told(parts: Sequence[MarkedPart], asked: Marked, read: Read) -> tuple[Path, Message | str]:
    """The first place at which the sides of a conflict differ, and in words what they say there."""
    found = _differences(parts, asked.line, read)
    if not found:
        return (), ""
    told = [*map(_said, found[:_MOST_SAID]), *(["…"] if len(found) > _MOST_SAID else [])]
    return found[0].at, msg(N_(": {said}"), said=in_a_row(told, ";"))


def _differing(ours: MarkedTree, theirs: MarkedTree, at: Path) -> Iterator[Path]:
    """The places at which two trees differ, as deep as both have something."""
    if same(ours, theirs):
        return
    steps = _steps(ours, theirs)
    if not steps:
        yield at
    for step in steps:
        yield from _differing(value_at(ours, (step,)), value_at(theirs, (step,)), (*at, step))


def _steps(ours: MarkedTree, theirs: MarkedTree) -> list[str | int]:
    """The keys or positions below two values of one kind; none where they can only be compared as wholes."""
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return list(dict.fromkeys([*ours, *theirs]))
    if isinstance(ours, tuple) and isinstance(theirs, tuple):
        return list(range(max(len(ours), len(theirs))))
    return []


def _said(found: Difference) -> TwoSaid:
    sides = (None if isinstance(side, Missing) else side for side in (found.ours, found.theirs))
    return TwoSaid(found.at, *sides)
