"""The indicators as JSON: the contract's keys and types."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.support.indicator_offices import LATER, MASS, grassroots, office_of, rated, ratings
from tests.support.offices import day, period

from ct58.render.indicators import indicator_rows, indicators_as_json
from ct58.render.json import envelope
from ct58.render.words import Speech
from ct58.views.indicators import IndicatorsView, Request, indicators_view

SPEECH = Speech("en")
CONTRACT = [
    "id", "clause", "title", "period", "numerator", "denominator", "value", "target", "lower", "upper",
    "coverage", "verdict", "so_far", "needed", "estimated", "depends_on_reading", "readings", "warnings",
]  # fmt: skip


def view_of(*ids: str, of: str = "2021", as_of: str = LATER) -> IndicatorsView:
    """Ten units: three excellent, six good, one without a decision."""
    office = office_of((*grassroots(10), *MASS), [*ratings(3, 6), None])
    return indicators_view(office, Request(period=period(of), ids=ids), day(as_of))


def data_of(view: IndicatorsView, by: str | None = None) -> list[dict[str, Any]]:
    """As a script reads it."""
    found = envelope("indicators", view.as_of, indicators_as_json(view, SPEECH, by))
    entries: list[dict[str, Any]] = json.loads(found)["data"]
    return entries


def test_an_entry_has_the_contract_s_keys_in_its_order() -> None:
    """What was added stands after them."""
    (entry,) = data_of(view_of("CT-18"))
    assert [key for key in entry if key in CONTRACT] == list(entry)[: len(CONTRACT)]
    assert set(CONTRACT) <= set(entry)


def test_an_undetermined_share_with_its_range_and_what_would_turn_it() -> None:
    """9 of 9 now; with the tenth 90 %, which is not more than 90 %, or 100 %."""
    (entry,) = data_of(view_of("CT-18"))
    assert entry["target"] == {"op": ">", "value": 90, "unit": "percent"}
    assert (entry["numerator"], entry["denominator"], entry["value"]) == (9, 9, 100)
    assert (entry["lower"], entry["upper"], entry["verdict"]) == (90, 100, "undetermined")
    assert entry["coverage"] == {"reported": 9, "expected": 10}
    assert entry["needed"] == {"units": 1, "of": 1, "count": None}
    assert (entry["so_far"], entry["through"]) == (None, None)


def test_an_open_count_has_no_upper_bound() -> None:
    """Null is unbounded."""
    (entry,) = data_of(view_of("CT-15"))
    assert (entry["numerator"], entry["lower"], entry["upper"], entry["verdict"]) == (
        None,
        0,
        None,
        "no_data",
    )


def test_readings_and_warnings_are_given() -> None:
    """Three of six is beyond the cap; the readings are rounded down like the main one."""
    (entry,) = data_of(view_of("CT-19"))
    assert entry["value"] == 50
    assert [(found["name"], found["numerator"], found["denominator"]) for found in entry["readings"]] == [
        ("Trong số tốt trở lên", 3, 9),
        ("Trong số được xếp loại", 3, 9),
    ]
    assert entry["warnings"][0].startswith("beyond the cap: ")


def test_what_is_not_due_says_how_far_it_is() -> None:
    """Nothing yet of the year."""
    (entry,) = data_of(view_of("CT-18", of="2021-Q2", as_of="2021-07-15"))
    assert (entry["period"], entry["through"], entry["verdict"]) == ("2021", "2021-H1", "not_due")
    assert entry["so_far"] == {"counted_to": "2021-06-30", "judgement": None, "percent_of_plan": None}


@pytest.mark.parametrize(("by", "key", "length"), [("kind", "kinds", 1), ("unit", "units", 10)])
def test_parts_are_given_where_asked_for(by: str, key: str, length: int) -> None:
    """By kind of unit, or unit by unit with the figures it rests on."""
    (entry,) = data_of(view_of("CT-18"), by)
    assert len(entry[key]) == length
    assert key not in data_of(view_of("CT-18"))[0]


def test_a_unit_s_part_names_its_figures() -> None:
    """With the period that they stand in."""
    (entry,) = data_of(view_of("CT-18"), "unit")
    first, last = entry["units"][0], entry["units"][-1]
    assert (first["unit"], first["role"], first["numerator"], first["denominator"]) == ("u1", "counted", 1, 1)
    assert first["figures"] == [{"figure": "party_rating", "unit": "u1", "period": "2021", "state": "given"}]
    assert (last["role"], last["figures"][0]["state"]) == ("missing", "missing")


def test_rows_of_a_table_have_the_same_columns_whatever_the_indicator() -> None:
    """With and without a target."""
    rows = indicator_rows(view_of("CT-13", "CT-15", "CT-18"), SPEECH)
    assert len({tuple(row) for row in rows}) == 1
    assert [row["target_op"] for row in rows] == [None, ">=", ">"]
    assert not any(isinstance(value, dict) for row in rows for value in row.values())


def test_a_rating_without_a_decision_is_not_in_the_entry() -> None:
    """The property of the whole chain: file to JSON."""
    office = office_of(grassroots(2), [rated("good"), rated("good", number=None)])
    view = indicators_view(office, Request(period=period("2021"), ids=("CT-18",)), day(LATER))
    assert data_of(view)[0]["denominator"] == 1
