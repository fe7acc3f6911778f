"""What happens to files in an office: clashes and wrong shapes in reports that had arrived."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.support.command_line import called

CLASH = "<<<<<<< HEAD\nnotes: {other: một}\n=======\nnotes: {other: hai}\n>>>>>>> chi-nhanh\n"
WAYS: tuple[Callable[[str], str], ...] = (
    lambda text: text + CLASH,
    lambda text: re.sub(r"(?ms)^figures:.*?(?=^\S|\Z)", "figures: 5\n", text),
    lambda text: re.sub(r"(?m)^notes:.*\n(?: .*\n)*", "", text) + "notes: [1, 2]\n",
    lambda text: re.sub(r"(?m)^source:.*\n(?: .*\n)*", "", text) + "source: x\n",
)


def damage(folder: Path, *periods: str) -> int:
    """Break every ninth received report of some periods, each in another way; how many were broken."""
    broken = 0
    for period in periods:
        for place, file in enumerate(sorted((folder / "data" / "units").glob(f"*/reports/{period}.yaml"))):
            text = file.read_text(encoding="utf-8")
            if place % 9 == 4 and ("state: received" in text or period == "once"):
                file.write_text(WAYS[broken % len(WAYS)](text), encoding="utf-8", newline="\n")
                broken += 1
    return broken


def counted_office(folder: Path, *, is_damaged: bool, units: int = 60) -> Path:
    """A demo office with all that makes counting hard; damaged, also with broken reports of seven periods.

    It is made once beside the folder, for all tests of a run, and copied.
    """
    made = folder.with_name(f"counted-office-{units}")
    if not made.is_dir():
        size = ("--units", str(units), "--quarters", "20")
        assert called("init", "--demo", *size, str(made), cwd=folder).code == 0
    shutil.copytree(made, folder, dirs_exist_ok=True)
    if is_damaged:
        assert damage(folder, "once", "2021", "2022", "2023", "2021-Q2", "2023-Q1", "2023-Q3") > 40
    return folder
