"""Handing in what was saved, and hearing what became of it.

Whatever is handed in is queued in this copy first and then sent, so that a network that goes away leaves it
queued. While one submission of a person waits, what is new joins it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Literal

from ct58.domain.text.signs import harmless
from ct58.domain.text.vietnamese import nfc
from ct58.errors import EnvironmentProblem, Refused
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.services.past.approvals import approvals
from ct58.services.round import naming
from ct58.services.round.people import Person
from ct58.services.round.taking import taken_in
from ct58.vcs.authorship import own_revisions
from ct58.vcs.git import Committer
from ct58.vcs.joining import at_this_moment, commit_of_tree, is_ancestor
from ct58.vcs.main_line import main_line
from ct58.vcs.network import Offline, PushOutcome
from ct58.vcs.repository import Revision
from ct58.vcs.shared import ANSWERED, APPROVED, QUEUED, RETURNED, SENT, SUBMITTED, Shared, Tip
from ct58.vcs.trailers import RoundFacts, stating
from ct58.views.submissions import Submission, SubmissionState

Handed = Literal["sent", "added", "queued", "waits", "nothing"]
ATTEMPTS = 5
SHOWN_DONE = 10
"""So many of those that are done with are still listed."""


@record
class HandInWords:
    """What the history says of a submission, by its name (`title`), and of one that answers returns."""

    title: Callable[[str], str]
    answer: str


@record
class HandedIn:
    """What became of handing in: sent as a new submission, added to one that waits, queued, or nothing to do.

    `answers` are the returns that it answers.
    """

    outcome: Handed
    name: str = ""
    problem: Message | None = None
    answers: tuple[Tip, ...] = ()


def hand_in(
    shared: Shared,
    who: Person,
    today: dt.date,
    words: HandInWords,
    tell: Callable[[Mapping[str, int]], None],
) -> HandedIn:
    """Hand in everything that was saved and that the main copy does not have.

    Before it goes, `tell` hears who else saved some of it, and how often. That it was handed in, by whom and when, is a
    state of its own on top; what was returned and corrected is tied to it there.
    Raises Refused where it was not changed since, EnvironmentProblem where the shared place takes nothing.
    """
    problem = try_to_look(shared)
    others = others_work(shared, who)
    queued = _queue(shared, who, today, words)
    if queued.outcome != "queued":
        return queued
    if others:
        tell(others)
    if problem is not None:
        return HandedIn(outcome="queued", name=queued.name, problem=problem)
    try:
        return next(handed for handed in send_queued(shared))
    except Offline as error:  # it went away on the way; what is queued goes with the next one
        return HandedIn(outcome="queued", name=queued.name, problem=error.message)


def would_hand_in(
    shared: Shared, who: Person, today: dt.date, tell: Callable[[Mapping[str, int]], None]
) -> HandedIn:
    """What handing in would come to; nothing is queued or sent. Tells and raises as `hand_in` does."""
    problem = try_to_look(shared)
    found = _planned(shared, who, today)
    head = shared.repository.find("HEAD")
    if found.outcome != "queued" or head is None:
        return found
    _refuse_unchanged(shared, head, [tip for tip in open_returns(shared) if _holds(shared, head, tip)])
    if others := others_work(shared, who):
        tell(others)
    return replace(found, problem=problem)


def others_work(shared: Shared, who: Person) -> Mapping[str, int]:
    """Who else saved what would go along, by name, and how often: of two who share a folder, one hands in for both.

    What is on its way to approval with a submission of one's own is not counted again.
    """
    main = shared.approved()
    own = [tip.revision.id for tip in _mine(shared.sent(), who) if standing_of(shared, tip) == "waiting"]
    known = [*((main.id,) if main else ()), *own]
    saved = [revision for revision in own_revisions(shared.git, "HEAD", known) if revision.changes_something]
    names = (nfc(revision.by.name) for revision in reversed(saved))
    return Counter(name for name in names if name != who.name)


def try_to_look(shared: Shared) -> Message | None:
    """See what is in the shared place; why not, where it does not answer."""
    try:
        shared.fetch()
    except Offline as error:
        return error.message
    return None


# --------------------------------------------------------------------- queue


def _queue(shared: Shared, who: Person, today: dt.date, words: HandInWords) -> HandedIn:
    """Queue the newest saved state under a name, unless nothing in it is new."""
    planned, head = _planned(shared, who, today), shared.repository.find("HEAD")
    if planned.outcome != "queued" or head is None:
        return planned
    queued = _mine(shared.queued(), who)
    if not any(tip.revision.id == head.id for tip in queued):
        shared.keep(QUEUED, planned.name, _handed_in(shared, head, planned.name, who, words))
    for tip in queued:
        if tip.name != planned.name:
            shared.forget(QUEUED, tip.name)
    return planned


def _planned(shared: Shared, who: Person, today: dt.date) -> HandedIn:
    """Under which name the newest saved state is to be handed in, unless nothing in it is new."""
    head, main = shared.repository.find("HEAD"), shared.approved()
    if head is None or (main and is_ancestor(shared.git, head.id, main.id)):
        return HandedIn(outcome="nothing")
    waiting = [tip for tip in _mine(shared.sent(), who) if standing_of(shared, tip) == "waiting"]
    if any(is_ancestor(shared.git, head.id, tip.revision.id) for tip in waiting):
        return HandedIn(outcome="waits", name=waiting[-1].name)
    if main and not waiting and _say_the_same(shared, main, head):
        return HandedIn(outcome="nothing")
    joined = [
        tip
        for tip in (*waiting, *_mine(shared.queued(), who))
        if is_ancestor(shared.git, tip.revision.id, head.id)
    ]
    name = joined[-1].name if joined else _free_name(shared, f"{today.isoformat()}-{who.slug}")
    return HandedIn(outcome="queued", name=name)


def _mine(tips: tuple[Tip, ...], who: Person) -> list[Tip]:
    return [tip for tip in tips if naming.is_of(tip.name, who)]


def _say_the_same(shared: Shared, one: Revision, other: Revision) -> bool:
    """Whether two states differ in no file, as after everything was settled as the main copy has it."""
    code, _said = shared.git.outcome(["diff-tree", "--quiet", "-r", one.id, other.id])
    return code == 0


def _free_name(shared: Shared, start: str) -> str:
    known = (shared.submitted(), shared.sent(), shared.queued(), shared.known_approved(), shared.answered())
    taken = {tip.name for tips in known for tip in tips}
    taken |= set(shared.returned())
    return naming.fresh_name(start, taken)


def _handed_in(shared: Shared, head: Revision, name: str, who: Person, words: HandInWords) -> str:
    """The state to hand in: it says who hands it in when, whoever saved last.

    It is tied to what was returned, so that the history holds the reason and the correction.
    """
    open_ = [tip for tip in open_returns(shared) if _holds(shared, head, tip)]
    _refuse_unchanged(shared, head, open_)
    signed, moment = at_this_moment(shared.git, who.signature)
    facts = RoundFacts(submission=name, sender=who.name, sent=moment)
    said = stating(harmless(words.answer if open_ else words.title(name)), facts)
    tied = commit_of_tree(shared.git, head.id, (head.id, *(tip.revision.id for tip in open_)), said, signed)
    shared.git.run(["update-ref", "-m", "ct58 submit", "HEAD", tied, head.id])
    return tied


def _refuse_unchanged(shared: Shared, head: Revision, open_: list[Tip]) -> None:
    """Raises Refused for what was returned and is handed in as it was."""
    if any(shared.git.line(["rev-parse", f"{tip.revision.id}^"]) == head.id for tip in open_):
        raise Refused(
            msg(
                N_("Returned by {name}, and not changed since: {reason}"),
                name=open_[-1].revision.author,
                reason=open_[-1].reason,
            ),
            msg(N_("Correct it, then: ct58 save, ct58 submit")),
        )


def _holds(shared: Shared, head: Revision, returned: Tip) -> bool:
    """Whether the work goes on from what was returned."""
    return is_ancestor(shared.git, f"{returned.revision.id}^", head.id)


# ---------------------------------------------------------------------- send


def send_queued(shared: Shared) -> Iterator[HandedIn]:
    """Send what is queued. Raises Offline, or EnvironmentProblem where the shared place takes nothing."""
    for tip in shared.queued():
        yield _send(shared, tip)


def _send(shared: Shared, tip: Tip) -> HandedIn:
    for _attempt in range(ATTEMPTS):
        there = next((known for known in shared.submitted() if known.name == tip.name), None)
        if _is_taken(shared, tip, there):
            tip = _renamed(shared, tip)
            there = None
        if _deliver(shared, tip, there):
            return HandedIn(outcome="added" if there else "sent", name=tip.name, answers=_answer(shared, tip))
        shared.fetch()
    raise Refused(
        msg(N_("The shared place changed again and again meanwhile, so nothing was sent.")),
        msg(N_("Nothing is lost; run the command again.")),
    )


def _is_taken(shared: Shared, tip: Tip, there: Tip | None) -> bool:
    """Whether the name stands for something else by now: another's, or one that was decided meanwhile."""
    if there is not None:
        return (
            not is_ancestor(shared.git, there.revision.id, tip.revision.id) or tip.name in shared.returned()
        )
    return tip.name in shared.returned() or any(sent.name == tip.name for sent in shared.sent())


