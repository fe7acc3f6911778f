"""The workbook inside a document that holds a chart's numbers: what “Edit data” shows."""

from __future__ import annotations

import io

import openpyxl
import pytest
from tests.support.documents import chart

from ct58.render.documents.chart_workbook import SHEET, chart_workbook, column_name


def test_names_stand_in_the_first_column_and_series_beside() -> None:
    """What is not known is an empty cell, no zero."""
    sheet = openpyxl.load_workbook(io.BytesIO(chart_workbook(chart())))[SHEET]
    assert list(sheet.iter_rows(values_only=True)) == [
        (None, "Thực hiện", "Kế hoạch"),
        ("Kết nạp đảng viên", 98.5, 100),
        ("TCCSĐ mới <FDI> & khác", None, 100),
    ]


@pytest.mark.parametrize("name", ["=1+1", "a\x00b", "{{ x }}", "  hai dấu cách  "])
def test_text_is_never_taken_for_anything_else(name: str) -> None:
    """No formula, no character that XML cannot hold."""
    sheet = openpyxl.load_workbook(io.BytesIO(chart_workbook(chart(categories=(name, "b")))))[SHEET]
    assert sheet["A2"].value == name.replace("\x00", "")
    assert sheet["A2"].data_type == "s"


def test_the_same_chart_gives_the_same_bytes() -> None:
    """Nothing of the moment is in them."""
    assert chart_workbook(chart()) == chart_workbook(chart())


def test_columns_have_letters() -> None:
    """As Excel counts them."""
    assert [column_name(place) for place in range(3)] == ["A", "B", "C"]
