"""The screen that explains an indicator."""

from __future__ import annotations

import json

import pytest
from tests.conftest import Golden
from tests.support.demo_office import large_demo_office
from tests.support.indicator_offices import (
    LATER,
    grassroots,
    indicator_office,
    office_of,
    ratings,
    shipped_programme,
)
from tests.support.offices import day, period
from tests.support.showcase import LANGUAGES
from tests.support.terms import speaking

from ct58.domain.records.office import Office
from ct58.render.formats.csv import page_as_csv
from ct58.render.formats.json import envelope
from ct58.render.formats.text import page_as_text
from ct58.render.screens.explanation import explanation_as_json, explanation_page
from ct58.views.explanation import ExplanationView, explanation_view
from ct58.views.indicators import Request


def screen(
    office: Office,
    id: str,
    of: str = "2021",
    as_of: str = LATER,
    language: str = "en",
    *,
    units: bool = False,
) -> str:
    """The page through a pipe."""
    view = explanation_view(office, Request(period=period(of), ids=(id,)), day(as_of))
    return page_as_text(explanation_page(view, speaking(language), with_units=units))


def the_office_of_the_example() -> Office:
    """183 units, 5 not rated, 7 without a decision: 30 excellent, 126 good, 14 completed, 1 not."""
    return office_of(
        grassroots(183), [*ratings(30, 126, 14, 1), *({"party_rating": "n/a"} for _ in range(5))]
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", ["CT-18", "CT-19", "CT-20"])
def test_the_ratings_of_a_year(golden: Golden, id: str, language: str) -> None:
    """A strict share, one with readings and a cap, and a count of the unwanted."""
    golden(screen(the_office_of_the_example(), id, language=language), f"explanation-{id}-{language}.txt")


@pytest.mark.parametrize(
    ("id", "of", "as_of"),
    [
        ("CT-01", "2021-Q3", "2021-10-20"),
        ("CT-03", "2021", "2021-04-10"),
        ("CT-05", "2021", "2022-01-31"),
        ("CT-08", "2021", "2022-01-31"),
        ("CT-15", "2021", "2021-10-20"),
        ("CT-16", "2022", "2023-01-31"),
        ("CT-22", "2022", "2023-01-31"),
        ("CT-26", "2022", "2023-01-31"),
        ("CT-28", "2022", "2023-01-31"),
    ],
)
def test_each_kind_of_indicator(golden: Golden, id: str, of: str, as_of: str) -> None:
    """A demo office: shares of units, documents, sums, organisations, one body, by 2025, a share of sums."""
    golden(screen(large_demo_office(), id, of, as_of, "vi"), f"explanation-{id}.txt")


def test_every_unit_on_request(golden: Golden) -> None:
    """With its part, its answer, and where that stands."""
    golden(
        screen(large_demo_office(), "CT-18", "2021", "2022-01-31", "vi", units=True), "explanation-units.txt"
    )


def test_no_verdict_and_no_comparison_without_a_number() -> None:
    """The text gives none."""
    text = screen(office_of(grassroots(2), [{}, {}]), "CT-13")
    assert "the text gives no number" in text
    assert " x 100" not in text


@pytest.mark.parametrize(
    ("done", "missing", "sentence"),
    [
        ((30, 126, 15), 7, "if all 7 remaining units come in, at least 5 of them must fit (161/178)"),
        ((0, 100), 5, "Whatever the 5 remaining units answer, it stays met."),
        ((0, 10, 90), 5, "Whatever the 5 remaining units answer, it will not be met."),
    ],
)
def test_the_outlook_is_a_sentence(done: tuple[int, ...], missing: int, sentence: str) -> None:
    """What is needed, or that nothing matters any more."""
    assert sentence in screen(office_of(grassroots(sum(done) + missing), ratings(*done)), "CT-18")


def test_of_what_is_unwanted_the_others_must_not_be_counted() -> None:
    """Two open: neither may fail."""
    text = screen(office_of(grassroots(4), ratings(0, 2)), "CT-20")
    assert "at least 2 of the 2 remaining units must not be counted" in text


def test_readings_that_disagree_are_said_in_the_heading() -> None:
    """1/5 meets 20 %, 1/6 does not."""
    assert "the conclusion depends on the reading" in screen(
        office_of(grassroots(12), ratings(1, 5, 6)), "CT-19"
    )


def test_a_period_without_the_indicator_says_so() -> None:
    """A yearly one is not due once."""
    assert "No indicator is about once." in screen(indicator_office(grassroots(1)), "CT-18", of="once")


EN = speaking("en")
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
    answer = json.loads(envelope("show", DAY, explanation_as_json(view(large_demo_office(), *ids), EN)))
    assert {entry["id"] for entry in answer["data"]} == set(ids)


def test_as_a_list_every_unit_has_a_row() -> None:
    """One that has no answer yet, too, whether the screen was asked for units or not."""
    speech = speaking("en")
    page = explanation_page(view(office_of(grassroots(3), ratings(0, 1, 1)), "CT-18"), speech)
    heads, *rows = page_as_csv(page, speech).splitlines()
    assert heads == "Unit,State,Counts,Answer,By decision"
    assert [row.split(",")[:3] for row in rows] == [
        ["Đơn vị u1", "counted", "'1/1"],
        ["Đơn vị u2", "does not fit", "'0/1"],
        ["Đơn vị u3", "missing", "–"],
    ]
