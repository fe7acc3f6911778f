"""What a person may call a revision: by a day, by git's names, or by an issued summary's.

A day is a day, whatever else in the repository has that name: people type days, and the answer to one must not change
because somebody called a branch so. That one is named by its place, `refs/heads/2021-07-15`, and this is said (`Tell`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ct58.domain.records.committee import Issue
from ct58.domain.records.places import DATA_FOLDER, PROGRAMME_FILE, place_of
from ct58.domain.text.suggestions import suggestion
from ct58.domain.time.dates import parse_date
from ct58.errors import BadUsage, EnvironmentProblem
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record
from ct58.services.reading.data_source import DataSource, FolderSource, load_data
from ct58.services.reading.revision_source import RevisionSource
from ct58.vcs.repository import Repository, Revision, find_repository, repository_of

Tell = Callable[[Message], None]


def untold(_note: Message) -> None:
    """For whom a note about a name is of no use."""


def source_at(
    root: Path,
    cache: Path | None,
    name: str | None,
    environment: Mapping[str, str],
    today: dt.date,
    tell: Tell = untold,
) -> DataSource:
    """The data folder as it is, or, where a revision is named, as that one has it.

    Raises BadUsage for a name that means nothing, EnvironmentProblem where there is no history.
    """
    if name is None:
        return FolderSource(root, cache)
    repository = repository_of(root, environment)
    found = _named(repository, name, FolderSource(root, cache), today, tell)
    return RevisionSource(root, cache, repository, found.revision, found.issue)


def source_without_checkout(
    start: Path,
    cache_of: Callable[[Path], Path],
    name: str,
    environment: Mapping[str, str],
    today: dt.date,
    tell: Tell = untold,
) -> RevisionSource | None:
    """The data as a revision has it, where no data lies on the disk: a bare repository, or no checkout.

    It is looked for in the folder and in `data` below it, as the revision has them; None where there is
    no history of data. Raises BadUsage for a name that means nothing, HeadlessHistory for a HEAD that is none.
    """
    top = next(folder for folder in (start, *start.parents) if folder.is_dir())
    repository = find_repository(top, environment)
    if repository is None:
        return None
    place = _Place(top, start.relative_to(top), cache_of)
    found = _kept(repository, name, today, tell)
    if found is not None:
        return place.source(repository, _Named(found))
    head, branch = repository.find("HEAD"), _newest_branch(repository)
    tip = head or (repository.find(branch) if branch else None)
    newest = place.source(repository, _Named(tip)) if tip else None
    if newest is None:
        return None
    if name == "HEAD" and branch is not None:
        raise HeadlessHistory(repository, branch)
    return place.source(repository, _named(newest.repository, name, newest, today, tell))


class HeadlessHistory(EnvironmentProblem):
    """A history whose HEAD names a branch that is not there; `branch` is the newest one that is."""

    def __init__(self, repository: Repository, branch: str) -> None:
        said = repository.git.ask(["symbolic-ref", "--quiet", "--short", "HEAD"]) or b"?"
        self.branch = branch
        super().__init__(
            msg(
                N_(
                    "The history here is to be read by its branch “{head}” (HEAD), and it has none of that name."
                ),
                head=said.decode("utf-8", "replace").strip(),
            ),
            msg(
                N_(
                    "Mend it: git symbolic-ref HEAD refs/heads/{branch}; or read that branch, where a command takes it: --rev {branch}"
                ),
                branch=branch,
            ),
        )


def _newest_branch(repository: Repository) -> str | None:
    asked = ["for-each-ref", "--count=1", "--sort=-committerdate", "--format=%(refname:short)", "refs/heads"]
    return (repository.git.ask(asked) or b"").decode("utf-8", "replace").strip() or None


@positional_record
class _Named:
    """What a name means; `issue` where it is that of an issued summary."""

    revision: Revision
    issue: Issue | None = None


@positional_record
class _Place:
    """A place that need not be on the disk: `below` a folder that is."""

    top: Path
    below: Path
    cache_of: Callable[[Path], Path]

    def source(self, repository: Repository, named: _Named) -> RevisionSource | None:
        """The data that a revision has there."""
        for below in (self.below / DATA_FOLDER, self.below):
            path = f"{below.as_posix()}/".removeprefix("./")
            here = replace(repository, prefix=f"{repository.prefix}{path}", below=path)
            if here.has(named.revision, PROGRAMME_FILE):
                root = self.top / below
                return RevisionSource(root, self.cache_of(root), here, named.revision, named.issue)
        return None


def _kept(repository: Repository, name: str, today: dt.date, tell: Tell) -> Revision | None:
    """The last revision of a day, or the one that git knows by a name."""
    day = _day(name, today)
    if day is None:
        return repository.find(name)
    _tell_namesake(repository, name, day, tell)
    return _on_day(repository, day)


def _tell_namesake(repository: Repository, name: str, day: dt.date, tell: Tell) -> None:
    """Say that a day is meant, where git knows something else by the same name."""
    known = repository.git.ask(
        ["rev-parse", "--symbolic-full-name", "--verify", "--quiet", "--end-of-options", name]
    )
    if known is not None:
        place = known.decode("utf-8", "replace").strip() or name
        text = N_("“{name}” is read as the day {day}. What else has that name: --rev {place}")
        tell(msg(text, name=name, day=day, place=place))


def named_revision(
    repository: Repository, name: str, folder: DataSource, today: dt.date, tell: Tell = untold
) -> Revision:
    """The revision that a name means: as a day, else to git, else as an issued summary of the folder.

    A day means the last revision that was kept on it or before.
    """
    return _named(repository, name, folder, today, tell).revision


def _named(repository: Repository, name: str, folder: DataSource, today: dt.date, tell: Tell) -> _Named:
    found = _kept(repository, name, today, tell)
    if found is not None:
        return _Named(found)
    issued = _issued(folder)
    named = [issue for issue in issued if issue.name == name]
    if named:
        return _Named(_as_issued(repository, named[-1]), named[-1])
    raise _unknown(repository, name, issued)


def _issued(folder: DataSource) -> Sequence[Issue]:
    """What was issued, by period."""
    loaded = load_data(folder, _is_period_or_programme)
    periods = loaded.records.periods if loaded.records else {}
    return [issue for _file, period in sorted(periods.items()) for issue in period.issued]


def _is_period_or_programme(file: str) -> bool:
    place = place_of(file)
    return file == PROGRAMME_FILE or (place is not None and place.kind == "period")


def _as_issued(repository: Repository, issue: Issue) -> Revision:
    found = repository.find(issue.revision) if issue.revision else None
    if found is None:
        raise BadUsage(
            msg(N_("“{name}” was issued without a revision that is known here."), name=issue.name),
            msg(N_("It was issued on {day}; name the day instead: --rev {day}"), day=issue.on),
        )
    return found


def _day(text: str, today: dt.date) -> dt.date | None:
    try:
        return parse_date(text, today)
    except BadUsage:
        return None


def _on_day(repository: Repository, day: dt.date) -> Revision:
    """The last revision before the next midnight, by this computer's clock."""
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time()).astimezone()
    found = repository.last_before(midnight - dt.timedelta(seconds=1))
    if found is None:
        raise BadUsage(
            msg(N_("Nothing was kept yet on {day}."), day=day),
            msg(N_("See what was kept, and when: ct58 log")),
        )
    return found


def _unknown(repository: Repository, name: str, issued: Sequence[Issue]) -> BadUsage:
    near = suggestion(name, [issue.name for issue in issued])
    hint = (
        N_("This copy holds only a part of the history; fetch the rest first.")
        if repository.is_shallow
        else N_("See what was kept, and when: ct58 log")
    )
    return BadUsage(
        msg(N_("There is no revision “{name}”{suggestion}."), name=name, suggestion=near), msg(hint)
    )


def range_of(name: str) -> tuple[str, str] | None:
    """The two names in `A...B` and `A..B`; the second is empty where it is left out. None for a name by itself."""
    for sign in ("...", ".."):
        start, found, end = name.partition(sign)
        if found and start:
            return start, end
    return None
