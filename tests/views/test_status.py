"""The view of where the programme stands: counts, indicators, reports, what comes; of everything, or of one body."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.demo_office import demo_office
from tests.support.late_offices import DAYS, late_office
from tests.support.offices import (
    calendar,
    day,
    duty,
    event,
    figure,
    indicator,
    office,
    period,
    report,
    rule,
    staff,
    task,
    unit,
)

from ct58.domain.records.events import ItemFile
from ct58.domain.records.measure import Measure, Target
from ct58.domain.records.office import Office
from ct58.domain.records.programme import TaskGroup
from ct58.domain.standing.batches import batches
from ct58.errors import BadUsage
from ct58.views.counts import count
from ct58.views.due import Filter, entries_on
from ct58.views.status import StatusView, status_periods, status_scope, status_view

AS_OF = "2021-07-15"


def known(**given: Any) -> Office:
    """Two groups of tasks, joint duties, one that units owe, an item that came up, quarterly reports."""
    plain: dict[str, Any] = {
        "groups": (TaskGroup(id="I", title="Tuyên truyền"), TaskGroup(id="II", title="Chuyên môn")),
        "tasks": (
            task("PL-01", lead=("ban-tuyen-giao",)),
            task("PL-02", rule(every="year"), lead=("van-phong", "ban-tuyen-giao")),
            task("PL-03", rule(by="2022-Q1"), group="II"),
        ),
        "duties": (
            duty("NV-01", rule(every="month")),
            duty("NV-02", rule(before="2021-04-15"), owners="tccsd", done_when="programme.received_on"),
        ),
        "items": (
            ItemFile(item="KL-01", title="Kết luận", lead=("van-phong",), deadline=rule(by="2021-08-01")),
        ),
        "units": (
            staff("van-phong", order=1),
            staff("ban-tuyen-giao", order=2),
            unit("a", order=3),
            unit("b", order=4),
        ),
        "reporting": (calendar("BC-QUY", from_=period("2021-Q2")), calendar("BC-NAM", every="year")),
        "figures": (
            figure("members", min=0),
            figure("programme", 2, type="record", every="once", adds=None, if_absent="no"),
        ),
        "indicators": (indicator("CT-01", target=Target(op=">=", value=10, unit="count")),),
    }
    return office(**{**plain, **given})


def view(
    of: Office, as_of: str = AS_OF, of_period: str | None = None, owner: str | None = None
) -> StatusView:
    """The status on a day."""
    scope = status_scope(of, day(as_of), period(of_period) if of_period else None)
    return status_view(of, scope, day(as_of), of.units[owner] if owner else None)


def rows(seen: StatusView) -> dict[tuple[str, str], tuple[int, int]]:
    """Kind and id → items and occurrences."""
    return {(row.kind, row.id): (row.counts.items, row.counts.total) for row in seen.rows}


def test_tasks_are_counted_by_group_and_together_then_duties_and_what_units_owe() -> None:
    """Of what recurs the occurrences that have begun: one year of PL-02, the months April to July of NV-01."""
    assert rows(view(known())) == {
        ("group", "I"): (2, 2),
        ("group", "II"): (1, 1),
        ("tasks", ""): (3, 3),
        ("duties", ""): (1, 4),
        ("ad_hoc", ""): (1, 1),
        ("owed", ""): (1, 2),
    }


def test_a_new_year_brings_a_new_occurrence() -> None:
    """The old one stays."""
    assert rows(view(known(), "2022-01-01"))["group", "I"] == (2, 3)


def test_what_is_done_before_its_time_counts_once_its_time_begins() -> None:
    """The guide of 2022, submitted in December 2021."""
    done = known(events={"PL-02": [event("submitted", "2021-12-20", occurrence="2022")]})
    assert rows(view(done, "2021-12-31"))["group", "I"] == (2, 2)
    assert rows(view(done, "2022-01-01"))["group", "I"] == (2, 3)


def test_rows_without_anything_are_left_out() -> None:
    """An office of tasks alone."""
    assert set(rows(view(known(duties=(), items=())))) == {("group", "I"), ("group", "II"), ("tasks", "")}


def test_each_lead_has_what_it_leads_and_what_is_shared_is_said() -> None:
    """PL-02 counts for both; what units owe is nobody's lead."""
    seen = view(known())
    found = {row.owner: (row.counts.items, row.shared) for row in seen.owners}
    assert found == {"van-phong": (4, 1), "ban-tuyen-giao": (2, 1)}


