"""Fetching the main copy, and bringing what was saved here on top of it; or leaving everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from ct58.errors import EnvironmentProblem, Refused
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.services.clashes import clashes
from ct58.services.keeping import CLASHES, need_working_line
from ct58.services.people import Person
from ct58.services.recording import PATIENCE, Desk
from ct58.services.submitting import HandedIn, send_queued
from ct58.store.writer import locked
from ct58.vcs.git import GitRefused
from ct58.vcs.joining import Joined, is_ancestor, join
from ct58.vcs.repository import Revision
from ct58.vcs.shared import Shared
from ct58.views.submissions import Clash

Met = Literal["same", "ahead", "updated", "joined", "clash"]


@record
class Synced:
    """How the folder met the main copy: nothing new, own work only, brought up to date, both joined, or clashes.

    `before` and `after` are the states that the folder had and has; `files` is how many records came in.
    """

    met: Met
    before: Revision | None
    after: Revision | None
    sent: tuple[HandedIn, ...] = ()
    clashes: tuple[Clash, ...] = ()
    files: int = 0


def sync(shared: Shared, desk: Desk, who: Person, message: str) -> Synced:
    """Fetch, send what is queued, and bring the folder up to date.

    `message` is that of a state that joins both. Raises Offline; Refused where unsaved changes are in the way;
    EnvironmentProblem where both cannot be brought together. In all these cases the folder is as it was.
    """
    need_working_line(shared.repository)
    shared.fetch()
    sent = tuple(send_queued(shared))
    before, main = shared.repository.find("HEAD"), shared.approved()
    if main is None or before is None or is_ancestor(shared.git, main.id, before.id):
        is_same = main is None or before is None or main.id == before.id
        return Synced(met="same" if is_same else "ahead", before=before, after=before, sent=sent)
    return _brought_up(
        shared, desk, who, message, Synced(met="updated", before=before, after=main, sent=sent)
    )


def _brought_up(shared: Shared, desk: Desk, who: Person, message: str, synced: Synced) -> Synced:
    """The folder at the main copy, or at a state that holds both."""
    before, main = synced.before, synced.after
    assert before is not None
    assert main is not None
    if is_ancestor(shared.git, before.id, main.id):
        _move_folder(shared, desk, main.id)
        return replace(synced, files=_new_files(shared, before.id, main.id))
    joined = join(shared.git, before.id, main.id, clash_message(message), who.signature, shared.driver)
    found = _clashes(shared, before.id, main.id, joined)
    _move_folder(shared, desk, joined.id)
    return Synced(
        met="clash" if joined.conflicts else "joined",
        before=before,
        after=shared.repository.revision(joined.id),
        sent=synced.sent,
        clashes=found,
        files=_new_files(shared, before.id, joined.id),
    )


def _new_files(shared: Shared, before: str, after: str) -> int:
    asked = ["diff-tree", "-r", "-z", "--name-only", "--no-renames", "--relative", before, after]
    return shared.git.run(asked).count(b"\0")


def clash_message(text: str) -> Callable[[tuple[str, ...]], str]:
    """The message of a state that joins two, naming the files in which both still stand side by side."""
    return lambda files: f"{text}\n\n{CLASHES}: {', '.join(files)}" if files else text


def _clashes(shared: Shared, mine: str, theirs: str, joined: Joined) -> tuple[Clash, ...]:
    """What is to be settled in the data; what else clashes in the repository is nothing that a clerk can settle."""
    if any(not path.startswith(shared.repository.prefix) for path in joined.conflicts):
        raise EnvironmentProblem(
            msg(
                N_(
                    "Files beside the data were changed on both sides, so nothing was fetched into this folder."
                )
            ),
            msg(
                N_("Everything is as it was. Whoever looks after the computer must settle: {files}"),
                files=", ".join(joined.conflicts),
            ),
        )
    return clashes(shared.repository, mine, theirs, joined.conflicts)


def _move_folder(shared: Shared, desk: Desk, commit: str) -> None:
    """Put the folder at a state; with everything that is not saved left as it is, or not at all."""
    with locked(desk.root, desk.holder, PATIENCE):
        try:
            shared.git.run(["merge", "--ff-only", "--quiet", "--no-stat", "--no-autostash", commit])
        except GitRefused as error:
            if "would be overwritten" not in error.said:
                raise
            raise Refused(
                msg(N_("Not fetched: what you have not saved yet stands in files that others changed, too.")),
                msg(N_("Everything is as it was. First: ct58 save; then again: ct58 sync")),
            ) from error
