"""No entry of the cache makes an answer differ from the files, however they came to be what they are.

Sequences drawn by chance: edits that keep the size within one tick of the clock and with the old times put back, files renamed over
others, swapped, copied with their times, linked, taken away and brought back, a clock that jumps by a day, a disk whose times are
coarse, a checkout, several runs at once. After each step every way of reading says the same with the cache of all steps before as without
any. A run of any length: `pytest tests/test_stale_cache.py --stale-seconds 3600`.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import NoReturn

import pytest
from tests.support.command_line import Ct58, in_this_process
from tests.support.examples import complete_office
from tests.support.repositories import git

from ct58.domain.records.places import PROGRAMME_FILE
from ct58.errors import Finding
from ct58.services.reading.data_source import DataSource, FolderSource, load_data, read_programme
from ct58.services.reading.revision_names import source_at
from ct58.store import sources, stat_index
from ct58.store.data_format import NewerFormat
from ct58.store.digests import digests_of
from ct58.store.sources import everything, read_folder

SEEDS = range(8)
TICKS = (1, 50_000_000, 2_000_000_000)
"""How far apart two times of a disk are at least, in nanoseconds: of today's, of a share, of a stick."""
DAY = 86_400
needs_times_of_change = pytest.mark.skipif(not stat_index.IS_TOLD, reason="the system does not tell them")
STEPS = 14
TODAY = dt.date(2022, 1, 15)


class Disk:
    """Says of files what a disk with coarse times says, whose clock may be set while the computer's only runs on.

    No second passes but by `wait`: all edits in between lie within one tick.
    """

    def __init__(self, patch: pytest.MonkeyPatch, tick: int) -> None:
        self.now = 1_000_000.0
        self.skew = 0.0
        self.tick = tick
        self.changed: dict[tuple[int, int], tuple[object, int]] = {}
        patch.setattr(stat_index, "FEW", -1)
        patch.setattr(stat_index, "status_of", self.status_of)
        patch.setattr(stat_index.StatIndex.__init__, "__defaults__", (lambda: self.now,))

    def status_of(self, found: os.stat_result) -> stat_index.FileStatus:
        """A change gets the disk's time of the first look at it."""
        key, real = (found.st_dev, found.st_ino), (found.st_ctime_ns, found.st_mtime_ns)
        if self.changed.get(key, (None, 0))[0] != real:
            self.changed[key] = real, self._time()
        modified = found.st_mtime_ns - found.st_mtime_ns % self.tick
        return found.st_size, modified, self.changed[key][1], found.st_ino, found.st_dev

    def _time(self) -> int:
        moment = int((self.now + self.skew) * 1e9)
        return moment - moment % self.tick

    def wait(self, dice: Random) -> None:
        """A while; perhaps somebody sets the disk's clock."""
        self.now += dice.choice([0, 0, 0.03, 1, 3.1, 10])
        self.skew += dice.choice([0, 0, 0, DAY, -DAY])


