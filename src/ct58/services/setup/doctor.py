"""What may be wrong with this computer: every point is looked at, whatever the others say."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from importlib import metadata
from pathlib import Path

from ct58.domain.records.places import OWN_PREFIX
from ct58.domain.records.programme import NEWEST_FORMAT
from ct58.errors import Ct58Error, EnvironmentProblem, Refused
from ct58.errors.system import USE_UTF8, is_utf8, system_problem
from ct58.i18n import Message, N_, msg
from ct58.patterns import pattern
from ct58.services.reading.data_source import left_off
from ct58.services.round.people import git_name
from ct58.services.setup.git_setup import joining_state
from ct58.services.setup.seed import seed_folder
from ct58.store.data_format import NewerFormat
from ct58.store.folders import cache_folder, is_own, remembered_person, state_folder
from ct58.store.loader import format_in
from ct58.store.sources import find_data_folder
from ct58.store.writer import locked
from ct58.vcs.conditions import Hindered, condition_of
from ct58.vcs.git import PROMISED, Git, Incomplete
from ct58.vcs.git_folder import git_folder_of
from ct58.vcs.repository import Repository, Revision, find_repository
from ct58.vcs.shared import open_shared
from ct58.vcs.sparse import left_out
from ct58.views.health import Computer, Grade, HealthPoint

OLDEST_GIT = (2, 26)
"""What reads a list of files from its input."""
UTF_8 = 65001
LONGEST_ROOT = 140
"""Letters of a data folder's path that leave room for its files on Windows (260 in all)."""
_SYNCED = pattern(r"onedrive|dropbox|google ?drive|icloud|nextcloud|zalo", re.IGNORECASE)
_TITLES = {
    "program": N_("ct58 and Python"),
    "portable": N_("Portable folder"),
    "packages": N_("Packages"),
    "letters": N_("Vietnamese letters"),
    "clock": N_("Clock"),
    "data": N_("Data folder"),
    "format": N_("Its format"),
    "place": N_("Where it lies"),
    "writing": N_("Writing to it"),
    "lock": N_("Lock"),
    "cache": N_("Quick memory"),
    "state": N_("Own notes (undo)"),
    "templates": N_("Templates"),
    "git": N_("git"),
    "history": N_("History of the data"),
    "copy": N_("This copy"),
    "name": N_("Your name"),
    "joining": N_("Joining two people's work"),
    "shared": N_("Shared place"),
}


def examine(
    computer: Computer,
    given: str | None,
    environment: Mapping[str, str],
    start: Path,
    wrong_templates: Callable[[Path], Iterable[Ct58Error]],
) -> Iterator[HealthPoint]:
    """Every point, in the order in which they depend on each other. What cannot be looked at is left out.

    `wrong_templates` tries those of an office: whoever makes documents knows how.
    """
    yield from _of_the_computer(computer)
    try:
        root = find_data_folder(given, environment, start)
    except EnvironmentProblem as error:
        yield _point("data", "error", error.message, error.hint)
        yield from _of_git(start, None, environment, computer.today)
        return
    yield _point("data", "ok", msg(N_("found: {folder}"), folder=str(root)))
    yield from _of_the_folder(root, environment, computer)
    yield _templates(root, tuple(wrong_templates(root)))
    yield from _of_git(root, root, environment, computer.today)


def _point(key: str, grade: Grade, said: Message, remedy: Message | None = None) -> HealthPoint:
    return HealthPoint(key=key, title=_TITLES[key], grade=grade, said=said, remedy=remedy)


# ------------------------------------------------------------------ computer


def _of_the_computer(computer: Computer) -> Iterator[HealthPoint]:
    said = msg(
        N_("ct58 {program}, Python {python}, {system}"),
        program=computer.program,
        python=computer.python,
        system=computer.system,
    )
    yield _point("program", "ok", said)
    yield _portable(computer)
    yield _packages()
    yield _letters(computer)


def _portable(computer: Computer) -> HealthPoint:
    """Whoever helps must know which of several on one computer is speaking."""
    if computer.portable_folder is None:
        return _point(
            "portable", "ok", msg(N_("no; run by the Python in {folder}"), folder=computer.python_folder)
        )
    return _point("portable", "ok", msg(N_("yes: {folder}"), folder=computer.portable_folder))


def _packages() -> HealthPoint:
    """The packages that ct58 itself names, each by its version."""
    try:
        named = [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in _required()]
    except metadata.PackageNotFoundError:
        return _point("packages", "ok", msg(N_("run from a copy of the source, not looked at")))
    found = {name: _version(name) for name in named}
    missing = [name for name, version in found.items() if version is None]
    if missing:
        remedy = msg(N_("Install ct58 again; that brings its packages along."))
        return _point("packages", "error", msg(N_("missing: {names}"), names=", ".join(missing)), remedy)
    shown = ", ".join(f"{name} {version}" for name, version in found.items())
    return _point("packages", "ok", msg(N_("there: {packages}"), packages=shown))


