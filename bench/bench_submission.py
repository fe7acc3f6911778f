"""The page of a day's submission, held against the same comparison by `diff`, before and after the main copy has gone on.

The shared place is a bare repository on the same disk, so a network's time is not in it.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from demo import git, make_office, user
from measure import Program, compare, ct58, python

REVIEW = 1.3
NAME = "2025-11-01-hoa-1"
REPORTS = 12
DAY = ("--as-of", "2025-11-01")


def main() -> None:
    """Make the office, its shared place, a reviewer's copy and a submission, then time who looks at it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_office(folder, "--git", name="seed")
        git(folder, "clone", "--quiet", "--bare", "seed", "chung.git")
        for copy in ("hoa", "nam", "lan"):
            git(folder, "clone", "--quiet", "chung.git", copy)
        _hand_in(folder / "hoa")
        compare(looking(folder, "as it was left"), rounds=9)
        _go_on(folder / "lan")
        compare(looking(folder, "gone on"), rounds=9)


def looking(folder: Path, main_copy: str) -> list[Program]:
    """T first, then the comparison and the page of the reviewer."""
    own, data = user(folder), ("--data", str(folder / "nam"), *DAY)
    by_diff = f"diff, main copy {main_copy}"
    left = ct58("diff", "--since", "origin/main", f"origin/gui-duyet/{NAME}", *data)
    review = ct58("review", NAME, "--as", "Nam", *data)
    git(folder / "nam", "fetch", "--quiet")
    return [
        Program(name="T: import typer", arguments=python("import typer")),
        Program(name=by_diff, arguments=left, environment=own),
        Program(name="review of it", arguments=review, environment=own, limit=REVIEW, base=by_diff),
    ]


def _hand_in(copy: Path) -> None:
    """A dozen reports and five reminders, handed in as git does it."""
    for path in sorted(copy.glob("data/units/*/reports/2025-Q3.yaml"))[:REPORTS]:
        path.write_text(re.sub(r"publications: (?=\d)", "publications: 1", path.read_text("utf-8")), "utf-8")
    for path in sorted(copy.glob("data/units/*/events.yaml"))[:5]:
        reminder = "- {item: BC-QUY, occurrence: 2025-Q3, date: 2025-10-20, event: reminded}\n"
        path.write_text(f"{path.read_text('utf-8')}{reminder}", "utf-8")
    git(copy, "commit", "--quiet", "--all", "--message", "bench")
    git(copy, "push", "--quiet", "origin", f"HEAD:gui-duyet/{NAME}")


def _go_on(copy: Path) -> None:
    """Something else is approved meanwhile."""
    path = max(copy.glob("data/units/*/unit.yaml"))
    path.write_text(f"{path.read_text('utf-8')}# bench\n", "utf-8")
    git(copy, "commit", "--quiet", "--all", "--message", "bench")
    git(copy, "push", "--quiet", "origin", "HEAD:main")


if __name__ == "__main__":
    main()
