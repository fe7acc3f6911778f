"""Lists as Excel workbooks: numbers as numbers, dates as dates, text as text."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from tests.support.offices import day
from tests.support.pages import HARD, ILLEGAL

from ct58.render.formats.xlsx import MOST_CHARACTERS, rows_as_xlsx, write_workbook

DAY = dt.date(2021, 7, 15)


def sheet(*rows: dict[str, object]) -> Any:
    """The sheet of a workbook of rows."""
    return openpyxl.load_workbook(io.BytesIO(rows_as_xlsx(rows, "overdue", DAY))).worksheets[0]


def cell(value: object) -> Any:
    """A value, written and read again."""
    return sheet({"key": value})["A2"]


def test_a_list_has_a_header_that_stays_and_filters() -> None:
    """Bold, frozen, filtered, printed on every page."""
    found = sheet({"id": "CT-18", "value": 1}, {"id": "CT-19", "value": 2})
    assert [entry.value for entry in found[1]] == ["id", "value"]
    assert all(entry.font.bold for entry in found[1])
    assert (found.freeze_panes, found.auto_filter.ref, found.print_title_rows) == ("A2", "A1:B3", "$1:$1")


@pytest.mark.parametrize(
    ("value", "kind"),
    [(5, "n"), (-5, "n"), (Decimal("91.2"), "n"), (True, "b"), ("5", "s"), ("12/2021", "s"), (10**17, "s")],
)
def test_each_value_keeps_its_kind(value: object, kind: str) -> None:
    """A number is a number, a text is a text; what Excel would round is text."""
    assert cell(value).data_type == kind


def test_a_date_is_a_date_in_the_offices_form() -> None:
    """So that it sorts."""
    found = cell(DAY)
    assert (found.is_date, found.value.date(), found.number_format) == (True, DAY, "dd/mm/yyyy")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-BC", "@SUM(A1)"])
def test_a_text_is_never_a_formula(text: str) -> None:
    """Neither now nor when somebody edits the cell."""
    found = cell(text)
    assert (found.value, found.data_type, found.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_a_text_comes_out_as_written(text: str) -> None:
    """With all its signs."""
    assert cell(text).value == text


def test_what_excel_cannot_hold_is_replaced_or_cut() -> None:
    """Excel would call the file damaged."""
    assert cell(ILLEGAL).value == "a\ufffdb\ufffdcd\ufffd[31m"
    assert len(cell("x" * 40_000).value) == MOST_CHARACTERS


def test_lists_and_records_stay_readable() -> None:
    """A line an entry, a key before its value."""
    assert cell(["BTC", "VP"]).value == "BTC\nVP"
    assert cell({"file": "a.yaml", "line": 3, "none": None}).value == "file: a.yaml; line: 3"
    assert cell(None).value is None


def test_columns_are_as_wide_as_their_longest_line() -> None:
    """Within limits."""
    found = sheet({"a": "x" * 20, "b": "y" * 300, "c": 1})
    assert [found.column_dimensions[letter].width for letter in "ABC"] == [22, 60, 8]


def test_no_rows_are_an_empty_sheet() -> None:
    """Nothing is late."""
    assert sheet()["A1"].value is None


def test_equal_rows_are_equal_files() -> None:
    """No clock."""
    rows = [{"id": "CT-18", "due": DAY}]
    assert rows_as_xlsx(rows, "overdue", DAY) == rows_as_xlsx(rows, "overdue", DAY)


def written(rows: list[tuple[object, ...]], **given: int) -> openpyxl.Workbook:
    """The workbook read again."""
    stream = io.BytesIO()
    write_workbook(stream, "facts", ("value", "more"), iter(rows), **given)
    return openpyxl.load_workbook(stream)


def test_values_keep_their_kind() -> None:
    """Numbers, truths and days are such in Excel; several values have semicolons between."""
    values = [3, 0, None, True, day("2021-07-15"), "Tốt", ("a", "b")]
    sheet = written([(value, "x") for value in values])["facts"]
    found = [cell.value for cell in sheet["A"][1:]]
    assert found[:4] == [3, 0, None, True]
    assert (found[4].date(), found[5:]) == (day("2021-07-15"), ["Tốt", "a;b"])


def test_text_stays_text_whatever_it_begins_with() -> None:
    """Nothing from the data is a formula, nor an error."""
    texts = ["=1+1", "+84 237", "-", "@SUM(A1)", "#N/A", "007", "2021"]
    sheet = written([(text, None) for text in texts])["facts"]
    assert [(cell.value, cell.data_type) for cell in sheet["A"][1:]] == [(text, "s") for text in texts]


def test_the_header_stays_in_sight_and_filters() -> None:
    """In each sheet."""
    sheet = written([(1, 2)])["facts"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B1")
    assert [cell.value for cell in sheet[1]] == ["value", "more"]


def test_more_rows_than_a_sheet_holds_go_on_in_the_next() -> None:
    """Each with its header; without rows there is one sheet."""
    book = written([(number, None) for number in range(5)], most_rows=2)
    assert book.sheetnames == ["facts", "facts 2", "facts 3"]
    assert [[cell.value for cell in sheet["A"]] for sheet in book] == [
        ["value", 0, 1],
        ["value", 2, 3],
        ["value", 4],
    ]
    assert written([]).sheetnames == ["facts"]
