"""Nobody approves what is their own, whoever saved last, unless the main copy's office says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.daily_round import Office, open_office
from tests.support.repositories import git, keep, put

FIRST = "2021-07-15-le-thi-hoa-1"
ALLOWED = "names: {committee: Đảng ủy Khối}\nsettings: {self_approval: true}\n"


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """Hoa has handed in a report."""
    made = open_office(tmp_path, capsys, monkeypatch)
    made.report("hoa", "so-xay-dung", "5=4", "6=0")
    made("hoa", "save")
    made("hoa", "submit")
    return made


def refused(office: Office, person: str) -> bool:
    """Whether somebody may not approve the only submission; nothing is in the main copy then."""
    before = git(office.shared, "rev-parse", "main")
    done = office(person, "review", FIRST, "--approve")
    assert (done.code in (0, 4), before == git(office.shared, "rev-parse", "main")) == (True, done.code == 4)
    assert done.code == 0 or "own work" in done.err
    return done.code == 4


def test_whoever_handed_in_does_not_approve(office: Office) -> None:
    """Nor under the same name in other letters; a colleague does."""
    assert refused(office, "hoa")
    office.people["lan"] = "le thi HOA"
    assert refused(office, "lan")
    assert not refused(office, "nam")


def test_nor_whoever_saved_some_of_it(office: Office) -> None:
    """Lan saved in Hoa's folder and Hoa handed it in: neither's name on top hides the other."""
    office.people["hoa"] = "Nguyễn Thị Lan"
    office.report("hoa", "so-tai-chinh", "5=1", "6=0")
    office("hoa", "save")
    office.people["hoa"] = "Lê Thị Hoa"
    office("hoa", "submit")
    assert refused(office, "lan")
    assert refused(office, "hoa")
    assert "Saved by (how often): Lê Thị Hoa (1), Nguyễn Thị Lan (1)" in office("nam", "review", FIRST).out
    git(office.folder / "hoa", "commit", "--allow-empty", "--quiet", "-m", "khác", who="Ai Đó")
    git(office.folder / "hoa", "push", "--quiet", "origin", f"HEAD:gui-duyet/{FIRST}")
    assert refused(office, "lan")
    assert refused(office, "hoa")


def test_whoever_returned_it_before_may_approve_what_was_corrected(office: Office) -> None:
    """The return is in its history, but no work on it."""
    office("nam", "review", "1", "--return", "Thiếu nguồn")
    office.report("hoa", "so-tai-chinh", "5=1", "6=0")
    office("hoa", "save")
    office("hoa", "submit")
    assert office("nam", "review", "2021-07-15-le-thi-hoa-2", "--approve").code == 0


def test_an_office_of_one_person_says_so_in_the_main_copy(office: Office) -> None:
    """What a submission says of itself does not count: it would lift the rule by the way."""
    put(office.data("hoa"), "office.yaml", ALLOWED)
    assert office("hoa", "save", "--anyway").code == 0
    office("hoa", "submit")
    assert refused(office, "hoa")
    shown = office("nam", "review", FIRST, "--format", "json").data
    assert shown["saved_by"] == {"Lê Thị Hoa": 2}
    assert all("in spite of" in office("nam", "review", FIRST).out for _warning in shown["overridden"])
    put(office.data("lan"), "office.yaml", ALLOWED)
    keep(office.folder / "lan")
    git(office.folder / "lan", "push", "--quiet", "origin", "HEAD:main")
    done = office("hoa", "review", FIRST, "--approve")
    assert (done.code, "your own submission" in done.err) == (0, True)


def test_what_it_must_be_is_checked(office: Office) -> None:
    """Yes or no, and no word."""
    put(office.data("hoa"), "office.yaml", ALLOWED.replace("true", "maybe"))
    assert office("hoa", "check").code == 1
