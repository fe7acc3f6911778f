"""Merging with real git and real branches, in both orders."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.command_line import ROOT, write_data
from tests.support.examples import said
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.domain.planning.edits import same
from ct58.services.reading.checking import check_data
from ct58.services.reading.data_source import FolderSource
from ct58.services.round.merging import form_order, merge_file
from ct58.services.setup.git_setup import program_of, set_up_git
from ct58.store.yaml.merged_text import SideNames, ThreeContents
from ct58.store.yaml.reader import read

NAMES = SideNames("ours", "theirs")
REPORT = "units/so-y-te/reports/2021-Q2.yaml"
TASK = "tasks/PL-01.yaml"


@pytest.fixture(autouse=True)
def _our_own_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver that git starts is this checkout's."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    monkeypatch.setenv("CT58_LANG", "en")


@pytest.fixture(params=["kho", "kho/của Sở/chương trình"], ids=["top", "below, with spaces and accents"])
def data(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data folder in a repository that is set up; its first state is kept."""
    top = begin(tmp_path / "kho")
    root = write_data(tmp_path / request.param)
    set_up_git(root.parent, git_environment(), program_of(sys.executable))
    put(root, TASK, "item: PL-01\nevents:\n- {date: 2021-04-10, event: started}\n")
    put(root, REPORT, report(5, 1))
    keep(top)
    return root


def report(members_admitted: int, arrival: int) -> str:
    """A report with two things that can be changed."""
    return (
        "unit: so-y-te\nperiod: 2021-Q2\nstate: received\nreceived_on: 2021-07-03\nfigures:\n"
        f"  members_admitted: {members_admitted}\nsource: {{arrival_number: {arrival}}}\n"
    )


Edit = Callable[[Path], None]


def joined(data: Path, here: Edit, there: Edit, *, first: str = "a") -> int:
    """Two branches with an edit each, the other joined to `first`; the exit code of `git merge`."""
    top = data.parent
    for branch, edit in (("a", here), ("b", there)):
        git(top, "checkout", "-q", "-b", branch, "main")
        edit(data)
        keep(top, branch)
    git(top, "checkout", "-q", first)
    other = "b" if first == "a" else "a"
    done = subprocess.run(
        ["git", "merge", "--quiet", "--no-edit", other],
        cwd=top,
        env=git_environment(),
        capture_output=True,
        check=False,
    )
    return done.returncode


def appended(line: str) -> Edit:
    """Add an event to the task."""
    return lambda data: put(data, TASK, (data / TASK).read_text("utf-8") + line + "\n")


@pytest.mark.parametrize("first", ["a", "b"])
def test_new_events_of_both_sides_are_kept_by_day(data: Path, first: str) -> None:
    """Where git by lines would stop; whichever is joined to the other."""
    late, early = (f"- {{date: 2021-06-{day}, event: noted, reason: x}}" for day in (20, 11))
    code = joined(data, appended(late), appended(early), first=first)
    assert code == 0
    assert (data / TASK).read_text("utf-8").splitlines()[2:] == [
        "- {date: 2021-04-10, event: started}",
        early,
        late,
    ]


@pytest.mark.parametrize("first", ["a", "b"])
def test_one_figure_changed_differently_is_named_by_check(data: Path, first: str) -> None:
    """Git stops, the file has marks around that line only, and the finding says unit, period and figure."""
    code = joined(
        data, lambda d: put(d, REPORT, report(12, 1)), lambda d: put(d, REPORT, report(21, 7)), first=first
    )
    text = (data / REPORT).read_text("utf-8")
    assert code == 1
    assert text.count("<<<<<<<") == 1
    assert "arrival_number: 7" in text
    (entry,) = [e for e in check_data(FolderSource(data, None)).entries if e.finding.file == REPORT]
    subject = entry.subject
    assert entry.finding.code == "Y003"
    assert (subject.unit, str(subject.period), subject.figure) == ("Đảng bộ Sở Y tế", "2021-Q2", "5. Kết nạp")
    assert ("12 | 21" if first == "a" else "21 | 12") in said(entry.finding)


def test_where_ct58_is_gone_git_merges_line_by_line(data: Path) -> None:
    """Nothing of the other side is lost: the marks are git's."""
    driver = git(data, "config", "merge.ct58.driver").replace(sys.executable, "/nowhere/python")
    git(data, "config", "merge.ct58.driver", driver)
    code = joined(data, *(appended(f"- {{date: 2021-06-{day}, event: noted}}") for day in (20, 11)))
    text = (data / TASK).read_text("utf-8")
    assert code == 1
    assert all(part in text for part in ("<<<<<<<", "2021-06-20", "2021-06-11"))


def test_what_cannot_be_read_is_merged_line_by_line() -> None:
    """With git's own marks where it finds a conflict."""
    three = ThreeContents(b"a: [\nb: 1\nc: 1\n", b"a: [\nb: 2\nc: 1\n", b"a: [\nb: 1\nc: 1\nd: 1\n")
    merged = merge_file(TASK, three, NAMES, git_environment())
    assert merged.content == b"a: [\nb: 2\nc: 1\nd: 1\n"
    assert merged.is_settled


def test_other_files_are_merged_line_by_line() -> None:
    """They are none of ours, whatever they mean."""
    three = ThreeContents(b"a: 1\n", b"a: 2\n", b"a: 1\nb: 1\n")
    assert not merge_file("docker-compose.yaml", three, NAMES, git_environment()).is_settled


def test_lines_that_end_as_on_windows_merge_too() -> None:
    """What is said counts, not how lines end."""
    base, ours, theirs = (
        report(*numbers).replace("\n", "\r\n").encode() for numbers in ((5, 1), (6, 1), (5, 2))
    )
    merged = merge_file(f"data/{REPORT}", ThreeContents(base, ours, theirs), NAMES, git_environment())
    tree, _findings = read(REPORT, merged.content)
    assert tree is not None
    expected, _findings = read(REPORT, report(6, 2).encode())
    assert expected is not None
    assert same(tree.value, expected.value)  # type: ignore[arg-type]  # plain trees


def test_the_order_of_the_form_is_the_programmes(data: Path) -> None:
    """Read from beside the file that is merged; without it there is none."""
    top = data.parent
    assert form_order(top, f"data/{REPORT}", None) == ("members_admitted",)
    assert form_order(top, f"data/{TASK}", None) == ()
    assert form_order(top, f"elsewhere/{REPORT}", None) == ()
