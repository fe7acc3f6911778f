"""Who types: a name that people know, and the same as git and the names of submissions need it."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from ct58.domain.text.vietnamese import nfc, plain_words
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.store.folders import remember_person
from ct58.vcs.git import Committer, Git

MOST_LETTERS = 80
ONLY_LOOKING = Committer(name="ct58", email="ct58@ct58.invalid")
"""Signs a state that is made aside to be looked at, and that nobody gets."""


class Person:
    """Somebody who saves, hands in or approves."""

    def __init__(self, name: str, git: Git) -> None:
        self.name = name
        self._git = git

    @cached_property
    def slug(self) -> str:
        """The name in ASCII: `le-thi-hoa`."""
        return "-".join(plain_words(self.name)) or "khong-ten"

    @cached_property
    def signature(self) -> Committer:
        """How git signs: with the address that git knows, if it knows this very name."""
        is_gits = git_name(self._git) == self.name
        email = _setting(self._git, "user.email") if is_gits else ""
        return Committer(name=self.name, email=email or f"{self.slug}@ct58.invalid")


def person_named(name: str, git: Git, state: Path) -> Person:
    """Somebody by name, remembered from now on. Raises BadUsage for what cannot be a name."""
    person = somebody_named(name, git)
    remember_person(state, person.name)
    return person


def somebody_named(name: str, git: Git) -> Person:
    """Somebody by name. Raises BadUsage for what cannot be one."""
    said = nfc(" ".join(name.split()))
    if not said or len(said) > MOST_LETTERS or re.search(r"[<>\x00-\x1f\x7f]", said):
        raise BadUsage(
            msg(N_("“{name}” cannot be a person's name."), name=name),
            msg(N_('Write it out, for example: --as "Lê Thị Hoa"')),
        )
    return Person(said, git)


def git_name(git: Git) -> str:
    """The name that git itself has been told; often that of the login."""
    return _setting(git, "user.name")


def _setting(git: Git, name: str) -> str:
    return (git.ask(["config", "--get", name]) or b"").decode("utf-8", "replace").strip()
