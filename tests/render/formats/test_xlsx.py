"""Excel workbooks: a page to be sent, and a long table of facts; numbers as numbers, days as days, text as text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from typing import Any
from unicodedata import normalize

import openpyxl
import pytest
from tests.support.offices import day
from tests.support.pages import HARD, ILLEGAL
from tests.support.terms import speaking

from ct58.render.formats.xlsx import MOST_CHARACTERS, MOST_FORMATS, page_as_xlsx, write_workbook
from ct58.render.words.cells import day_words, days_words, number_words, part_words, percent_words
from ct58.views.page import Amount, Column, Heading, Line, Page, Span, Table, Words, words

DAY = dt.date(2021, 7, 15)
VI = speaking("vi")
TITLE = Heading("OVERDUE · as of 15/7/2021", level=1, aside="Programme 10")


def book(*blocks: Any) -> Any:
    """The workbook of a page, read again."""
    page = Page((TITLE, *blocks))
    return openpyxl.load_workbook(io.BytesIO(page_as_xlsx(page, VI, DAY)))


def table(*cells: Words) -> Table:
    """A table of one column."""
    return Table((Column("Mã"),), tuple((cell,) for cell in cells))


def cell(said: Words) -> Any:
    """A cell of a page, written and read again."""
    return book(table(said)).worksheets[0]["A4"]


def test_a_sheet_has_its_title_then_headings_that_stay_and_filter() -> None:
    """Bold, frozen, filtered, printed on every page of A4, of which no column falls off."""
    two = Table((Column("Mã"), Column("Tên")), ((words("CT-18"), words("a")), (words("CT-19"), words("b"))))
    (found,) = book(two).worksheets
    assert [found["A1"].value, found["A2"].value] == ["OVERDUE · as of 15/7/2021", "Programme 10"]
    assert [entry.value for entry in found[3]] == ["Mã", "Tên"]
    assert all(entry.font.bold for entry in found[3])
    assert (found.freeze_panes, found.auto_filter.ref, found.print_title_rows) == ("A4", "A3:B5", "$3:$3")
    setup = found.page_setup
    assert (setup.paperSize, setup.fitToHeight, setup.orientation) == (9, 0, "portrait")
    fit = found.sheet_properties.pageSetUpPr
    assert fit is not None
    assert fit.fitToPage


def test_a_wide_table_lies_on_its_side() -> None:
    """More than fits on A4 upright."""
    (found,) = book(Table((Column("x"), Column("y")), ((words("a" * 60), words("b" * 60)),))).worksheets
    assert found.page_setup.orientation == "landscape"


@pytest.mark.parametrize(
    ("said", "value", "form"),
    [
        (number_words(1_234, VI), 1_234, "#,##0"),
        (part_words(108, 119), 108, "#,##0"),
        (percent_words(Decimal("90.8"), VI), 0.908, "0.0%"),
        (percent_words(Decimal(100), VI), 1, "0%"),
        (days_words(1_188, VI), 1_188, '#,##0" ngày"'),
        (words("≥ 300", "plain", Amount(300, "≥ ")), 300, '"≥ "#,##0'),
        (words("108/119 90,8%", "plain", Amount(Decimal("90.8"), "108/119 ", "%")), 0.908, '"108/119 "0.0%'),
    ],
)
def test_a_number_is_a_number_in_the_form_of_its_words(said: Words, value: object, form: str) -> None:
    """So that it adds up and sorts, and is read as on the screen."""
    found = cell(said)
    assert (found.data_type, found.value, found.number_format) == ("n", value, form)


@pytest.mark.parametrize(("mark", "form"), [("", "dd/mm/yyyy"), ("*", 'dd/mm/yyyy"*"')])
def test_a_day_is_a_day_in_the_offices_form(mark: str, form: str) -> None:
    """With its mark."""
    found = cell(day_words(DAY, VI, mark=mark))
    assert (found.is_date, found.value.date(), found.number_format) == (True, DAY, form)


@pytest.mark.parametrize("text", ["5", "12/2021", "–", "104/119"])
def test_words_without_an_amount_are_text(text: str) -> None:
    """Excel makes no day of a fraction."""
    assert (cell(words(text)).data_type, cell(words(text)).value) == ("s", text)


def test_a_number_that_excel_would_round_is_text() -> None:
    """It has fifteen digits."""
    assert cell(number_words(10**17, VI)).data_type == "s"


def test_words_that_say_more_than_the_number_stay_words() -> None:
    """A note behind it."""
    assert cell((*number_words(5, VI), Span(" (ước)"))).value == "5 (ước)"


def test_no_more_forms_are_made_than_excel_takes() -> None:
    """The rest is words: Excel calls a file with too many forms damaged."""
    (found,) = book(table(*(words(f"{n}/x", "plain", Amount(n, "", f"/{n}")) for n in range(300)))).worksheets
    kinds = [entry.data_type for entry in found["A"][3:]]
    assert (kinds.count("n"), kinds.count("s")) == (MOST_FORMATS, 300 - MOST_FORMATS)


@pytest.mark.parametrize("text", ["=1+1", "+84", "-BC", "@SUM(A1)"])
def test_a_text_is_never_a_formula(text: str) -> None:
    """Neither now nor when somebody edits the cell."""
    found = cell(words(text))
    assert (found.value, found.data_type, found.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_a_text_comes_out_as_written(text: str) -> None:
    """With all its signs; composed letters as one."""
    assert cell(words(text)).value == normalize("NFC", text).strip()


def test_what_excel_cannot_hold_is_replaced_or_cut() -> None:
    """Excel would call the file damaged."""
    assert cell(words(ILLEGAL)).value == "a\ufffdb\ufffdcd\ufffd[31m"
    assert len(cell(words("x" * 40_000)).value) == MOST_CHARACTERS


def test_rows_are_as_high_as_their_words_need() -> None:
    """Not every program works it out."""
    (found,) = book(table(words("x"), words("x" * 200))).worksheets
    assert found.row_dimensions[5].height >= 4 * found.row_dimensions[4].height


def test_each_table_has_a_sheet_of_its_own_and_notes_stand_below_theirs() -> None:
    """With the heading above it in the sheet and on the tab."""
    found = book(
        Line(words("first")),
        Heading("A: one/two"),
        Table((Column("x"),), ((words("1"),),)),
        Line(words("note")),
        Heading("B"),
        Table((Column("y"),), ((words("2"),),)),
    )
    assert found.sheetnames == ["A one two", "B"]
    one, other = ([entry.value for entry in sheet["A"]] for sheet in found)
    assert one == ["OVERDUE · as of 15/7/2021", "Programme 10", "first", "A: one/two", "x", "1", "note"]
    assert other == ["OVERDUE · as of 15/7/2021", "Programme 10", "B", "y", "2"]
    assert found["A one two"].auto_filter.ref == "A5:A6"


def test_where_the_screen_draws_bars_excel_draws_a_chart() -> None:
    """Of the same numbers; parts of a whole on top of each other."""
    columns = (
        Column("Nhóm"),
        Column("Đã xong"),
        Column("Chưa xong"),
        Column("█", is_drawing=True, draws=(0, 1, 2), stacks=True),
    )
    row = (words("I"), number_words(3, VI), number_words(1, VI), words("███·"))
    (found,) = book(Table(columns, (row,))).worksheets
    assert [entry.value for entry in found[3]] == ["Nhóm", "Đã xong", "Chưa xong"]
    (chart,) = found._charts
    assert [series.val.numRef.f for series in chart.series] == ["'OVERDUE'!$B$4", "'OVERDUE'!$C$4"]
    assert (chart.grouping, chart.series[0].cat.numRef.f) == ("percentStacked", "'OVERDUE'!$A$4")


def test_a_chart_of_excel_is_told_aloud_and_printed_without_colours() -> None:
    """What it shows, and where the numbers stand; each series in a fill of its own; what is not known is a gap."""
    columns = (
        Column("Nhóm"),
        Column("Đã <xong>"),
        Column("Chưa xong"),
        Column("█", is_drawing=True, draws=(0, 1, 2), meanings=("good", "overdue")),
    )
    row = (words("I"), number_words(3, VI), number_words(1, VI), words("███·"))
    page = Page((Heading("QUÁ HẠN", 1), Table(columns, (row,))))
    package = page_as_xlsx(page, VI, day("2021-07-15"))
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        drawing, chart = (
            parts.read(f"xl/{name}1.xml").decode() for name in ("drawings/drawing", "charts/chart")
        )
    assert 'descr="QUÁ HẠN: biểu đồ Đã &lt;xong&gt;, Chưa xong; số liệu ở bảng phía trên."' in drawing
    assert chart.count('prst="wdUpDiag"') == 1
    assert 'dispBlanksAs val="gap"' in chart


def test_without_rows_the_headings_stay_and_nothing_is_drawn() -> None:
    """Nothing is late."""
    columns = (Column("Nhóm"), Column("Số"), Column("", is_drawing=True, draws=(0, 1)))
    (found,) = book(Table(columns, ())).worksheets
    assert [entry.value for entry in found[3]] == ["Nhóm", "Số"]
    assert not found._charts


def test_equal_pages_are_equal_files() -> None:
    """No clock."""
    page = Page((TITLE, table(day_words(DAY, VI))))
    assert page_as_xlsx(page, VI, DAY) == page_as_xlsx(page, VI, DAY)


def written(rows: list[tuple[object, ...]], **given: int) -> Any:
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
    """In each sheet; a table of facts has no title above it."""
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
