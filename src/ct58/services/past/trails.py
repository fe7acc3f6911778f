"""Following what was moved: a unit that got another id, a record that lay at another place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ct58.domain.records.places import UNITS_FOLDER, place_of, unit_file, unit_folder, unit_of_file
from ct58.records import record
from ct58.vcs.history import Moves, RevisionStep, Touch, descendants, moves, revision_steps
from ct58.vcs.repository import Repository, Revision

ALIKE = 70
"""Percent: reports of one form are up to half alike in any case, one that got another unit in its head 80 and more."""


@record
class Relocation:
    """A revision in which something came to its place, seen from one of its sides.

    `places`: former → new, files and folders of units. `gone`: the object of each file that left its path.
    `former`: the folder that the data as a whole came from.
    """

    revision: Revision
    places: Mapping[str, str]
    gone: Mapping[str, str]
    former: str | None = None

    def after(self, file: str) -> str:
        """Where a file is after it."""
        return _elsewhere(file, self.places)

    def before(self, file: str) -> str:
        """Where a file, or a unit's folder, was before it."""
        return _elsewhere(file, {new: old for old, new in self.places.items()})

    def object_of(self, file: str) -> str | None:
        """What a file was at its former place; None for one that has not been moved."""
        there = self.before(file)
        return self.gone.get(there) if there != file or self.former is not None else None


class Trail:
    """The history of a part of the data, with what was moved known under both its names."""

    def __init__(self, repository: Repository, tip: str) -> None:
        self._repository = repository
        self._tip = tip
        self._later: dict[str, frozenset[str]] = {}
        self._known: dict[tuple[str, int], Relocation] = {}

    def of(self, path: str) -> list[RevisionStep]:
        """What changed a unit's folder or a file, also while it was at another place; the newest first."""
        places, steps = self._places(path)
        if len(places) == 1:
            return list(self._with_former_folder(steps, places))
        steps = self.all(places)
        return [kept for step in steps if (kept := self._below(step, path)).touches]

    def all(self, paths: Sequence[str]) -> list[RevisionStep]:
        """What changed some paths, the newest first; afterwards all that moved within them is known."""
        steps = list(self.along(paths))
        order = {step.revision.id: place for place, step in enumerate(steps)}
        self._known = dict(sorted(self._known.items(), key=lambda known: order.get(known[0][0], 0)))
        return steps

    def along(self, paths: Sequence[str]) -> Iterator[RevisionStep]:
        """What changed some paths, the newest first; what went and came elsewhere is one touch."""
        steps = self._with_former_folder(revision_steps(self._repository, paths, self._tip), paths)
        for step in steps:
            sides = _sides_that_differ(step)
            yield _joined(step, {side: self._arrival(step.revision, side) for side in sides})

    def _with_former_folder(
        self, steps: Iterable[RevisionStep], paths: Sequence[str]
    ) -> Iterator[RevisionStep]:
        """Steps, and where the oldest one brought the data from another folder, what was done there.

        In that one nothing changed but what is not the same as before.
        """
        oldest: RevisionStep | None = None
        for step in steps:
            if oldest is not None:
                yield oldest
            oldest = step
        if oldest is None:
            return
        arrival = self._arrival(oldest.revision, 0) if _only_brings(oldest) else None
        if arrival is None or arrival.former is None:
            yield oldest
            return
        yield _unlike(_joined(oldest, {0: arrival}))
        there = Trail(self._repository.at(arrival.former), f"{oldest.revision.id}^1")
        yield from there.along(paths)

    @property
    def arrivals(self) -> list[Relocation]:
        """What is known to have moved, the oldest first."""
        return [arrival for arrival in reversed(self._known.values()) if arrival.places]

    def present_place(self, file: str, revision: Revision) -> str:
        """Where a file of a revision is now. Who takes over an id that became free later is somebody else."""
        for arrival in self.arrivals:
            moved = arrival.after(file)
            if moved != file and not self._has(revision, arrival):
                file = moved
        return file

    def former_ids(self) -> dict[str, str]:
        """Former id → present id of the units that were moved."""
        found: dict[str, str] = {}
        for arrival in self.arrivals:
            units = {_unit(old): _unit(new) for old, new in arrival.places.items() if not place_of(old)}
            found = {old: units.get(new, new) for old, new in found.items()} | units
        return found

    def former_items(self) -> frozenset[str]:
        """The ids that items had before they were moved."""
        places = (place_of(old) for arrival in self.arrivals for old in arrival.places)
        return frozenset(place.item for place in places if place and place.item)

    def _places(self, path: str) -> tuple[list[str], list[RevisionStep]]:
        """A path with all its former ones, and the history of the last one looked at."""
        places, steps = [path], list[RevisionStep]()
        for place in places:
            steps = list(revision_steps(self._repository, [place], self._tip))
            marker = place if place_of(place) else unit_file(_unit(place))
            came = [
                step for step in steps if any(t.file == marker and t.before is None for t in step.touches)
            ]
            before = [self._arrival(step.revision, 0).before(place) for step in came]
            places.extend(dict.fromkeys(former for former in before if former not in places))
        return places, steps

    def _arrival(self, revision: Revision, side: int) -> Relocation:
        """What came to its place in a revision; git is asked once."""
        known = self._known.get((revision.id, side))
        if known is None:
            found = moves(self._repository, revision, side)
            known = Relocation(
                revision=revision, places=_new_places(found), gone=found.gone, former=found.former
            )
            self._known[revision.id, side] = known
        return known

    def _has(self, revision: Revision, arrival: Relocation) -> bool:
        """Whether a revision knows that something has been moved: it did so itself, or builds on it."""
        id_ = arrival.revision.id
        if id_ not in self._later:
            self._later[id_] = descendants(self._repository, arrival.revision, self._tip) | {id_}
        return revision.id in self._later[id_]

    def _below(self, step: RevisionStep, path: str) -> RevisionStep:
        touches = [
            touch for touch in step.touches if _is_below(self.present_place(touch.file, step.revision), path)
        ]
        return replace(step, touches=tuple(touches))