def test_indicators_and_reports_are_of_the_period_that_has_ended() -> None:
    """Quarter II in July; with the year's last quarter the year."""
    seen = view(known())
    assert seen.indicators is not None
    assert (str(seen.indicators.period), [str(found.period) for found in seen.reports]) == (
        "2021-Q2",
        ["2021-Q2"],
    )
    assert [str(found.period) for found in view(known(), "2022-01-15").reports] == ["2021-Q4", "2021"]


@pytest.mark.parametrize(
    ("asked", "reports"),
    [("2021-Q3", ["2021-Q3"]), ("2021-H1", ["2021-Q2"]), ("2021", ["2021-Q4", "2021"]), ("2021-05", [])],
)
def test_another_period_can_be_asked_for(asked: str, reports: list[str]) -> None:
    """Its reports are those of the periods that end with it."""
    seen = view(known(), "2022-02-15", asked)
    assert seen.indicators is not None
    assert (str(seen.indicators.period), [str(found.period) for found in seen.reports]) == (asked, reports)


def test_a_period_outside_the_programme_is_refused() -> None:
    """With what there is."""
    with pytest.raises(BadUsage):
        status_scope(known(), day(AS_OF), period("2031"))


def test_a_programme_without_calendar_or_indicators_has_a_status() -> None:
    """Nothing is reported, the rest is there."""
    seen = view(known(reporting=(), indicators=()))
    assert (seen.reports, seen.indicators and seen.indicators.rows) == ((), ())
    assert seen.worst == ()


def test_what_falls_due_within_30_days_stands_by_day() -> None:
    """An item on 1 August, two bulletins on 31 July and 31 August: the second is too far."""
    seen = view(known())
    assert [(e.standing.item.id, e.occurrence) for e in seen.coming] == [
        ("NV-01", "2021-07"),
        ("KL-01", "once"),
    ]


def test_reports_that_fall_due_soon_are_among_what_comes() -> None:
    """With how many have sent theirs."""
    early = report("a", "2021-Q2", on="2021-07-01")
    seen = view(known(reports=(early,)), "2021-07-02")
    assert [e.unit.id for e in seen.coming if e.unit] == ["b"]
    tally = seen.tallies["BC-QUY", "2021-Q2"]
    assert (tally.done, tally.expected) == (1, 2)


def test_one_body_sees_what_it_leads_shares_or_owes() -> None:
    """A staff body no reports and no indicators, a unit its own."""
    staff_body = view(known(), owner="ban-tuyen-giao")
    assert rows(staff_body) == {("group", "I"): (2, 2), ("tasks", ""): (2, 2)}
    assert (staff_body.owners, staff_body.indicators, staff_body.own, staff_body.reports) == (
        (),
        None,
        (),
        (),
    )
    sender = view(known(), owner="a")
    assert rows(sender) == {("owed", ""): (1, 1)}
    assert [row.unit.id for row in sender.reports[0].rows] == ["a"]
    assert [part.state for part in sender.own] == ["missing"]


def test_after_the_programme_s_time_the_status_says_so_and_stays_whole() -> None:
    """The last period is shown."""
    seen = view(known(), "2026-11-25")
    assert (seen.ended_on, seen.was_closed) == (day("2025-12-31"), False)
    assert [str(found.period) for found in seen.reports] == ["2025-Q4", "2025"]
    assert rows(seen)["duties", ""] == (1, 57)


def test_no_more_reports_are_needed_than_those_that_are_counted() -> None:
    """The year's quarters up to now for the yearly sum, figures given once, and what is due soon."""
    assert status_periods(known(), status_scope(known(), day("2021-09-20")), day("2021-09-20")) == {
        "2021-Q1",
        "2021-Q2",
        "2021-Q3",
        "once",
    }


