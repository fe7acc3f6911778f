"""ct58 sync: the main copy comes in, own work stays, and the folder is never left half-way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.support.command_line import contents
from tests.support.daily_round import Office, open_office, report_file
from tests.support.repositories import git, keep, put

from ct58.cli import output
from ct58.vcs.git import Git


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """The main copy has a report of the Department of Construction that Lan does not have yet."""
    made = open_office(tmp_path, capsys, monkeypatch)
    made.report("hoa", "so-xay-dung", "5=4", "6=0")
    keep(made.folder / "hoa")
    git(made.folder / "hoa", "push", "--quiet", "origin", "HEAD:main")
    return made


def files(office: Office, person: str = "lan") -> dict[str, bytes]:
    """Somebody's data, without the lock."""
    return {
        name: text for name, text in contents(office.data(person)).items() if not name.startswith(".ct58")
    }


def test_it_comes_in_and_a_second_time_there_is_nothing_new(office: Office) -> None:
    """Both folders are then the same."""
    assert "1 records are new here" in office("lan", "sync").out
    assert files(office) == files(office, "hoa")
    assert "Up to date" in office("lan", "sync").out


@pytest.mark.parametrize("is_behind", [False, True], ids=["before the call", "behind it"])
@pytest.mark.parametrize("way", ["run", "start"])
def test_ctrl_c_at_any_call_to_git_says_what_is_so(
    office: Office, monkeypatch: pytest.MonkeyPatch, way: str, *, is_behind: bool
) -> None:
    """The folder is read afterwards: what came in is said to have, and else that the data was not changed."""
    before, commit = files(office), git(office.folder / "lan", "rev-parse", "HEAD")
    call = getattr(Git, way)
    for number in range(1, 100):
        calls = 0

        def interrupted(self: Git, *given: Any, **more: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls != number:  # noqa: B023 - called in this turn only
                return call(self, *given, **more)
            if is_behind:
                call(self, *given, **more)
            raise KeyboardInterrupt

        monkeypatch.setattr(Git, way, interrupted)
        done = office("lan", "sync")
        monkeypatch.setattr(Git, way, call)
        if calls < number:
            break
        is_as_it_was = files(office) == before
        assert done.code == 130
        assert ("the data was not changed" in done.err) == is_as_it_was, (number, done.err)
        assert ("Recorded in" in done.err) != is_as_it_was, (number, done.err)
        git(office.folder / "lan", "reset", "--quiet", "--hard", commit)
        assert files(office) == before
    assert number > (3 if way == "run" else 0)


def test_ctrl_c_before_the_result_is_shown_does_not_deny_what_came_in(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are there, and it names them."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output, "_form", interrupt)
    done = office("lan", "sync")
    assert files(office) == files(office, "hoa")
    assert done.code == 130
    assert done.err.startswith("Recorded in units/so-xay-dung/reports/")
    assert "not changed" not in done.err


def test_own_work_stays_saved_or_not(office: Office) -> None:
    """What is not saved is left alone where nobody else changed the file."""
    office.report("lan", "so-tai-chinh", "5=1", "6=0")
    office("lan", "save")
    office.report("lan", "so-cong-thuong", "5=2", "6=0")
    assert "Your own work is kept" in office("lan", "sync").out
    assert {report_file(unit) for unit in ("so-tai-chinh", "so-cong-thuong", "so-xay-dung")} <= set(
        files(office)
    )


def test_unsaved_work_in_the_way_is_saved_first(office: Office) -> None:
    """Exit code 4, and everything is as it was."""
    office.report("lan", "so-xay-dung", "5=9", "6=0")
    before = files(office)
    done = office("lan", "sync")
    assert (done.code, "First: ct58 save" in done.err) == (4, True)
    assert files(office) == before
    assert (
        git(office.folder / "lan", "status", "--porcelain")
        == f"?? data/{Path(report_file('so-xay-dung')).parent}/"
    )


def test_what_does_not_contradict_itself_is_joined_by_its_meaning(office: Office) -> None:
    """Two events of one item, and two figures of one report, whoever is second."""
    for person, event, value in (("hoa", "started", "5=13"), ("lan", "noted", "6=1")):
        office(person, "record", "event", "PL-01", event, "--on", "1/6/2021", "--reason", "x")
        office.report(person, "so-y-te", value)
        office(person, "save", "--anyway")
    git(office.folder / "hoa", "push", "--quiet", "origin", "HEAD:main")
    done = office("lan", "sync")
    assert (done.code, "Your own work is kept" in done.out) == (0, True)
    events = files(office)["tasks/PL-01.yaml"].decode()
    assert ("started" in events, "noted" in events) == (True, True)
    report = files(office)[report_file("so-y-te")].decode()
    assert "members_admitted: 13" in report
    assert "members_expelled: 1" in report


def test_files_beside_the_data_are_for_technicians(office: Office) -> None:
    """Exit code 5; the folder is as it was, with no half-finished state in git."""
    for person, text in (("hoa", "một"), ("lan", "hai")):
        put(office.folder / person, "README.txt", text)
        keep(office.folder / person)
    git(office.folder / "hoa", "push", "--quiet", "origin", "HEAD:main")
    before = git(office.folder / "lan", "rev-parse", "HEAD")
    done = office("lan", "sync")
    assert (done.code, "README.txt" in done.err) == (5, True)
    assert git(office.folder / "lan", "rev-parse", "HEAD") == before
    assert git(office.folder / "lan", "status", "--porcelain") == ""
    assert len(git(office.folder / "lan", "worktree", "list").splitlines()) == 1


def test_a_copy_with_a_part_of_the_history_gets_the_rest(office: Office) -> None:
    """Both lines must have a point in common."""
    url = office.shared.as_uri()
    git(office.folder, "clone", "--quiet", "--depth", "1", url, str(office.folder / "nam2"))
    (office.folder / "nam").rename(office.folder / "nam-old")
    (office.folder / "nam2").rename(office.folder / "nam")
    assert office("nam", "sync").code == 0
    assert git(office.folder / "nam", "rev-parse", "--is-shallow-repository") == "false"


def test_in_a_second_folder_of_the_same_copy(office: Office) -> None:
    """A worktree is a folder like any other."""
    git(
        office.folder / "lan",
        "worktree",
        "add",
        "--quiet",
        "-b",
        "hai",
        str(office.folder / "hai"),
        "origin/main",
    )
    git(office.folder / "lan", "config", "ct58.main", "main")
    put(
        office.folder / "hai" / "data",
        report_file("so-y-te"),
        (office.data("lan") / report_file("so-y-te")).read_text("utf-8") + "# ghi chú\n",
    )
    office.people["hai"] = "Nguyễn Thị Lan"
    assert office("hai", "save").code == 0
    assert office("hai", "sync").code == 0
    assert office("hai", "submit").code == 0
    assert "nguyen-thi-lan" in git(office.shared, "for-each-ref")
