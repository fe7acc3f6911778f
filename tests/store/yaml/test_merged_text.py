"""A merge as text: comments of both sides, marks around just what has to be settled, and the form that was there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.changes.test_merging import TREES

from ct58.domain.changes.merging import merge_trees
from ct58.domain.planning.edits import Plain, same
from ct58.store.yaml import merged_text
from ct58.store.yaml.canonical import file_content
from ct58.store.yaml.formatter import formatted
from ct58.store.yaml.merged_text import MergedText, SideNames, ThreeContents, merge_texts
from ct58.store.yaml.reader import read

REPORT = "units/so-mau/reports/2021-Q2.yaml"
TASK = "tasks/PL-01.yaml"
NAMES = SideNames("ours", "theirs")
FIGURES = ("party_members", "candidates_trained", "members_admitted")


def merged(file: str, base: str, ours: str, theirs: str, by_lines: str | None = None) -> MergedText:
    """The merge of three texts that can be read."""
    three = ThreeContents(base.encode(), ours.encode(), theirs.encode())
    lines = by_lines.encode() if by_lines is not None else None
    found = merge_texts(file, three, lines, NAMES, FIGURES)
    assert found is not None
    return found


def text_of(file: str, base: str, ours: str, theirs: str) -> str:
    """The merged text."""
    return merged(file, base, ours, theirs).content.decode()


def value(text: str) -> Plain:
    """What a text says."""
    tree, findings = read(REPORT, text.encode())
    assert tree is not None, findings
    return tree.value  # type: ignore[return-value]  # a tree of plain values


HEAD = "# yaml-language-server: $schema=x\nunit: so-mau\nperiod: 2021-Q2\nstate: received\n"
BASE = f"{HEAD}figures:\n  party_members: 400\n  members_admitted: 3\n"


def test_figures_next_to_each_other_merge() -> None:
    """Where git by lines would see a conflict."""
    ours = BASE.replace("400", "412")
    theirs = BASE.replace(": 3", ": 5")
    assert text_of(REPORT, BASE, ours, theirs) == BASE.replace("400", "412").replace(": 3", ": 5")


def test_where_gits_own_merge_says_the_same_nothing_is_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The canonical form takes most of the time, and would not be used."""
    written = watched(monkeypatch, "canonical_form")
    ours, theirs = BASE.replace("400", "412"), BASE.replace(": 3", ": 5")
    by_lines = ours.replace(": 3", ":   5")
    assert merged(REPORT, BASE, ours, theirs, by_lines).content.decode() == by_lines
    assert written == []


