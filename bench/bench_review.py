"""Looking back and comparing, in units of T: `python -c 'import typer'` in the same run.

`diff` is over 500 changed reports of the demo office, `log` over one report in 5,000 revisions, beside
`git log -- path` itself.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from measure import ROOT, Program, compare, ct58, python

DIFF = 4.0
GIT_PROGRAM = shutil.which("git") or "git"
CHANGED = 500
REVISIONS = 5000
DAY = ("--as-of", "2025-11-01")
GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
SIGNED = {
    "GIT_AUTHOR_NAME": "bench",
    "GIT_AUTHOR_EMAIL": "bench@example.invalid",
    "GIT_COMMITTER_NAME": "bench",
    "GIT_COMMITTER_EMAIL": "bench@example.invalid",
}


def main() -> None:
    """Make the office and its history once, then time who looks at it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run(folder, ct58("init", "--demo", "--git", str(folder / "office")))
        _change_reports(folder / "office")
        report = _long_history(folder / "office")
        compare(reading(folder), rounds=9)
        print()
        compare(looking_back(folder, report), rounds=9)


def reading(folder: Path) -> list[Program]:
    """T first, then a day's list from the folder and from a revision, and the comparison."""
    data, user = str(folder / "office"), _user(folder)
    return [
        Program(name="T: import typer", arguments=python("import typer")),
        Program(
            name="overdue, from the folder", arguments=ct58("overdue", "--data", data, *DAY), environment=user
        ),
        Program(
            name="overdue --rev (≤ 2 × from the folder)",
            arguments=ct58("overdue", "--data", data, *DAY, "--rev", "bench-before"),
            environment=user,
        ),
        Program(
            name=f"diff, {CHANGED} changed reports",
            arguments=ct58("diff", "bench-before", "bench-after", "--data", data, *DAY),
            environment=user,
            limit=DIFF,
        ),
    ]


def looking_back(folder: Path, report: str) -> list[Program]:
    """`git log -- path` first: our own may take three times as long."""
    data, user = folder / "office", _user(folder)
    unit, period = Path(report).parts[2], Path(report).stem
    git = [GIT_PROGRAM, "-C", str(data), "log", "--format=%H", "--", report]
    return [
        Program(name=f"git log -- path, {REVISIONS} revisions", arguments=git, environment=GIT),
        Program(
            name="log of one report (≤ 3 × git log)",
            arguments=ct58("log", unit, period, "--limit", "0", "--data", str(data)),
            environment=user,
        ),
    ]


def _change_reports(office: Path) -> None:
    """One figure more in each of the newest 500 reports, as a revision of its own."""
    _git(office, "tag", "bench-before")
    reports = sorted(office.glob("data/units/*/reports/*-Q*.yaml"), key=lambda path: path.name, reverse=True)
    changed = 0
    for path in reports:
        text = path.read_text(encoding="utf-8")
        corrected = re.sub(r"publications: (?=\d)", "publications: 1", text)
        if corrected != text and changed < CHANGED:
            path.write_text(corrected, encoding="utf-8")
            changed += 1
    _git(office, "commit", "--quiet", "--all", "--message", "bench")
    _git(office, "tag", "bench-after")


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
    subprocess.run(
        [GIT_PROGRAM, "fast-import", "--quiet"],
        input=b"".join(commands),
        cwd=office,
        env={**os.environ, **GIT},
        check=True,
    )
    _git(office, "reset", "--hard", "--quiet")
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


def _git(office: Path, *arguments: str) -> None:
    subprocess.run([GIT_PROGRAM, *arguments], cwd=office, env={**os.environ, **GIT, **SIGNED}, check=True)


def _user(folder: Path) -> dict[str, str]:
    return {"CT58_CACHE": str(folder / "cache"), "CT58_STATE": str(folder / "state"), **GIT}


def _run(folder: Path, arguments: list[str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **_user(folder)}
    subprocess.run(
        arguments, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


if __name__ == "__main__":
    main()
