from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from tests.support.offices import figure

from ct58.domain.planning.values import BadValueError
from ct58.exchange.answers import key_of, read_answer, words_of
from ct58.exchange.sheets import Uncomputed

TODAY = dt.date(2021, 7, 15)
NBSP = "\u00a0"


def said(type_: Any, value: object, **given: Any) -> object:
    """What a cell says of a figure of a type."""
    return read_answer(figure("x", type=type_, **given), value, TODAY)


def refused(type_: Any, value: object, **given: Any) -> str:
    """What is said against a cell."""
    with pytest.raises(BadValueError) as caught:
        said(type_, value, **given)
    return caught.value.message.text


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        ("integer", 412, 412),
        ("integer", 412.0, 412),
        ("integer", "1.250", 1250),
        ("integer", f"1{NBSP}250", 1250),
        ("integer", " 12 ", 12),
        ("integer", 0, 0),
        ("integer", "0", 0),
        ("integer", "k", "n/a"),
        ("integer", "-", None),
        ("money", 12_500_000_000.0, 12_500_000_000),
        ("decimal", "12,5", Decimal("12.5")),
        ("decimal", 12.5, Decimal("12.5")),
        ("decimal", 0.1 + 0.2, Decimal("0.3")),
        ("decimal", "90%", 90),
        ("boolean", "x", True),
        ("boolean", "Có", True),
        ("boolean", "không", False),
        ("boolean", True, True),
        ("boolean", False, False),
        ("date", dt.datetime(2021, 7, 15, 8, 30), dt.date(2021, 7, 15)),  # noqa: DTZ001
        ("date", 44392, dt.date(2021, 7, 15)),
        ("date", "15/7/2021", dt.date(2021, 7, 15)),
        ("text", 12.0, "12"),
        ("text", dt.datetime(2021, 7, 15), "2021-07-15"),  # noqa: DTZ001
        ("text", "=12-BC/ĐU", "=12-BC/ĐU"),
        ("text", "Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),
    ],
)
def test_a_cell_is_read_as_its_figure_wants_it(type_: str, value: object, expected: object) -> None:
    """Numbers and dates typed as such or as text, in NFD, with any space."""
    found = said(type_, value)
    assert (found, type(found)) == (expected, type(expected))


def test_a_day_number_of_a_mac_workbook_counts_from_1904() -> None:
    """The same number is four years later."""
    line = figure("x", type="date")
    assert read_answer(line, 42930, TODAY, dt.date(1904, 1, 1)) == dt.date(2021, 7, 15)


def test_words_of_a_choice_are_taken_by_label_or_key() -> None:
    """However they are accented."""
    values = {"good": "Tốt", "completed": "Hoàn thành"}
    assert [said("enum", text, values=values) for text in ("Tốt", "TOT", "good")] == ["good"] * 3


@pytest.mark.parametrize(
    ("type_", "value", "problem"),
    [
        ("integer", Uncomputed("=SUM(A1:A3)"), "no saved result"),
        ("integer", "#REF!", "the error"),
        ("integer", 12.5, "not a whole number"),
        ("integer", True, "not a whole number"),
        ("integer", dt.datetime(2021, 5, 12), "a date or a time"),  # noqa: DTZ001
        ("decimal", dt.time(12, 5), "a date or a time"),
        ("text", "§¶ng uû Khèi", "old encoding"),
        ("date", "31/6/2021", "not in the calendar"),
        ("date", 20210715, "not a date"),
        ("boolean", "có lẽ", "neither yes nor no"),
    ],
)
def test_what_does_not_fit_is_refused(type_: str, value: object, problem: str) -> None:
    """Never a zero, never a guess."""
    assert problem in refused(type_, value)


def test_limits_hold_for_cells_too() -> None:
    """As at the prompt."""
    assert "too small" in refused("integer", -3, min=0)


def test_labels_are_compared_without_what_offices_change() -> None:
    """Accents, case, colons, stars; a number as a number or as text."""
    assert key_of("Số đảng viên *:") == key_of(f"SO{NBSP}DANG VIEN")
    assert {key_of(value) for value in (5, 5.0, "5", "5.")} == {"5"}
    assert key_of(13.1) == key_of("13.1")


def test_numbers_are_written_with_a_decimal_comma() -> None:
    """So that the one parser reads them back."""
    assert [words_of(value) for value in (12.5, 1e15, None, 3)] == ["12,5", "1000000000000000", "", "3"]
