"""ct58 sync where two people changed the same: a side is chosen without an editor, and nothing is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.support.command_line import contents
from tests.support.daily_round import Office, open_office, report_file
from tests.support.repositories import git, keep, put
from tests.support.terminals import Terminal

from ct58.cli.commands import sync
from ct58.vcs.git import Git
from ct58.views.submissions import Clash, Settlement

HEALTH, BUILDING = report_file("so-y-te"), report_file("so-xay-dung")


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """Hoa's figures are in the main copy; Lan saved others for the same two figures of one report."""
    made = open_office(tmp_path, capsys, monkeypatch)
    publish(made, "14", "1")
    made.report("lan", "so-y-te", "5=15", "6=2")
    made("lan", "save", "--anyway")
    return made


def publish(office: Office, admitted: str, expelled: str, unit: str = "so-y-te") -> None:
    """Hoa records, and it becomes the main copy."""
    office.report("hoa", unit, f"5={admitted}", f"6={expelled}")
    assert office("hoa", "save", "--anyway").code == 0
    git(office.folder / "hoa", "push", "--quiet", "origin", "HEAD:main")


def text(office: Office, file: str = HEALTH) -> str:
    """What a file of Lan's says."""
    return (office.data("lan") / file).read_text("utf-8")


def head(office: Office) -> str:
    """What Lan saved last."""
    return git(office.folder / "lan", "rev-parse", "HEAD")


def is_clean(office: Office) -> bool:
    """Whether all of Lan's folder is saved, and no second folder is left over."""
    top = office.folder / "lan"
    return git(top, "status", "--porcelain") == "" and len(git(top, "worktree", "list").splitlines()) == 1


@pytest.mark.parametrize(("side", "values"), [("mine", (15, 2)), ("theirs", (14, 1))])
def test_one_side_everywhere(office: Office, side: str, values: tuple[int, int]) -> None:
    """Both are joined and saved, and what was kept is said; the other value stays in the history."""
    before, main = head(office), git(office.folder / "hoa", "rev-parse", "HEAD")
    done = office("lan", "sync", "--keep", side)
    assert done.code == 0
    assert f"members_admitted: {values[0]}\n" in text(office)
    assert f"members_expelled: {values[1]}\n" in text(office)
    assert "Settled what two people had changed differently, 2 places; it is saved:" in done.out
    whose = "lan" if side == "mine" else "hoa"
    chosen = git(office.folder / whose, "show", f"{before if side == 'mine' else main}:data/{HEALTH}")
    assert text(office).strip() == chosen  # with its correction, and without the other's
    kept, dropped = (("15 (mine)", "14 (main copy)"), ("14 (main copy)", "15 (mine)"))[side == "theirs"]
    assert f"Đảng bộ So Y Te, 2021-Q2, 5. Kết nạp: kept {kept}, not {dropped}" in done.out
    assert git(office.folder / "lan", "log", "-1", "--format=%P").split() == [before, main]
    assert f"kept {kept}, not {dropped}" in git(office.folder / "lan", "log", "-1", "--format=%B")
    assert is_clean(office)
    assert office("lan", "check").code == 0
    assert office("lan", "submit").code == 0
    assert "Up to date" in office("lan", "sync").out


def test_whoever_kept_all_that_the_main_copy_says_has_nothing_to_hand_in(office: Office) -> None:
    """A submission that changes nothing would only take somebody's time; what still waits is another thing."""
    assert office("lan", "sync", "--keep", "theirs").code == 0
    assert git(office.folder / "lan", "diff", "--name-only", "HEAD", "origin/main") == ""
    assert "nothing to hand in" in office("lan", "submit").out
    assert "gui-duyet" not in git(office.shared, "for-each-ref")


def test_two_clerks_and_a_reviewer_settle_without_an_editor(office: Office) -> None:
    """What Lan decided is handed in and approved, and comes back to Hoa."""
    assert office("lan", "sync", "--keep", "mine").code == 0
    assert office("lan", "submit").code == 0
    assert "15" in office("nam", "review", "1").out
    assert office("nam", "review", "1", "--approve").code == 0
    assert office("hoa", "sync").code == 0
    assert (office.data("hoa") / HEALTH).read_text("utf-8") == text(office)


def test_without_an_answer_both_stand_in_the_file_and_the_next_run_settles(office: Office) -> None:
    """Exit code 1; check names the places; who gave each value is told; then --keep completes it."""
    done = office("lan", "sync")
    assert done.code == 1
    assert "1.  Đảng bộ So Y Te, 2021-Q2, 5. Kết nạp" in done.out
    mine = next(line for line in done.out.splitlines() if line.strip().startswith("Mine "))
    assert mine.split()[:5] == ["Mine", "15", "·", "Nguyễn", "Thị"]
    assert text(office).count("<<<<<<<") == 2
    assert office("lan", "check").code == 1
    assert office("lan", "save").code == 3
    refused = office("lan", "submit")
    assert (refused.code, "To choose: ct58 sync" in refused.err) == (3, True)
    again = office("lan", "sync", "--keep", "theirs")
    assert again.code == 0
    assert "members_admitted: 14\n" in text(office)
    assert "2 places; it is saved:" in again.out
    assert is_clean(office)
    assert office("lan", "check").code == 0


