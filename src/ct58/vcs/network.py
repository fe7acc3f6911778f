"""Talking to another repository: without questions that nobody sees, within a time, and with plain reasons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from ct58.errors import EnvironmentProblem
from ct58.i18n import Message, N_, msg
from ct58.vcs.git import Git, GitRefused, TimedOut

PATIENCE, SHORT_PATIENCE = 120.0, 20.0
"""Seconds for one exchange, and for only asking whether somebody answers."""
PushOutcome = Literal["done", "moved", "refused"]
"""What became of a place that was to be changed: it was; it holds something else by now; it may not be."""

_SSH = "ssh -o BatchMode=yes -o ConnectTimeout=15"
_UNASKED = {
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "GIT_HTTP_LOW_SPEED_LIMIT": "100",
    "GIT_HTTP_LOW_SPEED_TIME": "30",
}
_SIGN_IN = re.compile(
    r"terminal prompts disabled|authentication failed|could not read (username|password)|permission denied"
    r"|host key verification failed|returned error: 40[13]|access denied|not authorized",
    re.IGNORECASE,
)
_NOT_TRUSTED = re.compile(r"dubious ownership", re.IGNORECASE)
_AWAY = re.compile(
    r"could not resolve|unable to access|unable to connect|connection (refused|timed out|reset|closed)"
    r"|no route to host|network is unreachable|could not read from remote|does not appear to be a git"
    r"|unable to look up|does not exist|not found|the remote end hung up|timed out",
    re.IGNORECASE,
)
_RACES = re.compile(
    r"\[rejected\]|non-fast-forward|fetch first|stale info|already exists|failed to (update ref|lock)|cannot lock"
)


class Offline(EnvironmentProblem):
    """The shared place does not answer."""


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
    """Push; what became of each ref there. `expected`: ref → what it must hold now (empty: not be there).

    Raises Offline or Denied where nothing could be said to the other side at all.
    """
    leases = [f"--force-with-lease={ref}:{old}" for ref, old in (expected or {}).items()]
    asked = ["push", "--porcelain", "--no-verify", "--recurse-submodules=no", "--no-follow-tags", *leases]
    try:
        said = _exchange(git, [*asked, "--", remote, *refspecs])
    except _PushRefused as refused:
        said = refused.stdout
    return dict(_outcomes(said.decode("utf-8", "replace")))


class _PushRefused(GitRefused):
    """Some refs were not taken; what git said of each is in `stdout`."""

    def __init__(self, said: str, stdout: bytes) -> None:
        super().__init__(said)
        self.stdout = stdout


def _outcomes(said: str) -> list[tuple[str, PushOutcome]]:
    """`flag TAB from:to TAB summary`; a `!` is a refusal."""
    found: list[tuple[str, PushOutcome]] = []
    for line in said.splitlines():
        flag, *rest = line.split("\t")
        if len(rest) == 2:
            ref = rest[0].rpartition(":")[2]
            refusal: PushOutcome = "moved" if _RACES.search(rest[1]) else "refused"
            found.append((ref, refusal if flag.startswith("!") else "done"))
    return found


def _exchange(git: Git, arguments: Sequence[str], patience: float = PATIENCE) -> bytes:
    try:
        done = git.start(arguments, _without_questions(git), patience=patience)
    except TimedOut as error:
        raise Offline(error.message, _later()) from error
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip()
    if re.search(rb"^!\t", done.stdout, re.MULTILINE):
        raise _PushRefused(said, done.stdout)
    raise _reason(said)


def _without_questions(git: Git) -> dict[str, str]:
    """What keeps git and ssh from asking; a program for ssh that the user has set is left alone."""
    is_own = git.has_variable("GIT_SSH", "GIT_SSH_COMMAND") or git.ask(["config", "--get", "core.sshCommand"])
    return _UNASKED if is_own else {**_UNASKED, "GIT_SSH_COMMAND": _SSH}


def _reason(said: str) -> EnvironmentProblem:
    if _NOT_TRUSTED.search(said):
        return Denied(
            msg(N_("The shared folder belongs to another login of this computer, so it is not trusted.")),
            msg(N_("Whoever looks after the computer must allow it once (git: safe.directory).")),
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
