"""Figures of a report as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.support.offices import day, figure

from ct58.domain.records.programme import SubFigure
from ct58.domain.records.scalars import FigureValue, Scalar
from ct58.render.figure_values import short_text, value_text
from ct58.render.words import Speech

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
