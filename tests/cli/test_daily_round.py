"""A clerk's week: two clerks and a reviewer, a shared drive that goes away, and no word of git on any screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.support.daily_round import GIT_WORDS, Office, open_office, report_file
from tests.support.repositories import git


@pytest.mark.slow
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_clerks_week(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """Record, save, submit, offline, return, correct, approve, and two people at the same figure."""
    office = open_office(tmp_path, capsys, monkeypatch, language)
    _monday(office)
    _tuesday(office)
    _wednesday(office)
    _thursday(office)
    _friday(office)
    _monday_again(office)
    spoken = {command: match.group() for command, said in office.said if (match := GIT_WORDS.search(said))}
    assert spoken == {}


def _monday(office: Office) -> None:
    """Hoa records, saves and hands in; Nam looks and approves; Lan fetches."""
    assert office.report("hoa", "so-xay-dung", "5=4", "6=0").code == 0
    assert office("hoa", "save", "Báo cáo quý II của Sở Xây dựng").code == 0
    assert office("hoa", "submit").code == 0
    assert "Lê Thị Hoa" in office("nam", "review").out
    assert "so-xay-dung" not in office("nam", "review", "1").err
    assert office("nam", "review", "1", "--approve").code == 0
    assert office("lan", "sync").code == 0
    assert (office.data("lan") / report_file("so-xay-dung")).is_file()
    assert "Trần Văn Nam" in office("hoa", "sync").out


def _tuesday(office: Office) -> None:
    """The shared drive is away: Lan's submission is queued, and goes with her next sync."""
    comes_back = office.away()
    office.report("lan", "so-cong-thuong", "5=2", "6=0")
    assert office("lan", "save").code == 0
    assert office("lan", "submit").code == 0
    assert office("lan", "sync").code == 5
    comes_back()
    assert "2021-07-15-nguyen-thi-lan-1" in office("lan", "sync").out
    assert git(office.shared, "rev-parse", "gui-duyet/2021-07-15-nguyen-thi-lan-1")


def _wednesday(office: Office) -> None:
    """Nam returns it; Lan reads why, corrects, and hands in anew; the reason stays in the history."""
    assert "nguyen-thi-lan-1" in office("nam", "review").out
    assert office("nam", "review", "1", "--return", "Thiếu số khai trừ").code == 0
    assert "Thiếu số khai trừ" in office("lan", "sync").out
    assert office("lan", "submit").code == 4
    office.report("lan", "so-cong-thuong", "6=1")
    assert office("lan", "save").code == 0
    assert office("lan", "submit").code == 0
    assert "2021-07-15-nguyen-thi-lan-2" in office("nam", "review").out
    assert office("nam", "review", "1", "--approve").code == 0
    assert "Thiếu số khai trừ" in git(office.shared, "log", "--format=%B", "main")


def _thursday(office: Office) -> None:
    """Both write in the same file, not the same: nothing is to be settled, whoever is second."""
    for person, event, value in (("hoa", "started", "5=13"), ("lan", "noted", "6=1")):
        office(person, "record", "event", "PL-01", event, "--on", "1/6/2021", "--reason", "x")
        office.report(person, "so-y-te", value)
        assert office(person, "save", "--anyway").code == 0
        assert office(person, "submit").code == 0
    assert office("nam", "review").code == 0
    assert office("nam", "review", "1", "--approve").code == 0
    assert office("nam", "review", "2", "--approve").code == 0
    for person in ("hoa", "lan"):
        assert office(person, "sync").code == 0
        assert office(person, "check").code == 0
    assert (office.data("hoa") / report_file("so-y-te")).read_bytes() == (
        office.data("lan") / report_file("so-y-te")
    ).read_bytes()


def _friday(office: Office) -> None:
    """Both change the same figure: it is told in words, settled in the file, and approved."""
    office.report("hoa", "so-y-te", "5=14")
    office("hoa", "save", "--anyway")
    office("hoa", "submit")
    office.report("lan", "so-y-te", "5=15")
    office("lan", "save", "--anyway")
    office("lan", "submit")
    office("nam", "review")
    assert office("nam", "review", "1", "--approve").code == 0
    assert office("nam", "review", "2", "--approve").code == 4
    assert office("nam", "review", "2", "--return", "Trùng với chị Hoa").code == 0
    told = office("lan", "sync")
    assert told.code == 1
    assert "5. Kết nạp" in told.out
    assert "15 · Nguyễn Thị Lan" in told.out
    assert "14 · Lê Thị Hoa" in told.out
    assert office("lan", "check").code == 1
    assert office("lan", "save").code == 3
    _settle(office.data("lan") / report_file("so-y-te"))
    assert office("lan", "check").code == 0
    assert office("lan", "save", "--anyway").code == 0
    assert office("lan", "submit").code == 0
    office("nam", "review")
    assert office("nam", "review", "1", "--approve").code == 0
    assert office("lan", "sync").code == 0
    assert "members_admitted: 15" in git(office.shared, "show", f"main:data/{report_file('so-y-te')}")


def _monday_again(office: Office) -> None:
    """Once more the same figure, and this time nobody opens a file: Lan keeps hers, and both her colleagues get it."""
    assert office("hoa", "sync").code == 0
    for person, value in (("hoa", "5=16"), ("lan", "5=17")):
        office.report(person, "so-y-te", value)
        assert office(person, "save", "--anyway").code == 0
    assert office("hoa", "submit").code == 0
    office("nam", "review")
    assert office("nam", "review", "1", "--approve").code == 0
    assert office("lan", "sync").code == 1
    settled = office("lan", "sync", "--keep", "mine")
    assert settled.code == 0
    assert "17" in settled.out
    assert office("lan", "check").code == 0
    assert office("lan", "submit").code == 0
    office("nam", "review")
    assert office("nam", "review", "1", "--approve").code == 0
    assert office("hoa", "sync").code == 0
    assert "members_admitted: 17" in (office.data("hoa") / report_file("so-y-te")).read_text("utf-8")


def _settle(path: Path) -> None:
    """Keep what the clerk wrote, as she would in an editor."""
    text = re.sub(r"=======\n.*?>>>>>>> [^\n]*\n", "", path.read_text("utf-8"), flags=re.DOTALL)
    path.write_text(re.sub(r"<<<<<<< [^\n]*\n", "", text), "utf-8", newline="\n")
