"""Comparing two states of the data: a revision with the folder, two revisions, two folders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ct58.domain.changes.compare import compare
from ct58.domain.changes.effects import effects, needed_reports
from ct58.domain.changes.model import Change, ReportChange
from ct58.domain.changes.notices import notices
from ct58.domain.changes.settled import needed_for_settled, settled_moves
from ct58.domain.records.office import Office
from ct58.domain.records.places import place_of
from ct58.errors import Finding, InvalidData, Sources
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.services.reading.beginning import Beginning
from ct58.services.reading.data_source import DataSource, FolderSource, Wants, load_data
from ct58.services.reading.differences import new_findings, pairs_of
from ct58.services.reading.opening import PROGRAMME_ONLY
from ct58.services.reading.revision_source import RevisionSource, common_memory, list_ahead
from ct58.store.loaded import Loaded
from ct58.store.loader import load
from ct58.store.sources import everything
from ct58.vcs.repository import Repository, Revision, differing
from ct58.views.changes import ChangesView, ComparedRevision
from ct58.views.settled import SettledRow, settled_rows

if TYPE_CHECKING:  # whoever compares writes nothing
    from ct58.services.writing.recording import Desk


class ComparedState:
    """One state of the data. A folder is read once and held; a revision is asked for what is wanted."""

    def __init__(self, source: DataSource) -> None:
        self.source = source
        self._held = None if isinstance(source, RevisionSource) else _records(source.read(everything).sources)

    def read(self, wants: Wants) -> Sources:
        """The wanted files."""
        if self._held is None:
            return self.source.read(lambda file: wants(file) and place_of(file) is not None).sources
        return {file: content for file, content in self._held.items() if wants(file)}

    def differs_from(self, other: ComparedState) -> frozenset[str]:
        """The files that are not the same on both sides; line ends make no difference."""
        mine, others = self.source, other.source
        if isinstance(mine, RevisionSource) and isinstance(others, RevisionSource):
            list_ahead(mine, others)
            found = frozenset(file for file, _blob in mine.tree.items() ^ others.tree.items())
        elif isinstance(mine, RevisionSource):
            found = differing(mine.tree, other.read(everything))
        elif isinstance(others, RevisionSource):
            found = differing(others.tree, self.read(everything))
        else:
            found = differing_texts(self.read(everything), other.read(everything))
        return frozenset(file for file in found if place_of(file) is not None)

    def state(self) -> ComparedRevision:
        """How it is called."""
        revision = self.source.revision
        if revision is not None:
            return ComparedRevision(revision=revision.short, when=revision.when)
        return ComparedRevision(
            folder=str(self.source.root) if isinstance(self.source, FolderSource) else None
        )


def _records(sources: Sources) -> Sources:
    return {file: content for file, content in sources.items() if place_of(file) is not None}


def differing_texts(some: Sources, others: Sources) -> frozenset[str]:
    """The files that do not say the same to the letter; line ends make no difference."""
    return frozenset(
        file for file in some.keys() | others.keys() if _text(some.get(file)) != _text(others.get(file))
    )


def _text(content: bytes | None) -> bytes | None:
    return content.replace(b"\r\n", b"\n") if content is not None else None


@positional_record
class _Both:
    """Both sides loaded."""

    before: Loaded
    after: Loaded


def changes_view(origin: DataSource, target: DataSource, as_of: dt.date) -> ChangesView:
    """What changes from one state to another, and what that turns on a day.

    First the files that differ are read, on both sides; then, once, as much of the rest as tells what they
    turn. Raises InvalidData when the programme of one side cannot be used.
    """
    before, after = ComparedState(origin), ComparedState(target)
    files = before.differs_from(after)
    memory = common_memory(origin, target)
    some = _framing(files)
    alone = _Both(*(load(side.read(some), memory, is_whole=False) for side in (before, after)))
    changes = compare(pairs_of(files, alone.before, alone.after))
    framed = (_office(alone.before), _office(alone.after))
    needed = needed_for_settled(*framed, as_of)
    wants = _wanted(framed[1], changes, files, needed, as_of)
    both = _Both(*(load(side.read(wants), memory) for side in (before, after)))
    if memory:
        memory.save()
    view = _view(before.state(), after.state(), both, changes, as_of)
    if needed is None:
        return view
    moves = settled_moves(view.before, view.after, as_of)
    return replace(view, settled=settled_rows(moves))


def first_view(target: DataSource, as_of: dt.date) -> ChangesView:
    """All that an office records, where there was nothing before. Raises InvalidData as above."""
    return replace(changes_view(Beginning(target), target, as_of), is_first=True)


def settled_between(origin: DataSource, target: DataSource, as_of: dt.date) -> tuple[SettledRow, ...]:
    """What of closed periods and issued summaries is other in one state than in another; nothing where one cannot be read."""
    before, after = ComparedState(origin), ComparedState(target)
    files = before.differs_from(after)
    memory = common_memory(origin, target)
    framed = [load(side.read(_framing(files)), memory, is_whole=False).readable for side in (before, after)]
    needed = needed_for_settled(framed[0], framed[1], as_of) if framed[0] and framed[1] else None
    if needed is None:
        return ()

    def wants(file: str) -> bool:
        place = place_of(file)
        return place is None or place.kind != "report" or place.period in needed or file in files

    both = [load(side.read(wants), memory).readable for side in (before, after)]
    if memory:
        memory.save()
    return settled_rows(settled_moves(both[0], both[1], as_of)) if both[0] and both[1] else ()


def _view(
    origin: ComparedRevision,
    target: ComparedRevision,
    both: _Both,
    changes: tuple[Change, ...],
    as_of: dt.date,
) -> ChangesView:
    before, after = _office(both.before), _office(both.after)
    return ChangesView(
        origin=origin,
        target=target,
        as_of=as_of,
        before=before,
        after=after,
        changes=changes,
        effects=effects(before, after, changes, as_of),
        notices=notices(before, after, changes, as_of),
        errors=(
            *new_findings(both.before, both.after, "error"),
            *_forbidden(before, after, changes),
        ),
        warnings=tuple(new_findings(both.before, both.after, "warning")),
    )


def _forbidden(before: Office, after: Office, changes: tuple[Change, ...]) -> Iterator[Finding]:
    """What a change does against the office's own policies; most offices have none."""
    if before.settings.policies or after.settings.policies:
        from ct58.domain.changes.gatekeeping import forbidden_changes

        yield from forbidden_changes(before, after, changes)


