"""Two people gave one id to two things: nothing is mixed, and both can be kept, each under an id of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.daily_round import Office, open_office
from tests.support.repositories import git, keep, put

CONCLUSION = "tasks/KL-09.yaml"
UNIT = "units/cong-ty-abc/unit.yaml"
EVENTS = "units/so-y-te/events.yaml"


def conclusion(title: str, event: str, note: str = "") -> str:
    """A conclusion that each unit named owes."""
    return f"item: KL-09\ntitle: {title}{note}\nlead: [so-y-te]\nevents:\n- {{date: 2021-07-02, event: {event}}}\n"


def unit(name: str) -> str:
    """An entry of the register."""
    return f"id: cong-ty-abc\nname: {name}\nkind: private_enterprise\norganisation: grassroots_cell\n"


def report(number: str, admitted: int) -> str:
    """A report of the new unit."""
    return (
        "unit: cong-ty-abc\nperiod: 2021-Q2\nstate: received\nreceived_on: 2021-07-03\n"
        f"document: {{number: {number}}}\nquality: final\nfigures:\n  members_admitted: {admitted}\n"
    )


MINE = {
    CONCLUSION: conclusion("Báo cáo chuyển đổi số", "started", "  # của Lan"),
    "periods/2021-Q2.yaml": 'period: 2021-Q2\nnarrative:\n  overview: "Đã giao KL-09; KL-091 thì chưa."\n',
}
THEIRS = {CONCLUSION: conclusion("Sửa chữa trụ sở", "issued")}
MY_UNIT = {
    UNIT: unit("Chi bộ Công ty CP ABC"),
    "units/cong-ty-abc/reports/2021-Q2.yaml": report("1-BC", 3),
    "units/cong-ty-abc/events.yaml": (
        "unit: cong-ty-abc\nevents:\n- {item: BC-QUY, occurrence: 2021-Q2, date: 2021-07-10, event: reminded}\n"
    ),
    "units/so-tai-chinh/unit.yaml": (
        "id: so-tai-chinh\nname: Đảng bộ So Tai Chinh\nkind: agency\norganisation: grassroots_committee\n"
        "valid_to: 2021-12-31\nmerged_into: cong-ty-abc\n"
    ),
}
THEIR_UNIT = {
    UNIT: unit("Đảng bộ Tập đoàn ABC"),
    "units/cong-ty-abc/reports/2021-Q2.yaml": report("2-BC", 8),
    "units/cong-ty-abc/events.yaml": (
        "unit: cong-ty-abc\nevents:\n- {item: BC-QUY, occurrence: 2021-Q2, date: 2021-07-12, event: reminded}\n"
    ),
    "units/cong-ty-abc/reports/2021-Q3.yaml": report("3-BC", 9).replace("2021-Q2", "2021-Q3"),
}


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """Hoa's folder is what becomes the main copy, Lan's what she saved."""
    return open_office(tmp_path, capsys, monkeypatch)


def said_by(office: Office, person: str, files: dict[str, str]) -> None:
    """Somebody writes some files, and saves them."""
    for file, text in files.items():
        put(office.data(person), file, text)
    keep(office.folder / person, who=office.people[person])
    if person == "hoa":
        git(office.folder / "hoa", "push", "--quiet", "origin", "HEAD:main")


def texts(office: Office) -> dict[str, str]:
    """What Lan's folder says, but for what the office began with."""
    top = office.data("lan")
    named = git(office.folder / "lan", "ls-files", "data").splitlines()
    return {
        file.removeprefix("data/"): (top.parent / file).read_text("utf-8")
        for file in named
        if "KL-" in file or "abc" in file or "periods" in file or file == f"data/{EVENTS}"
    }


def test_both_are_kept_and_mine_gets_the_next_id_wherever_it_is_named(office: Office) -> None:
    """Its file, its comment, the words that name it; theirs is as they wrote it."""
    said_by(office, "hoa", THEIRS)
    said_by(
        office, "lan", {**MINE, "tasks/KL-10.yaml": conclusion("Ba", "started").replace("KL-09", "KL-10")}
    )
    done = office("lan", "sync", "--keep", "both")
    assert done.code == 0, done
    assert "KL-09: both kept, mine is KL-11 now" in done.out
    found = texts(office)
    assert found[CONCLUSION] == THEIRS[CONCLUSION]
    assert found["tasks/KL-11.yaml"] == MINE[CONCLUSION].replace("KL-09", "KL-11")
    assert "Đã giao KL-11; KL-091 thì chưa." in found["periods/2021-Q2.yaml"]
    assert office("lan", "check").code == 0
    assert git(office.folder / "lan", "status", "--porcelain") == ""
    assert "mine is KL-11 now" in git(office.folder / "lan", "log", "-1", "--format=%B")


