"""What a run finds around it, read once: clock, folder, environment, terminal; then only passed on."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ct58.cli.language import tell_aside
from ct58.i18n import Message, N_, Translator, msg
from ct58.records import record
from ct58.render.words.speech import Speech

if TYPE_CHECKING:
    from ct58.domain.records.office import Office
    from ct58.domain.records.places import UnreadRecords
    from ct58.domain.records.report_index import Remembers
    from ct58.domain.records.terms import Terminology
    from ct58.errors import EnvironmentProblem
    from ct58.services.reading.data_source import DataSource, Progress
    from ct58.services.reading.named_sources import NamedSources
    from ct58.services.reading.opening import Slice
    from ct58.services.reading.revision_source import RevisionSource
    from ct58.services.writing.recording import Desk
    from ct58.store.cache import RecordCache
    from ct58.store.sources import NoDataFolder
    from ct58.vcs.repository import Repository
    from ct58.views.reported import Recall

COMPLETION_VARIABLE = "_CT58_COMPLETE"
"""Set by a shell that asks for completions; see `ct58 completion`."""


@record
class Options:
    """The options that all commands have in common, as typed."""

    data: str | None = None
    as_of: str | None = None
    rev: str | None = None
    format: str | None = None
    output: str | None = None
    to_pipe: bool = False
    """Whether `-o -` asks for what a file would have, on standard output."""
    force: bool = False
    strict: bool = False
    quiet: bool = False
    debug: bool = False
    color: str | None = None
    no_pager: bool = False


@record
class Surroundings:
    """The edge of the program: everything that is not an argument.

    `clock` is the computer's own day, for what is about this computer and its history; all else asks for `today`.
    """

    clock: dt.date
    folder: Path
    environment: Mapping[str, str]
    speech: Speech
    is_terminal: bool
    can_ask: bool
    width: int
    holder: str = ""
    words: str
    options: Options = field(default_factory=Options)
    opened: list[UnreadRecords] = field(default_factory=list)
    """Of each office that this run has opened, what could not be read: whatever is shown of it says so."""
    answering: list[Remembers] = field(default_factory=list)
    """What remembers what was worked out of each of them."""
    is_apart: bool = False
    """Whether what is shown is of no data folder, so that the one this run may lie in has nothing to do with it."""

    def with_options(self, **given: object) -> Surroundings:
        """The same, with the common options of the command line."""
        found = replace(self, options=replace(self.options, **given))  # type: ignore[arg-type]
        if found.where != self.where:
            found.speech.learn(found.terms)
        return found

    @property
    def where(self) -> tuple[str | None, str | None]:
        """Which data is asked about, as typed."""
        return self.options.data, self.options.rev

    def apart(self) -> Surroundings:
        """The same for what is about no data folder."""
        return replace(self, is_apart=True)

    def on_another_day(self) -> Surroundings:
        """The same after the practice day was moved: what day it is is asked anew."""
        return replace(self)

    @cached_property
    def terminal(self) -> str:
        """Which window this is: what it showed last is its own, though two people may share one login."""
        return _terminal(self.environment)

    @cached_property
    def today(self) -> dt.date:
        """The day that it is: of an office for practice its own, else the clock's. Whatever needs a day asks here."""
        return self.practice_today or self.clock

    @cached_property
    def practice_today(self) -> dt.date | None:
        """The day that it is in an office for practice; None in a real one, and where there is none."""
        if self.is_apart:
            return None
        from ct58.errors import EnvironmentProblem
        from ct58.services.reading.data_source import FolderSource, practice_day
        from ct58.store.sources import NoDataFolder

        try:
            root = self._root_on_disk()
            return practice_day(FolderSource(root, self.cache(root)))
        except NoDataFolder:
            newest = self._newest_without_folder()
            return practice_day(newest) if newest else None
        except EnvironmentProblem:  # whoever opens the office says so
            return None

    @property
    def practice_note(self) -> Message | None:
        """What every screen of an office for practice says."""
        day = self.practice_today
        if day is None:
            return None
        return msg(N_("Practice: today is {weekday}, {day}."), weekday=self.speech.weekday(day), day=day)

    @property
    def as_of(self) -> dt.date:
        """The day to answer for: `--as-of`, else today."""
        if not self.options.as_of:
            return self.today
        from ct58.domain.time.dates import parse_date

        return parse_date(self.options.as_of, self.today)

    @property
    def other_day(self) -> dt.date | None:
        """The day to answer for where it is another than today: what leads on from the answer names it."""
        return self.as_of if self.as_of != self.today else None

    @property
    def root(self) -> Path:
        """The data folder. Raises EnvironmentProblem where none is on the disk."""
        from ct58.store.sources import NoDataFolder

        try:
            return self._root_on_disk()
        except NoDataFolder as error:
            known_better = self._found_instead(error)
            if known_better is None:
                raise
            raise known_better from error

    def _found_instead(self, error: NoDataFolder) -> EnvironmentProblem | None:
        """What is there instead of the data folder: a history alone, or one that cannot be read; None where nothing is."""
        from ct58.errors import EnvironmentProblem
        from ct58.services.reading.revision_names import HeadlessHistory
        from ct58.store.sources import NoDataFolder
        from ct58.vcs.conditions import Hindered

        try:
            newest = self._without_folder("HEAD")
        except HeadlessHistory as headless:
            return headless
        except Hindered as hindered:  # it may be the very place where the data is
            return NoDataFolder(error.message, _both(hindered.message, hindered.hint))
        except EnvironmentProblem:
            return None
        if newest is None:
            return None
        return EnvironmentProblem(
            msg(
                N_("{folder} keeps only the history of the data; no data folder is there."),
                folder=self._start,
            ),
            msg(N_("To read, name a revision: --rev HEAD. To record, work in a copy of your own.")),
        )

    def _root_on_disk(self) -> Path:
        from ct58.store.sources import find_data_folder

        return find_data_folder(self.options.data, self.environment, self.folder)

    @property
    def _start(self) -> str:
        """Where data is looked for."""
        return str(self.options.data or self.environment.get("CT58_DATA") or self.folder)

    def on_history(self) -> Surroundings:
        """The same for what is asked of the past: where the data is not on the disk, at the newest revision."""
        if self.options.rev is None and not self._is_on_disk():
            return self.with_options(rev="HEAD")
        return self

    def _is_on_disk(self) -> bool:
        """Whether the data is there as a whole, or nowhere at all."""
        from ct58.store.sources import NoDataFolder
        from ct58.vcs.sparse import left_out

        try:
            return not left_out(self._root_on_disk(), self.environment)
        except NoDataFolder:
            return self._newest_without_folder() is None

    def open(self, part: Slice, day: dt.date | None = None) -> Office:
        """The office as known on a day (default: as-of), with the slice of the data that the command needs."""
        from ct58.domain.standing.hindsight import as_known

        return as_known(self._opened(part), day or self.as_of)

    def open_whole(self, part: Slice) -> Office:
        """The same with all that is recorded, whatever its day and its errors: for writing, and for the records' history."""
        return self._opened(part, with_errors=True)

    def keep_results(self) -> None:
        """Remember what was worked out of each office for the next time it is asked."""
        for remembers in self.answering:
            remembers.save()

    def _opened(self, part: Slice, *, with_errors: bool = False) -> Office:
        from ct58.services.reading.opening import open_office

        notes: list[Message] = []
        office = open_office(
            self.source,
            part,
            notes.append,
            self.progress(),
            is_strict=self.options.strict,
            with_errors=with_errors,
        )
        if office.unread not in self.opened:  # else it was said when the office was opened before
            for note in notes:
                self.warn(note)
        self.opened.append(office.unread)
        if (remembers := office.by_period.remembers) is not None:
            self.answering.append(remembers)
        self.speech.learn(office.terms)
        return office

    def terms(self) -> Terminology:
        """What the data calls bodies and units, for who shows something of it and has not opened the office."""
        from ct58.domain.records.terms import NO_TERMS
        from ct58.errors import Ct58Error
        from ct58.services.reading.data_source import read_programme

        try:
            return read_programme(self.source).terms
        except (Ct58Error, OSError):
            return NO_TERMS

    @property
    def unread(self) -> UnreadRecords | None:
        """What could not be read of the data that is shown; None where no office was opened."""
        return self.opened[-1] if self.opened else None

    @cached_property
    def source(self) -> DataSource:
        """Where the data comes from: the folder, or with `--rev` a revision; looked up once a run."""
        from ct58.services.reading.data_source import whole_folder

        if self.options.rev is not None:
            return self._revision(self.options.rev)
        root = self.root
        return whole_folder(root, self.cache(root), self.environment)

    def _revision(self, name: str) -> DataSource:
        """The data as a revision has it; also where nothing of it lies on the disk."""
        from ct58.services.reading.revision_names import source_at
        from ct58.store.sources import NoDataFolder

        try:
            root = self._root_on_disk()
        except NoDataFolder:
            found = self._without_folder(name)
            if found is not None:
                return found
            raise
        self.tell_condition()
        return source_at(root, self.cache(root), name, self.environment, self.clock, self.warn)

    def _newest_without_folder(self) -> RevisionSource | None:
        """The newest revision, where no data is on the disk; who has no git, or none that opens, has none either.

        Where HEAD names no branch that is there, the newest of those that are stands for it.
        """
        from ct58.errors import EnvironmentProblem
        from ct58.services.reading.revision_names import HeadlessHistory

        try:
            return self._without_folder("HEAD")
        except HeadlessHistory as headless:
            return self._without_folder(headless.branch)
        except EnvironmentProblem:
            return None

    def _without_folder(self, name: str) -> RevisionSource | None:
        """The data as a revision has it, where none is on the disk."""
        from ct58.services.reading.revision_names import source_without_checkout

        start = self.folder / self._start
        return source_without_checkout(start, self.cache, name, self.environment, self.clock, self.warn)

    def named_sources(self) -> NamedSources:
        """What names mean to a comparison."""
        from ct58.services.reading.named_sources import NamedSources
        from ct58.store.sources import NoDataFolder

        try:
            root, newest = self._root_on_disk(), None
        except NoDataFolder:
            newest = self._newest_without_folder()
            if newest is None:
                raise
            root = newest.root
        return NamedSources(root, self.cache, self.environment, self.clock, newest, self.warn)

    def repository(self) -> Repository:
        """The repository of the data. Raises EnvironmentProblem where there is none."""
        from ct58.services.reading.revision_source import RevisionSource
        from ct58.vcs.repository import repository_of

        source = self.source
        if isinstance(source, RevisionSource):
            return source.repository
        return repository_of(source.root, self.environment)

    def tell_condition(self) -> None:
        """A line on stderr where the folder is in the midst of a work, or stands at an old state: what is read may be, too."""
        from ct58.errors import EnvironmentProblem
        from ct58.vcs.conditions import Hindered, condition_of

        try:
            condition = condition_of(self._root_on_disk())
        except EnvironmentProblem:  # no folder is on the disk, so none is half-way
            return
        if condition is not None:
            found = Hindered(condition)
            self.warn(_both(found.message, found.hint))

    def memory_of_revisions(self) -> RecordCache | None:
        """What remembers the records of earlier revisions."""
        from ct58.services.reading.data_source import memory_of_revisions

        return memory_of_revisions(self.cache(self.source.root))

    def recall(self, part: Slice) -> Recall:
        """How the data of an earlier revision is read, as the same slice."""
        from ct58.services.reading.revision_source import recall_from

        root = self.source.root
        return recall_from(root, self.cache(root), self.repository, part)

    def cache(self, root: Path) -> Path:
        """Where valid records of a data folder are remembered."""
        from ct58.store.folders import cache_folder

        return cache_folder(self.environment, root)

    def desk(self) -> Desk:
        """Where this run records: the data, the user's own folders, and who is writing."""
        from ct58.services.writing.recording import Desk
        from ct58.store.folders import state_folder

        root = self.root
        state = state_folder(self.environment, root)
        return Desk(
            root=root,
            cache=self.cache(root),
            state=state,
            holder=self.holder or _holder(state, self.environment),
            words=self.words,
        )

    def warn(self, message: Message) -> None:
        """A line on stderr, unless quiet."""
        if not self.options.quiet:
            tell_aside(self._of_the_day(self.speech.say(message)))

    def _of_the_day(self, text: str) -> str:
        """What leads on from an answer of another day is of that day, too."""
        if self.other_day is None:
            return text
        from ct58.cli.same_day import on_the_day

        return on_the_day(text, self.other_day.isoformat())

    def progress(self, label: str = N_("Reading the data")) -> Progress | None:
        """A progress line on stderr for what takes long, where somebody watches."""
        if self.options.quiet or not sys.stderr.isatty():
            return None

        from ct58.cli.gate import drawn_on

        return Ticker(drawn_on(sys.stderr), self.speech, label).tick


