"""How long a person waits for ct58 to start, in units of T, the time of `python -c 'import typer'`."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path

from measure import Program, compare, ct58, python

TAB = {"_CT58_COMPLETE": "complete_bash", "COMP_WORDS": "ct58 ove", "COMP_CWORD": "1"}
"""What a shell says when the Tab key is pressed."""
AS_OF = ("--as-of", "2021-07-15")


def main() -> None:
    """Compare help, and the list of what is overdue with and without a cache, on the shipped data."""
    with tempfile.TemporaryDirectory() as folder:
        compare(programs(Path(folder)))


def programs(folder: Path) -> list[Program]:
    """T first, then what is measured by it."""
    warm, empty = ({"CT58_CACHE": str(folder / name)} for name in ("warm", "empty"))
    forget = partial(shutil.rmtree, folder / "empty", ignore_errors=True)
    overdue = ct58("overdue", *AS_OF)
    return [
        Program(name="T: import typer", arguments=python("import typer")),
        Program(name="ct58 --help", arguments=ct58("--help"), limit=1.25),
        Program(name="Tab after `ct58 ove`", arguments=ct58(), environment=TAB, limit=1.25),
        Program(name="ct58 overdue, cache warm", arguments=overdue, environment=warm, limit=1.5),
        Program(
            name="ct58 overdue, cache empty", arguments=overdue, environment=empty, prepare=forget, limit=3.5
        ),
    ]


if __name__ == "__main__":
    main()
