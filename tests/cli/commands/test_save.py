"""ct58 save: keep what was recorded, after a look at it in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.conditions import MADE, REPORT, attempt, part, say
from tests.support.daily_round import OWN_FILES, Office, open_office, report_file
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


def test_all_that_is_the_offices_is_kept_and_reaches_others(office: Office) -> None:
    """Templates, schemas, what tells git about the data, in the data folder and beside it; not what programs leave there."""
    top = office.folder / "hoa"
    own = (
        *("templates/bao-cao.docx", "templates/sâu/x.md.jinja", "schemas/unit.json", ".gitattributes"),
        *("data/.gitattributes", "data/doc-them.txt"),
    )
    for file in own:
        put(top, file, "x\n")
    for file in ("templates/~$bao-cao.docx", "templates/x.bak", "ban-giao/x.docx", "doc-them.txt"):
        put(top, file, "x")
    put(top, ".gitignore", f"{OWN_FILES}rac/\n")
    done = office("hoa", "save", "--anyway")
    assert (done.code, "templates/bao-cao.docx" in done.err, "../" in done.err) == (0, True, False)
    kept = git(top, "show", "-z", "--format=", "--name-only", "HEAD").split("\0")
    assert set(kept) - {""} == {*own, ".gitignore"}
    assert office("hoa", "submit").code == 0
    assert office("nam", "review").code == 0
    assert office("nam", "review", "1", "--approve").code == 0
    assert office("lan", "sync").code == 0
    assert [file for file in own if not (office.folder / "lan" / file).is_file()] == []
    (top / "templates/bao-cao.docx").unlink()
    assert office("hoa", "save", "--format", "json").data["files"] == ["../templates/bao-cao.docx"]


def test_data_that_is_the_whole_repository_has_nothing_beside_it(office: Office, tmp_path: Path) -> None:
    """What lies above is not the repository's."""
    alone = _plain_copy(office, tmp_path)
    git(alone, "init", "--quiet", "--initial-branch=main")
    put(alone.parent, "templates/x.docx", "x")
    assert office("hoa", "save", "--data", str(alone)).code == 0
    assert "x.docx" not in git(alone, "ls-files")
    assert "programme.yaml" in git(alone, "ls-files")


def test_a_name_is_asked_for_once(office: Office, tmp_path: Path) -> None:
    """Without a terminal it has to be given, where something is recorded; then it is known."""
    office.name_people = False
    assert office("hoa", "save").code == 0  # nothing to save, so nobody's name is needed
    office.report("hoa", "so-xay-dung", "5=4", "6=0")
    assert office("hoa", "save").code == 2
    assert office("hoa", "save", "--as", "Lê Thị Hoa").code == 0
    office.report("hoa", "so-cong-thuong", "5=4", "6=0")
    assert "Saved by Lê Thị Hoa" in office("hoa", "save").err


def test_what_is_saved_in_spite_of_warnings_says_so(office: Office) -> None:
    """In the history: code, file and words; what was saved without any says nothing of it."""
    signs = "{role: standing_committee, authority: T/M BTV, office: PHÓ BÍ THƯ, unit: khong-co}"
    put(office.data("hoa"), "office.yaml", f"names: {{committee: Đảng ủy}}\nsignatories:\n- {signs}\n")
    assert office("hoa", "save", "--anyway").code == 0
    said = git(office.folder / "hoa", "log", "-1", "--format=%(trailers:key=Ct58-Overridden,valueonly)")
    assert said.startswith("O702 office.yaml: ")
    office.report("hoa", "so-xay-dung", "5=4", "6=0")
    office("hoa", "save")
    assert "Ct58-" not in git(office.folder / "hoa", "log", "-1", "--format=%B")


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


