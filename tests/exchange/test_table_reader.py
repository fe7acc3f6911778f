from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.exchange.test_form_reader import read
from tests.support.forms import SPEECH
from tests.support.forms_office import forms_office
from tests.support.offices import period

from ct58.domain.records.scalars import FigureValue
from ct58.exchange.answers import MOST_PROBLEMS
from ct58.exchange.form_writer import grid_workbook
from ct58.exchange.layout import grid_slots
from ct58.exchange.reading import ReadFiles

OFFICE = forms_office()


def csv(tmp_path: Path, text: str) -> Path:
    """A CSV file."""
    (tmp_path / "x.csv").write_text(text, encoding="utf-8-sig")
    return tmp_path / "x.csv"


def figures(reading: ReadFiles) -> dict[str, Mapping[str, FigureValue]]:
    """Unit → figures, of a reading without problems."""
    assert [SPEECH.say(problem.message) for problem in reading.problems] == []
    return {form.unit.id: form.figures for form in reading.forms}


def problems(reading: ReadFiles) -> list[tuple[str | None, str]]:
    """Cell and words of every problem."""
    return [(problem.spot.cell, SPEECH.say(problem.message)) for problem in reading.problems]


def grid(tmp_path: Path, answers: Mapping[str, Mapping[str, object]], spoil: Any = None) -> Path:
    """A grid of two units, with answers by unit and header."""
    units = [OFFICE.units[id] for id in ("doan", "so-y-te", "so-noi-vu")]
    of = period("2021-Q2")
    columns, asked, _lists = grid_slots(OFFICE, units, of, SPEECH)
    path = tmp_path / "x.xlsx"
    path.write_bytes(grid_workbook(columns, units, of, asked, SPEECH))
    workbook = openpyxl.load_workbook(path)
    sheet: Any = workbook.worksheets[0]
    header = {sheet.cell(4, column).value: column for column in range(1, sheet.max_column + 1)}
    for row, unit in enumerate(units, start=5):
        for name, value in answers.get(unit.id, {}).items():
            sheet.cell(row, header[name], value)
    if spoil is not None:
        spoil(workbook)
    workbook.save(path)
    return path


ANSWERS: Mapping[str, Mapping[str, object]] = {
    "so-y-te": {
        "1. Tổng số đảng viên": 412,
        "8.1. Kế hoạch: Số văn bản": "3-KH/ĐU",
        "Received on": "5/7/2021",
    },
    "doan": {"11. Số lao động": "1.250"},
}


def test_a_filled_grid_comes_back_row_by_row(tmp_path: Path) -> None:
    """Rows without an answer are no reports; records are put together from their columns."""
    reading = read(grid(tmp_path, ANSWERS))
    assert figures(reading) == {
        "so-y-te": {"members": 412, "plan": {"number": "3-KH/ĐU"}},
        "doan": {"employees": 1250},
    }
    assert {form.unit.id: form.received_on for form in reading.forms}["so-y-te"] == dt.date(2021, 7, 5)
    assert {str(form.period) for form in reading.forms} == {"2021-Q2"}


def test_a_table_of_what_the_office_receives_books_it_and_is_no_report(tmp_path: Path) -> None:
    """With a column of anything else the row is a report, as it is where the figure is the unit's own."""
    received = [
        replace(figure, if_absent="no") if figure.key == "plan" else figure
        for figure in OFFICE.programme.figures
    ]
    office = forms_office(figures=tuple(received))
    plain = "Mã;8.1. Kế hoạch: Số văn bản\nso-y-te;3-KH/ĐU\n"
    mixed = "Mã;8.1. Kế hoạch: Số văn bản;1\nso-y-te;3-KH/ĐU;412\n"
    for known, text, is_booking in ((office, plain, True), (office, mixed, False), (OFFICE, plain, False)):
        (form,) = read(csv(tmp_path, text), known, "2021-Q2").forms
        assert form.is_booking is is_booking


def test_a_grid_survives_renaming_moving_and_losing_its_hidden_sheet(tmp_path: Path) -> None:
    """Then only the period has to be said."""

    def spoil(workbook: Any) -> None:
        sheet = workbook.worksheets[0]
        sheet.title = "Quý 2"
        sheet.move_range(f"A1:R{sheet.max_row}", rows=2, cols=1)
        workbook.remove(workbook.worksheets[1])

    path = grid(tmp_path, ANSWERS, spoil)
    assert "does not say which period" in problems(read(path))[0][1]
    assert figures(read(path, period="2021-Q2"))["doan"] == {"employees": 1250}


