"""Ratings counted by level, and what a quarter brought by itself."""

from __future__ import annotations

from tests.support.indicator_offices import LATER, grassroots, indicator_office, office_of, rated, unrated
from tests.support.offices import calendar, day, figure, office, period, report

from ct58.domain.indicators.answers import Answers
from ct58.domain.records.programme import SubFigure
from ct58.domain.standing.summary_scope import summary_scope_of
from ct58.views.indicators import Request, indicators_view
from ct58.views.ratings import figure_results, own_values, ratings


def test_units_are_counted_by_level() -> None:
    """Those without a decision are counted apart."""
    said = [rated("good"), rated("good"), rated("completed"), None]
    data = office_of(grassroots(4), said)
    (found,) = ratings(Answers(data, day(LATER)), period("2021"))
    assert found.figure.key == "party_rating"
    assert {word: number for word, number in found.counts.items() if number} == {"good": 2, "completed": 1}
    assert (found.given, found.missing, found.not_applicable) == (3, 1, 0)


def test_a_level_without_its_decision_is_counted_apart() -> None:
    """Neither among the levels nor among those of whom nothing is known."""
    data = office_of(grassroots(3), [rated("good"), rated("good", number=None), unrated("party_rating")])
    (found,) = ratings(Answers(data, day(LATER)), period("2021"))
    assert (found.given, found.undecided, found.missing, found.counts["not_rated"]) == (1, 1, 0, 1)


def test_figures_of_a_clause_are_added_or_counted() -> None:
    """Numbers add up, of a stock the last; rows are counted, by the words of their first choice; else who gave it."""
    words = {"web": "Trang tin", "paper": "Bản tin"}
    fields = (SubFigure(key="kind", label="Loại", type="enum", values=words),)
    figures = (
        figure("people", 1, adds="stock", clauses=("II.1-1",)),
        figure("visits", 2, clauses=("II.1-1",)),
        figure("channels", 3, type="list", adds=None, fields=fields, clauses=("II.1-1",)),
        figure("paper", 4, type="text", adds=None, clauses=("II.1-1",)),
        figure("other", 5),
        figure("silent", 6, clauses=("II.1-1",)),
    )
    rows = ({"kind": "web"}, {"kind": "web"}, {"kind": "paper"})
    reports = [
        report("u1", "2021-Q2", on="2021-07-02", people=10, visits=3, channels=rows, paper="x", other=1),
        report("u1", "2021-Q3", on="2021-10-02", people=12, visits=4, channels=()),
        report("u2", "2021-Q3", on="2021-10-02", people=5, visits=None, channels=({"kind": "web"},)),
    ]
    calendar_ = (calendar(from_=period("2021-Q2")),)
    data = office(units=grassroots(2), figures=figures, reporting=calendar_, reports=reports)
    found = figure_results(Answers(data, day("2021-10-20")), period("2021-Q3"))
    said = {entry.figure.key: (entry.value, entry.reported, entry.expected, entry.words) for entry in found}
    assert said == {
        "people": (17, 2, 2, {}),
        "visits": (4, 1, 2, {}),
        "channels": (1, 2, 2, {"Trang tin": 1}),
    }
    both = figure_results(Answers(data, day("2021-10-20")), period("2021-9M"))
    assert {e.figure.key: (e.value, e.reported) for e in both} == {
        "people": (17, 2),
        "visits": (7, 1),
        "channels": (4, 1),
    }


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
