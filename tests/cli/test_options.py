"""The period that a document is about."""

from __future__ import annotations

import pytest
from tests.support.offices import HORIZON, day

from ct58.cli.options import PeriodWords, asked_period
from ct58.errors import BadUsage

TODAY = day("2021-07-15")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (PeriodWords(quarter="III/2021"), "2021-Q3"),
        (PeriodWords(quarter="3/2021"), "2021-Q3"),
        (PeriodWords(quarter="3"), "2021-Q3"),
        (PeriodWords(quarter="2021-Q3"), "2021-Q3"),
        (PeriodWords(quarter="quý III năm 2021"), "2021-Q3"),
        (PeriodWords(half="2022"), "2022-H1"),
        (PeriodWords(year="2022"), "2022"),
        (PeriodWords(period="9 tháng 2022"), "2022-9M"),
        (PeriodWords(term=True), "2021..2025"),
    ],
)
def test_a_period_is_named_as_the_office_writes_it(words: PeriodWords, expected: str) -> None:
    """Behind its kind's option, or in full."""
    assert str(asked_period(words, HORIZON, TODAY)) == expected


def test_nothing_said_is_nothing() -> None:
    """Each command has its own default."""
    assert asked_period(PeriodWords(), HORIZON, TODAY) is None


@pytest.mark.parametrize(
    "words",
    [
        PeriodWords(quarter="5/2021"),
        PeriodWords(quarter="2021"),
        PeriodWords(year="2021-Q2"),
        PeriodWords(year="2021", quarter="1"),
        PeriodWords(period="x"),
        PeriodWords(year="2021", term=True),
    ],
)
def test_another_kind_or_several_are_refused(words: PeriodWords) -> None:
    """With what may be written."""
    with pytest.raises(BadUsage):
        asked_period(words, HORIZON, TODAY)
