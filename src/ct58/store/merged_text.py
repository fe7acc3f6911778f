"""A merge as text: three contents of one file become one, with the comments of both sides and marks where they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from ct58.domain.edits import (
    MISSING,
    Missing,
    Plain,
    RemoveValue,
    SetValue,
    apply_to_tree,
    same,
    value_at,
)
from ct58.domain.merging import Conflict, Merged, Origin, merge
from ct58.errors import Path
from ct58.errors.rules import has_errors
from ct58.records import positional_record, record
from ct58.store.canonical import dump
from ct58.store.comments import Remark
from ct58.store.formatter import formatted
from ct58.store.layout import place_of
from ct58.store.remarks import NO_REMARKS, TAIL, Extent, Remarks, extents, remarks_of, with_remarks
from ct58.store.yaml_reader import read


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
    file: str, three: ThreeContents, by_lines: bytes | None, names: SideNames, figures: Sequence[str] = ()
) -> MergedText | None:
    """Merge on meaning; None where one of the contents cannot be read as a record of the data.

    `by_lines` is git's own merge, None where that finds a conflict: where it comes to the same it is
    taken, since it keeps the form as people wrote it; else the result has the canonical form.
    """
    base = _Side.of(file, three.base, figures) if three.base.strip() else _Side("", MISSING, {})
    ours, theirs = (_Side.of(file, content, figures) for content in (three.ours, three.theirs))
    if base is None or ours is None or theirs is None:
        return None
    if base.text in (ours.text, theirs.text):
        return MergedText(content=three.theirs if base.text == ours.text else three.ours)
    merged = merge(base.tree, ours.tree, theirs.tree)
    if by_lines is not None and not merged.conflicts and same(_tree(file, by_lines), merged.tree):
        return MergedText(content=by_lines)
    page = _Page(file, figures, _merged_remarks(merged, base, ours, theirs))
    return MergedText(content=page.marked(merged, names).encode(), conflicts=merged.conflicts)


@positional_record
class _Side:
    """One content: its canonical text, its tree, and its comments by place."""

    text: str
    tree: Mapping[str, Plain] | Missing
    remarks: Mapping[Path, Remarks]

    @classmethod
    def of(cls, file: str, content: bytes, figures: Sequence[str]) -> _Side | None:
        """None for what cannot be read, or not be written in the canonical form without loss."""
        canonical = formatted(file, content, figures)
        if canonical is None:
            return None
        tree = _tree(file, canonical)
        assert isinstance(tree, Mapping)
        text = canonical.decode()
        return cls(text, tree, remarks_of(text))


def _tree(file: str, content: bytes) -> Plain | Missing:
    """What a content says; MISSING where that is not certain."""
    tree, findings = read(file, content)
    if tree is None or has_errors(findings):
        return MISSING
    return cast("Plain", tree.value)


# ------------------------------------------------------------------- comments


def _merged_remarks(merged: Merged, base: _Side, ours: _Side, theirs: _Side) -> Mapping[Path, Remarks]:
    """The comments of every place of the merged tree, from wherever it stood before."""
    origins = {**merged.origins, TAIL: Origin(TAIL, TAIL, TAIL)}
    return {
        at: _joined(
            *(
                side.remarks.get(place, NO_REMARKS) if place is not None else NO_REMARKS
                for side, place in ((base, origin.base), (ours, origin.ours), (theirs, origin.theirs))
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
    """Writes trees of one file in the canonical form, with comments."""

    def __init__(self, file: str, figures: Sequence[str], remarks: Mapping[Path, Remarks]) -> None:
        self._file = file
        self._figures = figures
        self._remarks = remarks

    def marked(self, merged: Merged, names: SideNames) -> str:
        """The merged text, each region of conflicts in marks."""
        text = self._text(merged.tree)
        lines, places = text.split("\n"), extents(text)
        regions = self._regions(merged, places, {conflict.at: conflict.at for conflict in merged.conflicts})
        for region in sorted(regions, key=lambda region: places[region.at].start, reverse=True):
            place = places[region.at]
            lines[place.start : place.end] = _in_marks(region.ours or [], region.theirs or [], names)
        return "\n".join(lines)

    def _regions(
        self, merged: Merged, places: Mapping[Path, Extent], homes: Mapping[Path, Path]
    ) -> list[_Region]:
        """The smallest places with lines of their own, here and on both sides, that hold the conflicts."""
        homes = {at: _with_lines(home, places) for at, home in homes.items()}
        regions = [self._region(merged.tree, *group) for group in _grouped(merged.conflicts, homes)]
        narrow = [region for region in regions if region.ours is None or region.theirs is None]
        if not narrow:
            return regions
        wider = {conflict.at: region.at[:-1] for region in narrow for conflict in region.conflicts}
        return self._regions(merged, places, {**homes, **wider})

    def _region(self, tree: Plain | Missing, at: Path, conflicts: tuple[Conflict, ...]) -> _Region:
        ours = self._side(tree, at, [(conflict.at, conflict.ours) for conflict in conflicts])
        theirs = self._side(tree, at, [(conflict.at, conflict.theirs) for conflict in conflicts])
        return _Region(at, conflicts, ours, theirs)

    def _side(
        self, tree: Plain | Missing, at: Path, values: Sequence[tuple[Path, Plain | Missing]]
    ) -> list[str] | None:
        """The lines of a place as one side has it, none where it took it away; None if it has no own lines."""
        if (at, MISSING) in values:
            return []
        for place, value in reversed(values):  # the last first, so that none moves before its turn
            tree = _with_value(self._file, tree, place, value)
        text = self._text(tree)
        extent = extents(text).get(at)
        return None if extent is None else text.split("\n")[extent.start : extent.end]

    def _text(self, tree: Plain | Missing) -> str:
        place = place_of(self._file)
        assert place is not None
        text = with_remarks(dump(place.kind, cast("Mapping[str, Plain]", tree)), self._remarks)
        return (formatted(self._file, text.encode(), self._figures) or text.encode()).decode()


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
