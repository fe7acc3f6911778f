"""Cells that say a number or a day, to people and to spreadsheets."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.support.offices import day
from tests.support.terms import speaking

from ct58.render.words.cells import (
    day_words,
    days_words,
    led_on,
    number_words,
    part_words,
    percent_words,
)
from ct58.views.page import Amount, Words, plain

EN, VI = speaking("en"), speaking("vi")


@pytest.mark.parametrize(
    ("cell", "text", "amount"),
    [
        (day_words(day("2021-07-05"), VI, mark="*"), "05/7/2021*", Amount(day("2021-07-05"), "", "*")),
        (day_words(None, VI), "–", None),
        (number_words(1_234, VI), "1.234", Amount(1_234)),
        (days_words(1_188, VI), "1.188 ngày", Amount(1_188, "", " ngày")),
        (days_words(1, EN), "1 day", Amount(1, "", " day")),
        (percent_words(Decimal("90.8"), VI), "90,8%", Amount(Decimal("90.8"), "", "%")),
        (percent_words(Decimal(100), VI), "100%", Amount(100, "", "%")),
        (percent_words(None, VI), "–", None),
        (part_words(3, 9), "3/9", Amount(3)),
    ],
)
def test_a_cell_says_its_words_and_its_amount(cell: Words, text: str, amount: Amount | None) -> None:
    """Where there is none, a dash and no amount."""
    assert (plain(cell), cell[0].amount) == (text, amount)


def test_what_leads_on_is_for_a_screen() -> None:
    """The text before it is for all."""
    assert [(span.text, span.where) for span in led_on("Not sent: 11", ": ct58 reports")] == [
        ("Not sent: 11", "anywhere"),
        (": ct58 reports", "screen"),
    ]
