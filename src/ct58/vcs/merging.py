"""git's own merge of three texts, line by line, without a repository."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from ct58.errors import EnvironmentProblem
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.vcs.git import Git

_MOST_CONFLICTS = 127
"""git says how many conflicts there are by its exit code, at most this; beyond it failed."""


@positional_record
class LineMerge:
    """The merged text, with marks where `conflicts` is not 0."""

    content: bytes
    conflicts: int


def merge_lines(
    base: bytes, ours: bytes, theirs: bytes, names: tuple[str, str], environment: Mapping[str, str]
) -> LineMerge:
    """What git makes of three texts; `names` are what its marks call ours and theirs.

    Raises EnvironmentProblem without git, or for what it takes for no text.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("ours", ours), ("base", base), ("theirs", theirs)):
            Path(folder, name).write_bytes(content)
        labels = ("-L", names[0], "-L", "base", "-L", names[1])
        asked = ["merge-file", "--stdout", "--quiet", *labels, "ours", "base", "theirs"]
        code, said = Git(Path(folder), environment).outcome(asked)
    if not 0 <= code <= _MOST_CONFLICTS:
        raise EnvironmentProblem(msg(N_("git cannot merge this file line by line.")))
    return LineMerge(content=said, conflicts=code)
