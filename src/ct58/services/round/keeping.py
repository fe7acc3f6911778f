"""Saving: what the folder holds becomes a state that is kept, in the words of what changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from ct58.domain.records.places import BESIDE, beside_data, is_offices_own, place_of, shown_name
from ct58.domain.text.signs import harmless
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
from ct58.store.loaded import Loaded
from ct58.store.sources import everything
from ct58.store.writer import locked
from ct58.vcs.conditions import Hindered, Hindrance, condition_of
from ct58.vcs.git_folder import git_folder_of
from ct58.vcs.joining import unmerged
from ct58.vcs.main_place import working_branch
from ct58.vcs.repository import Repository, Revision
from ct58.vcs.trailers import facts_in
from ct58.views.changes import ChangesView


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
        return tuple(shown_name(file) for file in self.files if place_of(file) is None)


def need_working_line(repository: Repository, allowed: Hindrance | None = None) -> None:
    """Raises Hindered where a work is half done in the folder, or an old state was opened: what is kept there would get lost.

    A list of files that git has lost is made anew, because it says nothing that the newest state does not say.
    """
    git = repository.git
    condition = condition_of(git.folder) or (None if working_branch(git) else "detached")
    if condition not in (None, allowed):
        raise Hindered(condition, git.folder)
    own = git_folder_of(git.folder)
    if own is not None and repository.head and not (own / "index").exists():
        git.run(["read-tree", "HEAD"])


def is_joining(repository: Repository) -> bool:
    """Whether somebody has begun to join two states in the folder, which saving ends."""
    return condition_of(repository.git.folder) == "merging"


def unsaved(repository: Repository, root: Path) -> dict[str, str]:
    """The files of the office that differ from what was saved last, with their contents' hashes ("" where gone).

    They are named from the data folder; what belongs to the office and lies beside it is among them (`../templates/x.docx`).
    """
    beside = [beside_data(name) for name in BESIDE] if repository.prefix else []
    asked = ["status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", ".", *beside]
    said = repository.git.run(asked).decode("utf-8", "surrogateescape").split("\0")[:-1]
    files = (posixpath.relpath(f"/{entry[3:]}", f"/{repository.prefix}") for entry in said)
    return {file: _hash(root / file) for file in files if is_offices_own(file)}


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
        said = (repository.git.ask(["log", "-1", "--format=%P%x00%b", tip, "--"]) or b"\0").decode(
            "utf-8", "replace"
        )
        parents, _nul, body = said.partition("\0")
        if not facts_in(body).clashes or not parents:
            return None
        first, *others = parents.split()
        if others:
            return first, others[-1]
        tip = first  # only some of them were settled then


def _new_warnings(before: DataSource, loaded: Loaded, view: ChangesView) -> Iterator[Finding]:
    """Warnings that the data did not have, in the files that changed; mostly there are none to look for."""
    touched = {change.file for change in view.changes}
    if any(finding.file in touched and severity_of(finding) == "warning" for finding in loaded.findings):
        old = load_data(before, everything)
        yield from (found for found in new_findings(old, loaded, "warning") if found.file in touched)


def keep(repository: Repository, desk: Desk, drafted: Unsaved, message: str, who: Person) -> Revision | None:
    """Save what was shown; None where only line ends differ. Raises Refused if it changed since."""
    with locked(desk.root, desk.holder, PATIENCE):
        if unsaved(repository, desk.root) != drafted.files:
            raise Refused(
                msg(N_("Not saved: somebody changed the data meanwhile.")),
                msg(N_("Look again: ct58 diff; then: ct58 save")),
            )
        top = repository.git.inside(Path(repository.git.line(["rev-parse", "--show-toplevel"])))
        paths = [posixpath.normpath(f"{repository.prefix}{file}") for file in drafted.files]
        joins = is_joining(repository)
        if joins:
            _refuse_unsettled(set(unmerged(top)) - set(paths))
        is_new = top.commit(paths, harmless(message), who.signature, ends_joining=joins)
    return repository.find("HEAD") if is_new else None


def _refuse_unsettled(beside: set[str]) -> None:
    """What else two states differ in is nothing that a clerk can settle."""
    if beside:
        raise EnvironmentProblem(
            msg(
                N_(
                    "Not saved: files beside the data were changed in both states, and nobody has settled them yet."
                )
            ),
            msg(
                N_("Everything is as it was. Whoever looks after the computer must settle: {files}"),
                files=", ".join(sorted(beside)),
            ),
        )
