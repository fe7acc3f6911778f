"""Signatures of commits: looked at only where the login itself has said whom it trusts, and never by the repository's means.

git verifies by starting a program, and lets the repository name it. So that is done only with the setting
`ct58.verifySignatures` of the login or the computer, by the programs of these names, and with the login's own list of keys.
"""

from __future__ import annotations

from collections.abc import Sequence

from ct58.vcs.git import Git

SETTING = "ct58.verifySignatures"
_PROGRAMS = (
    *("-c", "gpg.program=gpg"),
    *("-c", "gpg.openpgp.program=gpg"),
    *("-c", "gpg.x509.program=gpgsm"),
    *("-c", "gpg.ssh.program=ssh-keygen"),
    *("-c", "gpg.minTrustLevel=fully"),
)


def looking_at_signatures(git: Git) -> Sequence[str] | None:
    """What tells git to look at signatures; None where the login has not asked for it."""
    wished = _own(git, SETTING, "--type=bool")
    if wished != "true":
        return None
    keys = _own(git, "gpg.ssh.allowedSignersFile", "--type=path") or ""
    revoked = _own(git, "gpg.ssh.revocationFile", "--type=path") or ""
    return (
        *_PROGRAMS,
        *("-c", f"gpg.ssh.allowedSignersFile={keys}"),
        *("-c", f"gpg.ssh.revocationFile={revoked}"),
    )


def _own(git: Git, key: str, kind: str) -> str | None:
    """A setting of the login, else of the computer; not the repository's."""
    for scope in ("--global", "--system"):
        said = git.ask(["config", scope, kind, "--get", key])
        if said is not None:
            return said.decode("utf-8", "surrogateescape").removesuffix("\n")
    return None
