"""Assignment tables as offices draw them, and the programme that is proposed from one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from ct58.domain.planning.from_table import BODY_KIND, COMMITTEE_KIND, TableWords, programme_of_table
from ct58.errors import Refused
from ct58.exchange.task_table import read_task_table

ROWS: list[list[object]] = [
    ["PHỤ LỤC PHÂN CÔNG NHIỆM VỤ"],
    [],
    ["STT", "Nhiệm vụ", "Phân công thực hiện", None, "Thời gian hoàn thành", "Sản phẩm"],
    [None, None, "Cơ quan chủ trì", "Cơ quan phối hợp", None, None],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ["I", "Về thể chế"],
    [1, "Ban hành quy định phân cấp", "Sở Nội vụ", "Sở Tư pháp, Sở Tài chính", "Quý II/2022", "Quyết định"],
    [2, "Rà soát văn bản", "SỞ TƯ PHÁP", "UBND các huyện, thị xã", "trước ngày 15/12 hằng năm", "Báo cáo"],
    ["II. Về thủ tục hành chính"],
    [3, "Công khai thủ tục", "Văn phòng\n- Sở Nội vụ", None, "Thường xuyên", None],
    [4, "Báo cáo kết quả", None, None, "khi có yêu cầu", "Báo cáo; Biểu số liệu"],
    ["Tổng số: 4 nhiệm vụ"],
    ["Nơi nhận", "x", "y", "z"],
]
WORDS = TableWords(
    number="12/KH-UBND",
    issued_on=dt.date(2022, 2, 18),
    years=None,
    committee="UBND tỉnh",
    part="Bảng",
    group="Nhiệm vụ",
    kinds={COMMITTEE_KIND: "ủy ban", BODY_KIND: "cơ quan"},
    nobody="Chưa rõ",
)


def workbook(folder: Path) -> Path:
    """The table in a workbook, with the cells of its titles merged."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    for area in ("A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "A1:F1"):
        sheet.merge_cells(area)
    path = folder / "nhiem-vu.xlsx"
    book.save(path)
    return path


def test_a_table_is_read_below_its_titles(tmp_path: Path) -> None:
    """Titles over two rows, numbers of columns, headings with and without a cell for their number, totals."""
    table = read_task_table(workbook(tmp_path))
    assert [(group.number, group.title) for group in table.groups] == [
        ("I", "Về thể chế"),
        ("II", "Về thủ tục hành chính"),
    ]
    assert [(row.number, row.group) for row in table.rows] == [
        ("1", "I"),
        ("2", "I"),
        ("3", "II"),
        ("4", "II"),
    ]
    assert table.rows[0].with_ == ("Sở Tư pháp", "Sở Tài chính")
    assert table.rows[1].with_ == ("UBND các huyện, thị xã",)
    assert table.rows[2].lead == ("Văn phòng", "Sở Nội vụ")
    assert table.rows[3].products == ("Báo cáo", "Biểu số liệu")
    assert table.passed_over == (12, 13)


def test_a_csv_of_excel_is_read_alike(tmp_path: Path) -> None:
    """Semicolons, a BOM, lines inside of a cell."""
    path = tmp_path / "nhiem-vu.csv"
    lines = ["TT;Nội dung công việc;Đơn vị chủ trì;Thời hạn", '1;Lập đề án;"Sở A\nSở B";30/6/2025']
    path.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    (row,) = read_task_table(path).rows
    assert (row.title, row.lead, row.deadline) == ("Lập đề án", ("Sở A", "Sở B"), "30/6/2025")


def test_a_sheet_without_such_columns_is_refused(tmp_path: Path) -> None:
    """Nothing is guessed."""
    path = tmp_path / "khac.csv"
    path.write_text("TT;Họ tên;Năm sinh\n1;A;1990\n", encoding="utf-8")
    with pytest.raises(Refused):
        read_task_table(path)


def test_the_proposal_keeps_the_words_and_leaves_open_what_it_cannot_read(tmp_path: Path) -> None:
    """One body however it is written; who leads is not made up; the years end where the deadlines do."""
    proposed = programme_of_table(read_task_table(workbook(tmp_path)), WORDS)
    tasks = {entry.task.id: entry.task for entry in proposed.tasks}
    assert [entry.task.id for entry in proposed.tasks if entry.is_unread] == ["PL-04"]
    assert tasks["PL-04"].deadline.text == "khi có yêu cầu"
    assert tasks["PL-04"].deadline.unread
    assert tasks["PL-04"].lead == ("chua-ro",)
    assert tasks["PL-02"].lead == ("so-tu-phap",)
    assert tasks["PL-03"].deadline.is_standing
    assert [unit.name for unit in proposed.units].count("Sở Tư pháp") == 1
    assert proposed.programme.head.horizon.to == 2022
