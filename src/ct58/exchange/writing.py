"""Writing workbooks: text that stays text, and the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from ct58 import ooxml
from ct58.domain.text.vietnamese import nfc

if TYPE_CHECKING:
    from openpyxl import Workbook

INTEGER_FORMAT = "#,##0"
DATE_FORMAT = "dd/mm/yyyy"
TEXT_FORMAT = "@"
_MADE_ON = dt.date(2000, 1, 1)
"""A fixed day, so that equal forms are equal files."""


def put_composed(cell: Any, value: object) -> None:
    """Write a value; a text is never taken for a formula, and its letters are composed."""
    ooxml.put(cell, nfc(value) if isinstance(value, str) else value)


def new_workbook(title: str) -> Workbook:
    """An empty workbook with our name and a title."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.properties.creator = "ct58"
    workbook.properties.title = title
    return workbook


def workbook_bytes(workbook: Workbook) -> bytes:
    """The file of a workbook; the same workbook gives the same bytes, whenever and wherever it is written."""
    raw = io.BytesIO()
    workbook.save(raw)
    return ooxml.reproducible(raw.getvalue(), _MADE_ON)
