"""Saving: what the folder holds becomes a state that is kept, in the words of what changed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from ct58.domain.records.places import is_ignored, place_of
from ct58.errors import EnvironmentProblem, Finding, Refused
from ct58.errors.rules import severity_of
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.services.past.comparing import changes_view
from ct58.services.reading.data_source import DataSource, FolderSource, load_data
from ct58.services.reading.differences import new_findings
from ct58.services.reading.revision_source import RevisionSource
from ct58.services.round.people import Person
from ct58.services.writing.recording import PATIENCE, Desk
from ct58.store.loader import Loaded
from ct58.store.sources import everything
from ct58.store.writer import locked
from ct58.vcs.repository import Repository, Revision
from ct58.vcs.shared import working_branch
from ct58.views.changes import ChangesView

CLASHES = "Ct58-Clashes"
"""The line in the message of a state in which two people's changes still stand side by side."""


@record
class Unsaved:
    """What would be saved: the files (below the data folder) and their contents' hashes, and what they say.

    `view` is None for the very first time; `others` are files that are no records.
    """

    files: Mapping[str, str]
    view: ChangesView | None
    warnings: tuple[Finding, ...] = ()

    @property
    def others(self) -> tuple[str, ...]:
        """The files that are no records of the data."""
        return tuple(file for file in self.files if place_of(file) is None)


def need_working_line(repository: Repository) -> None:
    """Raises EnvironmentProblem where an old state was opened: what is saved there would get lost."""
    if working_branch(repository.git) is None:
        raise EnvironmentProblem(
            msg(
                N_(
                    "This folder was opened at an older state of the data, to look at it, so nothing can be kept here."
                )
            ),
            msg(N_("Whoever opened it can go back to the draft (git switch); reading and comparing work.")),
        )


def unsaved(repository: Repository, root: Path) -> dict[str, str]:
    """The files of the data that differ from what was saved last, with their contents' hashes ("" where gone)."""
    asked = ["status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", "."]
    said = repository.git.run(asked).decode("utf-8", "surrogateescape").split("\0")[:-1]
    paths = (entry[3:] for entry in said)
    files = (path.removeprefix(repository.prefix) for path in paths if path.startswith(repository.prefix))
    return {file: _hash(root / file) for file in files if not is_ignored(file)}


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def draft(repository: Repository, desk: Desk, loaded: Loaded, as_of: dt.date) -> Unsaved:
    """What would be saved, compared with what was saved last, or with the main copy where that clashed with it.

    `loaded` is the folder as it was checked, warnings and all.
    """
    files = unsaved(repository, desk.root)
    sides = unsettled(repository)
    base = repository.find(sides[1] if sides else "HEAD")
    if not files or base is None:
        return Unsaved(files=files, view=None)
    folder = FolderSource(desk.root, desk.cache)
    before = RevisionSource(desk.root, desk.cache, repository, base)
    view = changes_view(before, folder, as_of)
    return Unsaved(files=files, view=view, warnings=tuple(_new_warnings(before, loaded, view)))


def unsettled(repository: Repository) -> tuple[str, str] | None:
    """The two states, mine and the main copy, whose clashes still stand in what was saved last; None if there are none."""
    tip = "HEAD"
    while True:
        asked = ["log", "-1", f"--format=%P%x00%(trailers:key={CLASHES},valueonly)", tip, "--"]
        said = (repository.git.ask(asked) or b"\0").decode("utf-8", "replace")
        parents, _nul, clashes = said.strip("\n").partition("\0")
        if not clashes.strip() or not parents:
            return None
        first, *others = parents.split()
        if others:
            return first, others[-1]
        tip = first  # only some of them were settled then


def _new_warnings(before: DataSource, loaded: Loaded, view: ChangesView) -> Iterator[Finding]:
    """Warnings that the data did not have, in the files that changed; mostly there are none to look for."""
    touched = {change.file for change in view.changes}
    if any(finding.file in touched and severity_of(finding) == "warning" for finding in loaded.findings):
        old = load_data(before, everything, errors_only=False)
        yield from (found for found in new_findings(old, loaded, "warning") if found.file in touched)


def keep(repository: Repository, desk: Desk, drafted: Unsaved, message: str, who: Person) -> Revision | None:
    """Save what was shown; None where only line ends differ. Raises Refused if it changed since."""
    with locked(desk.root, desk.holder, PATIENCE):
        if unsaved(repository, desk.root) != drafted.files:
            raise Refused(
                msg(N_("Not saved: somebody changed the data meanwhile.")),
                msg(N_("Look again: ct58 diff; then: ct58 save")),
            )
        top = repository.git.line(["rev-parse", "--show-toplevel"])
        paths = [f"{repository.prefix}{file}" for file in drafted.files]
        is_new = repository.git.inside(Path(top)).commit(paths, message, who.signature)
    return repository.find("HEAD") if is_new else None