def test_each_text_is_read_once_and_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The three, what comes of them, and that with their value in place of ours."""
    read_, written = watched(monkeypatch, "parsed"), watched(monkeypatch, "dump")
    merged(REPORT, BASE, BASE.replace(": 3", ": 12"), BASE.replace(": 3", ": 21"))
    assert len(read_) == 5
    assert [tree["figures"]["members_admitted"] for _kind, tree in written] == [12, 21]


def watched(monkeypatch: pytest.MonkeyPatch, name: str) -> list[Any]:
    """What a function of the merge is called with."""
    function, calls = getattr(merged_text, name), []

    def called(*given: Any) -> Any:
        calls.append(given)
        return function(*given)

    monkeypatch.setattr(merged_text, name, called)
    return calls


def test_new_figures_stand_in_the_order_of_the_form() -> None:
    """Whoever typed them in."""
    ours = f"{HEAD}figures:\n  party_members: 1\n  members_admitted: 3\n"
    theirs = f"{HEAD}figures:\n  candidates_trained: 2\n"
    assert text_of(REPORT, f"{HEAD}figures: {{}}\n", ours, theirs).endswith(
        "figures:\n  party_members: 1\n  candidates_trained: 2\n  members_admitted: 3\n"
    )


def test_a_conflict_has_marks_around_its_own_line_only() -> None:
    """The rest is merged."""
    ours = BASE.replace("400", "412").replace(": 3", ": 12")
    theirs = BASE.replace(": 3", ": 21").replace("state: received", "state: partial")
    assert text_of(REPORT, BASE, ours, theirs) == (
        f"{HEAD.replace('received', 'partial')}figures:\n  party_members: 412\n"
        "<<<<<<< ours\n  members_admitted: 12\n=======\n  members_admitted: 21\n>>>>>>> theirs\n"
    )


def test_an_event_that_one_side_took_away_and_the_other_changed_stands_in_marks() -> None:
    """One side of the marks is empty; the events around it are merged."""
    event = "- {date: 2021-05-01, event: started}\n"
    base = f"item: PL-01\nevents:\n{event}- {{date: 2021-06-01, event: noted}}\n"
    ours = base.replace(event, "")
    theirs = base.replace("started}", "started, reason: Theo kế hoạch}")
    assert text_of(TASK, base, ours, theirs) == (
        "item: PL-01\nevents:\n<<<<<<< ours\n=======\n"
        "- {date: 2021-05-01, event: started, reason: Theo kế hoạch}\n>>>>>>> theirs\n"
        "- {date: 2021-06-01, event: noted}\n"
    )


def test_two_disagreements_in_one_line_are_one_conflict() -> None:
    """A line of braces is settled as a whole."""
    base = "item: PL-01\nevents:\n- {date: 2021-05-01, event: promised, until: 2021-06-01, reason: a}\n"
    ours = base.replace("2021-06-01", "2021-06-02").replace("reason: a", "reason: b")
    theirs = base.replace("2021-06-01", "2021-06-03").replace("reason: a", "reason: c")
    assert text_of(TASK, base, ours, theirs) == (
        "item: PL-01\nevents:\n<<<<<<< ours\n"
        "- {date: 2021-05-01, event: promised, until: 2021-06-02, reason: b}\n=======\n"
        "- {date: 2021-05-01, event: promised, until: 2021-06-03, reason: c}\n>>>>>>> theirs\n"
    )


def test_a_value_that_is_written_in_one_line_here_and_in_several_there_is_one_conflict() -> None:
    """The marks stand around lines that both sides have."""
    base = "period: 2021-Q2\nnarrative:\n  overview: a\n"
    ours, theirs = base.replace("a\n", "b\n"), base.replace("a\n", "|\n    c\n    # d\n")
    assert text_of("periods/2021-Q2.yaml", base, ours, theirs) == (
        "period: 2021-Q2\nnarrative:\n<<<<<<< ours\n  overview: b\n=======\n"
        "  overview: |\n    c\n    # d\n>>>>>>> theirs\n"
    )


def test_comments_of_both_sides_are_kept_where_they_belong() -> None:
    """Above a value, behind it, and those of events that come in between."""
    ours = BASE.replace("  party_members: 400", "  # đối chiếu ngày 5/7\n  party_members: 412")
    theirs = BASE.replace(": 3\n", ": 5  # theo công văn\n").replace("state:", "# đã gọi điện\nstate:")
    assert text_of(REPORT, BASE, ours, theirs) == (
        HEAD.replace("state:", "# đã gọi điện\nstate:") + "figures:\n"
        "  # đối chiếu ngày 5/7\n  party_members: 412\n  members_admitted: 5  # theo công văn\n"
    )


def test_a_comment_that_both_wrote_behind_one_line_is_kept_twice() -> None:
    """Theirs moves above the line."""
    ours, theirs = BASE.replace(": 3\n", ": 3  # a\n"), BASE.replace(": 3\n", ": 3  # b\n")
    assert text_of(REPORT, BASE, ours, theirs).endswith("  # b\n  members_admitted: 3  # a\n")


def test_what_git_makes_of_it_is_taken_where_it_says_the_same() -> None:
    """So that a form that people chose stays; where it says something else it is not."""
    base = BASE.replace("state: received", "state:   received")
    ours, theirs = base.replace("400", "412"), base.replace(": 3", ": 5")
    both = ours.replace(": 3", ": 5")
    assert merged(REPORT, base, ours, theirs, by_lines=both).content.decode() == both
    wrong = f"{both}corrections: [x]\n"
    found = merged(REPORT, base, ours, theirs, by_lines=wrong).content.decode()
    assert found == both.replace("state:   received", "state: received")


@pytest.mark.parametrize("broken", ["figures: [\n", "", "a: 1\na: 2\n", "- x\n", "<<<<<<< x\n"])
def test_what_cannot_be_read_is_not_merged_on_meaning(broken: str) -> None:
    """Nobody knows what it says."""
    contents = [BASE.encode(), BASE.encode(), broken.encode()]
    assert merge_texts(REPORT, ThreeContents(*contents), None, NAMES) is None
    assert merge_texts("other.yaml", ThreeContents(*[BASE.encode()] * 3), None, NAMES) is None


# ------------------------------------------------------------------------------- properties


@st.composite
def commented(draw: st.DrawFn) -> str:
    """A canonical text with comments of its own."""
    lines = file_content("tasks/x.yaml", draw(TREES)).decode().splitlines()
    written: list[str] = []
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if draw(st.booleans()):
            written.append(f"{' ' * indent}# trên {draw(st.integers(0, 99))}")
        behind = f"  # sau {draw(st.integers(0, 99))}" if draw(st.booleans()) else ""
        written.append(f"{line}{'' if line.startswith('#') else behind}")
    content = formatted("tasks/x.yaml", "".join(f"{line}\n" for line in written).encode())
    assert content is not None
    return content.decode()


def settled(text: str, side: str) -> str:
    """A text with every conflict settled for one side."""
    kept, which = [], "both"
    for line in text.splitlines():
        if line.startswith(("<<<<<<< ", "=======", ">>>>>>> ")):
            which = {"<": "ours", "=": "theirs", ">": "both"}[line[0]]
        elif which in ("both", side):
            kept.append(line)
    return "".join(f"{line}\n" for line in kept)


@given(commented(), commented(), commented())
def test_the_text_says_what_the_trees_say_and_has_all_comments(base: str, ours: str, theirs: str) -> None:
    """With marks where there are conflicts; each side of them is a file that can be read."""
    found = merged("tasks/x.yaml", base, ours, theirs)
    text = found.content.decode()
    trees = merge_trees(*(value(side) for side in (base, ours, theirs)))
    assert [c.at for c in found.conflicts] == [c.at for c in trees.conflicts]
    if not trees.conflicts:
        assert same(value(text), trees.tree)
        assert formatted("tasks/x.yaml", found.content) == found.content
    for side in ("ours", "theirs"):
        value(settled(text, side))


@given(commented(), commented())
def test_what_only_one_side_changed_is_taken_to_the_letter(base: str, other: str) -> None:
    """Comments and all."""
    assert text_of("tasks/x.yaml", base, base, other) == other
    assert text_of("tasks/x.yaml", base, other, base) == other


def test_several_disagreements_in_one_list_are_each_in_their_own_marks() -> None:
    """Also where one side took items away, so that what follows stands elsewhere there."""
    line = "- {{date: 2021-05-0{0}, event: noted, reason: {1}}}\n"
    head = "item: PL-01\nevents:\n"
    base = head + "".join(line.format(day, "a") for day in (1, 2, 3))
    ours = head + line.format(2, "b")
    theirs = head + "".join(line.format(day, "c") for day in (1, 2, 3))
    marks = "<<<<<<< ours\n{0}=======\n{1}>>>>>>> theirs\n"
    assert text_of(TASK, base, ours, theirs) == head + "".join(
        marks.format(line.format(day, "b") if day == 2 else "", line.format(day, "c")) for day in (1, 2, 3)
    )