def test_file_by_file(office: Office) -> None:
    """One file is settled, the other stays marked until somebody decides; the history keeps knowing that."""
    publish(office, "4", "0", "so-xay-dung")
    office.report("lan", "so-xay-dung", "5=5", "6=0")
    office("lan", "save")
    first = office("lan", "sync", "--keep", f"{HEALTH}=theirs")
    assert first.code == 1
    assert "Settled 2 places, 1 are left:" in first.out
    assert ("<<<<<<<" in text(office), "<<<<<<<" in text(office, BUILDING)) == (False, True)
    assert office("lan", "sync").code == 1
    last = office("lan", "sync", "--keep", f"data\\{BUILDING}=mine".replace("/", "\\"))
    assert last.code == 0
    assert "members_admitted: 5\n" in text(office, BUILDING)
    assert is_clean(office)


def test_a_newer_main_copy_waits_while_something_is_open(office: Office) -> None:
    """So that no marks come to stand inside marks; with the last answer it comes in."""
    office("lan", "sync")
    publish(office, "16", "1")
    publish(office, "4", "0", "so-xay-dung")
    waiting = office("lan", "sync")
    assert (waiting.code, "A newer main copy waits" in waiting.out) == (1, True)
    assert not (office.data("lan") / BUILDING).exists()
    done = office("lan", "sync", "--keep", "theirs")
    assert done.code == 0
    assert "members_admitted: 16\n" in text(office)
    assert (office.data("lan") / BUILDING).exists()
    assert is_clean(office)


def test_what_is_being_settled_in_the_file_is_left_alone(office: Office) -> None:
    """Whoever edits it saves it; --keep does not write over it."""
    office("lan", "sync")
    edited = text(office).replace("members_admitted: 15", "members_admitted: 99")
    put(office.data("lan"), HEALTH, edited)
    done = office("lan", "sync", "--keep", "theirs")
    assert (done.code, f"not saved yet: {HEALTH}" in done.out) == (1, True)
    assert text(office) == edited


def test_unsaved_work_in_the_way_is_refused_before_anything_is_decided(office: Office) -> None:
    """Exit code 4, and everything is as it was."""
    put(office.data("lan"), HEALTH, text(office) + "# ghi chú\n")
    before = head(office), contents(office.data("lan"))
    done = office("lan", "sync", "--keep", "mine")
    assert (done.code, "First: ct58 save" in done.err) == (4, True)
    assert (head(office), contents(office.data("lan"))) == before


@pytest.mark.parametrize(("side", "is_there"), [("mine", False), ("theirs", True), (None, True)])
def test_a_file_that_one_took_away(office: Office, side: str | None, is_there: bool) -> None:
    """Only the whole file can be kept or taken away; undecided it stays, as it was changed."""
    (office.data("lan") / HEALTH).unlink()
    office("lan", "save", "--anyway")
    done = office("lan", "sync", *(("--keep", side) if side else ()))
    assert done.code == (0 if side else 1)
    assert (office.data("lan") / HEALTH).exists() == is_there
    assert "file taken away" in done.out
    assert is_clean(office)
    if not side:
        assert "is still here, as it was changed" in done.out
        assert "Only the whole file" in done.out


def test_the_programme_and_the_register(office: Office) -> None:
    """Told by the programme's and the unit's own words."""
    for person, word in (("hoa", "Kết nạp mới"), ("lan", "Số kết nạp")):
        programme = (office.data(person) / "programme.yaml").read_text("utf-8")
        put(office.data(person), "programme.yaml", programme.replace("label: Kết nạp", f"label: {word}"))
        unit = (office.data(person) / "units/so-xay-dung/unit.yaml").read_text("utf-8")
        put(
            office.data(person), "units/so-xay-dung/unit.yaml", unit.replace("name: Đảng bộ", f"name: {word}")
        )
        keep(office.folder / person)
    git(office.folder / "hoa", "push", "--quiet", "origin", "HEAD:main")
    told = office("lan", "sync")
    assert "Programme, figures › members_admitted › label" in told.out
    assert "Xay Dung, name\n" in told.out
    assert office("lan", "sync", "--keep", "mine").code == 0
    assert "label: Số kết nạp" in text(office, "programme.yaml")
    assert office("lan", "check").code == 0


