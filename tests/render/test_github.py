"""Findings as a workflow's log commands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ct58.errors import Finding
from ct58.errors.rules import RULES
from ct58.render.github import findings_as_github
from ct58.render.words import Speech
from ct58.views.findings import FindingEntry, FindingsView, Subject

ENGLISH = Speech("en")


def view(code: str, file: str = "tasks/PL-01.yaml", subject: str = "", **params: object) -> FindingsView:
    """One finding."""
    finding = Finding(code=code, file=file, params=params, line=3, column=5)
    about = Subject(item=subject or None)
    return FindingsView(
        entries=(FindingEntry(finding=finding, rule=RULES[code], subject=about, excerpt=None),), files=1
    )


def test_a_finding_stands_at_its_line_below_the_top_of_the_repository() -> None:
    """Message and remedy in one line; what ends a property is escaped in it, and only there."""
    found = view("Y007", "tasks/a,b:c%.yaml", "PL-01, Kế hoạch: 100%")
    assert findings_as_github(found, "của Sở/data/", ENGLISH) == (
        "::error file=của Sở/data/tasks/a%2Cb%3Ac%25.yaml,line=3,col=5,title=Y007 PL-01%2C Kế hoạch%3A 100%25::"
        "A second document begins here (a line “---”). One record a file: move what follows into a file of its "
        "own.\n"
    )


def test_warnings_are_warnings() -> None:
    """They do not stop a workflow."""
    assert findings_as_github(view("Y013"), "", ENGLISH).startswith("::warning file=tasks/PL-01.yaml,")


@given(st.text())
def test_a_finding_is_one_line_whatever_it_says(text: str) -> None:
    """No text of the data can begin a command of its own."""
    said = findings_as_github(view("G804", text=text), "", ENGLISH)
    assert said.count("\n") == 1
    assert "\r" not in said
