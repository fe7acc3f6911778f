"""The status and all indicators of a demo office of 120 units, for one year and over 20 quarters, in units of T.

T is the time of `python -c 'import typer'` in the same run. Memory is the peak of one process: over the
whole history of that office, and of one of 1,000 units and 20 quarters, with an empty cache and a warm one.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from demo import make_office, print_memory, user
from measure import Program, compare, ct58, python

ONE_YEAR = 5.0
STATUS = 6.0
HISTORY = ("--period", "2021..2025", "--as-of", "2026-01-31")
MANY = ("--units", "1000", "--quarters", "20")
MOST_MEMORY = 400
"""MB, over the whole history of many units."""
QUARTERS = (("2021-Q4", 1), ("2022..2022", 4), ("2021..2023", 11), ("2021..2025", 19))
"""Periods, and how many quarters of reports each asks for."""


def main() -> None:
    """Make the office once; the cache is warm, as for a clerk who looks twice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_office(folder)
        compare(programs(folder), rounds=9)
        print_memory("memory over the whole history", _indicators(folder, *HISTORY), folder)
    measure_many_units()


def measure_many_units() -> None:
    """The memory of a large office: what is read and counted must not be kept twice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = make_office(folder, *MANY)
        for state in ("cache empty", "cache warm"):
            history = _indicators(folder, *HISTORY)
            print_memory(f"1,000 units x 20 quarters, {state}", history, folder, MOST_MEMORY)
        facts = ct58("export", "--data", str(office), "-o", str(folder / "facts.csv"))
        print_memory("1,000 units x 20 quarters, export", facts, folder, MOST_MEMORY)


def programs(folder: Path) -> list[Program]:
    """T first; then the status, a year, a quarter, one indicator with its trend, and longer and longer histories."""
    own = user(folder)
    year = Program(
        name="indicators, 2021",
        arguments=_indicators(folder, "--period", "2021", "--as-of", "2022-01-31"),
        environment=own,
        limit=ONE_YEAR,
    )
    others = [
        ("indicators, 2023-Q2, with the year before", ("--period", "2023-Q2", "--as-of", "2023-07-31")),
        ("indicators --id CT-18, trend of 5 years", ("--period", "2025", "--id", "CT-18")),
        *(
            (f"indicators {of}: {count} quarters", ("--period", of, "--format", "json"))
            for of, count in QUARTERS
        ),
    ]
    more = [
        Program(name=name, arguments=_indicators(folder, *words), environment=own) for name, words in others
    ]
    return [
        Program(name="T: import typer", arguments=python("import typer")),
        *_statuses(folder),
        year,
        *more,
    ]


def _statuses(folder: Path) -> list[Program]:
    """The screen of a day early, after a year, and near the end."""
    return [
        Program(
            name=f"status, {day}",
            arguments=_command(folder, "status", "--as-of", day),
            environment=user(folder),
            limit=STATUS,
        )
        for day in ("2021-07-15", "2022-01-31", "2025-12-20")
    ]


def _indicators(folder: Path, *words: str) -> list[str]:
    return _command(folder, "indicators", *words)


def _command(folder: Path, name: str, *words: str) -> list[str]:
    return ct58(name, "--data", str(folder / "office"), *words)


if __name__ == "__main__":
    main()
