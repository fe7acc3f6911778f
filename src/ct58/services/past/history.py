"""The history of the data: what each revision changed, and which one gave a figure its value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from ct58.domain.changes.compare import compare
from ct58.domain.changes.interest import Interest
from ct58.domain.changes.joining import said_by_no_side
from ct58.domain.changes.model import Change, FilePair
from ct58.domain.records.office import Office, Record
from ct58.domain.records.places import UNITS_FOLDER, item_file, place_of, report_file
from ct58.domain.records.reports import Report
from ct58.domain.records.scalars import FigureValue
from ct58.domain.records.units import Unit
from ct58.services.past.approvals import with_approval
from ct58.services.past.trails import Trail
from ct58.store.cache import RecordCache
from ct58.store.loader import read_record
from ct58.vcs.history import RevisionStep, Touch
from ct58.vcs.repository import Repository, Revision
from ct58.views.changes import FigureOrigin, Kept, LogEntry, LogView, OriginsView

MANY_FILES = 8
"""A revision that changed more files than this is only counted, where nothing in particular was asked for."""
BATCH = 200
"""So many files, or a few more, are read by one process."""
_Version = tuple[Revision, Touch]


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
    told = with_approval(repository.git, (entry.kept for entry in entries))
    is_cut = bool(limit) and next(found, None) is not None
    if memory:
        memory.save()
    return LogView(
        title=title,
        entries=tuple(replace(entry, kept=told[entry.kept.id]) for entry in entries),
        office=_with_former_ids(office, past.trail.former_ids()),
        is_cut=is_cut,
        is_shallow=repository.is_shallow,
        is_damaged=past.is_damaged,
    )


def _with_former_ids(office: Office, former: Mapping[str, str]) -> Office:
    """The office, with its units known by the ids that they had, too, as far as nobody else has them."""
    known = {old: _formerly(old, office.units[new]) for old, new in former.items() if new in office.units}
    return replace(office, units={**known, **office.units}) if known else office


def _formerly(id_: str, unit: Unit) -> Unit:
    """A unit in the words of a time when it had another id."""
    return replace(unit, id=id_, short_name=f"{unit.label} ({id_})")


def origins_view(
    repository: Repository,
    office: Office,
    reports: Sequence[Report],
    figures: frozenset[str] | None,
    title: str,
    memory: RecordCache | None,
    tip: str = "HEAD",
) -> OriginsView:
    """Which revision up to a tip gave each figure of some reports the value that it has (`figures` None: all)."""
    past = _Past(repository, memory, tip)
    found = tuple(past.origins(reports, figures))
    told = with_approval(repository.git, (origin.kept for origin in found if origin.kept))
    origins = tuple(replace(one, kept=told[one.kept.id]) if one.kept else one for one in found)
    if memory:
        memory.save()
    return OriginsView(
        title=title,
        origins=origins,
        office=office,
        is_shallow=repository.is_shallow,
        is_damaged=past.is_damaged,
    )


class _Past:
    """Reads records out of revisions; each object once."""

    def __init__(self, repository: Repository, memory: RecordCache | None, tip: str = "HEAD") -> None:
        self._repository = repository
        self._memory = memory
        self._tip = tip
        self.trail = Trail(repository, tip)
        self.is_damaged = False
        self._records: dict[tuple[str, str], Record | None] = {}

    def entries(self, interest: Interest) -> Iterator[LogEntry]:
        """What each revision changed of what is asked about; revisions without any of it are passed over."""
        for batch in _batches(self._wanted(interest)):
            read = (touch for step in batch if not _is_counted(step, interest) for touch in step.touches)
            self._read(id_ for touch in read for id_ in _objects(touch))
            yield from (entry for step in batch if (entry := self._entry(step, interest)) is not None)

    def _wanted(self, interest: Interest) -> Iterator[RevisionStep]:
        """The history with only the files that are of interest; large revisions stay as they are."""
        for step in self._steps(interest.paths):
            touches = [
                touch
                for touch in step.touches
                if _is_data(touch) and interest.wants(self.trail.present_place(touch.file, step.revision))
            ]
            yield replace(step, touches=tuple(touches))

    def _entry(self, step: RevisionStep, interest: Interest) -> LogEntry | None:
        if _is_counted(step, interest):
            return LogEntry(kept=kept(step.revision), counts=_counts(step.touches))
        interest = replace(interest, former=self._former_ids(interest, step))
        changes = tuple(interest.of(said_by_no_side([*self._sides(step)])))
        return LogEntry(kept=kept(step.revision), changes=changes) if changes else None

    def _steps(self, paths: Sequence[str]) -> Iterable[RevisionStep]:
        """The history of paths; that of a single unit or file also from its former places."""
        if len(paths) == 1:
            return self.trail.of(paths[0])
        return self.trail.along(paths)

    def _former_ids(self, interest: Interest, step: RevisionStep) -> frozenset[str]:
        """The ids by which a revision may know an item."""
        if interest.id is None:
            return frozenset()
        file, former = item_file(interest.id), self.trail.former_items()
        return frozenset(
            old for old in former if self.trail.present_place(item_file(old), step.revision) == file
        )

    def _sides(self, step: RevisionStep) -> Iterator[Sequence[Change]]:
        """What a revision changed against each of its sides; most have but one."""
        for side in range(max((len(touch.sides) for touch in step.touches), default=1)):
            yield compare(self._pair(touch, touch.sides[side]) for touch in step.touches)

    def _pair(self, touch: Touch, side: str | None) -> FilePair:
        """The records of a file before and after a revision; `side` is the content before."""
        after = self._record(touch.file, touch.after)
        before = self._record(touch.file, side) or self._other_side(touch.file, side, after)
        is_read = (before is None) == (side is None) and (after is None) == (touch.after is None)
        is_clash = not is_read and self._is_clash(touch.file, touch.after)
        return FilePair(file=touch.file, before=before, after=after, is_read=is_read, is_clash=is_clash)

    def _record(self, file: str, id_: str | None) -> Record | None:
        content = self._repository.known.get(id_) if id_ else None
        if id_ is None or content is None:
            return None
        if (file, id_) not in self._records:  # what one revision leaves is what the next one finds
            self._records[file, id_] = read_record(file, content, self._memory)
        return self._records[file, id_]

    def _read(self, ids: Iterable[str]) -> None:
        """Have some contents ready, as far as they can be read; what is damaged is told, and the past goes on behind it."""
        wanted = frozenset(ids)
        self.is_damaged |= len(self._repository.contents_left(wanted)) < len(wanted)

    # ---------------------------------------------------------------- origins

    def origins(self, reports: Sequence[Report], figures: frozenset[str] | None) -> Iterator[FigureOrigin]:
        """Report by report, figure by figure."""
        files = {report_file(report.unit, str(report.period)): report for report in reports}
        versions = self._versions(files)
        for file, report in files.items():
            for key, value in report.figures.items():
                if value is not None and (figures is None or key in figures):
                    yield self._origin(report, key, versions.get(file, []))

    def _versions(self, files: Mapping[str, Report]) -> dict[str, list[_Version]]:
        """File → its revisions, the newest first, also those in which it was at another place."""
        found: dict[str, list[_Version]] = {}
        only = next(iter(files)) if len(files) == 1 else None
        for step in self.trail.of(only) if only else self.trail.all([UNITS_FOLDER]):
            for touch in step.touches:
                file = only or self.trail.present_place(touch.file, step.revision)
                if file in files:
                    found.setdefault(file, []).append((step.revision, touch))
        self._read(id_ for steps in found.values() for _, touch in steps for id_ in _objects(touch))
        return found

    def _origin(self, report: Report, key: str, versions: Sequence[_Version]) -> FigureOrigin:
        """The revision that gave the figure the value that it has now.

        Of several lines of work those that say something else are passed over, and so is a merge that
        only took over what one of its sides said. A state in which two values stood side by side said both.
        """
        value = report.figures[key]
        origin = FigureOrigin(unit=report.unit, period=report.period, figure=key, value=value, kept=None)
        if not self._is_kept(report, key, versions):
            return origin
        for revision, touch in versions:
            if value not in self._said(touch.file, touch.after, key):
                continue
            before = [said for id_ in touch.sides for said in self._said(touch.file, id_, key)]
            origin = replace(origin, kept=kept(revision), before=before[0])
            origin = self._with_document(origin, touch)
            if value not in before:
                break
        return origin

    def _with_document(self, origin: FigureOrigin, touch: Touch) -> FigureOrigin:
        """The same with the document that a revision names for it, and why it corrected the report."""
        report, before = self._record(touch.file, touch.after), self._record(touch.file, touch.before)
        if not isinstance(report, Report):
            return origin
        known = before.corrections if isinstance(before, Report) else ()
        new = next((one for one in reversed(report.corrections) if one not in known), None)
        document = new.document if new and new.document else report.document
        return replace(origin, document=document, reason=new.reason if new else None)

    def _is_kept(self, report: Report, key: str, versions: Sequence[_Version]) -> bool:
        """Whether the newest revision says what the figure is; that of another line of work need not."""
        if not versions:
            return False
        newest = versions[0][1]
        if self._figure(newest.file, newest.after, key) == report.figures[key]:
            return True
        file = report_file(report.unit, str(report.period))
        id_ = self._repository.object_at(self._tip, file)
        self._read([id_] if id_ else [])
        return self._figure(file, id_, key) == report.figures[key]

    def _said(self, file: str, id_: str | None, key: str) -> tuple[FigureValue, ...]:
        """What a content says of a figure; where two sides stand in it, both."""
        record = self._record(file, id_)
        records = [record] if record or id_ is None else self._side_by_side(file, id_)
        return tuple(said.figures.get(key) for said in records if isinstance(said, Report)) or (None,)

    def _is_clash(self, file: str, id_: str | None) -> bool:
        """Whether two sides stand in a content, both of which can be read."""
        return id_ is not None and len(list(self._side_by_side(file, id_))) > 1

    def _other_side(self, file: str, id_: str | None, after: Record | None) -> Record | None:
        """Where two sides stand in a content, one that is not what was settled."""
        return next((side for side in self._side_by_side(file, id_) if side != after), None) if id_ else None

    def _side_by_side(self, file: str, id_: str) -> Iterator[Record]:
        """What each side says in a content in which both stand."""
        from ct58.store.yaml.conflict_marks import sides_of

        for text in sides_of(self._repository.known.get(id_, b"").decode("utf-8", "replace")):
            record = read_record(file, text.encode())
            if record is not None:
                yield record

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


def _batches(steps: Iterable[RevisionStep]) -> Iterator[list[RevisionStep]]:
    """Steps by and by, in lots whose files are worth one process that reads them."""
    batch: list[RevisionStep] = []
    size = 0
    for step in steps:
        batch.append(step)
        size += len(step.touches)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    yield batch


def _objects(touch: Touch) -> Iterator[str]:
    """The contents of a file before and after."""
    return (id_ for id_ in (*touch.sides, touch.after) if id_)


def _is_counted(step: RevisionStep, interest: Interest) -> bool:
    return not interest.paths and len(step.touches) > MANY_FILES


def _is_data(touch: Touch) -> bool:
    return place_of(touch.file) is not None


def _counts(touches: Iterable[Touch]) -> dict[str, int]:
    places = (place_of(touch.file) for touch in touches)
    return dict(Counter(place.kind for place in places if place is not None))
