"""Beginning a folder that follows another one: an older programme's, or one that was handed over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ct58.domain.planning.following import Following, FollowingWords, following
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Horizon
from ct58.domain.records.unit_search import find_unit
from ct58.domain.standing.hindsight import as_known
from ct58.domain.text.suggestions import first_few
from ct58.errors import BadUsage, EnvironmentProblem, InvalidData, Refused
from ct58.errors.rules import severity_of
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.services.reading.data_source import FolderSource, load_data
from ct58.services.setup.seeding import Begun, begin, contents_of
from ct58.store.sources import everything
from ct58.vcs.repository import find_repository

_MOST_NAMED = 3
_MOST_YEARS = 50


@record
class OldFolder:
    """A folder whose programme another one follows: the data, the office on the day, and the revision, if git keeps one."""

    root: Path
    office: Office
    revision: str | None


def open_old(root: Path, environment: Mapping[str, str], day: dt.date) -> OldFolder:
    """Read a folder to be followed, whole. Raises EnvironmentProblem where it is none, InvalidData where it has errors."""
    loaded = load_data(FolderSource(root, None), everything)
    errors = [finding for finding in loaded.located() if severity_of(finding) == "error"]
    if errors or loaded.office is None:
        named = list(dict.fromkeys(f"{one.file}:{one.line} [{one.code}]" for one in errors))
        text = N_("{folder} has {count} errors, so nothing was taken over: {files}.")
        raise InvalidData(
            msg(text, folder=str(root), count=len(errors), files=first_few(named, _MOST_NAMED)),
            msg(N_("See: ct58 check --data {folder}"), folder=str(root)),
        )
    return OldFolder(root=root, office=as_known(loaded.office, day), revision=_revision(root, environment))


def _revision(root: Path, environment: Mapping[str, str]) -> str | None:
    """The revision that the folder stands at; None without git."""
    try:
        repository = find_repository(root, environment)
        found = repository.find("HEAD") if repository else None
    except EnvironmentProblem:
        return None
    return found.short if found else None


@record
class FollowWishes:
    """What was said of the new programme, and which units are meant (None: all that are still there)."""

    number: str | None = None
    issued_on: dt.date | None = None
    years: Horizon | None = None
    units: tuple[str, ...] | None = None


@record
class Followed:
    """What was taken over, and what was begun with it."""

    taken: Following
    begun: Begun


def follow(
    old: OldFolder,
    target: Path,
    wishes: FollowWishes,
    environment: Mapping[str, str],
    today: dt.date,
    say: Callable[[Message], str],
    *,
    with_git: bool = False,
    dry_run: bool = False,
) -> Followed:
    """Make a new folder of what goes on of an old one. Raises Refused where there are files in the new one.

    In a trial it only says what that would be.
    """
    office = old.office
    if target.is_dir() and any(target.iterdir()):
        raise Refused(
            msg(N_("{folder} has files already, so nothing was taken over."), folder=str(target)),
            msg(N_("Choose an empty or new folder.")),
        )
    words = FollowingWords(
        day=today,
        number=wishes.number or say(msg(N_("(no number yet)"))),
        issued_on=wishes.issued_on or today,
        years=wishes.years,
        units=_chosen(office, wishes.units),
        origin=say(_origin(old, today)),
        committee=say(msg(N_("(name of the committee)"))),
    )
    taken = following(office, words)
    data = contents_of(taken.files)
    begun = begin(target, environment, say, with_git=with_git, data=data, dry_run=dry_run)
    return Followed(taken=taken, begun=begun)


def _origin(old: OldFolder, today: dt.date) -> Message:
    """`Tiếp nhận từ 10-CTr/ĐU, bản 1a2b3c4, ngày 29/11/2026`."""
    number = old.office.programme.head.number
    if old.revision is None:
        return msg(N_("Taken over from {number} on {day}"), number=number, day=today)
    text = N_("Taken over from {number}, revision {revision}, on {day}")
    return msg(text, number=number, revision=old.revision, day=today)


def _chosen(office: Office, named: Iterable[str] | None) -> frozenset[str] | None:
    """The units that are named, by id or name. Raises BadUsage for one that nobody knows."""
    return None if named is None else frozenset(find_unit(office, name).id for name in named)


def named_units(text: str, folder: Path) -> tuple[str, ...]:
    """The units of a list: a file with one a line, else words with commas between them. Raises BadUsage for an empty one."""
    file = folder / text
    try:
        said = file.read_text("utf-8-sig").splitlines() if file.is_file() else text.split(",")
    except (OSError, UnicodeError) as error:
        raise BadUsage(msg(N_("{file} cannot be read as a list of units."), file=text)) from error
    found = tuple(name for line in said if (name := line.strip()) and not name.startswith("#"))
    if not found:
        raise BadUsage(msg(N_("No unit is named.")), msg(N_("For example: --units so-y-te,so-cong-thuong")))
    return found


def years_of(text: str) -> Horizon:
    """`2026-2030`. Raises BadUsage for what is no span of years."""
    first, _dash, last = text.replace("..", "-").replace("–", "-").partition("-")
    if not (first.strip().isdecimal() and (last or first).strip().isdecimal()):
        raise BadUsage(msg(N_("“{text}” is no span of years."), text=text), msg(N_("For example: 2026-2030")))
    years = Horizon(from_=int(first), to=int(last or first))
    if not 2000 <= years.from_ <= years.to <= years.from_ + _MOST_YEARS:
        raise BadUsage(msg(N_("“{text}” is no span of years."), text=text), msg(N_("For example: 2026-2030")))
    return years