def test_an_answer_that_the_unit_is_not_asked_is_a_problem(tmp_path: Path) -> None:
    """The grey cells are grey for a reason."""
    answers = {"so-noi-vu": {"11. Số lao động": 3}}
    assert problems(read(grid(tmp_path, answers))) == [
        ("R7", "Số lao động is not asked of Đảng bộ Sở Nội vụ for 2021-Q2.")
    ]


def test_rows_sorted_without_their_names_are_noticed(tmp_path: Path) -> None:
    """Id and name of a row must mean the same unit."""

    def spoil(workbook: Any) -> None:
        workbook.worksheets[0]["C6"] = "Đảng bộ Sở Nội vụ"

    ((cell, text),) = problems(read(grid(tmp_path, {"so-y-te": ANSWERS["so-y-te"]}, spoil)))
    assert cell == "B6"
    assert text == "The id means Đảng bộ Sở Y tế, the name Đảng bộ Sở Nội vụ."


@pytest.mark.parametrize(
    "header",
    [
        "unit;members;share",
        "đơn vị;1;3",
        "Tên đơn vị;Tổng số đảng viên;3. Tỷ lệ",
        "MA DON VI;TONG SO DANG VIEN;ty le",
    ],
)
def test_csv_columns_are_known_by_key_number_or_label(tmp_path: Path, header: str) -> None:
    """In any mixture."""
    path = csv(tmp_path, f"{header}\nso-y-te;412;12,5\n")
    found = figures(read(path, period="2021-Q2"))["so-y-te"]
    assert [str(value) for value in found.values()] == ["412", "12.5"]


def test_titles_above_and_totals_below_are_no_units(tmp_path: Path) -> None:
    """As office tables have them."""
    text = "BÁO CÁO QUÝ II,,\n,,\nTT,Đơn vị,1\n1,Sở Y tế,412\n2,Sở Nội vụ,\n,Cộng,412\n"
    assert figures(read(csv(tmp_path, text), period="2021-Q2")) == {"so-y-te": {"members": 412}}


def test_every_problem_of_a_table_has_its_cell(tmp_path: Path) -> None:
    """Unknown units, values that don't fit, a row without a unit."""
    text = "unit,1,2\nso-y-the,1,1\nso-y-te,nhiều,1\n,5,5\n"
    found = problems(read(csv(tmp_path, text), period="2021-Q2"))
    assert [cell for cell, _text in found] == ["A2", "B3", "A4"]


def test_a_header_with_a_typo_is_a_problem_another_one_is_remarked(tmp_path: Path) -> None:
    """A column must not be lost without a word."""
    reading = read(csv(tmp_path, "unit,1,admited,điện thoại\nso-y-te,1,2,0237\n"), period="2021-Q2")
    assert [cell for cell, _text in problems(reading)] == ["C1"]
    assert {remark.spot.cell for remark in reading.remarks} == {"D1"}


def test_a_merged_unit_s_name_counts_for_its_rows(tmp_path: Path) -> None:
    """A name over two rows; only one of them has answers."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    rows: Sequence[Sequence[object]] = (("Đơn vị", "1"), ("Sở Y tế", None), (None, 412))
    for row in rows:
        sheet.append(list(row))
    sheet.merge_cells("A2:A3")
    workbook.save(tmp_path / "x.xlsx")
    assert figures(read(tmp_path / "x.xlsx", period="2021-Q2")) == {"so-y-te": {"members": 412}}


def test_a_table_of_each_sheet_is_read(tmp_path: Path) -> None:
    """Offices keep one sheet for each block of units."""
    workbook = openpyxl.Workbook()
    for name in ("Sở Y tế", "Sở Nội vụ"):
        sheet = workbook.create_sheet(name)
        sheet.append(("Đơn vị", "1"))
        sheet.append((name, 1))
    workbook.save(tmp_path / "x.xlsx")
    assert set(figures(read(tmp_path / "x.xlsx", period="2021-Q2"))) == {"so-y-te", "so-noi-vu"}


def test_a_field_called_like_a_line_about_the_report_needs_its_record(tmp_path: Path) -> None:
    """The bare name is the report's own."""
    path = csv(tmp_path, "unit,document.number,Kế hoạch: Số văn bản,8.2\nso-y-te,12-BC,3-KH,15/7/2021\n")
    reading = read(path, period="2021-Q2")
    assert figures(reading)["so-y-te"] == {"plan": {"number": "3-KH", "issued_on": dt.date(2021, 7, 15)}}
    assert reading.forms[0].number == "12-BC"


