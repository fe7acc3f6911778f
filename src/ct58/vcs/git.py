"""Running git: the command itself, in one folder, without hooks, prompts or aliases."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from ct58.errors import EnvironmentProblem
from ct58.i18n import N_, msg
from ct58.records import record

_SAFE = ("-c", "core.hooksPath=/dev/null", "-c", "core.quotepath=false", "-c", "commit.gpgSign=false")
_QUIET = {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


@record
class Signature:
    """Who commits, and when (ISO 8601 with a zone)."""

    name: str
    email: str
    when: str


class Git:
    """git in one folder. Raises EnvironmentProblem where git is missing or refuses."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = {**environment, **_QUIET}

    def run(self, arguments: Sequence[str], extra: Mapping[str, str] | None = None) -> bytes:
        """The output of one git command."""
        try:
            done = subprocess.run(
                ["git", *_SAFE, *arguments],
                cwd=self._folder,
                env={**self._environment, **(extra or {})},
                capture_output=True,
                check=False,
                stdin=subprocess.DEVNULL,
            )
        except FileNotFoundError as error:
            raise EnvironmentProblem(
                msg(N_("git is not installed on this computer.")),
                msg(N_("Everything that does not need it works; install git, or leave out --git.")),
            ) from error
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise EnvironmentProblem(
                msg(N_("git refused: {problem}"), problem=said[-1] if said else arguments[0])
            )
        return done.stdout

    def commit(self, paths: Sequence[str], message: str, who: Signature) -> None:
        """Commit some paths as they are; a commit that would be empty is left out."""
        self.run(["add", "--", *paths])
        if not self.run(["status", "--porcelain", "--untracked-files=no", "--", *paths]).strip():
            return
        signed = {
            "GIT_AUTHOR_NAME": who.name,
            "GIT_AUTHOR_EMAIL": who.email,
            "GIT_AUTHOR_DATE": who.when,
            "GIT_COMMITTER_NAME": who.name,
            "GIT_COMMITTER_EMAIL": who.email,
            "GIT_COMMITTER_DATE": who.when,
        }
        self.run(["commit", "--quiet", "--no-verify", "--message", message, "--", *paths], signed)
