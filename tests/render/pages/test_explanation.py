"""The screen that explains an indicator."""

from __future__ import annotations

import pytest
from tests.conftest import Golden
from tests.support.demo_offices import demo_office
from tests.support.indicator_offices import LATER, grassroots, indicator_office, office_of, ratings
from tests.support.offices import day, period
from tests.support.showcase import LANGUAGES

from ct58.domain.records.office import Office
from ct58.render.pages.explanation import explanation_page
from ct58.render.text import page_as_text
from ct58.render.words import Speech
from ct58.views.explanation import explanation_view
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
    return page_as_text(explanation_page(view, Speech(language), with_units=units))


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
    golden(screen(demo_office(), id, of, as_of, "vi"), f"explanation-{id}.txt")


def test_every_unit_on_request(golden: Golden) -> None:
    """With its part, its answer, and where that stands."""
    golden(screen(demo_office(), "CT-18", "2021", "2022-01-31", "vi", units=True), "explanation-units.txt")


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
