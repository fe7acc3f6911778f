"""Running git: the command itself, in one folder, and nothing that the data's repository brings along.

No hook, prompt, alias, file system monitor, signature program or lazy download is ever run, and where git
looks for its repository is decided by the folder alone, not by what a surrounding hook has exported.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from ct58.errors import EnvironmentProblem
from ct58.i18n import N_, msg
from ct58.records import record

_SAFE = (
    "--no-pager",
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.quotepath=false"),
    *("-c", "commit.gpgSign=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "log.showRoot=true"),
    *("-c", "log.follow=false"),
)
_QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_LITERAL_PATHSPECS": "1",
}
_OF_ANOTHER_REPOSITORY = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX"}
)


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
        kept = {name: value for name, value in environment.items() if name not in _OF_ANOTHER_REPOSITORY}
        self._environment = {**kept, **_QUIET}

    def run(
        self, arguments: Sequence[str], extra: Mapping[str, str] | None = None, given: bytes = b""
    ) -> bytes:
        """The output of one git command, which reads `given`."""
        done = self._start(arguments, extra, given)
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise EnvironmentProblem(
                msg(N_("git refused: {problem}"), problem=said[-1] if said else arguments[0])
            )
        return done.stdout

    def ask(self, arguments: Sequence[str]) -> bytes | None:
        """The output of a command that may well say no: then None."""
        done = self._start(arguments, None, b"")
        return done.stdout if done.returncode == 0 else None

    def outcome(self, arguments: Sequence[str], extra: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """The exit code and the output of a command whose exit code is an answer."""
        done = self._start(arguments, extra, b"")
        return done.returncode, done.stdout

    def _start(
        self, arguments: Sequence[str], extra: Mapping[str, str] | None, given: bytes
    ) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                ["git", *_SAFE, *arguments],
                cwd=self._folder,
                env={**self._environment, **(extra or {})},
                capture_output=True,
                check=False,
                input=given,
            )
        except FileNotFoundError as error:
            raise EnvironmentProblem(
                msg(N_("git is not installed on this computer.")),
                msg(N_("Everything that does not need it works; install it for the rest.")),
            ) from error

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
