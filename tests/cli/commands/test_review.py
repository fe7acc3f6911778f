"""ct58 review: what was handed in, what it changes, and deciding it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.daily_round import Office, open_office, report_file
from tests.support.repositories import git, put

from ct58.vcs.shared import Shared

FIRST = "2021-07-15-le-thi-hoa-1"


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """Hoa has handed in a report."""
    made = open_office(tmp_path, capsys, monkeypatch)
    made.report("hoa", "so-xay-dung", "5=4", "6=0")
    made("hoa", "save")
    made("hoa", "submit")
    return made


def approved(office: Office, unit: str) -> bool:
    """Whether the main copy has the unit's report."""
    return f"data/{report_file(unit)}" in git(office.shared, "ls-tree", "-r", "--name-only", "main")


def test_the_list_says_who_when_how_much_and_what_to_know(office: Office) -> None:
    """In JSON the same."""
    row = next(line for line in office("nam", "review").out.splitlines() if FIRST in line)
    assert row.split()[:4] == ["1", "Lê", "Thị", "Hoa"]
    entry = office("nam", "review", "--format", "json").data[0]
    assert (entry["name"], entry["sender"], entry["changes"], entry["errors"]) == (FIRST, "Lê Thị Hoa", 1, 0)


def test_looking_needs_no_name(office: Office) -> None:
    """Neither the list nor one of them; deciding does, and nothing is decided without."""
    office.name_people = False
    for asked in ((), ("1",), ("--format", "json")):
        assert office("nam", "review", *asked).code == 0
    assert office("nam", "review", "1", "--approve").code == 2
    assert not approved(office, "so-xay-dung")


def test_the_sender_is_who_handed_in_whoever_saved_last(office: Office) -> None:
    """Recorded with the time, and kept by the approval."""
    git(office.folder / "hoa", "commit", "--allow-empty", "--quiet", "-m", "khác", who="Ai Đó")
    assert office("hoa", "submit").code == 0
    assert office("nam", "review", "--format", "json").data[0]["sender"] == "Lê Thị Hoa"
    assert "Lê Thị Hoa, " in office("nam", "review", "1").out
    assert office("nam", "review", "1", "--approve").code == 0
    said = git(office.shared, "log", "-1", "--format=%(trailers)", "main").splitlines()
    assert [line.partition(":")[0] for line in said] == [
        "Ct58-Submission",
        "Ct58-Sender",
        "Ct58-Sent",
        "Ct58-Approved-By",
        "Ct58-Approved",
    ]
    assert said[1].endswith("Lê Thị Hoa")


@pytest.mark.parametrize("first", ["approve", "return"])
def test_of_an_approval_and_a_return_at_once_one_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    """Whichever comes second: the other decision stands, and alone."""
    decisions = {"approve": ("--approve",), "return": ("--return", "Thiếu nguồn")}
    second = "return" if first == "approve" else "approve"
    for person in ("nam", "lan"):
        office(person, "review", "1")
    put_, running = Shared.put, list[int]()

    def late(self: Shared, *arguments: object) -> object:
        if not running:
            running.append(1)
            assert office("lan", "review", FIRST, *decisions[first]).code == 0
        return put_(self, *arguments)  # type: ignore[arg-type]  # what it was called with

    monkeypatch.setattr(Shared, "put", late)
    done = office("nam", "review", FIRST, *decisions[second])
    assert (done.code, "decided already" in done.err) == (4, True)
    assert approved(office, "so-xay-dung") == (first == "approve")
    assert ("tra-lai" in git(office.shared, "for-each-ref")) == (first == "return")
    assert "gui-duyet" not in git(office.shared, "for-each-ref")


def test_one_is_shown_as_diff_shows_it_and_approved_by_name(office: Office) -> None:
    """The approver stands in the history; the submission is gone from the list."""
    shown = office("nam", "review", "1").out
    assert "So Xay Dung" in shown
    assert "WHAT WHOEVER APPROVES MUST KNOW" in shown
    assert office("nam", "review", "1", "--approve").code == 0
    assert approved(office, "so-xay-dung")
    assert git(office.shared, "log", "-1", "--format=%an", "main") == "Trần Văn Nam"
    assert "No submission waits." in office("nam", "review").out


def test_a_changed_text_of_the_programme_is_named_in_words(office: Office) -> None:
    """Not by the keys of the file."""
    programme = (office.data("hoa") / "programme.yaml").read_text("utf-8")
    put(office.data("hoa"), "programme.yaml", programme.replace("title: Kế hoạch", "title: Bản kế hoạch", 1))
    office("hoa", "save")
    office("hoa", "submit")
    shown = office("nam", "review", "1").out
    row = next(line for line in shown.splitlines() if "Text of the programme changed" in line)
    assert row.split("  ")[-1].strip() == "1: tasks › PL-01 › title"


def test_what_was_added_to_since_is_looked_at_again(office: Office) -> None:
    """An approval approves what was seen."""
    office("nam", "review", "1")
    office.report("hoa", "so-tai-chinh", "5=1", "6=0")
    office("hoa", "save")
    office("hoa", "submit")
    assert office("nam", "review", "1", "--approve").code == 4
    assert not approved(office, "so-xay-dung")
    office("nam", "review", "1")
    assert office("nam", "review", "1", "--approve").code == 0
    assert approved(office, "so-tai-chinh")