def test_what_somebody_has_begun_to_join_is_ended_once_it_is_settled(office: Office) -> None:
    """Not before; then both states are in it, and what git had joined by itself goes along."""
    top = office.folder / "hoa"
    git(top, "switch", "--quiet", "--create", "xa")
    put(top, "ngoai.txt", "x")
    git(top, "add", "ngoai.txt")
    git(top, "commit", "--quiet", "-m", "ngoài")
    git(top, "switch", "--quiet", "main")
    part(top)
    attempt(top, "merge", "other")
    refused = office("hoa", "save", "--anyway")
    assert (refused.code, "Y003" in refused.out) == (3, True)
    git(top, "checkout", "--ours", REPORT)
    say(top, 15)
    done = office("hoa", "save", "--anyway")
    assert (done.code, "Both states" in done.err) == (0, True)
    assert len(git(top, "log", "-1", "--format=%P").split()) == 2
    assert git(top, "status", "--porcelain") == ""
    assert "members_admitted: 15" in git(top, "show", f"HEAD:{REPORT}")
    assert office("hoa", "submit").code == 0


def test_a_joining_that_leaves_everything_as_it_was_is_ended_too(office: Office) -> None:
    """All was settled as it stands here, so nothing differs; the other state counts as joined."""
    top = office.folder / "hoa"
    part(top)
    attempt(top, "merge", "other")
    git(top, "checkout", "--ours", REPORT)
    assert office("hoa", "save").code == 0
    assert len(git(top, "log", "-1", "--format=%P").split()) == 2


def test_what_is_not_settled_beside_the_data_is_not_saved_over(office: Office) -> None:
    """It is named; nothing has changed."""
    top = office.folder / "hoa"
    put(top, "ngoai.txt", "1\n")
    git(top, "add", "ngoai.txt")
    git(top, "commit", "--quiet", "-m", "ngoài")
    git(top, "branch", "other")
    for line, text in (("main", "2\n"), ("other", "3\n")):
        git(top, "switch", "--quiet", line)
        put(top, "ngoai.txt", text)
        git(top, "commit", "--quiet", "-a", "-m", line)
    attempt(top, "merge", "main")
    say(top, 20)
    refused = office("hoa", "save", "--anyway")
    assert (refused.code, "ngoai.txt" in refused.err) == (5, True)
    assert git(top, "rev-parse", "HEAD") == git(top, "rev-parse", "other")


def test_a_list_of_files_that_git_has_lost_is_made_anew(office: Office) -> None:
    """Only what was changed is saved, and nothing is left over."""
    top = office.folder / "hoa"
    (top / ".git/index").unlink()
    say(top, 20)
    done = office("hoa", "save", "--anyway", "--format", "json")
    assert done.data["files"] == [report_file("so-y-te")]
    assert git(top, "status", "--porcelain") == ""


@pytest.mark.parametrize("condition", ["picking", "rebasing", "detached"])
def test_nothing_is_kept_where_it_would_get_lost(office: Office, condition: str) -> None:
    """Before anybody is asked anything."""
    top = office.folder / "hoa"
    MADE[condition](top)
    before = git(top, "rev-parse", "HEAD")
    assert office("hoa", "save", "--anyway").code == 5
    assert git(top, "rev-parse", "HEAD") == before


def test_a_copy_that_lacks_the_way_of_joining_gets_it(office: Office) -> None:
    """Where the repository asks for it; said once. Somebody's own is left, one of a Python that is gone is renewed."""
    top, key = office.folder / "hoa", "merge.ct58.driver"
    assert office("hoa", "sync").code == 0
    assert key not in git(top, "config", "--list")
    put(top, "data/.gitattributes", "*.yaml merge=ct58\n")
    assert "lacks the setting" in office("hoa", "doctor").out
    assert "set up for this copy" in office("hoa", "save").err
    assert "lacks the setting" not in office("hoa", "doctor").out
    ours = git(top, "config", key)
    assert "ct58" not in office("hoa", "sync").err
    for found, expected in (("/khong/co/python -P -m ct58 merge-file %O %A %B %P", ours), ("true", "true")):
        git(top, "config", key, found)
        assert office("hoa", "sync").code == 0
        assert git(top, "config", key) == expected
