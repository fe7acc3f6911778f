"""What a line of work brings is the same for whoever asks: diff, check, the list of submissions, the page of one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.daily_round import Office, open_office, report_file
from tests.support.repositories import git, keep, put

FIRST, SECOND = "2021-07-15-le-thi-hoa-1", "2021-07-15-le-thi-hoa-2"


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """Hoa and Lan have crossed: Hoa joined what Lan had approved, while Hoa's own first step was approved."""
    made = open_office(tmp_path, capsys, monkeypatch)
    policy = "names: {committee: Đảng ủy Khối}\nsettings: {policies: [nothing_deleted]}\n"
    put(made.data("nam"), "office.yaml", policy)
    keep(made.folder / "nam", "Quy định")
    git(made.folder / "nam", "push", "--quiet", "origin", "HEAD:main")
    for person, unit in (("hoa", "so-xay-dung"), ("lan", "so-cong-thuong")):
        made(person, "sync")
        made.report(person, unit, "5=4", "6=0")
        made(person, "save")
        made(person, "submit")
    assert made("nam", "review", "2021-07-15-nguyen-thi-lan-1", "--approve").code == 0
    assert made("hoa", "sync").code == 0
    assert made("nam", "review", FIRST, "--approve").code == 0
    git(made.folder / "hoa", "fetch", "--quiet")
    made.report("hoa", "so-tai-chinh", "5=1", "6=0")
    assert made("hoa", "save").code == 0
    return made


def test_all_who_ask_are_told_the_same(office: Office) -> None:
    """One report, and nothing of what was approved before, though the two lines of work crossed; then one taken away."""
    bases = git(office.folder / "hoa", "merge-base", "--all", "origin/main", "HEAD").split()
    assert len(bases) == 2
    asked = [("--since", "main"), ("--since", "origin/main", "HEAD"), ("origin/main...HEAD",)]
    told = [office("hoa", "diff", *words, "--format", "json").data for words in asked]
    assert told[0] == told[1] == told[2]
    assert {row["unit"] for row in told[0] if row["kind"] == "report"} == {"so-tai-chinh"}
    assert office("hoa", "check", "--since", "main").code == 0
    office("hoa", "submit")
    (waiting,) = office("nam", "review", "--format", "json").data
    assert (waiting["name"], waiting["changes"], waiting["notices"]) == (SECOND, 1, [])
    page = office("nam", "review", "1", "--format", "json").data["changes"]
    assert [row for row in page if row["kind"] == "report"] == [
        row for row in told[0] if row["kind"] == "report"
    ]
    (office.data("hoa") / report_file("so-xay-dung")).unlink()
    keep(office.folder / "hoa", "Xóa", day="2021-07-16")
    git(office.folder / "hoa", "push", "--quiet", "origin", f"HEAD:gui-duyet/{SECOND}")
    assert "G802" in office("hoa", "check", "--since", "main").out
    for person, words in (("hoa", ("diff", "--since", "main")), ("nam", ("review", "1"))):
        row = next(line for line in office(person, *words).out.splitlines() if "Data taken away" in line)
        assert "none" not in row
    assert office("nam", "review", "--format", "json").data[0]["notices"] == ["deleted"]
