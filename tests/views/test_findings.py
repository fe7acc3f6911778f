"""View of findings: each with its rule, its subject in the office's words, and its line."""

from __future__ import annotations

import pytest
from tests.support.offices import amendment, figure, office, task

from ct58.domain.records.office import Office
from ct58.domain.time.period import Period
from ct58.errors import Finding
from ct58.errors.rules import RULES
from ct58.views.findings import FindingsView, Subject, findings_view

REPORT = "units/so-y-te/reports/2021-Q2.yaml"
NAMES = {"so-y-te": "Đảng bộ Sở Y tế"}
ERROR = next(code for code, rule in RULES.items() if rule.severity == "error")
WARNING = next(code for code, rule in RULES.items() if rule.severity == "warning")


@pytest.fixture(scope="module")
def known() -> Office:
    """One task and one figure."""
    return office(tasks=(task("PL-01", title="Kế hoạch"),), figures=(figure("members", 5, label="Kết nạp"),))


def view(*found: Finding, known: Office | None = None, lines: list[str] | None = None) -> FindingsView:
    """The view of some findings in one file."""
    texts = {one.file: lines or [] for one in found}
    return findings_view(found, files=7, texts=texts, office=known, names=NAMES)


def subject(known: Office | None, file: str, *at: str | int) -> Subject:
    """What a finding at a place is about."""
    return view(Finding(code=ERROR, file=file, at=at, line=1), known=known).entries[0].subject


def test_a_figure_of_a_report_is_named_by_unit_period_number_and_label(known: Office) -> None:
    """`Đảng bộ Sở Y tế, báo cáo quý II/2021, mục 5. Kết nạp`."""
    assert subject(known, REPORT, "figures", "members") == Subject(
        unit="Đảng bộ Sở Y tế", period=Period.quarter(2021, 2), figure="5. Kết nạp"
    )


@pytest.mark.parametrize(
    ("file", "at", "expected"),
    [
        (REPORT, ("received_on",), Subject(unit="Đảng bộ Sở Y tế", period=Period.quarter(2021, 2))),
        (REPORT, ("figures", "typo"), Subject(unit="Đảng bộ Sở Y tế", period=Period.quarter(2021, 2))),
        ("units/so-y-te/reports/2021-Q9.yaml", (), Subject(unit="Đảng bộ Sở Y tế")),
        ("units/so-y-te/events.yaml", ("events", 0), Subject(unit="Đảng bộ Sở Y tế")),
        ("units/nobody/unit.yaml", ("kind",), Subject(unit="nobody")),
        ("tasks/PL-01.yaml", ("events", 0), Subject(item="PL-01, Kế hoạch")),
        ("tasks/PL-99.yaml", (), Subject(item="PL-99")),
        ("periods/2021-Q2.yaml", ("cut_off",), Subject(period=Period.quarter(2021, 2))),
        ("programme.yaml", ("tasks", 0, "deadline"), Subject(programme_entry="PL-01, Kế hoạch")),
        ("programme.yaml", ("figures", 0, "min"), Subject(programme_entry="members, Kết nạp")),
        ("programme.yaml", ("clauses", 0), Subject(programme_entry="II.1-1")),
        ("programme.yaml", ("tasks", 9), Subject()),
        ("programme.yaml", ("programme", "number"), Subject()),
        ("office.yaml", ("names",), Subject()),
        ("stray.txt", (), Subject()),
    ],
)
def test_a_subject_is_as_much_as_is_known(
    known: Office, file: str, at: tuple[str | int, ...], expected: Subject
) -> None:
    """From the path, the place and the programme."""
    assert subject(known, file, *at) == expected


def test_a_finding_in_an_amendment_names_its_document_and_the_record() -> None:
    """By what it changes, ends or adds there; of its head only the document."""
    change = {"PL-01": {"title": "Việc mới"}}
    made = amendment("2022-10-05", change, ends={"PL-02": "thôi"}, adds={"tasks": (task("PL-15"),)})
    there = office(tasks=(task("PL-01"), task("PL-02")), amendments=(made,))
    places: dict[tuple[str | int, ...], str] = {
        ("changes", "PL-01", "title"): "32-QĐ/ĐUK (2022-10-05), PL-01",
        ("ends", "PL-02"): "32-QĐ/ĐUK (2022-10-05), PL-02",
        ("adds", "tasks", 0, "lead", 0): "32-QĐ/ĐUK (2022-10-05), PL-15",
        ("document", "date"): "32-QĐ/ĐUK (2022-10-05)",
    }
    for at, expected in places.items():
        found = subject(there, "programme.yaml", "amendments", 0, *at)
        assert found == Subject(programme_entry=expected)


def test_without_an_office_the_path_alone_tells() -> None:
    """The programme itself may be what is broken."""
    assert subject(None, REPORT, "figures", "members").figure is None
    assert subject(None, "tasks/PL-01.yaml") == Subject(item="PL-01")
    assert subject(None, "programme.yaml", "tasks", 0) == Subject()


@pytest.mark.parametrize(("line", "expected"), [(1, "unit: a"), (2, "b"), (3, None), (0, None)])
def test_the_excerpt_is_the_line_of_the_finding(line: int, expected: str | None) -> None:
    """None where there is no such line."""
    found = view(Finding(code=ERROR, file=REPORT, line=line), lines=["unit: a", "b"])
    assert found.entries[0].excerpt == expected


def test_findings_are_counted_by_severity_and_keep_their_order() -> None:
    """What the first line of `check` says."""
    found = view(*(Finding(code=code, file=REPORT) for code in (ERROR, WARNING, ERROR)))
    assert (found.count("error"), found.count("warning"), found.count("info"), found.files) == (2, 1, 0, 7)
    assert [entry.finding.code for entry in found.entries] == [ERROR, WARNING, ERROR]
    assert found.entries[1].rule is RULES[WARNING]


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "<<<<<<< bản này", "<<<<<<<"])
def test_of_a_mark_between_two_versions_only_its_signs_are_shown(line: str) -> None:
    """Behind them git writes what it calls the version, which nobody in the office knows."""
    (entry,) = view(Finding(code="Y003", file=REPORT, line=1), lines=[line]).entries
    assert entry.excerpt == "<<<<<<<"
