"""Values as the messages of findings quote them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from ct58.domain.checks.words import LONGEST, shown, without_dots
from ct58.domain.reports import Document


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (12, "12"),
        (Decimal("1.412"), "1.412"),
        (dt.date(2021, 7, 5), "2021-07-05"),
        ("Sở Y tế", "Sở Y tế"),
        ("hai\ndòng", "hai dòng"),
        ((1, 2), "[…]"),
        ({"a": 1}, "{…}"),
        (Document(number="5"), "{…}"),
    ],
)
def test_a_value_is_shown_as_the_file_writes_it(value: object, text: str) -> None:
    """In one line; what is inside a list or a record is not spread out."""
    assert shown(value) == text


def test_a_long_text_is_cut() -> None:
    """A message must be readable."""
    assert shown("x" * 1000) == "x" * LONGEST + "…"
    assert shown("x" * LONGEST) == "x" * LONGEST


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("15.398"), "15398"),
        (Decimal("-1.412"), "-1412"),
        ("1.250.000.000", "1250000000"),
        (Decimal("12.5"), None),
        (Decimal("1.41"), None),
        (Decimal("0.412"), None),
        ("1.2.3", None),
        ("1.250,5", None),
        ("12.345.67", None),
        (1412, None),
        (None, None),
    ],
)
def test_dots_are_taken_away_only_where_they_part_thousands(value: object, expected: str | None) -> None:
    """12.5 is not 125."""
    assert without_dots(value) == expected
