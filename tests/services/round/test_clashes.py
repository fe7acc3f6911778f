"""What two people changed differently, field by field; and settling it for a side."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.support.command_line import REPORT, report_text, write_data
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.services.round.clashes import (
    Contested,
    Ends,
    clashes,
    contested_in,
    from_the_other_side,
    has_marks,
    settled_contents,
    with_authors,
)
from ct58.services.setup.git_setup import driver_of, program_of
from ct58.vcs.git import Committer
from ct58.vcs.joining import join
from ct58.vcs.repository import Repository, repository_of
from ct58.views.submissions import Clash

PATH = f"data/{REPORT}"
WHO = Committer(name="Trần Văn Nam", email="nam@example.invalid")
EVENTS = "units/so-y-te/events.yaml"


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A report, kept once."""
    write_data(begin(tmp_path), **{REPORT: report_text()})
    keep(tmp_path)
    return tmp_path


class Meeting:
    """Two states of some files (paths below the data; None takes one away), brought together."""

    def __init__(self, top: Path, mine: Mapping[str, str | None], theirs: Mapping[str, str | None]) -> None:
        self.repository: Repository = repository_of(top / "data", git_environment())
        for name, texts in (("mine", mine), ("theirs", theirs)):
            git(top, "checkout", "--quiet", "-b", name, "main")
            for file, text in texts.items():
                if text is None:
                    (top / "data" / file).unlink()
                else:
                    put(top / "data", file, text)
            keep(top, who=name)
        self.ends = Ends(mine=git(top, "rev-parse", "mine"), theirs=git(top, "rev-parse", "theirs"))
        driver = driver_of(program_of(sys.executable))
        self.joined = join(self.repository.git, self.ends.mine, self.ends.theirs, "Ghép", WHO, driver)
        self.contested: tuple[Contested, ...] = contested_in(
            self.repository, self.joined.id, self.ends, self.joined.conflicts
        )

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """What clashes."""
        return clashes(self.contested)


def told(top: Path, mine: str | None, theirs: str | None) -> tuple[Clash, ...]:
    """What clashes between two texts of the report; None takes it away."""
    return Meeting(top, {REPORT: mine}, {REPORT: theirs}).clashes


def test_only_what_both_changed_and_not_alike(top: Path) -> None:
    """Each with where it lies and both values."""
    mine = report_text(admitted="21", received_on="2021-07-05")
    theirs = report_text(admitted="30")
    (clash,) = told(top, mine, theirs)
    assert (clash.unit, clash.period, clash.path) == ("so-y-te", "2021-Q2", ("figures", "members_admitted"))
    assert (clash.mine, clash.theirs, clash.number) == (21, 30, 1)


def test_a_file_that_one_took_away_clashes_as_a_whole(top: Path) -> None:
    """There are no fields to compare; either the file or nothing can be kept."""
    meeting = Meeting(top, {REPORT: report_text(admitted="21")}, {REPORT: None})
    (clash,) = meeting.clashes
    assert (clash.file, clash.path, clash.gone, clash.is_whole) == (REPORT, (), "theirs", True)
    assert settled_contents(meeting.contested, {1: "theirs"}) == {REPORT: None}
    assert settled_contents(meeting.contested, {1: "mine"}) == {REPORT: report_text(admitted="21").encode()}
    assert [one.gone for one in from_the_other_side(meeting.clashes)] == ["mine"]


def test_what_cannot_be_read_is_told_by_its_lines(top: Path) -> None:
    """And can still be settled, conflict by conflict."""
    meeting = Meeting(top, {REPORT: "unit: [a\n"}, {REPORT: "unit: [b\n"})
    (clash,) = meeting.clashes
    assert (clash.path, clash.mine, clash.theirs) == ((), "unit: [a", "unit: [b")
    assert settled_contents(meeting.contested, {1: "theirs"}) == {REPORT: b"unit: [b\n"}


def test_a_file_that_both_made_clashes_in_what_differs(top: Path) -> None:
    """There is nothing that it was before."""
    git(top, "rm", "--quiet", PATH)
    keep(top)
    (clash,) = told(top, report_text(admitted="21"), report_text(admitted="22"))
    assert clash.path == ("figures", "members_admitted")


def test_marks_inside_marks_leave_only_the_whole_file(top: Path) -> None:
    """Nobody can tell the sides apart, so nobody is let guess."""
    mine = "<<<<<<< a\nx: 1\n=======\nx: 2\n>>>>>>> b\n"
    meeting = Meeting(top, {REPORT: mine}, {REPORT: "x: 3\n"})
    (clash,) = meeting.clashes
    assert (clash.is_whole, clash.gone) == (True, None)
    assert settled_contents(meeting.contested, {1: "mine"}) == {REPORT: mine.encode()}