def test_a_main_copy_that_moved_meanwhile_is_no_obstacle(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else approves between the look and the push: it is done once more on top."""
    from ct58.vcs import shared

    put, calls = shared.Shared.put, list[int]()

    def late_put(self: shared.Shared, places: dict[str, str], expected: dict[str, str]) -> object:
        if "main" in places and not calls:
            calls.append(1)
            git(office.folder / "lan", "commit", "--allow-empty", "--quiet", "-m", "Việc khác")
            git(office.folder / "lan", "push", "--quiet", "origin", "HEAD:main")
        return put(self, places, expected)

    monkeypatch.setattr(shared.Shared, "put", late_put)
    assert office("nam", "review", FIRST, "--approve").code == 0
    assert approved(office, "so-xay-dung")
    assert "Việc khác" in git(office.shared, "log", "--format=%s", "main")


def test_one_that_somebody_else_decided_is_said_to_be_decided(office: Office) -> None:
    """Numbers are those of the list that was shown."""
    office("nam", "review")
    office("lan", "review", "1", "--approve")
    done = office("nam", "review", "1", "--approve")
    assert (done.code, "decided already" in done.err) == (4, True)


def test_returned_with_a_reason_that_the_sender_reads(office: Office) -> None:
    """And that she has to answer by a change."""
    assert office("nam", "review", "1", "--return", "Thiếu nguồn").code == 0
    assert "Trần Văn Nam" in office("hoa", "sync").out
    assert "Thiếu nguồn" in office("hoa", "submit", "--list").out
    assert office("hoa", "submit").code == 4


def test_a_submission_that_changed_is_not_returned_unseen(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its sender has added something just then: it still waits, and no return is left behind."""
    from ct58.services.round import reviewing
    from ct58.vcs.joining import commit_of_tree as make

    def slow(*arguments: object) -> str:
        git(office.folder / "hoa", "commit", "--allow-empty", "--quiet", "-m", "thêm")
        git(office.folder / "hoa", "push", "--quiet", "origin", f"HEAD:gui-duyet/{FIRST}")
        return make(*arguments)  # type: ignore[arg-type]  # what it was called with

    monkeypatch.setattr(reviewing, "commit_of_tree", slow)
    assert office("nam", "review", FIRST, "--return", "Thiếu nguồn").code == 4
    assert "tra-lai" not in git(office.shared, "for-each-ref")


@pytest.mark.parametrize(
    "arguments",
    [("--approve",), ("1", "--return", " "), ("1", "--approve", "--return", "x"), ("khong-co",), ("99",)],
)
def test_half_a_wish_is_refused(office: Office, arguments: tuple[str, ...]) -> None:
    """Exit code 2; nothing is decided."""
    assert office("nam", "review", *arguments).code == 2
    assert not approved(office, "so-xay-dung")


def test_what_would_bring_errors_is_not_approved(office: Office) -> None:
    """A submission made past ct58."""
    (office.data("hoa") / report_file("so-xay-dung")).write_text("unit: [\n", "utf-8")
    git(office.folder / "hoa", "commit", "--quiet", "--all", "-m", "hỏng")
    git(office.folder / "hoa", "push", "--quiet", "origin", f"HEAD:gui-duyet/{FIRST}")
    done = office("nam", "review", "1", "--approve")
    assert (done.code, "errors into the main copy" in done.err) == (4, True)


def test_one_that_cannot_be_read_does_not_hide_the_others(office: Office) -> None:
    """It has an error; another one is listed as ever."""
    put(office.data("lan"), "programme.yaml", "programme: [\n")
    git(office.folder / "lan", "commit", "--quiet", "--all", "-m", "hỏng")
    git(office.folder / "lan", "push", "--quiet", "origin", "HEAD:gui-duyet/2021-07-15-nguyen-thi-lan-1")
    found = {entry["name"]: entry["errors"] for entry in office("nam", "review", "--format", "json").data}
    assert found == {FIRST: 0, "2021-07-15-nguyen-thi-lan-1": 1}


def test_what_others_wrote_cannot_steer_the_terminal(office: Office) -> None:
    """A name, a reason."""
    office("nam", "review", "1", "--return", "xem \x1b[31mlại")
    assert "\x1b" not in office("hoa", "sync").out


def test_who_hands_in_without_having_read_the_reason_is_told(office: Office) -> None:
    """And it is answered by what was handed in."""
    office("nam", "review", "1", "--return", "Thiếu nguồn")
    office.report("hoa", "so-tai-chinh", "5=1", "6=0")
    office("hoa", "save")
    assert "Thiếu nguồn" in office("hoa", "submit").out
    standings = {
        one["name"]: one["standing"] for one in office("hoa", "submit", "--list", "--format", "json").data
    }
    assert standings == {FIRST: "answered", "2021-07-15-le-thi-hoa-2": "waiting"}
