"""A long page as a platform shows it: what matters first and whole, details folded, all of it within what a comment may hold."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ct58.render.words.unlinked import unlinked
from ct58.views.page import Block, Gap, Heading

MOST_IN_A_COMMENT = 60_000
"""GitHub takes 65,536 letters, GitLab and Gitea more; some are left for what a workflow writes around them."""

Cuttable = tuple[str, Sequence[str]]
"""A block as it may be cut: the head of a table, empty for a line, and its rows, or the line itself."""


@dataclass(slots=True)
class _Section:
    """A part of the page, and how much of it is shown."""

    opening: str = ""
    closing: str = ""
    parts: list[Cuttable] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    left_out: int = 0

    @property
    def fixed(self) -> int:
        """The letters that are there in any case."""
        return len(self.opening) + len(self.closing)

    @property
    def size(self) -> int:
        """The letters of all of it."""
        return sum(len(head) + sum(map(len, units)) for head, units in self.parts)


def folded(
    blocks: Iterable[Block],
    part_of: Callable[[Block], Cuttable],
    more: Callable[[int], str],
    most: int = MOST_IN_A_COMMENT,
) -> str:
    """Markdown of at most so many letters. What is left out is left out by whole lines and rows, and counted by `more`.

    First the sections that do not fold are filled, then the others, the small ones before the large ones.
    """
    sections = list(_sections(blocks, part_of))
    room = most - sum(section.fixed + len(more(10**6)) + 2 for section in sections)
    for section in sorted(sections, key=lambda one: (bool(one.closing), one.size if one.closing else 0)):
        room -= _fill(section, room)
    return "".join(_written(section, more) for section in sections).rstrip("\n") + "\n"


def _sections(blocks: Iterable[Block], part_of: Callable[[Block], Cuttable]) -> Iterator[_Section]:
    section = _Section()
    for block in blocks:
        if isinstance(block, Heading) and (block.folds or section.closing or block.level > 1):
            yield section
            section = _begun(block)
        elif not isinstance(block, Gap):
            section.parts.append(part_of(block))
    yield section


def _begun(heading: Heading) -> _Section:
    """A section that folds is HTML, in which Markdown stands between empty lines."""
    if not heading.folds:
        return _Section(opening=f"{'#' * heading.level} {unlinked(heading.text)}\n\n")
    summary = html.escape(heading.text)
    return _Section(opening=f"<details>\n<summary>{summary}</summary>\n\n", closing="</details>\n\n")


def _fill(section: _Section, room: int) -> int:
    """Take as many units as there is room for; returns the letters that they take."""
    used = 0
    for head, units in section.parts:
        taken: list[str] = []
        for unit in units:
            cost = len(unit) + 1 + (0 if taken else len(head) + 1)
            if used + cost > room:
                section.left_out += 1
                continue
            used += cost
            taken.append(unit)
        if taken:
            section.shown += [head, *(f"{unit}\n" for unit in taken), "\n"]
    return used


def _written(section: _Section, more: Callable[[int], str]) -> str:
    rest = f"{more(section.left_out)}\n\n" if section.left_out else ""
    return f"{section.opening}{''.join(section.shown)}{rest}{section.closing}"
