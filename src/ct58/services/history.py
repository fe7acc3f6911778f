"""The history of the data: what each revision changed, and which one gave a figure its value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from ct58.domain.changes.compare import compare
from ct58.domain.changes.interest import Interest
from ct58.domain.changes.model import FilePair, Record
from ct58.domain.office import Office
from ct58.domain.reports import Report
from ct58.domain.scalars import FigureValue
from ct58.store.cache import RecordCache
from ct58.store.layout import place_of, report_file
from ct58.store.loader import read_record
from ct58.vcs.history import Step, Touch, history, moved_from
from ct58.vcs.repository import Repository, Revision
from ct58.views.log import Kept, LogEntry, LogView, Origin, OriginsView

MANY_FILES = 8
"""A revision that changed more files than this is only counted, where nothing in particular was asked for."""
BATCH = 200
"""So many files, or a few more, are read by one process."""


def log_view(
    repository: Repository,
    office: Office,
    interest: Interest,
    title: str,
    limit: int,
    memory: RecordCache | None,
) -> LogView:
    """The newest revisions that changed something of interest, at most `limit` of them (0: all)."""
    past = _Past(repository, memory)
    found = past.entries(interest)
    entries = tuple(islice(found, limit) if limit else found)
    is_cut = bool(limit) and next(found, None) is not None
    if memory:
        memory.save()
    return LogView(
        title=title, entries=entries, office=office, is_cut=is_cut, is_shallow=repository.is_shallow()
    )


def origins_view(
    repository: Repository,
    office: Office,
    reports: Sequence[Report],
    figures: frozenset[str] | None,
    title: str,
    memory: RecordCache | None,
) -> OriginsView:
    """Which revision gave each figure of some reports the value that it has (`figures` None: all)."""
    past = _Past(repository, memory)
    origins = tuple(past.origins(reports, figures))
    if memory:
        memory.save()
    return OriginsView(title=title, origins=origins, office=office, is_shallow=repository.is_shallow())


class _Past:
    """Reads records out of revisions; each object once."""

    def __init__(self, repository: Repository, memory: RecordCache | None) -> None:
        self._repository = repository
        self._memory = memory

    def entries(self, interest: Interest) -> Iterator[LogEntry]:
        """What each revision changed of what is asked about; revisions without any of it are passed over."""
        for batch in _batches(self._wanted(interest)):
            read = (touch for step in batch if not _is_counted(step, interest) for touch in step.touches)
            self._repository.contents(id_ for touch in read for id_ in (touch.before, touch.after) if id_)
            yield from (entry for step in batch if (entry := self._entry(step, interest)) is not None)

    def _wanted(self, interest: Interest) -> Iterator[Step]:
        """The history with only the files that are of interest; large revisions stay as they are."""
        for step in self._steps(interest.paths):
            touches = [touch for touch in step.touches if _is_data(touch) and interest.wants(touch.file)]
            yield replace(step, touches=tuple(touches))

    def _entry(self, step: Step, interest: Interest) -> LogEntry | None:
        if _is_counted(step, interest):
            return LogEntry(kept=kept(step.revision), counts=_counts(step.touches))
        changes = tuple(interest.of(compare(map(self._pair, step.touches))))
        return LogEntry(kept=kept(step.revision), changes=changes) if changes else None

    def _steps(self, paths: Sequence[str]) -> Iterator[Step]:
        """The history of paths; where a unit or file was moved to its place, that of the former place, too."""
        last: Step | None = None
        for step in history(self._repository, paths):
            last = step
            yield step
        if last is None or len(paths) != 1:
            return
        former = self._former(last, paths[0])
        if former is not None:
            yield from self._steps_before(last, former)

    def _former(self, step: Step, path: str) -> str | None:
        """Where a path was before the revision in which it first appears."""
        file = path if path.endswith(".yaml") else f"{path}/unit.yaml"
        if not any(touch.file == file and touch.before is None for touch in step.touches):
            return None
        old = moved_from(self._repository, step.revision, file)
        return old if old is None or path.endswith(".yaml") else old.removesuffix("/unit.yaml")

    def _steps_before(self, step: Step, path: str) -> Iterator[Step]:
        last: Step | None = None
        for earlier in history(self._repository, [path], f"{step.revision.id}~"):
            last = earlier
            yield earlier
        former = self._former(last, path) if last else None
        if last is not None and former is not None:
            yield from self._steps_before(last, former)

    def _pair(self, touch: Touch) -> FilePair:
        """The records of a file before and after a revision."""
        before, after = (self._record(touch.file, id_) for id_ in (touch.before, touch.after))
        is_read = (before is None) == (touch.before is None) and (after is None) == (touch.after is None)
        return FilePair(file=touch.file, before=before, after=after, is_read=is_read)

    def _record(self, file: str, id_: str | None) -> Record | None:
        return read_record(file, self._repository.known[id_], self._memory) if id_ else None

    # ---------------------------------------------------------------- origins

    def origins(self, reports: Sequence[Report], figures: frozenset[str] | None) -> Iterator[Origin]:
        """Report by report, figure by figure."""
        files = {report_file(report.unit, str(report.period)): report for report in reports}
        paths = list(files) if len(files) == 1 else ["units"]
        versions = self._versions(paths, files)
        for file, report in files.items():
            for key, value in report.figures.items():
                if value is not None and (figures is None or key in figures):
                    yield self._origin(report, key, versions.get(file, []))

    def _versions(
        self, paths: Sequence[str], files: Mapping[str, Report]
    ) -> dict[str, list[tuple[Revision, Touch]]]:
        """File → its revisions, the newest first; of a single file also those under its former names."""
        found: dict[str, list[tuple[Revision, Touch]]] = {}
        for step in self._steps(paths):
            for touch in step.touches:
                if len(paths) == 1 and paths[0] in files:
                    found.setdefault(paths[0], []).append((step.revision, touch))
                elif touch.file in files:
                    found.setdefault(touch.file, []).append((step.revision, touch))
        self._repository.contents(
            id_ for steps in found.values() for _, t in steps for id_ in (t.before, t.after) if id_
        )
        return found

    def _origin(self, report: Report, key: str, versions: Sequence[tuple[Revision, Touch]]) -> Origin:
        """The oldest revision from which on the figure has had the value that it has now."""
        value = report.figures[key]
        origin = Origin(unit=report.unit, period=report.period, figure=key, value=value, kept=None)
        for revision, touch in versions:
            before, after = (self._figure(touch.file, id_, key) for id_ in (touch.before, touch.after))
            if after != value:
                break
            origin = replace(origin, kept=kept(revision), before=before)
            if before != value:
                break
        return origin

    def _figure(self, file: str, id_: str | None, key: str) -> FigureValue:
        record = self._record(file, id_)
        return record.figures.get(key) if isinstance(record, Report) else None


def kept(revision: Revision) -> Kept:
    """A revision as views have it."""
    return Kept(
        id=revision.id,
        short=revision.short,
        when=revision.when,
        author=revision.author,
        subject=revision.subject,
    )


def _batches(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """Steps by and by, in lots whose files are worth one process that reads them."""
    batch: list[Step] = []
    size = 0
    for step in steps:
        batch.append(step)
        size += len(step.touches)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    yield batch


def _is_counted(step: Step, interest: Interest) -> bool:
    return not interest.paths and len(step.touches) > MANY_FILES


def _is_data(touch: Touch) -> bool:
    return place_of(touch.file) is not None


def _counts(touches: Iterable[Touch]) -> dict[str, int]:
    places = (place_of(touch.file) for touch in touches)
    return dict(Counter(place.kind for place in places if place is not None))
