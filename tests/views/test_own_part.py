"""What one unit adds to the indicators."""

from __future__ import annotations

from tests.support.indicator_offices import grassroots, indicator_office, rated
from tests.support.offices import day, period, report

from ct58.domain.records.reports import Report
from ct58.views.indicators import Request, indicators_view
from ct58.views.own_part import OwnPart, by_state, own_parts


def parts(*reports: Report, unit: str = "u1") -> dict[str, OwnPart]:
    """The part of one of two units in CT-18 (share), CT-15 (sum) and CT-08 (of enterprises only)."""
    known = indicator_office(grassroots(2), reports)
    request = Request(period=period("2021"), ids=("CT-08", "CT-15", "CT-18"), with_past=False)
    view = indicators_view(known, request, day("2022-02-15"))
    return {part.row.result.indicator.id: part for part in own_parts(view.rows, unit)}


def test_a_unit_that_has_not_reported_is_missing() -> None:
    """Where it counts; what is about others is not its part."""
    assert {id_: part.state for id_, part in parts().items()} == {"CT-15": "missing", "CT-18": "missing"}


def test_what_it_reported_fits_or_does_not() -> None:
    """Good is good enough, completed is not."""
    good = report("u1", "2021", on="2022-01-10", **rated("good", on="2021-12-28"))
    assert parts(good)["CT-18"].state == "fits"
    completed = report("u1", "2021", on="2022-01-10", **rated("completed", on="2021-12-28"))
    assert parts(completed)["CT-18"].state == "short"


def test_to_a_count_it_adds() -> None:
    """All four quarters of it."""
    quarters = [
        report("u1", f"2021-Q{n}", on=f"2021-0{3 * n}-28" if n < 4 else "2021-12-28", members_admitted=n)
        for n in (1, 2, 3, 4)
    ]
    part = parts(*quarters)["CT-15"]
    assert (part.state, part.contribution.point[0]) in {("adds", 10), ("adds", 9)}


def test_what_needs_looking_at_stands_first_and_is_counted() -> None:
    """Missing before what fits."""
    good = report("u1", "2021", on="2022-01-10", **rated("good", on="2021-12-28"))
    found = parts(good)
    assert list(found) == ["CT-15", "CT-18"]
    assert by_state(found.values()) == {"missing": 1, "fits": 1}
