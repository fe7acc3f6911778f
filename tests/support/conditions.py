"""Repositories that something is the matter with, each made as it comes about in an office."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.support.daily_round import report_file
from tests.support.repositories import git, git_environment, keep

REPORT = f"data/{report_file('so-y-te')}"


def attempt(top: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Run git where it is to stop half-way; what it has said."""
    done = subprocess.run(
        ["git", *arguments], cwd=top, env=git_environment(), capture_output=True, check=False, input=given
    )
    return done.stdout


def say(top: Path, value: int) -> None:
    """Write another number into the report."""
    path = top / REPORT
    text = path.read_text("utf-8").splitlines(keepends=True)
    changed = (f"  members_admitted: {value}\n" if "members_admitted" in line else line for line in text)
    path.write_text("".join(changed), "utf-8", newline="\n")


def part(top: Path) -> None:
    """Two lines of work, `main` and `other`, that say different numbers."""
    git(top, "switch", "--quiet", "--create", "other")
    say(top, 13)
    keep(top, "Khác")
    git(top, "switch", "--quiet", "main")
    say(top, 14)
    keep(top, "Đây")


def _half_done(*command: str) -> Callable[[Path], None]:
    def make(top: Path) -> None:
        part(top)
        attempt(top, *command)

    return make


def _applying(top: Path) -> None:
    part(top)
    attempt(top, "am", "-3", given=attempt(top, "format-patch", "-1", "other", "--stdout"))


def _reverting(top: Path) -> None:
    part(top)
    say(top, 15)
    keep(top)
    attempt(top, "revert", "--no-edit", "HEAD~1")


def _bisecting(top: Path) -> None:
    for subject in ("Một", "Hai", "Ba"):
        keep(top, subject)
    git(top, "bisect", "start", "HEAD", "HEAD~3")


def _detached(top: Path) -> None:
    keep(top)
    git(top, "checkout", "--quiet", "HEAD~1")


def object_file(top: Path, name: str) -> Path:
    """The file that an object of the repository lies in."""
    for pack in (top / ".git/objects/pack").glob("*.pack"):
        content = pack.read_bytes()
        for file in pack.parent.glob(f"{pack.stem}*"):
            file.chmod(0o644)
            file.unlink()
        attempt(top, "unpack-objects", "-q", given=content)
    id_ = git(top, "rev-parse", name)
    return top / ".git/objects" / id_[:2] / id_[2:]


def _spoilt(name: str, content: bytes = b"x" * 20) -> Callable[[Path], None]:
    def make(top: Path) -> None:
        file = object_file(top, name)
        file.chmod(0o644)
        file.write_bytes(content)

    return make


def _written(file: str, text: str) -> Callable[[Path], None]:
    def make(top: Path) -> None:
        (top / file).write_bytes(text.encode())

    return make


def _elsewhere(top: Path) -> None:
    shutil.rmtree(top / ".git")
    (top / ".git").write_text("gitdir: /khong/co\n", "utf-8")


def _newer(top: Path) -> None:
    git(top, "config", "core.repositoryformatversion", "9")


MADE: Mapping[str, Callable[[Path], None]] = {
    "merging": _half_done("merge", "other"),
    "rebasing": _half_done("rebase", "other"),
    "picking": _half_done("cherry-pick", "other"),
    "reverting": _reverting,
    "applying": _applying,
    "bisecting": _bisecting,
    "detached": _detached,
    "settings": _written(".git/config", "[core\nxx"),
    "newer": _newer,
    "unusable": _elsewhere,
    "unusable: HEAD": _written(".git/HEAD", "rác\n"),
    "lost_line": _written(".git/refs/heads/main", "rác\n"),
    "list_damaged": _written(".git/index", "rác" * 100),
    "busy": _written(".git/index.lock", ""),
    "damaged: revision": _spoilt("HEAD"),
    "damaged: empty": _spoilt("HEAD", b""),
    "damaged: folder": _spoilt("HEAD:data"),
    "damaged: file": _spoilt("HEAD:data/programme.yaml"),
    "damaged: gone": lambda top: object_file(top, "HEAD:data/programme.yaml").unlink(),
    "damaged: folder gone": lambda top: object_file(top, "HEAD:data").unlink(),
}
"""Name of the condition, and after a colon by what → how it comes about. `foreign` is git's own pretence, a variable."""
FOREIGN = {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
"""git takes every repository for somebody else's."""
