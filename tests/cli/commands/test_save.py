"""ct58 save: keep what was recorded, after a look at it in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.daily_round import Office, open_office, report_file
from tests.support.repositories import git, put


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """Three people, a bare repository between them."""
    return open_office(tmp_path, capsys, monkeypatch)


def subject(office: Office, person: str = "hoa") -> str:
    """The message of what somebody saved last."""
    return git(office.folder / person, "log", "-1", "--format=%s")


def test_it_is_shown_kept_and_told_in_the_words_of_the_change(office: Office) -> None:
    """With the name of whoever saves; saving again has nothing to do."""
    office.report("hoa", "so-xay-dung", "5=4", "6=0")
    done = office("hoa", "save")
    assert "So Xay Dung" in done.out
    assert "Saved by Lê Thị Hoa" in done.err
    assert subject(office).startswith("Đảng bộ So Xay Dung, 2021-Q2: ")
    assert (
        git(office.folder / "hoa", "log", "-1", "--format=%an <%ae>")
        == "Lê Thị Hoa <le-thi-hoa@ct58.invalid>"
    )
    assert "Nothing has changed" in office("hoa", "save").out


def test_a_note_is_the_title_and_the_changes_follow(office: Office) -> None:
    """One line a change."""
    office.report("hoa", "so-xay-dung", "5=4", "6=0")
    office("hoa", "save", "Sổ ngày 15/7")
    body = git(office.folder / "hoa", "log", "-1", "--format=%B")
    assert body.splitlines()[:2] == ["Sổ ngày 15/7", ""]
    assert body.splitlines()[2].startswith("- Đảng bộ So Xay Dung, 2021-Q2: ")


def test_errors_are_named_and_nothing_is_kept(office: Office) -> None:
    """Exit code 3, with --anyway too."""
    put(office.data("hoa"), report_file("so-y-te"), "unit: [\n")
    before = subject(office)
    for arguments in (("save",), ("save", "--anyway")):
        done = office("hoa", *arguments)
        assert done.code == 3
        assert report_file("so-y-te") in done.out
    assert subject(office) == before


def test_only_the_data_is_kept(office: Office) -> None:
    """Other files of the repository, and what is prepared there, stay as they are."""
    put(office.folder / "hoa", "ghi-chu.txt", "việc riêng")
    git(office.folder / "hoa", "add", "ghi-chu.txt")
    office.report("hoa", "so-xay-dung", "5=4", "6=0")
    office("hoa", "save")
    kept = git(office.folder / "hoa", "show", "--format=", "--name-only", "HEAD").splitlines()
    assert kept == [f"data/{report_file('so-xay-dung')}"]
    assert git(office.folder / "hoa", "status", "--porcelain") == "A  ghi-chu.txt"


def test_a_name_is_asked_for_once(office: Office, tmp_path: Path) -> None:
    """Without a terminal it has to be given; then it is known."""
    office.name_people = False
    assert office("hoa", "save").code == 2
    assert office("hoa", "save", "--as", "Lê Thị Hoa").code == 0
    office.report("hoa", "so-xay-dung", "5=4", "6=0")
    assert "Saved by Lê Thị Hoa" in office("hoa", "save").err


@pytest.mark.parametrize("name", ["", "a<b>", "x" * 81])
def test_what_cannot_be_a_name_is_refused(office: Office, name: str) -> None:
    """Git would cut or refuse it."""
    office.name_people = False
    assert office("hoa", "save", "--as", name).code == 2


def test_in_an_old_state_nothing_can_be_kept(office: Office) -> None:
    """It would be lost; it is said without git's words."""
    git(office.folder / "hoa", "checkout", "--quiet", "--detach")
    office.report("hoa", "so-xay-dung", "5=4", "6=0")
    done = office("hoa", "save")
    assert (done.code, "older state" in done.err) == (5, True)


def test_without_a_history_the_remedy_is_named(office: Office, tmp_path: Path) -> None:
    """Exit code 5."""
    done = office("hoa", "save", "--data", str(_plain_copy(office, tmp_path)))
    assert (done.code, "ct58 init" in done.err) == (5, True)


def _plain_copy(office: Office, folder: Path) -> Path:
    import shutil

    return Path(shutil.copytree(office.data("hoa"), folder / "plain" / "data"))


def test_what_was_handed_in_is_not_taken_back(office: Office) -> None:
    """Saved is still mine alone; handed in is not."""
    office.report("hoa", "so-xay-dung", "5=4", "6=0")
    office("hoa", "save")
    office.report("hoa", "so-tai-chinh", "5=4", "6=0")
    office("hoa", "save")
    assert office("hoa", "undo", "--yes").code == 0
    office("hoa", "save", "--anyway")
    office("hoa", "submit")
    done = office("hoa", "undo", "--yes")
    assert (done.code, "handed in already" in done.err) == (4, True)


def test_what_the_offices_own_rules_forbid_is_not_saved(office: Office) -> None:
    """Nothing may be deleted there: exit code 4."""
    names = "names: {committee: Đảng ủy Khối}\nsettings: {policies: [nothing_deleted]}\n"
    put(office.data("hoa"), "office.yaml", names)
    assert office("hoa", "save").code == 0
    (office.data("hoa") / report_file("so-y-te")).unlink()
    done = office("hoa", "save", "--anyway")
    assert (done.code, "Not saved (G8" in done.err) == (4, True)
