"""What was approved and vanished from the main copy is said to everyone whose copy has seen it; nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.daily_round import Office, open_office, report_file
from tests.support.repositories import git

FIRST = "2021-07-15-le-thi-hoa-1"
SAID = "NO LONGER IN THE MAIN COPY"


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """Hoa's report was approved by Nam; Lan has fetched it."""
    made = open_office(tmp_path, capsys, monkeypatch)
    made.report("hoa", "so-xay-dung", "5=4", "6=0")
    made("hoa", "save")
    made("hoa", "submit")
    assert made("nam", "review", "1", "--approve").code == 0
    for person in ("hoa", "lan"):
        assert SAID not in made(person, "sync").out
    return made


def set_back(office: Office) -> None:
    """Somebody forces the main copy to what it was before."""
    git(office.shared, "update-ref", "refs/heads/main", "main~1")


def test_everyone_concerned_is_told_once_and_it_can_be_handed_in_again(office: Office) -> None:
    """Sender, approver, and who only fetched it; each by name, also two in one folder; then it comes back."""
    set_back(office)
    assert office("lan", "review").code == 0
    for person in ("hoa", "nam", "lan"):
        told = office(person, "sync").out
        assert f"{SAID}: 1" in told
        assert f"{FIRST} · Lê Thị Hoa · approved by Trần Văn Nam" in told
        assert SAID not in office(person, "sync").out
    office.people["lan"] = "Ai Đó"
    assert SAID in office("lan", "sync").out
    (mine,) = office("hoa", "submit", "--list", "--format", "json").data
    assert mine["standing"] == "lost"
    assert (office.data("lan") / report_file("so-xay-dung")).is_file()
    office("hoa", "submit")
    assert office("nam", "review", "2021-07-15-le-thi-hoa-2", "--approve").code == 0
    assert SAID not in office("hoa", "sync").out
    assert git(office.folder / "hoa", "for-each-ref", "refs/ct58/lost", "refs/ct58/told") == ""
    assert "members_admitted: 4" in git(office.shared, "show", f"main:data/{report_file('so-xay-dung')}")


def test_for_a_program_and_for_whoever_does_not_have_it(office: Office) -> None:
    """Nam approved it without ever fetching it into his folder."""
    set_back(office)
    (gone,) = office("nam", "sync", "--format", "json").data["vanished"]
    assert (gone["submission"], gone["author"], gone["by"]) == (FIRST, "Lê Thị Hoa", "Trần Văn Nam")
    git(office.folder / "nam", "update-ref", "-d", f"refs/ct58/told/{gone['revision']}/tran-van-nam")
    assert "Whoever has it in their folder" in office("nam", "sync").out
    assert git(office.folder / "nam", "cat-file", "-t", gone["revision"]) == "commit"
    office("lan", "sync")
    assert office("lan", "sync", "--format", "json").data["vanished"] == []


def test_a_main_copy_in_other_revisions_with_the_same_data_lost_nothing(office: Office) -> None:
    """Somebody squashed it on the way: no one is alarmed."""
    tree = git(office.shared, "rev-parse", "main^{tree}")
    again = git(office.shared, "commit-tree", tree, "-p", "main~1", "-m", "Gộp")
    git(office.shared, "update-ref", "refs/heads/main", again)
    for person in ("hoa", "nam", "lan"):
        assert SAID not in office(person, "sync").out


def test_what_came_directly_is_told_by_its_words_and_a_main_copy_that_is_gone_is_all_of_it(
    office: Office,
) -> None:
    """Past ct58, too."""
    git(office.folder / "lan", "commit", "--quiet", "--allow-empty", "-m", "không đổi gì")
    (office.data("lan") / "ghi-chu.txt").write_text("x", "utf-8")
    git(office.folder / "lan", "add", "--all")
    git(office.folder / "lan", "commit", "--quiet", "-m", "Việc \x1b[31mkhác")
    git(office.folder / "lan", "push", "--quiet", "origin", "HEAD:main")
    office("hoa", "sync")
    git(office.shared, "update-ref", "refs/heads/main", "main~2")
    told = office("hoa", "sync").out
    assert f"{SAID}: 1" in told
    assert "khác · Lê Thị Hoa\n" in told
    assert "\x1b" not in told
    git(office.shared, "update-ref", "-d", "refs/heads/main")
    assert FIRST in office("hoa", "sync").out
