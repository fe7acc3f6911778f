"""ct58 log and show --origin: who changed what, when, in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import FILES, REPORT, report_text, write_data
from tests.support.daily_round import open_office, report_file
from tests.support.repositories import begin, git, isolate, keep, put

EVENTS = "item: PL-01\nevents:\n- {date: 2021-06-01, event: started}\n"
SUBMITTED = f"{EVENTS}- {{date: 2021-06-20, event: submitted, to: standing_committee, document: {{number: 22-TTr/BTC}}}}\n"
DAY = ("--as-of", "2021-08-01")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four revisions by two people: the beginning, an event and a report, another event, a correction."""
    isolate(monkeypatch)
    made = write_data(begin(tmp_path))
    keep(tmp_path, "Bắt đầu", day="2021-04-07")
    put(made, "tasks/PL-01.yaml", EVENTS)
    put(made, REPORT, report_text(admitted="12"))
    keep(tmp_path, "Nhập báo cáo", day="2021-07-05")
    put(made, "tasks/PL-01.yaml", SUBMITTED)
    keep(tmp_path, "Đã trình", day="2021-07-10", who="Trần Văn Bình")
    put(made, REPORT, report_text(admitted="21"))
    keep(tmp_path, "Sửa số liệu", day="2021-07-15")
    return made


def subjects(ct58: Ct58, *asked: str) -> list[str]:
    """The words of the revisions, the newest first."""
    return [entry["subject"] for entry in ct58("log", *asked, "--format", "json").data]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ((), ["Sửa số liệu", "Đã trình", "Nhập báo cáo", "Bắt đầu"]),
        (("PL-01",), ["Đã trình", "Nhập báo cáo"]),
        (("so-y-te",), ["Sửa số liệu", "Nhập báo cáo", "Bắt đầu"]),
        (("so", "y", "te", "2021-Q2"), ["Sửa số liệu", "Nhập báo cáo"]),
        (("5",), ["Sửa số liệu", "Nhập báo cáo"]),
        (("--limit", "1"), ["Sửa số liệu"]),
    ],
)
def test_of_everything_or_of_one_thing(
    ct58: Ct58, data: Path, asked: tuple[str, ...], found: list[str]
) -> None:
    """A task, a unit, a report, a figure by its number."""
    assert subjects(ct58, *asked) == found


def test_it_says_who_when_and_what_in_words(ct58: Ct58, data: Path) -> None:
    """With the revision."""
    said = ct58("log").out
    assert (
        f"2021-07-15 08:00 · {git(data, 'rev-parse', '--short', 'HEAD')} · Lê Thị Hoa · Sửa số liệu" in said
    )
    assert "Changed Đảng bộ Sở Y tế, 2021-Q2: 5. Kết nạp 12 → 21 (+9; +75%)" in said
    assert "New PL-01: 2021-06-20 · submitted · to BTV · 22-TTr/BTC" in said


def test_there_is_more_is_said(ct58: Ct58, data: Path) -> None:
    """Where it was cut off."""
    assert "--limit 0" in ct58("log", "--limit", "1").out
    assert "--limit 0" not in ct58("log", "--limit", "4").out


