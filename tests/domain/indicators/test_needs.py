"""What has to be read: the period that is meant, the indicators that are meant, and their reports."""

from __future__ import annotations

import pytest
from tests.support.indicator_offices import indicator_office
from tests.support.offices import amendment, day, figure, indicator, office, period

from ct58.domain.indicators.needs import chosen, default_period, report_periods
from ct58.domain.indicators.windows import windows
from ct58.domain.records.measure import Measure
from ct58.errors import BadUsage

KNOWN = indicator_office([])


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2021-05-01", "2021-Q2"),
        ("2021-06-30", "2021-Q2"),
        ("2021-07-15", "2021-Q2"),
        ("2022-01-15", "2021-Q4"),
        ("2026-10-12", "2025-Q4"),
    ],
)
def test_without_a_period_the_last_one_that_ended_is_meant(as_of: str, expected: str) -> None:
    """The running one only where none has ended yet."""
    assert str(default_period(KNOWN, day(as_of))) == expected


def test_without_a_calendar_the_indicators_say_what_a_period_is() -> None:
    """Yearly ones."""
    assert str(default_period(office(indicators=(indicator(),)), day("2023-05-01"))) == "2022"
    assert str(default_period(office(), day("2023-05-01"))) == "2021..2025"


def test_indicators_are_named_by_id() -> None:
    """None named is all; the order is the programme's."""
    assert [found.id for found in chosen(KNOWN, ["ct-18", "CT-02"])] == ["CT-02", "CT-18"]
    assert len(chosen(KNOWN, [])) == 28
    with pytest.raises(BadUsage) as refusal:
        chosen(KNOWN, ["CT-1"])
    assert "CT-01" in str(refusal.value.message.params["suggestion"])


@pytest.mark.parametrize(
    ("id", "of", "expected"),
    [
        ("CT-01", "2021-Q3", {"2021-Q3"}),
        ("CT-03", "2021-Q3", {"once"}),
        ("CT-15", "2022-Q2", {"2022-Q1", "2022-Q2"}),
        ("CT-18", "2022", {"2022"}),
        ("CT-08", "2022-Q1", {"2022", "2022-Q1"}),
        ("CT-05", "2022-Q1", {"2022-Q1"}),
        ("CT-26", "2022", {"2021", "2022"}),
    ],
)
def test_an_indicator_needs_the_reports_of_its_figures_only(id: str, of: str, expected: set[str]) -> None:
    """A quarter's look doesn't read other quarters."""
    (found,) = chosen(KNOWN, [id])
    (window,) = windows(KNOWN, found, period(of))
    assert report_periods(KNOWN, found, window) == expected


def test_an_amended_indicator_needs_the_reports_of_every_wording() -> None:
    """Counted by quarters at first, by a yearly figure later: a year of before still needs its quarters."""
    known = office(
        figures=(figure("members"), figure("total", 2, every="year")),
        indicators=(indicator(),),
        amendments=(amendment("2023-02-01", {"CT-01": {"numerator": Measure(of="tccsd", sum=("total",))}}),),
    )
    (found,) = chosen(known, [])
    assert found.numerator.sum == ("total",)
    (window,) = windows(known, found, period("2022"))
    assert report_periods(known, found, window) == {"2022", *(f"2022-Q{number}" for number in range(1, 5))}
