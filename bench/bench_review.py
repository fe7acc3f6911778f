"""Looking back and comparing, in units of T: `python -c 'import typer'` in the same run.

`diff` is over 500 changed reports of the demo office, `log` over one report, and over an indicator, in 5,000 revisions. A
list of a revision is measured by the same list of the folder, `log` of a report by `git log -- path` itself, that of an
indicator by `git log -p` of its files, `check --since` by `check`.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from demo import GIT, git, make_office, user
from measure import Program, compare, ct58, python

DIFF = 4.0
REVISION = 2.0
LOG = 3.0
LOG_OF_ONE = 5.0
"""Of an indicator: what feeds it are the reports of all units."""
CHANGED = 500
INDICATOR = "CT-15"
REVISIONS = 5000
SINCE = 5.0
SINCE_MANY = 10.5
"""In T: a check of what nobody changed reads less than any look at a revision. Of a change that turns many reports, or may turn all: then both states are looked through."""
DAY = ("--as-of", "2025-11-01")


def main() -> None:
    """Make the office and its history once, then time who looks at it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_office(folder, "--git")
        _change_others(folder / "office")
        _change_reports(folder / "office")
        report = _long_history(folder / "office")
        compare([*reading(folder), *looking_back(folder, report), *judging(folder)], rounds=9)


def reading(folder: Path) -> list[Program]:
    """T first, then a day's list from the folder and from a revision, and the comparison."""
    data, own, from_folder = str(folder / "office"), user(folder), "overdue, from the folder"
    return [
        Program(name="T: import typer", arguments=python("import typer")),
        Program(name=from_folder, arguments=ct58("overdue", "--data", data, *DAY), environment=own),
        Program(
            name="overdue --rev",
            arguments=ct58("overdue", "--data", data, *DAY, "--rev", "bench-before"),
            environment=own,
            limit=REVISION,
            base=from_folder,
        ),
        Program(
            name=f"diff, {CHANGED} changed reports",
            arguments=ct58("diff", "bench-before", "bench-after", "--data", data, *DAY),
            environment=own,
            limit=DIFF,
        ),
    ]


def looking_back(folder: Path, report: str) -> list[Program]:
    """`git log`, and our own."""
    data, own, by_git = folder / "office", user(folder), "git log"
    unit, period = Path(report).parts[2], Path(report).stem
    in_git = [GIT, "-C", str(data), "log", "--format=%H", "--", report]
    with_text, files = "git log -p", ("data/programme.yaml", "data/amendments", "data/units")
    of_files = [GIT, "-C", str(data), "log", "-p", "--", *files]
    return [
        Program(name=by_git, arguments=in_git, environment=own),
        Program(
            name=f"log of one report, {REVISIONS} revisions",
            arguments=ct58("log", unit, period, "--limit", "0", "--data", str(data)),
            environment=own,
            limit=LOG,
            base=by_git,
        ),
        Program(name=with_text, arguments=of_files, environment=own),
        Program(
            name=f"log {INDICATOR}, {REVISIONS} revisions",
            arguments=ct58("log", INDICATOR, "--limit", "0", "--data", str(data)),
            environment=own,
            limit=LOG_OF_ONE,
            base=with_text,
        ),
    ]


def judging(folder: Path) -> list[Program]:
    """`check` of the folder, and what a change brings in: none, a small one, a large one, one of the programme."""
    data, own = str(folder / "office"), user(folder)

    def since(start: str, end: str, what: str, limit: float) -> Program:
        asked = ct58("check", "--since", start, "--rev", end, "--data", data)
        return Program(name=f"check --since, {what}", arguments=asked, environment=own, limit=limit)

    return [
        Program(name="check", arguments=ct58("check", "--data", data), environment=own),
        since("bench-before", "bench-before", "nothing changed", SINCE),
        since("bench-before", "bench-one", "one report", SINCE),
        since("bench-before", "bench-after", f"{CHANGED} reports", SINCE_MANY),
        since("bench-before", "bench-programme", "the programme", SINCE_MANY),
    ]


def _change_others(office: Path) -> None:
    """One report, and the programme, each as a revision of its own beside the line of history."""
    git(office, "tag", "bench-before")
    report = min(office.glob("data/units/*/reports/2025-Q3.yaml"))
    for tag, path in (("bench-one", report), ("bench-programme", office / "data/programme.yaml")):
        with path.open("a", encoding="utf-8") as file:
            file.write("# bench\n")
        git(office, "commit", "--quiet", "--all", "--message", "bench")
        git(office, "tag", tag)
        git(office, "reset", "--hard", "--quiet", "bench-before")


def _change_reports(office: Path) -> None:
    """One figure more in each of the newest 500 reports, as a revision of its own."""
    reports = sorted(office.glob("data/units/*/reports/*-Q*.yaml"), key=lambda path: path.name, reverse=True)
    changed = 0
    for path in reports:
        text = path.read_text(encoding="utf-8")
        corrected = re.sub(r"publications: (?=\d)", "publications: 1", text)
        if corrected != text and changed < CHANGED:
            path.write_text(corrected, encoding="utf-8")
            changed += 1
    git(office, "commit", "--quiet", "--all", "--message", "bench")
    git(office, "tag", "bench-after")


def _long_history(office: Path) -> str:
    """5,000 revisions of other files of units, every hundredth of one report; returns its path."""
    report = min(office.glob("data/units/*/reports/2025-Q3.yaml"))
    path = report.relative_to(office).as_posix()
    others = [found.relative_to(office).as_posix() for found in office.glob("data/units/*/unit.yaml")]
    texts = {name: (office / name).read_text(encoding="utf-8") for name in [path, *others]}
    commands = []
    for number in range(REVISIONS):
        target = path if number % 100 == 0 else others[number % len(others)]
        content = f"{texts[target]}# {number}\n"
        commands.append(_commit(number, target, content.encode()))
    subprocess.run([GIT, "fast-import", "--quiet"], input=b"".join(commands), cwd=office, check=True)
    git(office, "reset", "--hard", "--quiet")
    return path


def _commit(number: int, path: str, content: bytes) -> bytes:
    """One commit on main for `git fast-import`."""
    origin = b"from refs/heads/main^0\n" if number == 0 else b""
    head = f"commit refs/heads/main\ncommitter bench <bench@example.invalid> {1_800_000_000 + number} +0700\n"
    return (
        head.encode()
        + b"data 1\nx\n"
        + origin
        + f"M 100644 inline {path}\ndata {len(content)}\n".encode()
        + content
        + b"\n"
    )


if __name__ == "__main__":
    main()
