"""Two weeks of three people: nothing is lost, every page names what matters, and no screen has a word of git's.

Hoa and Lan work in one folder, Nam in his own, with a bare repository in between; Nam approves theirs, Hoa approves his.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.support.command_line import contents
from tests.support.daily_round import GIT_WORDS, Office, open_office, report_file
from tests.support.repositories import git, git_environment
from tests.support.terms import speaking

HEALTH, TASK = report_file("so-y-te"), "tasks/PL-01.yaml"
BUILDING, RENAMED = "so-xay-dung", "so-xay-dung-moi"
SAID = speaking("vi").gettext


class Fortnight(Office):
    """The office, in which two sit at one folder; `day` is today."""

    day = "2021-07-05"

    def data(self, person: str) -> Path:
        """Lan's is Hoa's."""
        return super().data("hoa" if person == "lan" else person)

    def done(self, person: str, *arguments: str, code: int = 0) -> str:
        """Run it, hold its exit code, and return all that was said."""
        found = self(person, *arguments, today=self.day)
        assert found.code == code, (person, arguments, found)
        return found.out + found.err

    def entered(self, person: str, unit: str, *values: str) -> None:
        """A unit's report, entered and saved."""
        given = [word for value in values for word in ("--set", value)]
        head = ("--received-on", "3/7/2021", "--number", "12-BC/ĐU", "--reason", f"số của {person}")
        self.done(person, "record", "report", unit, "2021-Q2", *given, *head)
        self.done(person, "save", "--anyway")

    def told(self, person: str, event: str, day: str, *more: str) -> None:
        """Something of the task, recorded and saved."""
        self.done(person, "record", "event", "PL-01", event, "--on", day, *more)
        self.done(person, "save", "--anyway")

    def approved(self, person: str, reviewer: str) -> str:
        """What somebody saved is handed in, looked at and approved; returns the page that the reviewer saw."""
        self.done(person, "submit")
        listed = self.done(reviewer, "review")
        assert self.people[person] in listed
        assert re.findall(r"(?m)^ +(\d+) ", listed) == ["1"]
        page = self.done(reviewer, "review", "1")
        assert self.people[reviewer] in self.done(reviewer, "review", "1", "--approve")
        return page

    def everyone_fetches(self) -> None:
        """With nothing to settle."""
        for person in ("hoa", "lan", "nam"):
            self.done(person, "sync")

    def text(self, person: str, file: str) -> str:
        """What a file says in somebody's folder."""
        return (self.data(person) / file).read_text("utf-8")


@pytest.mark.slow
def test_a_second_fortnight(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clashes on a figure, an event and a number; a return; a main copy set back; a moved unit; a joining by lines."""
    office = open_office(tmp_path, capsys, monkeypatch, "vi", Fortnight)
    assert isinstance(office, Fortnight)
    for number, day in enumerate(DAYS):
        office.day = f"2021-07-{5 + number + 2 * (number > 4):02}"
        day(office)
    _nothing_is_lost(office)
    spoken = {command: match.group() for command, said in office.said if (match := GIT_WORDS.search(said))}
    assert spoken == {}


def _two_in_one_folder(office: Fortnight) -> None:
    """Lan's submission carries what Hoa saved before; both are named, and each is told what became of it."""
    office.entered("hoa", BUILDING, "5=4", "6=0")
    office.entered("lan", "so-tai-chinh", "5=7", "6=1")
    assert "Lê Thị Hoa (1)" in office.done("lan", "submit")
    assert "Nguyễn Thị Lan" in office.done("nam", "review")
    page = office.done("nam", "review", "1")
    assert "Lê Thị Hoa (1)" in page
    assert ("So Xay Dung" in page, "So Tai Chinh" in page) == (True, True)
    office.done("nam", "review", "1", "--approve")
    assert "Trần Văn Nam" in office.done("hoa", "sync")


def _one_figure(office: Fortnight) -> None:
    """Nam's 14 is in the main copy; Lan keeps her 15, and the page says what it was."""
    office.everyone_fetches()
    office.entered("nam", "so-y-te", "5=14")
    assert "12  → 14" in office.approved("nam", "hoa")
    office.entered("lan", "so-y-te", "5=15")
    asked = office.done("lan", "sync", code=1)
    assert "15 · Nguyễn Thị Lan" in asked
    assert "14 · Trần Văn Nam" in asked
    assert "members_admitted" in office.done("lan", "check", code=1) or "Kết nạp" in office.said[-1][1]
    office.done("lan", "sync", "--keep", "mine")
    assert "14  → 15" in office.approved("lan", "nam")


def _one_event(office: Fortnight) -> None:
    """Two days and two documents of what happens once: one whole line is kept, nothing of the other stays in the data."""
    office.everyone_fetches()
    office.told("nam", "submitted", "1/6/2021", "--number", "12-TTr/BTG")
    assert "12-TTr/BTG" in office.approved("nam", "hoa")
    office.told("lan", "submitted", "2/6/2021", "--number", "13-TTr/BTG")
    asked = office.done("lan", "sync", code=1)
    assert all(word in asked for word in ("12-TTr/BTG · Trần Văn Nam", "13-TTr/BTG · Nguyễn Thị Lan"))
    office.done("lan", "sync", "--keep", "theirs")
    assert office.text("lan", TASK) == office.text("nam", TASK)
    office.done("lan", "check")


def _one_number(office: Fortnight) -> None:
    """Two conclusions under one number: both are kept, Hoa's under the next one."""
    office.everyone_fetches()
    office.done("nam", "record", "item", "KL", "--title", "Sửa chữa trụ sở", "--lead", "van-phong")
    office.done("nam", "save", "--anyway")
    assert "Sửa chữa trụ sở" in office.approved("nam", "hoa")
    office.done("hoa", "record", "item", "KL", "--title", "Báo cáo chuyển đổi số", "--lead", "so-y-te")
    office.done("hoa", "save", "--anyway")
    assert "KL-02" in office.done("hoa", "sync", code=1)
    office.done("hoa", "sync", "--keep", "both")
    page = office.approved("hoa", "nam")
    assert "KL-02" in page
    assert "Báo cáo chuyển đổi số" in page


def _a_return(office: Fortnight) -> None:
    """The reason is read before the correction, and again by whoever looks at what answers it."""
    office.everyone_fetches()
    office.entered("lan", "so-cong-thuong", "5=2")
    office.done("lan", "submit")
    office.done("nam", "review")
    office.done("nam", "review", "1", "--return", "Thiếu số khai trừ")
    assert "Thiếu số khai trừ" in office.done("lan", "sync")
    assert "Thiếu số khai trừ" in office.done("lan", "submit", code=4)
    office.entered("lan", "so-cong-thuong", "6=3")
    page = office.approved("lan", "nam")
    assert "5: 2 · 6: 3" in page


def _set_back(office: Fortnight) -> None:
    """The main copy forgets the last approval: everyone is told whose it was, and who has it hands it in again."""
    before = git(office.shared, "rev-parse", "main")
    office.everyone_fetches()
    office.entered("hoa", "so-tai-chinh", "5=8")
    office.approved("hoa", "nam")
    office.everyone_fetches()
    git(office.folder / "nam", "push", "--quiet", "--force", "origin", f"{before}:main")
    for person in ("nam", "lan", "hoa"):
        told = office.done(person, "sync")
        assert SAID("NO LONGER IN THE MAIN COPY: {count}").format(count=1) in told
        assert "Lê Thị Hoa" in told
    assert "7  → 8" in office.approved("hoa", "nam")


def _a_moved_unit(office: Fortnight) -> None:
    """Its entry and its report go to another id while Nam records under the old one; the page says that it moved."""
    office.everyone_fetches()
    units = office.data("hoa") / "units"
    (units / BUILDING).rename(units / RENAMED)
    for path in (units / RENAMED).rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace(BUILDING, RENAMED), "utf-8", newline="\n")
    assert BUILDING in office.done("hoa", "save", "--anyway")
    office.entered("nam", BUILDING, "5=5")
    office.approved("nam", "hoa")
    office.done("hoa", "sync")
    office.done("hoa", "check")
    page = office.approved("hoa", "nam")
    assert BUILDING in page
    assert "members_admitted: 5\n" in office.text("hoa", f"units/{RENAMED}/reports/2021-Q2.yaml")


