"""What goes with a choice between two sides: what the other side had brought for no other sake does not stay behind.

A corrected figure comes with its correction, its reason, the paper and the day that it rests on; a rating with its decision;
an attribute of a unit with what it was before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ct58.domain.planning.edits import (
    Edit,
    Missing,
    Operation,
    Plain,
    RemoveValue,
    SetValue,
    same,
    value_at,
)
from ct58.domain.records.places import place_of
from ct58.domain.records.units import DATED
from ct58.errors import Path
from ct58.records import positional_record

_HEAD = ("state", "received_on", "document", "quality", "source")
"""What a report rests on: it goes with the last figure of a side that is not kept."""
_ABOUT_A_CHANGE = frozenset({"until", "document"})
"""Keys of what a unit was that name none of it."""


@positional_record
class Choosing:
    """A file as both sides had it, as each made it, and as it is with what was chosen; `decided_by`: rating → decision."""

    base: Plain | Missing
    mine: Plain
    theirs: Plain
    result: Plain
    decided_by: Mapping[str, str]


def leftovers(file: str, choosing: Choosing) -> Edit:
    """What takes out of the result what belongs to a side only by what was not chosen of it."""
    place = place_of(file)
    kind = place.kind if place else None
    sides = _Side(choosing, choosing.mine, choosing.theirs), _Side(choosing, choosing.theirs, choosing.mine)
    if kind == "report":
        return tuple(step for side in sides for step in _of_report(file, side))
    return tuple(step for side in sides for step in _of_unit(file, side)) if kind == "unit" else ()


@positional_record
class _Side:
    """One of the sides, beside the other."""

    all: Choosing
    own: Plain
    other: Plain

    def said(self, at: Path) -> bool:
        """Whether this side gave a place a value of its own, which the other did not give."""
        own = _value(self.own, at)
        return not same(own, _value(self.all.base, at)) and not same(own, _value(self.other, at))

    def stands(self, at: Path) -> bool:
        """Whether the result has this side's own value."""
        return self.said(at) and same(_value(self.all.result, at), _value(self.own, at))

    def lost(self, at: Path) -> bool:
        """Whether both gave a value of their own, and the other's was chosen."""
        has_other = not same(_value(self.other, at), _value(self.all.base, at))
        chosen = same(_value(self.all.result, at), _value(self.other, at))
        return self.said(at) and has_other and chosen

    def keys(self, at: Path) -> tuple[str, ...]:
        """The keys that this side or the other has at a place."""
        found = (value_at(tree, at) for tree in (self.own, self.other))
        return tuple(dict.fromkeys(key for one in found if isinstance(one, Mapping) for key in one))

    def new(self, at: Path) -> Iterator[tuple[int, Plain]]:
        """The entries of a list of the result that only this side added."""
        known = [*_entries(self.all.base, at), *_entries(self.other, at)]
        own = _entries(self.own, at)
        for index, entry in enumerate(_entries(self.all.result, at)):
            if any(same(entry, one) for one in own) and not any(same(entry, one) for one in known):
                yield index, entry

    def taken_back(self, file: str, at: Path) -> Iterator[Operation]:
        """A place as the other side has it, where the result has this side's value."""
        if not self.stands(at):
            return
        found, other = value_at(self.all.result, at), value_at(self.other, at)
        if isinstance(other, Missing) and not isinstance(found, Missing):
            yield RemoveValue(file=file, at=at, expected=found)
        elif not isinstance(other, Missing):
            yield SetValue(file=file, at=at, value=other, expected=found)


def _value(tree: Plain | Missing, at: Path) -> Plain:
    found = value_at(tree, at)
    return None if isinstance(found, Missing) else found


def _entries(tree: Plain | Missing, at: Path) -> tuple[Plain, ...]:
    found = value_at(tree, at)
    return found if isinstance(found, tuple) else ()


def _of_report(file: str, side: _Side) -> Iterator[Operation]:
    companions = side.all.decided_by
    decisions = frozenset(companions.values())
    keys = [key for key in side.keys(("figures",)) if key not in decisions]
    lost = [key for key in keys if side.lost(("figures", key))]
    for key in lost:
        yield from side.taken_back(file, ("reasons", key))
        if key in companions:
            yield from side.taken_back(file, ("figures", companions[key]))
    if not lost or any(side.stands(("figures", key)) for key in keys):
        return
    for key in _HEAD:
        yield from side.taken_back(file, (key,))
    for index, entry in reversed([*side.new(("corrections",))]):
        yield RemoveValue(file=file, at=("corrections", index), expected=entry)


def _of_unit(file: str, side: _Side) -> Iterator[Operation]:
    lost = frozenset(key for key in DATED if side.lost((key,)))
    for index, entry in reversed([*side.new(("before",))] if lost else []):
        yield from _without(file, ("before", index), entry, lost)


def _without(file: str, at: Path, entry: Plain, lost: Collection[str]) -> Iterator[Operation]:
    """An entry of what a unit was without some attributes; nothing of it where it names no other."""
    if not isinstance(entry, Mapping):
        return
    gone = [key for key in entry if key in lost]
    if gone and set(entry) - set(gone) <= _ABOUT_A_CHANGE:
        yield RemoveValue(file=file, at=at, expected=entry)
        return
    for key in gone:
        yield RemoveValue(file=file, at=(*at, key), expected=entry[key])


def decisions_of(programme: Plain | Missing) -> dict[str, str]:
    """Rating → the figure that holds its decision, as a programme declares it, or by the convention of the name."""
    figures = [line for line in _entries(programme, ("figures",)) if isinstance(line, Mapping)]
    known = {str(line.get("key")) for line in figures}
    said = {str(line.get("key")): line.get("decided_by") for line in figures}
    by_name = {key: f"{key}_decision" for key in known if f"{key}_decision" in known}
    return by_name | {key: decision for key, decision in said.items() if isinstance(decision, str)}
