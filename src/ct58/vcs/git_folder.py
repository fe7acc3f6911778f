"""git's own folder, looked at without starting git."""

from __future__ import annotations

from pathlib import Path


def git_folder_of(folder: Path) -> Path | None:
    """Where git keeps what belongs to the checkout that a folder lies in; it need not be there. None outside of any."""
    return next(filter(None, map(_git_folder_in, (folder, *folder.parents))), None)


def _git_folder_in(folder: Path) -> Path | None:
    """A worktree and a submodule say it in a file."""
    there = folder / ".git"
    if there.is_dir():
        return there if (there / "objects").is_dir() else None
    said = bytes_of(there).decode("utf-8", "replace").strip()
    return folder / said.removeprefix("gitdir: ") if said.startswith("gitdir: ") else None


def are_on_one_disk(one: Path, other: Path) -> bool:
    """Whether two folders lie on the same file system; so it is taken where they cannot be looked at."""
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return True


def bytes_of(file: Path) -> bytes:
    """What stands in a file of git's; nothing where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def common_folder(git_folder: Path) -> Path:
    """Where git keeps what all checkouts of a repository have in common."""
    return git_folder / bytes_of(git_folder / "commondir").decode("utf-8", "replace").strip()
