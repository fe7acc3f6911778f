"""Beginning a new folder from the seed: programme, office, staff bodies, schemas; and the demo office."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ct58.domain.records.office import Record
from ct58.domain.records.places import DATA_FOLDER, OFFICE_FILE, PROGRAMME_FILE, place_of
from ct58.domain.records.programme import Programme
from ct58.errors import EnvironmentProblem, InvalidData, Refused
from ct58.errors.rules import hint_of, problem_of, severity_of
from ct58.errors.system import system_problem
from ct58.i18n import Message, N_, msg
from ct58.patterns import pattern
from ct58.records import positional_record, record
from ct58.services.setup.editor import SCHEMAS, schema_files
from ct58.services.setup.git_setup import ATTRIBUTES, IGNORED
from ct58.services.setup.seed import seed_folder
from ct58.store.loader import load
from ct58.store.output_file import refuse_name
from ct58.vcs.git import Committer, Git

if TYPE_CHECKING:
    from ct58.demo.history import Step

SEED_FOLDERS = (DATA_FOLDER, "templates", SCHEMAS)
_EXAMPLE = pattern(rb"(\r?\n#[^\n]*)?\r?\nexample: true(?=\r?\n|\Z)")
"""The mark of the data that is only to be looked at, with the remark above it."""


_ABOVE = f"{DATA_FOLDER}/"
_OFFICE = f"{_ABOVE}{OFFICE_FILE}"
_PRACTICE_REMARK = """
# Văn phòng tập làm: lệnh nào cũng coi ngày này là hôm nay. Chuyển sang ngày khác: ct58 practice 16/7/2024
"""


@record
class DemoSize:
    """How large a synthetic office is, and the seed that makes it the same every time.

    By default the programme's fourth year is halfway through, so that much is late and much is still to come.
    """

    units: int = 120
    quarters: int = 13
    seed: int = 58


@record
class Begun:
    """What was begun: how many files, and for a demo the day that its data is about."""

    files: int
    as_of: dt.date | None = None


def brought_programme() -> Programme:
    """The programme that ct58 brings along, as a new folder gets it."""
    content = (seed_folder() / DATA_FOLDER / PROGRAMME_FILE).read_bytes()
    office = load({PROGRAMME_FILE: content}, is_whole=False).office
    assert office is not None
    return office.programme


def without_mark(office_file: bytes) -> bytes:
    """The seed's office.yaml as that of somebody's own office."""
    return _EXAMPLE.sub(b"", office_file).rstrip() + b"\n"


def holds_data(target: Path) -> bool:
    """Whether a folder has data already."""
    return (target / DATA_FOLDER).exists() or (target / PROGRAMME_FILE).exists()


def refuse_taken(target: Path) -> None:
    """Raise Refused for a folder that has data already, BadUsage for one that no computer here can have."""
    refuse_name(target)
    if holds_data(target):
        raise Refused(
            msg(N_("{folder} already holds data, so nothing was written."), folder=str(target)),
            msg(N_("Choose an empty or new folder.")),
        )


def begin(
    target: Path,
    environment: Mapping[str, str],
    say: Callable[[Message], str],
    demo: DemoSize | None = None,
    *,
    with_git: bool = False,
    data: Mapping[str, bytes] | None = None,
    dry_run: bool = False,
) -> Begun:
    """Make DIR/data and DIR/schemas, with a demo office if asked for, and a git history if asked for.

    With `data` those are the files of the data folder, instead of the seed's. In a trial it only says how many there are.

    Raises Refused if the folder already has data, EnvironmentProblem if it cannot be written.
    """
    refuse_taken(target)
    try:
        files = dict(_seed_files()) if data is None else dict(_files_of(data))
        if demo is not None:
            files[_OFFICE] += practice_lines(_demo_day(demo))
        made = _Made(files, _dealt(files, demo) if demo is not None else None)
        made = replace(made, files={**files, **_schemas_of(made)})
        if not dry_run:
            with _nothing_half_made(target):
                _write_made(target, made, Git(target, environment) if with_git else None, say)
        return Begun(
            files=len(files) + len(made.demo_files), as_of=_demo_day(demo) if demo is not None else None
        )
    except OSError as error:
        raise EnvironmentProblem(
            msg(
                N_("{folder} cannot be written: {problem}."),
                folder=str(target),
                problem=system_problem(error),
            )
        ) from error


@contextmanager
def _nothing_half_made(target: Path) -> Iterator[None]:
    """Whatever stops the work takes away again what it made, so that the same command can be called anew."""
    folders = [target / name for name in (*SEED_FOLDERS, ".git")] if target.exists() else [target]
    made_here = [folder for folder in folders if not folder.exists()]
    try:
        yield
    except BaseException:
        for folder in made_here:
            shutil.rmtree(folder, ignore_errors=True)
        raise


@positional_record
class _Made:
    """What is to be written: the first files, and the history of a demo office."""

    files: Mapping[str, bytes]
    history: Sequence[Step] | None

    @cached_property
    def demo_files(self) -> Mapping[str, Record]:
        """The records at the end of the history, by their place."""
        from ct58.demo import files_at_the_end

        return files_at_the_end(self.history) if self.history is not None else {}


_NAMED_IN_SCHEMAS = ("programme", "office", "unit", "item", "amendment")


def _schemas_of(made: _Made) -> Mapping[str, bytes]:
    """The schemas of the folder as it will be."""
    data = {file.removeprefix(_ABOVE): content for file, content in made.files.items() if _is_named(file)}
    dealt = {file: _content(file, entry) for file, entry in made.demo_files.items() if _is_named(file)}
    office = load({**data, **dealt}, is_whole=False).office
    assert office is not None
    return {f"{SCHEMAS}/{name}": content for name, content in schema_files(office).items()}


def _is_named(file: str) -> bool:
    place = place_of(file.removeprefix(_ABOVE))
    return place is not None and place.kind in _NAMED_IN_SCHEMAS


def _write_made(target: Path, made: _Made, git: Git | None, say: Callable[[Message], str]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    _write(target, made.files)
    if git is not None:
        git.run(["init", "--quiet", "--initial-branch=main"])
        who = _BEGINNER if made.history is None else _signature(None)
        git.commit(sorted(made.files), say(msg(N_("Begin the folder"))), who)
    if made.history is not None:
        _write_demo(target, made, made.history, git, say)


def practice_lines(day: dt.date) -> bytes:
    """What makes office.yaml that of an office for practice."""
    return f"{_PRACTICE_REMARK}practice_today: {day.isoformat()}\n".encode()


def _demo_day(size: DemoSize) -> dt.date:
    from ct58.demo import demo_as_of

    return demo_as_of(brought_programme(), size.quarters)


def _dealt(files: Mapping[str, bytes], size: DemoSize) -> Sequence[Step]:
    """The history of a demo office, made for the programme of the first files."""
    from ct58.demo import demo_history

    data = {file.removeprefix(_ABOVE): content for file, content in files.items() if file.startswith(_ABOVE)}
    office = load(data).office
    assert office is not None
    staff = tuple(office.units.values())
    return demo_history(office.programme, size.units, size.quarters, size.seed, staff)


def _write_demo(
    target: Path,
    made: _Made,
    history: Sequence[Step],
    git: Git | None,
    say: Callable[[Message], str],
) -> None:
    """Write the demo office; with git, commit by commit as it came about."""
    from ct58.demo import demo_commits

    if git is not None:
        for commit in demo_commits(history):
            contents = {f"data/{file}": _content(file, entry) for file, entry in commit.files.items()}
            _write(target, contents)
            git.commit(sorted(contents), say(commit.message), _signature(commit.day))
    _write(target, {f"data/{file}": _content(file, entry) for file, entry in made.demo_files.items()})


def _content(file: str, entry: object) -> bytes:
    from ct58.domain.planning.edits import record_as_tree
    from ct58.store.yaml.canonical import file_content

    return file_content(file, record_as_tree(entry))


_BEGINNER = Committer(name="ct58", email="ct58@example.invalid")
"""Who begins a real folder, on the day that it is: nobody has said a name yet."""


def _signature(day: dt.date | None) -> Committer:
    """The demo's own name; a fixed day makes the history the same every time."""
    when = f"{day or dt.date(2021, 4, 7)}T08:00:00+07:00"
    return Committer(name="ct58 demo", email="demo@example.invalid", when=when)


