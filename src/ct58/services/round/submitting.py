"""Handing in what was saved, and hearing what became of it.

Whatever is handed in is queued in this copy first and then sent, so that a network that goes away leaves it
queued. While one submission of a person waits, what is new joins it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Literal

from ct58.domain.text.vietnamese import nfc
from ct58.errors import EnvironmentProblem, Refused
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.services.round.people import Person
from ct58.vcs.joining import commit_of_tree, is_ancestor
from ct58.vcs.network import Offline
from ct58.vcs.repository import Revision
from ct58.vcs.shared import ANSWERED, APPROVED, QUEUED, RETURNED, SENT, SUBMITTED, Shared, Tip
from ct58.views.submissions import Submission, SubmissionState

Handed = Literal["sent", "added", "queued", "waits", "nothing"]
ATTEMPTS = 5
SHOWN_DONE = 10
"""So many of those that are done with are still listed."""
SUBMISSION_LINE = "Ct58-Submission"
"""The line in the message of an approval that names the submission."""


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
    shared: Shared, who: Person, today: dt.date, answer: str, tell: Callable[[Mapping[str, int]], None]
) -> HandedIn:
    """Hand in everything that was saved and that the main copy does not have.

    Before it goes, `tell` hears who else saved some of it, and how often. What was returned and corrected is
    handed in anew; `answer` is the message that ties both together.
    Raises Refused where it was not changed since, EnvironmentProblem where the shared place takes nothing.
    """
    problem = try_to_look(shared)
    others = others_work(shared, who)
    queued = _queue(shared, who, today, answer)
    if queued.outcome != "queued":
        return queued
    if others:
        tell(others)
    if problem is not None:
        return HandedIn(outcome="queued", name=queued.name, problem=problem)
    return next(handed for handed in send_queued(shared))


def others_work(shared: Shared, who: Person) -> Mapping[str, int]:
    """Who else saved what would go along, by name, and how often: of two who share a folder, one hands in for both.

    What is on its way to approval with a submission of one's own is not counted again.
    """
    main = shared.approved()
    own = [tip.revision.id for tip in _mine(shared.sent(), who) if standing_of(shared, tip) == "waiting"]
    known = [f"^{id_}" for id_ in (*((main.id,) if main else ()), *own)]
    asked = ["log", "--no-merges", "--encoding=UTF-8", "--format=%an", "HEAD", *known, "--"]
    names = (shared.git.ask(asked) or b"").decode("utf-8", "replace").splitlines()
    said = ("".join(filter(str.isprintable, nfc(name))) for name in reversed(names))
    return Counter(name for name in said if name != who.name)


def try_to_look(shared: Shared) -> Message | None:
    """See what is in the shared place; why not, where it does not answer."""
    try:
        shared.fetch()
    except Offline as error:
        return error.message
    return None


# --------------------------------------------------------------------- queue


def _queue(shared: Shared, who: Person, today: dt.date, answer: str) -> HandedIn:
    """Queue the newest saved state under a name, unless nothing in it is new."""
    head, main = shared.repository.find("HEAD"), shared.approved()
    if head is None or (main and is_ancestor(shared.git, head.id, main.id)):
        return HandedIn(outcome="nothing")
    waiting = [tip for tip in _mine(shared.sent(), who) if standing_of(shared, tip) == "waiting"]
    if any(is_ancestor(shared.git, head.id, tip.revision.id) for tip in waiting):
        return HandedIn(outcome="waits", name=waiting[-1].name)
    if main and not waiting and _say_the_same(shared, main, head):
        return HandedIn(outcome="nothing")
    queued = _mine(shared.queued(), who)
    joined = [tip for tip in (*waiting, *queued) if is_ancestor(shared.git, tip.revision.id, head.id)]
    name = joined[-1].name if joined else _free_name(shared, f"{today.isoformat()}-{who.slug}")
    shared.keep(QUEUED, name, _answered(shared, head, who, answer))
    for tip in queued:
        if tip.name != name:
            shared.forget(QUEUED, tip.name)
    return HandedIn(outcome="queued", name=name)


def _mine(tips: tuple[Tip, ...], who: Person) -> list[Tip]:
    return [
        tip for tip in tips if re.fullmatch(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}-{who.slug}-[0-9]+", tip.name)
    ]


def _say_the_same(shared: Shared, one: Revision, other: Revision) -> bool:
    """Whether two states differ in no file, as after everything was settled as the main copy has it."""
    code, _said = shared.git.outcome(["diff-tree", "--quiet", "-r", one.id, other.id])
    return code == 0


def _free_name(shared: Shared, start: str) -> str:
    known = (shared.submitted(), shared.sent(), shared.queued(), shared.known_approved(), shared.answered())
    taken = {tip.name for tips in known for tip in tips}
    taken |= set(shared.returned())
    return next(name for number in count(1) if (name := f"{start}-{number}") not in taken)


def _answered(shared: Shared, head: Revision, who: Person, answer: str) -> str:
    """The state to hand in: tied to what was returned, so that the history holds the reason and the correction."""
    open_ = [tip for tip in open_returns(shared) if _holds(shared, head, tip)]
    if not open_:
        return head.id
    if any(shared.git.line(["rev-parse", f"{tip.revision.id}^"]) == head.id for tip in open_):
        raise Refused(
            msg(
                N_("Returned by {name}, and not changed since: {reason}"),
                name=open_[-1].revision.author,
                reason=open_[-1].body,
            ),
            msg(N_("Correct it, then: ct58 save, ct58 submit")),
        )
    parents = (head.id, *(tip.revision.id for tip in open_))
    tied = commit_of_tree(shared.git, head.id, parents, answer, who.signature)
    shared.git.run(["update-ref", "-m", "ct58 submit", "HEAD", tied, head.id])
    return tied


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
    name = _free_name(shared, tip.name.rpartition("-")[0])
    shared.keep(QUEUED, name, tip.revision.id)
    shared.forget(QUEUED, tip.name)
    return Tip(name=name, revision=tip.revision, body=tip.body)


def _deliver(shared: Shared, tip: Tip, there: Tip | None) -> bool:
    """Put it where whoever approves looks; False where somebody else was faster."""
    place = f"{SUBMITTED}{tip.name}"
    outcome = shared.put({place: tip.revision.id}, {place: there.revision.id if there else None})[place]
    if outcome == "refused":
        raise not_taken()
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
        shared.put({f"{RETURNED}{back.name}": None}, {f"{RETURNED}{back.name}": back.revision.id})
        if back.name in sent:
            shared.settle(ANSWERED, back)
    return answered


def not_taken() -> EnvironmentProblem:
    """The refusal of a shared place that lets nobody write, or not this login."""
    return EnvironmentProblem(
        msg(N_("The shared place does not take it: this login may not write there.")),
        msg(N_("What you saved is kept here. Whoever looks after the shared place can allow it.")),
    )


# ----------------------------------------------------------------- standings


def standing_of(shared: Shared, tip: Tip) -> SubmissionState:
    """What became of something that was sent, as the shared place was seen last."""
    main, returned = shared.approved(), shared.returned().get(tip.name)
    if main and is_ancestor(shared.git, tip.revision.id, main.id):
        return "approved"
    if returned and is_ancestor(shared.git, tip.revision.id, returned.revision.id):
        return "returned"
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
        *((tip, "approved") for tip in shared.known_approved()[-SHOWN_DONE:]),
        *((tip, "answered") for tip in shared.answered()[-SHOWN_DONE:]),
        *((tip, standing_of(shared, tip)) for tip in shared.sent()),
        *((tip, "queued") for tip in shared.queued()),
    ]
    found = {tip.name: _submission(shared, tip, standing) for tip, standing in standings}
    return tuple(sorted(found.values(), key=lambda one: one.name, reverse=True))


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
        sender=tip.revision.author,
        when=tip.revision.when,
        standing=standing,
        by=decision.revision.author if decision else None,
        decided=decision.revision.when if decision else None,
        reason=decision.body if decision and standing != "approved" else "",
    )


def _decision(shared: Shared, tip: Tip, standing: SubmissionState) -> Tip | None:
    """The revision by which it was returned or approved, where that was done by ct58."""
    if standing == "returned":
        return shared.returned()[tip.name]
    if standing == "answered":
        return tip
    main = shared.approved() if standing == "approved" else None
    if main is None:
        return None
    asked = ["rev-list", "-1", "--fixed-strings", f"--grep={SUBMISSION_LINE}: {tip.name}", main.id, "--"]
    found = (shared.git.ask(asked) or b"").decode().strip()
    return Tip(name=tip.name, revision=shared.repository.revision(found), body="") if found else None
