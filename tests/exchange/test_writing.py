from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ct58.exchange.writing import new_workbook, put_composed, workbook_bytes


def written(value: object) -> openpyxl.cell.Cell:
    """A value, written and read again."""
    workbook = new_workbook("x")
    put_composed(workbook.worksheets[0]["A1"], value)
    cell = openpyxl.load_workbook(io.BytesIO(workbook_bytes(workbook))).worksheets[0]["A1"]
    assert isinstance(cell, openpyxl.cell.Cell)
    return cell


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x.invalid")', "+84", "-BC", "@SUM(A1)", "=", "-"]
)
def test_a_text_is_never_a_formula(text: str) -> None:
    """Neither in the file nor when somebody edits the cell."""
    cell = written(text)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_numbers_stay_numbers() -> None:
    """A negative one too."""
    cell = written(-5)
    assert (cell.value, cell.data_type) == (-5, "n")


@settings(max_examples=40)
@given(st.text(st.characters(codec="utf-8")))
def test_any_text_can_be_written(text: str) -> None:
    """Characters that XML cannot hold are dropped; nothing fails, nothing becomes a formula."""
    assert isinstance(written(text).value, str | None)
    assert written(text).data_type != "f"


def test_equal_workbooks_are_equal_files() -> None:
    """No clock in the package or the properties."""

    def make() -> bytes:
        workbook = new_workbook("x")
        put_composed(workbook.worksheets[0]["A1"], "Báo cáo")
        return workbook_bytes(workbook)

    first = make()
    assert make() == first
    modified = openpyxl.load_workbook(io.BytesIO(first)).properties.modified
    assert modified is not None
    assert modified.year == 2000