def test_a_unit_is_followed_to_its_former_id(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """And its reports with it."""
    git(tmp_path, "mv", "data/units/so-y-te", "data/units/syt")
    for name in ("unit.yaml", "reports/2021-Q2.yaml"):
        path = data / "units/syt" / name
        path.write_bytes(path.read_bytes().replace(b"so-y-te", b"syt"))
    keep(tmp_path, "Đổi mã", day="2021-07-20")
    assert subjects(ct58, "syt") == ["Đổi mã", "Sửa số liệu", "Nhập báo cáo", "Bắt đầu"]
    assert subjects(ct58, "syt", "2021-Q2") == ["Đổi mã", "Sửa số liệu", "Nhập báo cáo"]


def rename(top: Path, old: str, new: str, day: str, subject: str = "Đổi mã") -> None:
    """Give a unit another id, as a person would: the folder, and the id in its files."""
    git(top, "mv", f"data/units/{old}", f"data/units/{new}")
    for path in sorted((top / "data/units" / new).rglob("*.yaml")):
        path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
    keep(top, subject, day=day)


def rename_task(top: Path, old: str, new: str, day: str) -> None:
    """Give a task another number, as a person would: in the programme, and in the file of its events."""
    git(top, "mv", f"data/tasks/{old}.yaml", f"data/tasks/{new}.yaml")
    for path in (top / "data/programme.yaml", top / "data/tasks" / f"{new}.yaml"):
        path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
    keep(top, "Đổi số", day=day)


def test_a_task_is_followed_to_its_former_number(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Through two of them; the change of the number itself is one, too."""
    rename_task(tmp_path, "PL-01", "PL-11", "2021-07-20")
    rename_task(tmp_path, "PL-11", "PL-21", "2021-07-21")
    assert subjects(ct58, "PL-21") == ["Đổi số", "Đổi số", "Đã trình", "Nhập báo cáo"]
    said = ct58("log", "PL-21").out
    assert "New PL-01: 2021-06-20 · submitted" in said
    assert "Moved PL-21: another id, formerly PL-11" in said
    (moved,) = [
        row for row in ct58("diff", "HEAD~", "HEAD", "--format", "json").data if row["kind"] == "item"
    ]
    assert (moved["change"], moved["id"], moved["old"]) == ("moved", "PL-21", "PL-11")


def test_another_task_that_took_over_the_number_is_left_out(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """What is said of the number after it became free belongs to somebody else."""
    rename_task(tmp_path, "PL-01", "PL-11", "2021-07-20")
    put(
        data,
        "tasks/PL-01.yaml",
        "item: PL-01\nevents:\n- {date: 2021-07-21, event: noted, reason: việc khác}\n",
    )
    keep(tmp_path, "Việc khác", day="2021-07-21")
    assert "Việc khác" not in subjects(ct58, "PL-11")
    assert "Đã trình" in subjects(ct58, "PL-11")


def origin(ct58: Ct58, *asked: str) -> dict[str, object]:
    """The single figure's origin."""
    (row,) = ct58("show", *asked, "--origin", *DAY, "--format", "json").data
    return dict(row)


def test_a_figure_is_followed_to_the_former_ids_of_its_units(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Another id is no new figure, and what was said before is still that unit's."""
    rename(tmp_path, "so-y-te", "syt", "2021-07-20")
    rename(tmp_path, "syt", "y-te", "2021-07-21")
    assert subjects(ct58, "5") == ["Sửa số liệu", "Nhập báo cáo"]
    assert "Đảng bộ Sở Y tế (so-y-te), 2021-Q2: 5. Kết nạp 12 → 21" in ct58("log", "5").out
    for asked in (("5",), ("y-te", "2021-Q2")):
        assert (origin(ct58, *asked)["subject"], origin(ct58, *asked)["before"]) == ("Sửa số liệu", 12)


def test_a_unit_that_got_another_id_is_said_to_have_moved(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Not to be new, with all its reports."""
    rename(tmp_path, "so-y-te", "syt", "2021-07-20")
    for asked in (("syt",), ("syt", "2021-Q2")):
        said = ct58("log", *asked, "-n", "1").out
        assert "Moved Đảng bộ Sở Y tế, 2021-Q2: formerly under Đảng bộ Sở Y tế (so-y-te), 2021-Q2" in said
        assert "New" not in said


@pytest.mark.parametrize("turned", [False, True])
def test_what_was_kept_beside_a_move_and_joined_with_it_is_followed(
    ct58: Ct58, data: Path, tmp_path: Path, turned: bool
) -> None:
    """One line of work moves the unit, the other corrects its report at the old place; whichever takes in the other."""
    git(tmp_path, "checkout", "--quiet", "-b", "nhánh")
    rename(tmp_path, "so-y-te", "syt", "2021-07-20")
    git(tmp_path, "checkout", "--quiet", "main")
    put(data, REPORT, report_text(admitted="30"))
    keep(tmp_path, "Sửa lần hai", day="2021-07-21", who="Trần Văn Bình")
    if turned:
        git(tmp_path, "checkout", "--quiet", "nhánh")
    git(tmp_path, "merge", "--quiet", "-m", "Ghép", "main" if turned else "nhánh", day="2021-07-22")
    for asked in (("5",), ("syt", "2021-Q2")):
        assert origin(ct58, *asked)["subject"] == "Sửa lần hai"
        assert [subject for subject in subjects(ct58, *asked) if subject not in ("Ghép", "Đổi mã")] == [
            "Sửa lần hai",
            "Sửa số liệu",
            "Nhập báo cáo",
        ]


def test_whoever_takes_over_an_id_that_became_free_is_somebody_else(
    ct58: Ct58, data: Path, tmp_path: Path
) -> None:
    """What is said under it later is no history of the unit that had it before."""
    rename(tmp_path, "so-y-te", "syt", "2021-07-20")
    write_data(tmp_path, **{REPORT: report_text(admitted="40")})
    keep(tmp_path, "Đơn vị mới", day="2021-07-21")
    assert subjects(ct58, "syt") == ["Đổi mã", "Sửa số liệu", "Nhập báo cáo", "Bắt đầu"]
    rows = ct58("show", "5", "--origin", *DAY, "--format", "json").data
    assert {row["unit"]: row["subject"] for row in rows} == {"syt": "Sửa số liệu", "so-y-te": "Đơn vị mới"}


def test_an_id_that_came_back_has_all_of_its_history(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """What was said meanwhile, too."""
    rename(tmp_path, "so-y-te", "syt", "2021-07-20", "Đi")
    put(data, "units/syt/reports/2021-Q2.yaml", report_text(admitted="30").replace("so-y-te", "syt"))
    keep(tmp_path, "Trong khi ấy", day="2021-07-21")
    rename(tmp_path, "syt", "so-y-te", "2021-07-22", "Về")
    assert subjects(ct58, "so-y-te", "2021-Q2") == ["Về", "Trong khi ấy", "Đi", "Sửa số liệu", "Nhập báo cáo"]
    assert origin(ct58, "5")["subject"] == "Trong khi ấy"


def test_a_report_that_stood_under_the_wrong_unit_is_followed(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """But a report that only went while another came is not its past."""
    write_data(
        tmp_path, **{"units/syt/unit.yaml": f"{FILES['units/so-y-te/unit.yaml']}".replace("so-y-te", "syt")}
    )
    (data / "units/syt/reports").mkdir()
    (data / REPORT).rename(data / "units/syt/reports/2021-Q2.yaml")
    put(data, "units/syt/reports/2021-Q2.yaml", report_text(admitted="21").replace("so-y-te", "syt"))
    keep(tmp_path, "Ghi nhầm đơn vị", day="2021-07-20")
    assert subjects(ct58, "syt", "2021-Q2") == ["Ghi nhầm đơn vị", "Sửa số liệu", "Nhập báo cáo"]
    assert origin(ct58, "5")["subject"] == "Sửa số liệu"
    (data / "units/syt/reports/2021-Q2.yaml").unlink()
    put(data, REPORT, report_text(admitted="3") + f"source: {{how: email, file: {'x' * 200}.xlsx}}\n")
    keep(tmp_path, "Báo cáo khác", day="2021-07-21")
    assert origin(ct58, "so-y-te", "2021-Q2")["subject"] == "Báo cáo khác"


@pytest.mark.parametrize("place", ["cũ/data", "."], ids=["from another folder", "from the top"])
def test_data_that_lay_in_another_folder_is_followed(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """By history, origin, and by every name of a revision; the move itself says nothing about the data."""
    isolate(monkeypatch)
    former = begin(tmp_path) / place
    for name, text in {**FILES, REPORT: report_text(admitted="12")}.items():
        put(former, name, text)
    first = keep(tmp_path, "Bắt đầu", day="2021-04-07")
    put(former, REPORT, report_text(admitted="21"))
    keep(tmp_path, "Sửa số liệu", day="2021-07-15")
    (tmp_path / "data").mkdir(exist_ok=True)
    for name in ("programme.yaml", "office.yaml", "units"):
        git(tmp_path, "mv", f"{place}/{name}", f"data/{name}")
    keep(tmp_path, "Dời", day="2021-07-16")
    for asked in ((), ("so-y-te",), ("so-y-te", "2021-Q2"), ("5",)):
        assert subjects(ct58, *asked) == ["Sửa số liệu", "Bắt đầu"]
    assert origin(ct58, "5")["subject"] == origin(ct58, "so-y-te", "2021-Q2")["subject"] == "Sửa số liệu"
    for target in ((), ("HEAD",)):
        (change,) = ct58("diff", first, *target, *DAY, "--format", "json").data
        assert (change["field"], change["old"], change["new"]) == ("figures.members_admitted", 12, 21)
    assert ct58("overdue", *DAY, "--rev", first).code == 0


def test_permissions_are_no_change(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Nor is it said that something is written differently."""
    git(tmp_path, "update-index", "--chmod=+x", f"data/{REPORT}")
    git(tmp_path, "commit", "--quiet", "-m", "Đổi quyền", day="2021-07-16")
    assert "Đổi quyền" not in subjects(ct58) + subjects(ct58, "so-y-te", "2021-Q2")
    assert ct58("diff", "HEAD~", "HEAD", "--exit-code").code == 0


def joined(top: Path, branch: str, main: tuple[str, str], both: str) -> None:
    """A report that a branch and the main line (subject, text) changed, and what whoever joined them made of it."""
    data = top / "data"
    git(top, "checkout", "--quiet", "-b", "nhánh")
    put(data, REPORT, branch)
    keep(top, "Số mới", day="2021-07-20")
    git(top, "checkout", "--quiet", "main")
    put(data, REPORT, main[1])
    keep(top, main[0], day="2021-07-21")
    git(top, "merge", "--quiet", "--no-commit", "-s", "ours", "nhánh", day="2021-07-22")
    put(data, REPORT, both)
    keep(top, "Ghép", day="2021-07-22")


RECEIVED = ("Ngày nhận", report_text(admitted="21", received_on="2021-07-04"))


def test_of_two_lines_of_work_the_one_that_gave_the_value_is_named(
    ct58: Ct58, data: Path, tmp_path: Path
) -> None:
    """Not the merge that took it over, and not the later one on the other side that knew nothing of it."""
    both = report_text(admitted="30", received_on="2021-07-04")
    joined(tmp_path, report_text(admitted="30"), RECEIVED, both)
    assert (origin(ct58, "5")["subject"], origin(ct58, "5")["before"]) == ("Số mới", 21)
    put(data, REPORT, report_text(admitted="12", received_on="2021-07-04"))
    assert origin(ct58, "5")["revision"] is None


@pytest.mark.parametrize(("admitted", "told"), [("30", None), ("33", "5. Kết nạp 21 → 33")])
def test_a_join_says_only_what_nobody_had_said(
    ct58: Ct58, data: Path, tmp_path: Path, admitted: str, told: str | None
) -> None:
    """What two lines of work changed in one report is told where each did it, and not once more where they met."""
    both = report_text(admitted=admitted, received_on="2021-07-04")
    joined(tmp_path, report_text(admitted="30"), RECEIVED, both)
    newest = ct58("log", "so-y-te", "2021-Q2", "-n", "1").out
    assert ("Ghép" in newest) == (told is not None)
    assert told is None or (told in newest and "received" not in newest)


@pytest.mark.parametrize(
    ("settled", "subject", "before"),
    [("30", "Số mới", 21), ("25", "Số của chính", 21), ("27", "Đã chọn", 30), ("12", "Đã chọn", 30)],
)
def test_what_stood_side_by_side_hides_no_origin(
    ct58: Ct58, data: Path, tmp_path: Path, settled: str, subject: str, before: int
) -> None:
    """Whichever of both was kept was said by its own side; what neither said, an old value too, by who settled it."""
    marked = "<<<<<<< a\n  members_admitted: 30\n=======\n  members_admitted: 25\n>>>>>>> b\n"
    both = report_text(admitted="0").replace("  members_admitted: 0\n", marked)
    joined(tmp_path, report_text(admitted="30"), ("Số của chính", report_text(admitted="25")), both)
    put(data, REPORT, report_text(admitted=settled))
    keep(tmp_path, "Đã chọn", day="2021-07-23")
    found = origin(ct58, "so-y-te", "2021-Q2")
    assert (found["subject"], found["before"]) == (subject, before)
    (newest,) = ct58("log", "so-y-te", "2021-Q2", "-n", "1", "--format", "json").data
    (change,) = newest["changes"]
    assert (change["field"], change["new"]) == ("figures.members_admitted", int(settled))
    assert change["old"] in {30, 25} - {int(settled)}
    assert "stands side by side, to be settled" in ct58("log", "so-y-te", "2021-Q2", "-n", "2").out


def test_a_revision_of_many_files_is_counted(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Unless something in particular was asked for."""
    for number in range(10):
        put(data, f"units/u{number}/unit.yaml", f"id: u{number}\nname: Đơn vị {number}\nkind: agency\n")
    keep(tmp_path, "Danh sách")
    assert "many files: register 10" in ct58("log", "-n", "1").out
    assert "entered into the register" in ct58("log", "u3").out


def test_an_unknown_id_is_wrong_usage_and_no_repository_is_the_environments(
    ct58: Ct58, data: Path, tmp_path: Path
) -> None:
    """Exit codes 2 and 5."""
    assert ct58("log", "XX-99").code == 2
    assert ct58("log", "--data", str(write_data(tmp_path / "../other").parent)).code == 5


def test_each_figure_of_a_report_knows_where_it_comes_from(ct58: Ct58, data: Path) -> None:
    """The revision that gave it the value it has, and what it was before."""
    (row,) = ct58("show", "so-y-te", "2021-Q2", "--origin", *DAY, "--format", "json").data
    assert (row["figure"], row["value"], row["before"]) == ("members_admitted", 21, 12)
    assert (row["subject"], row["author"], row["when"]) == (
        "Sửa số liệu",
        "Lê Thị Hoa",
        "2021-07-15T08:00:00+07:00",
    )
    assert "Sửa số liệu" in ct58("show", "so-y-te", "2021-Q2", "--origin", *DAY).out


def test_a_value_that_was_not_kept_yet_says_so(ct58: Ct58, data: Path) -> None:
    """It has no revision."""
    put(data, REPORT, report_text(admitted="30"))
    (row,) = ct58("show", "so-y-te", "2021-Q2", "--origin", *DAY, "--format", "json").data
    assert (row["value"], row["revision"]) == (30, None)


def test_a_figure_across_the_units(ct58: Ct58, data: Path) -> None:
    """By its key or number, in the last period that has ended."""
    (row,) = ct58("show", "5", "--origin", *DAY, "--format", "json").data
    assert (row["unit"], row["period"], row["subject"]) == ("so-y-te", "2021-Q2", "Sửa số liệu")


@pytest.mark.parametrize("asked", [("PL-01",), ("so-y-te", "2021-Q3")])
def test_what_has_no_figures_has_no_origin(ct58: Ct58, data: Path, asked: tuple[str, ...]) -> None:
    """Wrong usage."""
    assert ct58("show", *asked, "--origin", *DAY).code == 2


def test_a_shallow_copy_says_what_it_lacks(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """The past is not made up."""
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}", str(tmp_path / "shallow"))
    assert "only a part of the history" in ct58("log", "--data", str(tmp_path / "shallow")).out


@pytest.mark.parametrize("content", [None, b"garbage"], ids=["lost", "damaged"])
def test_a_damaged_place_in_the_history_does_not_end_it(
    ct58: Ct58, data: Path, tmp_path: Path, content: bytes | None
) -> None:
    """All the rest is told, and that something is lacking; no value is made up."""
    id_ = git(tmp_path, "rev-parse", f"HEAD~2:data/{REPORT}")
    lost = tmp_path / ".git/objects" / id_[:2] / id_[2:]
    lost.chmod(0o644)
    lost.unlink() if content is None else lost.write_bytes(content)
    for asked in ((), ("so-y-te",), ("so-y-te", "2021-Q2"), ("5",)):
        done = ct58("log", *asked)
        assert (done.code, "history on this disk is damaged" in done.out) == (0, True)
        assert "cannot be compared" in done.out
        assert "12" not in done.out.replace("12-BC", "")
    assert {"Bắt đầu", "Đã trình", "Sửa số liệu"} <= set(subjects(ct58))
    done = ct58("show", "so-y-te", "2021-Q2", "--origin", *DAY)
    assert (done.code, "history on this disk is damaged" in done.out) == (0, True)


@pytest.mark.parametrize("file", ["programme.yaml", "units/so-y-te/unit.yaml"])
def test_who_broke_it_is_told_while_it_is_broken(ct58: Ct58, data: Path, tmp_path: Path, file: str) -> None:
    """What is meant is then known from the newest state that can be read; saved or not."""
    put(data, file, "x: [\n")
    for kept in (False, True):
        if kept:
            keep(tmp_path, "Hỏng", day="2021-07-20")
        done = ct58("log", "so-y-te")
        assert (done.code, "cannot be read as it is" in done.err) == (0, True)
        assert "Sửa số liệu" in done.out
        assert ("Hỏng" in done.out) == (kept and file.startswith("units"))
    assert ct58("log", "XX-99").code == 2


def test_who_approved_it_when_and_why_it_was_returned_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In `log`, `show --origin` and `show`: value, reason, document, typed by, approved by; also on a desk of somebody else."""
    office = open_office(tmp_path, capsys, monkeypatch)
    office.report("hoa", "so-xay-dung", "5=4", "6=0")
    office("hoa", "save")
    office("hoa", "submit")
    office("nam", "review", "1", "--return", "Thiếu số khai trừ")
    asked = ("log", "so-xay-dung", "2021-Q2", "--format", "json")
    assert [entry["approval"]["how"] for entry in office("hoa", *asked).data] == ["pending"]
    office.people["hoa"] = "Nguyễn Thị Lan"
    office.report("hoa", "so-xay-dung", "6=1")
    office("hoa", "save", "--anyway")
    office.people["hoa"] = "Lê Thị Hoa"
    office("hoa", "submit")
    office("nam", "review", "2021-07-15-le-thi-hoa-2", "--approve")
    office("lan", "sync")
    newest, first = office("lan", *asked).data
    assert (newest["author"], newest["approval"]["by"]) == ("Nguyễn Thị Lan", "Trần Văn Nam")
    assert newest["approval"]["returned"] == []
    assert (newest["approval"]["how"], newest["approval"]["sender"]) == ("approved", "Lê Thị Hoa")
    assert [one["reason"] for one in first["approval"]["returned"]] == ["Thiếu số khai trừ"]
    said = office("lan", "log", "so-xay-dung").out
    assert "approved: Trần Văn Nam, " in said
    assert "returned before by Trần Văn Nam" in said
    assert "handed in by Lê Thị Hoa" in said
    rows = office("lan", "show", "so-xay-dung", "2021-Q2", "--origin", "--format", "json").data
    (expelled,) = [row for row in rows if row["figure"] == "members_expelled"]
    assert (expelled["value"], expelled["before"], expelled["document"]) == (1, 0, "12-BC/ĐU")
    assert (expelled["reason"], expelled["author"]) == ("đơn vị gửi lại", "Nguyễn Thị Lan")
    assert expelled["approval"]["by"] == "Trần Văn Nam"
    assert "Nguyễn Thị Lan, 20" in (read := office("lan", "show", "so-xay-dung", "2021-Q2").out)
    assert "approved: Trần Văn Nam" in read
    seeded = office("lan", "log", "so-y-te", "--format", "json").data
    assert {entry["approval"]["how"] for entry in seeded} == {"direct"}
    assert report_file("so-xay-dung") in git(office.shared, "ls-tree", "-r", "--name-only", "main")
