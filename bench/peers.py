"""The same figures in ct58, hledger, beancount and Taskwarrior: each asked in turn, in one run, over offices of several sizes.

    .venv/bin/python bench/peers.py --units 38,120,1000 -o bench/RESULTS.md

Of the others those are asked that are installed: `hledger`, `task`, and `bean-check` (also from build/peers/bin, where
`python -m venv build/peers && build/peers/bin/pip install beancount` puts it). Processor time is compared, not the clock's: so what else
the computer does counts less. Only where a system tells that of a process that has ended. What the project has promised of its own speed
(`promises.py`) is held against what was measured.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import math
import os
import platform
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from demo import make_office, user
from measure import ROOT, Program, ct58, run, spent
from promises import Measured, is_missed, page, programs, where_it_goes

Row = Mapping[str, str]
AS_OF = dt.date(2026, 1, 12)
DAYS_TO_REPORT = 5
_SETTLED = 3.5
"""Seconds after which a file that was read twice is believed to be what it was."""
BEANCOUNT = ROOT / "build" / "peers" / "bin"
LEAVES_OUT = {
    "hledger": "numbers only; no deadlines, no units that owe them, no words, dates or documents; knows of no missing report",
    "bean-check": "numbers only, as hledger",
    "task": "one task a report, with its due day and whether it came; no figures, no units over time, no files to be reviewed",
}
"""What of the office's data each of the others does not hold."""


def main() -> None:
    """Measure in each office, and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", default="38,120,1000", help="how many units the offices have, with commas")
    parser.add_argument("--quarters", default="20")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("-o", "--output", type=Path, help="default: the screen")
    asked = parser.parse_args()
    found: list[Measured] = []
    for units in asked.units.split(","):
        with tempfile.TemporaryDirectory() as name:
            found += in_office(Path(name), units, asked.quarters, asked.rounds)
    text = "\n".join(results(found, asked.rounds))
    if asked.output:
        asked.output.write_text(text, encoding="utf-8")
    else:
        print(text)


# ------------------------------------------------------------------ one office


def in_office(folder: Path, units: str, quarters: str, rounds: int) -> list[Measured]:
    """Every program that is installed, one after the other, so many times."""
    office = make_office(folder, "--units", units, "--quarters", quarters)
    files = sum(1 for _ in (office / "data").rglob("*.yaml"))
    facts, own = folder / "facts.csv", user(folder)
    run(ct58("export", "--data", str(office), "--as-of", str(AS_OF), "-o", str(facts)), own)
    with facts.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    asked = [*programs(office, folder, str(AS_OF)), *of_others(folder, rows)]
    for _warming in range(2):
        for program in asked:
            spent(program)
        time.sleep(_SETTLED)
    turns = [[spent(program) for program in asked] for _ in range(rounds)]
    unit = [turn[0][0] for turn in turns]
    columns = zip(*turns, strict=True)
    return [
        _measured(program, units, files, column, unit) for program, column in zip(asked, columns, strict=True)
    ]


def _measured(
    program: Program,
    units: str,
    files: int,
    column: Sequence[tuple[float, float]],
    unit: Sequence[float],
) -> Measured:
    """The medians of a program, and where its time goes if it keeps no promise."""
    ratio = statistics.median(seconds / one for (seconds, _peak), one in zip(column, unit, strict=True))
    seconds, megabytes = (statistics.median(values) for values in zip(*column, strict=True))
    missed = is_missed(program.name, units, ratio, megabytes)
    rooms = where_it_goes(program) if missed else {}
    return Measured(program.name, units, files, seconds, ratio, megabytes, rooms)


def of_others(folder: Path, rows: Sequence[Row]) -> Iterator[Program]:
    """Those that are installed, with the same figures written in their own form."""
    if hledger := shutil.which("hledger"):
        journal = folder / "figures.journal"
        journal.write_text("".join(as_hledger(rows)), encoding="utf-8")
        yield Program(name="hledger check", arguments=[hledger, "-f", str(journal), "check"])
    if bean_check := shutil.which("bean-check") or shutil.which("bean-check", path=str(BEANCOUNT)):
        ledger = folder / "figures.beancount"
        ledger.write_text("".join(as_beancount(rows)), encoding="utf-8")
        yield Program(name="bean-check", arguments=[bean_check, "--no-cache", str(ledger)])
    if task := shutil.which("task"):
        yield _taskwarrior(task, folder, rows)


def _taskwarrior(task: str, folder: Path, rows: Sequence[Row]) -> Program:
    own = {"TASKRC": str(folder / "taskrc"), "TASKDATA": str(folder / "tasks")}
    (folder / "taskrc").write_text("confirmation=no\nverbose=nothing\n", encoding="utf-8")
    (folder / "tasks").mkdir()
    (folder / "tasks.json").write_text(json.dumps(list(as_tasks(rows))), encoding="utf-8")
    run([task, "import", str(folder / "tasks.json")], own)
    return Program(name="task overdue", arguments=[task, "rc.gc=off", "overdue"], environment=own)


# ------------------------------------------------------------------ their own forms


def reports_of(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """The rows of each report, by unit and period; of what is given once the day is that of its receipt."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row["period"] != "once":
            found.setdefault((row["unit"], row["period"]), []).append(row)
    return found


