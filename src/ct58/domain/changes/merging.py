"""Three trees become one: what either side changed is kept; the same place changed differently is a conflict.

Lists are merged item by item: by what names an item (an id; an event's occasion), not by where it stands. What says one
thing in several words (a document, an event) is one side's or the other's, never half of each; so is a record that both
made, where they mean two things by it (`sameness`).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ct58.domain.changes.sameness import holds, is_another_thing, is_event, is_one_event
from ct58.domain.planning.edits import MISSING, Missing, Plain, same
from ct58.errors import Path
from ct58.records import positional_record, record

MergedValue: TypeAlias = "Plain | Missing"

_NAMED_BY: tuple[tuple[str, ...], ...] = (
    ("id",),
    ("key",),
    ("event", "item", "occurrence", "date", "to", "product"),
    ("until",),
    ("name",),
    ("report", "units"),
    ("role", "valid_from"),
    ("on",),
    ("date", "reason"),
)
"""What names a record in a list: the first of these whose first key it has; any other names itself."""
_DOES = frozenset({"changes", "ends", "replaces", "adds"})
_AN_AMENDMENT = ("document", "effective_from", "on")
"""What names a record that does one of these: two documents of a day are two, one that does more is the same."""
_DAYS = ("date", "on")
"""The keys that say when a record of a list belongs; such lists are kept in order of days."""
_WHOLES = frozenset(
    {"document", "source", "deadline", "target", "numerator", "denominator", "voided", "owners", "closing"}
)
"""Keys whose value says one thing in several words."""
_ONE_EACH = frozenset({("id",), ("key",), _AN_AMENDMENT, ("until",), ("report", "units")})
"""What names a record of which there can be only one: two that were added under one such name are compared."""
_FALLING = "until"
"""The key of what was so up to a day: of such lists the latest stands first, and of one day there is one record."""


@record
class Conflict:
    """A place of the merged tree that both sides changed, each in its own way."""

    at: Path
    base: MergedValue
    ours: MergedValue
    theirs: MergedValue


@positional_record
class MergedFrom:
    """Where a place of the merged tree stands in each of the three; None where it does not."""

    base: Path | None
    ours: Path | None
    theirs: Path | None


@record
class Merged:
    """The merged tree. Where there is a conflict it has our value, or theirs where we have none."""

    tree: MergedValue
    conflicts: tuple[Conflict, ...]
    origins: Mapping[Path, MergedFrom]


def merge_trees(
    base: MergedValue, ours: MergedValue, theirs: MergedValue, *, are_two_things: bool = False
) -> Merged:
    """What both sides made of a base (MISSING: each made the file anew).

    New items of a list are kept from both sides, in order of their days, ours first; those in the same
    words once, and where two lines can only be about one event they are a conflict. The order of a list or of keys is
    ours, except where only the other side changed it. `are_two_things`: it is known that the sides mean two things by
    the file, such as the events of two units of one id.
    """
    merger = _Merger()
    three = _Three(*(_Spot(tree, None if tree is MISSING else ()) for tree in (base, ours, theirs)))
    tree = merger.settled((), three) if are_two_things else merger.place((), three)
    return Merged(tree=tree, conflicts=tuple(merger.conflicts), origins=merger.origins)


@positional_record
class _Spot:
    """A value of one side, and where it stands there."""

    value: MergedValue
    at: Path | None

    def below(self, step: str | int | None) -> _Spot:
        """The value of a key or of an item; None means that this side has no such item."""
        if step is None or self.at is None:
            return _NOWHERE
        if isinstance(self.value, Mapping):
            return _Spot(self.value[step], (*self.at, step)) if step in self.value else _NOWHERE
        is_item = isinstance(self.value, tuple) and isinstance(step, int)
        return _Spot(self.value[step], (*self.at, step)) if is_item else _NOWHERE  # type: ignore[index]  # is_item

    def items(self) -> tuple[Plain, ...]:
        """The items of a list; none where there is no list."""
        return self.value if isinstance(self.value, tuple) else ()

    def keys(self) -> list[str | int]:
        """The keys of a mapping; none where there is no mapping."""
        return list(self.value) if isinstance(self.value, Mapping) else []


_NOWHERE = _Spot(MISSING, None)


@positional_record
class _Three:
    """One place on all sides."""

    base: _Spot
    ours: _Spot
    theirs: _Spot

    @property
    def origin(self) -> MergedFrom:
        """Where it stands on each."""
        return MergedFrom(self.base.at, self.ours.at, self.theirs.at)

    @property
    def is_deletion(self) -> bool:
        """Whether a side took away what the base had."""
        says_nothing = _is_nothing(self.ours.value) or _is_nothing(self.theirs.value)
        return says_nothing and not _is_nothing(self.base.value)

    @property
    def tuples(self) -> tuple[tuple[Plain, ...], ...]:
        """The lists of both sides."""
        return self.ours.items(), self.theirs.items()

    @property
    def are_ours_as_before(self) -> bool:
        """Whether our side changed nothing."""
        return same(self.base.value, self.ours.value)

    def are_all(self, kind: type) -> bool:
        """Whether every side that says something says it in one kind of value."""
        said = [s.value for s in (self.base, self.ours, self.theirs) if not _is_nothing(s.value)]
        return bool(said) and all(isinstance(value, kind) for value in said)

    def below(self, base: str | int | None, ours: str | int | None, theirs: str | int | None) -> _Three:
        """One step further down, on each side by its own step."""
        return _Three(self.base.below(base), self.ours.below(ours), self.theirs.below(theirs))


@dataclass(slots=True)
class _Merger:
    """Walks the three trees together and notes what it finds."""

    conflicts: list[Conflict] = field(default_factory=list)
    origins: dict[Path, MergedFrom] = field(default_factory=dict)

    def place(self, at: Path, three: _Three) -> MergedValue:
        """The merged value of a place."""
        self.origins[at] = three.origin
        if three.is_deletion or _is_a_whole(at, three):
            return self.settled(at, three)
        if three.are_all(Mapping):
            return self._mapping(at, three)
        return self._list(at, three) if three.are_all(tuple) else self.settled(at, three)

    def _mapping(self, at: Path, three: _Three) -> Plain:
        first, other = three.ours, three.theirs
        if three.are_ours_as_before:
            first, other = other, first
        keys = _woven_keys(first.keys(), other.keys())
        merged = {key: self.place((*at, key), three.below(key, key, key)) for key in keys}
        return {key: value for key, value in merged.items() if value is not MISSING}

    def _list(self, at: Path, three: _Three) -> Plain:
        merged: list[Plain] = []
        for row in _rows(three):
            value = self.place((*at, len(merged)), three.below(row.base, row.ours, row.theirs))
            if value is not MISSING:
                merged.append(value)
        return tuple(merged)

    def settled(self, at: Path, three: _Three) -> MergedValue:
        """The value that one side gave, or a conflict."""
        self.origins[at] = three.origin
        side = _chosen(three) or _fuller(three)
        if side is None:
            base, ours, theirs = three.base.value, three.ours.value, three.theirs.value
            self.conflicts.append(Conflict(at=at, base=base, ours=ours, theirs=theirs))
            side = "theirs" if ours is MISSING else "ours"
        return self._adopted(at, side, getattr(three, side))

    def _adopted(self, at: Path, side: _SideName, spot: _Spot) -> MergedValue:
        """The value of one side, with the origin of all that is in it."""
        for step in (*spot.keys(), *range(len(spot.items()))):
            inner = spot.below(step)
            self.origins[*at, step] = MergedFrom(**{**_NO_ORIGIN, side: inner.at})
            self._adopted((*at, step), side, inner)
        return spot.value


_SideName = Literal["ours", "theirs"]
_NO_ORIGIN: Mapping[str, Path | None] = {"base": None, "ours": None, "theirs": None}


def _chosen(three: _Three) -> _SideName | None:
    """The side whose value holds; None where both changed it, each in its own way."""
    base, ours, theirs = three.base.value, three.ours.value, three.theirs.value
    if same(base, ours):
        return "theirs"
    if same(base, theirs):
        return "ours"
    if _agree(ours, theirs):
        return "theirs" if ours is MISSING else "ours"
    if _agree(base, ours):
        return "theirs"
    return "ours" if _agree(base, theirs) else None


def _fuller(three: _Three) -> _SideName | None:
    """The side that says all that the other says, where both added to what there was."""
    base, ours, theirs = three.base.value, three.ours.value, three.theirs.value
    if is_another_thing(ours, theirs) or not (
        _is_nothing(base) or (holds(ours, base) and holds(theirs, base))
    ):
        return None
    if holds(ours, theirs):
        return "ours"
    return "theirs" if holds(theirs, ours) else None


def _is_a_whole(at: Path, three: _Three) -> bool:
    """Whether a place is one side's or the other's as a whole, and never half of each."""
    sides = three.ours.value, three.theirs.value
    if all(isinstance(value, tuple) for value in sides):
        return (not three.base.items() and not all(map(_are_records, three.tuples))) or _is_figure(at)
    if not all(isinstance(value, Mapping) for value in sides):
        return False
    is_new = _is_nothing(three.base.value) and (not at or isinstance(at[-1], int))
    if is_new and is_another_thing(*sides):
        return True
    return all(map(is_event, sides)) or _is_figure(at) or (bool(at) and at[-1] in _WHOLES)


def _is_figure(at: Path) -> bool:
    """Whether a place is the value of a figure: its rows are what was counted, its fields what one paper says."""
    return len(at) == 2 and at[0] == "figures" and isinstance(at[1], str)


def _are_records(items: Sequence[Plain]) -> bool:
    """Whether each item of a list has a name of its own, so that those of both sides can stand side by side."""
    return all(isinstance(item, Mapping) and _named_by(item) for item in items)


def _is_nothing(value: MergedValue) -> bool:
    """A key that is missing says as little as null."""
    return value is None or value is MISSING


def _agree(one: MergedValue, other: MergedValue) -> bool:
    return same(one, other) or (_is_nothing(one) and _is_nothing(other))


def _woven_keys(first: Sequence[str | int], other: Iterable[str | int]) -> list[str | int]:
    """The keys of both, those only in the other behind the one that they follow there."""
    woven, place = list(first), 0
    for key in other:
        if key in first:
            place = woven.index(key) + 1
        else:
            woven.insert(place, key)
            place += 1
    return woven


# ---------------------------------------------------------------------- lists


@positional_record
class _Row:
    """One item of the merged list: its position on each side that has it."""

    base: int | None
    ours: int | None
    theirs: int | None

    def is_new(self) -> bool:
        """Whether the base does not have it."""
        return self.base is None


def _rows(three: _Three) -> list[_Row]:
    """All items of both sides in the merged order, each once."""
    base, ours, theirs = three.base.items(), three.ours.items(), three.theirs.items()
    in_ours, in_theirs = _counterparts(base, ours), _counterparts(base, theirs)
    twins = _twins(ours, in_ours, theirs, in_theirs)
    rows = [_Row(old, in_ours.get(old), in_theirs.get(old)) for old in range(len(base))]
    rows += [_Row(None, new, twins.get(new)) for new in _others(ours, in_ours.values())]
    known = {*in_theirs.values(), *twins.values()}
    rows += [_Row(None, None, new) for new in _others(theirs, known)]
    return _in_order(rows, three)


def _others(items: Sequence[Plain], known: Iterable[int]) -> list[int]:
    """The positions that are none of the known ones."""
    found = frozenset(known)
    return [index for index in range(len(items)) if index not in found]


def _counterparts(base: Sequence[Plain], side: Sequence[Plain]) -> dict[int, int]:
    """Position in the base → position on a side: items in the same words first, then those of one name."""
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, item in enumerate(base):
        waiting[_name(item)].append(index)
    found: dict[int, int] = {}
    left = []
    for index, item in enumerate(side):
        alike = next((old for old in waiting[_name(item)] if same(base[old], item)), None)
        if alike is None:
            left.append(index)
        else:
            waiting[_name(item)].remove(alike)
            found[alike] = index
    for index in left:
        if waiting[_name(side[index])]:
            found[waiting[_name(side[index])].pop(0)] = index
    old = [index for index in range(len(base)) if index not in found]
    return found | _paired(base, old, side, _others(side, found.values()), is_one_event)


def _twins(
    ours: Sequence[Plain], in_ours: Mapping[int, int], theirs: Sequence[Plain], in_theirs: Mapping[int, int]
) -> dict[int, int]:
    """Our position → theirs of what both sides added: in the same words first, then under one name, then of one event."""
    twins: dict[int, int] = {}
    for are_twins in (same, _is_one_name, _is_one_day, is_one_event):
        mine = _others(ours, [*in_ours.values(), *twins])
        others = _others(theirs, [*in_theirs.values(), *twins.values()])
        twins |= _paired(ours, mine, theirs, others, are_twins)
    return twins


def _paired(
    ours: Sequence[Plain],
    mine: Iterable[int],
    theirs: Sequence[Plain],
    others: Iterable[int],
    are_one: Callable[[Plain, Plain], bool],
) -> dict[int, int]:
    """Our position → theirs, each once, in the order of both."""
    found: dict[int, int] = {}
    waiting = list(others)
    for index in mine:
        twin = next((other for other in waiting if are_one(ours[index], theirs[other])), None)
        if twin is not None:
            waiting.remove(twin)
            found[index] = twin
    return found


def _is_one_name(one: Plain, other: Plain) -> bool:
    """Whether both sides added a record of which there can be only one: of an id, of a document, of a day."""
    return (
        isinstance(one, Mapping)
        and isinstance(other, Mapping)
        and _named_by(one) in _ONE_EACH
        and _name(one) == _name(other)
    )


def _is_one_day(one: Plain, other: Plain) -> bool:
    """Whether both tell of one event, and of its day alike."""
    return is_one_event(one, other) and _day(one) == _day(other)


def _named_by(item: Mapping[str, Plain]) -> tuple[str, ...]:
    """The keys that name a record of a list; none where only all that it says does."""
    if "id" not in item and "document" in item and not _DOES.isdisjoint(item):
        return _AN_AMENDMENT
    return next((keys for keys in _NAMED_BY if keys[0] in item), ())


def _name(item: Plain) -> Hashable:
    """What names an item of a list: the same on all sides, whatever else is said of it."""
    if isinstance(item, Mapping) and (keys := _named_by(item)):
        return tuple(_frozen(item.get(key)) for key in keys)
    return _frozen(item)


def _frozen(value: Plain) -> Hashable:
    if isinstance(value, Mapping):
        return frozenset((key, _frozen(child)) for key, child in value.items())
    return tuple(map(_frozen, value)) if isinstance(value, tuple) else value


def _in_order(rows: Iterable[_Row], three: _Three) -> list[_Row]:
    """One side's order (ours, unless only the other side changed the list), the other's items put in."""
    days = {row: _day(item) for row in rows if (item := _item(row, three)) is not MISSING}
    first = sorted((row for row in days if row.ours is not None), key=lambda row: row.ours or 0)
    other = sorted((row for row in days if row.theirs is not None), key=lambda row: row.theirs or 0)
    return _woven_rows(other, first, days) if three.are_ours_as_before else _woven_rows(first, other, days)


def _item(row: _Row, three: _Three) -> MergedValue:
    """The item of a row as a side has it; MISSING where both took it away."""
    mine = three.ours.below(row.ours).value
    return three.theirs.below(row.theirs).value if mine is MISSING else mine


def _woven_rows(first: Sequence[_Row], other: Iterable[_Row], days: Mapping[_Row, int | None]) -> list[_Row]:
    """The other's rows put into the first's: by their day, else behind the row that they follow there."""
    woven, place, known = list(first), 0, frozenset(first)
    for row in other:
        if row in known:
            place = woven.index(row) + 1
            continue
        day = days[row]
        place = _behind_new(woven, place) if day is None else _behind_day(woven, days, day)
        woven.insert(place, row)
        place += 1
    return woven


def _behind_new(woven: Sequence[_Row], place: int) -> int:
    """The first place from here on that is not in front of a new row."""
    while place < len(woven) and woven[place].is_new():
        place += 1
    return place


def _behind_day(woven: Sequence[_Row], days: Mapping[_Row, int | None], day: int) -> int:
    """The place behind the last row that does not belong after a day."""
    earlier = (index for index, row in enumerate(woven) if (found := days[row]) is not None and found <= day)
    return max(earlier, default=-1) + 1


def _day(item: MergedValue) -> int | None:
    """Where the day that a record of a list belongs to stands in the list's order, if it has one."""
    if not isinstance(item, Mapping):
        return None
    found = (item.get(key) for key in _DAYS)
    day = next((day for day in found if isinstance(day, dt.date)), None)
    if day is not None:
        return day.toordinal()
    last = item.get(_FALLING)
    return -last.toordinal() if isinstance(last, dt.date) else None
