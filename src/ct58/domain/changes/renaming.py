"""Another id for a thing whose id somebody else gave to another one: wherever it is named; and taking away what names it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from ct58.domain.planning.edits import MISSING, Edit, Missing, Plain, RemoveValue, SetValue, same, value_at
from ct58.domain.records.places import (
    AMENDMENTS_FOLDER,
    ITEMS_FOLDER,
    amendment_file,
    item_file,
    name_in,
    place_of,
    unit_file,
    unit_folder,
)
from ct58.errors import Path
from ct58.records import positional_record

NamedKind = Literal["item", "unit", "amendment"]
_HOLD_UNITS = frozenset(
    {
        "unit",
        "units",
        "lead",
        "with_",
        "ids",
        "merged_into",
        "split_from",
        "counted_in",
        "handed_to",
        "receivers",
    }
)
"""Keys whose values are ids of units."""
_BY_ID = frozenset({"receivers", "other_ends"})
"""Mappings whose keys are ids of units or items."""


@positional_record
class NamedThing:
    """What has an id of its own, and a file or folder of that name: an item that came up, a unit, an amendment."""

    kind: NamedKind
    id: str

    @property
    def file(self) -> str:
        """The file that says what it is."""
        return _FILES[self.kind](self.id)

    def has(self, file: str) -> bool:
        """Whether a file belongs to it: of a unit all that lies in its folder."""
        return file.startswith(f"{unit_folder(self.id)}/") if self.kind == "unit" else file == self.file

    def moved(self, file: str, new: str) -> str:
        """Where one of its files belongs under another id."""
        if self.kind == "unit":
            return unit_folder(new) + file.removeprefix(unit_folder(self.id))
        return _FILES[self.kind](new)


_FILES = {"item": item_file, "unit": unit_file, "amendment": amendment_file}


def thing_of(file: str) -> NamedThing | None:
    """The thing that a file says what it is; None for what belongs to one, or has no id of its own."""
    place = place_of(file)
    if place is None or place.kind not in ("unit", "item", "amendment"):
        return None
    if place.unit:
        return NamedThing("unit", place.unit)
    folder = ITEMS_FOLDER if place.item else AMENDMENTS_FOLDER
    return NamedThing("item" if place.item else "amendment", name_in(folder, file) or "")


def free_id(thing: NamedThing, taken: Collection[str]) -> str:
    """The next free id of its kind: of an item the number after the highest, of all else the same name with a number."""
    numbered = re.fullmatch(r"(.*?)([0-9]+)", thing.id)
    if thing.kind == "item" and numbered:
        stem, number = numbered.groups()
        numbers = (re.fullmatch(rf"{re.escape(stem)}([0-9]+)", id_) for id_ in [*taken, thing.id])
        return f"{stem}{max(int(found[1]) for found in numbers if found) + 1:0{len(number)}d}"
    return next(name for count in range(2, len(taken) + 3) if (name := f"{thing.id}-{count}") not in taken)


@positional_record
class Origin:
    """What tells whose a part of a file is: the file as a side has it, and as the others have it, who mean something else."""

    own: Plain
    others: tuple[Plain, ...] = ()

    def has(self, tree: Plain, at: Path) -> bool:
        """Whether what stands at a place of a file is the side's alone: of a record in a list the whole record tells it."""
        steps = next((place for place, step in enumerate(at, start=1) if isinstance(step, int)), len(at))
        found, home = value_at(tree, at[:steps]), at[: steps - 1]
        if steps == len(at) and not (at and isinstance(at[-1], int)):
            return _says(self.own, at, found) and not any(_says(other, at, found) for other in self.others)
        return _lists(self.own, home, found) and not any(_lists(other, home, found) for other in self.others)


def _says(tree: Plain, at: Path, found: Plain | Missing) -> bool:
    return same(value_at(tree, at), found)


def _lists(tree: Plain, at: Path, found: Plain | Missing) -> bool:
    entries = value_at(tree, at)
    return isinstance(entries, tuple) and any(same(entry, found) for entry in entries)


def renaming(file: str, tree: Plain, thing: NamedThing, new: str, origin: Origin) -> Edit:
    """What gives a side's thing another id in one file, wherever that side names it."""
    values = (
        SetValue(file=file, at=at, value=said, expected=text)
        for at, text in _texts(tree, ())
        if (said := _renamed(thing, at, text, new)) != text and origin.has(tree, at)
    )
    moved = (
        step
        for at, value in _keyed(tree, thing, ())
        if origin.has(tree, at)
        for step in (
            RemoveValue(file=file, at=at, expected=value),
            SetValue(file=file, at=(*at[:-1], new), value=value, expected=MISSING),
        )
    )
    return (*values, *moved)


def _renamed(thing: NamedThing, at: Path, text: str, new: str) -> str:
    """A text that names it; a unit's id may well be a word, so that only where units are named by it, it is one."""
    if thing.kind == "item":
        return re.sub(rf"(?<![\w-]){re.escape(thing.id)}(?![\w-])", new, text)
    is_named = at == ("id",) or not _HOLD_UNITS.isdisjoint(at[-2:])
    return new if text == thing.id and thing.kind == "unit" and is_named else text


def _texts(tree: Plain, at: Path) -> Iterator[tuple[Path, str]]:
    """Every text with its place."""
    if isinstance(tree, str):
        yield at, tree
    for step, child in _children(tree):
        yield from _texts(child, (*at, step))


def _keyed(tree: Plain, thing: NamedThing, at: Path) -> Iterator[tuple[Path, Plain]]:
    """The values whose key is the thing's id."""
    for step, child in _children(tree):
        if step == thing.id and thing.kind != "amendment" and at[-1:] and at[-1] in _BY_ID:
            yield (*at, step), child
        yield from _keyed(child, thing, (*at, step))


def _children(tree: Plain) -> Iterator[tuple[str | int, Plain]]:
    if isinstance(tree, Mapping):
        yield from tree.items()
    elif isinstance(tree, tuple):
        yield from enumerate(tree)


def leaving_out(file: str, tree: Plain, thing: NamedThing, origin: Origin) -> Edit:
    """What takes a side's events of an item out of a unit's file."""
    events = value_at(tree, ("events",))
    if thing.kind != "item" or not isinstance(events, tuple):
        return ()
    own = [
        index
        for index, event in enumerate(events)
        if isinstance(event, Mapping)
        and event.get("item") == thing.id
        and origin.has(tree, ("events", index))
    ]
    return tuple(
        RemoveValue(file=file, at=("events", index), expected=events[index]) for index in reversed(own)
    )
