from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tests.exchange.test_workbook import sheet_with

from ct58.errors import Refused
from ct58.exchange.sheets import Uncomputed, column_letter, read_sent_file


def test_columns_are_named_as_spreadsheets_name_them() -> None:
    """A to Z, then AA."""
    assert [column_letter(number) for number in (1, 26, 27, 52, 53, 702, 703)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_a_workbook_becomes_cells_that_hold_something(tmp_path: Path) -> None:
    """Blank and styled cells are nothing; hidden sheets are known as such; the place names file, sheet, cell."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Báo cáo"
    sheet["B2"], sheet["C3"], sheet["D4"] = 412, "  ", dt.datetime(2021, 7, 15)  # noqa: DTZ001
    workbook.create_sheet("x").sheet_state = "veryHidden"
    workbook.save(tmp_path / "x.xlsx")
    file = read_sent_file(tmp_path / "x.xlsx")
    assert [found.name for found in file.sheets] == ["Báo cáo", "x"]
    assert [found.name for found in file.visible] == ["Báo cáo"]
    assert file.sheets[0].cells == {(2, 2): 412, (4, 4): dt.datetime(2021, 7, 15)}  # noqa: DTZ001
    spot = file.sheets[0].spot(4, 4)
    assert (spot.file, spot.sheet, spot.cell) == ("x.xlsx", "Báo cáo", "D4")


def test_a_percentage_is_what_the_cell_shows(tmp_path: Path) -> None:
    """0.9 shown as 90% is ninety."""
    workbook = openpyxl.Workbook()
    cell = workbook.worksheets[0]["A1"]
    cell.value, cell.number_format = 0.125, "0.0%"
    workbook.save(tmp_path / "x.xlsx")
    assert read_sent_file(tmp_path / "x.xlsx").sheets[0].value(1, 1) == "12,5%"


def test_a_formula_without_a_saved_value_is_no_zero(tmp_path: Path) -> None:
    """It is known to be one; with a saved value it is that value."""
    cells = '<c r="A1"><f>B1+1</f></c><c r="B1"><f>1</f><v>1</v></c>'
    (tmp_path / "x.xlsx").write_bytes(sheet_with(f'<sheetData><row r="1">{cells}</row></sheetData>'))
    sheet = read_sent_file(tmp_path / "x.xlsx").sheets[0]
    assert (sheet.value(1, 1), sheet.value(1, 2)) == (Uncomputed("=B1+1"), 1)


def test_the_first_day_of_a_mac_workbook_is_known(tmp_path: Path) -> None:
    """1904, not 1900."""
    workbook = openpyxl.Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.save(tmp_path / "x.xlsx")
    assert read_sent_file(tmp_path / "x.xlsx").sheets[0].epoch == dt.date(1904, 1, 1)


def test_covered_cells_point_to_the_first_of_their_area(tmp_path: Path) -> None:
    """Excel keeps the value in the first cell."""
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].merge_cells("B2:C3")
    workbook.save(tmp_path / "x.xlsx")
    assert read_sent_file(tmp_path / "x.xlsx").sheets[0].merged == {
        (2, 3): (2, 2),
        (3, 2): (2, 2),
        (3, 3): (2, 2),
    }


def test_a_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    """Only cells that exist are visited."""
    row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    (tmp_path / "x.xlsx").write_bytes(sheet_with(f"<sheetData>{row}</sheetData>"))
    assert read_sent_file(tmp_path / "x.xlsx").sheets[0].cells == {(1048576, 16384): 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_with_any_delimiter_and_mark(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """As Excel in Vietnamese or English writes it; a decimal comma does not part fields."""
    lines = [["unit", "1", "3"], ["so-y-te", "412", '"12,5"' if delimiter == "," else "12,5"]]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    (tmp_path / "x.csv").write_bytes(text.encode(encoding))
    sheet = read_sent_file(tmp_path / "x.csv").sheets[0]
    assert sheet.by_row()[2] == {1: "so-y-te", 2: "412", 3: "12,5"}
    assert sheet.spot(2, 3).cell == "C2"


def test_a_csv_that_is_not_unicode_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """Old Excel writes the code page of the PC."""
    (tmp_path / "x.csv").write_bytes("đơn vị;§¶ng".encode("cp1258", "replace") + b"\xa7\xb6")
    with pytest.raises(Refused) as caught:
        read_sent_file(tmp_path / "x.csv")
    assert caught.value.hint is not None
    assert "CSV UTF-8" in caught.value.hint.text


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    """A workbook called .csv is read, a PDF called .csv refused, a text called .xlsx too."""
    openpyxl.Workbook().save(tmp_path / "x.xlsx")
    (tmp_path / "x.xlsx").rename(tmp_path / "x.csv")
    assert read_sent_file(tmp_path / "x.csv").sheets[0].name == "Sheet"
    for name, content in (("y.csv", b"%PDF-1.4"), ("y.xlsx", b"unit,1\nso-y-te,2\n")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Refused):
            read_sent_file(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('unit;5;note\nso-a;40;"thiếu cán bộ\nso-b;77;không\nso-c;55;không\n', 2),
        ('unit;5;note\nso-a;1;x\nso-b;2;"thiếu\nso-c;77;"không"\n', 3),
        ('unit;5;note\nso-a;40;"thiếu\nso-b;77;không\nso-c;55;hết"\n', 2),
        ('unit;note\nso-a;"thiếu\nso-b;77"\n', 2),
        ('unit;5;note\nso-a;40;"thiếu "cán" bộ"\n', 2),
        ('"một\nhai";5\nso-a;"x', 3),
    ],
)
def test_a_quote_that_swallows_rows_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    """Whether it is never closed, or closed by the quote of a later row."""
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_sent_file(tmp_path / "x.csv")
    assert refused.value.message.params["line"] == line


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_text_of_several_lines_may_stand_in_quotes(tmp_path: Path, line_end: str) -> None:
    """From any system; with quotes in it, written twice, and the signs that part fields elsewhere."""
    text = 'unit;5;note\nso-a;40;"một, hai\nba ""bốn"""\nso-b;1;\n'
    (tmp_path / "x.csv").write_text(text, encoding="utf-8", newline=line_end)
    (sheet,) = read_sent_file(tmp_path / "x.csv").sheets
    assert (sheet.value(2, 3), sheet.value(3, 2)) == ('một, hai\nba "bốn"', "1")


def test_what_parts_the_fields_is_not_counted_inside_quotes(tmp_path: Path) -> None:
    """A note with commas does not make commas of semicolons."""
    (tmp_path / "x.csv").write_text('unit;5\nso-a;"1,2,3,4"\n', encoding="utf-8")
    assert read_sent_file(tmp_path / "x.csv").sheets[0].value(2, 2) == "1,2,3,4"


@pytest.mark.parametrize("text", ["x" * 40_000, ";".join(["1"] * 120_000)])
def test_a_table_has_a_size(tmp_path: Path, text: str) -> None:
    """Letters of a cell, and cells."""
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    with pytest.raises(Refused):
        read_sent_file(tmp_path / "x.csv")