def _renamed(shared: Shared, tip: Tip) -> Tip:
    """The same under another name, which is a fact of its own: the state on top says it."""
    git, old = shared.git, tip.revision
    name = _free_name(shared, tip.name.rpartition("-")[0])
    facts = replace(tip.facts, submission=name)
    email = git.line(["log", "-1", "--format=%ae", old.id, "--"])
    said = stating(harmless(old.subject.replace(tip.name, name)), facts)
    again = commit_of_tree(git, old.id, (old.id,), said, Committer(name=old.author, email=email))
    head = shared.repository.find("HEAD")
    if head is not None and head.id == old.id:
        git.run(["update-ref", "-m", "ct58 submit", "HEAD", again, old.id])
    shared.keep(QUEUED, name, again)
    shared.forget(QUEUED, tip.name)
    return Tip(name=name, revision=shared.repository.revision(again), body=tip.body, facts=facts)


def _deliver(shared: Shared, tip: Tip, there: Tip | None) -> bool:
    """Put it where whoever approves looks; False where somebody else was faster."""
    place = f"{SUBMITTED}{tip.name}"
    outcome = shared.put({place: tip.revision.id}, {place: there.revision.id if there else None})[place]
    if outcome not in ("done", "moved"):
        raise not_taken(outcome)
    if outcome == "done":
        shared.keep(SENT, tip.name, tip.revision.id)
        shared.forget(QUEUED, tip.name)
    return outcome == "done"


