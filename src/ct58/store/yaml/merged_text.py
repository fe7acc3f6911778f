"""A merge as text: three contents of one file become one, with the comments of both sides and marks where they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import cast

from ct58.domain.changes.merging import Conflict, Merged, MergedFrom, merge_trees
from ct58.domain.planning.edits import (
    MISSING,
    Missing,
    Plain,
    RemoveValue,
    SetValue,
    apply_to_tree,
    same,
    value_at,
)
from ct58.domain.records.places import place_of
from ct58.errors import Path
from ct58.records import positional_record, record
from ct58.store.yaml.canonical import dump
from ct58.store.yaml.comments import Remark, TextPlaces
from ct58.store.yaml.formatter import Parsed, canonical_form, parsed
from ct58.store.yaml.remarks import NO_REMARKS, TAIL, Extent, Remarks, extents, remarks_of, with_remarks


@positional_record
class ThreeContents:
    """One file: as it was, and as each side has it. An empty base: each side made it anew."""

    base: bytes
    ours: bytes
    theirs: bytes


@positional_record
class SideNames:
    """What the marks of a conflict call the two sides."""

    ours: str
    theirs: str


@record
class MergedText:
    """The merged content, and what a person has to settle in it between the marks."""

    content: bytes
    conflicts: tuple[Conflict, ...] = ()


def merge_texts(
    file: str,
    three: ThreeContents,
    by_lines: bytes | None,
    names: SideNames,
    figures: Sequence[str] = (),
    *,
    are_two_things: bool = False,
) -> MergedText | None:
    """Merge on meaning; None where one of the contents cannot be read as a record of the data.

    `by_lines` is git's own merge, None where that finds a conflict: where it comes to the same it is
    taken, since it keeps the form as people wrote it; else the result has the canonical form. Two things in one file
    stand one below the other in marks, to the letter (`are_two_things`: that is known from elsewhere).
    """
    sides = _Sides.read(file, three)
    if sides is None:
        return None
    apart = None if sides.base else sides.merged(are_two_things=are_two_things)
    if apart and any(conflict.at == () for conflict in apart.conflicts):
        ours, theirs = (side.text.removesuffix("\n").split("\n") for side in (sides.ours, sides.theirs))
        text = "\n".join(_in_marks(ours, theirs, names))
        return MergedText(content=f"{text}\n".encode(), conflicts=apart.conflicts)
    said_by_lines = _said(file, by_lines)
    if by_lines is not None and _both_say_something_new(sides) and _is_all(said_by_lines, sides.merged()):
        return MergedText(content=by_lines)  # before anything is written anew, which takes most of the time
    pages = sides.in_canonical_form(file, figures)
    if pages is None:
        return None
    if pages.base and pages.base.text in (pages.ours.text, pages.theirs.text):
        return MergedText(content=three.theirs if pages.base.text == pages.ours.text else three.ours)
    merged = pages.merged()
    if by_lines is not None and _is_all(said_by_lines, merged):
        return MergedText(content=by_lines)
    page = _Page(file, figures, merged, _merged_remarks(merged, pages))
    return MergedText(content=page.marked(names).encode(), conflicts=merged.conflicts)


@positional_record
class _Sides:
    """The three contents, read. The base is None where each side made the file anew."""

    base: Parsed | None
    ours: Parsed
    theirs: Parsed

    @classmethod
    def read(cls, file: str, three: ThreeContents) -> _Sides | None:
        """None where one of them cannot be read."""
        base = parsed(file, three.base) if three.base.strip() else None
        ours, theirs = parsed(file, three.ours), parsed(file, three.theirs)
        if ours is None or theirs is None or (base is None and three.base.strip()):
            return None
        return cls(base, ours, theirs)

    def in_canonical_form(self, file: str, figures: Sequence[str]) -> _Sides | None:
        """None where one of them cannot be written so without loss."""
        base = canonical_form(file, self.base, figures) if self.base else None
        ours, theirs = (canonical_form(file, side, figures) for side in (self.ours, self.theirs))
        if ours is None or theirs is None or (base is None and self.base):
            return None
        return _Sides(base, ours, theirs)

    def merged(self, *, are_two_things: bool = False) -> Merged:
        """What they come to."""
        base = self.base.value if self.base else MISSING
        return merge_trees(base, self.ours.value, self.theirs.value, are_two_things=are_two_things)


def _both_say_something_new(sides: _Sides) -> bool:
    """Whether each side says something else than the base, not only in another form."""
    base = sides.base.value if sides.base else MISSING
    return not same(base, sides.ours.value) and not same(base, sides.theirs.value)


def _said(file: str, content: bytes | None) -> Plain | Missing:
    """What a content says; MISSING where that is not certain."""
    read = parsed(file, content) if content is not None else None
    return read.value if read else MISSING


def _is_all(said: Plain | Missing, merged: Merged) -> bool:
    """Whether that is what the three come to."""
    return not merged.conflicts and same(said, merged.tree)


# ------------------------------------------------------------------- comments


def _merged_remarks(merged: Merged, pages: _Sides) -> Mapping[Path, Remarks]:
    """The comments of every place of the merged tree, from wherever it stood before."""
    base = remarks_of(pages.base.places) if pages.base else {}
    ours, theirs = remarks_of(pages.ours.places), remarks_of(pages.theirs.places)
    origins = {**merged.origins, TAIL: MergedFrom(TAIL, TAIL, TAIL)}
    return {
        at: _joined(
            *(
                remarks.get(place, NO_REMARKS) if place is not None else NO_REMARKS
                for remarks, place in ((base, origin.base), (ours, origin.ours), (theirs, origin.theirs))
            )
        )
        for at, origin in origins.items()
    }


def _joined(base: Remarks, ours: Remarks, theirs: Remarks) -> Remarks:
    """The comments that either side added or kept; where both wrote behind one line, theirs moves above it."""
    above = _joined_lines(base.above, ours.above, theirs.above)
    if theirs.behind in (ours.behind, base.behind):
        return Remarks(above=above, behind=ours.behind)
    if ours.behind in (base.behind, None):
        return Remarks(above=above, behind=theirs.behind)
    extra = (Remark(theirs.behind, above[-1].column if above else 0),) if theirs.behind else ()
    return Remarks(above=(*above, *extra), behind=ours.behind)


def _joined_lines(
    base: tuple[Remark, ...], ours: tuple[Remark, ...], theirs: tuple[Remark, ...]
) -> tuple[Remark, ...]:
    if ours == base:
        return theirs
    new = () if theirs == base else tuple(line for line in theirs if line not in base and line not in ours)
    return (*ours, *new)


# ------------------------------------------------------------------ the marks


@positional_record
class _Region:
    """A place with lines of its own, the conflicts in it, and its lines as each side has them.

    A side has None where the place has no lines of its own there.
    """

    at: Path
    conflicts: tuple[Conflict, ...]
    ours: list[str] | None
    theirs: list[str] | None


class _Page:
    """Writes the merged tree of one file in the canonical form, with comments, and what a side has instead."""

    def __init__(
        self, file: str, figures: Sequence[str], merged: Merged, remarks: Mapping[Path, Remarks]
    ) -> None:
        self._file = file
        self._figures = figures
        self._merged = merged
        self._remarks = remarks

    def marked(self, names: SideNames) -> str:
        """The merged text, each region of conflicts in marks."""
        if not self._merged.conflicts:
            return self._whole.text
        lines = self._whole.text.split("\n")
        regions = self._regions({conflict.at: conflict.at for conflict in self._merged.conflicts})
        for region in sorted(regions, key=lambda region: self._places[region.at].start, reverse=True):
            place = self._places[region.at]
            lines[place.start : place.end] = _in_marks(region.ours or [], region.theirs or [], names)
        return "\n".join(lines)

    @cached_property
    def _whole(self) -> TextPlaces:
        return self._written(self._merged.tree)

    @cached_property
    def _places(self) -> Mapping[Path, Extent]:
        return extents(self._whole)

    def _regions(self, homes: Mapping[Path, Path]) -> list[_Region]:
        """The smallest places with lines of their own, here and on both sides, that hold the conflicts."""
        homes = {at: _with_lines(home, self._places) for at, home in homes.items()}
        regions = [self._region(*group) for group in _grouped(self._merged.conflicts, homes)]
        narrow = [region for region in regions if region.ours is None or region.theirs is None]
        if not narrow:
            return regions
        wider = {conflict.at: region.at[:-1] for region in narrow for conflict in region.conflicts}
        return self._regions({**homes, **wider})

    def _region(self, at: Path, conflicts: tuple[Conflict, ...]) -> _Region:
        ours = self._side(at, [(conflict.at, conflict.ours) for conflict in conflicts])
        theirs = self._side(at, [(conflict.at, conflict.theirs) for conflict in conflicts])
        return _Region(at, conflicts, ours, theirs)

    def _side(self, at: Path, values: Sequence[tuple[Path, Plain | Missing]]) -> list[str] | None:
        """The lines of a place as one side has it, none where it took it away; None if it has no own lines."""
        if (at, MISSING) in values:
            return []
        tree = self._merged.tree
        for place, value in reversed(values):  # the last first, so that none moves before its turn
            tree = _with_value(self._file, tree, place, value)
        if tree is self._merged.tree:  # as a rule it has our values
            return _lines_at(self._whole, self._places.get(at))
        page = self._written(tree)
        return _lines_at(page, extents(page).get(at))

    def _written(self, tree: Plain | Missing) -> TextPlaces:
        """A whole tree with the comments; in the canonical form unless that loses something."""
        place = place_of(self._file)
        assert place is not None
        text = with_remarks(dump(place.kind, cast("Mapping[str, Plain]", tree)), self._remarks)
        given = parsed(self._file, text.encode())
        page = canonical_form(self._file, given, self._figures) if given else None
        return page.places if page else TextPlaces(text)


def _lines_at(page: TextPlaces, extent: Extent | None) -> list[str] | None:
    return None if extent is None else page.text.split("\n")[extent.start : extent.end]


def _with_lines(at: Path, places: Mapping[Path, Extent]) -> Path:
    """The smallest place around a value that has lines of its own."""
    while at not in places:
        at = at[:-1]
    return at


def _grouped(
    conflicts: Iterable[Conflict], homes: Mapping[Path, Path]
) -> Iterator[tuple[Path, tuple[Conflict, ...]]]:
    """The conflicts by the places that hold them, none inside another."""
    places = frozenset(homes.values())
    for at in places:
        if not any(at[:steps] in places for steps in range(len(at))):
            yield at, tuple(c for c in conflicts if homes[c.at][: len(at)] == at)


def _with_value(file: str, tree: Plain | Missing, at: Path, value: Plain | Missing) -> Plain | Missing:
    """The tree with another value at a place that it has; MISSING takes the place away."""
    found = value_at(tree, at)
    assert not isinstance(found, Missing)
    if isinstance(value, Missing):
        return apply_to_tree(tree, RemoveValue(file=file, at=at, expected=found))
    return apply_to_tree(tree, SetValue(file=file, at=at, value=value, expected=found))


def _in_marks(ours: Sequence[str], theirs: Sequence[str], names: SideNames) -> list[str]:
    return [f"<<<<<<< {names.ours}", *ours, "=======", *theirs, f">>>>>>> {names.theirs}"]
