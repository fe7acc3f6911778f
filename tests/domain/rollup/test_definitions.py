"""What an indicator counts, whatever it is called: equal hashes for equal counts, and the place where two differ."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.demo_office import demo_office

from ct58.domain.records.measure import Indicator, SetRule, Target
from ct58.domain.records.programme import Programme
from ct58.domain.rollup.definitions import (
    definition_hash,
    different_places,
    indicator_meaning,
)

PROGRAMME = demo_office(units=12, quarters=5).programme


def named(code: str, programme: Programme = PROGRAMME) -> Indicator:
    """An indicator of the shipped programme."""
    return next(entry for entry in programme.indicators if entry.id == code)


def of(indicator: Indicator, programme: Programme = PROGRAMME) -> str:
    """Its hash."""
    return definition_hash(indicator_meaning(programme, indicator))


RATED = named("CT-18")


@pytest.mark.parametrize(
    "other",
    [
        replace(RATED, id="X-1", title="Khác", phrase="khác", clause="I", note="chú thích"),
        replace(RATED, target=Target(op=">=", value=5, unit="count")),
        replace(RATED, deadline=replace(RATED.deadline, text="mỗi năm", assumed=True)),
        replace(
            RATED,
            numerator=replace(RATED.numerator, where={"party_rating": ("good", "excellent")}),
        ),
    ],
)
def test_wording_target_and_order_are_no_part_of_it(other: Indicator) -> None:
    """So two programmes that count the same have one indicator."""
    assert of(other) == of(RATED)


def test_what_is_counted_is_all_of_it() -> None:
    """A condition, the set, the figure behind it, how often it is asked: each makes another definition."""
    figures = tuple(
        replace(figure, values={**figure.values, "x": "x"}) if figure.key == "party_rating" else figure
        for figure in PROGRAMME.figures
    )
    narrower = {**PROGRAMME.sets, "tccsd": SetRule(organisation=("grassroots_committee",))}
    others = {
        of(replace(RATED, denominator=None)),
        of(replace(RATED, deadline=replace(RATED.deadline, every="quarter"))),
        of(RATED, replace(PROGRAMME, figures=figures)),
        of(RATED, replace(PROGRAMME, sets=narrower)),
        of(RATED),
    }
    assert len(others) == 5


def test_a_decision_that_a_figure_waits_for_belongs_to_it() -> None:
    """The figures that a counted one is a part of, or decided by, are in the meaning."""
    meaning = indicator_meaning(PROGRAMME, RATED)
    assert isinstance(meaning["figures"], dict)
    assert set(meaning["figures"]) == {"party_rating", "party_rating_decision"}


def test_where_two_differ_is_named() -> None:
    """As deep as it can be told."""
    other = replace(RATED, numerator=replace(RATED.numerator, where={"party_rating": ("excellent",)}))
    (place,) = different_places(indicator_meaning(PROGRAMME, RATED), indicator_meaning(PROGRAMME, other))
    assert (place.path, place.one, place.other) == (
        "numerator.where.party_rating", ["excellent", "good"], ["excellent"]
    )  # fmt: skip
    assert next(different_places({"a": [{"b": 1}]}, {"a": [{"b": 2}]})).path == "a.b"
    assert list(different_places({"a": 1}, {"a": 1})) == []
