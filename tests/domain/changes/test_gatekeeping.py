"""What only a change can break: the programme's own words, and what was once kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

import pytest
from tests.support.command_line import FILES, PROGRAMME, REPORT, report_text

from ct58.domain.changes.compare import compare
from ct58.domain.changes.gatekeeping import forbidden_changes
from ct58.errors import Path
from ct58.services.reading.differences import pairs_of
from ct58.store.loader import load

TASK = "tasks/PL-01.yaml"
STARTED = "- {date: 2021-05-01, event: started}\n"
BEFORE = {**FILES, REPORT: report_text(), TASK: f"item: PL-01\nevents:\n{STARTED}"}
AMENDMENT = "amendments:\n- {{on: 2022-03-01, document: {{number: 5-QĐ/ĐUK}}, changes: [{0}]}}\n"


def office(policy: str) -> dict[str, str]:
    """The office's file with a policy."""
    return {"office.yaml": f"{FILES['office.yaml']}settings: {{policies: [{policy}]}}\n"}


def found(
    policy: str,
    changed: Mapping[str, str] = MappingProxyType({}),
    *,
    gone: Collection[str] = (),
    lifted: bool = False,
    before: Mapping[str, str] = MappingProxyType({}),
) -> list[tuple[str, str, Path]]:
    """Code, file and place of what a change does against a policy; `lifted`: it also takes the policy away."""
    old = {**BEFORE, **office(policy), **before}
    new = {**old, **changed, **({"office.yaml": FILES["office.yaml"]} if lifted else {})}
    sides = [
        load({file: text.encode() for file, text in side.items()})
        for side in (old, {file: text for file, text in new.items() if file not in gone})
    ]
    assert sides[0].office is not None
    assert sides[1].office is not None
    files_ = [file for file in new if old.get(file) != new[file] or file in gone]
    changes = compare(pairs_of(files_, *sides))
    findings = forbidden_changes(sides[0].office, sides[1].office, changes)
    return [(one.code, one.file, one.at) for one in findings]


@pytest.mark.parametrize(
    ("old", "new", "id", "at"),
    [
        ("Tổ chức quán triệt.", "Tổ chức học tập.", "II.1-1", ("clauses", 0, "text")),
        ("title: Kế hoạch tuyên truyền", "title: Kế hoạch", "PL-01", ("tasks", 0, "title")),
        ('"Quý II năm 2021"', '"Quý III năm 2021"', "PL-01", ("tasks", 0, "deadline", "text")),
        ("10-CTr/ĐUK", "11-CTr/ĐUK", "programme", ("programme", "number")),
        ("title: Tuyên truyền}]\nclauses", "title: Khác}]\nclauses", "II.1", ("parts", 0, "title")),
    ],
)
def test_the_programmes_words_change_only_by_amendment(old: str, new: str, id: str, at: Path) -> None:
    """One that names what it changes, and comes with the change; taking the policy away does not help."""
    changed = PROGRAMME.replace(old, new)
    amendment = AMENDMENT.format(id)
    expected = [("G801", "programme.yaml", at)]
    assert found("programme_text", {"programme.yaml": changed}) == expected
    assert found("programme_text", {"programme.yaml": changed}, lifted=True) == expected
    assert found("programme_text", {"programme.yaml": changed + AMENDMENT.format("X-1")}) == expected
    assert found("programme_text", {"programme.yaml": changed + amendment}) == []
    had_it = {"programme.yaml": PROGRAMME + amendment}
    assert found("programme_text", {"programme.yaml": changed + amendment}, before=had_it) == expected
    assert found("nothing_deleted", {"programme.yaml": changed}) == []


def test_an_amendment_lifts_only_what_it_names_without_a_new_value() -> None:
    """In a file of its own as well; one that gives new values leaves the text as it was, so the text must stay."""
    changed = {"programme.yaml": PROGRAMME.replace("title: Kế hoạch tuyên truyền", "title: Kế hoạch")}
    file = "amendments/2022-03-01-5-qd-duk.yaml"
    head = "document: {number: 5-QĐ/ĐUK, date: 2022-03-01}\n"
    expected = [("G801", "programme.yaml", ("tasks", 0, "title"))]
    assert found("programme_text", {**changed, file: f"{head}changes: {{PL-01: {{}}}}\n"}) == []
    valued = f"{head}changes: {{PL-01: {{title: Kế hoạch}}}}\n"
    assert found("programme_text", {**changed, file: valued}) == expected
    assert found("programme_text", {file: valued}) == []


