"""`ct58 init --from-table`: a folder begun from an assignment table."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.exchange.test_task_table import workbook
from tests.support.command_line import contents
from tests.support.desk import sit_down

CSV = (
    "TT;Nội dung công việc;Đơn vị chủ trì;Đơn vị phối hợp;Thời hạn;Sản phẩm\n"
    '1;Lập đề án;"Sở A\nSở B";;Quý II;Đề án\n'
    "2;Báo cáo;Sở A;Sở C;khi có yêu cầu;Báo cáo\n"
)
SAID = ("--number", "12/KH-UBND", "--on", "18/2/2022")


def csv_table(folder: Path) -> Path:
    """A table as Excel saves it, one deadline in it that nobody can read."""
    path = folder / "nhiem-vu.csv"
    path.write_text(CSV, encoding="utf-8-sig")
    return path


@pytest.mark.parametrize(("table", "unread"), [(workbook, "PL-04"), (csv_table, "PL-02")])
def test_a_table_becomes_a_folder_that_answers(
    ct58: Ct58, tmp_path: Path, table: object, unread: str
) -> None:
    """What is certain falls due; what cannot be read is said with its place and stays open."""
    assert callable(table)
    begun = ct58("init", "--from-table", str(table(tmp_path)), "moi", *SAID)
    assert begun.code == 0
    assert "Programme 12/KH-UBND of 2022-02-18, 2022:" in begun.out
    assert f"1 deadlines could not be read: {unread}" in begun.out
    assert "Nobody said the date" not in begun.out
    checked = ct58("check", "--data", "moi", "--format", "json")
    (found,) = checked.data
    assert (checked.code, found["code"], found["file"]) == (0, "P384", "programme.yaml")
    line = (tmp_path / "moi/data/programme.yaml").read_text("utf-8").splitlines()[found["line"] - 1]
    assert "khi có yêu cầu" in line
    late = ct58("overdue", "--data", "moi", "--as-of", "2022-07-10", "--format", "json")
    assert late.code == 0
    assert "PL-01" in late.out
    assert unread not in late.out
    assert ct58("list", "items", "--data", "moi").code == 0
    tasks = ct58("list", "tasks", "--data", "moi", "--format", "json").data
    assert [task["id"] for task in tasks if task["deadline"]["unread"]] == [unread]


WORDINGS = """TT;Nhiệm vụ;Cơ quan chủ trì;Thời gian hoàn thành;Sản phẩm
1;Báo cáo quý;Sở A;chậm nhất ngày 20 tháng của cuối quý;Báo cáo
2;Báo cáo năm;Sở A;ngày 10 tháng 12;Báo cáo
3;Báo cáo 06 tháng;Sở A;06 tháng: 15 tháng 6 và 15 tháng 12;Báo cáo
4;Kiểm tra;Sở A;02 năm/lần;Kế hoạch
5;Xây dựng Thông tư sửa đổi;Sở B;Quý II/2022;Thông tư sửa đổi
6;Hướng dẫn;Sở B;trong 30 ngày sau khi ban hành Thông tư sửa đổi;Công văn
7;Tập huấn;Sở B;15 ngày sau khi hoàn thành nhiệm vụ số 6;
8;Rà soát;Sở B;30 ngày sau khi ban hành Báo cáo;
9;Sơ kết;Sở B;ngày 40 tháng cuối quý;
"""


def test_calendars_become_rules_and_what_waits_finds_its_row(ct58: Ct58, tmp_path: Path) -> None:
    """By the row's number, or by words that only one other row has; “Báo cáo” are several, and no month has a day 40."""
    (tmp_path / "nhiem-vu.csv").write_text(WORDINGS, encoding="utf-8")
    begun = ct58("init", "--from-table", "nhiem-vu.csv", "moi", *SAID, "--format", "json")
    rules = {task["id"]: task["deadline"] for task in begun.data}
    assert rules["PL-01"]["on"] == {"day": 20, "of": "last_month"}
    assert (rules["PL-02"]["on"], rules["PL-02"]["assumed"]) == ("12-10", True)
    assert rules["PL-03"]["on"] == ["06-15", "12-15"]
    assert rules["PL-04"]["every"] == {"years": 2, "months": None}
    assert rules["PL-06"]["after"] == {"item": "PL-05", "event": "issued", "days": 30}
    assert rules["PL-07"]["after"] == {"item": "PL-06", "event": "completed", "days": 15}
    assert [id_ for id_, rule in rules.items() if rule["unread"]] == ["PL-08", "PL-09"]
    found = ct58("check", "--data", "moi", "--format", "json").data
    assert [finding["code"] for finding in found] == ["P384", "P384"]
    late = ct58("overdue", "--data", "moi", "--as-of", "2022-07-10", "--format", "json").data
    assert {(row["id"], row["due"]) for row in late} >= {("PL-01", "2022-06-20"), ("PL-03", "2022-06-15")}
    head = ct58("init", "--from-table", "nhiem-vu.csv", "khac", *SAID, "--dry-run").out
    assert "of 2022-02-18, 2022–2023:" in head


