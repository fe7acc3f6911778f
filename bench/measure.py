"""Time whole processes in turn, and compare them by ratios from one run.

Seconds differ from computer to computer and from minute to minute; the ratio of two programs that were
started in turn (A B C, A B C, …) differs little.
"""

from __future__ import annotations

import json
import os
import shlex
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 15


def nothing() -> None:
    """No preparation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A process to time: its arguments, and what is to be done before each start (not timed).

    `limit` is the ratio that the project has promised, if any: to the program named by `base`, else to T,
    which is the first. `exit_code` is how it ends when all is well.
    """

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], object] = nothing
    limit: float | None = None
    base: str | None = None
    exit_code: int = 0


def python(code: str) -> list[str]:
    """The arguments that run a line of Python in this interpreter."""
    return [sys.executable, "-c", code]


def ct58(*arguments: str) -> list[str]:
    """The arguments that run ct58 as its installed script does."""
    return [*python("import sys; from ct58.cli.main import main; sys.exit(main())"), *arguments]


def compare(programs: Sequence[Program], rounds: int = ROUNDS) -> None:
    """Time the programs in turn and print medians and ratios to the first one."""
    for program in programs:  # once untimed: byte code and the disk's cache
        seconds(program)
    turns = [[seconds(program) for program in programs] for _ in range(rounds)]
    medians = [statistics.median(column) for column in zip(*turns, strict=True)]
    by_name = {program.name: median for program, median in zip(programs, medians, strict=True)}
    for program in programs:
        print(line(program, by_name, unit=medians[0]))


def line(program: Program, medians: Mapping[str, float], unit: float) -> str:
    """One row of the answer: name, milliseconds, ratio to T (`unit`), the promise and whether it is kept."""
    median = medians[program.name]
    return (
        f"{program.name:<40}{median * 1000:8.0f} ms{median / unit:8.2f} T{_promise(program, medians, unit)}"
    )


def _promise(program: Program, medians: Mapping[str, float], unit: float) -> str:
    if program.limit is None:
        return ""
    base = unit if program.base is None else medians[program.base]
    ratio = medians[program.name] / base
    of = "T" if program.base is None else f"× {program.base} ({ratio:.2f})"
    return f"  ≤ {program.limit:.1f} {of} {'yes' if ratio <= program.limit else 'NO'}"


def surroundings() -> dict[str, str]:
    """This environment with ct58's source in front, and with byte code kept, as it is once installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT / "src")}


def seconds(program: Program) -> float:
    """The time of one start to its end. Ends the measuring where it failed, so that its time means nothing."""
    program.prepare()
    start = time.perf_counter()
    run(program.arguments, program.environment, exit_code=program.exit_code)
    return time.perf_counter() - start


_STARTER = """
import json, os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=sys.stderr)
_pid, status, used = os.wait4(process.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
os._exit(0)
"""


def spent(program: Program) -> tuple[float, float]:
    """Processor seconds and the peak in MB of one start to its end. Ends the measuring where it failed.

    It is started by a small process: Linux counts into the peak what its parent had when it was forked.
    """
    program.prepare()
    done = subprocess.run(
        [*python(_STARTER), *program.arguments],
        cwd=ROOT,
        env={**surroundings(), **program.environment},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    exit_code, seconds, megabytes = json.loads(done.stdout)
    if exit_code != program.exit_code:
        sys.exit(f"{program.name}: {exit_code}\n{done.stderr}")
    return seconds, megabytes


def run(
    arguments: Sequence[str], environment: Mapping[str, str], folder: Path = ROOT, *, exit_code: int = 0
) -> str:
    """What a process says, run in a folder with more of an environment; its complaints are shown if it fails."""
    surrounded = {**surroundings(), **environment}
    done = subprocess.run(
        arguments, cwd=folder, env=surrounded, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode != exit_code:
        sys.exit(f"{shlex.join(arguments)}\n{done.stdout}{done.stderr}")
    return done.stdout
