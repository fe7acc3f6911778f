"""Approving what was handed in, or giving it back: against the main copy as it is at that moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ct58.domain.changes.notices import NOTICE_KINDS, NoticeKind
from ct58.domain.records.places import place_of
from ct58.domain.text.signs import harmless
from ct58.errors import EnvironmentProblem, InvalidData, Refused
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.services.past.comparing import changes_view, first_view
from ct58.services.reading.revision_source import RevisionSource, refuse_newer_revision
from ct58.services.round.clashes import Ends, from_the_other_side
from ct58.services.round.namesakes import all_clashes, followed
from ct58.services.round.people import ONLY_LOOKING, Person
from ct58.services.round.submitting import ATTEMPTS, not_taken
from ct58.services.round.taking import taken_in
from ct58.vcs.brought import departure
from ct58.vcs.joining import at_this_moment, commit_of_tree, is_ancestor, join
from ct58.vcs.network import PushOutcome, Unanswered
from ct58.vcs.repository import Blobs, Revision
from ct58.vcs.shared import RETURNED, SUBMITTED, Shared, Tip
from ct58.vcs.trailers import RoundFacts, stating
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
        if returned and is_ancestor(self._shared.git, tip.revision.id, returned.revision.id):
            return False
        return main is None or taken_in(self._shared, tip) is None

    def summed_up(self, tips: Sequence[Tip]) -> Iterator[Waiting]:
        """How much each brings, and what is to be known of it; one that cannot be read has an error."""
        for number, tip in enumerate(tips, start=1):
            refuse_newer_revision(self._shared.repository, tip.revision.id)
            try:
                view = self._brought(tip.revision)
            except (InvalidData, EnvironmentProblem):
                yield Waiting(number=number, submission=submission_of(tip), changes=0, errors=1)
                continue
            yield Waiting(
                number=number,
                submission=submission_of(tip),
                changes=len(view.changes),
                notices=_kinds(view),
                errors=len(view.errors),
            )

    def _brought(self, work: Revision) -> ChangesView:
        """What a line of work brings, from where it left the main copy; all that it holds while there is none.

        Joined with the main copy it leaves it where that is now.
        """
        main = self._shared.approved()
        if main is None:
            return first_view(self._source(work), self._as_of)
        start = departure(self._shared.repository, main, work)
        if start is None:
            raise InvalidData(msg(N_("The submission has nothing in common with the main copy.")))
        origin = self._source(start.revision, start.files)
        return changes_view(origin, self._source(work), self._as_of)

    def _source(self, revision: Revision, files: Blobs | None = None) -> RevisionSource:
        return RevisionSource(self._root, self._cache, self._shared.repository, revision, files=files)

    def prepare(self, tip: Tip) -> Prepared:
        """Join a submission with the main copy as it is known now; what it says of units that have another id there goes along.

        Raises NewerFormat where one is too new.
        """
        main = self._shared.approved()
        for end in (tip.revision, main):
            if end is not None:
                refuse_newer_revision(self._shared.repository, end.id)
        if main is None:
            return Prepared(tip=tip, main=None, joined=tip.revision.id)
        apart = Ends(mine=main.id, theirs=tip.revision.id)
        ends = followed(self._shared.repository, apart, lambda: ONLY_LOOKING)
        joined = join(self._shared.git, ends.mine, ends.theirs, tip.name, ONLY_LOOKING, self._shared.driver)
        found = all_clashes(self._shared.repository, joined, ends)
        return Prepared(tip=tip, main=main, joined=joined.id, clashes=from_the_other_side(found))

    def view(self, prepared: Prepared) -> ChangesView:
        """What approval would change in the main copy; where it clashes with that, what it brings."""
        if prepared.clashes:
            return self._brought(prepared.tip.revision)
        return self._brought(self._shared.repository.revision(prepared.joined))

    def others(self, prepared: Prepared) -> tuple[str, ...]:
        """What else of the repository approval would change, such as a template: no record, and told by name only."""
        if prepared.main is None:
            return ()
        asked = ["diff-tree", "-r", "-z", "--name-only", "--no-renames", prepared.main.id, prepared.joined]
        said = self._shared.git.run(asked).decode("utf-8", "surrogateescape").split("\0")[:-1]
        prefix = self._shared.repository.prefix
        below = {path: path.removeprefix(prefix) if path.startswith(prefix) else None for path in said}
        return tuple(file or path for path, file in below.items() if file is None or place_of(file) is None)

    def approve(
        self, tip: Tip, who: Person, message: Callable[[ChangesView | None], str]
    ) -> ChangesView | None:
        """Make a submission part of the main copy; somebody who is faster only makes it happen once more.

        Raises Refused where it clashes with the main copy or would bring errors into it.
        """
        for _attempt in range(ATTEMPTS):
            prepared = self.prepare(tip)
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
        tip = prepared.tip
        signed, moment = at_this_moment(self._shared.git, who.signature)
        facts = RoundFacts(
            submission=tip.name, sender=tip.sender, sent=tip.sent, approver=who.name, approved=moment
        )
        ends = [end.id for end in (prepared.main, tip.revision) if end]
        said = stating(harmless(message), facts)
        return commit_of_tree(self._shared.git, prepared.joined, ends, said, signed)

    def _pushed(self, prepared: Prepared, commit: str) -> bool:
        """The main copy gets it and the submission goes, at once or not at all: it may have grown, or been returned."""
        main, place = self._shared.main, f"{SUBMITTED}{prepared.tip.name}"
        expected = {main: prepared.main.id if prepared.main else None, place: prepared.tip.revision.id}
        with _may_be_done(prepared.tip.name):
            return _is_done(self._shared.put({main: commit, place: None}, expected))

    def give_back(self, tip: Tip, who: Person, title: str, reason: str) -> None:
        """Give a submission back with a reason. Raises Refused where its sender has changed it meanwhile."""
        signed, moment = at_this_moment(self._shared.git, who.signature)
        facts = RoundFacts(submission=tip.name, returner=who.name, returned=moment, reason=reason)
        said = stating(harmless(f"{title}\n\n{reason}"), facts)
        commit = commit_of_tree(self._shared.git, tip.revision.id, (tip.revision.id,), said, signed)
        place, back = f"{SUBMITTED}{tip.name}", f"{RETURNED}{tip.name}"
        earlier = self._shared.returned().get(tip.name)
        expected = {place: tip.revision.id, back: earlier.revision.id if earlier else None}
        with _may_be_done(tip.name):
            outcomes = self._shared.put({back: commit, place: None}, expected)
        if not _is_done(outcomes):
            raise changed_meanwhile(tip.name)


def _is_done(outcomes: Mapping[str, PushOutcome]) -> bool:
    """Whether the shared place took it all; not where somebody else was faster. Raises for a place that takes nothing."""
    for outcome in outcomes.values():
        if outcome not in ("done", "moved"):
            raise not_taken(outcome)
    return set(outcomes.values()) == {"done"}


@contextmanager
def _may_be_done(name: str) -> Iterator[None]:
    """Whoever decides and gets no answer must not think that nothing was decided."""
    try:
        yield
    except Unanswered as lost:
        text = N_("The shared place did not answer to the end: submission {name} may be decided already.")
        raise EnvironmentProblem(msg(text, name=name), msg(N_("Once it answers, see: ct58 review"))) from lost


def _kinds(view: ChangesView) -> tuple[NoticeKind, ...]:
    """What is to be known of a change, by kind, the weightiest first."""
    found: set[NoticeKind] = {notice.kind for notice in view.notices}
    found |= {"warning"} if view.warnings else set()
    found |= {"settled"} if view.settled else set()
    return tuple(kind for kind in NOTICE_KINDS if kind in found)


def submission_of(tip: Tip) -> Submission:
    """A submission that waits."""
    return Submission(
        name=tip.name,
        id=tip.revision.id,
        sender=tip.sender,
        when=tip.sent,
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
