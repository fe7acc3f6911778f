"""Many writers in one folder: whatever was accepted is there, once; and how long one record takes where all want the lock.

`--writers 8 --records 1250` are what it does unless told otherwise, some ten minutes. Each writer records reminders into items that
all share, as a program of its own that begins anew for each record what a command begins anew, and tries again when it is told that
the folder is locked. Then every event is looked for, and the checks are asked.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from demo import make_office, user
from measure import ct58

ITEMS = tuple(f"PL-{number:02d}" for number in range(1, 12))
LOCKED = 4
PATIENCE = 600
"""Seconds that one record may wait for the lock before it counts as refused."""


def main(arguments: Sequence[str]) -> None:
    """Begin the writers, wait for them, and hold the folder against what they were told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--records", type=int, default=1_250)
    parser.add_argument("--as-writer", nargs=2, metavar=("NUMBER", "DATA"), help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.as_writer:
        _write(int(asked.as_writer[0]), asked.as_writer[1], asked.records)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = make_office(folder, "--units", "8", "--quarters", "1")
        start = time.perf_counter()
        accepted = _all_at_once(folder, office, asked.writers, asked.records)
        seconds = time.perf_counter() - start
        found = Counter(_reasons(office))
        lost = [reason for reason in accepted if found[reason] != 1]
        alien = [reason for reason in found if reason.startswith("w") and reason not in accepted]
        checked = subprocess.run(
            ct58("check", "--data", str(office)),
            env={**os.environ, **user(folder)},
            check=False,
            capture_output=True,
        )
    print(f"{asked.writers} writers × {asked.records} records: {len(accepted)} accepted in {seconds:.0f} s")
    print(f"{'lost or there more than once':<44}{len(lost):8d}")
    print(f"{'there without having been accepted':<44}{len(alien):8d}")
    print(f"{'one record, all in all':<44}{1000 * seconds / max(1, len(accepted)):8.1f} ms")
    if lost or alien or checked.returncode not in (0, 1) or len(accepted) < asked.writers * asked.records:
        sys.exit(f"not kept: {lost[:3]} {alien[:3]} {checked.stdout.decode()[:300]}")


def _all_at_once(folder: Path, office: Path, writers: int, records: int) -> list[str]:
    """What each writer was told is recorded."""
    command = [sys.executable, __file__, "--records", str(records), "--as-writer"]
    processes = [
        subprocess.Popen(
            [*command, str(number), str(office)], env={**os.environ, **user(folder)}, stdout=subprocess.PIPE
        )
        for number in range(writers)
    ]
    return [line for process in processes for line in process.communicate()[0].decode().split()]


def _write(number: int, data: str, records: int) -> None:
    """One writer: a line on stdout for each record that was accepted."""
    from ct58.cli.boundary import run

    for record in range(records):
        reason, item = f"w{number}-{record}", ITEMS[(number + record) % len(ITEMS)]
        words = ("record", "event", item, "noted", "--on", "2021-05-05", "--reason", reason, "--data", data)
        end, code = time.monotonic() + PATIENCE, LOCKED
        while code == LOCKED and time.monotonic() < end:
            with _silence():
                code = run(words)
        if code == 0:
            print(reason, flush=True)


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


def _reasons(office: Path) -> Iterator[str]:
    """The reasons of all events of the items."""
    from ct58.store.yaml.reader import read

    for item in ITEMS:
        path = next(office.rglob(f"tasks/{item}.yaml"), None)
        tree = read(path.name, path.read_bytes())[0] if path else None
        events = tree.value["events"] if tree and isinstance(tree.value, dict) else ()
        yield from (str(event["reason"]) for event in events if event.get("reason"))


if __name__ == "__main__":
    main(sys.argv[1:])
