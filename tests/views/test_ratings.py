"""Ratings counted by level, and what a quarter brought by itself."""

from __future__ import annotations

from tests.support.indicator_offices import LATER, grassroots, indicator_office, office_of, rated
from tests.support.offices import day, period

from ct58.domain.indicators.answers import Answers
from ct58.domain.standing.summary_scope import summary_scope_of
from ct58.views.indicators import Request, indicators_view
from ct58.views.ratings import own_values, ratings


def test_units_are_counted_by_level() -> None:
    """Those without a decision are counted apart."""
    said = [rated("good"), rated("good"), rated("completed"), None]
    data = office_of(grassroots(4), said)
    (found,) = ratings(Answers(data, day(LATER)), period("2021"))
    assert found.figure.key == "party_rating"
    assert {word: number for word, number in found.counts.items() if number} == {"good": 2, "completed": 1}
    assert (found.given, found.missing, found.not_applicable) == (3, 1, 0)


def test_a_choice_nobody_has_made_yet_is_left_out() -> None:
    """Before the decisions come."""
    assert ratings(Answers(indicator_office(grassroots(2)), day(LATER)), period("2021")) == ()


def test_a_quarter_has_its_own_part_of_what_adds_up() -> None:
    """Members admitted: 5 by themselves, whatever came before; ratings have no such part."""
    data = office_of(grassroots(1), [{"members_admitted": 5}], of="2021-Q3", on="2021-10-03")
    view = indicators_view(data, Request(period=period("2021-Q3"), ids=("CT-15", "CT-18")), day("2021-10-15"))
    own = own_values(Answers(data, day("2021-10-15")), view.rows, summary_scope_of(period("2021-Q3")))
    assert {id: past.value for id, past in own.items()} == {"CT-15": 5}
    assert own_values(Answers(data, day("2021-10-15")), view.rows, summary_scope_of(period("2021"))) == {}
