"""The safe write: one at a time, old or new and never a third, and nothing outside the folder."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import filelock
import pytest
from tests.support.links import link

from ct58.domain.planning.edits import Append, Edit, NewFile, Plain, RemoveFile, SetValue
from ct58.domain.records.places import LOCK_FILE
from ct58.errors import EnvironmentProblem, Refused, Sources
from ct58.i18n import msg
from ct58.store import writer
from ct58.store.sources import Folder
from ct58.store.writer import HOLDER, WrittenFiles, changes_of, commit, locked, target_of
from ct58.store.yaml.reader import read

UNIT = "units/so-mau/unit.yaml"
EVENTS = "units/so-mau/events.yaml"
OTHER = "units/so-khac/unit.yaml"
BEFORE = "id: so-mau\nname: Sở Mẫu  # giữ\n"
AFTER = "id: so-mau\nname: Sở Mới  # giữ\n"
RENAME = SetValue(file=UNIT, at=("name",), value="Sở Mới", expected="Sở Mẫu")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two units."""
    root = tmp_path / "data"
    for file, text in {UNIT: BEFORE, OTHER: "id: so-khac\nname: Sở Khác\n"}.items():
        (root / file).parent.mkdir(parents=True)
        (root / file).write_bytes(text.encode())
    return root


def accept(_before: Sources, _after: Sources) -> None:
    """Every candidate is good."""


def record(
    root: Path, *edit: Append | NewFile | RemoveFile | SetValue, patience: float = 5.0
) -> WrittenFiles:
    """Write an edit that is planned already."""
    return commit(root, lambda _folder: tuple(edit), accept, holder="máy thử", patience=patience)


def contents(root: Path) -> Mapping[str, bytes]:
    """All files but the lock: the data, and whatever was left behind."""
    files = (path for path in root.rglob("*") if path.is_file() and path.name != LOCK_FILE)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


# ------------------------------------------------------------------ writing


def test_only_what_changes_is_written(data: Path) -> None:
    """The edited file has its new text; others, and a file whose edit is already there, keep their time."""
    untouched = data / OTHER
    earlier = untouched.stat().st_mtime_ns
    done = SetValue(file=OTHER, at=("name",), value="Sở Khác", expected="tên cũ")
    changes = record(data, RENAME, done)
    assert changes.files == (UNIT,)
    assert changes.before == {UNIT: BEFORE.encode()}
    assert contents(data) == {UNIT: AFTER.encode(), OTHER: untouched.read_bytes()}
    assert untouched.stat().st_mtime_ns == earlier


def test_files_come_and_go(data: Path) -> None:
    """A new file's folders are made; a removed file leaves the others."""
    file = "units/so-mau/reports/2021-Q2.yaml"
    tree: Mapping[str, Plain] = {"unit": "so-mau", "period": "2021-Q2", "state": "expected"}
    before = contents(data)
    record(data, NewFile(file=file, value=tree))
    assert (data / file).read_bytes().endswith(b"\nunit: so-mau\nperiod: 2021-Q2\nstate: expected\n")
    record(data, RemoveFile(file=file, expected=tree))
    assert contents(data) == before


def test_the_plan_and_the_check_see_the_data_under_the_lock(data: Path) -> None:
    """The plan gets the files that are wanted, the check those files before and after."""
    seen: list[Sources] = []

    def plan(folder: Folder) -> Edit:
        seen.append(folder.sources)
        with pytest.raises(filelock.Timeout):
            filelock.FileLock(data / LOCK_FILE, timeout=0).acquire()
        return (RENAME,)

    commit(data, plan, lambda *both: seen.extend(both), holder="", wants=lambda file: file == UNIT)
    assert seen == [{UNIT: BEFORE.encode()}, {UNIT: BEFORE.encode()}, {UNIT: AFTER.encode()}]


def test_a_refused_candidate_is_not_written(data: Path) -> None:
    """The check comes before anything touches the disk."""
    before = contents(data)

    def refuse(_before: Sources, _after: Sources) -> None:
        raise Refused(msg("no"))

    with pytest.raises(Refused):
        commit(data, lambda _folder: (RENAME,), refuse, holder="")
    assert contents(data) == before


def test_a_trial_writes_nothing(data: Path) -> None:
    """The changes of an edit can be shown without making them."""
    before = contents(data)
    changes = changes_of(data, {}, (RENAME, NewFile(file=EVENTS, value={"unit": "so-mau", "events": ()})))
    assert changes.files == (UNIT, EVENTS)
    assert changes.after[UNIT] == AFTER.encode()
    assert contents(data) == before
    assert not (data / LOCK_FILE).exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_mode_of_a_file_stays(data: Path) -> None:
    """Who may read a file is not the writer's business."""
    (data / UNIT).chmod(0o640)
    record(data, RENAME)
    assert stat.S_IMODE((data / UNIT).stat().st_mode) == 0o640


