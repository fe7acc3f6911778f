"""Joining and checking changes, in units of T: `python -c 'import typer'` in the same run.

git calls the driver once for each file that both sides changed; the others cost nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from measure import Program, compare, ct58, python, surroundings


def main() -> None:
    """Make the demo office with its history, then time the driver and the check of a change."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = ct58("init", "--demo", "--git", str(folder / "office"))
        subprocess.run(made, check=True, env=surroundings(), capture_output=True)
        compare(programs(folder), rounds=9)


def programs(folder: Path) -> list[Program]:
    """T first."""
    data, user = str(folder / "office"), {"CT58_CACHE": str(folder / "cache")}
    report = min((folder / "office").glob("data/units/*/reports/2021-Q3.yaml"))
    check = ct58("check", "--data", data)
    return [
        Program(name="T: import typer", arguments=python("import typer")),
        _driver(
            folder, report, "one report", ("state: received", "state: partial"), ("quality:", "# x\nquality:")
        ),
        _driver(
            folder,
            folder / "office/data/programme.yaml",
            "the programme",
            ("kind: [indicator]", "kind: [indicator, rule]"),
            ("every: year", "every: quarter"),
        ),
        Program(name="check", arguments=check, environment=user),
        Program(name="check --since HEAD", arguments=[*check, "--since", "HEAD"], environment=user),
    ]


def _driver(folder: Path, file: Path, what: str, ours: tuple[str, str], theirs: tuple[str, str]) -> Program:
    """The driver on a file, one side with one word changed, the other with another."""
    text = file.read_text(encoding="utf-8")
    place = folder / file.stem
    place.mkdir()
    for name, content in (
        ("base", text),
        ("mine", text.replace(*ours, 1)),
        ("theirs", text.replace(*theirs, 1)),
    ):
        (place / name).write_text(content, encoding="utf-8")
    three = [str(place / name) for name in ("base", "ours", "theirs")]
    return Program(
        name=f"merge-file, {what}",
        arguments=ct58("merge-file", *three, file.relative_to(folder / "office").as_posix()),
        environment={"CT58_CACHE": str(folder / "cache")},
        prepare=lambda: _lay_out(place),
    )


def _lay_out(place: Path) -> None:
    """The driver overwrites our side."""
    shutil.copy(place / "mine", place / "ours")


if __name__ == "__main__":
    main()
