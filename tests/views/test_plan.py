"""The work of a period: what falls due in it, what is carried over, what is done all the time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import calendar, day, duty, event, office, period, rule, staff, task, unit
from tests.support.showcase import showcase

from ct58.domain.records.office import Office
from ct58.domain.records.programme import ProductDay
from ct58.domain.standing.status import standings
from ct58.views.due import Filter
from ct58.views.plan import PlanView, next_quarter, plan_view, running_quarter

Q3 = period("2021-Q3")


def plan(known: Office, as_of: str = "2021-06-25", of: str = "2021-Q3", **only: Any) -> PlanView:
    """The plan of a quarter, drafted some days before it."""
    return plan_view(known, period(of), day(as_of), Filter(**only))


def shown(view: PlanView) -> Mapping[str | None, list[tuple[str, str]]]:
    """Lead → (item, how it concerns the period)."""
    return {
        group.lead.id if group.lead else None: [(row.item.id, row.when) for row in group.rows]
        for group in view.groups
    }


def test_what_falls_due_in_the_period_stands_under_its_lead_by_day() -> None:
    """In the office's order of leads; the first and the last day of the period are inside."""
    known = office(
        units=(staff("b", order=2), staff("a", order=1)),
        tasks=(
            task("PL-01", rule(by="2021-09-30"), lead=("a",)),
            task("PL-02", rule(by="2021-07-01"), lead=("a",)),
            task("PL-03", rule(by="2021-08-01"), lead=("b",)),
            task("PL-04", rule(by="2021-10-01"), lead=("b",)),
            task("PL-05", rule(by="2021-06-30"), lead=("b",)),
        ),
    )
    assert shown(plan(known)) == {"a": [("PL-02", "due"), ("PL-01", "due")], "b": [("PL-03", "due")]}


def test_what_is_overdue_and_fell_due_before_is_carried_over() -> None:
    """It comes first, because its day does."""
    known = office(
        units=(staff(),), tasks=(task("PL-01", rule(by="2021-06-01")), task("PL-02", rule(by="2021-08-01")))
    )
    assert shown(plan(known)) == {"van-phong": [("PL-01", "carried_over"), ("PL-02", "due")]}


def test_what_is_done_is_not_carried_over_but_stays_in_its_period() -> None:
    """A plan shows what it planned."""
    done = [event("submitted", "2021-05-30", to="standing_committee")]
    known = office(
        units=(staff(),),
        tasks=(task("PL-01", rule(by="2021-06-01")), task("PL-02", rule(by="2021-08-01"))),
        events={"PL-01": done, "PL-02": done},
    )
    assert shown(plan(known)) == {"van-phong": [("PL-02", "due")]}


def test_standing_duties_come_last_and_what_is_given_up_is_left_out() -> None:
    """They have no day."""
    known = office(
        units=(staff(),),
        tasks=(task("PL-01", rule(by="2021-08-01")), task("PL-02", rule(by="2021-08-01"))),
        duties=(duty("NV-01", rule()),),
        events={"PL-02": [event("dropped", "2021-06-01")]},
    )
    assert shown(plan(known)) == {"van-phong": [("PL-01", "due"), ("NV-01", "ongoing")]}


def test_a_product_with_an_inner_day_stands_in_the_plan_of_that_day() -> None:
    """Until it is submitted; the item itself is due years later, and neither overdue nor in a rate by it."""
    products = (
        ProductDay(name="Kế hoạch", by=period("2021-Q3")),
        ProductDay(name="Hướng dẫn", by=day("2022-01-31")),
    )
    later = task("PL-01", rule(within="2021..2025"), forms=("Kế hoạch", "Hướng dẫn"), products=products)
    known = office(units=(staff(),), tasks=(later,))
    assert shown(plan(known)) == {"van-phong": [("PL-01", "product")]}
    row = plan(known).groups[0].rows[0]
    assert [product.name for product in row.products] == ["Kế hoạch"]
    assert shown(plan(known, of="2021-Q4")) == {}
    after = list(standings(known, day("2023-01-01")))
    assert [(found.status, found.has_fallen_due) for found in after] == [("not_started", False)]
    given_in = [event("submitted", "2021-07-10", to="standing_committee", product="Kế hoạch")]
    done = office(units=(staff(),), tasks=(later,), events={"PL-01": given_in})
    assert shown(plan(done, as_of="2021-07-10")) == {}
    returned = [*given_in, event("returned", "2021-07-20", to="standing_committee", product="Kế hoạch")]
    back = office(units=(staff(),), tasks=(later,), events={"PL-01": returned})
    assert shown(plan(back, as_of="2021-07-20")) == {"van-phong": [("PL-01", "product")]}


