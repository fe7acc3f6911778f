"""Recording: one change of the data, planned on fresh data, checked, and written safely."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from ct58.domain.changes.compare import compare
from ct58.domain.changes.effects import Effects, effects_known
from ct58.domain.changes.model import Change
from ct58.domain.changes.settled import needed_for_settled, settled_moves
from ct58.domain.planning.edits import Edit, files_of
from ct58.domain.records.office import Office
from ct58.domain.records.places import amendment_file, period_file, place_of, report_file
from ct58.errors import BadUsage, Finding, InvalidData, Refused, Sources
from ct58.errors.rules import hint_of, problem_of, severity_of
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.services.reading.differences import new_findings, pairs_of
from ct58.services.reading.opening import Slice
from ct58.store.cache import RecordCache
from ct58.store.digests import WithChanges
from ct58.store.journal import Journal, JournalEntry
from ct58.store.loaded import MISPLACED, Loaded
from ct58.store.loader import load
from ct58.store.sources import Folder, read_folder
from ct58.store.writer import WrittenFiles, changes_of, commit
from ct58.views.settled import SettledRow, settled_rows

OfficePlan = Callable[[Office], Edit]
PATIENCE = 5.0
"""Seconds to wait for somebody else who is writing."""


@record
class Desk:
    """Where records are made: the data, the user's folders, who writes, and the words of the command."""

    root: Path
    cache: Path
    state: Path
    holder: str
    words: str


@record
class Recorded:
    """A change and its effect; `is_written` is false for a trial (--dry-run) or when nothing changed.

    `said` are the changes as `diff` has them, `read` the periods whose reports are known on both sides
    (None: all), `knows_books` whether it is known which of them are closed. `warnings` are those that the data did not
    have before; `errors_elsewhere` are in files that the change does not touch.
    """

    before: Office
    after: Office
    changes: WrittenFiles
    is_written: bool
    warnings: tuple[Finding, ...] = ()
    errors_elsewhere: tuple[Finding, ...] = ()
    said: tuple[Change, ...] = ()
    read: frozenset[str] | None = frozenset()
    knows_books: bool = False


def look(desk: Desk, part: Slice) -> Office:
    """The office as it is now, read without the lock: what takes long is worked out on it before `make_record`."""
    memory = RecordCache(desk.cache)
    folder = read_folder(desk.root, part.wants)
    office = _office(load(folder.sources, memory, folder.findings))
    memory.save()
    return office


def make_record(desk: Desk, part: Slice, plan: OfficePlan, *, dry_run: bool = False) -> Recorded:
    """Plan a change on the data as it is now, and write it unless it is a trial.

    The candidate is loaded before anything is written; a change that would bring an error that was not
    there before is refused. Errors elsewhere in the data do not matter.
    """
    memory = RecordCache(desk.cache)
    transaction = _Transaction(plan, memory, part)
    if dry_run:
        folder = read_folder(desk.root, part.wants)
        changes = changes_of(desk.root, folder.sources, transaction.plan(folder), transaction.figures)
        transaction.validate(folder.sources, WithChanges(folder.sources, changes.after))
    else:
        changes = commit(
            desk.root,
            transaction.plan,
            transaction.validate,
            holder=desk.holder,
            wants=part.wants,
            figures=transaction.figures,
            patience=PATIENCE,
        )
        remember(desk, changes)
    memory.save()
    return transaction.result(changes, is_written=not dry_run and bool(changes.files))


def _periods_read(part: Slice) -> frozenset[str] | None:
    """The periods whose reports a slice reads; None means all."""
    return part.periods if "reports" in part.needs else frozenset()