def _new_places(found: Moves) -> dict[str, str]:
    """Former → new place: of units as a whole, and of single records that are nearly the same."""
    units = dict(_moved_units(found))
    alone = {
        move.old: move.new
        for move in found.files
        if move.likeness >= ALIKE and _kind(move.old) == _kind(move.new) and _folder(move.old) not in units
    }
    return {**units, **alone}


def _moved_units(found: Moves) -> Iterator[tuple[str, str]]:
    """A unit that is no more, and the one to which most of its files went; each but once."""
    gone = {_folder(file) for file in found.gone if _kind(file) == "unit"}
    votes = Counter((_folder(move.old), _folder(move.new)) for move in found.files)
    used: set[str] = set()
    for (old, new), _count in votes.most_common():
        if old in gone and new and old != new and used.isdisjoint((f"from {old}", f"to {new}")):
            used |= {f"from {old}", f"to {new}"}
            yield old, new


def _sides_that_differ(step: RevisionStep) -> frozenset[int]:
    """The sides on which what a revision has new may have been at another place.

    Of a single side only where something went, too: a merge does not say what went on one of its sides.
    """
    records = [touch for touch in step.touches if place_of(touch.file) is not None]
    went = any(touch.after is None for touch in records)
    lacking = {
        side for touch in records if touch.after for side, id_ in enumerate(touch.sides) if id_ is None
    }
    return frozenset(lacking) if went or any(touch.others for touch in records) else frozenset()


def _only_brings(step: RevisionStep) -> bool:
    """Whether all that a revision has is something new."""
    return all(touch.before is None for touch in step.touches)


def _unlike(step: RevisionStep) -> RevisionStep:
    """A step without the files whose content stayed the same."""
    return replace(step, touches=tuple(touch for touch in step.touches if not touch.is_of_mode_only))


def _joined(step: RevisionStep, arrivals: Mapping[int, Relocation]) -> RevisionStep:
    """Each file that went and came elsewhere as one touch, at its new place."""
    if not arrivals:
        return step
    came = {touch.file for touch in step.touches if touch.after}
    stays = (
        touch
        for touch in step.touches
        if touch.after or not any(arrival.after(touch.file) in came for arrival in arrivals.values())
    )
    return replace(step, touches=tuple(_with_origins(touch, arrivals) for touch in stays))


def _with_origins(touch: Touch, arrivals: Mapping[int, Relocation]) -> Touch:
    """A touch with the objects that the file had at its former places."""
    sides = (
        arrivals[side].object_of(touch.file) if id_ is None and side in arrivals else id_
        for side, id_ in enumerate(touch.sides)
    )
    before, *others = sides
    return replace(touch, before=before, others=tuple(others))


def _elsewhere(file: str, places: Mapping[str, str]) -> str:
    """A path at its new place, if it or its folder has one."""
    found = file if file in places else _folder(file)
    return places[found] + file.removeprefix(found) if found in places else file


def _is_below(file: str, path: str) -> bool:
    return file == path or file.startswith(f"{path}/")


def _folder(file: str) -> str:
    """The folder of the unit that a file belongs to; empty for any other file."""
    unit = unit_of_file(file)
    return unit_folder(unit) if unit is not None else ""


def _unit(folder: str) -> str:
    return folder.removeprefix(UNITS_FOLDER)


def _kind(file: str) -> str | None:
    place = place_of(file)
    return place.kind if place else None