class Edits:
    """What people, git and disks do to the files of a folder, drawn by chance."""

    def __init__(self, root: Path, dice: Random, tick: int = 1) -> None:
        """`tick`: the times of the disk are multiples of it, in nanoseconds."""
        self.root = root
        self.dice = dice
        self.tick = tick
        self.gone: dict[Path, bytes] = {}

    def one(self) -> str:
        """Do one thing; its name."""
        does: tuple[Callable[[], None], ...] = (
            self.same_size, self.same_size, self.same_size, self.renamed_over, self.swapped, self.copied, self.clock_jumps,
            self.taken_away, self.brought_back, self.broken, self.linked, self.checked_out, self.committed,
        )  # fmt: skip
        chosen = self.dice.choice(does)
        chosen()
        for path in self._files() if self.tick > 1 else ():
            written = path.stat().st_mtime_ns
            if written % self.tick:
                os.utime(path, ns=(written, written - written % self.tick))
        return chosen.__name__

    def _files(self) -> list[Path]:
        return sorted(path for path in self.root.rglob("*.yaml") if path.is_file() and not path.is_symlink())

    def _file(self) -> Path:
        return self.dice.choice(self._files())

    def _changed(self, content: bytes) -> bytes:
        """The same size with another digit or small letter somewhere."""
        places = [n for n, sign in enumerate(content) if chr(sign) in "123456789"]
        if not places:
            return content
        place = self.dice.choice(places)
        return content[:place] + str(self.dice.randint(1, 9)).encode() + content[place + 1 :]

    def _put(self, path: Path, content: bytes, *, keeps_times: bool) -> None:
        status = path.stat()
        path.write_bytes(content)
        if keeps_times:
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def same_size(self) -> None:
        """As an editor, or a program that puts the times back."""
        path = self._file()
        self._put(path, self._changed(path.read_bytes()), keeps_times=self.dice.random() < 0.7)

    def renamed_over(self) -> None:
        """As a careful writer does, with the times of the old file."""
        path = self._file()
        status, new = path.stat(), path.with_suffix(".new")
        new.write_bytes(self._changed(path.read_bytes()))
        os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))
        new.replace(path)

    def swapped(self) -> None:
        """Two files change places: names, sizes and times stay in the folder."""
        one, other, aside = self._file(), self._file(), self.root / "aside"
        if one != other:
            one.rename(aside)
            other.rename(one)
            aside.rename(other)

    def copied(self) -> None:
        """One file over another, its times with it."""
        one, other = self._file(), self._file()
        if one != other and one.parent == other.parent and not other.samefile(one):
            shutil.copy2(one, other)

    def clock_jumps(self) -> None:
        """Times of the future, of long ago, of a day before or after, or of another file."""
        now, of_another = int(time.time()), self._file().stat().st_mtime_ns // 10**9
        moment = self.dice.choice([0, 2**31, now - DAY, now + DAY, of_another])
        path = self._file()
        content = self._changed(path.read_bytes())
        path.write_bytes(content)
        os.utime(path, (moment, moment))

    def taken_away(self) -> None:
        """But for the programme."""
        path = self._file()
        if path.name != PROGRAMME_FILE:
            self.gone[path] = path.read_bytes()
            path.unlink()

    def brought_back(self) -> None:
        """Perhaps changed."""
        if self.gone:
            path, content = self.gone.popitem()
            path.write_bytes(self._changed(content) if self.dice.random() < 0.5 else content)

    def broken(self) -> None:
        """And mended by a later step, or never."""
        path = self._file()
        if path.name != PROGRAMME_FILE:
            content = path.read_bytes()
            self._put(path, content.replace(b":", b" ", 1), keeps_times=True)
            self.gone[path] = content

    def linked(self) -> None:
        """One inode under two names: what is written to one is written to both."""
        one, other = self._file(), self._file()
        if one != other and one.parent == other.parent:
            other.unlink()
            try:
                os.link(one, other)
            except OSError:
                other.write_bytes(one.read_bytes())

    def committed(self) -> None:
        """What is there now becomes a revision."""
        git(self.root, "add", "--all", ".")
        git(self.root, "commit", "--quiet", "--allow-empty", "-m", "x")

    def checked_out(self) -> None:
        """The files of some revision, as git writes them."""
        revisions = git(self.root, "rev-list", "HEAD").split()
        git(self.root, "checkout", "--quiet", "--force", self.dice.choice(revisions), "--", ".")


def assert_same_answers(root: Path, cache: Path) -> None:
    """With the cache and without."""
    assert told(quick(root, cache)) == told(quick(root, None))


def told(source: DataSource) -> tuple[object, ...]:
    """The office, the records, what each file holds, the findings with their places; or that the data is of a format to come."""
    try:
        loaded = load_data(source, everything)
    except NewerFormat as error:
        return error.message.text, dict(error.message.params)
    return loaded.office, loaded.records, loaded.digests, loaded.located()


def quick(root: Path, cache: Path | None) -> FolderSource:
    """The folder, its files believed to be what they were by what the system says of them."""
    return FolderSource(root, cache, reads_all=False)


def assert_same_revision(root: Path, cache: Path) -> None:
    """The newest revision, read with the memory of revisions."""
    with_memory, without = (
        source_at(root, memory, "HEAD", os.environ, TODAY) for memory in (cache, root.parent / "no")
    )
    assert told(with_memory) == told(without)


