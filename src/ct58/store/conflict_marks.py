"""git's conflict marks in a text: where they stand, and what the two sides of each say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from ct58.domain.edits import Missing, Plain, same, value_at
from ct58.errors import Finding, Path
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record
from ct58.store.canonical import flow_text, written_key
from ct58.store.yaml_text import conflict_mark

Tree: TypeAlias = "Plain | Missing"
Read = Callable[[str], Tree]
_MOST_SAID = 3
_MOST_LETTERS = 60


@positional_record
class Marked:
    """The lines of one conflict, without its marks; `line` is its first mark, from 1."""

    line: int
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


Part = str | Marked


def named(findings: tuple[Finding, ...], text: str, read: Read) -> tuple[Finding, ...]:
    """The findings of conflicts, each with the place and both values, where both sides can be read.

    `read` gives the tree of a text, MISSING where it cannot be read.
    """
    parts = list(_parts(text))
    told = {part.line: _told(parts, part, read) for part in parts if isinstance(part, Marked)}
    return tuple(
        replace(finding, at=told[finding.line][0], params={"values": told[finding.line][1]})
        if finding.line in told
        else finding
        for finding in findings
    )


def _parts(text: str) -> Iterator[Part]:
    """The lines of a text in order, those of each whole conflict together; base sections are left out."""
    sides: dict[str, list[str]] = {}
    start, side = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        mark = conflict_mark(line)
        if mark == "<<<<<<<":
            start, side, sides = number, "ours", {"ours": [], "base": [], "theirs": []}
        elif side and (mark == "=======" or line.startswith("|||||||")):
            side = "theirs" if mark else "base"
        elif side and mark == ">>>>>>>":
            yield Marked(start, tuple(sides["ours"]), tuple(sides["theirs"]))
            side = ""
        elif side:
            sides[side].append(line)
        else:
            yield line


def _told(parts: Iterable[Part], asked: Marked, read: Read) -> tuple[Path, Message | str]:
    """The first place at which the sides of a conflict differ, and in words what they say there."""
    ours, theirs = (read("\n".join(_settled(parts, asked, which))) for which in ("ours", "theirs"))
    if isinstance(ours, Missing) or isinstance(theirs, Missing):
        return (), ""
    found = list(_differing(ours, theirs, ()))
    said = "; ".join(_said(ours, theirs, at) for at in found[:_MOST_SAID])
    more = "; …" if len(found) > _MOST_SAID else ""
    return (found[0], msg(N_(": {said}"), said=said + more)) if found else ((), "")


def _settled(parts: Iterable[Part], asked: Marked, which: str) -> Iterator[str]:
    """The lines with one conflict settled for a side, all others for ours."""
    for part in parts:
        if isinstance(part, str):
            yield part
        else:
            yield from part.theirs if part is asked and which == "theirs" else part.ours


def _differing(ours: Tree, theirs: Tree, at: Path) -> Iterator[Path]:
    """The places at which two trees differ, as deep as both have something."""
    if same(ours, theirs):
        return
    steps = _steps(ours, theirs)
    if not steps:
        yield at
    for step in steps:
        yield from _differing(value_at(ours, (step,)), value_at(theirs, (step,)), (*at, step))


def _steps(ours: Tree, theirs: Tree) -> list[str | int]:
    """The keys or positions below two values of one kind; none where they can only be compared as wholes."""
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return list(dict.fromkeys([*ours, *theirs]))
    if isinstance(ours, tuple) and isinstance(theirs, tuple):
        return list(range(max(len(ours), len(theirs))))
    return []


def _said(ours: Tree, theirs: Tree, at: Path) -> str:
    """`members_admitted 13 | 11`."""
    key = next((written_key(step) for step in reversed(at) if isinstance(step, str)), "")
    return f"{key} {_shown(value_at(ours, at))} | {_shown(value_at(theirs, at))}".strip()


def _shown(value: Tree) -> str:
    text = "–" if isinstance(value, Missing) else flow_text(value)
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"
