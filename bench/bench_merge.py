"""Joining two versions of a file, in units of T: `python -c 'import typer'` in the same run.

git calls the driver once for each file that both sides changed; the others cost nothing.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from demo import make_office, user
from measure import Program, compare, ct58, python

SMALL, LARGE, CONFLICT = 3.0, 5.0, 12.0
"""A report; the programme, where git's merge says the same as ours, and where somebody has to settle something."""
KIND = ("kind: [indicator]", "kind: [indicator, rule]")
EVERY = ("every: year", "every: quarter")
OTHER_EVERY = ("every: year", "every: month")


def main() -> None:
    """Make the demo office, then time the driver."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_office(folder)
        compare(programs(folder), rounds=9)


def programs(folder: Path) -> list[Program]:
    """T first."""
    data = folder / "office"
    programme = data / "data/programme.yaml"
    report = min(data.glob("data/units/*/reports/2021-Q3.yaml"))
    state, remark = ("state: received", "state: partial"), ("quality:", "# x\nquality:")
    one_report = _driver(folder, report, "one report", state, remark)
    clear = _driver(folder, programme, "the programme", KIND, EVERY)
    conflict = _driver(folder, programme, "the programme, a conflict", EVERY, OTHER_EVERY)
    return [
        Program(name="T: import typer", arguments=python("import typer")),
        replace(one_report, limit=SMALL),
        replace(clear, limit=LARGE),
        replace(conflict, limit=CONFLICT, exit_code=1),
    ]


def _driver(folder: Path, file: Path, what: str, ours: tuple[str, str], theirs: tuple[str, str]) -> Program:
    """The driver on a file, one side with one word changed, the other with another."""
    text = file.read_text(encoding="utf-8")
    place = folder / what
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
        environment=user(folder),
        prepare=partial(shutil.copy, place / "mine", place / "ours"),  # the driver overwrites our side
    )


if __name__ == "__main__":
    main()
