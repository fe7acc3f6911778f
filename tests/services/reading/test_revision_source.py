"""What was reported before: what has to be read for it, and the data as it was then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.support.command_line import REPORT, report_text, write_data
from tests.support.indicator_offices import indicator_office
from tests.support.offices import day, period
from tests.support.repositories import begin, git_environment, keep, put

from ct58.domain.records.committee import Issue, PeriodFile
from ct58.services.reading.opening import STATUS_SLICE
from ct58.services.reading.revision_source import recall_from
from ct58.services.reading.slices import reported_periods
from ct58.vcs.repository import repository_of


def test_the_reports_of_what_was_issued_are_needed() -> None:
    """With those of the year so far; nothing of what was issued later."""
    issue = Issue(name="a", on=day("2021-07-16"), as_of=day("2021-07-15"))
    file = PeriodFile(period=period("2021-Q2"), issued=(issue,))
    frame = replace(indicator_office(()), periods={"2021-Q2": file})
    assert {"2021-Q1", "2021-Q2", "2021", "once"} <= reported_periods(frame, day("2021-10-15"))
    assert reported_periods(frame, day("2021-07-10")) == frozenset()


def test_a_revision_is_read_as_it_was(tmp_path: Path) -> None:
    """What was corrected since is not in it."""
    root = write_data(begin(tmp_path / "office"), **{REPORT: report_text(admitted="12")})
    kept = keep(tmp_path / "office")
    put(root, REPORT, report_text(admitted="21"))
    recalled = recall_from(root, None, lambda: repository_of(root, git_environment()), STATUS_SLICE)(kept[:7])
    assert recalled is not None
    assert recalled.reports["so-y-te", "2021-Q2"].figures["members_admitted"] == 12


def test_without_a_history_nothing_is_recalled(tmp_path: Path) -> None:
    """No repository, or a revision that it does not know."""
    root = write_data(tmp_path / "plain")
    assert (
        recall_from(root, None, lambda: repository_of(root, git_environment()), STATUS_SLICE)("8e5a4af")
        is None
    )
    kept = write_data(begin(tmp_path / "office"))
    keep(tmp_path / "office")
    assert (
        recall_from(kept, None, lambda: repository_of(kept, git_environment()), STATUS_SLICE)("8e5a4af")
        is None
    )