def _answer(shared: Shared, tip: Tip) -> tuple[Tip, ...]:
    """The returns that what was handed in goes on from: their reasons stay in its history, not in the shared place."""
    sent = {known.name for known in shared.sent()}
    answered = tuple(
        back
        for back in shared.returned().values()
        if is_ancestor(shared.git, back.revision.id, tip.revision.id)
    )
    for back in answered:
        with suppress(EnvironmentProblem):  # it was handed in; the next one takes this away
            shared.put({f"{RETURNED}{back.name}": None}, {f"{RETURNED}{back.name}": back.revision.id})
        if back.name in sent:
            shared.settle(ANSWERED, back)
    return answered


_NOT_TAKEN: Mapping[str, tuple[str, str]] = {
    "forbidden": (
        N_("The shared place does not take it: this login may not write there."),
        N_("What you saved is kept here. Whoever looks after the shared place can allow it."),
    ),
    "full": (
        N_("The shared place does not take it: there is no room left on its disk."),
        N_(
            "What you saved is kept here. Whoever looks after the shared place makes room; then run the command again."
        ),
    ),
    "declined": (
        N_("The shared place does not take it: a check of its own refused it."),
        N_(
            "What you saved is kept here. See: ct58 check --since main; whoever looks after the shared place knows its rules."
        ),
    ),
    "refused": (
        N_("The shared place does not take it."),
        N_("What you saved is kept here. Whoever looks after the shared place can see why."),
    ),
}


