"""levels.yaml: the offices of a level and who stands above whom, and what of theirs is one indicator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import Literal

from ct58.domain.records.measure import Target
from ct58.domain.time.days import lies_within
from ct58.records import record


@record
class AcceptedDefinition:
    """A superior's decision that what an office counts by another definition is the same indicator."""

    office: str
    definition: str
    reason: str
    document: str


@record
class LevelOffice:
    """An office, or a level above some: its place in the tree, and from when to when it has one, both days inside."""

    id: str
    name: str
    level: str
    parent: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def is_valid_on(self, day: dt.date) -> bool:
        """Whether it is expected to hand in anything on a day."""
        return lies_within(day, self.valid_from, self.valid_to)


@record
class LevelIndicator:
    """An indicator of a level.

    `definition` is the hash of what it counts; without one all who send must count the same. `from_`: which of its own
    an office counts for it, null where it has none. `targets` are the levels' own.
    """

    code: str
    title: str | None = None
    definition: str | None = None
    from_: Mapping[str, str | None] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)


@record
class Levels:
    """The whole of levels.yaml. `levels` begin with the lowest; without `indicators` each counts that has the same code."""

    schema: Literal["ct58/levels/1"]
    levels: tuple[str, ...]
    offices: tuple[LevelOffice, ...]
    indicators: tuple[LevelIndicator, ...] = ()
    accepted: tuple[AcceptedDefinition, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, LevelOffice]:
        """The offices by their ids."""
        return {office.id: office for office in self.offices}

    @cached_property
    def _children(self) -> Mapping[str | None, list[LevelOffice]]:
        found: dict[str | None, list[LevelOffice]] = {}
        for office in self.offices:
            found.setdefault(office.parent, []).append(office)
        return found

    def below(self, id_: str) -> Iterator[LevelOffice]:
        """What stands below an office, at any depth, in the file's order; the tree has no circle."""
        for office in self._children.get(id_, ()):
            yield office
            yield from self.below(office.id)

    def has_below(self, id_: str) -> bool:
        """Whether anybody stands below an office; who is at the end of the tree is expected to send."""
        return id_ in self._children

    @property
    def tops(self) -> tuple[LevelOffice, ...]:
        """Those above whom nobody stands."""
        return tuple(self._children.get(None, ()))
