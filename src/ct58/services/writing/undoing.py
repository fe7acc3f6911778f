"""Taking back one's last record, while nobody has it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

from ct58.domain.changes.compare import compare
from ct58.errors import EnvironmentProblem, Refused, Sources
from ct58.i18n import N_, msg
from ct58.services.reading.differences import pairs_of
from ct58.services.writing.recording import PATIENCE, Desk, Recorded, readable_office, refuse_new_errors
from ct58.store.cache import RecordCache
from ct58.store.data_format import refuse_newer_folder
from ct58.store.digests import WithChanges
from ct58.store.journal import Journal, JournalEntry
from ct58.store.loader import load
from ct58.store.sources import read_folder
from ct58.store.writer import WrittenFiles, locked, write
from ct58.vcs.conditions import Hindered
from ct58.vcs.repository import blob_ids, find_repository
from ct58.vcs.shared import shared_contents


def last_record(desk: Desk, environment: Mapping[str, str]) -> JournalEntry:
    """The newest record of this user that can be taken back.

    Raises Refused when there is none, and when others have it already: it was handed in, or approved;
    NewerFormat where somebody has brought the data to a format that this program does not know.
    """
    refuse_newer_folder(desk.root)
    entries = Journal(desk.state).entries()
    if not entries:
        raise Refused(msg(N_("There is nothing of yours to take back.")))
    sent = handed_on(desk.root, environment, entries[-1].after)
    if sent:
        raise Refused(
            msg(
                N_("Not taken back: the last record ({words}) was handed in already."),
                words=entries[-1].words,
            ),
            msg(N_("Correct it with a reason, or void the event: ct58 record void")),
        )
    return entries[-1]


def undo(desk: Desk, entry: JournalEntry, *, dry_run: bool = False) -> Recorded:
    """Put the files of a record back as they were, and say what that changed; in a trial only what it would change.

    A file that is so already stays, so that an undo that was cut short can be made again. Raises Refused
    when one was changed since, by anybody, or when something recorded since needs what would go: then
    only voiding or correcting is right.
    """
    with nullcontext() if dry_run else locked(desk.root, desk.holder, PATIENCE):
        folder = read_folder(desk.root)
        changes = _way_back(folder.sources, entry)
        memory = RecordCache(desk.cache)
        before = load(folder.sources, memory, folder.findings)
        after = load(WithChanges(folder.sources, changes.after), memory, folder.findings)
        refuse_new_errors(before, after)
        if not dry_run:
            write(desk.root, changes)
    if not dry_run:
        Journal(desk.state).drop(entry)
    return Recorded(
        before=readable_office(before),
        after=readable_office(after),
        changes=changes,
        is_written=not dry_run,
        said=compare(pairs_of(changes.files, before, after)),
        read=None,
        knows_books=True,
    )


def _way_back(sources: Sources, entry: JournalEntry) -> WrittenFiles:
    """From the files as they are to those before the record."""
    current = {file: sources.get(file) for file in entry.after}
    for file, content in current.items():
        if content not in (entry.after[file], entry.before[file]):
            raise Refused(
                msg(N_("Not taken back: {file} was changed since then."), file=file),
                msg(N_("Correct it with a reason, or void the event: ct58 record void")),
            )
    pending = [file for file, content in current.items() if content != entry.before[file]]
    return WrittenFiles(
        before={file: current[file] for file in pending}, after={file: entry.before[file] for file in pending}
    )


def handed_on(
    root: Path, environment: Mapping[str, str], contents: Mapping[str, bytes | None]
) -> tuple[str, ...]:
    """The files whose contents others have, or are queued for them; none where there is no git to ask.

    Raises Hindered where there is a history that does not tell: what nobody knows is not nobody's.
    """
    given = {file: content for file, content in contents.items() if content is not None}
    try:
        repository = find_repository(root, environment)
        known = shared_contents(repository, given) if repository else {}
    except Hindered:
        raise
    except EnvironmentProblem:
        return ()
    return tuple(file for file, ids in known.items() if ids and ids & blob_ids(given[file], next(iter(ids))))
