"""How something came into the main copy, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from ct58.i18n import N_, msg
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech
from ct58.views.approvals import Approval, ApprovalKind

_KINDS: Mapping[ApprovalKind, str] = {
    "approved": N_("approved"),
    "own": N_("approved by whoever made it"),
    "declared": N_("approved, by its own account only"),
    "unknown": N_("taken over by a platform that does not say for whom"),
    "direct": N_("put into the main copy without approval"),
    "pending": N_("not in the main copy yet"),
}


def approval_text(approval: Approval, speech: Speech) -> str:
    """`đã duyệt: Trần Văn Nam, 15/7/2021 16:52, có chữ ký số`."""
    said = speech.gettext(_KINDS[approval.how])
    rest = [part for part in (approval.by, _moment(approval.when, speech)) if part]
    if approval.is_signed:
        rest.append(speech.gettext(N_("signed")))
    return f"{said}: {', '.join(rest)}" if rest else said


def approval_lines(approval: Approval, author: str, speech: Speech) -> Iterator[str]:
    """What the history says of it: how it was approved, who handed it in where that is another, and why it was returned."""
    yield approval_text(approval, speech)
    if approval.sender and approval.sender != author:
        yield speech.say(msg(N_("handed in by {sender}"), sender=approval.sender))
    for one in approval.returns:
        text = msg(
            N_("returned before by {by}, {moment}: {reason}"),
            by=one.by,
            moment=_moment(one.when, speech),
            reason=one.reason,
        )
        yield speech.say(text)


def approval_entry(approval: Approval | None) -> JsonObject | None:
    """The same for a program."""
    if approval is None:
        return None
    return {
        "how": approval.how,
        "by": approval.by,
        "when": approval.when.isoformat() if approval.when else None,
        "signed": approval.is_signed,
        "revision": approval.revision,
        "submission": approval.submission,
        "sender": approval.sender,
        "returned": [
            {"by": one.by, "when": one.when.isoformat(), "reason": one.reason} for one in approval.returns
        ],
    }


def _moment(when: dt.datetime | None, speech: Speech) -> str:
    return f"{speech.date(when.date())} {when:%H:%M}" if when else ""
