"""Lists as CSV: one row of headings, then the rows; numbers and days as such, no formula."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import day
from tests.support.terms import speaking

from ct58.render.formats.csv import page_as_csv, write_csv
from ct58.render.words.cells import day_words, days_words, part_words, percent_words
from ct58.views.page import Amount, Column, Heading, Page, Span, Table, Words, words

VI = speaking("vi")


def page(*tables: Table) -> Page:
    """Tables below a title."""
    return Page((Heading("TITLE", level=1), *tables))


def read(text: str) -> list[list[str]]:
    """As a spreadsheet reads it."""
    return list(csv.reader(io.StringIO(text, newline="")))


def said(cell: Words) -> str:
    """How a cell of a page stands in the file."""
    return read(page_as_csv(page(Table((Column("x"),), ((cell,),))), VI))[1][0]


def written(value: object) -> str:
    """How a value of an export stands in the file."""
    stream = io.StringIO()
    write_csv(stream, ["x"], [[value]])
    return read(stream.getvalue())[1][0]


def test_the_first_row_are_the_headings_and_no_title() -> None:
    """On one line each."""
    table = Table((Column("Mã"), Column("Đã xong\nđúng hạn")), ((words("PL-01"), words("có")),))
    assert page_as_csv(page(table), VI) == "Mã,Đã xong đúng hạn\nPL-01,có\n"


def test_without_rows_the_headings_stay() -> None:
    """Nothing is late, and a program that reads the file finds its columns."""
    assert page_as_csv(page(Table((Column("Mã"),), ())), VI) == "Mã\n"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (day_words(day("2021-07-05"), VI, mark="*"), "2021-07-05"),
        (day_words(None, VI), "–"),
        (days_words(1_188, VI), "1188"),
        (percent_words(Decimal("90.8"), VI), "90.8%"),
        (part_words(108, 119), "108"),
        (words("≈99%", "plain", Amount(99, "≈", "%")), "99%"),
        (words("108/119 90,8%", "plain", Amount(Decimal("90.8"), "108/119 ", "%")), "108/119 90,8%"),
        ((Span("Sở Y tế"), Span("  (trả lại)")), "Sở Y tế (trả lại)"),
    ],
)
def test_a_number_or_a_day_is_such_unless_the_words_say_more(cell: Words, expected: str) -> None:
    """Days as every spreadsheet reads them, whatever the country it is set to."""
    assert said(cell) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5/12", "'5/12"),
        ("5/48", "'5/48"),
        ("12/2021", "'12/2021"),
        ("104/119", "104/119"),
        ("14/17", "14/17"),
    ],
)
def test_a_fraction_is_not_taken_for_a_day(text: str, expected: str) -> None:
    """Excel would make 5 December of 5 out of 12."""
    assert said(words(text)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-5, "-5"),
        (Decimal("-1.5"), "-1.5"),
        (["van-phong", "ban-to-chuc"], "van-phong;ban-to-chuc"),
        ([], ""),
        ({"file": "programme.yaml", "line": 12}, "programme.yaml:12"),
        ([{"op": ">", "value": None, "day": day("2021-07-15")}], ">::2021-07-15"),
        ('Sở "Y", tế\nhai dòng', 'Sở "Y", tế\nhai dòng'),
    ],
)
def test_a_value_is_one_cell(value: object, expected: str) -> None:
    """Lists by semicolons, records by colons, nothing of Python's own notation; null is empty."""
    assert written(value) == expected


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_text_that_looks_like_a_formula_gets_an_apostrophe(start: str) -> None:
    """Alone, in a list or in a record."""
    text = f"{start}HYPERLINK()"
    for value in (text, [text], {"number": text}):
        assert written(value) == f"'{text}".replace("\r", "\n")


@pytest.mark.parametrize("text", ["=HYPERLINK()", "+84 237", "-", "@SUM(A1)"])
def test_no_cell_of_a_page_is_a_formula(text: str) -> None:
    """Whoever wrote it."""
    assert said(words(text)) == f"'{text}"


def test_each_part_of_a_list_is_safe_for_itself() -> None:
    """Vietnamese Excel parts columns at semicolons."""
    assert written(["a", "=1+1"]) == "a;'=1+1"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_comes_back_as_it_was_but_for_the_apostrophe(text: str) -> None:
    """Quotes, commas and line breaks are quoted; nothing that is left begins a formula."""
    found = written(text)
    assert found.removeprefix("'") == "\n".join(re.split("\r\n?", text)).removeprefix("'")
    assert not found.startswith(("=", "+", "-", "@", "\t"))
