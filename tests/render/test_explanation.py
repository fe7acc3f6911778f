"""An explanation as JSON and as rows."""

from __future__ import annotations

import json

from tests.support.demo_offices import demo_office
from tests.support.indicator_offices import grassroots, office_of, ratings, shipped_programme
from tests.support.offices import day, period

from ct58.domain.records.office import Office
from ct58.render.explanation import explanation_as_json, explanation_rows
from ct58.render.json import envelope
from ct58.render.words import Speech
from ct58.views.explanation import ExplanationView, explanation_view
from ct58.views.indicators import Request

EN = Speech("en")
DAY = day("2022-01-31")


def view(office: Office, *ids: str) -> ExplanationView:
    """What is explained of 2021."""
    return explanation_view(office, Request(period=period("2021"), ids=ids), DAY)


def test_the_steps_and_the_units_stand_beside_what_indicators_says() -> None:
    """The same numbers, in one entry."""
    (entry,) = explanation_as_json(view(office_of(grassroots(10), ratings(1, 7, 2)), "CT-18"), EN)
    assert (entry["numerator"], entry["denominator"], entry["verdict"]) == (8, 10, "not_met")
    assert entry["comparison"] == {"left": 800, "right": 900, "least": None}
    assert [step["kind"] for step in entry["steps"]] == ["population", "denominator", "numerator"]  # type: ignore[attr-defined]
    unit = entry["units"][0]  # type: ignore[index]
    assert (unit["unit"], unit["part"]) == ("u1", "numerator")
    assert unit["answers"][0]["decision"] == {"number": "87-QĐ/ĐUK", "date": day("2021-12-28")}
    assert unit["answers"][0]["source"] == {"file": "units/u1/reports/2021.yaml", "line": 1}


def test_every_indicator_of_a_demo_office_has_a_json_form() -> None:
    """Numbers, dates and periods are plain."""
    ids = [indicator.id for indicator in shipped_programme().indicators]
    answer = json.loads(envelope("show", DAY, explanation_as_json(view(demo_office(), *ids), EN)))
    assert {entry["id"] for entry in answer["data"]} == set(ids)


def test_a_row_is_a_unit_and_an_answer() -> None:
    """One that has none yet has a row, too."""
    rows = explanation_rows(view(office_of(grassroots(3), ratings(0, 1, 1)), "CT-18"))
    assert [(row["unit"], row["part"], row["value"], row["decision"]) for row in rows] == [
        ("u1", "numerator", "good", "87-QĐ/ĐUK"),
        ("u2", "denominator", "completed", "87-QĐ/ĐUK"),
        ("u3", "missing", None, None),
    ]
