"""What others have already: contents of files that were sent, or that came from the shared place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ct58.errors import EnvironmentProblem
from ct58.vcs.repository import blob_ids, find_repository
from ct58.vcs.shared import shared_contents


def handed_on(
    root: Path, environment: Mapping[str, str], contents: Mapping[str, bytes | None]
) -> tuple[str, ...]:
    """The files whose contents others have, or are queued for them; none where there is no git to ask."""
    given = {file: content for file, content in contents.items() if content is not None}
    try:
        repository = find_repository(root, environment)
        known = shared_contents(repository, given) if repository else {}
    except EnvironmentProblem:
        return ()
    return tuple(file for file, ids in known.items() if ids and ids & blob_ids(given[file], next(iter(ids))))
