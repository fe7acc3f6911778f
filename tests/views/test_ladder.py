"""How a value comes about: the rungs add up, for every indicator and at every time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.support.demo_office import large_demo_office
from tests.support.indicator_offices import (
    BLOC,
    LATER,
    Figures,
    grassroots,
    indicator_office,
    office_of,
    rated,
    ratings,
    shipped_programme,
)
from tests.support.offices import day, period, report, unit

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.numbers import Number
from ct58.domain.indicators.result import Assessment
from ct58.domain.indicators.windows import windows
from ct58.domain.records.measure import Indicator, Measure
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.views.explanation import Explanation, explanation_view
from ct58.views.indicators import Request
from ct58.views.ladder import LadderStep

ALL = tuple(indicator.id for indicator in shipped_programme().indicators)


def explained(office: Office, id: str, of: str = "2021", as_of: str = LATER) -> Explanation:
    """An indicator in its one window."""
    (found,) = explanation_view(office, Request(period=period(of), ids=(id,)), day(as_of)).explanations
    return found


def rungs(found: Explanation) -> list[tuple[str, str, Number]]:
    """Kind, how and number of each rung."""
    return [(step.kind, step.how, step.number) for step in found.steps]


def values(step: LadderStep) -> dict[object, int]:
    """How many units gave each answer."""
    return {found.value: found.units for found in step.values}


def totals(steps: tuple[LadderStep, ...]) -> dict[str, Number]:
    """Climb the ladder: every total is what the rungs above it come to; returns the last of each kind."""
    running: Number = 0
    for step in steps:
        if step.how == "start":
            running = step.number
        elif step.how == "plus":
            running += step.number
        elif step.how == "minus":
            running -= step.number
        elif step.how == "total":
            assert step.number == running, steps
        assert not step.periods or sum(number for _, number in step.periods) == step.number
    return {step.kind: step.number for step in steps}


def check_result(steps: tuple[LadderStep, ...], main: Assessment) -> None:
    """The last rungs are the numerator and the denominator."""
    found = totals(steps)
    above, below = main.pair
    assert found.get("count", found.get("numerator")) == above
    assert not main.is_share or found["denominator"] == below


@pytest.mark.parametrize("as_of", ["2021-04-10", "2021-07-15", "2021-12-30", "2022-01-31", "2022-11-15"])
@pytest.mark.parametrize("of", ["2021", "2021-Q2", "2022", "once", "2021..2025"])
def test_the_rungs_add_up_for_every_indicator_of_a_demo_office(of: str, as_of: str) -> None:
    """On days before, in and after the periods."""
    view = explanation_view(large_demo_office(), Request(period=period(of), ids=ALL), day(as_of))
    for found in view.explanations:
        check_result(found.steps, found.result.main)
        if found.population is not None:
            people = found.population
            came, went = len(people.opened), len(people.closed) + len(people.merged)
            assert people.before + came - went == people.after == found.steps[0].number
        assert sum(line.numerator for line in found.units) == found.result.main.pair[0]
        assert sum(line.denominator for line in found.units) == found.result.main.pair[1]


def test_from_the_population_to_the_rated_ones() -> None:
    """12 units, one without a decision, one not rated: 10 are the denominator."""
    office = office_of(
        grassroots(12), [*ratings(2, 6, 1, 1), rated("good", number=None), {"party_rating": "n/a"}]
    )
    found = explained(office, "CT-18")
    assert rungs(found) == [
        ("population", "start", 12),
        ("undecided", "minus", 1),
        ("not_applicable", "minus", 1),
        ("denominator", "total", 10),
        ("numerator", "part", 8),
    ]
    assert values(found.steps[3]) == {"excellent": 2, "good": 6, "completed": 1, "not_completed": 1}
    assert values(found.steps[4]) == {"excellent": 2, "good": 6}


def test_what_is_only_in_the_numerator_has_its_own_rung() -> None:
    """Excellent of good: those who are excellent are not good."""
    found = explained(office_of(grassroots(10), ratings(1, 6, 3)), "CT-19")
    assert rungs(found) == [
        ("population", "start", 10),
        ("left_out", "minus", 3),
        ("numerator_only", "minus", 1),
        ("denominator", "total", 6),
        ("numerator", "part", 1),
    ]


def test_a_count_of_units_ends_in_its_result() -> None:
    """CT-20: one that did not complete."""
    found = explained(office_of(grassroots(3), ratings(0, 2, 0, 1)), "CT-20")
    assert rungs(found) == [("population", "start", 3), ("left_out", "minus", 2), ("count", "total", 1)]


def quarters(office_units: tuple[Unit, ...], figures: Mapping[tuple[str, str], Figures]) -> Office:
    """Reports of quarters, received on the last day of each: (unit, quarter) → figures."""
    return indicator_office(
        office_units,
        [report(id, of, on=str(period(of).last_day), **said) for (id, of), said in figures.items()],
    )


def test_a_sum_says_what_each_quarter_gave() -> None:
    """Of two units one has not reported a quarter."""
    given = {(id, f"2021-Q{n}"): {"members_admitted": n} for id in ("u1", "u2") for n in (2, 3, 4)}
    del given["u2", "2021-Q4"]
    found = explained(quarters(grassroots(2), given), "CT-15")
    assert rungs(found) == [
        ("population", "start", 2),
        ("reported", "total", 2),
        ("partial", "part", 1),
        ("figure", "start", 14),
        ("count", "total", 14),
    ]
    assert [(str(of), number) for of, number in found.steps[3].periods] == [
        ("2021-Q2", 4),
        ("2021-Q3", 6),
        ("2021-Q4", 4),
    ]


def test_a_share_of_sums_adds_and_takes_away() -> None:
    """In and out without the secret ones; a quarter with a figure missing counts in neither."""
    whole = {"documents_in": 50, "documents_out": 60, "documents_secret": 10, "documents_online": 99}
    broken = {**whole, "documents_online": None}
    office = quarters((BLOC,), {(BLOC.id, "2021-Q2"): whole, (BLOC.id, "2021-Q3"): broken})
    found = explained(office, "CT-28", of="2021-Q3", as_of="2021-10-20")
    assert rungs(found)[-6:] == [
        ("figure", "start", 50),
        ("figure", "plus", 60),
        ("figure", "minus", 10),
        ("denominator", "total", 100),
        ("figure", "start", 99),
        ("numerator", "total", 99),
    ]


def test_rows_are_counted_apart_from_units() -> None:
    """Two organisations, one of them private."""
    rows = tuple(
        {"kind": kind, "decision": f"{kind}-QĐ", "date": day("2021-05-01")} for kind in ("private", "fdi")
    )
    office = quarters((BLOC,), {(BLOC.id, "2021-Q2"): {"new_organisations": rows}})
    found = explained(office, "CT-16", of="2021-Q2", as_of="2021-07-10")
    assert rungs(found)[-3:] == [("rows", "start", 2), ("left_out_rows", "minus", 1), ("count", "total", 1)]
    assert [(line.row["kind"], line.counts[0], line.line) for line in found.rows] == [
        ("private", 1, 1),
        ("fdi", 0, 1),
    ]


def test_who_came_and_went_is_told() -> None:
    """One founded, one closed, one merged in the year; on the last day four are left of five."""
    units = (
        *grassroots(2),
        unit("new", valid_from=day("2021-06-01")),
        unit("gone", valid_to=day("2021-08-31")),
        unit("joined", valid_to=day("2021-09-30"), merged_into="u1"),
        unit("before", valid_to=day("2020-12-31")),
    )
    people = explained(indicator_office(units), "CT-18").population
    assert people is not None
    assert (people.before, people.after) == (4, 3)
    changed = (people.opened, people.closed, people.merged)
    assert [[entry.id for entry in entries] for entries in changed] == [["new"], ["gone"], ["joined"]]


def test_numerator_and_denominator_that_count_different_things_have_a_ladder_each() -> None:
    """Members admitted for each organisation: another programme may ask that."""
    given = {(id, "2021-Q2"): {"members_admitted": 3} for id in ("u1", "u2")}
    office = quarters(grassroots(3), given)
    mixed: Indicator = replace(
        next(entry for entry in office.programme.indicators if entry.id == "CT-15"),
        denominator=Measure(of="tccsd", count="units"),
        target=None,
    )
    office = replace(office, programme=replace(office.programme, indicators=(mixed,)))
    answers = Answers(office, day("2021-07-10"))
    (window,) = windows(office, mixed, period("2021-Q2"))
    found = explained(office, "CT-15", of="2021-Q2", as_of="2021-07-10")
    main = evaluate(answers, mixed, window).main
    assert (main.numerator, main.denominator) == (6, 3)
    check_result(found.steps, main)
