"""The view of an explanation: comparisons, caps, what is needed, and each answer's decision and place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.command_line import SHIPPED
from tests.support.indicator_offices import (
    LATER,
    grassroots,
    indicator_office,
    office_of,
    rated,
    ratings,
)
from tests.support.offices import day, period

from ct58.domain.indicators.numbers import Pair
from ct58.domain.records.office import Office
from ct58.views.explanation import ComparedNumbers, DecidedBy, Explanation, explanation_view
from ct58.views.indicators import Request


def explained(office: Office, id: str, of: str = "2021", as_of: str = LATER) -> Explanation:
    """An indicator in its one window."""
    (found,) = explanation_view(office, Request(period=period(of), ids=(id,)), day(as_of)).explanations
    return found


@pytest.mark.parametrize(
    ("good", "completed", "compared"),
    [(91, 9, ComparedNumbers(9100, 9000, None, 90)), (90, 10, ComparedNumbers(9000, 9000, None, 90))],
)
def test_a_share_is_compared_in_whole_numbers(good: int, completed: int, compared: ComparedNumbers) -> None:
    """100·a with 90·b: exactly 90 % is equal, and so not more."""
    assert explained(office_of(grassroots(100), ratings(0, good, completed)), "CT-18").comparisons == (
        compared,
    )


def test_a_target_that_is_rounded_down_names_the_count_that_is_enough() -> None:
    """20 % of 126 good ones are 25.2: 25 are enough, and 30 are beyond the cap."""
    found = explained(office_of(grassroots(156), ratings(30, 126)), "CT-19")
    assert found.comparisons == (ComparedNumbers(3000, 2520, 25, 20),)
    assert [(check.most, check.is_kept) for check in found.caps] == [(25, False)]


def test_a_count_is_compared_with_its_number() -> None:
    """One that did not complete, and none is asked."""
    assert explained(office_of(grassroots(2), ratings(0, 1, 0, 1)), "CT-20").comparisons == (
        ComparedNumbers(1, 0, None, 0),
    )


def test_without_a_number_or_a_value_nothing_is_compared() -> None:
    """CT-13 asks no number; of CT-18 nothing is known."""
    assert explained(office_of(grassroots(2), [{}, {}]), "CT-13").comparisons == ()
    assert explained(indicator_office(grassroots(2)), "CT-18").comparisons == ()


@pytest.mark.parametrize(
    ("done", "missing", "outcome"),
    [((30, 126, 15), 7, (161, 178)), ((0, 100), 5, None), ((0, 10, 90), 5, None)],
)
def test_what_is_needed_is_shown_as_the_counts_it_leads_to(
    done: tuple[int, ...], missing: int, outcome: Pair | None
) -> None:
    """156 of 171 and seven open: five more make 161 of 178; nothing is needed where all is decided."""
    office = office_of(grassroots(sum(done) + missing), ratings(*done))
    assert explained(office, "CT-18").outcome == outcome


def test_an_answer_has_its_decision_and_its_place() -> None:
    """The decision stands beside the rating; the line is the figure's."""
    office = office_of(grassroots(2), [rated("completed"), {}])
    office = replace(office, lines={"units/u1/reports/2021.yaml": {("figures", "party_rating"): 14}})
    first, second = explained(office, "CT-18").units
    (answer,) = first.answers
    assert (answer.file, answer.line) == ("units/u1/reports/2021.yaml", 14)
    assert answer.decision == DecidedBy("87-QĐ/ĐUK", day("2021-12-28"))
    assert (second.part, second.answers[0].file, second.answers[0].report_state) == (
        "missing",
        None,
        "received",
    )


def test_the_report_s_own_document_is_the_decision_of_a_record() -> None:
    """A programme's number and day."""
    plan = {"number": "05-CTr/ĐU", "issued_on": day("2021-04-10"), "received_on": day("2021-04-12")}
    office = office_of(grassroots(1), [{"action_programme": plan}], of="once", on="2021-04-12")
    (line,) = explained(office, "CT-03").units
    assert line.answers[0].decision == DecidedBy("05-CTr/ĐU", day("2021-04-10"))


def test_what_may_still_come_in_time_is_awaited() -> None:
    """Before the day it is not yet a miss, and a report of later does not show."""
    late = {"number": "1", "issued_on": day("2021-04-10"), "received_on": day("2021-04-12")}
    office = office_of(grassroots(2), [{"action_programme": late}], of="once", on="2021-04-12")
    found = explained(office, "CT-03", as_of="2021-04-11")
    assert [line.unit.id for line in found.awaited] == ["u1", "u2"]
    assert found.units_in("denominator") == ()
    assert found.units[0].answers[0].report_state is None


def test_each_window_of_a_period_is_explained() -> None:
    """Three quarters of the first year; the clause is that of the indicator."""
    view = explanation_view(
        indicator_office(grassroots(1)), Request(period=period("2021"), ids=("CT-01",)), day(LATER)
    )
    assert [str(found.result.window.period) for found in view.explanations] == [
        "2021-Q2",
        "2021-Q3",
        "2021-Q4",
    ]
    clause = view.explanations[0].clause
    assert clause is not None
    assert clause.text in (SHIPPED / "programme.yaml").read_text(encoding="utf-8")
