"""Recording: one change of the data, planned on fresh data, checked, written safely, and remembered for undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

from ct58.domain.consequences import Consequences, consequences
from ct58.domain.edits import Edit
from ct58.domain.office import Office
from ct58.errors import Finding, InvalidData, Refused, Sources
from ct58.errors.rules import RULES
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.services.opening import Slice
from ct58.store.cache import RecordCache
from ct58.store.journal import Journal, JournalEntry
from ct58.store.loader import Loaded, load
from ct58.store.sources import read_folder
from ct58.store.writer import Changes, changes_of, commit, locked, write

Plan = Callable[[Office], Edit]
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
    """A change and its effect; `is_written` is false for a trial (--dry-run) or when nothing changed."""

    before: Office
    after: Office
    changes: Changes
    is_written: bool


def make_record(desk: Desk, part: Slice, plan: Plan, *, dry_run: bool = False) -> Recorded:
    """Plan a change on the data as it is now, and write it unless it is a trial.

    The candidate is loaded before anything is written; a change that would bring an error that was not
    there before is refused. Errors elsewhere in the data do not matter.
    """
    memory = RecordCache(desk.cache)
    transaction = _Transaction(plan, memory)
    if dry_run:
        sources = dict(read_folder(desk.root, part.wants).sources)
        changes = changes_of(desk.root, sources, transaction.plan(sources), transaction.figures)
        transaction.validate(sources, _after(sources, changes))
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
        _remember(desk, changes)
    memory.save()
    return transaction.result(changes, is_written=not dry_run and bool(changes.files))


class _Transaction:
    """The two moments of a write at which the domain speaks: planning, and judging the candidate."""

    def __init__(self, plan: Plan, memory: RecordCache) -> None:
        self._plan = plan
        self._memory = memory
        self._before: Loaded | None = None
        self._after: Loaded | None = None
        self.figures: list[str] = []

    def plan(self, sources: Sources) -> Edit:
        """The edit, made from the data under the lock; also the order of the form's figures."""
        self._before = load(sources, self._memory)
        office = _office(self._before)
        self.figures.extend(f.key for f in sorted(office.programme.figures, key=lambda f: f.number))
        return self._plan(office)

    def validate(self, _before: Sources, after: Sources) -> None:
        """Refuse a candidate with errors that were not there before."""
        assert self._before is not None
        self._after = load(after, self._memory)
        new = _new_errors(self._before, self._after)
        if new:
            raise _refusal(new)

    def result(self, changes: Changes, *, is_written: bool) -> Recorded:
        """The offices before and after."""
        assert self._before is not None
        before = _office(self._before)
        after = _office(self._after) if self._after else before
        return Recorded(before=before, after=after, changes=changes, is_written=is_written)


def _office(loaded: Loaded) -> Office:
    if loaded.office is None:
        raise InvalidData(
            msg(N_("The programme itself has errors, so nothing can be recorded.")),
            msg(N_("See: ct58 check")),
        )
    return loaded.office


def _after(sources: Sources, changes: Changes) -> Sources:
    """The files as they would be."""
    kept = {file: content for file, content in sources.items() if file not in changes.after}
    return {**kept, **{file: content for file, content in changes.after.items() if content is not None}}


def _new_errors(before: Loaded, after: Loaded) -> tuple[Finding, ...]:
    """Errors of the candidate that the data did not have; an error that only moved is not new."""
    known = {_identity(finding) for finding in before.findings}
    return tuple(
        finding
        for finding in after.located()
        if RULES[finding.code].severity == "error" and _identity(finding) not in known
    )


def _identity(finding: Finding) -> tuple[object, ...]:
    return (finding.code, finding.file, *sorted((key, str(value)) for key, value in finding.params.items()))


def _refusal(new: Iterable[Finding]) -> Refused:
    """The first new error in its own words."""
    first = next(iter(new))
    rule = RULES[first.code]
    message = msg(rule.message, **first.params)
    return Refused(
        msg(
            N_("Not recorded, because the data would be wrong ({code}): {problem}"),
            code=first.code,
            problem=message,
        ),
        msg(rule.hint, **first.params),
    )


def _remember(desk: Desk, changes: Changes) -> None:
    if changes.files:
        entry = JournalEntry(words=desk.words, before=changes.before, after=changes.after)
        Journal(desk.state).add(entry)


def effect(recorded: Recorded, as_of: dt.date) -> Consequences:
    """What a change turns: the items whose files or reports it touched."""
    return consequences(recorded.before, recorded.after, as_of, _touched(recorded))


def _touched(recorded: Recorded) -> frozenset[str]:
    """The items that the changed files are about: their own, and what their units owe."""
    office = recorded.after
    found: set[str] = set()
    for file in recorded.changes.files:
        folder, _, name = file.partition("/")
        if folder == "tasks":
            found.add(name.removesuffix(".yaml"))
        elif folder == "units":
            found |= {item.id for item in office.items.values() if item.owners is not None}
    return frozenset(found)


# ----------------------------------------------------------------------- undo


def last_record(desk: Desk) -> JournalEntry:
    """The newest record of this user that can be taken back. Raises Refused when there is none."""
    entries = Journal(desk.state).entries()
    if not entries:
        raise Refused(msg(N_("There is nothing of yours to take back.")))
    return entries[-1]


def undo(desk: Desk, entry: JournalEntry) -> None:
    """Put the files of a record back as they were.

    Raises Refused when one of them was changed since, by anybody: then only voiding or correcting is right.
    """
    with locked(desk.root, desk.holder, PATIENCE):
        current = read_folder(desk.root, lambda file: file in entry.after).sources
        for file, content in entry.after.items():
            if current.get(file) != content:
                raise Refused(
                    msg(N_("Not taken back: {file} was changed since then."), file=file),
                    msg(N_("Correct it with a reason, or void the event: ct58 record void")),
                )
        write(desk.root, Changes(before=entry.after, after=entry.before))
    Journal(desk.state).drop_last()
