"""What a screen says is the reason is the reason: no room here or there, an answer that got lost, a check that said no; and no name is asked in vain."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest
from tests.support.daily_round import Office, open_office, report_file
from tests.support.repositories import git, put

FIRST = "2021-07-15-le-thi-hoa-1"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the hooks of these tests need a shell's signals")


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """Hoa has saved a report."""
    made = open_office(tmp_path, capsys, monkeypatch)
    made.report("hoa", "so-xay-dung", "5=4", "6=0")
    assert made("hoa", "save").code == 0
    return made


def hook(office: Office, name: str, *lines: str) -> None:
    """Something that the shared place does."""
    path = office.shared / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), "utf-8")
    path.chmod(0o755)


def git_that(office: Office, patch: pytest.MonkeyPatch, command: str, *lines: str) -> None:
    """A git that does something else for one command."""
    real = shutil.which("git")
    put(
        office.folder / "tools",
        "git",
        f'#!/bin/sh\ncase " $* " in *" {command} "*)\n' + "\n".join(lines) + f'\nesac\nexec {real} "$@"\n',
    )
    (office.folder / "tools/git").chmod(stat.S_IRWXU)
    patch.setenv("PATH", f"{office.folder / 'tools'}{os.pathsep}{os.environ['PATH']}")


def has_main(office: Office) -> bool:
    """Whether the main copy has the report."""
    return f"data/{report_file('so-xay-dung')}" in git(office.shared, "ls-tree", "-r", "--name-only", "main")


UPDATED = 'test "$1" = committed || exit 0'
"""The shared place has changed what it was asked to."""
BREAK_OFF = "kill -9 $PPID"


@pytest.mark.parametrize(
    ("said", "summary", "cause"),
    [
        (
            "fatal: unable to write loose object file: No space left on device",
            "unpacker error",
            "no room left",
        ),
        ("error: Disk quota exceeded", "failed to update ref", "no room left"),
        ("error: insufficient permission for adding an object", "unpacker error", "may not write"),
        ("error: unable to create 'refs/x.lock': Permission denied", "failed to update ref", "may not write"),
        ("Phiếu có lỗi", "pre-receive hook declined", "a check of its own"),
        (
            "error: refusing to update checked out branch",
            "branch is currently checked out",
            "does not take it. ",
        ),
    ],
)
def test_a_shared_place_that_takes_nothing_has_its_reason(
    office: Office, monkeypatch: pytest.MonkeyPatch, said: str, summary: str, cause: str
) -> None:
    """As git tells it; nothing is lost, and afterwards it goes."""
    path = os.environ["PATH"]
    lines = (
        f'echo "remote: {said}" >&2',
        'for last; do :; done; printf "!\\t%s\\t[remote rejected] (' + summary + ')\\n" "$last"',
        "exit 1;;",
    )
    git_that(office, monkeypatch, "push", *lines)
    refused = office("hoa", "submit")
    assert refused.code == 5
    assert cause in " ".join(refused.err.split()) + " "
    monkeypatch.setenv("PATH", path)
    assert office("hoa", "submit").code == 0


@pytest.mark.parametrize("command", ["update-index", "commit"])
def test_a_full_disk_here_is_said_of_this_disk(
    office: Office, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Nothing that was saved is lost, and once there is room it is saved."""
    office.report("hoa", "so-cong-thuong", "5=4", "6=0")
    path = os.environ["PATH"]
    said = 'echo "fatal: unable to write loose object file: No space left on device" >&2'
    git_that(office, monkeypatch, command, said, "exit 128;;")
    refused = office("hoa", "save")
    assert (refused.code, "the disk is full" in refused.err) == (5, True)
    monkeypatch.setenv("PATH", path)
    assert office("hoa", "save").code == 0


def test_fetching_to_a_full_disk_is_no_shared_place_that_does_not_answer(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The remedy is another one."""
    git_that(
        office, monkeypatch, "fetch", 'echo "fatal: write error: No space left on device" >&2', "exit 128;;"
    )
    refused = office("hoa", "sync")
    assert (refused.code, "the disk is full" in refused.err) == (5, True)


def test_an_approval_whose_answer_got_lost_is_looked_up(office: Office) -> None:
    """The main copy was changed before the connection broke, and that is told."""
    office("hoa", "submit")
    hook(office, "reference-transaction", UPDATED, BREAK_OFF)
    done = office("nam", "review", FIRST, "--approve", "--yes")
    assert (done.code, has_main(office)) == (0, True)
    assert "Approved by Trần Văn Nam" in done.err
    (office.shared / "hooks/reference-transaction").unlink()
    assert "No submission waits" in office("nam", "review").out
    assert "approved · Trần Văn Nam" in office("hoa", "sync").out


def test_an_approval_that_nobody_can_look_up_may_be_done(office: Office) -> None:
    """Not “it does not answer”, which reads as if nothing had happened."""
    office("hoa", "submit")
    assert office("nam", "review", "1").code == 0
    hook(office, "reference-transaction", UPDATED, f'mv "{office.shared}" "{office.shared}.away"', BREAK_OFF)
    lost = office("nam", "review", FIRST, "--approve", "--yes")
    assert lost.code == 5
    assert "may be decided already" in lost.err
    assert "ct58 review" in lost.err
    Path(f"{office.shared}.away").rename(office.shared)
    (office.shared / "hooks/reference-transaction").unlink()
    assert "No submission waits" in office("nam", "review").out
    assert has_main(office)


def test_an_approval_that_broke_off_before_anything_was_changed(office: Office) -> None:
    """It waits as before."""
    office("hoa", "submit")
    hook(office, "pre-receive", BREAK_OFF)
    refused = office("nam", "review", FIRST, "--approve", "--yes")
    assert (refused.code, "before anything was changed" in refused.err) == (5, True)
    (office.shared / "hooks/pre-receive").unlink()
    assert FIRST in office("nam", "review").out
    assert not has_main(office)


def test_a_submission_whose_answer_got_lost_is_handed_in(office: Office) -> None:
    """Or queued, where nothing arrived; in both cases the next one makes no second of it."""
    hook(office, "pre-receive", BREAK_OFF)
    queued = office("hoa", "submit")
    assert (queued.code, "Queued as submission" in queued.out) == (0, True)
    (office.shared / "hooks/pre-receive").unlink()
    hook(office, "reference-transaction", UPDATED, BREAK_OFF)
    assert "Handed in by" in office("hoa", "submit").out
    (office.shared / "hooks/reference-transaction").unlink()
    assert (
        git(office.shared, "for-each-ref", "--format=%(refname:short)", "refs/heads/gui-duyet")
        == f"gui-duyet/{FIRST}"
    )


def test_looking_needs_nobodys_name(office: Office) -> None:
    """Only who saves, hands in or decides is asked who they are."""
    office.name_people = False
    for arguments in (("review",), ("submit", "--list"), ("sync",), ("doctor",)):
        done = office("lan", *arguments)
        assert (done.code, "Who are you" in done.err) == (0, False), arguments
    office.name_people = True
    office("hoa", "submit")
    office.name_people = False
    assert office("lan", "review", "1").code == 0
    refused = office("lan", "review", "1", "--approve")
    assert (refused.code, "Who are you" in refused.err) == (2, True)
    assert not has_main(office)