def _both(one: Message, other: Message | None) -> Message:
    return msg("{one} {other}", one=one, other=other) if other is not None else one


def look_around(speech: Speech, arguments: Sequence[str]) -> Surroundings:
    """Read clock, folder, environment and terminal."""
    around = Surroundings(
        clock=dt.datetime.now().astimezone().date(),
        folder=Path.cwd(),
        environment=os.environ,
        speech=speech,
        is_terminal=sys.stdout.isatty(),
        can_ask=sys.stdin.isatty() and sys.stdout.isatty(),
        width=_width(),
        words=" ".join(arguments),
    )
    speech.learn(around.terms)
    return around


def _holder(state: Path, environment: Mapping[str, str]) -> str:
    """Who writes, for whoever has to wait: person or login, computer, process, time."""
    import platform

    from ct58.store.folders import remembered_person

    now = dt.datetime.now().astimezone()
    who = remembered_person(state) or environment.get("USERNAME") or environment.get("USER") or _login()
    where = ", ".join(part for part in (who, platform.node()) if part)
    return f"{where} (pid {os.getpid()}, {now:%H:%M:%S})"


def _terminal(environment: Mapping[str, str]) -> str:
    """The window's own name: on Windows its console, elsewhere the device and the session that began in it."""
    if sys.platform == "win32":
        import ctypes

        console = ctypes.windll.kernel32.GetConsoleWindow()
        return f"{environment.get('WT_SESSION', '')} {console}"
    devices = []
    for descriptor in range(3):
        try:
            devices.append(os.ttyname(descriptor))
        except OSError:
            continue
    return f"{devices[0] if devices else ''} {os.getsid(0)}"


def _login() -> str:
    """The account's name as the system keeps it; empty where it has none, as in some containers."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _width() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


_PATIENCE = 1.0
"""Seconds before anything is shown."""


class Ticker:
    """Shows files done and in all on one line, and wipes it at the end."""

    def __init__(self, stream: TextIO, speech: Translator, label: str = N_("Reading the data")) -> None:
        self._stream = stream
        self._label = speech.gettext(label)
        self._began = time.monotonic()
        self._shown = ""

    def tick(self, done: int, total: int) -> None:
        """One more is done."""
        if time.monotonic() - self._began < _PATIENCE:
            return
        text = "" if done >= total else f"{self._label} {done}/{total}"
        if done % 25 == 0 or not text:
            self._stream.write("\r" + " " * len(self._shown) + "\r" + text)
            self._stream.flush()
            self._shown = text
