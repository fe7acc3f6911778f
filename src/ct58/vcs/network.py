"""Talking to another repository: without questions that nobody sees, within a time, and with plain reasons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from ct58.errors import EnvironmentProblem
from ct58.i18n import Message, N_, msg
from ct58.patterns import pattern
from ct58.vcs.conditions import allowing
from ct58.vcs.git import Git, GitRefused, TimedOut

PATIENCE, SHORT_PATIENCE = 120.0, 20.0
"""Seconds for one exchange, and for only asking whether somebody answers."""
Refusal = Literal["forbidden", "full", "declined", "refused"]
PushOutcome = Literal["done", "moved", "lost"] | Refusal
"""What became of a place that was to be changed.

It was; it holds something else by now; nobody answered to the end; this login may not, there is no room for it, a check of the
other side said no, or it was refused for another reason.
"""

_SSH = "ssh -o BatchMode=yes -o ConnectTimeout=15"
_UNASKED = {
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "GIT_HTTP_LOW_SPEED_LIMIT": "100",
    "GIT_HTTP_LOW_SPEED_TIME": "30",
}
_SIGN_IN = pattern(
    r"terminal prompts disabled|authentication failed|could not read (username|password)|permission denied"
    r"|host key verification failed|returned error: 40[13]|access denied|not authorized",
    re.IGNORECASE,
)
_NOT_TRUSTED = pattern(r"dubious ownership", re.IGNORECASE)
_AWAY = pattern(
    r"could not resolve|unable to access|unable to connect|connection (refused|timed out|reset|closed)"
    r"|no route to host|network is unreachable|could not read from remote|does not appear to be a git"
    r"|unable to look up|does not exist|not found|the remote end hung up|timed out",
    re.IGNORECASE,
)
_REFUSALS: tuple[tuple[PushOutcome, str], ...] = (
    ("lost", r"failed to report status"),
    ("full", r"No space left on device|Out of diskspace|Disk quota exceeded"),
    ("declined", r"hook declined"),
    ("forbidden", r"Permission denied|insufficient permission|Read-only file system"),
    (
        "moved",
        r"\[rejected\]|fetch first|stale info|already exists|failed to (update ref|lock)|cannot lock|atomic (push|transac)",
    ),
)
"""What a refusal means, by what git says of the place and the other side on the way."""
_BROKEN_OFF = pattern(
    r"the remote end hung up|unexpected disconnect|early EOF|connection reset", re.IGNORECASE
)


class Offline(EnvironmentProblem):
    """The shared place does not answer."""


class Unanswered(Offline):
    """The shared place was asked to change something and did not answer to the end: it may have done so."""

    def __init__(self, technical: str = "") -> None:
        super().__init__(
            msg(N_("The shared place did not answer to the end, so it may be done or not.")),
            msg(N_("Once it answers, see what became of it: ct58 review, ct58 submit --list")),
        )
        self.technical = technical


class Denied(EnvironmentProblem):
    """The shared place wants to know who asks, or does not let them in."""


def fetch(git: Git, remote: str, refspecs: Sequence[str], *options: str) -> None:
    """Fetch. Raises Offline or Denied."""
    _exchange(
        git, ["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", *options, "--", remote, *refspecs]
    )


def knock(git: Git, remote: str) -> None:
    """See whether anybody answers. Raises Offline or Denied."""
    _exchange(git, ["ls-remote", "--quiet", "--heads", "--", remote], SHORT_PATIENCE)


def push(
    git: Git, remote: str, refspecs: Sequence[str], expected: Mapping[str, str] | None = None
) -> Mapping[str, PushOutcome]:
    """Push all refs or none; what became of each there. `expected`: ref → what it must hold now (empty: not be there).

    Raises Offline or Denied where nothing could be said to the other side at all, Unanswered where it broke off.
    """
    leases = [f"--force-with-lease={ref}:{old}" for ref, old in (expected or {}).items()]
    asked = [
        "push",
        "--atomic",
        "--porcelain",
        "--no-verify",
        "--recurse-submodules=no",
        "--no-follow-tags",
        *leases,
    ]
    try:
        done = git.start([*asked, "--", remote, *refspecs], _without_questions(git), patience=PATIENCE)
    except TimedOut as error:
        raise Unanswered from error
    said = done.stderr.decode("utf-8", "replace").strip()
    outcomes = dict(_outcomes(done.stdout.decode("utf-8", "replace"), said))
    if done.returncode != 0 and not outcomes:
        raise Unanswered(said) if _BROKEN_OFF.search(said) else _reason(said)
    return outcomes


def _outcomes(listed: str, said: str) -> list[tuple[str, PushOutcome]]:
    """`flag TAB from:to TAB summary`; a `!` is a refusal, for which `said` may have the reason."""
    found: list[tuple[str, PushOutcome]] = []
    for line in listed.splitlines():
        flag, *rest = line.split("\t")
        if len(rest) == 2:
            ref = rest[0].rpartition(":")[2]
            found.append((ref, _refusal(rest[1], said) if flag.startswith("!") else "done"))
    return found


def _refusal(summary: str, said: str) -> PushOutcome:
    of_the_other_side = "\n".join(line for line in said.splitlines() if "remote" in line)
    words = f"{summary}\n{of_the_other_side}"
    return next((outcome for outcome, known in _REFUSALS if re.search(known, words)), "refused")


def _exchange(git: Git, arguments: Sequence[str], patience: float = PATIENCE) -> bytes:
    try:
        done = git.start(arguments, _without_questions(git), patience=patience)
    except TimedOut as error:
        raise Offline(error.message, _later()) from error
    if done.returncode == 0:
        return done.stdout
    raise _reason(done.stderr.decode("utf-8", "replace").strip())


def _without_questions(git: Git) -> dict[str, str]:
    """What keeps git and ssh from asking; a program for ssh that the user has set is left alone."""
    is_own = git.has_variable("GIT_SSH", "GIT_SSH_COMMAND") or git.ask(["config", "--get", "core.sshCommand"])
    return _UNASKED if is_own else {**_UNASKED, "GIT_SSH_COMMAND": _SSH}


def _reason(said: str) -> EnvironmentProblem:
    if _NOT_TRUSTED.search(said):
        return Denied(
            msg(N_("The shared folder belongs to another login of this computer, so it is not trusted.")),
            msg(N_("Whoever looks after the computer must allow it once: {command}"), command=allowing(said)),
        )
    if _SIGN_IN.search(said):
        return Denied(
            msg(N_("The shared place asks for a name and a password, or does not let this login in.")),
            msg(N_("Whoever looks after the computer must sign in there once; what you saved is kept.")),
        )
    if _AWAY.search(said):
        return Offline(msg(N_("The shared place does not answer.")), _later())
    return GitRefused(said)


def _later() -> Message:
    return msg(N_("Look at the network or the shared drive; everything else works meanwhile."))
