"""What an issued summary keeps of the indicators."""

from __future__ import annotations

from decimal import Decimal

from tests.support.indicator_offices import grassroots, office_of, rated, result
from tests.support.offices import period

from ct58.domain.records.committee import IssuedFigure
from ct58.views.issuing import as_issued


def test_numbers_are_kept_as_they_are_printed() -> None:
    """Two of three are 66.7%, and were not enough."""
    data = office_of(grassroots(3), [rated("good"), rated("good"), rated("completed")])
    assert as_issued(result(data, "CT-18")) == IssuedFigure(
        id="CT-18",
        period=period("2021"),
        numerator=2,
        denominator=3,
        value=Decimal("66.7"),
        verdict="not_met",
    )