def test_a_duty_that_a_recurring_figure_shows_done_needs_that_figure_s_reports() -> None:
    """Those of the occurrences that have begun."""
    of = known(
        duties=(duty("NV-05", rule(every="year"), owners="tccsd", done_when="resolution.issued_on"),),
        figures=(figure("resolution", 3, type="record", every="year", adds=None),),
        indicators=(),
        reporting=(),
    )
    assert status_periods(of, status_scope(of, day("2022-06-01")), day("2022-06-01")) == {"2021", "2022"}


def test_the_same_reports_give_the_same_view_as_all_reports() -> None:
    """What is not read is not needed."""
    reports = [
        report(unit_, of, on="2021-07-04", members=5)
        for unit_ in ("a", "b")
        for of in ("2021-Q2", "2021-Q3", "2022-Q1")
    ]
    everything = known(reports=reports)
    needed = status_periods(everything, status_scope(everything, day(AS_OF)), day(AS_OF))
    part = known(reports=[entry for entry in reports if str(entry.period) in needed])
    assert view(everything) == view(part)


def test_sums_of_the_year_so_far_are_among_the_indicators() -> None:
    """5 + 5 of 10."""
    reports = [report(unit_, "2021-Q2", on="2021-07-04", members=4) for unit_ in ("a", "b")]
    seen = view(
        known(
            reports=reports,
            indicators=(
                indicator(
                    "CT-01",
                    numerator=Measure(of="tccsd", sum=("members",)),
                    target=Target(op=">=", value=10, unit="count"),
                ),
            ),
        )
    )
    (row,) = seen.worst
    assert (row.result.main.numerator, row.result.main.verdict) == (8, "not_due")


def test_without_indicators_fewer_reports_are_needed() -> None:
    """For the numbers of the day."""
    of = known()
    scope = status_scope(of, day("2022-08-20"), with_indicators=False)
    assert status_periods(of, scope, day("2022-08-20")) == {"2022-Q2", "once"}
    assert status_view(of, scope, day("2022-08-20")).indicators is None


@pytest.mark.parametrize(("closed_on", "last_day"), [(None, "2025-12-31"), ("2025-02-28", "2025-02-28")])
def test_the_last_day_is_the_programme_s(closed_on: str | None, last_day: str) -> None:
    """Of its horizon, or of its closing."""
    assert view(known(closed_on=closed_on)).last_day == day(last_day)


def test_on_a_day_on_which_tasks_fall_due_they_are_all_in_the_rate() -> None:
    """The made-up office as of 30/6/2021: of the appendix eight fell due by that day, five of them done in time."""
    made, as_of = demo_office(), day("2021-06-30")
    seen = status_view(made, status_scope(made, as_of), as_of)
    found = next(row.counts for row in seen.rows if row.kind == "tasks")
    assert (found.due_on_time, found.due, found.overdue, found.open_on_its_day) == (5, 8, 1, 2)


@settings(max_examples=15)
@given(st.integers(0, 2_000), st.sampled_from(DAYS), st.sampled_from([None, "a", "van-phong"]))
def test_the_counts_are_those_of_every_occurrence_that_has_begun(
    seed: int, as_of: dt.date, owner: str | None
) -> None:
    """However few of them are looked at, of the office and of what one body owes."""
    known = late_office(Random(seed))  # noqa: S311 - chance, not secrets
    scope = status_scope(known, as_of, with_indicators=False)
    body = known.units[owner] if owner else None
    view = status_view(known, scope, as_of, body)
    assert view == status_view(known, scope, as_of, body, owed=tuple(batches(known, as_of)))
    only = Filter(owner=owner)
    begun = [
        entry
        for entry in entries_on(known, as_of)
        if only.lets_pass(entry.standing)
        and entry.standing.item.kind != "report"
        and entry.period.first_day <= as_of
    ]
    owed = count(entry for entry in begun if entry.unit is not None)
    duties = count(entry for entry in begun if entry.unit is None and entry.standing.item.kind == "duty")
    rows = {row.kind: row.counts for row in view.rows}
    assert (rows.get("owed", count([])), rows.get("duties", count([]))) == (owed, duties)
    assert list(view.late) == [entry for entry in begun if entry.standing.status == "overdue"]
