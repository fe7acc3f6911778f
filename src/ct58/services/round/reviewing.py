"""Approving what was handed in, or giving it back: against the main copy as it is at that moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ct58.errors import EnvironmentProblem, InvalidData, Refused
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.services.past.comparing import changes_view
from ct58.services.reading.revision_source import RevisionSource, refuse_newer_revision
from ct58.services.round.clashes import Ends, clashes, contested_in, from_the_other_side, with_authors
from ct58.services.round.people import Person
from ct58.services.round.submitting import ATTEMPTS, SUBMISSION_LINE, not_taken
from ct58.vcs.joining import commit_of_tree, is_ancestor, join, meeting_point
from ct58.vcs.repository import Revision
from ct58.vcs.shared import RETURNED, SUBMITTED, Shared, Tip
from ct58.views.changes import ChangesView
from ct58.views.submissions import Clash, Submission, Waiting


@record
class Prepared:
    """A submission joined with the main copy, aside: the state that approval would make the main copy."""

    tip: Tip
    main: Revision | None
    joined: str
    clashes: tuple[Clash, ...] = ()


class Reviewer:
    """Reads and decides submissions of one shared place."""

    def __init__(self, shared: Shared, root: Path, cache: Path, as_of: dt.date) -> None:
        self._shared = shared
        self._root = root
        self._cache = cache
        self._as_of = as_of

    def waiting(self) -> tuple[Tip, ...]:
        """What waits for a decision, the oldest first."""
        main, returned = self._shared.approved(), self._shared.returned()
        return tuple(
            tip for tip in self._shared.submitted() if self._waits(tip, main, returned.get(tip.name))
        )

    def _waits(self, tip: Tip, main: Revision | None, returned: Tip | None) -> bool:
        decided = [end.id for end in (main, returned.revision if returned else None) if end]
        return not any(is_ancestor(self._shared.git, tip.revision.id, end) for end in decided)

    def summed_up(self, tips: Sequence[Tip]) -> Iterator[Waiting]:
        """How much each brings, and what is to be known of it; one that cannot be read has an error."""
        for number, tip in enumerate(tips, start=1):
            refuse_newer_revision(self._shared.repository, tip.revision.id)
            try:
                view = self._view(self._base(tip), tip.revision)
            except (InvalidData, EnvironmentProblem):
                yield Waiting(number=number, submission=submission_of(tip), changes=0, errors=1)
                continue
            yield Waiting(
                number=number,
                submission=submission_of(tip),
                changes=len(view.changes) if view else 0,
                notices=tuple(dict.fromkeys(notice.kind for notice in view.notices)) if view else (),
                errors=len(view.errors) if view else 0,
            )

    def _base(self, tip: Tip) -> Revision | None:
        main = self._shared.approved()
        found = meeting_point(self._shared.git, main.id, tip.revision.id) if main else None
        return self._shared.repository.find(found) if found else None

    def _view(self, before: Revision | None, after: Revision) -> ChangesView | None:
        if before is None:
            return None
        return changes_view(self._source(before), self._source(after), self._as_of)

    def _source(self, revision: Revision) -> RevisionSource:
        return RevisionSource(self._root, self._cache, self._shared.repository, revision)

    def prepare(self, tip: Tip, who: Person, message: str) -> Prepared:
        """Join a submission with the main copy as it is known now. Raises NewerFormat where one is too new."""
        main = self._shared.approved()
        for end in (tip.revision, main):
            if end is not None:
                refuse_newer_revision(self._shared.repository, end.id)
        if main is None:
            return Prepared(tip=tip, main=None, joined=tip.revision.id)
        joined = join(
            self._shared.git,
            main.id,
            tip.revision.id,
            message,
            who.signature,
            self._shared.driver,
        )
        repository, ends = self._shared.repository, Ends(mine=main.id, theirs=tip.revision.id)
        contested = contested_in(repository, joined.id, ends, joined.conflicts)
        found = with_authors(repository, clashes(contested), ends)
        return Prepared(tip=tip, main=main, joined=joined.id, clashes=from_the_other_side(found))

    def view(self, prepared: Prepared) -> ChangesView | None:
        """What approval would change in the main copy; None where it cannot be approved, or is the very first."""
        if prepared.clashes:
            return self._view(self._base(prepared.tip), prepared.tip.revision)
        return self._view(prepared.main, self._shared.repository.revision(prepared.joined))

    def approve(
        self, tip: Tip, who: Person, message: Callable[[ChangesView | None], str]
    ) -> ChangesView | None:
        """Make a submission part of the main copy; somebody who is faster only makes it happen once more.

        Raises Refused where it clashes with the main copy or would bring errors into it.
        """
        for _attempt in range(ATTEMPTS):
            prepared = self.prepare(tip, who, tip.name)
            view = self.view(prepared)
            refuse_unfit(prepared, view)
            if self._pushed(prepared, self._named(prepared, who, message(view))):
                return view
            self._shared.fetch()
            if not any(known.revision.id == tip.revision.id for known in self.waiting()):
                raise changed_meanwhile(tip.name)
        raise Refused(
            msg(N_("The main copy changed again and again meanwhile, so nothing was approved.")),
            msg(N_("Nothing is lost; run the command again.")),
        )

    def _named(self, prepared: Prepared, who: Person, message: str) -> str:
        """The state to become the main copy: the approver's own, naming the submission."""
        said = f"{message}\n\n{SUBMISSION_LINE}: {prepared.tip.name}"
        ends = [end.id for end in (prepared.main, prepared.tip.revision) if end]
        return commit_of_tree(self._shared.git, prepared.joined, ends, said, who.signature)

    def _pushed(self, prepared: Prepared, commit: str) -> bool:
        """The main copy first; then the submission goes, unless its sender has added something."""
        main, place = self._shared.main, f"{SUBMITTED}{prepared.tip.name}"
        expected = {main: prepared.main.id if prepared.main else None}
        outcome = self._shared.put({main: commit}, expected)[main]
        if outcome == "refused":
            raise not_taken()
        if outcome == "done":
            self._shared.put({place: None}, {place: prepared.tip.revision.id})
        return outcome == "done"

    def give_back(self, tip: Tip, who: Person, title: str, reason: str) -> None:
        """Give a submission back with a reason. Raises Refused where its sender has changed it meanwhile."""
        commit = commit_of_tree(
            self._shared.git, tip.revision.id, (tip.revision.id,), f"{title}\n\n{reason}", who.signature
        )
        place, back = f"{SUBMITTED}{tip.name}", f"{RETURNED}{tip.name}"
        earlier = self._shared.returned().get(tip.name)
        outcomes = self._shared.put(
            {back: commit, place: None},
            {place: tip.revision.id, back: earlier.revision.id if earlier else None},
        )
        if outcomes[place] == "done" and outcomes[back] == "done":
            return
        if outcomes[back] == "done":
            self._shared.put({back: None}, {back: commit})
        if "refused" in outcomes.values():
            raise not_taken()
        raise changed_meanwhile(tip.name)


def submission_of(tip: Tip) -> Submission:
    """A submission that waits."""
    return Submission(
        name=tip.name,
        id=tip.revision.id,
        sender=tip.revision.author,
        when=tip.revision.when,
        standing="waiting",
    )


def refuse_unfit(prepared: Prepared, view: ChangesView | None) -> None:
    """Raises Refused for what cannot become the main copy."""
    if prepared.clashes:
        raise Refused(
            msg(N_("Not approved: the main copy has meanwhile got other values in the same places.")),
            msg(
                N_("Return it: ct58 review {name} --return 'reason'. The sender settles it: ct58 sync"),
                name=prepared.tip.name,
            ),
        )
    if view and view.errors:
        raise Refused(
            msg(
                N_("Not approved: it would bring {count} errors into the main copy."), count=len(view.errors)
            ),
            msg(N_("Return it: ct58 review {name} --return 'reason'"), name=prepared.tip.name),
        )


def changed_meanwhile(name: str) -> Refused:
    """The refusal of a decision about something that is not any more as it was seen."""
    return Refused(
        msg(N_("Submission {name} has changed meanwhile, or is decided already."), name=name),
        msg(N_("Look again: ct58 review")),
    )
