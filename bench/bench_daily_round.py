"""Saving, handing in, fetching and approving in the demo office, in units of T: `python -c 'import typer'`.

The shared place is a bare repository on the same disk, so a network's time is not in it. A save is made
anew before each turn, and the copies are put back.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from demo import git, make_office, user
from measure import Program, compare, ct58, python, run

EVENT = ("record", "event", "PL-01", "noted", "--on", "1/6/2021", "--reason", "bench")


def main() -> None:
    """Make the office, its shared place and two copies, then time each step."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_office(folder, "--git", name="seed")
        git(folder, "clone", "--quiet", "--bare", "seed", "chung.git")
        for person in ("hoa", "nam"):
            git(folder, "clone", "--quiet", "chung.git", person)
        compare(steps(folder), rounds=5)


def steps(folder: Path) -> list[Program]:
    """T first, then the round of a day; each begins where the one before has ended."""
    own = user(folder)

    def step(person: str, *arguments: str) -> Program:
        asked = ct58(*arguments, "--data", str(folder / person))
        return Program(
            name=" ".join(arguments[:2]),
            arguments=asked,
            environment=own,
            prepare=lambda: _prepare(folder, arguments[0]),
        )

    return [
        Program(name="T: import typer", arguments=python("import typer")),
        step("hoa", "save", "--yes", "--as", "Hoa"),
        step("hoa", "submit", "--as", "Hoa"),
        step("nam", "review", "--as", "Nam"),
        step("hoa", "sync", "--as", "Hoa"),
        step("hoa", "doctor"),
    ]


def _prepare(folder: Path, command: str) -> None:
    """Before a save, everything is as at the beginning, and one event is recorded."""
    if command != "save":
        return
    for copy in ("hoa", "nam"):
        git(folder / copy, "reset", "--quiet", "--hard", "origin/main")
    for place in ("hoa", "chung.git"):
        _forget(folder / place, "refs/ct58" if place == "hoa" else "refs/heads/gui-duyet")
    run(ct58(*EVENT, "--data", str(folder / "hoa")), user(folder))


def _forget(repository: Path, refs: str) -> None:
    for ref in git(repository, "for-each-ref", "--format=%(refname)", refs).split():
        git(repository, "update-ref", "-d", ref)


if __name__ == "__main__":
    main()