def test_for_a_program(office: Office) -> None:
    """Each clash with its file, field, both values, who, and what was kept."""
    first, second = office("lan", "sync", "--format", "json").data["clashes"]
    assert (first["file"], first["field"], first["mine"], first["theirs"], first["kept"]) == (
        HEALTH,
        "figures.members_admitted",
        "15",
        "14",
        None,
    )
    assert (first["number"], second["number"]) == (1, 2)
    assert (first["mine_by"]["name"], first["theirs_by"]["name"]) == ("Nguyễn Thị Lan", "Lê Thị Hoa")
    data = office("lan", "sync", "--keep", "mine", "--format", "json").data
    assert [clash["kept"] for clash in data["clashes"]] == ["mine", "mine"]
    assert (data["by_hand"], data["held_back"]) == ([], False)


@pytest.mark.parametrize(
    "words", [("--keep", "hers"), ("--keep", "mine", "--keep", "theirs"), ("--keep", " ")]
)
def test_what_says_no_side_is_refused(office: Office, words: tuple[str, ...]) -> None:
    """Exit code 2, before anything is fetched."""
    before = head(office)
    assert office("lan", "sync", *words).code == 2
    assert head(office) == before


def test_the_words_of_the_screen_and_a_file_without_a_clash(office: Office) -> None:
    """A side may be said in Vietnamese; a file that needs nothing is named, so that a slip is seen."""
    done = office("lan", "sync", "--keep", f"{BUILDING}=mine", "--keep", "Bản chính")
    assert (done.code, f"Nothing was to be settled in {BUILDING}." in done.err) == (0, True)
    assert "members_admitted: 14\n" in text(office)


def test_a_reviewer_reads_who_said_what(office: Office) -> None:
    """The same words, from the other side."""
    office("lan", "submit")
    said = office("nam", "review", "1").out
    assert "Submission  15 · Nguyễn Thị Lan" in said
    assert "Main copy   14 · Lê Thị Hoa" in said


def test_a_disk_that_gets_full_half_way_leaves_the_folder_as_it_was(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git stops between two files: both are as before, and the next run goes through."""
    publish(office, "4", "0", "so-xay-dung")
    before = head(office), contents(office.data("lan"))
    tools, real = tmp_path / "tools", shutil.which("git")
    put(
        tools,
        "git",
        f"""#!/bin/sh
case " $* " in
*" --ff-only "*)
  for tip; do :; done
  {real} show "$tip:data/{HEALTH}" > {HEALTH}
  mkdir -p {Path(BUILDING).parent}
  echo "half" > {BUILDING}
  echo "error: unable to write file: No space left on device" >&2
  exit 1;;
esac
exec {real} "$@"
""",
    )
    (tools / "git").chmod(0o755)
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{path}")
    done = office("lan", "sync", "--keep", "theirs")
    assert (done.code, "the disk is full. Nothing that you saved is lost" in done.err) == (5, True)
    assert (head(office), contents(office.data("lan"))) == before
    assert is_clean(office)
    monkeypatch.setenv("PATH", path)
    assert office("lan", "sync", "--keep", "theirs").code == 0


@pytest.mark.parametrize("is_in_the_index", [False, True])
def test_ctrl_c_half_way_leaves_the_folder_as_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch, is_in_the_index: bool
) -> None:
    """A person stops git between two files, or between its last file and its end."""
    publish(office, "4", "0", "so-xay-dung")
    before = head(office), contents(office.data("lan"))
    run = Git.run

    def half(self: Git, arguments: Sequence[str], *rest: Any, **more: Any) -> bytes:
        if "--ff-only" not in arguments:
            return run(self, arguments, *rest, **more)
        put(office.data("lan"), HEALTH, "half")
        put(office.data("lan"), BUILDING, "half")
        if is_in_the_index:
            git(office.data("lan"), "add", HEALTH, BUILDING)
        raise KeyboardInterrupt

    monkeypatch.setattr(Git, "run", half)
    assert office("lan", "sync", "--keep", "theirs").code == 130
    assert (head(office), contents(office.data("lan"))) == before
    assert is_clean(office)


def test_somebody_who_saves_in_the_folder_meanwhile_is_not_passed_over(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While she answered, another saved: nothing is fetched, and the next run has both."""
    settle = sync._Settling.settle

    def slowly(settling: sync._Settling, clashes: tuple[Clash, ...]) -> Settlement:
        keep(office.folder / "lan", "khác")
        return settle(settling, clashes)

    monkeypatch.setattr(sync._Settling, "settle", slowly)
    before = text(office)
    done = office("lan", "sync", "--keep", "theirs")
    assert (done.code, "somebody saved in this folder meanwhile" in done.err) == (4, True)
    assert text(office) == before
    monkeypatch.undo()


