"""Running git: the command itself, in one folder, and nothing that the data's repository brings along.

No hook, prompt, alias, file system monitor, signature program or lazy download is ever run, and where git
looks for its repository is decided by the folder alone, not by what a surrounding hook has exported.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from ct58.errors import EnvironmentProblem
from ct58.errors.system import system_problem
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.vcs.conditions import Hindered, condition_in
from ct58.vcs.git_folder import git_folder_of

_SAFE = (
    "--no-pager",
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.quotepath=false"),
    *("-c", "commit.gpgSign=false"),
    *("-c", "push.gpgSign=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "log.showRoot=true"),
    *("-c", "log.follow=false"),
    *("-c", "diff.orderFile=/dev/null"),
)
_QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_LITERAL_PATHSPECS": "1",
}
_FOLDERS = (
    *("rev-list", "--objects", "--no-object-names", "--filter=blob:none", "--missing=print"),
    *("--no-walk", "--stdin"),
)
PROMISED = r"^remote\..*\.partialclonefilter$"
"""How git's settings say that a copy gets contents only when they are asked for."""
_LARGE_ANSWER = 1 << 20
"""Bytes that wait in a pipe, so that a process can end although nobody reads yet; elsewhere than on Linux it waits."""
_OF_ANOTHER_REPOSITORY = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX"}
)


@record
class Committer:
    """Who commits, and when (ISO 8601 with a zone; by git's own clock where it is left out)."""

    name: str
    email: str
    when: str = ""

    def variables(self) -> dict[str, str]:
        """The same for git's environment."""
        signed = {"NAME": self.name, "EMAIL": self.email, **({"DATE": self.when} if self.when else {})}
        return {f"GIT_{role}_{key}": said for role in ("AUTHOR", "COMMITTER") for key, said in signed.items()}


class GitRefused(Hindered):
    """git said no; `said` is all that it said, in English."""

    def __init__(self, said: str, place: Path | str = "") -> None:
        self.said = said
        super().__init__(condition_in(said) or "other", place, said)


class Incomplete(EnvironmentProblem):
    """The repository is a copy that lacks a part of the history, and git is not let fetch it on the way."""

    def __init__(self) -> None:
        super().__init__(
            msg(N_("The repository lacks a part of this revision.")),
            msg(
                N_(
                    "It was copied without its whole history; fetch the rest first: git fetch --refetch --no-filter"
                )
            ),
        )


class NoGit(EnvironmentProblem):
    """git is not installed."""

    def __init__(self) -> None:
        super().__init__(
            msg(N_("git is not installed on this computer.")),
            msg(N_("Everything that does not need it works; install it for the rest.")),
        )


