"""Lists of who takes over which unit, in the shapes that offices keep."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.support.forms_office import forms_office
from tests.support.terms import speaking

from ct58.domain.planning.ending import ReceiverList
from ct58.errors import Refused
from ct58.exchange.receiver_list import read_receivers

OFFICE = forms_office()


def read(folder: Path, *rows: tuple[object, ...]) -> ReceiverList:
    """A workbook of these rows, read."""
    workbook = Workbook()
    active = workbook.active
    assert active is not None
    for row in rows:
        active.append(list(row))
    workbook.save(folder / "ds.xlsx")
    return read_receivers(folder / "ds.xlsx", OFFICE, speaking("vi"))


def said(found: ReceiverList) -> dict[str, str | None]:
    """Unit → receiver."""
    return {row.name: row.receiver for row in found.rows}


def test_columns_are_known_by_what_stands_over_them(tmp_path: Path) -> None:
    """In any order, below a title, with headings and totals between; a blank cell says nothing."""
    found = read(
        tmp_path,
        ("DANH SÁCH BÀN GIAO",),
        ("TT", "Nơi tiếp nhận", "Tên đơn vị"),
        ("I", None, "Khối cơ quan"),
        (1, "Đảng bộ UBND tỉnh", "sở y tế"),
        (2, None, "Sở Nội vụ"),
        ("", "3 đơn vị", "Tổng cộng"),
    )
    assert said(found) == {"so-y-te": "Đảng bộ UBND tỉnh"}
    assert [row.name for row in found.open] == ["so-noi-vu"]
    assert (len(found.passed_over), found.problems) == (2, ())


def test_a_csv_without_header_is_read_by_what_is_in_it(tmp_path: Path) -> None:
    """Ids beside names."""
    path = tmp_path / "ds.csv"
    path.write_text("so-y-te;Đảng bộ UBND tỉnh\nso-noi-vu;kết thúc\n", "utf-8-sig")
    found = read_receivers(path, OFFICE, speaking("vi"))
    assert said(found) == {"so-y-te": "Đảng bộ UBND tỉnh", "so-noi-vu": None}


def test_unknown_units_and_two_receivers_are_problems_with_their_cells(tmp_path: Path) -> None:
    """Twice with the same receiver is none."""
    found = read(
        tmp_path,
        ("Đơn vị", "Nơi nhận"),
        ("Sở Y tế", "A"),
        ("SYT", "a"),
        ("Sở Y tế", "B"),
        ("Sở Không có", "B"),
    )
    assert [problem.spot.cell for problem in found.problems] == ["A5", "A4"]


def test_an_item_may_stand_among_the_units(tmp_path: Path) -> None:
    """The committee's own open items have receivers, too."""
    item = next(iter(OFFICE.items))
    found = read(tmp_path, ("Đơn vị", "Nơi nhận"), ("Sở Y tế", "A"), (item.lower(), "A"))
    assert said(found) == {"so-y-te": "A", item: "A"}


def test_a_merged_cell_speaks_for_all_its_rows(tmp_path: Path) -> None:
    """One receiver, many units."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (("Đơn vị", "Nơi nhận"), ("Sở Y tế", "A"), ("Sở Nội vụ", None)):
        sheet.append(list(row))
    sheet.merge_cells("B2:B3")
    workbook.save(tmp_path / "ds.xlsx")
    found = read_receivers(tmp_path / "ds.xlsx", OFFICE, speaking("vi"))
    assert said(found) == {"so-y-te": "A", "so-noi-vu": "A"}


def test_a_file_without_such_columns_is_refused(tmp_path: Path) -> None:
    """With what is looked for."""
    with pytest.raises(Refused):
        read(tmp_path, ("Tên", "Điện thoại"), ("Ai đó", "0373"))
