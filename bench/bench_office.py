"""The reports of a period in a demo office of 120 units and 20 quarters, in units of T, and the memory of `check`.

T is the time of `python -c 'import typer'` in the same run. Memory is the peak of one process. What else a clerk asks every day is
measured by `peers.py`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from demo import make_office, print_memory, user
from measure import Program, compare, ct58, python

REPORTS = 4.0


def main() -> None:
    """Make the office once, then ask."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = ("--data", str(make_office(folder)))
        asked = ct58("reports", "--period", "2025-Q3", *data, "--as-of", "2025-11-01")
        compare(
            [
                Program(name="T: import typer", arguments=python("import typer")),
                Program(name="reports, one period", arguments=asked, environment=user(folder), limit=REPORTS),
            ],
            rounds=9,
        )
        print_memory("memory of check", ct58("check", *data), folder)


if __name__ == "__main__":
    main()
