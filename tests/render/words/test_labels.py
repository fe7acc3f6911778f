"""Figures of a report as people read them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from tests.support.offices import day, figure

from ct58.domain.indicators.numbers import Number, rounded_count, rounded_percent
from ct58.domain.records.programme import SubFigure
from ct58.domain.records.scalars import FigureValue, Scalar
from ct58.render.words.labels import fraction, quantity, short_text, value_text
from ct58.render.words.speech import Speech

VI, EN = Speech("vi"), Speech("en")
RATING = figure("rating", type="enum", values={"good": "Tốt"})
PLAN = figure(
    "plan",
    type="record",
    fields=(
        SubFigure(key="number", label="Số", type="text"),
        SubFigure(key="date", label="Ngày", type="date"),
    ),
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1250, "1.250"), (Decimal("91.2"), "91,2"), (day("2021-04-05"), "05/4/2021"), (0, "0"), (None, "–")],
)
def test_numbers_and_days_have_the_form_of_the_language(value: FigureValue, text: str) -> None:
    """0 is a figure; what is not given is a dash."""
    assert value_text(figure("members"), value, VI) == text


def test_words_are_shown_by_their_labels() -> None:
    """An unknown word as it is."""
    assert value_text(RATING, "good", EN) == "Tốt"
    assert value_text(RATING, "odd", EN) == "odd"
    assert value_text(RATING, "n/a", EN) == "does not apply"
    assert value_text(figure("plan", type="boolean"), True, EN) == "yes"


def test_records_and_lists_show_what_is_given() -> None:
    """Field by field, row by row."""
    row: dict[str, Scalar | None] = {"number": "12-CTr/ĐU", "date": day("2021-04-05")}
    assert value_text(PLAN, row, VI) == "12-CTr/ĐU; 05/4/2021"
    assert value_text(PLAN, (row, {"number": "13", "date": None}), EN) == "12-CTr/ĐU; 2021-04-05 | 13"
    assert value_text(PLAN, (), EN) == "none"


def test_a_list_is_short_in_a_narrow_place() -> None:
    """Only how many rows."""
    assert short_text(PLAN, ({"number": "1"}, {"number": "2"}), EN) == "rows: 2"
    assert short_text(PLAN, None, EN) == "–"


VI, EN = Speech("vi"), Speech("en")


@pytest.mark.parametrize(
    ("percent", "shown"),
    [
        (Fraction(15600, 171), "91,2%"),
        (Fraction(1825, 2) / 10, "91,3%"),
        (100, "100%"),
        (Fraction(99999, 1000), "99,9%"),
        (Fraction(1, 1000), "0,1%"),
        (0, "0%"),
        (200, "200%"),
        (Fraction(-25, 2), "-12,5%"),
        (None, "–"),
    ],
)
def test_percent_has_one_decimal_and_whole_ones_none(percent: Number | None, shown: str) -> None:
    """91.25 is 91.3; 99.999 is not all."""
    assert quantity(percent, VI, is_share=True) == shown


@pytest.mark.parametrize(
    ("count", "expected"),
    [(5, 5), (Fraction(5, 2), Decimal("2.50")), (Fraction(1, 3), Decimal("0.33")), (None, None)],
)
def test_a_count_that_is_not_whole_has_two_decimals(count: Number | None, expected: object) -> None:
    """Sums of decimal figures."""
    assert rounded_count(count) == expected
    assert rounded_percent(None) is None


def test_a_fraction_shows_both_counts_or_the_one_there_is() -> None:
    """With the language's own thousands."""
    assert fraction(1717, 1725, VI) == "1.717/1.725"
    assert fraction(1717, None, EN) == "1,717"
    assert fraction(None, 5, EN) == "–"