@pytest.mark.parametrize(("side", "kept"), [("mine", MINE), ("theirs", THEIRS)])
@pytest.mark.parametrize("is_later", [False, True])
def test_one_of_them_is_kept_as_it_was(
    office: Office, side: str, kept: dict[str, str], *, is_later: bool
) -> None:
    """Nothing of the other is in it, whether it is chosen at once or after both stood side by side."""
    said_by(office, "hoa", THEIRS)
    said_by(office, "lan", MINE)
    if is_later:
        waiting = office("lan", "sync")
        assert (waiting.code, "Two different things have one id" in waiting.out) == (1, True)
        assert texts(office)[CONCLUSION].count("<<<<<<<") == 1
        assert office("lan", "check").code == 1
    done = office("lan", "sync", "--keep", side)
    assert done.code == 0, done
    assert texts(office)[CONCLUSION] == kept[CONCLUSION]
    assert office("lan", "check").code == 0


def test_both_may_be_kept_later_too(office: Office) -> None:
    """What was settled meanwhile stays so, also in a file that names it."""
    words = "period: 2021-Q2\nnarrative:\n  overview: {}\n  results: {}\n"
    said_by(office, "hoa", {**THEIRS, "periods/2021-Q2.yaml": words.format("Của Hoa.", "Chung.")})
    said_by(office, "lan", {**MINE, "periods/2021-Q2.yaml": words.format("Của Lan.", "Đã giao KL-09.")})
    assert office("lan", "sync").code == 1
    assert office("lan", "sync", "--keep", "periods/2021-Q2.yaml=mine").code == 1
    done = office("lan", "sync", "--keep", "both")
    assert done.code == 0, done
    found = texts(office)
    assert found["tasks/KL-10.yaml"] == MINE[CONCLUSION].replace("KL-09", "KL-10")
    assert found[CONCLUSION] == THEIRS[CONCLUSION]
    assert "Của Lan." in found["periods/2021-Q2.yaml"]
    assert "KL-10" in found["periods/2021-Q2.yaml"]


def test_a_unit_moves_with_its_reports_and_events(office: Office) -> None:
    """Whoever names it follows."""
    said_by(office, "hoa", THEIR_UNIT)
    said_by(office, "lan", MY_UNIT)
    done = office("lan", "sync", "--keep", "both")
    assert done.code == 0, done
    found = texts(office)
    assert {file: found[file] for file in THEIR_UNIT} == THEIR_UNIT
    own = {file: text for file, text in MY_UNIT.items() if "cong-ty-abc/" in file}
    assert {file: text for file, text in found.items() if "abc-2" in file} == {
        file.replace("abc/", "abc-2/"): text.replace("cong-ty-abc", "cong-ty-abc-2")
        for file, text in own.items()
    }
    assert "merged_into: cong-ty-abc-2" in (office.data("lan") / "units/so-tai-chinh/unit.yaml").read_text(
        "utf-8"
    )
    assert office("lan", "check").code == 0


@pytest.mark.parametrize(("side", "kept"), [("mine", MY_UNIT), ("theirs", THEIR_UNIT)])
@pytest.mark.parametrize("is_later", [False, True])
def test_of_two_units_all_that_is_the_others_goes(
    office: Office, side: str, kept: dict[str, str], *, is_later: bool
) -> None:
    """A report that only the other had, too: it is no report of the one that is kept."""
    said_by(office, "hoa", THEIR_UNIT)
    said_by(office, "lan", MY_UNIT)
    if is_later:
        assert office("lan", "sync").code == 1
        assert {file for file, text in texts(office).items() if "<<<<<<<" in text} == {
            UNIT,
            "units/cong-ty-abc/events.yaml",
            "units/cong-ty-abc/reports/2021-Q2.yaml",
        }
    assert office("lan", "sync", "--keep", side).code == 0
    found = {file: text for file, text in texts(office).items() if "abc" in file}
    assert found == {file: text for file, text in kept.items() if "abc" in file}


def test_what_is_recorded_elsewhere_of_the_one_that_goes_goes_with_it(office: Office) -> None:
    """An event of it in a unit's file would else be told of the other."""
    event = "- {{item: KL-09, date: 2021-07-0{}, event: {}}}\n"
    old = "unit: so-y-te\nevents:\n- {item: BC-QUY, occurrence: 2021-Q2, date: 2021-07-01, event: reminded}\n"
    owed = {CONCLUSION: THEIRS[CONCLUSION].replace("lead: [so-y-te]", "owners: tccsd").split("events:")[0]}
    said_by(office, "hoa", {**owed, EVENTS: old + event.format(2, "issued")})
    said_by(
        office,
        "lan",
        {CONCLUSION: owed[CONCLUSION].replace("Sửa", "Xây"), EVENTS: old + event.format(3, "started")},
    )
    assert office("lan", "sync", "--keep", "mine").code == 0
    found = texts(office)
    assert ("started" in found[EVENTS], "issued" in found[EVENTS], "reminded" in found[EVENTS]) == (
        True,
        False,
        True,
    )


def test_a_reviewer_sees_two_things_and_a_program_reads_it(office: Office) -> None:
    """One clash, with what tells the two apart, and the id that is free."""
    said_by(office, "lan", MINE)
    assert office("lan", "submit").code == 0
    said_by(office, "hoa", THEIRS)
    office("nam", "sync")
    (clash,) = office("nam", "review", "1", "--format", "json").data["clashes"]
    assert (clash["file"], clash["becomes"], clash["field"]) == (CONCLUSION, "KL-10", None)
    assert "Báo cáo chuyển đổi số" in office("nam", "review", "1").out
    assert office("nam", "review", "1", "--approve").code == 4