def _by_lines(office: Fortnight) -> None:
    """Nam joins by hand in a copy without ct58's way: what is half done is named, settled in the file, and saved."""
    office.everyone_fetches()
    office.told("hoa", "noted", "10/6/2021", "--reason", "Hoa ghi")
    office.approved("hoa", "nam")
    office.told("nam", "noted", "11/6/2021", "--reason", "Nam ghi")
    top = office.folder / "nam"
    git(top, "fetch", "--quiet", "origin")
    joined = subprocess.run(
        ["git", "merge", "--quiet", "origin/main"],
        cwd=top,
        env=git_environment(),
        capture_output=True,
        check=False,
    )
    assert joined.returncode == 1
    assert "PL-01" in office.done("nam", "check", code=1)
    office.done("nam", "save", code=3)
    office.done("nam", "submit", code=5)
    path = office.data("nam") / TASK
    path.write_text(re.sub(r"(?m)^(<<<<<<<|=======|>>>>>>>).*\n", "", path.read_text("utf-8")), "utf-8")
    office.done("nam", "check")
    office.done("nam", "save", "--anyway")
    page = office.approved("nam", "hoa")
    assert "Nam ghi" in page
    assert "Hoa ghi" not in page


DAYS = (
    _two_in_one_folder,
    _one_figure,
    _one_event,
    _one_number,
    _a_return,
    _set_back,
    _a_moved_unit,
    _by_lines,
)


def _nothing_is_lost(office: Fortnight) -> None:
    """One state everywhere, with all that was kept; what was decided against is in the history of the main copy."""
    office.everyone_fetches()
    mine, theirs = (
        {name: text for name, text in contents(office.data(person)).items() if name.endswith(".yaml")}
        for person in ("hoa", "nam")
    )
    assert mine == theirs
    office.done("nam", "check")
    for file, kept in KEPT.items():
        text = office.text("nam", file)
        assert [one for one in kept if one not in text] == [], file
    main = set(git(office.shared, "rev-list", "main").splitlines())
    for person in ("hoa", "nam"):
        assert set(git(office.folder / person, "rev-list", "HEAD").splitlines()) <= main
    assert all(word in office.done("hoa", "log", "PL-01") for word in ("12-TTr/BTG", "13-TTr/BTG"))
    figures = office.done("hoa", "log", "so-y-te", "2021-Q2")
    assert all(value in figures for value in ("12 → 14", "12 → 15"))


KEPT = {
    f"units/{RENAMED}/reports/2021-Q2.yaml": ("members_admitted: 5", "members_expelled: 0"),
    report_file("so-tai-chinh"): ("members_admitted: 8", "members_expelled: 1"),
    HEALTH: ("members_admitted: 15",),
    report_file("so-cong-thuong"): ("members_admitted: 2", "members_expelled: 3"),
    TASK: ("12-TTr/BTG", "Hoa ghi", "Nam ghi"),
    "tasks/KL-01.yaml": ("Sửa chữa trụ sở",),
    "tasks/KL-02.yaml": ("Báo cáo chuyển đổi số",),
}
"""File → what it says at the end."""