def laid_out(root: Path) -> None:
    """An office under git, of one revision."""
    for name, content in complete_office().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    git(root, "init", "--quiet")
    git(root, "add", "--all", ".")
    git(root, "commit", "--quiet", "-m", "x")


def assert_never_stale(folder: Path, seed: int, patch: pytest.MonkeyPatch, steps: int = STEPS) -> None:
    """Many edits drawn by a seed, on a disk with times as coarse as the seed says."""
    root, cache = folder / "data", folder / "cache"
    laid_out(root)
    edits = Edits(root, Random(seed), TICKS[seed % len(TICKS)])  # noqa: S311 - chance, not secrets
    disk = Disk(patch, edits.tick)
    done: list[str] = []
    for step in range(steps):
        done.append(edits.one())
        disk.wait(edits.dice)
        try:
            for _ in range(edits.dice.choice([1, 1, 2, 3])):
                disk.wait(edits.dice)
                assert_same_digests(root, cache)
            assert_same_answers(root, cache)
            if step % 5 == 4:
                assert_same_revision(root, cache)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {', '.join(done)}") from error


@pytest.mark.parametrize("seed", SEEDS)
def test_the_cache_never_says_anything_else_than_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Whatever was done to them, and in whatever order."""
    assert_never_stale(tmp_path, seed, monkeypatch)


def test_nor_for_as_long_as_somebody_looks(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Other sequences, for the seconds that are asked for; none where nobody asks."""
    until = time.monotonic() + request.config.getoption("--stale-seconds")
    for seed in count(10_000):
        if time.monotonic() >= until:
            break
        folder = tmp_path / str(seed)
        with pytest.MonkeyPatch.context() as patch:
            assert_never_stale(folder, seed, patch, 3 * STEPS)
        shutil.rmtree(folder)


def assert_same_digests(root: Path, cache: Path) -> None:
    """What each file holds, and whether it is there."""
    without = read_folder(root)
    folder = quick(root, cache).read(everything)
    assert digests_of(folder.sources) == digests_of(without.sources)
    assert folder.findings == without.findings


def stale_looks(root: Path, cache: Path, edits: Edits, disk: Disk, seconds: float) -> int:
    """How often, of thirty edits, a file was taken for what it no longer was; `seconds` pass between two looks."""
    stale = 0
    for _ in range(30):
        edits.same_size()
        for _again in range(2):
            disk.now += seconds
            found = digests_of(quick(root, cache).read(everything).sources)
        stale += found != digests_of(read_folder(root).sources)
    return stale


def of_size_and_time(found: os.stat_result) -> stat_index.FileStatus:
    """What many a program thinks to be enough."""
    return found.st_size, found.st_mtime_ns, 0, 0, 0


@needs_times_of_change
def test_any_lesser_rule_would_be_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Believing size and time alone; believing at the first reading, where edits lie within a tick; and not the rule itself."""
    root, cache = tmp_path / "data", tmp_path / "cache"
    laid_out(root)
    disk = Disk(monkeypatch, TICKS[2])
    edits = Edits(root, Random(58), TICKS[2])  # noqa: S311 - chance, not secrets
    looks = partial(stale_looks, root, edits=edits, disk=disk)
    assert looks(cache=cache, seconds=3.1) == looks(cache=cache, seconds=0) == 0
    with monkeypatch.context() as patch:
        patch.setattr(stat_index, "APART", 0)
        assert looks(cache=cache / "hasty", seconds=0) > 20
    monkeypatch.setattr(stat_index, "status_of", of_size_and_time)
    assert looks(cache=cache / "naive", seconds=3.1) > 10


@needs_times_of_change
def test_what_did_not_change_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it was read twice, three seconds apart; and what changed is."""
    root, cache = tmp_path / "data", tmp_path / "cache"
    laid_out(root)
    disk = Disk(monkeypatch, 1)
    opened: list[str] = []
    bytes_of = sources._bytes

    def watched(file: str, *given: int) -> bytes | Finding:
        opened.append(file)
        return bytes_of(file, *given)

    monkeypatch.setattr(sources, "_bytes", watched)
    counts = []
    for seconds in (0, 2, 2, 0):
        disk.now += seconds
        opened.clear()
        quick(root, cache).read(everything)
        counts.append(len(opened))
    assert counts == [15, 15, 15, 0]
    (root / PROGRAMME_FILE).write_bytes((root / PROGRAMME_FILE).read_bytes())
    quick(root, cache).read(everything)
    assert opened == [PROGRAMME_FILE]