def not_taken(outcome: PushOutcome) -> EnvironmentProblem:
    """The refusal of a shared place, with its true cause."""
    said, hint = _NOT_TAKEN[outcome]
    return EnvironmentProblem(msg(said), msg(hint))


# ----------------------------------------------------------------- standings


def standing_of(shared: Shared, tip: Tip) -> SubmissionState:
    """What became of something that was sent, as the shared place was seen last."""
    returned = shared.returned().get(tip.name)
    if returned and is_ancestor(shared.git, tip.revision.id, returned.revision.id):
        return "returned"
    if taken_in(shared, tip) is not None:
        return "approved"
    is_there = any(known.name == tip.name for known in shared.submitted())
    return "waiting" if is_there else "gone"


def open_returns(shared: Shared) -> list[Tip]:
    """What this copy sent, was given back, and is not yet answered."""
    sent = {tip.name for tip in shared.sent()}
    found = (tip for name, tip in shared.returned().items() if name in sent)
    return [
        tip
        for tip in found
        if shared.git.ask(["merge-base", "--is-ancestor", tip.revision.id, "HEAD"]) is None
    ]


def my_submissions(shared: Shared) -> tuple[Submission, ...]:
    """What this copy handed in or is to hand in, the newest first."""
    standings: list[tuple[Tip, SubmissionState]] = [
        *((tip, _still_approved(shared, tip)) for tip in shared.known_approved()[-SHOWN_DONE:]),
        *((tip, "answered") for tip in shared.answered()[-SHOWN_DONE:]),
        *((tip, standing_of(shared, tip)) for tip in shared.sent()),
        *((tip, "queued") for tip in shared.queued()),
    ]
    found = {tip.name: _submission(shared, tip, standing) for tip, standing in standings}
    return tuple(sorted(found.values(), key=lambda one: one.name, reverse=True))


def _still_approved(shared: Shared, tip: Tip) -> SubmissionState:
    """What was approved may have gone from the main copy since."""
    return "approved" if taken_in(shared, tip) is not None else "lost"


def news(shared: Shared) -> tuple[Submission, ...]:
    """What became of what was sent; an approval is news only once."""
    standings = [(tip, standing_of(shared, tip)) for tip in shared.sent()]
    found = tuple(_submission(shared, tip, standing) for tip, standing in standings)
    for tip, standing in standings:
        if standing == "approved":
            shared.settle(APPROVED, tip)
    return found


def _submission(shared: Shared, tip: Tip, standing: SubmissionState) -> Submission:
    decision = _decision(shared, tip, standing)
    return Submission(
        name=tip.name,
        id=tip.revision.id,
        sender=tip.sender,
        when=tip.sent,
        standing=standing,
        by=decision.by if decision else None,
        decided=decision.when if decision else None,
        reason=decision.reason if decision else "",
    )


@record
class _Decision:
    """By whom something was decided, when, and why."""

    by: str | None
    when: dt.datetime | None
    reason: str = ""


def _decision(shared: Shared, tip: Tip, standing: SubmissionState) -> _Decision | None:
    """How it was returned or approved."""
    if standing in ("returned", "answered"):
        back = shared.returned()[tip.name] if standing == "returned" else tip
        by = back.facts.returner or back.revision.author
        return _Decision(by=by, when=back.facts.returned or back.revision.when, reason=back.reason)
    if standing != "approved":
        return None
    taken, line = taken_in(shared, tip), main_line(shared.git)
    if taken is None or taken.by is None or line is None:
        return None
    found = approvals(line, [taken.by])[taken.by]
    return _Decision(by=found.by, when=found.when)