def _required() -> list[str]:
    return [line for line in metadata.requires("ct58") or () if ";" not in line]


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _letters(computer: Computer) -> HealthPoint:
    """Names of files need an encoding that has every letter; so does an old console."""
    if not is_utf8(computer.encoding):
        said = msg(N_("names of files are written in {encoding}"), encoding=computer.encoding)
        return _point("letters", "warning", said, msg(USE_UTF8))
    if computer.code_page not in (None, UTF_8):
        remedy = msg(N_("Type: chcp 65001, or use Windows Terminal."))
        said = msg(N_("the window uses code page {page}"), page=computer.code_page)
        return _point("letters", "warning", said, remedy)
    return _point("letters", "ok", msg(N_("written and shown: Đảng ủy, Ước, Quý")))


# -------------------------------------------------------------------- folder


def _of_the_folder(root: Path, environment: Mapping[str, str], computer: Computer) -> Iterator[HealthPoint]:
    yield from _format(root)
    yield _place(root, computer)
    problem = _write_problem(root)
    yield _writing("writing", "error", root, problem)
    if problem is None:
        yield _lock(root)
    for key, folder in (
        ("cache", cache_folder(environment, root)),
        ("state", state_folder(environment, root)),
    ):
        yield _own_folder(key, folder)


def _format(root: Path) -> Iterator[HealthPoint]:
    """The number of the data's form; nothing while the programme cannot be read, which is for the check to say."""
    try:
        found = format_in(root)
    except NewerFormat as error:
        yield _point("format", "error", error.message, error.hint)
        return
    if found == NEWEST_FORMAT:
        yield _point("format", "ok", msg(N_("{number}, the newest"), number=found))
    elif found is not None:
        text = N_("{number}; there is a newer one, {newest}: ct58 upgrade")
        yield _point("format", "ok", msg(text, number=found, newest=NEWEST_FORMAT))


def _place(root: Path, computer: Computer) -> HealthPoint:
    """Programs that copy folders behind one's back make second copies of files that two people changed."""
    synced = next((step for step in root.parts if _SYNCED.search(step)), None)
    if synced:
        remedy = msg(N_("Keep the data elsewhere, and share it through ct58 submit and ct58 sync."))
        said = msg(N_("in a folder that another program copies ({name})"), name=synced)
        return _point("place", "warning", said, remedy)
    if computer.system.startswith("Windows") and len(str(root)) > LONGEST_ROOT:
        remedy = msg(N_("Move it nearer to the top of the disk, for example D:\\ct58."))
        return _point("place", "warning", msg(N_("its path is very long")), remedy)
    return _point("place", "ok", msg(N_("on this computer or a shared drive")))


def _own_folder(key: str, folder: Path) -> HealthPoint:
    """A folder of the user's own: what others could have written there is not used."""
    problem = _write_problem(folder)
    if problem is None and not is_own(folder):
        said = msg(N_("not used: {folder} is somebody else's, or others may write there"), folder=str(folder))
        return _point(key, "warning", said, msg(N_("Delete this folder; ct58 makes it anew.")))
    return _writing(key, "warning", folder, problem)


def _write_problem(folder: Path) -> Message | None:
    """Why nothing can be written to a folder; None where it can."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=OWN_PREFIX, suffix=".tmp") as stream:
            stream.write(b"\0" * 4096)
            stream.flush()
    except OSError as error:
        return system_problem(error)
    return None


def _writing(key: str, grade: Grade, folder: Path, problem: Message | None) -> HealthPoint:
    if problem is None:
        return _point(key, "ok", msg(N_("possible")))
    said = msg(N_("not possible in {folder}: {problem}"), folder=str(folder), problem=problem)
    return _point(key, grade, said, msg(N_("Free some space, or ask for the right to write there.")))


def _lock(root: Path) -> HealthPoint:
    try:
        with locked(root, "ct58 doctor", 0.0):
            return _point("lock", "ok", msg(N_("free")))
    except Refused as error:
        return _point("lock", "warning", error.message, error.hint)


def _templates(root: Path, wrong: Sequence[Ct58Error]) -> HealthPoint:
    """What is wrong with the office's own; else which are not those of this version: changed, or left from an earlier one."""
    if wrong:
        said = reduce(
            lambda one, other: msg("{one} · {other}", one=one, other=other), [e.message for e in wrong]
        )
        return _point("templates", "error", said, wrong[0].hint)
    brought = [path for path in sorted((seed_folder() / "templates").iterdir()) if path.is_file()]
    own = [path.name for path in brought if _is_other(root.parent / "templates" / path.name, path)]
    if not own:
        return _point("templates", "ok", msg(N_("those that this ct58 brings")))
    text = N_("your own, or from an earlier ct58: {files}; where one is deleted, ct58's is used")
    return _point("templates", "ok", msg(text, files=", ".join(own)))


def _is_other(own: Path, brought: Path) -> bool:
    """Whether the office has a template that says something else; one that cannot be read is for the documents to say."""
    try:
        return own.read_bytes() != brought.read_bytes()
    except OSError:
        return False


# ----------------------------------------------------------------------- git