def test_the_rows_are_given_to_a_program_and_a_trial_writes_nothing(ct58: Ct58, tmp_path: Path) -> None:
    """Each task with its row and the rule beside the words."""
    csv_table(tmp_path)
    before = contents(tmp_path)
    done = ct58("init", "--from-table", "nhiem-vu.csv", "moi", *SAID, "--dry-run", "--format", "json")
    first, second = done.data
    assert (first["row"], first["id"], first["lead"]) == (2, "PL-01", ["so-a", "so-b"])
    assert (first["deadline"]["by"], first["deadline"]["assumed"]) == ("2022-Q2", True)
    assert (second["deadline"]["text"], second["deadline"]["unread"]) == ("khi có yêu cầu", True)
    assert "nothing was written" in done.err
    assert contents(tmp_path) == before


def test_where_the_date_of_the_document_is_not_said_that_is_said(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Today's stands in for it, and with it the year of deadlines that have none."""
    sit_down(monkeypatch, tmp_path, "2025-03-01")
    csv_table(tmp_path)
    done = ct58("init", "--from-table", "nhiem-vu.csv", "moi", "--dry-run")
    assert "of 2025-03-01" in done.out
    assert "Nobody said the date of the document" in done.out


@pytest.mark.parametrize(
    ("text", "reason", "remedy"),
    [
        ("TT;Họ tên;Năm sinh\n1;A;1990\n", "no row with the names of columns", "Cơ quan chủ trì"),
        (CSV.splitlines()[0], "no task stands below", "A row of a task says"),
    ],
)
def test_what_is_no_table_of_tasks_is_refused(
    ct58: Ct58, tmp_path: Path, text: str, reason: str, remedy: str
) -> None:
    """With what it lacks; no folder is begun."""
    (tmp_path / "khac.csv").write_text(text, encoding="utf-8")
    done = ct58("init", "--from-table", "khac.csv", "moi")
    assert (done.code, done.out) == (4, "")
    assert reason in done.err
    assert remedy in done.err
    assert not (tmp_path / "moi").exists()


def test_a_folder_that_has_data_is_refused_before_anything_is_proposed(ct58: Ct58, tmp_path: Path) -> None:
    """Nobody reads through a table in vain."""
    csv_table(tmp_path)
    assert ct58("init", "--from-table", "nhiem-vu.csv", "moi", *SAID).code == 0
    before = contents(tmp_path / "moi")
    again = ct58("init", "--from-table", "nhiem-vu.csv", "moi", *SAID)
    assert (again.code, again.out) == (4, "")
    assert "already holds data" in again.err
    assert contents(tmp_path / "moi") == before


@pytest.mark.parametrize(
    "words",
    [
        ("--from-table", "nhiem-vu.csv", "--from", "cu"),
        ("--from-table", "nhiem-vu.csv", "--units", "3"),
        ("--from-table", "nhiem-vu.csv", "--demo"),
        ("--format", "json"),
    ],
)
def test_options_that_would_be_passed_over_are_refused(
    ct58: Ct58, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """A wish that nobody heeds is missed too late."""
    csv_table(tmp_path)
    assert ct58("init", "moi", *words).code == 2
    assert not (tmp_path / "moi").exists()