class _Transaction:
    """The two moments of a write at which the domain speaks: planning, and judging the candidate."""

    def __init__(self, plan: OfficePlan, memory: RecordCache, part: Slice) -> None:
        self._plan = plan
        self._memory = memory
        self._part = part
        self._before: Loaded | None = None
        self._after: Loaded | None = None
        self._of_the_folder: tuple[Finding, ...] = ()
        self.figures: list[str] = []

    def plan(self, folder: Folder) -> Edit:
        """The edit, made from the data under the lock; also the order of the form's figures."""
        self._of_the_folder = folder.findings
        self._before = load(folder.sources, self._memory, folder.findings)
        office = _office(self._before)
        self.figures.extend(f.key for f in sorted(office.programme.figures, key=lambda f: f.number))
        edit = _planned(self._plan, office, self._before)
        _refuse_unread(self._before, edit)
        _refuse_misplaced(self._before, edit)
        return edit

    def validate(self, before: Sources, after: Sources) -> None:
        """Refuse a candidate with errors that were not there before."""
        assert self._before is not None
        self._after = load(after, self._memory, self._of_the_folder)
        refuse_new_errors(self._before, self._after)

    def result(self, changes: WrittenFiles, *, is_written: bool) -> Recorded:
        """The offices before and after, and what the clerk should know of the data."""
        assert self._before is not None
        loaded = self._after or self._before
        return Recorded(
            before=readable_office(self._before),
            after=readable_office(loaded),
            changes=changes,
            is_written=is_written,
            said=compare(pairs_of(changes.files, self._before, loaded)),
            read=_periods_read(self._part),
            knows_books=all(map(self._part.wants, _BOOKS)),
            warnings=self._warnings(changes),
            errors_elsewhere=tuple(
                finding
                for finding in loaded.findings
                if severity_of(finding) == "error" and finding.file not in changes.files
            ),
        )

    def _warnings(self, changes: WrittenFiles) -> tuple[Finding, ...]:
        """New warnings in the files that change."""
        assert self._before is not None
        new = new_findings(self._before, self._after, "warning") if self._after else ()
        return tuple(finding for finding in new if finding.file in changes.files)


def _office(loaded: Loaded) -> Office:
    if loaded.office is None:
        raise InvalidData(
            msg(N_("The programme itself has errors, so nothing can be recorded.")),
            msg(N_("See: ct58 check")),
        )
    return loaded.office


def readable_office(loaded: Loaded) -> Office:
    """The office of which effects are told: what stands in files with errors is not known."""
    return loaded.readable or _office(loaded)


# --------------------------------------------------------------------- errors


def _planned(plan: OfficePlan, office: Office, loaded: Loaded) -> Edit:
    """The plan's edit; where it misses something, the files that could not be read are named."""
    try:
        return plan(office)
    except (BadUsage, Refused) as error:
        unread = list(_unread(loaded))
        if not unread:
            raise
        hint = msg(
            N_("{hint} Because of errors, not read: {files}. See: ct58 check"),
            hint=error.hint or "",
            files=", ".join([*unread[:2], "…"] if len(unread) > 2 else unread),
        )
        raise type(error)(error.message, hint) from error


def _refuse_unread(loaded: Loaded, edit: Edit) -> None:
    """A file that could not be read as a record is not added to: nobody knows what stands in it."""
    unread = set(_unread(loaded))
    for file in files_of(edit):
        books = _books_of(file)
        if file in unread:
            raise _hidden(loaded, file, N_("{file} has errors, so nothing can be recorded in it."))
        if books in unread:
            raise _hidden(
                loaded, books, N_("{file} has errors, so nobody knows whether its books are closed.")
            )


def _books_of(file: str) -> str:
    """The file that says whether the books are closed to which a report belongs; the file itself for any other."""
    place = place_of(file)
    return period_file(place.period) if place and place.kind == "report" and place.period else file


def _hidden(loaded: Loaded, file: str, text: str) -> InvalidData:
    first = next((f for f in loaded.located() if f.file == file and severity_of(f) == "error"), None)
    return InvalidData(msg(text, file=file), _at_line(first) if first else msg(N_("See: ct58 check")))


def _refuse_misplaced(loaded: Loaded, edit: Edit) -> None:
    """Where a file says that it is another record than its name says, neither of the two is changed."""
    changed = set(files_of(edit))
    for finding in loaded.findings:
        if finding.code == MISPLACED and changed & {finding.file, _said_place(loaded, finding.file)}:
            located = next(f for f in loaded.located() if (f.code, f.file) == (MISPLACED, finding.file))
            raise InvalidData(
                msg(
                    N_("Not recorded: {file} and what stands in it contradict each other."), file=finding.file
                ),
                _at_line(located),
            )


