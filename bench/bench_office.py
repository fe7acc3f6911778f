"""Recording, reading and checking in a demo office of 120 units and 20 quarters, in units of T.

T is the time of `python -c 'import typer'` in the same run. Memory is the peak of one process.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from demo import make_office, print_memory, user
from measure import Program, compare, ct58, python, run

PERIOD = "2025-Q4"
FIGURES = ("--set", "1=120", "--set", "5=3")
RECORD = 5.0
REPORTS = 4.0


def main() -> None:
    """Make the office once, then time what a clerk does in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = make_office(folder)
        compare(programs(folder), rounds=9)
        for command in ("overdue", "check"):
            print_memory(f"memory of {command}", ct58(command, "--data", str(office)), folder)


def programs(folder: Path) -> list[Program]:
    """T first; every recording starts from the same office, the cache is warm."""
    data, own = folder / "office", user(folder)
    fresh = partial(_restore, data / "data" / "units" / _unit(data) / "reports" / f"{PERIOD}.yaml")
    edit = partial(_edit, data / "data" / "units" / _unit(data) / "reports" / "2025-Q3.yaml")
    check = ct58("check", "--data", str(data))
    record = ct58("record", "report", _unit(data), PERIOD, *FIGURES, "--data", str(data))
    return [
        Program(name="T: import typer", arguments=python("import typer")),
        Program(name="record report --set", arguments=record, environment=own, prepare=fresh, limit=RECORD),
        Program(
            name="reports, one period",
            arguments=ct58("reports", "--period", "2025-Q3", "--data", str(data), "--as-of", "2025-11-01"),
            environment=own,
            limit=REPORTS,
        ),
        Program(
            name="overdue",
            arguments=ct58("overdue", "--data", str(data), "--as-of", "2025-11-01"),
            environment=own,
        ),
        Program(
            name="check, nothing changed", arguments=check, environment=own, prepare=partial(run, check, own)
        ),
        Program(name="check after one edited report", arguments=check, environment=own, prepare=edit),
    ]


def _unit(data: Path) -> str:
    """A unit of the demo that reports every quarter."""
    found = sorted(path.parent.parent.name for path in data.glob("data/units/*/reports/2025-Q3.yaml"))
    return next(name for name in found if (data / "data/units" / name / "reports/2021-Q3.yaml").is_file())


def _restore(report: Path) -> None:
    """Take the report away, so that each recording writes a new one."""
    report.unlink(missing_ok=True)


def _edit(report: Path) -> None:
    """Change a report's text, and nothing that it says."""
    report.write_bytes(report.read_bytes() + b"# x\n")


if __name__ == "__main__":
    main()