def numbers(report: Iterable[Row]) -> list[Row]:
    """The numbers that were given; the others hold nothing else."""
    return [
        row for row in report if row["type"] in ("integer", "decimal") and row["value"] and not row["field"]
    ]


def as_hledger(rows: Iterable[Row]) -> Iterator[str]:
    """A transaction a report, a posting a number."""
    for (unit, period), report in sorted(reports_of(rows).items(), key=_by_day):
        if given := numbers(report):
            yield f"{report[0]['ends_on']} {unit} {period}\n"
            yield from (f"  {row['figure']}:{unit}  {row['value']}\n" for row in given)
            yield "  equity\n\n"


def as_beancount(rows: Iterable[Row]) -> Iterator[str]:
    """The same; each account is opened first, and the balancing number is written out."""
    reports = sorted(reports_of(rows).items(), key=_by_day)
    accounts = {_account(row) for _key, report in reports for row in numbers(report)}
    yield from (f"2000-01-01 open {account}\n" for account in sorted({*accounts, "Equity:Given"}))
    for (unit, period), report in reports:
        if given := numbers(report):
            yield f'{report[0]["ends_on"]} * "{unit}" "{period}"\n'
            yield from (f"  {_account(row)}  {row['value']} PC\n" for row in given)
            yield "  Equity:Given\n\n"


def _account(row: Row) -> str:
    return f"Assets:F-{_word(row['figure'])}:U-{_word(row['unit'])}"


def _word(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "-", text)


def as_tasks(rows: Iterable[Row]) -> Iterator[dict[str, str]]:
    """A task a report: due some days after its period, done on the day of its receipt."""
    for (unit, period), report in reports_of(rows).items():
        due = dt.date.fromisoformat(report[0]["ends_on"]) + dt.timedelta(days=DAYS_TO_REPORT)
        came = report[0]["received_on"]
        yield {
            "uuid": str(uuid5(NAMESPACE_URL, f"{unit}/{period}")),
            "description": f"{unit} {period}",
            "project": unit,
            "entry": _stamp(due - dt.timedelta(days=90)),
            "due": _stamp(due),
            "status": "completed" if came else "pending",
            **({"end": f"{came.replace('-', '')}T000000Z"} if came else {}),
        }


def _stamp(day: dt.date) -> str:
    return f"{day:%Y%m%d}T000000Z"


def _by_day(entry: tuple[tuple[str, str], Sequence[Row]]) -> tuple[str, tuple[str, str]]:
    return entry[1][0]["ends_on"], entry[0]


# ------------------------------------------------------------------ the table


def results(found: Sequence[Measured], rounds: int) -> Iterator[str]:
    """The page: what was measured, where, in what versions, how it grows, and what the others leave out."""
    yield from (
        "# ct58 beside others",
        "",
        "Made by `bench/peers.py`; the lines where ct58 is slower stand here, too.",
        "",
    )
    today, machine = dt.datetime.now(dt.UTC).date(), f"{os.cpu_count()} cores, {platform.machine()}"
    yield f"{today} · {machine} · medians of {rounds} rounds in turn, of processor time (user and system) and"
    yield "of its ratio to T, that of `python -c 'import typer'`. Compare ratios, never milliseconds of different runs."
    yield ""
    sizes = sorted({one.files for one in found})
    yield f"| | {' | '.join(f'{files:,} files' for files in sizes)} | grows with files to the |"
    yield f"|---|{'---:|' * len(sizes)}---:|"
    for name in dict.fromkeys(one.name for one in found):
        yield _line(name, [one for one in found if one.name == name])
    yield from (
        "",
        "Not asked, because they are not installed: " + (", ".join(_missing(found)) or "none") + ".",
        "",
    )
    yield from page(found)
    yield from (
        "## Versions",
        "",
        *(f"- {line}" for line in versions()),
        "",
        "## What the others leave out",
        "",
    )
    yield from (f"- {name}: {text}." for name, text in LEAVES_OUT.items())
    yield ""


def _line(name: str, of_name: Sequence[Measured]) -> str:
    cells = " | ".join(f"{one.seconds * 1000:,.0f} ms, {one.ratio:.1f} T" for one in of_name)
    return f"| {name} | {cells} | {growth(of_name)} |"


def growth(found: Sequence[Measured]) -> str:
    """The power of the number of files with which the ratio to T grows: the slope in logarithms; nothing of one size.

    Not the time itself: a computer that has become slower or faster between two offices is no growth.
    """
    if len({one.files for one in found}) < 2 or found[0].name.startswith("T:"):
        return ""
    files, ratios = (
        [math.log(value) for value in of] for of in zip(*((o.files, o.ratio) for o in found), strict=True)
    )
    return f"{statistics.linear_regression(files, ratios).slope:.2f}"


def _missing(found: Iterable[Measured]) -> list[str]:
    there = " ".join(one.name for one in found)
    return [name for name in LEAVES_OUT if name not in there]


def versions() -> Iterator[str]:
    """What was measured, as each says it of itself."""
    yield f"Python {platform.python_version()}"
    yield run(ct58("--version"), {}).strip()
    for name, path in (("hledger", None), ("task", None), ("bean-check", str(BEANCOUNT))):
        program = shutil.which(name) or (shutil.which(name, path=path) if path else None)
        if program:
            said = run([program, "--version"], {"TASKRC": os.devnull}).strip().splitlines()[0]
            yield said if name in said else f"{name} {said}"


if __name__ == "__main__":
    main()
