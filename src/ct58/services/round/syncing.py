"""Fetching the main copy, and bringing what was saved here on top of it; or leaving everything as it was."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Literal

from ct58.errors import EnvironmentProblem, Refused
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.services.reading.revision_source import refuse_newer_revision
from ct58.services.round.clashes import (
    Contested,
    Ends,
    clashes,
    content_in,
    contested_in,
    has_marks,
    settled_contents,
    with_authors,
)
from ct58.services.round.keeping import CLASHES, need_working_line, unsaved, unsettled
from ct58.services.round.people import Person
from ct58.services.round.submitting import HandedIn, send_queued
from ct58.services.writing.recording import PATIENCE, Desk
from ct58.store.writer import locked
from ct58.vcs.git import GitRefused
from ct58.vcs.joining import Joined, commit_of_tree, is_ancestor, join, meeting_point, tree_with
from ct58.vcs.repository import Revision
from ct58.vcs.shared import Shared
from ct58.views.submissions import Clash, Settlement

Met = Literal["same", "ahead", "updated", "joined", "clash"]


@record
class Synced:
    """How the folder met the main copy: nothing new, own work only, brought up to date, both joined, or clashes.

    `before` and `after` are the states that the folder had and has; `files` is how many records came in.
    `clashes` tell what both had changed, and which side was kept; what nobody decided still stands side by side
    in its file. `by_hand` are files that somebody is settling in the folder, not saved yet. While anything is
    open, a newer main copy stays where it is (`is_held_back`).
    """

    met: Met
    before: Revision | None
    after: Revision | None
    sent: tuple[HandedIn, ...] = ()
    clashes: tuple[Clash, ...] = ()
    by_hand: tuple[str, ...] = ()
    is_held_back: bool = False
    files: int = 0

    @property
    def open(self) -> tuple[Clash, ...]:
        """What nobody has decided yet."""
        return tuple(clash for clash in self.clashes if clash.kept is None)


Settle = Callable[[tuple[Clash, ...]], Settlement]
"""Asks which side to keep of each clash; what is not answered stays open. It may raise: nothing has changed yet."""


@record
class Messages:
    """What the history says of a state that joins both, and of one that settles what was left open."""

    joined: str
    settled: str


def sync(
    shared: Shared,
    desk: Desk,
    who: Person,
    messages: Messages,
    settle: Settle,
    tell: Callable[[int], None],
) -> Synced:
    """Fetch, send what is queued, and bring the folder up to date.

    Before two lines are joined, `tell` hears how many files both changed: each takes its time. Where two people
    changed the same, `settle` decides; what it leaves open stands side by side in the folder's files, and the next
    run asks again. Raises Offline; Refused where unsaved changes are in the way, or somebody saved meanwhile;
    EnvironmentProblem where both cannot be brought together, or the main copy is of a newer format than this
    program knows. In all these cases the folder is as it was.
    """
    need_working_line(shared.repository)
    shared.fetch()
    sent = tuple(send_queued(shared))
    return replace(_Folder(shared, desk, who, messages, settle, tell).met(), sent=sent)


class _Folder:
    """The folder on its way to the main copy: all is made aside, and then taken as a whole or not at all."""

    def __init__(
        self,
        shared: Shared,
        desk: Desk,
        who: Person,
        messages: Messages,
        settle: Settle,
        tell: Callable[[int], None],
    ) -> None:
        self._shared = shared
        self._repository = shared.repository
        self._desk = desk
        self._who = who
        self._messages = messages
        self._settle = settle
        self._tell = tell

    def met(self) -> Synced:
        """The folder at its new state. Whoever leaves the questions on the way leaves it as it was."""
        before, main = self._repository.find("HEAD"), self._shared.approved()
        if main is None or before is None:
            return Synced(met="same", before=before, after=before)
        for tip in (before, main):
            refuse_newer_revision(self._repository, tip.id)
        synced = replace(self._made_aside(before, main), before=before)
        if synced.after is not None and synced.after.id != before.id:
            self._move(before, synced.after.id)
        return synced

    def _made_aside(self, before: Revision, main: Revision) -> Synced:
        """First what an earlier run left open is settled; only then the newer main copy comes in."""
        sides = unsettled(self._repository)
        if sides is None:
            return self._brought_up(before, main)
        earlier = self._settled_later(before, Ends(mine=sides[0], theirs=sides[1]))
        if earlier.met == "clash":
            is_newer = not is_ancestor(self._shared.git, main.id, before.id)
            return replace(earlier, is_held_back=is_newer)
        assert earlier.after is not None
        rest = self._brought_up(earlier.after, main)
        return replace(rest, clashes=_one_after_the_other(earlier.clashes, rest.clashes))

    def _settled_later(self, before: Revision, ends: Ends) -> Synced:
        """What stands side by side in the folder, settled as far as somebody decides; files being edited are left alone."""
        edited = unsaved(self._repository, self._desk.root).keys()
        marked = self._marked_in(before.id)
        by_hand = tuple(path for path in marked if path.removeprefix(self._repository.prefix) in edited)
        contested = contested_in(self._repository, before.id, ends, [p for p in marked if p not in by_hand])
        found, settlement = self._asked(contested, ends)
        after = before
        if settlement.keep:
            after = self._made(before.id, (before.id,), contested, settlement, self._messages.settled)
        is_open = bool(by_hand) or any(clash.kept is None for clash in found)
        names = tuple(path.removeprefix(self._repository.prefix) for path in by_hand)
        met: Met = "clash" if is_open else "joined"
        return Synced(met=met, before=before, after=after, clashes=found, by_hand=names)

    def _brought_up(self, before: Revision, main: Revision) -> Synced:
        """The main copy, or a state that holds both."""
        git = self._shared.git
        if is_ancestor(git, main.id, before.id):
            return Synced(met="same" if main.id == before.id else "ahead", before=before, after=before)
        if is_ancestor(git, before.id, main.id):
            return self._with_files(Synced(met="updated", before=before, after=main))
        self._tell(self._changed_by_both(before.id, main.id))
        who, driver = self._who.signature, self._shared.driver
        joined = join(git, before.id, main.id, self._messages.joined, who, driver)
        if not joined.conflicts:
            return self._with_files(
                Synced(met="joined", before=before, after=self._repository.revision(joined.id))
            )
        return self._joined_with_clashes(before, main, joined)

    def _joined_with_clashes(self, before: Revision, main: Revision, joined: Joined) -> Synced:
        _refuse_beside_the_data(self._shared, joined)
        self._refuse_unsaved(before.id, joined.id)
        ends = Ends(mine=before.id, theirs=main.id)
        contested = contested_in(self._repository, joined.id, ends, joined.conflicts)
        found, settlement = self._asked(contested, ends)
        parents = (before.id, main.id)
        after = self._made(joined.id, parents, contested, settlement, self._messages.joined)
        is_open = any(clash.kept is None for clash in found)
        met: Met = "clash" if is_open else "joined"
        return self._with_files(Synced(met=met, before=before, after=after, clashes=found))

    def _asked(self, contested: tuple[Contested, ...], ends: Ends) -> tuple[tuple[Clash, ...], Settlement]:
        """What is to be decided, with what was."""
        found = with_authors(self._repository, clashes(contested), ends)
        settlement = self._settle(found) if found else Settlement(keep={})
        return tuple(replace(one, kept=settlement.keep.get(one.number)) for one in found), settlement

    def _made(
        self,
        tip: str,
        parents: tuple[str, ...],
        contested: Iterable[Contested],
        settlement: Settlement,
        message: str,
    ) -> Revision:
        """A state with what was decided; the history tells what was chosen, and which files are still open."""
        git, prefix = self._shared.git, self._repository.prefix
        contents = settled_contents(contested, settlement.keep)
        tree = tree_with(git, tip, {f"{prefix}{file}": content for file, content in contents.items()})
        said = "\n".join((message, "", *settlement.said)) if settlement.said else message
        still = self._marked_in(tree)
        if still:
            said = f"{said}\n\n{CLASHES}: {', '.join(still)}"
        return self._repository.revision(commit_of_tree(git, tree, parents, said, self._who.signature))

    def _marked_in(self, tip: str) -> tuple[str, ...]:
        """The files of the data (paths from the top) in which two sides stand side by side, in a commit or tree."""
        asked = ["grep", "-z", "--name-only", "--full-name", "-E", "^(<{7}|={7}|>{7})( |$)", tip, "--", "."]
        said = (self._shared.git.ask(asked) or b"").decode("utf-8", "surrogateescape")
        paths = (entry.partition(":")[2] for entry in said.split("\0")[:-1])
        top = self._repository.at("")
        return tuple(path for path in paths if has_marks(content_in(top, tip, path)))

    def _with_files(self, synced: Synced) -> Synced:
        """The same with how many records come in."""
        assert synced.before is not None
        assert synced.after is not None
        return replace(synced, files=len(self._differing(synced.before.id, synced.after.id)))

    def _changed_by_both(self, mine: str, theirs: str) -> int:
        """How many files of the data two lines have both changed since they parted."""
        base = meeting_point(self._shared.git, mine, theirs)
        if base is None:
            return 0
        return len(set(self._differing(base, mine)) & set(self._differing(base, theirs)))

    def _differing(self, before: str, after: str) -> list[str]:
        asked = ["diff-tree", "-r", "-z", "--name-only", "--no-renames", "--relative", before, after]
        return self._shared.git.run(asked).decode("utf-8", "surrogateescape").split("\0")[:-1]

    def _refuse_unsaved(self, before: str, after: str) -> list[str]:
        """The files that would change, none of which has anything unsaved in it. Raises Refused for any that has."""
        differing = self._differing(before, after)
        if unsaved(self._repository, self._desk.root).keys() & set(differing):
            raise _in_the_way()
        return differing

    def _move(self, before: Revision, commit: str) -> None:
        """Put the folder at a state; with everything that is not saved left as it is, or not at all."""
        with locked(self._desk.root, self._desk.holder, PATIENCE):
            now = self._repository.find("HEAD")
            if now is None or now.id != before.id:
                raise Refused(
                    msg(N_("Not fetched: somebody saved in this folder meanwhile.")),
                    msg(N_("Everything is as it was. Run it again: ct58 sync")),
                )
            differing = self._refuse_unsaved(before.id, commit)
            try:
                self._shared.git.run(["merge", "--ff-only", "--quiet", "--no-stat", "--no-autostash", commit])
            except GitRefused as error:
                if "would be overwritten" in error.said:
                    raise _in_the_way() from error
                self._put_back(before, differing)
                raise
            except KeyboardInterrupt:
                self._put_back(before, differing)
                raise

    def _put_back(self, before: Revision, files: Collection[str]) -> None:
        """A full disk or a person may stop git between two files. None of these had anything unsaved in it."""
        now = self._repository.find("HEAD")
        if now is None or now.id != before.id:
            return  # git was through
        known = {file for file in files if self._repository.has(before, file)}
        new = set(files) - known
        for file in new:
            with suppress(OSError):
                (self._desk.root / file).unlink(missing_ok=True)
        git = self._shared.git
        git.start(["update-index", "--force-remove", "-z", "--stdin"], given=_listed(new))
        if known:  # without any file it would mean the whole folder
            listed = ("--pathspec-from-file=-", "--pathspec-file-nul")
            git.start(["checkout", "--quiet", before.id, *listed], given=_listed(known))


def _listed(files: Iterable[str]) -> bytes:
    """Names for git to read, each with a NUL after it."""
    return "".join(f"{file}\0" for file in files).encode("utf-8", "surrogateescape")


def _one_after_the_other(first: tuple[Clash, ...], then: tuple[Clash, ...]) -> tuple[Clash, ...]:
    """The clashes of two steps, each with a number of its own."""
    last = max((clash.number for clash in first), default=0)
    return (*first, *(replace(clash, number=clash.number + last) for clash in then))


def _refuse_beside_the_data(shared: Shared, joined: Joined) -> None:
    """What else clashes in the repository is nothing that a clerk can settle."""
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


def _in_the_way() -> Refused:
    return Refused(
        msg(N_("Not fetched: what you have not saved yet stands in files that others changed, too.")),
        msg(N_("Everything is as it was. First: ct58 save; then again: ct58 sync")),
    )