class TimedOut(EnvironmentProblem):
    """git did not end in time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(msg(N_("No answer within {seconds} seconds."), seconds=round(seconds)))


class Git:
    """git in one folder. Raises EnvironmentProblem where git is missing or refuses."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        kept = {name: value for name, value in environment.items() if name not in _OF_ANOTHER_REPOSITORY}
        self._environment = {**kept, **_QUIET}

    def inside(self, folder: Path) -> Git:
        """The same in another folder, in the same environment."""
        return Git(folder, self._environment)

    def has_variable(self, *names: str) -> bool:
        """Whether the user has set one of these variables."""
        return any(self._environment.get(name) for name in names)

    def run(
        self,
        arguments: Sequence[str],
        extra: Mapping[str, str] | None = None,
        given: bytes = b"",
        patience: float | None = None,
    ) -> bytes:
        """The output of one git command, which reads `given`. `patience` is how long it may take, in seconds."""
        done = self.start(arguments, extra, given, patience)
        if done.returncode != 0:
            raise self.refusal(done.stderr, arguments[0])
        return done.stdout

    def line(self, arguments: Sequence[str], extra: Mapping[str, str] | None = None, given: str = "") -> str:
        """The output of a command that says one line."""
        return self.run(arguments, extra, given.encode()).decode("utf-8", "replace").strip()

    def ask(self, arguments: Sequence[str]) -> bytes | None:
        """The output of a command that may well say no: then None.

        Raises Incomplete for want of an object, and GitRefused where git could not even answer.
        """
        done = self.start(arguments)
        if done.returncode != 0:
            refusal = self.refusal(done.stderr, arguments[0])
            if not isinstance(refusal, GitRefused) or refusal.condition != "other":
                raise refusal
            return None
        return done.stdout

    def refusal(self, words: bytes, command: str) -> EnvironmentProblem:
        """What a refusal of git means; `command` is said where git has no words."""
        if _is_for_want_of_an_object(words):
            return self.lacking(words.decode("utf-8", "replace").strip())
        said = words.decode("utf-8", "replace").strip() or command
        is_of_the_list = condition_in(said) == "list_damaged"
        return GitRefused(
            said, (git_folder_of(self.folder) or self.folder) / "index" if is_of_the_list else self.folder
        )

    def lacking(self, said: str = "") -> EnvironmentProblem:
        """The refusal where an object is not there: left out when the repository was copied, or lost from the disk."""
        asked = ["config", "--get-regexp", PROMISED], ["rev-parse", "--is-shallow-repository"]
        promised, shallow = (self.start(question) for question in asked)
        if promised.returncode == 0 or shallow.stdout == b"true\n":
            return Incomplete()
        return Hindered("damaged", self.folder, said)

    def ask_of(self, revision: str, question: Sequence[str]) -> bytes | None:
        """The same for a question about a path in a revision, where no means that there is none.

        By its version, git says of a folder that is only not here what it says of one that never was; so a no
        is believed only of a revision whose folders are all here. Raises Incomplete.
        """
        said = self.ask(question)
        if said is None:
            self.refuse_missing_folders([revision])
        return said

    def refuse_missing_folders(self, revisions: Sequence[str]) -> None:
        """Raises Incomplete where a folder of some revisions is not here; git marks those with a question mark."""
        given = "".join(f"{revision}\n" for revision in revisions).encode()
        if any(line.startswith(b"?") for line in self.start(_FOLDERS, given=given).stdout.splitlines()):
            raise self.lacking()

    def ask_each(self, questions: Sequence[Sequence[str]]) -> list[bytes | None]:
        """The answers to several questions that are asked at the same time; None for a no."""
        with ExitStack() as running:
            asked = [running.enter_context(self._process(arguments)) for arguments in questions]
            answers = [(process.communicate()[0], process.returncode) for process in asked]
        return [said if code == 0 else None for said, code in answers]

    def outcome(self, arguments: Sequence[str], extra: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """The exit code and the output of a command whose exit code is an answer."""
        done = self.start(arguments, extra)
        return done.returncode, done.stdout

    def start(
        self,
        arguments: Sequence[str],
        extra: Mapping[str, str] | None = None,
        given: bytes = b"",
        patience: float | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        """One git command, however it ends. Raises TimedOut."""
        try:
            return subprocess.run(
                [self._program(), *_SAFE, *arguments],
                cwd=self.folder,
                env={**self._environment, **(extra or {})},
                capture_output=True,
                check=False,
                input=given,
                timeout=patience,
            )
        except subprocess.TimeoutExpired as error:
            raise TimedOut(error.timeout) from error
        except OSError as error:
            raise _not_started(self.folder, error) from error

    def _program(self) -> str:
        """How git is called; Windows would look for it in the folder where one stands first, so there by its place."""
        if os.name != "nt":
            return "git"
        found = git_on(self._environment.get("PATH", ""))
        if found is None:
            raise NoGit
        return found

    def _process(self, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        """One git command that runs while others do; what it says waits until it is read."""
        return subprocess.Popen(
            [self._program(), *_SAFE, *arguments],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pipesize=_LARGE_ANSWER,
        )

    def commit(
        self, paths: Sequence[str], message: str, who: Committer, *, ends_joining: bool = False
    ) -> bool:
        """Commit some paths as they are, from the repository's top folder; False where that would be empty.

        Where it `ends_joining`, all that git has joined already goes along, and both states are its parents. A path that is gone may be gone from git's index, too, as after a commit that was cut short: `git add`
        would refuse it.
        """
        named = "\0".join(paths).encode("utf-8", "surrogateescape")
        listed = (
            "--pathspec-from-file=-",
            "--pathspec-file-nul",
        )  # a command line of Windows is soon too long
        self.run(["update-index", "--add", "--remove", "-z", "--stdin"], given=named)
        if not ends_joining and not self._would_change(paths):
            return False
        asked = ["commit", "--quiet", "--no-verify", "--cleanup=whitespace", "--message", message]
        self.run([*asked, *(() if ends_joining else listed)], who.variables(), named)
        return True

    def _would_change(self, paths: Sequence[str]) -> bool:
        """Whether any of some paths is another in git's list than in the newest state."""
        if self.ask(["rev-parse", "--verify", "--quiet", "HEAD"]) is None:
            return True
        changed = self.run(["diff-index", "-z", "--cached", "--name-only", "--no-renames", "HEAD"])
        return bool(set(changed.decode("utf-8", "surrogateescape").split("\0")) & set(paths))


def git_on(path: str) -> str | None:
    """The git of Windows in the folders of a PATH; never one that lies beside the data."""
    folders = (Path(name) for name in path.split(os.pathsep))
    programs = (folder / "git.exe" for folder in folders if folder.is_absolute())
    return next((str(program) for program in programs if program.is_file()), None)


def _not_started(folder: Path, error: OSError) -> EnvironmentProblem:
    """Why git could not even be started; a folder that is gone looks to Python like a git that is not there."""
    if isinstance(error, FileNotFoundError) and folder.is_dir():
        return NoGit()
    what = "git" if folder.is_dir() else str(folder)
    return EnvironmentProblem(msg(N_("{file}: {problem}."), file=what, problem=system_problem(error)))


def _is_for_want_of_an_object(said: bytes) -> bool:
    """What git says, by its version and by what it was about to do, of an object that is not there."""
    return (
        b" from promisor remote" in said
        or re.search(rb"(fatal: unable to read|error: Could not read) ", said) is not None
    )
