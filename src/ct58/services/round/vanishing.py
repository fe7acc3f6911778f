"""What was approved and vanished from the main copy, as by a forced push: told to everyone whose copy has seen it there."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.records import record
from ct58.services.past.approvals import approvals
from ct58.services.round.taking import taken_up_to
from ct58.vcs.authorship import OwnRevision, own_revisions
from ct58.vcs.git import Git
from ct58.vcs.joining import is_ancestor
from ct58.vcs.main_line import MainLine
from ct58.vcs.main_memory import forget_lost, is_told, lost_states, note_told
from ct58.vcs.shared import Shared
from ct58.views.vanished import Vanished


@record
class Disappearance:
    """What vanished, the newest first; `is_here` says whether this folder's own saved work still has it all."""

    gone: tuple[Vanished, ...]
    is_here: bool


def disappearance(shared: Shared, who: str) -> Disappearance | None:
    """What somebody (by the name in ASCII) has not been told of yet, as the shared place was seen last; told from now on."""
    found: dict[str, Vanished] = {}
    git, is_here = shared.git, True
    for lost in lost_states(git):
        gone = list(_gone(shared, lost))
        if not gone:
            forget_lost(git, lost)
        elif not is_told(git, lost, who):
            found.update((one.revision, one) for one in gone)
            is_here &= is_ancestor(git, lost, "HEAD")
            note_told(git, lost, who)
    return Disappearance(gone=tuple(found.values()), is_here=is_here) if found else None


def _gone(shared: Shared, lost: str) -> Iterator[Vanished]:
    """What a state of the main copy had and the present one has not, in whatever revisions."""
    git, main = shared.git, shared.approved()
    line = MainLine(git, lost, shared.main)
    known = [main.id] if main else []
    made = [one for one in own_revisions(git, lost, known) if one.changes_something]
    passages = dict.fromkeys(line.passages.get(one.id, one.id) for one in made)
    for passage in passages:
        came = [one for one in made if line.passages.get(one.id, one.id) == passage]
        behind = line.submission_behind(passage)
        submission = line.accounts([passage])[passage].facts.submission
        if main and taken_up_to(git, main.id, behind or passage, submission or passage):
            continue
        yield _told(git, line, passage, came[0])


def _told(git: Git, line: MainLine, passage: str, made: OwnRevision) -> Vanished:
    approval = approvals(line, [made.id])[made.id]
    is_approved = approval.how in ("approved", "own", "declared")
    return Vanished(
        revision=passage,
        author=approval.sender or made.by.name,
        subject=git.line(["log", "-1", "--encoding=UTF-8", "--format=%s", made.id, "--"]),
        submission=approval.submission,
        by=approval.by if is_approved else None,
        when=approval.when if is_approved else None,
    )
