"""`ct58 merge-file`: what git calls."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import REPORT, ROOT, report_text, write_data
from tests.support.repositories import begin, git, git_environment, keep, needs_git, put


def three(folder: Path, base: str, ours: str, theirs: str) -> None:
    """The three files that git makes for a driver."""
    for name, text in (("o", base), ("a", ours), ("b", theirs)):
        put(folder, name, text)


@needs_git
def test_the_result_replaces_ours(ct58: Ct58, tmp_path: Path) -> None:
    """Exit 0 where nothing is left to settle; nothing is printed."""
    three(tmp_path, report_text(), report_text(admitted="13"), report_text(received_on="2021-07-04"))
    done = ct58("merge-file", "o", "a", "b", f"data/{REPORT}")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / "a").read_text("utf-8") == report_text(received_on="2021-07-04", admitted="13")


@needs_git
def test_what_somebody_has_to_settle_gives_one(ct58: Ct58, tmp_path: Path) -> None:
    """As git expects it."""
    three(tmp_path, report_text(), report_text(admitted="13"), report_text(admitted="14"))
    assert ct58("gop-tep", "o", "a", "b", f"data/{REPORT}").code == 1
    assert "<<<<<<< this version\n  members_admitted: 13\n" in (tmp_path / "a").read_text("utf-8")


def test_a_file_that_is_not_there_is_named(ct58: Ct58) -> None:
    """Exit 5; git then takes its own way."""
    done = ct58("merge-file", "o", "a", "b", REPORT)
    assert done.code == 5
    assert done.err.startswith("o cannot be read")


# ---------------------------------------------------------------- two clerks, forty records each

UNITS = [f"so-{number:02}" for number in range(1, 41)]


@pytest.fixture
def office(ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Forty units that report, in a repository that is set up."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    unit = "id: {0}\nname: Đảng bộ Sở {0}\nkind: agency\norganisation: grassroots_committee\n"
    write_data(tmp_path, **{f"units/{name}/unit.yaml": unit.format(name) for name in UNITS})
    begin(tmp_path)
    assert ct58("init", "--git", ".").code == 0
    for name in UNITS[:10]:
        assert ct58("record", "event", "BC-QUY", "reminded", *about(name), "--on", "2021-07-10").code == 0
    keep(tmp_path)
    return tmp_path


def about(unit: str) -> tuple[str, ...]:
    """The options of an event of a unit's report."""
    return ("--unit", unit, "--occurrence", "2021-Q2")


def one_clerk(ct58: Ct58, reports: list[str], day: int) -> None:
    """Twenty reports; ten promises, in files that the other writes in too; ten notes on one task."""
    for unit in reports:
        words = ("record", "report", unit, "2021-Q2", "--received-on", f"2021-07-{day:02}")
        assert ct58(*words, "--set", "members_admitted=1").code == 0
    for unit in UNITS[:10]:
        promise = (
            "BC-QUY",
            "promised",
            *about(unit),
            "--on",
            f"2021-07-{day - 2:02}",
            "--until",
            "2021-07-30",
        )
        assert ct58("record", "event", *promise).code == 0
    for step in range(10):
        note = ("PL-01", "noted", "--on", f"2021-05-{day + 2 * step:02}", "--reason", f"Việc {day}")
        assert ct58("record", "event", *note).code == 0


def both_clerks(ct58: Ct58, top: Path) -> None:
    """The branches a and b, from main."""
    for branch, reports, day in (("a", UNITS[:20], 3), ("b", UNITS[20:], 4)):
        git(top, "checkout", "-q", "-b", branch, "main")
        one_clerk(ct58, reports, day)
        keep(top, branch)


@pytest.mark.slow
@pytest.mark.parametrize("first", ["a", "b"])
def test_two_branches_of_forty_records_merge_without_a_conflict(ct58: Ct58, office: Path, first: str) -> None:
    """In both orders; every record of both is there, in order of days, and the data can be used."""
    both_clerks(ct58, office)
    git(office, "checkout", "-q", first)
    git(office, "merge", "--quiet", "--no-edit", "b" if first == "a" else "a")
    assert ct58("check").code == 0
    assert ct58("fmt", "--check", "data/units", "data/tasks").code == 0
    assert ct58("reports", "--period", "2021-Q2", "--format", "json").data["actual"] == 40
    notes = [
        line for line in (office / "data/tasks/PL-01.yaml").read_text("utf-8").splitlines() if "noted" in line
    ]
    assert len(notes) == 20
    assert notes == sorted(notes)
    events = sorted((office / "data/units").glob("*/events.yaml"))
    assert [path.read_text("utf-8").count("promised") for path in events] == [2] * 10


@pytest.mark.slow
def test_without_the_driver_only_files_that_both_wrote_in_meet(ct58: Ct58, office: Path) -> None:
    """As on a platform's merge button: of eighty records none in a file of its own, eleven files of events."""
    both_clerks(ct58, office)
    git(office, "config", "--remove-section", "merge.ct58")
    asked = ["git", "merge-tree", "--write-tree", "--name-only", "--no-messages", "a", "b"]
    done = subprocess.run(asked, cwd=office, env=git_environment(), capture_output=True, check=False)
    _tree, *met = done.stdout.decode().split()
    assert len(met) == 11
    assert all(name.endswith(("events.yaml", "tasks/PL-01.yaml")) for name in met)
