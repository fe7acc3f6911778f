from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.forms import SPEECH, answer_cell, blank_form
from tests.support.forms_office import forms_office
from tests.support.offices import period, report, unit

from ct58.exchange.form_writer import (
    ANSWER_COLUMN,
    form_workbook,
    grid_workbook,
    new_workbook,
    put_composed,
    workbook_bytes,
)
from ct58.exchange.layout import form_layout, grid_slots


def opened(content: bytes) -> Any:
    """The workbook of a form."""
    return openpyxl.load_workbook(io.BytesIO(content))


def test_only_the_answers_are_open_and_there_is_no_password() -> None:
    """A unit cannot break the labels by accident, and can undo the protection on purpose."""
    layout, content = blank_form(forms_office(), "so-y-te", "2021-Q2")
    sheet = opened(content).worksheets[0]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    answers = {answer_cell(sheet, layout, slot.path).coordinate for slot in layout.slots}
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert answers < open_cells
    assert not any(cell.startswith(("A", "D", "E")) for cell in open_cells)


def test_answers_have_drop_downs_and_limits() -> None:
    """Choices come from the hidden sheet, so that a comma in a word does no harm; k may still be written."""
    layout, content = blank_form(forms_office(), "so-y-te", "2021-Q2")
    workbook = opened(content)
    sheet = workbook.worksheets[0]
    found = {str(cell): rule for rule in sheet.data_validations.dataValidation for cell in rule.sqref.ranges}
    choice = found[answer_cell(sheet, layout, "state").coordinate]
    number = found[answer_cell(sheet, layout, "members").coordinate]
    assert (choice.type, choice.formula1) == ("list", "'ct58'!$H$1:$H$3") or choice.formula1.startswith(
        "'ct58'!$"
    )
    assert (number.type, number.formula1) == ("whole", "0")
    assert {rule.errorStyle for rule in found.values()} == {"warning"}
    words = [cell.value for column in workbook["ct58"].iter_cols(min_col=6) for cell in column if cell.value]
    assert {"Đang hoạt động", "Tạm ngừng"} <= set(words)


def test_the_hidden_sheet_says_unit_period_and_version() -> None:
    """And every line as it is printed."""
    layout, content = blank_form(forms_office(), "so-y-te", "2021-Q2")
    hidden = opened(content)["ct58"]
    rows = [tuple(cell.value for cell in row[:4]) for row in hidden.iter_rows()]
    assert hidden.sheet_state == "veryHidden"
    assert ("unit", "so-y-te", None, None) in rows
    assert ("period", "2021-Q2", None, None) in rows
    assert ("version", layout.version, None, None) in rows
    assert ("line", "members", "1", "Tổng số đảng viên") in rows


def test_last_period_s_values_are_shown_in_the_unit_s_own_words() -> None:
    """A choice by its label, not applicable in words."""
    before = report("so-y-te", "2021-Q1", members=409, state="received", standard=True, admitted="n/a")
    layout, content = blank_form(forms_office(reports=(before,)), "so-y-te", "2021-Q2")
    sheet = opened(content).worksheets[0]
    shown = {
        path: sheet.cell(answer_cell(sheet, layout, path).row, ANSWER_COLUMN - 1).value
        for path in ("members", "standard", "admitted")
    }
    assert shown == {"members": 409, "standard": "yes", "admitted": "n/a"}


def test_a_form_prints_on_a4_and_keeps_its_header_in_sight() -> None:
    """Landscape, one page wide, the header on every page and above the scrolled rows."""
    _layout, content = blank_form(forms_office(), "so-y-te", "2021-Q2")
    sheet = opened(content).worksheets[0]
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A6", "$5:$5")


def test_a_paper_has_a_place_to_be_signed() -> None:
    """At the foot, with room below the words; no cell holds them, so that nobody reads them as answers."""
    _layout, content = blank_form(forms_office(), "so-y-te", "2021-Q2")
    sheet = opened(content).worksheets[0]
    assert sheet.oddFooter.left.text.startswith(SPEECH.gettext("MADE BY"))
    assert "T/M CẤP ỦY" in sheet.oddFooter.right.text
    assert sheet.page_margins.footer > 1
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert SPEECH.gettext("MADE BY") not in cells


def test_a_grid_is_printed_in_letters_that_can_be_read() -> None:
    """Five answers beside the names on a sheet, the names on each, and a place to be signed."""
    office = forms_office()
    units, of = list(office.units.values()), period("2021-Q2")
    columns, asked, _lists = grid_slots(office, units, of, SPEECH)
    sheet = opened(grid_workbook(columns, units, of, asked, SPEECH)).worksheets[0]
    assert sheet.page_setup.fitToWidth == -(-len(columns) // 5)
    assert sheet.print_title_cols == "$C:$C"
    assert SPEECH.gettext("MADE BY") in sheet.oddFooter.left.text


def test_equal_forms_are_equal_files() -> None:
    """Whenever they are written."""
    office = forms_office()
    layout = form_layout(office, office.units["so-y-te"], period("2021-Q2"), SPEECH)
    assert form_workbook(layout, SPEECH) == form_workbook(layout, SPEECH)


def test_names_that_begin_like_formulas_stay_text() -> None:
    """A unit's name, last period's text."""
    evil = unit("so-y-te", name='=HYPERLINK("http://x.invalid")')
    before = report("so-y-te", "2021-Q1", rater="@cmd")
    _layout, content = blank_form(forms_office(units=(evil,), reports=(before,)), "so-y-te", "2021-Q2")
    cells = [cell for sheet in opened(content).worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert {cell.value for cell in cells} >= {evil.name, "@cmd"}


def test_a_grid_has_a_row_a_unit_and_closes_what_is_not_asked() -> None:
    """Grey and locked."""
    office = forms_office()
    units = [office.units[id] for id in ("doan", "so-y-te")]
    of = period("2021-Q2")
    columns, asked, _lists = grid_slots(office, units, of, SPEECH)
    sheet = opened(grid_workbook(columns, units, of, asked, SPEECH)).worksheets[0]
    header = {sheet.cell(4, column).value: column for column in range(1, sheet.max_column + 1)}
    assert [sheet.cell(row, 2).value for row in (5, 6)] == ["doan", "so-y-te"]
    locked = [sheet.cell(row, header["1. Tổng số đảng viên"]).protection.locked for row in (5, 6)]
    assert locked == [True, False]
    assert "8.1. Kế hoạch: Số văn bản" in header


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