def _of_git(
    folder: Path, root: Path | None, environment: Mapping[str, str], today: dt.date
) -> Iterator[HealthPoint]:
    git = Git(folder, environment)
    try:
        version = git.line(["version"])
    except Ct58Error as error:
        yield _point("git", "warning", error.message, error.hint)
        return
    yield _git(version)
    if root is not None:
        yield from _of_the_history(root, environment, today)


def _git(version: str) -> HealthPoint:
    numbers = tuple(map(int, re.findall(r"[0-9]+", version)[:2]))
    said = msg(N_("version {version}"), version=version.removeprefix("git version "))
    if numbers < OLDEST_GIT:
        return _point("git", "warning", said, msg(N_("Too old for ct58 save; install a newer one.")))
    return _point("git", "ok", said)


def _of_the_history(root: Path, environment: Mapping[str, str], today: dt.date) -> Iterator[HealthPoint]:
    set_up = msg(N_("Set it up once: ct58 init {folder} --git"), folder=str(root.parent))
    try:
        repository = find_repository(root, environment)
        head = _whole_head(repository) if repository else None
    except EnvironmentProblem as error:
        yield _point("history", "error", error.message, error.hint)
        yield _clock(today, None)
        return
    if repository is None:
        yield _point("history", "warning", msg(N_("none: nothing can be saved, sent or compared")), set_up)
        yield _clock(today, None)
        return
    last = head.when.date() if head else None
    yield _history(repository, last)
    yield _clock(today, last)
    yield _copy(root, repository, environment)
    yield _name(repository, state_folder(environment, root))
    yield _joining(repository.git, set_up)
    yield _shared(repository)


def _whole_head(repository: Repository) -> Revision | None:
    """What was saved last, read as a whole, and git's own list of the files: so a damaged disk is found.

    Raises EnvironmentProblem for either.
    """
    repository.git.run(["ls-files"])
    head = repository.find("HEAD")
    if head is not None and repository.git.ask(["config", "--get-regexp", PROMISED]) is None:
        repository.contents(blob.id for blob in repository.at("").tree(head).values())
    return head


def _history(repository: Repository, last: dt.date | None) -> HealthPoint:
    own = git_folder_of(repository.git.folder)
    condition = condition_of(repository.git.folder)
    lock = own / "index.lock" if own else None
    if condition is None and lock is not None and lock.exists():
        condition = "busy"
    if condition is not None:
        hindered = Hindered(condition, lock or repository.git.folder)
        return _point("history", "warning", hindered.message, hindered.hint)
    if last is None:
        return _point("history", "warning", msg(N_("nothing was saved yet")), msg(N_("Type: ct58 save")))
    if own is not None and not (own / "index").exists():
        said = msg(N_("git has lost its list of the files of this folder"))
        return _point(
            "history", "warning", said, msg(N_("Nothing is lost: the next ct58 save makes it anew."))
        )
    return _point("history", "ok", msg(N_("saved last on {day}"), day=last))


def _copy(root: Path, repository: Repository, environment: Mapping[str, str]) -> HealthPoint:
    """Copies that leave something out answer for less than the whole; what reads them refuses or says so."""
    missing = left_out(root, environment)
    if missing:
        return _point("copy", "warning", *left_off(missing))
    if repository.git.ask(["config", "--get-regexp", PROMISED]) is not None:
        return _point(
            "copy", "warning", msg(N_("older contents were left out when it was copied")), Incomplete().hint
        )
    if repository.is_shallow:
        remedy = msg(N_("The next ct58 sync fetches them; or: git fetch --unshallow"))
        return _point("copy", "warning", msg(N_("older revisions were left out when it was copied")), remedy)
    return _point("copy", "ok", msg(N_("nothing was left out when it was copied")))


def _clock(today: dt.date, last: dt.date | None) -> HealthPoint:
    """A clock that is behind what was saved already would date new records wrongly."""
    if last is not None and today < last - dt.timedelta(days=1):
        said = msg(N_("it says {today}, but something was saved on {day}"), today=today, day=last)
        return _point("clock", "error", said, msg(N_("Set the date and the time zone of the computer.")))
    return _point("clock", "ok", msg(N_("it says {today}"), today=today))


def _name(repository: Repository, state: Path) -> HealthPoint:
    name = remembered_person(state) or git_name(repository.git)
    if not name:
        return _point("name", "ok", msg(N_("asked for at the first ct58 save")))
    return _point("name", "ok", msg(N_("{name} (another: --as)"), name=name))


def _joining(git: Git, set_up: Message) -> HealthPoint:
    state = joining_state(git)
    if state == "set":
        return _point("joining", "ok", msg(N_("by what the records say, outside of ct58 sync too")))
    if state == "unasked":
        return _point("joining", "warning", msg(N_("by what the records say in ct58 sync only")), set_up)
    said = msg(N_("by what the records say in ct58 sync only, since this copy lacks the setting"))
    return _point("joining", "warning", said, msg(N_("The next ct58 save or ct58 sync sets it up.")))


def _shared(repository: Repository) -> HealthPoint:
    try:
        shared = open_shared(repository)
        shared.knock()
    except EnvironmentProblem as error:
        return _point("shared", "warning", error.message, error.hint)
    return _point("shared", "ok", msg(N_("it answers")))
