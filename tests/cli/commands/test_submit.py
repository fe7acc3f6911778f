"""ct58 submit: hand in what was saved; queue it where nobody answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.daily_round import Office, open_office
from tests.support.repositories import git

FIRST = "2021-07-15-le-thi-hoa-1"


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """Hoa has saved a report."""
    made = open_office(tmp_path, capsys, monkeypatch)
    made.report("hoa", "so-xay-dung", "5=4", "6=0")
    made("hoa", "save")
    return made


def places(office: Office) -> list[str]:
    """The refs of the shared place."""
    return git(office.shared, "for-each-ref", "--format=%(refname:short)").splitlines()


def test_a_submission_is_a_ref_of_its_own(office: Office) -> None:
    """Named by day and person; once is enough."""
    assert FIRST in office("hoa", "submit").out
    assert places(office) == [f"gui-duyet/{FIRST}", "main"]
    assert "already" in office("hoa", "submit").out


def test_what_is_saved_meanwhile_joins_it(office: Office) -> None:
    """So that nothing waits on something that waits."""
    office("hoa", "submit")
    office.report("hoa", "so-tai-chinh", "5=1", "6=0")
    office("hoa", "save")
    assert f"to submission {FIRST}" in office("hoa", "submit").out
    assert places(office) == [f"gui-duyet/{FIRST}", "main"]


def test_there_may_be_nothing_to_hand_in(office: Office) -> None:
    """The main copy has it all; what is not saved is said to stay behind."""
    office.report("lan", "so-xay-dung", "5=4", "6=0")
    done = office("lan", "submit")
    assert done.code == 0
    assert "nothing to hand in" in done.out
    assert "Not saved yet" in done.err


def test_offline_it_queues_and_the_next_one_sends(office: Office) -> None:
    """The list says so, too."""
    comes_back = office.away()
    assert "Queued" in office("hoa", "submit").out
    listed = office("hoa", "submit", "--list")
    assert "queued here" in listed.out
    assert "does not answer" in listed.err
    comes_back()
    assert FIRST in office("hoa", "submit").out
    assert [row["standing"] for row in office("hoa", "submit", "--list", "--format", "json").data] == [
        "waiting"
    ]


def test_a_name_that_somebody_else_took_is_left_to_them(office: Office) -> None:
    """The next number is taken."""
    git(office.shared, "branch", f"gui-duyet/{FIRST}", "main")
    git(office.folder / "lan", "commit", "--allow-empty", "--quiet", "-m", "khác")
    git(office.folder / "lan", "push", "--quiet", "origin", f"HEAD:refs/heads/gui-duyet/{FIRST}")
    assert "2021-07-15-le-thi-hoa-2" in office("hoa", "submit").out


def test_without_a_shared_place_it_is_said(office: Office) -> None:
    """What was saved is kept."""
    git(office.folder / "hoa", "remote", "remove", "origin")
    done = office("hoa", "submit")
    assert (done.code, "no shared place" in done.err) == (5, True)


def test_a_shared_place_that_takes_nothing(office: Office) -> None:
    """A check on the other side says no, which is no want of rights: it stays queued."""
    hook = office.shared / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    done = office("hoa", "submit")
    assert (done.code, "a check of its own" in done.err) == (5, True)


def test_whose_entries_go_along_is_said_before(office: Office) -> None:
    """Lan types in Hoa's folder, too; hers or the other's, each hears of what is not her own."""
    office.people["hoa"] = "Nguyễn Thị Lan"
    office.report("hoa", "so-tai-chinh", "5=1", "6=0")
    office("hoa", "save")
    done = office("hoa", "submit")
    assert "goes along (how often): Lê Thị Hoa (1)" in done.err
    assert "Lan" not in done.err
    office.report("hoa", "so-cong-thuong", "5=1", "6=0")
    office("hoa", "save")
    assert "goes along" not in office("hoa", "submit").err
    office.people["hoa"] = "Lê Thị Hoa"
    office.report("hoa", "so-y-te", "5=13")
    office("hoa", "save", "--anyway")
    assert "Nguyễn Thị Lan (2)" in office("hoa", "submit").err


def test_what_is_in_the_main_copy_already_does_not_go_along(office: Office) -> None:
    """Nor does anything where nothing is sent."""
    office("hoa", "submit")
    office("nam", "review", "1")
    office("nam", "review", "1", "--approve")
    office.report("lan", "so-tai-chinh", "5=1", "6=0")
    office("lan", "save")
    office("lan", "sync")
    assert "goes along" not in office("lan", "submit").err
    office.people["lan"] = "Lê Thị Hoa"
    assert "goes along" in office("lan", "submit").err
