"""What a change brings in, and nothing else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.support.command_line import REPORT, report_text, write_data
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.services.reading.data_source import FolderSource
from ct58.services.reading.named_sources import NamedSources
from ct58.services.round.gate import below_top, check_change


def sources(data: Path) -> NamedSources:
    """What names mean beside a folder."""
    return NamedSources(data, lambda folder: folder.parent / "cache", git_environment(), dt.date(2021, 7, 15))


def brought_in(data: Path, since: str = "HEAD") -> list[tuple[str, str, int]]:
    """Code, file and line of what the folder brings in."""
    view = check_change(
        sources(data).left_at(since, None), FolderSource(data, None), since, dt.date(2021, 7, 15)
    )
    assert view.since == since
    return [(entry.finding.code, entry.finding.file, entry.finding.line) for entry in view.entries]


def test_what_was_wrong_before_is_no_part_of_the_change(tmp_path: Path) -> None:
    """Not even if it has moved to another line."""
    data = write_data(begin(tmp_path), **{REPORT: report_text(admitted="1.412")})
    keep(tmp_path)
    assert brought_in(data) == []
    put(data, REPORT, "# ghi chú\n" + report_text(admitted="1.412"))
    assert brought_in(data) == []
    put(data, REPORT, report_text(received_on="5/7/2021", admitted="1.412"))
    assert brought_in(data) == [("K008", REPORT, 4)]


def test_what_breaks_in_a_file_that_did_not_change_is_part_of_it(tmp_path: Path) -> None:
    """The form lost a figure that reports give."""
    data = write_data(begin(tmp_path), **{REPORT: report_text()})
    keep(tmp_path)
    programme = (data / "programme.yaml").read_text("utf-8")
    put(data, "programme.yaml", programme.replace("key: members_admitted", "key: joined"))
    assert brought_in(data) == [("F101", REPORT, 7)]


def test_what_was_joined_to_the_main_line_meanwhile_is_no_part_of_it(tmp_path: Path) -> None:
    """The change is seen from where it left that line; a report that came there was not deleted here."""
    policy = "names: {committee: Đảng ủy Khối}\nsettings: {policies: [nothing_deleted]}\n"
    data = write_data(begin(tmp_path), **{"office.yaml": policy})
    keep(tmp_path)
    git(tmp_path, "checkout", "-q", "-b", "mine")
    put(data, "tasks/PL-01.yaml", "item: PL-01\nevents:\n- {date: 2021-05-01, event: started}\n")
    keep(tmp_path)
    git(tmp_path, "checkout", "-q", "main")
    put(data, REPORT, report_text())
    keep(tmp_path)
    git(tmp_path, "checkout", "-q", "mine")
    assert brought_in(data, "main") == []
    git(tmp_path, "rm", "-q", "data/tasks/PL-01.yaml")
    assert brought_in(data, "main") == []
    assert brought_in(data, "HEAD") == [("G802", "tasks/PL-01.yaml", 1)]


def test_a_folder_can_be_what_it_is_compared_with(tmp_path: Path) -> None:
    """Without any history."""
    before = write_data(tmp_path / "before")
    data = write_data(tmp_path / "after", **{REPORT: report_text(admitted="x")})
    assert brought_in(data, str(before)) == [("F104", REPORT, 7)]


def test_a_programme_that_cannot_be_read_is_a_finding_and_stops_no_other(tmp_path: Path) -> None:
    """Nothing is said of policies then."""
    data = write_data(begin(tmp_path))
    keep(tmp_path)
    put(data, "programme.yaml", "programme: [\n")
    put(data, REPORT, "unit: [\n")
    assert [code for code, _file, _line in brought_in(data)] == ["Y002", "Y002"]


def test_a_platform_names_files_from_the_top_of_the_repository(tmp_path: Path) -> None:
    """Without one, from where the user stands."""
    data = write_data(tmp_path / "kho" / "của Sở")
    assert below_top(FolderSource(data, None), tmp_path, git_environment()) == "kho/của Sở/data/"
    assert below_top(FolderSource(data, None), data, git_environment()) == ""
    begin(tmp_path / "kho")
    assert below_top(FolderSource(data, None), tmp_path, git_environment()) == "của Sở/data/"
