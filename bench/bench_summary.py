"""The summaries of a demo office of 120 units, as Markdown, in units of T, and their peak memory.

T is the time of `python -c 'import typer'` in the same run.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from demo import make_office, print_memory, user
from measure import Program, compare, ct58, python

QUARTER = 5.0
MOST_MEMORY = 200
"""MB, over the whole term."""
TERM = ("--term", "--as-of", "2026-01-31")


def main() -> None:
    """Make the office once; the cache is warm, as for a secretary who makes her report again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_office(folder)
        compare(programs(folder), rounds=9)
        print_memory("memory over the term", _summary(folder, *TERM), folder, MOST_MEMORY)


def programs(folder: Path) -> list[Program]:
    """T first; then a quarter, nine months with the year before, a year, and the term."""
    own = user(folder)
    others = [
        ("summary, 2023 nine months", ("--period", "2023-9M", "--as-of", "2023-10-15")),
        ("summary, 2022", ("--year", "2022", "--as-of", "2023-01-31")),
        ("summary, term", TERM),
    ]
    return [
        Program(name="T: import typer", arguments=python("import typer")),
        Program(
            name="summary, 2021-Q2",
            arguments=_summary(folder, "--quarter", "2021-Q2", "--as-of", "2021-07-15"),
            environment=own,
            limit=QUARTER,
        ),
        *(Program(name=name, arguments=_summary(folder, *words), environment=own) for name, words in others),
    ]


def _summary(folder: Path, *words: str) -> list[str]:
    return ct58("summary", "--data", str(folder / "office"), *words)


if __name__ == "__main__":
    main()