def test_a_file_edited_while_the_questions_were_open_is_not_written_over(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 4; the edit stands."""
    settle = sync._Settling.settle

    def slowly(settling: sync._Settling, clashes: tuple[Clash, ...]) -> Settlement:
        put(office.data("lan"), HEALTH, text(office) + "# vừa sửa\n")
        return settle(settling, clashes)

    monkeypatch.setattr(sync._Settling, "settle", slowly)
    before = head(office)
    assert office("lan", "sync", "--keep", "theirs").code == 4
    assert text(office).endswith("# vừa sửa\n")
    assert head(office) == before


# ------------------------------------------------------------ in a terminal


@pytest.fixture
def terminal(office: Office) -> Iterator[Callable[[], Terminal]]:
    """Lan runs sync in a terminal; whatever still runs in the end is killed."""
    started: list[Terminal] = []

    def start() -> Terminal:
        desk = str(office.folder / "desk-lan")
        started.append(Terminal(office.data("lan"), "sync", CT58_STATE=f"{desk}/state", LC_ALL="C.UTF-8"))
        return started[-1]

    yield start
    for one in started:
        one.kill()


def test_the_questions_in_a_real_terminal(office: Office, terminal: Callable[[], Terminal]) -> None:
    """Ctrl-C between two leaves all as it was; one side, one for later; then the rest, and the join is complete."""
    before = head(office), contents(office.data("lan"))
    first = terminal()
    first.wait_for("Keep which? (1 = mine: 15, 2 = main copy: 14, 3 = later) [3]: ")
    first.type("2\r")
    first.wait_for("main copy: 1, 3 = later) [3]: ")
    assert first.interrupt() == 130
    assert "this folder is as it was" in first.screen
    assert (head(office), contents(office.data("lan"))) == before
    second = terminal()
    second.wait_for("main copy: 14, 3 = later) [3]: ")
    second.type("1\r")
    second.wait_for("main copy: 1, 3 = later) [3]: ")
    second.type("<\r")
    second.wait_for("main copy: 14, 3 = later) [3]: ")
    second.type("2\r")
    second.wait_for("main copy: 1, 3 = later) [3]: ")
    second.type("\r")
    assert second.end() == 1
    assert "Settled 1 places, 1 are left:" in second.screen
    assert text(office).count("<<<<<<<") == 1
    third = terminal()
    third.wait_for("main copy: 1, 3 = later) [3]: ")
    third.type("1\r")
    assert third.end() == 0
    assert "kept 2 (mine), not 1 (main copy)" in third.screen
    assert "  members_admitted: 14\n  members_expelled: 2\n" in text(office)
    assert is_clean(office)


def test_leaving_the_second_questions_takes_back_the_answers_to_the_first(
    office: Office, terminal: Callable[[], Terminal]
) -> None:
    """What was left for later, and then what a newer main copy brings: all of it moves the folder, or nothing."""
    office("lan", "sync")
    publish(office, "16", "1")
    before = head(office), contents(office.data("lan"))
    first = terminal()
    for shown in ("main copy: 14, 3 = later) [3]: ", "main copy: 1, 3 = later) [3]: "):
        first.wait_for(shown)
        first.type("1\r")
    first.wait_for("main copy: 16, 3 = later) [3]: ")
    assert first.interrupt() == 130
    assert "this folder is as it was" in first.screen
    assert (head(office), contents(office.data("lan"))) == before
    assert is_clean(office)


def test_each_place_is_counted_although_it_was_asked_twice(office: Office) -> None:
    """Two figures that were left for later, and one of them again."""
    office("lan", "sync")
    publish(office, "16", "1")
    done = office("lan", "sync", "--keep", "mine")
    assert done.code == 0
    assert "3 places; it is saved:" in done.out


def test_many_files_that_both_changed_are_announced(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Joining them takes more than a second; where nothing is to be joined, nothing is said."""
    monkeypatch.setattr(sync, "_MANY", 2)
    publish(office, "4", "0", "so-xay-dung")
    office.report("lan", "so-xay-dung", "5=5", "6=0")
    office("lan", "save")
    assert "Joining 2 files that both changed" in office("lan", "sync").err
    again = office("lan", "sync")
    assert "Joining" not in again.err
    assert again.out.startswith("TWO PEOPLE CHANGED THE SAME")


def test_a_main_copy_that_brings_no_record_is_not_counted(office: Office) -> None:
    """Only the state of the main copy is new, such as that of an approval."""
    assert office("lan", "sync", "--keep", "mine").code == 0
    git(office.folder / "hoa", "commit", "--quiet", "--allow-empty", "-m", "duyệt")
    git(office.folder / "hoa", "push", "--quiet", "origin", "HEAD:main")
    done = office("lan", "sync")
    assert (done.code, "What you saved here is not approved yet" in done.out) == (0, True)
    assert "0 records" not in done.out
