"""Period files: exceptions that move something, closings and reopenings in turn."""

from __future__ import annotations

import pytest
from tests.support.checks import findings, places
from tests.support.offices import calendar, day, exception, period, unit

from ct58.domain.records.committee import Closing, PeriodFile, Reopening


def closed(closings: list[str], reopenings: list[str]) -> PeriodFile:
    """A period closed and opened again on these days."""
    return PeriodFile(
        period=period("2021-Q2"),
        closings=tuple(Closing(on=day(on)) for on in closings),
        reopenings=tuple(Reopening(on=day(on), reason="sót") for on in reopenings),
    )


def test_an_exception_moves_a_report_of_the_calendar_for_units_of_the_register() -> None:
    """All units or some."""
    known = {"units": [unit("a")], "reporting": (calendar("BC-QUY"),)}
    assert findings(**known, periods=[exception("2021-Q2", "BC-QUY", "2021-07-10", "a")]) == []
    found = findings(**known, periods=[exception("2021-Q2", "BC-NAM", "2021-07-10", "a", "b")])
    assert [(one.code, one.at) for one in found] == [
        ("T601", ("exceptions", 0, "report")),
        ("P303", ("exceptions", 0, "units", 1)),
    ]


@pytest.mark.parametrize(
    ("closings", "reopenings", "wrong"),
    [
        ([], [], []),
        (["2021-07-25"], [], []),
        (["2021-07-25"], ["2021-07-25"], []),
        (["2021-07-25", "2021-08-01"], ["2021-07-28", "2021-08-05"], []),
        ([], ["2021-07-28"], [0]),
        (["2021-07-25"], ["2021-07-24"], [0]),
        (["2021-07-25"], ["2021-07-28", "2021-07-29"], [1]),
    ],
)
def test_closing_and_opening_again_follow_each_other(
    closings: list[str], reopenings: list[str], wrong: list[int]
) -> None:
    """Only what was closed can be opened."""
    expected = [("reopenings", index, "on") for index in wrong]
    assert places("T602", periods=[closed(closings, reopenings)]) == expected