def _wanted(
    programme: Office,
    changes: tuple[Change, ...],
    files: frozenset[str],
    needed: frozenset[str] | None,
    as_of: dt.date,
) -> Wants:
    """What changed, and everything but reports that say nothing about what the changes turn or move, nor are of their years."""
    periods = needed_reports(programme, changes, as_of)
    periods = None if periods is None else periods | (needed or frozenset())
    years = {(change.unit, str(change.period)[:4]) for change in changes if isinstance(change, ReportChange)}

    def wants(file: str) -> bool:
        place = place_of(file)
        if place is None or place.kind != "report" or periods is None:
            return True
        return place.period in periods or file in files or (place.unit, (place.period or "")[:4]) in years

    return wants


_FRAME = frozenset({"programme", "amendment", "period"})
"""Kinds of files that say what is asked, and which periods are settled."""


def _framing(files: frozenset[str]) -> Wants:
    """The files that differ, and those that say what is asked and what is settled."""

    def wants(file: str) -> bool:
        place = place_of(file)
        return file in files or (place is not None and place.kind in _FRAME)

    return wants


def _office(loaded: Loaded) -> Office:
    office = loaded.readable
    if office is None:
        raise InvalidData(
            msg(N_("The programme of one side has errors, so nothing can be compared.")),
            msg(N_("See: ct58 check")),
        )
    return office


def office_names(repository: Repository, desk: Desk, revision: Revision | None) -> Office | None:
    """The office as a revision has it, without reports; None where it cannot be read."""
    if revision is None:
        return None
    return load_data(
        RevisionSource(desk.root, desk.cache, repository, revision), PROGRAMME_ONLY.wants
    ).readable
