"""What two people changed differently, field by field."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.command_line import REPORT, report_text, write_data
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.services.clashes import clashes
from ct58.vcs.repository import repository_of
from ct58.views.submissions import Clash

PATH = f"data/{REPORT}"


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A report, kept once."""
    write_data(begin(tmp_path), **{REPORT: report_text()})
    keep(tmp_path)
    return tmp_path


def told(top: Path, mine: str | None, theirs: str | None) -> tuple[Clash, ...]:
    """What clashes between two texts of the report; None takes it away."""
    for name, text in (("mine", mine), ("theirs", theirs)):
        git(top, "checkout", "--quiet", "-b", name, "main")
        if text is None:
            (top / PATH).unlink()
        else:
            put(top, PATH, text)
        keep(top)
    return clashes(repository_of(top / "data", git_environment()), "mine", "theirs", [PATH])


def test_only_what_both_changed_and_not_alike(top: Path) -> None:
    """Each with where it lies and both values."""
    mine = report_text(admitted="21", received_on="2021-07-05")
    theirs = report_text(admitted="30")
    (clash,) = told(top, mine, theirs)
    assert (clash.unit, clash.period, clash.path) == ("so-y-te", "2021-Q2", ("figures", "members_admitted"))
    assert (clash.mine, clash.theirs) == (21, 30)


@pytest.mark.parametrize("theirs", [None, "unit: [\n"])
def test_what_was_taken_away_or_cannot_be_read_clashes_as_a_whole(top: Path, theirs: str | None) -> None:
    """There are no fields to compare."""
    (clash,) = told(top, report_text(admitted="21"), theirs)
    assert (clash.file, clash.path) == (REPORT, ())


def test_a_file_that_both_made_clashes_in_what_differs(top: Path) -> None:
    """There is nothing that it was before."""
    git(top, "rm", "--quiet", PATH)
    keep(top)
    (clash,) = told(top, report_text(admitted="21"), report_text(admitted="22"))
    assert clash.path == ("figures", "members_admitted")