def test_an_amendment_that_was_kept_is_not_taken_away() -> None:
    """Neither a file nor an entry; it can be corrected, and the day of its end is another amendment's."""
    file = "amendments/2022-03-01-5-qd-duk.yaml"
    text = "document: {number: 5-QĐ/ĐUK, date: 2022-03-01}\nchanges: {PL-01: {}}\n"
    assert found("nothing_deleted", gone=[file], before={file: text}) == [("G802", file, ())]
    entry = {"programme.yaml": PROGRAMME + AMENDMENT.format("PL-01")}
    assert found("nothing_deleted", {"programme.yaml": PROGRAMME}, before=entry) == [
        ("G802", "programme.yaml", ())
    ]


def test_what_stands_beside_the_words_may_change() -> None:
    """A correction of the copy, a figure of the form, who leads."""
    changed = PROGRAMME.replace("kind: [one_off_duty]", "kind: [one_off_duty], corrected: Tổ chức.")
    changed = changed.replace("label: Kết nạp", "label: Kết nạp Đảng")
    assert found("programme_text", {"programme.yaml": changed}) == []


def test_a_task_that_is_taken_out_needs_an_amendment_too() -> None:
    """It is found at its section; as a deletion as well, where that is a policy."""
    start, end = PROGRAMME.index("  - id: PL-01"), PROGRAMME.index("groups:")
    changed = PROGRAMME[:start].replace("tasks:\n", "tasks: []\n") + PROGRAMME[end:]
    expected = [("G801", "programme.yaml", ("tasks",)), ("G802", "programme.yaml", ("tasks",))]
    both, bare = "programme_text, nothing_deleted", {TASK: "item: PL-01\n"}
    amended = changed + AMENDMENT.format("PL-01")
    assert found(both, {"programme.yaml": changed}, gone=[TASK], before=bare) == expected
    assert found(both, {"programme.yaml": amended}, gone=[TASK], before=bare) == []


def test_what_was_kept_is_not_deleted() -> None:
    """A report, an event, a unit; voiding, correcting and closing are right."""
    unit = "units/so-y-te/unit.yaml"
    assert found("nothing_deleted", gone=[REPORT]) == [("G802", REPORT, ())]
    assert found("nothing_deleted", gone=[TASK]) == [("G802", TASK, ("events",))]
    assert found("nothing_deleted", gone=[unit]) == [("G802", unit, ())]
    voided = STARTED.replace("}", ", voided: {date: 2021-05-02, reason: nhầm}}")
    assert found("nothing_deleted", {TASK: BEFORE[TASK].replace(STARTED, voided)}) == []
    assert found("nothing_deleted", {unit: f"{FILES[unit]}valid_to: 2021-12-31\n"}) == []
    assert found("programme_text", gone=[REPORT, TASK]) == []


def test_the_offices_own_file_does_not_go_with_its_rules() -> None:
    """What it held is named: who signs."""
    file = "office.yaml"
    signed = (
        office("nothing_deleted")[file]
        + "signatories: [{role: standing_committee, authority: A, office: B}]\n"
    )
    assert found("nothing_deleted", gone=[file], before={file: signed}) == [("G802", file, ("signatories",))]
    assert found("nothing_deleted", gone=[file]) == []


def test_a_figure_is_emptied_only_by_a_correction() -> None:
    """With its reason."""
    emptied = report_text(admitted="null")
    correction = "corrections:\n- {date: 2021-07-20, reason: Báo cáo không nêu}\n"
    expected = [("G802", REPORT, ("figures", "members_admitted"))]
    assert found("nothing_deleted", {REPORT: emptied}) == expected
    assert found("nothing_deleted", {REPORT: emptied + correction}) == []
    assert found("nothing_deleted", {REPORT: report_text(admitted="13")}) == []
