"""What the two sides of a conflict say, so that a finding can name it."""

from __future__ import annotations

import pytest
from tests.support.terms import speaking

from ct58.errors import Finding
from ct58.i18n import Message
from ct58.store.yaml.reader import read

FILE = "units/so-mau/reports/2021-Q2.yaml"
HEAD = "unit: so-mau\nfigures:\n"


def found(text: str) -> list[tuple[int, tuple[str | int, ...], object]]:
    """Line, place and what is said of each conflict."""
    _tree, findings = read(FILE, text.encode())
    assert {finding.code for finding in findings} == {"Y003"}
    return [(finding.line, finding.at, _said(finding)) for finding in findings]


def _said(finding: Finding) -> object:
    values = finding.params["values"]
    return speaking("en").say(values).removeprefix(": ") if isinstance(values, Message) else values


def conflict(ours: str, theirs: str, base: str = "") -> str:
    """Two versions of some lines, in marks."""
    middle = f"||||||| base\n{base}" if base else ""
    return f"<<<<<<< a\n{ours}{middle}=======\n{theirs}>>>>>>> b\n"


def test_a_figure_is_named_with_both_values() -> None:
    """The place is the figure's, so that its label can be shown."""
    text = HEAD + conflict("  members: 12\n", "  members: 21\n") + "  other: 1\n"
    assert found(text) == [(3, ("figures", "members"), "members: 12 | 21")]


def test_each_conflict_is_told_apart() -> None:
    """The others are taken as ours has them."""
    text = (
        HEAD
        + conflict("  a: 1\n", "  a: 2\n", base="  a: 0\n")
        + "  b: 1\n"
        + conflict("  c: 3\n  d: 5\n", "  c: 4\n")
    )
    assert found(text) == [
        (3, ("figures", "a"), "a: 1 | 2"),
        (11, ("figures", "c"), "c: 3 | 4; d: 5 | –"),
    ]


def test_events_are_told_in_the_words_of_their_lines() -> None:
    """Long ones cut short."""
    text = "item: PL-01\nevents:\n" + conflict(
        "", "- {date: 2021-05-01, event: noted, reason: Một lý do dài, dài đến mức phải cắt bớt}\n"
    )
    ((_line, at, said),) = found(text)
    assert at == ("events",)
    assert str(said).startswith("events: – | date: 2021-05-01; event: noted")
    assert str(said).endswith("…")


@pytest.mark.parametrize(
    "text", [f"{HEAD}<<<<<<< a\n  a: 1\n", conflict("figures: [\n", "figures: {}\n"), f"{HEAD}=======\n"]
)
def test_what_cannot_be_read_is_only_pointed_at(text: str) -> None:
    """A half-settled conflict, or one whose sides are broken."""
    assert {(at, said) for _line, at, said in found(text)} == {((), "")}
