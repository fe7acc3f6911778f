"""Sparse checkouts: a copy in which git leaves a part of the files off the disk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ct58.patterns import pattern
from ct58.vcs.git_folder import bytes_of, common_folder, git_folder_of

_SWITCHED_ON = pattern(rb"^\s*sparsecheckout\s*=\s*(true|yes|on|1)\s*$", re.IGNORECASE | re.MULTILINE)


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
    own = git_folder_of(folder)
    if own is None:
        return False
    settings = (own / "config.worktree", common_folder(own) / "config")
    return any(_SWITCHED_ON.search(bytes_of(file)) for file in settings)
