"""What the project has promised of its own speed: the programs, their limits, and where the time goes where one is not kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from demo import user
from measure import Program, ct58, python
from rooms import looked_at, shares

SIZES = ("120", "1000")
"""Units of the offices for which something is promised."""
TIMES: Mapping[str, tuple[float, float]] = {
    "ct58 overdue": (2.2, 6),
    "ct58 status": (2.8, 8),
    "ct58 indicators of a year": (3.8, 13),
    "ct58 check, nothing changed": (2.0, 5),
    "ct58 check after one edited report": (4.5, 9),
    "ct58 overdue after one edited report": (4.5, 9),
    "ct58 check, cold": (16, 85),
    "ct58 record report --set": (3.0, 6),
}
"""In T, for an office of each size."""
MEMORY: Mapping[str, tuple[float, float]] = {"ct58 overdue": (30, 75)}
"""In MB, likewise."""
_PERIOD, _BEFORE = "2025-Q4", "2025-Q3"
_MOST_ROOMS = 6
_WITH_ANOTHER_FIGURE = (
    "import sys, time; from ct58.cli.main import main; "
    "sys.exit(main([*sys.argv[1:], '--set', f'1={100 + time.time_ns() // 1000 % 900}']))"
)


@dataclass(frozen=True)
class Measured:
    """Of one program in one office: the medians of its processor seconds, of its ratio to T in the same turn, and of its peak in MB.

    `rooms` tells where the time goes, where a promise is not kept.
    """

    name: str
    units: str
    files: int
    seconds: float
    ratio: float
    megabytes: float
    rooms: Mapping[str, float]


def programs(office: Path, folder: Path, as_of: str) -> Iterator[Program]:
    """T, and what a clerk asks; what edits or records something does so in an office of its own."""
    day, own = ("--data", str(office), "--as-of", as_of), user(folder)
    empty = {**own, "CT58_CACHE": str(folder / "empty")}
    forget = partial(shutil.rmtree, folder / "empty", ignore_errors=True)
    yield Program(name="T: import typer", arguments=python("import typer"))
    yield Program(name="ct58 overdue", arguments=ct58("overdue", *day), environment=own)
    yield Program(name="ct58 status", arguments=ct58("status", *day), environment=own)
    year = ct58("indicators", "--period", "2025", *day)
    yield Program(name="ct58 indicators of a year", arguments=year, environment=own)
    check = ct58("check", *day[:2])
    yield Program(name="ct58 check, nothing changed", arguments=check, environment=own)
    yield from _after_an_edit(Path(shutil.copytree(office, folder / "edited")), own, as_of)
    yield _recording(Path(shutil.copytree(office, folder / "written")), own)
    yield Program(name="ct58 check, cold", arguments=check, environment=empty, prepare=forget)


def _after_an_edit(office: Path, own: Mapping[str, str], as_of: str) -> Iterator[Program]:
    """Each with another text of one report, which says the same."""
    report = _reports(office)[0]
    for command, more in (("check", ()), ("overdue", ("--as-of", as_of))):
        yield Program(
            name=f"ct58 {command} after one edited report",
            arguments=ct58(command, "--data", str(office), *more),
            environment=own,
            prepare=partial(_edit, report),
        )


def _edit(report: Path) -> None:
    report.write_bytes(report.read_bytes() + b"# x\n")


def _recording(office: Path, own: Mapping[str, str]) -> Program:
    """A report that is not there yet, with another figure each time: what it turns was never worked out before."""
    unit = next(
        path.parents[1].name
        for path in _reports(office)
        if (path.parent / f"{_PERIOD}.yaml").is_file() and (path.parent / "2021-Q3.yaml").is_file()
    )
    words = ("record", "report", unit, _PERIOD, "--set", "5=3", "--data", str(office))
    return Program(
        name="ct58 record report --set",
        arguments=[*python(_WITH_ANOTHER_FIGURE), *words],
        environment=own,
        prepare=partial((office / f"data/units/{unit}/reports/{_PERIOD}.yaml").unlink, missing_ok=True),
    )


def _reports(office: Path) -> list[Path]:
    return sorted(office.glob(f"data/units/*/reports/{_BEFORE}.yaml"))


# ------------------------------------------------------------- kept or not


def is_missed(name: str, units: str, ratio: float, megabytes: float) -> bool:
    """Whether a promise about a program in an office of this size is not kept."""
    time, memory = _promised(TIMES, name, units), _promised(MEMORY, name, units)
    return (time is not None and ratio > time) or (memory is not None and megabytes > memory)


def _promised(promises: Mapping[str, tuple[float, float]], name: str, units: str) -> float | None:
    return promises[name][SIZES.index(units)] if name in promises and units in SIZES else None


def where_it_goes(program: Program) -> Mapping[str, float]:
    """Room → its share of the time of a program of ours."""
    own_words = program.arguments[3:]  # after `python -c …`
    return shares(looked_at(own_words, program.environment, program.prepare))


def page(found: Iterable[Measured]) -> Iterator[str]:
    """The promises beside what was measured; of each that is not kept, where the time goes."""
    promised = [one for one in found if one.units in SIZES and (one.name in TIMES or one.name in MEMORY)]
    yield from ("## What is promised", "", "| | files | measured | promised | |", "|---|---:|---:|---:|---|")
    for one in promised:
        yield from _lines(one)
    yield ""
    missed = [one for one in promised if one.rooms]
    if missed:
        yield from ("## Where the time goes of what is not kept", "")
        yield "Shares of the time from the start of Python on, by rooms of the program (`bench/rooms.py`)."
        yield ""
        yield from map(_where, missed)
        yield ""


def _lines(one: Measured) -> Iterator[str]:
    for promises, value, unit in ((TIMES, one.ratio, "T"), (MEMORY, one.megabytes, "MB")):
        limit = _promised(promises, one.name, one.units)
        if limit is not None:
            kept = "kept" if value <= limit else "**not kept**"
            said = f"{value:.1f}" if unit == "T" else f"{value:.0f}"
            yield f"| {one.name} | {one.files:,} | {said} {unit} | {limit:g} {unit} | {kept} |"


def _where(one: Measured) -> str:
    rooms = [f"{room} {share:.0%}" for room, share in list(one.rooms.items())[:_MOST_ROOMS]]
    return f"- {one.name}, {one.files:,} files: {', '.join(rooms)}."
