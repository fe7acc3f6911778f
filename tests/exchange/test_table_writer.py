"""Long tables as workbooks."""

from __future__ import annotations

import io

import openpyxl
from tests.support.offices import day

from ct58.exchange.table_writer import write_workbook


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
