"""`ct58 check`: findings in the office's words, each with its place and remedy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.showcase import LANGUAGES, showcase
from tests.support.terms import speaking

from ct58.domain.time.period import Period
from ct58.errors import Finding
from ct58.errors.rules import RULES
from ct58.render.formats.text import page_as_text
from ct58.render.screens.check import (
    EXCERPT_WIDTH,
    check_page,
    codes_page,
    explain_page,
    findings_as_github,
    findings_as_json,
    subject_text,
)
from ct58.views.findings import FindingEntry, FindingsView, Subject, findings_view

Golden = Callable[[str, str], None]
EN = speaking("en")
REPORT = "units/u1/reports/2021-Q2.yaml"


def found(*findings: Finding, line: str = "") -> FindingsView:
    """The view of findings in the showcase; `line` is every file's tenth."""
    texts = {finding.file: [""] * 9 + [line] for finding in findings}
    return findings_view(findings, 12, texts, showcase(), {"u1": "Đảng bộ Sở Y tế"})


def dotted(column: int = 21) -> Finding:
    """A number with a dot where a whole one belongs."""
    at = ("figures", "members_admitted")
    params = {"text": "1.412", "remedy": "1412"}
    return Finding(code="K005", file=REPORT, at=at, params=params, line=10, column=column, width=5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_read_as_reviewed(golden: Golden, language: str) -> None:
    """People's words first, the machine's place below, the line with a mark, the remedy."""
    view = found(
        dotted(),
        Finding(code="Y013", file="ghi-chu.txt", line=1, column=1),
        line="  members_admitted: 1.412",
    )
    golden(page_as_text(check_page(view, speaking(language))), f"check-{language}.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clean_check_reads_as_reviewed(golden: Golden, language: str) -> None:
    """How many files, that they can be used, that nothing was changed."""
    golden(page_as_text(check_page(found(), speaking(language))), f"check-clean-{language}.txt")


def test_the_marks_stand_below_the_culprit() -> None:
    """As wide as the value."""
    lines = page_as_text(check_page(found(dotted(), line="  members_admitted: 1.412"), EN)).splitlines()
    excerpt = next(line for line in lines if "members_admitted: 1.412" in line)
    marks = lines[lines.index(excerpt) + 1]
    assert excerpt[marks.index("^") : marks.rindex("^") + 1] == "1.412"


def test_of_a_long_line_the_part_around_the_culprit_is_shown() -> None:
    """The mark still stands below it."""
    line = "x" * 300 + "1.412" + "y" * 300
    lines = page_as_text(check_page(found(dotted(301), line=line), EN)).splitlines()
    excerpt = next(text for text in lines if "1.412y" in text)
    marks = lines[lines.index(excerpt) + 1]
    assert excerpt[marks.index("^") : marks.rindex("^") + 1] == "1.412"
    assert len(excerpt) <= EXCERPT_WIDTH + 20


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (
            Subject(unit="Sở Y tế", period=Period.quarter(2021, 2), figure="5. Kết nạp"),
            "Sở Y tế, report of 2021-Q2, figure 5. Kết nạp",
        ),
        (Subject(period=Period.quarter(2021, 2)), "Period 2021-Q2"),
        (Subject(item="PL-09, Đề án"), "PL-09, Đề án"),
        (Subject(programme_entry="CT-18"), "CT-18"),
        (Subject(), ""),
    ],
)
def test_a_subject_is_said_in_the_office_s_words(subject: Subject, expected: str) -> None:
    """Unit, period, figure; or the item; or the programme's entry."""
    assert subject_text(subject, EN) == expected


def test_as_json_a_finding_has_the_contract_s_keys() -> None:
    """And its subject besides."""
    (entry,) = findings_as_json(found(dotted()), EN)
    assert list(entry)[:7] == ["code", "severity", "file", "line", "column", "message", "hint"]
    assert (entry["code"], entry["severity"], entry["line"], entry["column"]) == ("K005", "error", 10, 21)
    assert "1.412" in str(entry["message"])


@pytest.mark.parametrize("code", RULES)
def test_every_code_can_be_explained(code: str) -> None:
    """What it means, why it is a problem, what to do."""
    rule = RULES[code]
    shown = page_as_text(explain_page(code, rule, EN))
    assert shown.startswith(code)
    said = " ".join(shown.split())
    for text in (rule.message, rule.why, rule.hint):
        in_general = text.format_map(defaultdict(lambda: "…"))
        assert " ".join(in_general.split()) in said


def test_all_codes_are_listed() -> None:
    """Each with its message."""
    shown = page_as_text(codes_page(EN))
    assert all(f"{code}  " in shown for code in RULES)


ENGLISH = speaking("en")


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
