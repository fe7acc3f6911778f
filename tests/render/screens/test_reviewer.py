"""The page of a change: first what whoever approves must know, then what it turns, then the details."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.support.command_line import REPORT, Ct58, in_this_process, report_text, write_data
from tests.support.daily_round import open_office
from tests.support.repositories import begin, git, isolate, keep, put

DAY = ("--as-of", "2021-10-08")
LATER = REPORT.replace("Q2", "Q3")


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """Run one command line in English, in the test's own folder."""
    return in_this_process(capsys, monkeypatch, tmp_path)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small data folder that was kept once; git runs as on any computer."""
    isolate(monkeypatch)
    made = write_data(begin(tmp_path), **{REPORT: with_number(report_text(admitted="12"), "12-BC/ĐU")})
    keep(tmp_path)
    return made


def with_number(report: str, number: str, date: str = "2021-07-02") -> str:
    """A report with its document."""
    return report.replace("quality", f"document: {{number: {number}, date: {date}}}\nquality")


def of_q3(text: str) -> str:
    """The same of the third quarter."""
    return text.replace("2021-Q2", "2021-Q3").replace("2021-07", "2021-10")


def told(ct58: Ct58) -> dict[str, str]:
    """Kind → words of what is to be known."""
    said = json.loads(ct58("diff", *DAY, "--format", "json").out)
    return {row["kind"]: row["text"] for row in said["to_know"]}


def test_what_may_be_overlooked_comes_first(ct58: Ct58, data: Path) -> None:
    """A warning, an event told twice, a number of another document, a missing source; then effects, then details."""
    put(data, LATER, of_q3(with_number(report_text(received_on="2021-09-20"), "12-BC/ĐU")))
    events = ["{date: 2021-07-01, event: completed}", "{date: 2021-07-03, event: completed}"]
    put(data, "tasks/PL-01.yaml", "item: PL-01\nevents:\n" + "".join(f"- {one}\n" for one in events))
    found = told(ct58)
    assert {"warning", "twice", "number"} <= found.keys()
    assert "2021-07-01" in found["twice"] or "2021-07-03" in found["twice"]
    page = ct58("diff", *DAY).out
    order = [
        "WHAT WHOEVER APPROVES MUST KNOW",
        "New warnings",
        "Told a second time",
        "None of these:",
        "EFFECTS",
        "UNIT REPORTS",
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_what_was_kept_in_spite_of_a_warning_says_so(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Of a kept state no warning is news to whoever kept it; one that was there before is none of the change's."""
    put(data, LATER, of_q3(report_text(received_on="2021-09-20")))
    keep(tmp_path)
    assert "Saved in spite of a warning" in ct58("diff", "HEAD~1", "HEAD", *DAY).out
    put(data, "tasks/PL-01.yaml", "item: PL-01\nevents:\n- {date: 2021-05-01, event: started}\n")
    assert "warning" not in told(ct58)


def test_reports_that_go_along_with_their_unit_are_told(ct58: Ct58, data: Path) -> None:
    """Another id is no new report, and none that went."""
    (data / "units/so-y-te").rename(data / "units/y-te")
    for path in (data / "units/y-te").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace(": so-y-te", ": y-te"), "utf-8")
    page = ct58("diff", *DAY).out
    assert "formerly so-y-te: 1 reports went along, unchanged" in page
    assert "deleted" not in told(ct58)


def test_a_page_as_a_comment_is_folded_and_calls_nobody(ct58: Ct58, data: Path) -> None:
    """Neither a person nor a thing of the platform's; no telephone stands in it."""
    unit = (data / "units/so-y-te/unit.yaml").read_text("utf-8")
    put(data, "units/so-y-te/unit.yaml", f'{unit}office_phone: "0237 385 0000"\naliases: ["@nam #12 <b>"]\n')
    said = ct58("diff", *DAY, "--format", "md").out
    assert said.count("<details>") == said.count("</details>") == 1
    assert "`@nam` `#12` \\<b\\>" in said
    assert "0237" not in said
    assert "0237" in ct58("diff", *DAY).out


def test_the_very_first_submission_is_shown_by_kinds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a list, as a page, as Markdown; it was an empty page."""
    office = open_office(tmp_path, capsys, monkeypatch)
    git(office.shared, "update-ref", "refs/heads/gui-duyet/2021-07-15-le-thi-hoa-1", "main")
    git(office.shared, "update-ref", "-d", "refs/heads/main")
    (waiting,) = office("nam", "review", "--format", "json").data
    assert waiting["changes"] == 7
    page = office("nam", "review", "1").out
    assert "THE VERY FIRST: 7 new records" in page
    assert re.search(r"Units in the register +5\n", page)
    assert re.search(r"Reports of units +1\n", page)
    assert "<summary>" in office("nam", "review", "1", "--format", "md").out
    assert office("nam", "review", "1", "--approve").code == 0
