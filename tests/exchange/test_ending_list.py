"""A list of units that end: columns in any order, days as people write them, problems with their row."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.offices import day

from ct58.errors import Refused
from ct58.exchange.ending_list import EndingRow, read_ending_list

TODAY = day("2024-06-01")


def listed(folder: Path, text: str) -> Path:
    """A CSV file as a spreadsheet saves it."""
    path = folder / "ds.csv"
    path.write_text(text, encoding="utf-8-sig", newline="\r\n")
    return path


def test_each_row_says_its_day_its_successor_its_document_and_where_it_counts(tmp_path: Path) -> None:
    """Titles above, totals below and empty rows are no units."""
    text = (
        "DANH SÁCH SÁP NHẬP;;;;\nTT;Tên đơn vị;Nhập vào;Từ ngày;Quyết định;Tính vào\n"
        "1;Đảng bộ Sở A;Đảng bộ Sở Y tế;21/5/2024;12-QĐ/ĐUK;riêng\n;;;;;\n2;so-b;so-y-te;;;\nCộng;2;;;;\n"
    )
    found = read_ending_list(listed(tmp_path, text), TODAY)
    assert found.rows[0] == EndingRow(
        row=3,
        unit="Đảng bộ Sở A",
        last_day=day("2024-05-20"),
        successor="Đảng bộ Sở Y tế",
        document="12-QĐ/ĐUK",
        counted_in="riêng",
    )
    assert found.rows[1] == EndingRow(row=5, unit="so-b", successor="so-y-te")
    assert found.problems == ()


def test_the_last_day_stands_as_it_is_written(tmp_path: Path) -> None:
    """And a day that is none is a problem of its row alone."""
    text = "Mã;Ngày kết thúc\nso-a;31/5/2024\nso-b;31/2/2024\nso-c;2024-06-30\n"
    found = read_ending_list(listed(tmp_path, text), TODAY)
    assert [(row.unit, row.last_day) for row in found.rows] == [
        ("so-a", day("2024-05-31")),
        ("so-c", day("2024-06-30")),
    ]
    assert [problem.row for problem in found.problems] == [3]


@pytest.mark.parametrize("text", ["Mã\nso-a\n", "a;b\n1;2\n", ""])
def test_a_file_without_its_columns_is_refused(tmp_path: Path, text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(Refused):
        read_ending_list(listed(tmp_path, text), TODAY)
