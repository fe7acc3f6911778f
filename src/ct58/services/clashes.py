"""What two people changed differently, in the terms of the data: unit, period, figure, and both values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ct58.domain.changes.fields import field_changes
from ct58.domain.changes.model import Record
from ct58.store.layout import place_of
from ct58.store.loader import read_record
from ct58.vcs.joining import meeting_point
from ct58.vcs.repository import Repository, Revision
from ct58.views.submissions import Clash


def clashes(repository: Repository, mine: str, theirs: str, paths: Iterable[str]) -> tuple[Clash, ...]:
    """The fields of some files (paths from the top) that both sides changed, and not alike."""
    base = meeting_point(repository.git, mine, theirs)
    sides = [repository.find(commit) if commit else None for commit in (base, mine, theirs)]
    files = [path.removeprefix(repository.prefix) for path in paths]
    return tuple(
        clash
        for file in files
        for clash in _of_file(file, *(_record(repository, side, file) for side in sides))
    )


def _record(repository: Repository, revision: Revision | None, file: str) -> Record | None:
    blob = repository.tree(revision).get(file) if revision else None
    return read_record(file, repository.contents([blob.id])[blob.id]) if blob else None


def _of_file(file: str, base: Record | None, mine: Record | None, theirs: Record | None) -> Iterator[Clash]:
    """Field by field; a file that one side took away, or that cannot be read, as a whole."""
    place = place_of(file)
    whole = (
        Clash(file=file, unit=place.unit, period=place.period, item=place.item) if place else Clash(file=file)
    )
    both = [] if mine is None or theirs is None else list(field_changes(mine, theirs))
    found = [change for change in both if base is None or change.path in _changed_by_both(base, mine, theirs)]
    for change in found:
        yield replace(whole, path=change.path, mine=change.old, theirs=change.new)
    if not found:
        yield whole


def _changed_by_both(base: Record, mine: Record | None, theirs: Record | None) -> set[tuple[str, ...]]:
    ways = ({change.path for change in field_changes(base, side)} for side in (mine, theirs))
    return set.intersection(*ways)
