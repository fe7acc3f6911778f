"""The office's own rules: only where it has chosen them."""

from __future__ import annotations

import pytest
from tests.support.command_line import FILES, PROGRAMME, REPORT, report_text

from ct58.errors import Path
from ct58.store.loader import load

TASK = "tasks/PL-01.yaml"


def found(policy: str, **files: str) -> list[tuple[str, str, Path]]:
    """Code, file and place of what a policy finds."""
    office = f"{FILES['office.yaml']}settings: {{policies: [{policy}]}}\n"
    texts = {**FILES, "programme.yaml": PROGRAMME, "office.yaml": office, **files}
    findings = load({file: text.encode() for file, text in texts.items()}).findings
    return [(one.code, one.file, one.at) for one in findings if one.code.startswith("G")]


def events(*lines: str) -> str:
    """The file of a task."""
    return "item: PL-01\nevents:\n" + "".join(f"- {{{line}}}\n" for line in lines)


SUBMITTED = "date: 2021-06-20, event: submitted, to: standing_committee"
DOCUMENT = "document: {number: 12-KH/ĐUK}"


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        ((SUBMITTED,), [0]),
        ((f"{SUBMITTED}, {DOCUMENT}",), []),
        ((SUBMITTED, f"date: 2021-06-25, event: issued, {DOCUMENT}"), []),
        ((SUBMITTED, "date: 2021-06-25, event: issued"), [1]),
        (("date: 2021-06-20, event: started",), []),
        ((f"{SUBMITTED}, voided: {{date: 2021-06-21, reason: nhầm}}",), []),
    ],
)
def test_what_is_done_names_its_document(lines: tuple[str, ...], at: list[int]) -> None:
    """On any of the events that finish it; a voided one never happened."""
    expected = [("G803", TASK, ("events", index)) for index in at]
    assert found("completed_has_document", **{TASK: events(*lines)}) == expected
    assert found("no_secret", **{TASK: events(*lines)}) == []


def test_a_report_has_a_document_of_its_own() -> None:
    """Its receipt is enough."""
    assert found("completed_has_document", **{REPORT: report_text()}) == []


def test_secret_numbers_and_words_are_found_where_they_stand() -> None:
    """In documents, reasons, notes; not in the programme's own words."""
    secret = events("date: 2021-06-20, event: noted, reason: theo công văn mật, document: {number: 1 (mật)}")
    notes = f"{report_text()}notes: {{other: tài liệu mật}}\n"
    programme = PROGRAMME.replace("Kế hoạch tuyên truyền", "Bảo quản tài liệu mật")
    files = {TASK: secret, REPORT: notes, "programme.yaml": programme}
    assert sorted(found("no_secret", **files)) == [
        ("G804", TASK, ("events", 0, "document", "number")),
        ("G804", TASK, ("events", 0, "reason")),
        ("G804", REPORT, ("notes", "other")),
    ]


def test_a_few_persons_may_be_named_and_not_a_list_of_them() -> None:
    """The same person twice counts once; each note for itself."""
    few = "Nguyễn Văn A, Trần Thị B, Nguyễn Văn A"
    notes = f'notes: {{difficulties: "{few}", other: "{few}, Lê Văn C"}}\n'
    assert found("no_person_lists", **{REPORT: report_text() + notes}) == [
        ("G805", REPORT, ("notes", "other"))
    ]