def test_an_item_that_comes_again_and_again_is_one_row() -> None:
    """With all its days in the period; JSON has an entry each."""
    known = office(units=(staff(),), duties=(duty("NV-17", rule(every="month")),))
    carried, due = plan(known).groups[0].rows
    assert [entry.occurrence for entry in carried.entries] == ["2021-04", "2021-05"]
    assert [entry.occurrence for entry in due.entries] == ["2021-07", "2021-08", "2021-09"]


def test_what_units_owe_comes_last_with_how_many() -> None:
    """One row, one count for each occurrence."""
    line = calendar(from_=period("2021-Q2"))
    known = office(
        units=(unit("a"), unit("b"), staff()),
        tasks=(task("PL-01", rule(by="2021-08-01")),),
        reporting=(line,),
    )
    view = plan(known)
    assert shown(view) == {"van-phong": [("PL-01", "due")], None: [("BC-QUY", "due")]}
    assert [tally.expected for tally in view.groups[-1].rows[0].tallies] == [2]
    assert len(view.entries) == 3


def test_a_joint_item_stands_once_with_the_first_of_its_leads() -> None:
    """The others are named beside it."""
    known = office(
        units=(staff("btc"), staff("dtn")), tasks=(task("PL-14", rule(by="2021-08-01"), lead=("dtn", "btc")),)
    )
    assert shown(plan(known)) == {"dtn": [("PL-14", "due")]}


def test_one_owner_may_be_asked_for() -> None:
    """What it leads or shares."""
    known = office(
        units=(staff("a"), staff("b")),
        tasks=(
            task("PL-01", rule(by="2021-08-01"), lead=("a",)),
            task("PL-02", rule(by="2021-08-01"), lead=("b",)),
        ),
    )
    assert shown(plan(known, owner="b")) == {"b": [("PL-02", "due")]}


def test_the_coming_quarter_is_the_one_after_the_days_own() -> None:
    """On its first day as on its last, over the year's end too."""
    assert [str(next_quarter(day(text))) for text in ("2021-04-01", "2021-06-30", "2021-12-31")] == [
        "2021-Q3",
        "2021-Q3",
        "2022-Q1",
    ]


@given(st.dates(day("2021-01-01"), day("2025-12-31")))
def test_the_quarters_of_a_year_hold_together_what_the_year_holds(as_of: Any) -> None:
    """Nothing falls between two quarters, nothing in both."""

    def due(of: str) -> list[str]:
        found = plan_view(showcase(), period(of), as_of).entries
        return sorted(str(entry.key) for when, entry in found if when == "due")

    assert sorted(key for quarter in range(1, 5) for key in due(f"2022-Q{quarter}")) == due("2022")


def test_the_rest_of_a_quarter_is_what_is_still_to_be_done_of_it() -> None:
    """What fell due in it before the day and is open is carried over; what is done is not told any more."""
    done = [event("submitted", "2021-07-10", to="standing_committee")]
    known = office(
        units=(staff(),),
        tasks=(
            task("PL-01", rule(by="2021-07-15")),
            task("PL-02", rule(by="2021-09-01")),
            task("PL-03", rule(by="2021-09-02")),
            task("PL-04", rule(by="2021-10-02")),
            task("PL-05", rule(by="2021-06-01")),
        ),
        events={"PL-03": done},
    )
    view = plan_view(known, Q3, day("2021-08-01"), is_rest=True)
    expected = [("PL-05", "carried_over"), ("PL-01", "carried_over"), ("PL-02", "due")]
    assert shown(view) == {"van-phong": expected}
    assert view.rest_from == day("2021-08-01")


def test_a_quarter_runs_until_the_day_before_its_last() -> None:
    """On its last day nothing of it is still to be planned; outside of the programme's time no quarter runs."""
    horizon = period("2021..2025")
    running = [
        running_quarter(day(on), horizon) for on in ("2021-07-01", "2021-09-29", "2021-09-30", "2026-02-01")
    ]
    assert running == [Q3, Q3, None, None]