WORDS = (
    "status",
    "overdue --format json",
    "check --format json",
    "indicators --period 2021 --by unit",
    "reports --period 2021-Q2",
    "export",
    "show so-mau",
)
_LOOK = (
    "import sys; from pathlib import Path; from ct58.services.reading.data_source import FolderSource, load_data;"
    "from ct58.store.sources import everything;"
    "[load_data(FolderSource(Path(sys.argv[1]), Path(sys.argv[2]), reads_all=False), everything) for _ in range(6)]"
)


def refuse_to_write(*_args: object, **_more: object) -> NoReturn:
    """What a disk says on which nothing may be written."""
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def test_a_cache_that_cannot_be_written_only_costs_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was filled once, is never renewed from then on, and hides no edit; an empty one neither."""
    root, full, empty = tmp_path / "data", tmp_path / "cache", tmp_path / "empty"
    laid_out(root)
    disk = Disk(monkeypatch, TICKS[1])
    for _look in range(3):
        disk.now += stat_index.APART
        assert_same_answers(root, full)
    kept = {path: path.read_bytes() for path in full.rglob("*") if path.is_file()}
    monkeypatch.setattr("tempfile.mkstemp", refuse_to_write)
    edits = Edits(root, Random(58), TICKS[1])  # noqa: S311 - chance, not secrets
    for _edit in range(STEPS):
        edits.one()
        disk.wait(edits.dice)
        for cache in (full, empty):
            assert_same_digests(root, cache)
            assert_same_answers(root, cache)
    assert {path: path.read_bytes() for path in full.rglob("*") if path.is_file()} == kept
    assert list(empty.rglob("*.*")) == []


def test_several_runs_at_once_leave_nothing_stale_behind(tmp_path: Path) -> None:
    """Each writes the same cache while the files change under it."""
    root, cache = tmp_path / "data", tmp_path / "cache"
    laid_out(root)
    edits = Edits(root, Random(58))  # noqa: S311 - chance, not secrets
    runs = [subprocess.Popen([sys.executable, "-c", _LOOK, root, cache]) for _ in range(2)]
    while any(run.poll() is None for run in runs):
        edits.same_size()
        assert_same_answers(root, cache)
    assert [run.returncode for run in runs] == [0, 0]
    assert_same_answers(root, cache)


@pytest.mark.parametrize("seed", range(3))
def test_commands_say_the_same_with_a_cache_of_other_days(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """As whole answers, from the command line."""
    ct58: Ct58 = in_this_process(capsys, monkeypatch, tmp_path)
    root = tmp_path / "data"
    laid_out(root)
    edits = Edits(root, Random(1_000 + seed), TICKS[seed])  # noqa: S311 - chance, not secrets
    for step in range(4):
        edits.one()
        for words in WORDS:
            answers = []
            for cache in (tmp_path / "kept", tmp_path / f"new-{step}-{words.split()[0]}"):
                monkeypatch.setenv("CT58_CACHE", str(cache))
                answers.append(ct58(*words.split(), "--as-of", "2022-01-15"))
            assert answers[0] == answers[1], (seed, step, words)


def test_the_programme_alone_is_read_as_it_is_now(tmp_path: Path) -> None:
    """The first look of many commands."""
    root, cache = tmp_path / "data", tmp_path / "cache"
    laid_out(root)
    path = root / PROGRAMME_FILE
    status = path.stat()
    for year in ("2024", "2026", "2024"):
        old = read_programme(FolderSource(root, cache)).programme.programme.horizon.to
        path.write_bytes(path.read_bytes().replace(f"to: {old}".encode(), f"to: {year}".encode()))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert read_programme(FolderSource(root, cache)).programme.programme.horizon.to == int(year)
