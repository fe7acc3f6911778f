"""Lists as CSV: one header, one row a record, no formula."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import day

from ct58.render.formats.csv import rows_as_csv


def cell(value: object) -> str:
    """How a value stands in a cell, as a spreadsheet reads it."""
    text = rows_as_csv([{"x": value}])
    _header, row = csv.reader(io.StringIO(text, newline=""))
    return row[0]


def test_the_keys_are_the_header_and_each_record_is_a_row() -> None:
    """In the order of the keys."""
    rows: list[dict[str, object]] = [{"id": "PL-01", "due": day("2021-06-30")}, {"id": "PL-02", "due": None}]
    assert rows_as_csv(rows) == "id,due\nPL-01,2021-06-30\nPL-02,\n"


def test_no_records_are_an_empty_file() -> None:
    """Without a record nobody knows the keys."""
    assert rows_as_csv([]) == ""


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
    assert cell(value) == expected


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_text_that_looks_like_a_formula_gets_an_apostrophe(start: str) -> None:
    """Alone, in a list or in a record."""
    text = f"{start}HYPERLINK()"
    for value in (text, [text], {"number": text}):
        assert cell(value) == f"'{text}".replace("\r", "\n")


def test_each_part_of_a_list_is_safe_for_itself() -> None:
    """Vietnamese Excel parts columns at semicolons."""
    assert cell(["a", "=1+1"]) == "a;'=1+1"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_comes_back_as_it_was_but_for_the_apostrophe(text: str) -> None:
    """Quotes, commas and line breaks are quoted; nothing that is left begins a formula."""
    found = cell(text)
    assert found.removeprefix("'") == "\n".join(re.split("\r\n?", text)).removeprefix("'")
    assert not found.startswith(("=", "+", "-", "@", "\t"))
