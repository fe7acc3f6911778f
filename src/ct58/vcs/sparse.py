"""Sparse checkouts: a copy in which git leaves a part of the files off the disk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_SWITCHED_ON = re.compile(rb"^\s*sparsecheckout\s*=\s*(true|yes|on|1)\s*$", re.IGNORECASE | re.MULTILINE)


def left_out(folder: Path, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The files below a folder that are left off the disk.

    Git is asked only where its settings say that there may be any: who has no git pays for a look at them.
    """
    if not _may_be_sparse(folder):
        return ()
    from ct58.vcs.git import Git

    listed = Git(folder, environment).ask(["ls-files", "-t", "-z", "--", "."]) or b""
    entries = listed.decode("utf-8", "replace").split("\0")
    return tuple(entry[2:] for entry in entries if entry.startswith("S "))


def _may_be_sparse(folder: Path) -> bool:
    own = next(filter(None, map(_git_folder, (folder, *folder.parents))), None)
    if own is None:
        return False
    common = _content(own / "commondir").decode("utf-8", "replace").strip()
    settings = (own / "config.worktree", own / common / "config")
    return any(_SWITCHED_ON.search(_content(file)) for file in settings)


def _git_folder(folder: Path) -> Path | None:
    """Where git keeps what belongs to a checkout; a worktree and a submodule say it in a file."""
    there = folder / ".git"
    if there.is_dir():
        return there
    said = _content(there).decode("utf-8", "replace").strip()
    return folder / said.removeprefix("gitdir: ") if said.startswith("gitdir: ") else None


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
