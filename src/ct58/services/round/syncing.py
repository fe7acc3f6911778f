"""Fetching the main copy, and bringing what was saved here on top of it; or leaving everything as it was."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Literal

from ct58.domain.text.signs import harmless
from ct58.errors import EnvironmentProblem, Refused
from ct58.i18n import N_, msg
from ct58.records import positional_record, record
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
from ct58.services.round.keeping import need_working_line, unsaved, unsettled
from ct58.services.round.namesakes import Namesake, beside, followed, namesakes, told_apart, told_apart_in
from ct58.services.round.people import Person
from ct58.services.round.submitting import HandedIn, send_queued
from ct58.services.writing.recording import PATIENCE, Desk
from ct58.store.writer import locked, put_by_another, taken_back
from ct58.vcs.git import GitRefused
from ct58.vcs.joining import Joined, commit_of_tree, is_ancestor, join, meeting_point, tree_with
from ct58.vcs.repository import Revision
from ct58.vcs.shared import Shared
from ct58.vcs.trailers import RoundFacts, stating
from ct58.views.submissions import Clash, Settlement, SideChoice

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
    who: Callable[[], Person],
    messages: Messages,
    settle: Settle,
    tell: Callable[[int], None],
    *,
    dry_run: bool = False,
) -> Synced:
    """Fetch, send what is queued, and bring the folder up to date; in a trial only fetch, to see what would come.

    Before two lines are joined, `tell` hears how many files both changed: each takes its time. Where two people
    changed the same, `settle` decides; what it leaves open stands side by side in the folder's files, and the next
    run asks again. `who` tells who signs, and is asked only where two lines are joined. Raises Offline; Refused where unsaved changes are in the way, or somebody saved meanwhile;
    EnvironmentProblem where both cannot be brought together, or the main copy is of a newer format than this
    program knows. In all these cases the folder is as it was.
    """
    need_working_line(shared.repository)
    shared.fetch()
    sent = () if dry_run else tuple(send_queued(shared))
    folder = _Folder(shared, desk, who, messages, settle, tell)
    return replace(folder.met(dry_run=dry_run), sent=sent)


@positional_record
class _Apart:
    """The sides to be joined once it is decided which things of one id are kept; what was asked, and is still open."""

    ends: Ends
    clashes: tuple[Clash, ...] = ()
    said: tuple[str, ...] = ()
    open: tuple[Namesake, ...] = ()
    decided: tuple[tuple[Namesake, SideChoice], ...] = ()


class _Folder:
    """The folder on its way to the main copy: all is made aside, and then taken as a whole or not at all."""

    def __init__(
        self,
        shared: Shared,
        desk: Desk,
        who: Callable[[], Person],
        messages: Messages,
        settle: Settle,
        tell: Callable[[int], None],
    ) -> None:
        self._shared = shared
        self._repository = shared.repository
        self._desk = desk
        self._ask_who = who
        self._messages = messages
        self._settle = settle
        self._tell = tell

    @property
    def _who(self) -> Person:
        return self._ask_who()

    def met(self, *, dry_run: bool) -> Synced:
        """The folder at its new state; in a trial only made aside. Whoever leaves the questions on the way leaves it as it was."""
        before, main = self._repository.find("HEAD"), self._shared.approved()
        if main is None or before is None:
            return Synced(met="same", before=before, after=before)
        for tip in (before, main):
            refuse_newer_revision(self._repository, tip.id)
        synced = replace(self._made_aside(before, main), before=before)
        if synced.after is not None and synced.after.id != before.id:
            if dry_run:
                self._refuse_unsaved(before.id, synced.after.id)
            else:
                self._move(before, synced.after.id)
        return synced

    def _made_aside(self, before: Revision, main: Revision) -> Synced:
        """First what an earlier run left open is settled; only then the newer main copy comes in."""
        sides = unsettled(self._repository)
        if sides is None:
            return self._brought_up(before, main)
        earlier = self._settled_later(before, self._followed(sides[0], sides[1]))
        if earlier.met == "clash":
            is_newer = not is_ancestor(self._shared.git, main.id, before.id)
            return replace(earlier, is_held_back=is_newer)
        assert earlier.after is not None
        rest = self._brought_up(earlier.after, main)
        return replace(rest, clashes=_one_after_the_other(earlier.clashes, rest.clashes))

    def _settled_later(self, before: Revision, ends: Ends) -> Synced:
        """What stands side by side in the folder, settled as far as somebody decides; files being edited are left alone."""
        edited = unsaved(self._repository, self._desk.root).keys()
        marked = self._below(self._marked_in(before.id))
        by_hand = tuple(file for file in marked if file in edited)
        asked = [file for file in marked if file not in by_hand]
        apart = self._told_apart(ends, namesakes(self._repository, ends), asked)
        tip = self._moved_on(before, ends, apart) if apart.decided else before.id
        open_ = beside(
            apart.open, [file for file in self._below(self._marked_in(tip)) if file not in by_hand]
        )
        contested = contested_in(self._repository, tip, apart.ends, self._from_top(open_))
        found, settlement = self._asked(contested, apart.ends)
        settlement = replace(settlement, said=(*apart.said, *settlement.said))
        after = before
        if settlement.keep or tip != before.id:
            after = self._made(tip, (before.id,), contested, settlement, self._messages.settled)
        found = _one_after_the_other(apart.clashes, found)
        is_open = bool(by_hand) or any(clash.kept is None for clash in found)
        met: Met = "clash" if is_open else "joined"
        return Synced(met=met, before=before, after=after, clashes=found, by_hand=by_hand)

    def _moved_on(self, before: Revision, ends: Ends, apart: _Apart) -> str:
        """The folder's state with namesakes told apart: the sides joined anew, unless something else was settled since."""
        git, who, driver = self._shared.git, self._who.signature, self._shared.driver
        first = join(git, ends.mine, ends.theirs, "ct58", who, driver).id
        if git.ask(["diff", "--quiet", first, before.id]) is not None:
            return join(git, apart.ends.mine, apart.ends.theirs, "ct58", who, driver).id
        return told_apart_in(self._repository, before.id, ends, apart.decided, who)

    def _below(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Files as the data names them, from paths from the top."""
        return tuple(path.removeprefix(self._repository.prefix) for path in paths)

    def _from_top(self, files: Iterable[str]) -> tuple[str, ...]:
        return tuple(f"{self._repository.prefix}{file}" for file in files)

    def _told_apart(self, ends: Ends, found: Iterable[Namesake], contested: Collection[str]) -> _Apart:
        """Which of two things under one id is kept, or both: asked before all else, since it moves whole files."""
        asked = [one for one in found if one.thing.file in contested]
        clashes_ = tuple(one.clash(number) for number, one in enumerate(asked, start=1))
        if not asked:
            return _Apart(ends)
        told, settlement = self._decided(clashes_, ends)
        decided = [(one, clash.kept) for one, clash in zip(asked, told, strict=True) if clash.kept]
        open_ = tuple(one for one, clash in zip(asked, told, strict=True) if clash.kept is None)
        apart = told_apart(self._repository, ends, decided, self._who.signature) if decided else ends
        return _Apart(apart, told, settlement.said, open_, tuple(decided))

    def _brought_up(self, before: Revision, main: Revision) -> Synced:
        """The main copy, or a state that holds both."""
        git = self._shared.git
        if is_ancestor(git, main.id, before.id):
            return Synced(met="same" if main.id == before.id else "ahead", before=before, after=before)
        if is_ancestor(git, before.id, main.id):
            return self._with_files(Synced(met="updated", before=before, after=main))
        self._tell(self._changed_by_both(before.id, main.id))
        who, driver = self._who.signature, self._shared.driver
        message = stating(self._messages.joined, RoundFacts(main_copy=main.id))
        ends = self._followed(before.id, main.id)
        joined = join(git, ends.mine, ends.theirs, message, who, driver)
        if not joined.conflicts:
            id_ = joined.id
            if ends != Ends(mine=before.id, theirs=main.id):
                id_ = commit_of_tree(git, joined.id, (before.id, main.id), message, who)
            return self._with_files(Synced(met="joined", before=before, after=self._repository.revision(id_)))
        return self._joined_with_clashes(before, main, joined, ends)

    def _followed(self, mine: str, theirs: str) -> Ends:
        return followed(self._repository, Ends(mine=mine, theirs=theirs), lambda: self._who.signature)

    def _joined_with_clashes(self, before: Revision, main: Revision, joined: Joined, ends: Ends) -> Synced:
        _refuse_beside_the_data(self._shared, joined)
        self._refuse_unsaved(before.id, joined.id)
        apart = self._told_apart(ends, namesakes(self._repository, ends), self._below(joined.conflicts))
        if apart.ends != ends:
            who, driver = self._who.signature, self._shared.driver
            joined = join(self._shared.git, apart.ends.mine, apart.ends.theirs, "ct58", who, driver)
        files = beside(apart.open, self._below(joined.conflicts))
        contested = contested_in(self._repository, joined.id, apart.ends, self._from_top(files))
        found, settlement = self._asked(contested, apart.ends)
        settlement = replace(settlement, said=(*apart.said, *settlement.said))
        after = self._made(joined.id, (before.id, main.id), contested, settlement, self._messages.joined)
        found = _one_after_the_other(apart.clashes, found)
        is_open = any(clash.kept is None for clash in found)
        met: Met = "clash" if is_open else "joined"
        return self._with_files(Synced(met=met, before=before, after=after, clashes=found))

    def _asked(self, contested: tuple[Contested, ...], ends: Ends) -> tuple[tuple[Clash, ...], Settlement]:
        """What is to be decided, with what was."""
        return self._decided(clashes(contested), ends)

    def _decided(self, asked: tuple[Clash, ...], ends: Ends) -> tuple[tuple[Clash, ...], Settlement]:
        found = with_authors(self._repository, asked, ends)
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
        facts = RoundFacts(main_copy="".join(parents[1:]), clashes=", ".join(self._marked_in(tree)))
        message = stating(harmless(said), facts)
        return self._repository.revision(commit_of_tree(git, tree, parents, message, self._who.signature))

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
            put_by_another(differing)
            try:
                self._shared.git.run(["merge", "--ff-only", "--quiet", "--no-stat", "--no-autostash", commit])
            except (GitRefused, KeyboardInterrupt) as error:
                is_in_the_way = isinstance(error, GitRefused) and "would be overwritten" in error.said
                if is_in_the_way or self._put_back(before, differing):
                    taken_back(differing)
                if is_in_the_way:
                    raise _in_the_way() from error
                raise

    def _put_back(self, before: Revision, files: Collection[str]) -> bool:
        """Whether the folder is as it was: a full disk or a person may stop git between two files.

        None of these had anything unsaved in it.
        """
        now = self._repository.find("HEAD")
        if now is None or now.id != before.id:
            return False  # git was through
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
        return True


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