def test_a_column_that_stands_there_twice_takes_nothing_over(tmp_path: Path) -> None:
    """By key and by number it is the same one; nobody knows which of the two is meant."""
    reading = read(csv(tmp_path, "unit;members;note;1\nso-y-te;1;x;2\n"), period="2021-Q2")
    assert problems(reading) == [("D1", "The column “1” stands there twice: in B1, too.")]
    assert reading.forms == ()


def test_a_number_in_a_column_without_a_name_is_a_problem_of_its_row(tmp_path: Path) -> None:
    """It is some column's, and would be lost; the other rows are sound. Words there are told, and rows may be numbered."""
    text = ";unit;members;\n1;so-y-te;412;12\n2;so-noi-vu;40;xem lại\n"
    reading = read(csv(tmp_path, text), period="2021-Q2")
    assert [cell for cell, _said in problems(reading)] == ["D2"]
    assert [form.unit.id for form in reading.forms] == ["so-noi-vu"]
    assert [remark.spot.cell for remark in reading.remarks] == ["D3"]


@pytest.mark.parametrize("title", ["BÁO CÁO QUÝ III/2021", "Số liệu quý 3 năm 2021", "Kỳ: 2021-Q3"])
def test_a_title_of_another_period_is_refused(tmp_path: Path, title: str) -> None:
    """The file is of the period that stands over it, not of the one on the command line."""
    rows = "\nunit;members\nso-y-te;412\n"
    reading = read(csv(tmp_path, f"{title};{rows}"), period="2021-Q2")
    assert reading.forms == ()
    assert [said for _cell, said in problems(reading)] == [
        "The form was made for 2021-Q2, but its title names 2021-Q3."
    ]
    for harmless in ("BÁO CÁO QUÝ II/2021", "Chương trình giai đoạn 2021-2025", "Nghị quyết năm 2020"):
        assert read(csv(tmp_path, f"{harmless};{rows}"), period="2021-Q2").forms


def test_every_row_is_read_or_named_with_its_reason(tmp_path: Path) -> None:
    """Totals, rows without a figure, and rows with a problem; together they are all rows of the table."""
    text = "Danh sách;\nunit;members\nso-y-te;412\nso-noi-vu;\nso-khong-co;3\nKhối DN;\nTổng cộng;415\n"
    reading = read(csv(tmp_path, text), period="2021-Q2")
    (tally,) = reading.tallies
    assert (tally.counts, tally.found, tally.read) == ("rows", 5, len(reading.forms))
    assert {notice.spot.row: SPEECH.say(notice.message) for notice in tally.left} == {
        4: "no figure stands in it",
        5: "it has a problem",
        6: "no figure stands in it",
        7: "a row of totals",
    }


def test_a_sheet_beside_the_table_is_told_as_not_read(tmp_path: Path) -> None:
    """Its rows are counted, too."""

    def add(workbook: Any) -> None:
        workbook.create_sheet("Ghi chú").append(["so-y-te", "sẽ gửi bổ sung"])

    tallies = read(grid(tmp_path, ANSWERS, add)).tallies
    assert [(tally.spot.sheet, tally.found, tally.read) for tally in tallies] == [
        ("Reports", 3, 2),
        ("Ghi chú", 1, 0),
    ]


def test_very_many_rows_of_nobody_are_not_looked_at_one_by_one(tmp_path: Path) -> None:
    """Forty thousand would name as many problems; it is another office's table."""
    reading = read(csv(tmp_path, "unit;members\n" + "nobody;1\n" * 5_000 + "so-y-te;412\n"), period="2021-Q2")
    assert len(reading.problems) == MOST_PROBLEMS + 2
    assert "More than 1000 problems" in SPEECH.say(reading.problems[0].message)
    assert reading.forms == ()


def test_very_many_unknown_columns_are_one_problem(tmp_path: Path) -> None:
    """For none of them anything near is sought."""
    columns = ";".join(f"cot la {number}" for number in range(5_000))
    reading = read(csv(tmp_path, f"unit;members;{columns}\nso-y-te;1\n"), period="2021-Q2")
    assert [cell for cell, _said in problems(reading)] == ["C1"]
    assert reading.forms == ()
