"""Who approved what, as far as git itself can tell without a network.

A line in a message is what its writer says of himself. More is: that a revision was put into the main copy by another
than whoever made it, as every merge and every commit taken over keeps it, and a signature that the login trusts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ct58.domain.text.vietnamese import fold
from ct58.vcs.authorship import Hand
from ct58.vcs.git import Git
from ct58.vcs.main_line import Account, MainLine, main_line
from ct58.vcs.trailers import RoundFacts
from ct58.views.approvals import Approval, ReturnedBefore
from ct58.views.changes import Kept

_PLATFORM = "noreply@"
"""How the address begins under which a platform acts for whoever has pressed a button there."""


def with_approval(git: Git, revisions: Iterable[Kept]) -> Mapping[str, Kept]:
    """Revisions by id, with how each came into the main copy; where there is none, as they are."""
    given = {kept.id: kept for kept in revisions}
    line = main_line(git) if given else None
    found = approvals(line, given) if line else {}
    returns = tuple(line.returns()) if line else ()
    along = [(line.came_along(one.id), one) for one in returns] if line else []
    return {
        id_: replace(kept, approval=_with_returns(found.get(id_), [one for ids, one in along if id_ in ids]))
        for id_, kept in given.items()
    }


def _with_returns(approval: Approval | None, returns: Sequence[Account]) -> Approval | None:
    """The same with why it was sent back before, the oldest first."""
    told = (
        ReturnedBefore(by=one.facts.returner, when=one.facts.returned or one.when, reason=one.facts.reason)
        for one in returns
    )
    said = tuple(sorted(told, key=lambda one: one.when))
    return replace(approval, returns=said) if approval and said else approval


def approvals(line: MainLine, ids: Iterable[str]) -> Mapping[str, Approval]:
    """How some revisions came into the main copy."""
    wanted = list(dict.fromkeys(ids))
    passages = {id_: passage for id_ in wanted if (passage := line.passages.get(id_))}
    behind = {id_: line.submission_behind(id_) for id_ in passages.values()}
    asked = (*passages, *passages.values(), *filter(None, behind.values()))
    accounts = line.accounts(asked)
    found = dict.fromkeys(wanted, Approval(how="pending"))
    for id_, passage in passages.items():
        sent = accounts.get(behind[passage] or "")
        facts = _facts(accounts[passage].facts, sent.facts if sent else RoundFacts())
        found[id_] = _judged(accounts[id_], accounts[passage], facts)
    return found


def _facts(said: RoundFacts, sent: RoundFacts) -> RoundFacts:
    """What the revision says by which a submission came in; else what the submission says of itself."""
    return said if said.submission or not sent.submission else sent


def _judged(made: Account, passage: Account, facts: RoundFacts) -> Approval:
    """What can be said of a revision that came in by another, or by itself."""
    found = Approval(
        how="direct",
        revision=passage.id,
        submission=facts.submission or None,
        sender=facts.sender or None,
    )
    makers = [made.author, *([Hand(name=facts.sender)] if facts.sender else [])]
    by = _approver(made, passage)
    if by is not None and not _is_one_of(by, makers) and passage.signature != "bad":
        is_signed = passage.signature == "good"
        return replace(found, how="approved", by=by.name, when=passage.when, is_signed=is_signed)
    if facts.approver and not _is_one_of(Hand(name=facts.approver), makers):
        return replace(found, how="declared", by=facts.approver, when=facts.approved)
    if passage.id != made.id and by is not None and _is_one_of(by, makers):
        return replace(found, how="own", by=by.name, when=passage.when)
    is_clear = by is not None and passage.signature != "bad"
    return found if is_clear else replace(found, how="unknown", when=passage.when)


def _approver(made: Account, passage: Account) -> Hand | None:
    """Who put it into the main copy; None for a platform that does not say for whom it acts.

    A merge is whoever's it is; what was taken over, rebased or squashed keeps its author, and has another committer.
    """
    if passage.signature == "good" and not passage.signer.rpartition("<")[2].startswith(_PLATFORM):
        known = (hand for hand in (passage.author, passage.committer) if hand.email in passage.signer)
        return next(known, Hand(name=passage.signer))
    by = passage.committer if passage.id == made.id else passage.author
    return None if by.email.startswith(_PLATFORM) else by


def _is_one_of(by: Hand, makers: Iterable[Hand]) -> bool:
    return any(same_person(by, maker) for maker in makers)


def same_person(one: Hand, other: Hand) -> bool:
    """Whether two are one person, as far as names and addresses tell; accents, case and spaces make no difference."""
    return fold(one.name) == fold(other.name) or bool(one.email and one.email == other.email)