def test_a_link_inside_the_folder_stays_a_link(data: Path) -> None:
    """The file behind it is written."""
    real = data / "units/so-mau/that.yaml"
    (data / UNIT).rename(real)
    link(data / UNIT, real)
    record(data, RENAME)
    assert (data / UNIT).is_symlink()
    assert real.read_bytes() == AFTER.encode()


def test_an_editors_save_in_between_is_not_overwritten(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Editors don't ask for the lock, so the file is looked at once more before the rename."""
    write_temporary = writer._write_temporary

    def save_meanwhile(target: Path, content: bytes) -> Path:
        (data / UNIT).write_bytes(b"id: so-mau\nname: khac\n")
        return write_temporary(target, content)

    monkeypatch.setattr(writer, "_write_temporary", save_meanwhile)
    with pytest.raises(Refused):
        record(data, RENAME)
    assert contents(data)[UNIT] == b"id: so-mau\nname: khac\n"
    assert len(contents(data)) == 2


# ---------------------------------------------------------------- obstacles


@pytest.mark.parametrize(
    "file",
    [
        *("../x.yaml", "/etc/passwd", "units/../unit.yaml", "units/./unit.yaml", "units//unit.yaml", ""),
        *("units/con/unit.yaml", "tasks/NUL.yaml", "tasks/aux.x.yaml", "tasks/..yaml", "tasks/a:b.yaml"),
        *("units/so-mau\\x/unit.yaml", "units/Sở/unit.yaml", "units/so-mau/reports/q2.yaml", "khac.yaml"),
        *("periods/2021-13.yaml", "tasks/PL-02.yaml ", "tasks/PL\n02.yaml", "C:/data/unit.yaml"),
    ],
)
def test_a_name_that_is_no_place_of_the_contract_is_refused(data: Path, file: str) -> None:
    """Above the folder, absolute, reserved on Windows, or simply unknown."""
    before = contents(data)
    with pytest.raises(Refused):
        record(data, NewFile(file=file, value={"id": "x"}))
    assert contents(data) == before


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_link_out_of_the_folder_is_refused(data: Path, tmp_path: Path, is_folder: bool) -> None:
    """Whether the file or its folder is the link."""
    outside = tmp_path / "ngoai"
    outside.mkdir()
    (outside / "unit.yaml").write_bytes(BEFORE.encode())
    (data / UNIT).unlink()
    if is_folder:
        (data / UNIT).parent.rmdir()
        link((data / UNIT).parent, outside, is_folder=True)
    else:
        link(data / UNIT, outside / "unit.yaml")
    with pytest.raises(Refused):
        record(data, RENAME)
    assert contents(outside) == {"unit.yaml": BEFORE.encode()}


def test_links_in_a_circle_and_folders_in_a_files_place_are_refused(data: Path) -> None:
    """Neither is a file that could be replaced."""
    (data / "tasks").mkdir()
    link(data / "tasks/PL-01.yaml", data / "tasks/PL-01.yaml")
    (data / "tasks/PL-02.yaml").mkdir()
    for file in ("tasks/PL-01.yaml", "tasks/PL-02.yaml"):
        with pytest.raises(Refused):
            target_of(data, file)


def test_a_hostile_link_for_the_holders_note_is_not_followed(data: Path, tmp_path: Path) -> None:
    """A link that came with the data must not lead a write elsewhere."""
    victim = tmp_path / "victim"
    victim.write_text("x")
    link(data / HOLDER, victim)
    record(data, RENAME)
    assert victim.read_text() == "x"
    assert contents(data)[UNIT] == AFTER.encode()


def test_a_protected_file_is_refused(data: Path) -> None:
    """A rename would not ask for the file's own permission."""
    (data / UNIT).chmod(0o444)
    with pytest.raises(EnvironmentProblem):
        record(data, RENAME)
    assert contents(data)[UNIT] == BEFORE.encode()


@contextmanager
def without_privileges() -> Iterator[None]:
    """As an ordinary user, even where the tests run as root (whom no permission stops)."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("protected", ["", "units/so-mau"])
def test_a_read_only_folder_is_refused(protected: str) -> None:
    """Nothing is written, and the message is the environment's (exit 5)."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / UNIT).parent.mkdir(parents=True)
        (root / UNIT).write_bytes(BEFORE.encode())
        for folder in (root, root / "units", root / "units/so-mau"):
            folder.chmod(0o777)
        (root / protected).chmod(0o555)
        with without_privileges(), pytest.raises(EnvironmentProblem):
            record(root, RENAME)
        (root / protected).chmod(0o777)
        assert contents(root) == {UNIT: BEFORE.encode()}


FULL_DISK = """
import resource, sys
from pathlib import Path
from ct58.domain.planning.edits import NewFile, SetValue
from ct58.errors import EnvironmentProblem
from ct58.store.writer import commit

edit = (
    SetValue(file="units/so-mau/unit.yaml", at=("name",), value="Sở Mới", expected="Sở Mẫu"),
    NewFile(file="tasks/PL-02.yaml", value={"item": "PL-02", "title": "x" * 9000}),
)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    commit(Path(sys.argv[1]), lambda folder: edit, lambda *both: None, holder="")
except EnvironmentProblem:
    sys.exit(5)
"""


def run(code: str, *args: str) -> subprocess.Popen[bytes]:
    """A process of its own that runs code of ct58."""
    source = Path(writer.__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen([sys.executable, "-c", code, *args], env=environment, stdout=subprocess.PIPE)


def test_a_full_disk_leaves_everything_as_it_was(data: Path) -> None:
    """The second of two files doesn't fit, so the first isn't changed either, and no folder is left."""
    pytest.importorskip("resource")
    before = contents(data)
    with run(FULL_DISK, str(data)) as process:
        assert process.wait() == 5
    assert contents(data) == before
    assert not (data / "tasks").exists()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_failing_disk_leaves_everything_as_it_was(
    data: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Some disks only say at the very end that they are full."""
    before = contents(data)

    def fail(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(EnvironmentProblem):
        record(data, RENAME)
    assert contents(data) == before


def test_a_file_that_is_open_elsewhere_is_tried_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A virus scanner lets go after a moment."""
    replace, failures = Path.replace, iter([True, True])

    def held(path: Path, target: Path) -> Path:
        if next(failures, False):
            raise PermissionError(errno.EACCES, "held")
        return replace(path, target)

    monkeypatch.setattr(writer, "_RENAME_PAUSE", 0)
    monkeypatch.setattr(Path, "replace", held)
    record(data, RENAME)
    assert contents(data)[UNIT] == AFTER.encode()
    assert next(failures, None) is None


def test_a_change_cut_short_between_two_files_can_be_made_again(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel holds the second file: the message names what is done, and the same edit completes it."""
    event = Append(file=EVENTS, at=("events",), value={"item": "BC-QUY", "event": "noted"})
    (data / EVENTS).write_bytes(b"unit: so-mau\nevents: []\n")
    with monkeypatch.context() as patch:
        replace = Path.replace

        def held(path: Path, target: Path) -> Path:
            if target == data / OTHER:
                raise PermissionError(errno.EACCES, "held")
            return replace(path, target)

        patch.setattr(writer, "_RENAME_PAUSE", 0)
        patch.setattr(Path, "replace", held)
        close = SetValue(file=OTHER, at=("name",), value="Sở Cũ", expected="Sở Khác")
        with pytest.raises(EnvironmentProblem) as caught:
            record(data, event, close)
    assert caught.value.message.params["done"] == EVENTS
    assert record(data, event, close).files == (OTHER,)
    assert contents(data)[EVENTS].count(b"noted") == 1
    assert not [name for name in contents(data) if ".ct58-" in name]


# --------------------------------------------------------------------- lock


def test_a_lock_that_is_not_free_in_time_is_refused_with_its_holder(data: Path) -> None:
    """Whoever waits learns who writes, where and since when."""
    with locked(data, "VP-PC2, 09:12", 1.0), pytest.raises(Refused) as caught:
        record(data, RENAME, patience=0.1)
    assert caught.value.message.params == {"holder": "VP-PC2, 09:12"}
    assert contents(data)[UNIT] == BEFORE.encode()
    assert not (data / HOLDER).exists()


def test_a_lock_held_by_something_else_is_refused_without_a_name(data: Path) -> None:
    """A holder that left no note is another program."""
    with filelock.FileLock(data / LOCK_FILE), pytest.raises(Refused) as caught:
        record(data, RENAME, patience=0.1)
    assert caught.value.message.params == {}


def test_a_lock_that_gets_free_is_waited_for(data: Path) -> None:
    """A colleague's write takes a moment."""
    lock = filelock.FileLock(data / LOCK_FILE, thread_local=False)
    lock.acquire()
    timer = threading.Timer(0.2, lock.release)
    timer.start()
    record(data, RENAME)
    timer.join()
    assert contents(data)[UNIT] == AFTER.encode()


def test_leftovers_of_a_killed_run_are_removed(data: Path) -> None:
    """Under the lock nobody else writes, so they are dead; a result on its way into the folder is not."""
    leftover, result = data / "units/so-khac/.ct58-write-0a.tmp", data / "units/.ct58-0b.tmp"
    for path in (leftover, result, data / HOLDER):
        path.write_bytes(b"x")
    record(data, RENAME)
    assert not leftover.exists()
    assert result.exists()


# -------------------------------------------------------------- crash, race

KILL_AT_EVERY_STEP = """
import itertools, os, signal, sys
from pathlib import Path
from ct58.domain.planning.edits import SetValue
from ct58.store.writer import commit

root = Path(sys.argv[1])
files = [root / "units/so-mau/unit.yaml", root / "units/so-khac/unit.yaml"]
edit = tuple(
    SetValue(file=str(file.relative_to(root)), at=("name",), value="Moi" * 99, expected="Cu") for file in files
)

TOUCHING = "open write flush fsync close __exit__ replace rename chmod mkdir unlink remove rmdir".split()

def write(last_step):
    steps = itertools.count(1)
    def count(frame, event, called):
        if event == "c_call" and called.__name__ in TOUCHING and next(steps) == last_step:
            os.kill(os.getpid(), signal.SIGKILL)
    commit(root, lambda folder: edit, lambda *both: sys.setprofile(count), holder="")
    sys.setprofile(None)

for step in itertools.count(1):
    for file in files:
        file.write_text("id: a\\nname: Cu\\n")
    child = os.fork()
    if not child:
        write(step)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print(step, *(file.read_text().replace("\\n", "/").replace("Moi" * 99, "Moi") for file in files))
    if not status:
        break
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX")
def test_a_run_killed_at_any_step_leaves_each_file_old_or_new(data: Path) -> None:
    """Every call that touches the disk in turn is the last: the files are old, then one, then both new."""
    old, new = "id: a/name: Cu/", "id: a/name: Moi/"
    with run(KILL_AT_EVERY_STEP, str(data)) as process:
        output, _errors = process.communicate()
        assert process.returncode == 0
    states = [line.split(" ", 1)[1] for line in output.decode().splitlines()]
    in_order = [f"{old} {old}", f"{new} {old}", f"{new} {new}"]
    assert len(states) > 10
    assert list(dict.fromkeys(states)) == in_order
    assert states == sorted(states, key=in_order.index)


WRITE_ON_AND_ON = """
import itertools, sys
from pathlib import Path
from ct58.domain.planning.edits import Append
from ct58.store.writer import commit

root, name = Path(sys.argv[1]), sys.argv[2]
last = int(sys.argv[3]) if len(sys.argv) > 3 else sys.maxsize
for number in range(last):
    value = {"item": name, "reason": f"{name}-{number}-" + "x" * 2000}
    edit = tuple(
        Append(file=f"units/{unit}/events.yaml", at=("events",), value=value) for unit in ("so-mau", "so-khac")
    )
    commit(root, lambda folder: edit, lambda *both: None, holder=name, wants=lambda file: False, patience=60)
    print(number, flush=True)
"""
BOTH = (EVENTS, "units/so-khac/events.yaml")


def event_files(root: Path) -> None:
    """Both units begin with no event."""
    for file in BOTH:
        (root / file).write_bytes(b"# nhat ky\nunit: a\nevents: []\n")


def reasons(root: Path, file: str) -> list[str]:
    """The reasons of all events of a file that must be whole."""
    tree, findings = read(file, (root / file).read_bytes())
    assert tree is not None
    assert findings == ()
    assert isinstance(tree.value, dict)
    return [event["reason"] for event in tree.value["events"]]


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX")
def test_a_killed_run_leaves_the_old_file_or_the_new_one(data: Path) -> None:
    """After kill -9 at any moment each file is whole, and of two files the first is never behind."""
    event_files(data)
    pauses = (0, 0.0007, 0.002, 0.003, 0.005, 0.011, 0.02, 0.033)
    for turn, pause in enumerate(pauses):
        with run(WRITE_ON_AND_ON, str(data), f"lan-{turn}") as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(pause)
            process.kill()
        first, second = (reasons(data, file) for file in BOTH)
        assert set(second) <= set(first)
        assert len(first) == len(set(first)) > turn
    record(data, Append(file=EVENTS, at=("events",), value={"item": "cuoi", "reason": "cuoi"}))
    assert "cuoi" in reasons(data, EVENTS)
    assert not [name for name in contents(data) if ".ct58-" in name]


def test_writers_at_the_same_time_all_succeed_and_lose_nothing(data: Path) -> None:
    """Three processes append to the same two files; every event of each is there once."""
    event_files(data)
    processes = [run(WRITE_ON_AND_ON, str(data), name, "8") for name in ("mot", "hai", "ba")]
    for process in processes:
        with process:
            assert process.wait() == 0
    expected = {f"{name}-{number}-" + "x" * 2000 for name in ("mot", "hai", "ba") for number in range(8)}
    for file in BOTH:
        found = reasons(data, file)
        assert len(found) == 24
        assert set(found) == expected
    assert not [name for name in contents(data) if ".ct58-" in name]