def _seed_files() -> Iterator[tuple[str, bytes]]:
    """Path in the new folder → content."""
    seed = seed_folder()
    for name in SEED_FOLDERS:
        for path in sorted((seed / name).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                file = path.relative_to(seed).as_posix()
                yield file, without_mark(path.read_bytes()) if file == _OFFICE else path.read_bytes()
    yield ".gitignore", IGNORED.encode()
    yield ".gitattributes", ATTRIBUTES.encode()


def contents_of(records: Mapping[str, Record]) -> Mapping[str, bytes]:
    """Records as files of a data folder."""
    return {file: _content(file, entry) for file, entry in records.items()}


def _files_of(contents: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of a data folder, with the seed's templates and schemas. Raises InvalidData where they are wrong."""
    wrong = next((one for one in load(contents).findings if severity_of(one) == "error"), None)
    if wrong is not None:
        text = N_("Nothing was written, because the new data would be wrong in {file} ({code}): {problem}")
        raise InvalidData(
            msg(text, file=wrong.file, code=wrong.code, problem=problem_of(wrong)), hint_of(wrong)
        )
    yield from ((f"{DATA_FOLDER}/{file}", content) for file, content in contents.items())
    yield from (entry for entry in _seed_files() if not entry[0].startswith(f"{DATA_FOLDER}/"))


def _write(target: Path, files: Mapping[str, bytes]) -> None:
    """Write files of a folder that is being made; the user's own .gitignore is left as it is."""
    for name, content in files.items():
        path = target / name
        if path.exists() and not name.startswith("data/"):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