def _said_place(loaded: Loaded, file: str) -> str | None:
    """Where a report would lie if what it says of itself is right; None for any other file."""
    report = loaded.records.reports.get(file) if loaded.records else None
    return report_file(report.unit, str(report.period)) if report else None


def _unread(loaded: Loaded) -> Iterator[str]:
    """The files whose record is not in the office, because of errors."""
    records = loaded.records
    assert records is not None
    by_kind = (
        records.amendments,
        records.units,
        records.reports,
        records.unit_events,
        records.items,
        records.periods,
    )
    read = {file for kind in by_kind for file in kind}
    for file in loaded.sources:
        place = place_of(file)
        if place is not None and place.kind not in ("programme", "office") and file not in read:
            yield file


def _at_line(finding: Finding) -> Message:
    return msg(
        N_("Line {line}: {problem} {hint} All problems: ct58 check"),
        line=finding.line,
        problem=problem_of(finding),
        hint=hint_of(finding),
    )


def refuse_new_errors(before: Loaded, after: Loaded) -> None:
    """Refuse, in its own words, the first error that the data did not have before."""
    first = next(new_findings(before, after, "error"), None)
    if first is not None:
        raise Refused(
            msg(
                N_("Not recorded, because the data would be wrong ({code}): {problem}"),
                code=first.code,
                problem=problem_of(first),
            ),
            hint_of(first),
        )


# --------------------------------------------------------------------- effect


def remember(desk: Desk, changes: WrittenFiles) -> None:
    """Keep what was written, for undo."""
    if changes.files:
        entry = JournalEntry(words=desk.words, holder=desk.holder, before=changes.before, after=changes.after)
        Journal(desk.state).add(entry)


def effect(recorded: Recorded, as_of: dt.date) -> Effects:
    """What a change turns, as `diff` would have it; of indicators only what the slice of the data can tell.

    What they come to is remembered: it is what they came to before the next change.
    """
    found = effects_known(recorded.before, recorded.after, recorded.said, as_of, recorded.read)
    for office in (recorded.before, recorded.after):
        if (remembers := office.by_period.remembers) is not None:
            remembers.save()
    return found


_BOOKS = (period_file("2021"), amendment_file("2021"))
"""A file of each kind that says which periods are settled, and what is asked."""


def moved_books(desk: Desk, recorded: Recorded, as_of: dt.date) -> tuple[SettledRow, ...]:
    """What a change moves of closed periods and issued summaries; more is read only where it can reach one."""
    changed = frozenset(recorded.changes.files)
    before, after = recorded.before, recorded.after
    if not changed:
        return ()
    if not recorded.knows_books:
        before, after = _both_sides(desk, recorded, lambda file: file in changed or not _is_report(file))
    needed = needed_for_settled(before, after, as_of)
    if needed is None:
        return ()
    if not recorded.knows_books or (recorded.read is not None and not needed <= recorded.read):
        before, after = _both_sides(desk, recorded, lambda file: file in changed or _tells(file, needed))
    return settled_rows(settled_moves(before, after, as_of))


def _is_report(file: str) -> bool:
    place = place_of(file)
    return place is not None and place.kind == "report"


def _tells(file: str, periods: frozenset[str]) -> bool:
    """Whether a file is no report, or one of some periods."""
    place = place_of(file)
    return place is None or place.kind != "report" or place.period in periods


def _both_sides(desk: Desk, recorded: Recorded, wants: Callable[[str], bool]) -> tuple[Office, Office]:
    """More of the data, without and with the change: it is in the folder already, unless it was a trial."""
    memory = RecordCache(desk.cache)
    folder = read_folder(desk.root, wants)
    there, back = folder.sources, recorded.changes
    aside = WithChanges(there, back.before if recorded.is_written else back.after)
    both = (aside, there) if recorded.is_written else (there, aside)
    before, after = (readable_office(load(side, memory, folder.findings)) for side in both)
    return before, after