def test_no_text_leaves_only_the_whole_file(top: Path) -> None:
    """Such as a template of Word."""
    (top / "data" / "mau.docx").write_bytes(b"PK\0\xff1")
    keep(top)
    repository = repository_of(top / "data", git_environment())
    for name, content in (("mine", b"PK\0\xff2"), ("theirs", b"PK\0\xff3")):
        git(top, "checkout", "--quiet", "-b", name, "main")
        (top / "data" / "mau.docx").write_bytes(content)
        keep(top)
    ends = Ends(mine=git(top, "rev-parse", "mine"), theirs=git(top, "rev-parse", "theirs"))
    joined = join(repository.git, ends.mine, ends.theirs, "Ghép", WHO)
    contested = contested_in(repository, joined.id, ends, joined.conflicts)
    assert [(one.is_whole, one.gone) for one in clashes(contested)] == [(True, None)]
    assert settled_contents(contested, {1: "theirs"}) == {"mau.docx": b"PK\0\xff3"}
    assert settled_contents(contested, {}) == {}


def test_each_figure_is_settled_alone_and_the_rest_stays_marked(top: Path) -> None:
    """In the order of the file."""
    base = report_text().replace("figures:\n", "figures:\n  women: 1\n")
    put(top, PATH, base)
    keep(top)
    two = base.replace("women: 1", "women: 2").replace("admitted: 12", "admitted: 21")
    three = base.replace("women: 1", "women: 3").replace("admitted: 12", "admitted: 31")
    meeting = Meeting(top, {REPORT: two}, {REPORT: three})
    assert [(one.number, one.path[-1]) for one in meeting.clashes] == [(1, "members_admitted"), (2, "women")]
    both = settled_contents(meeting.contested, {1: "mine", 2: "theirs"})[REPORT]
    assert both is not None
    assert b"  members_admitted: 21\n  women: 3\n" in both
    assert not has_marks(both)
    half = settled_contents(meeting.contested, {1: "theirs"})[REPORT]
    assert half is not None
    assert has_marks(half)
    assert half.count(b"<<<<<<<") == 1
    assert b"women: 2" in half
    assert b"women: 3" in half
    assert b"admitted: 21" not in half


def test_an_event_that_both_changed_is_told_with_its_item(top: Path) -> None:
    """With the record that the field belongs to, and who said it last on each side."""
    event = "unit: so-y-te\nevents:\n- {{item: BC-QUY, occurrence: 2021-Q2, date: 2021-07-15, event: promised, until: {}}}\n"
    put(top / "data", EVENTS, event.format("2021-07-20"))
    keep(top)
    meeting = Meeting(top, {EVENTS: event.format("2021-07-21")}, {EVENTS: event.format("2021-07-22")})
    (clash,) = with_authors(meeting.repository, meeting.clashes, meeting.ends)
    assert (clash.item, clash.path) == ("BC-QUY", ("events", 0, "until"))
    assert clash.entry is not None
    assert clash.entry["event"] == "promised"
    assert [by.name if by else None for by in (clash.mine_by, clash.theirs_by)] == ["mine", "theirs"]


def test_who_gave_a_value_is_not_who_touched_the_file_last(top: Path) -> None:
    """A later change of something else in the same report is not theirs."""
    put(top, PATH, report_text(admitted="21"))
    keep(top, who="Hoa")
    git(top, "branch", "start", "HEAD~1")
    put(top, PATH, report_text(admitted="21", received_on="2021-07-05"))
    keep(top, who="Lan")
    repository = repository_of(top / "data", git_environment())
    clash = Clash(file=REPORT, path=("figures", "members_admitted"), mine=21, theirs=12)
    ends = Ends(mine=git(top, "rev-parse", "main"), theirs=git(top, "rev-parse", "start"))
    (known,) = with_authors(repository, [clash], ends)
    assert known.mine_by is not None
    assert known.mine_by.name == "Hoa"


def test_a_rating_and_its_decision_are_one_choice(top: Path) -> None:
    """Never the level of one with the document of the other; their reasons likewise."""
    form = (
        "  - {key: party_rating, number: 7, label: Xếp loại, type: enum, values: {good: Tốt, excellent: Xuất sắc}, "
        "every: year, units: tccsd, asked: false, decided_by: deciding}\n"
        "  - {key: deciding, number: 8, label: Quyết định, type: record, every: year, units: tccsd, asked: false, "
        "fields: [{key: number, label: Số, type: text}, {key: date, label: Ngày, type: date}]}\n"
    )
    put(top / "data", "programme.yaml", (top / "data" / "programme.yaml").read_text("utf-8") + form)
    put(top / "data", REPORT, report_text() + "  women: 1\n")
    keep(top)
    mine, theirs = (
        report_text()
        + f"  women: {women}\n  party_rating: {level}\n  deciding: {{number: {number}, date: 2021-07-0{number}}}\n"
        for women, level, number in ((1, "good", 1), (1, "excellent", 2))
    )
    meeting = Meeting(top, {REPORT: mine}, {REPORT: theirs})
    assert {one.number for one in meeting.clashes} == {1}
    assert {one.path[1] for one in meeting.clashes} == {"party_rating", "deciding"}
    settled = settled_contents(meeting.contested, {1: "theirs"})[REPORT]
    assert settled is not None
    assert (b"excellent" in settled, b"number: 2" in settled, has_marks(settled)) == (True, True, False)
