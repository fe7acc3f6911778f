"""The whole site of demo offices: 120 units over 20 quarters, half the units, half the time, in units of T.

T is the time of `python -c 'import typer'` in the same run. Memory is the peak of one process.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path

from demo import make_office, print_memory, user
from measure import Program, compare, ct58, python

FULL, HALF_TIME, HALF_UNITS = "120 units, 20 quarters", "120 units, 10 quarters", "60 units, 20 quarters"
AT_THE_END, HALF_WAY = "2026-01-31", "2023-07-31"


def main() -> None:
    """Make two offices once; the cache is warm, the folder of the site is new each time."""
    with tempfile.TemporaryDirectory() as name:
        whole, half = Path(name) / "whole", Path(name) / "half"
        make_office(whole)
        make_office(half, "--units", "60")
        compare(programs(whole, half), rounds=5)
        print_memory(f"memory of the site, {FULL}", _site(whole, AT_THE_END, "--force"), whole)


def programs(whole: Path, half: Path) -> list[Program]:
    """T first; then the whole, half of the time, half of the units."""
    cases = ((FULL, whole, AT_THE_END), (HALF_TIME, whole, HALF_WAY), (HALF_UNITS, half, AT_THE_END))
    sites = [
        Program(
            name=f"site, {name}",
            arguments=_site(folder, as_of),
            environment=user(folder),
            prepare=partial(shutil.rmtree, folder / "site", ignore_errors=True),
        )
        for name, folder, as_of in cases
    ]
    return [Program(name="T: import typer", arguments=python("import typer")), *sites]


def _site(folder: Path, as_of: str, *words: str) -> list[str]:
    """The command for a site beside the office."""
    data, target = str(folder / "office"), str(folder / "site")
    return ct58("site", "--data", data, "--as-of", as_of, "-o", target, *words)


if __name__ == "__main__":
    main()
