"""Time whole processes in turn, and compare them by ratios from one run.

Seconds differ from computer to computer and from minute to minute; the ratio of two programs that were
started in turn (A B C, A B C, …) differs little.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 15


def _nothing() -> None:
    """No preparation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A process to time: its arguments, and what is to be done before each start (not timed).

    `limit` is the ratio to the first program that the project has promised, if any.
    """

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], None] = _nothing
    limit: float | None = None


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
    for program, median in zip(programs, medians, strict=True):
        print(line(program, median, median / medians[0]))


def line(program: Program, median: float, ratio: float) -> str:
    """One row of the answer: name, milliseconds, ratio, the promise and whether it is kept."""
    promise = "" if program.limit is None else f"  ≤ {program.limit:.1f} T {_verdict(ratio, program.limit)}"
    return f"{program.name:<40}{median * 1000:8.0f} ms{ratio:8.2f} T{promise}"


def _verdict(ratio: float, limit: float) -> str:
    return "yes" if ratio <= limit else "NO"


def surroundings() -> dict[str, str]:
    """This environment with ct58's source in front, and with byte code kept, as it is once installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT / "src")}


def seconds(program: Program) -> float:
    """The time of one start to its end.

    Raises:
        subprocess.CalledProcessError: it failed, so its time would mean nothing.
    """
    program.prepare()
    environment = {**surroundings(), **program.environment}
    start = time.perf_counter()
    subprocess.run(program.arguments, check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start
