"""The view of a period's reports: who owes one, who sent it, who in time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.late_offices import DAYS, late_office
from tests.support.offices import (
    calendar,
    day,
    document,
    event,
    exception,
    office,
    period,
    report,
    unit,
    voided,
)

from ct58.domain.records.office import Office
from ct58.domain.records.reports import ARRIVED
from ct58.domain.records.units import UnitBefore
from ct58.domain.standing.status import standing
from ct58.errors import BadUsage
from ct58.views.reports import ReportRow, ReportsView, _row, past_reports, queue_view, reports_view

Q2 = "2021-Q2"
AS_OF = "2021-07-15"


def known(**given: Any) -> Office:
    """Three organisations of two kinds, a mass organisation; quarter II is due on 5 July."""
    plain: dict[str, Any] = {
        "units": (
            unit("b", order=2, kind="public_service"),
            unit("a", order=1),
            unit("c", order=3),
            unit("doan", kind="mass_organisation", organisation=None, order=4),
        ),
        "reporting": (
            calendar("BC-QUY", from_=period(Q2)),
            calendar("BC-DT", units="mass", from_=period(Q2)),
            calendar("BC-NAM", every="year", due_after=20),
        ),
    }
    return office(**{**plain, **given})


def view(of: Office, as_of: str = AS_OF, of_period: str = Q2) -> ReportsView:
    """The view of a period on a day."""
    return reports_view(of, period(of_period), day(as_of))


def row(seen: ReportsView, id_: str) -> ReportRow:
    """The row of a unit."""
    return next(found for found in seen.rows if found.unit.id == id_)


def counts(seen: ReportsView) -> tuple[int, int, int]:
    """Expected, actual, actual on time."""
    return seen.tally.expected, seen.tally.actual, seen.tally.actual_on_time


def test_each_line_of_the_calendar_is_shown_with_its_units_in_the_offices_order() -> None:
    """Those of other periods are not."""
    seen = view(known())
    assert [(line.item.id, [r.unit.id for r in line.rows]) for line in seen.lines] == [
        ("BC-QUY", ["a", "b", "c"]),
        ("BC-DT", ["doan"]),
    ]
    assert [line.due for line in seen.lines] == [day("2021-07-05"), day("2021-07-05")]


def test_expected_arrived_and_on_time_are_counted() -> None:
    """The due day itself is in time."""
    seen = view(known(reports=(report("a", Q2, on="2021-07-05"), report("b", Q2, on="2021-07-06"))))
    assert counts(seen) == (4, 2, 1)
    assert (seen.tally.rate, seen.tally.rate_on_time) == (Decimal("50.0"), Decimal("25.0"))
    assert [(r.unit.id, r.days_late) for r in seen.late] == [("b", 1)]
    assert [(r.unit.id, r.days_late) for r in seen.missing] == [("c", 10), ("doan", 10)]


def test_the_rate_on_time_is_of_what_has_fallen_due() -> None:
    """Before the day there is none, however many came early; an extended report enters on its later day."""
    extended = event(
        "extended", "2021-07-01", item="BC-DT", occurrence=Q2, until="2021-07-20", document=document()
    )
    of = known(reports=(report("a", Q2, on="2021-07-01"),), unit_events={"doan": (extended,)})
    rates = {as_of: view(of, as_of).tally for as_of in ("2021-07-04", "2021-07-05", "2021-07-20")}
    assert [(seen.due_on_time, seen.due) for seen in rates.values()] == [(0, 0), (1, 3), (1, 4)]
    assert rates["2021-07-04"].rate_on_time is None
    assert {counts(view(of, as_of)) for as_of in rates} == {(4, 1, 1)}


@pytest.mark.parametrize(
    ("state", "arrived"),
    [
        ("registered", True),
        ("received", True),
        ("partial", True),
        ("empty", False),
        ("returned", False),
        ("expected", False),
    ],
)
def test_which_states_count_as_arrived(state: str, arrived: bool) -> None:
    """Empty and returned don't; their state is still told."""
    on = None if state == "expected" else "2021-07-02"
    seen = view(known(reports=(report("a", Q2, state=state, on=on),)))
    assert (row(seen, "a").has_arrived, row(seen, "a").state) == (arrived, state)
    assert counts(seen) == (4, int(arrived), int(arrived))


def test_what_came_later_is_not_known_on_the_day() -> None:
    """As of the 1st it is missing, whatever the file says now."""
    of = known(reports=(report("a", Q2, on="2021-07-02"),))
    early = row(view(of, "2021-07-01"), "a")
    assert (early.state, early.received_on, early.has_arrived, early.days_late) == ("missing", None, False, 0)
    assert row(view(of, "2021-07-02"), "a").received_on == day("2021-07-02")


@pytest.mark.parametrize(("valid_to", "expected"), [("2021-06-30", 1), ("2021-06-29", 0), (None, 1)])
def test_closed_units_are_not_expected(valid_to: str | None, expected: int) -> None:
    """A report is owed by who exists on the period's last day; one that came all the same is not counted."""
    closed = unit("a", valid_to=day(valid_to) if valid_to else None)
    seen = view(known(units=(closed,), reports=(report("a", Q2, on="2021-07-01"),)))
    assert counts(seen) == (expected, expected, expected)


def test_reports_of_nobody_asked_are_not_counted() -> None:
    """So no rate is over 100%."""
    reports = (report("a", Q2, on="2021-07-01"), report("van-phong", Q2, on="2021-07-01"))
    assert counts(view(known(units=(unit("a"),), reports=reports))) == (1, 1, 1)


def test_an_extension_moves_one_units_deadline() -> None:
    """And only that one's."""
    extended = event(
        "extended", "2021-07-01", item="BC-QUY", occurrence=Q2, until="2021-07-20", document=document()
    )
    of = known(unit_events={"a": (extended,)}, reports=(report("a", Q2, on="2021-07-14"),))
    seen = view(of)
    assert (row(seen, "a").due, row(seen, "a").is_on_time) == (day("2021-07-20"), True)
    assert row(seen, "b").due == day("2021-07-05")
    assert seen.lines[0].due == day("2021-07-05")


def test_an_exception_moves_the_line() -> None:
    """Holidays."""
    of = known(periods=(exception(Q2, "BC-QUY", "2021-07-10"),), reports=(report("a", Q2, on="2021-07-09"),))
    assert view(of).lines[0].due == day("2021-07-10")
    assert row(view(of), "a").is_on_time


@pytest.mark.parametrize("kind", ["suspended", "dropped"])
def test_what_is_halted_is_not_expected(kind: Any) -> None:
    """It leaves the rates; a voided event does not count."""
    halted = event(kind, "2021-07-01", item="BC-QUY", occurrence=Q2, document=document())
    assert counts(view(known(unit_events={"a": (halted,)}))) == (3, 0, 0)
    wrong = event(kind, "2021-07-01", item="BC-QUY", occurrence=Q2, document=document(), voided=voided())
    assert counts(view(known(unit_events={"a": (wrong,)}))) == (4, 0, 0)


def test_promise_and_last_reminder_stand_beside_what_is_missing() -> None:
    """The newest of each, as far as it has happened."""
    about: dict[str, Any] = {"item": "BC-QUY", "occurrence": Q2}
    events = (
        event("reminded", "2021-07-06", **about),
        event("reminded", "2021-07-08", **about),
        event("promised", "2021-07-08", until="2021-07-16", **about),
        event("reminded", "2021-07-20", **about),
    )
    found = row(view(known(unit_events={"a": events})), "a")
    assert (found.promised_until, found.reminded_on) == (day("2021-07-16"), day("2021-07-08"))


def test_counts_by_kind_of_unit_add_up_to_the_line() -> None:
    """In the order in which the kinds come."""
    seen = view(known(reports=(report("a", Q2, on="2021-07-05"),)))
    by_kind = {kind: (t.expected, t.actual) for kind, t in seen.lines[0].by_kind().items()}
    assert by_kind == {"agency": (2, 1), "public_service": (1, 0)}


def test_a_period_that_nobody_is_asked_for_is_wrong_usage() -> None:
    """The half-year is computed from quarters."""
    with pytest.raises(BadUsage):
        view(known(), of_period="2021-H1")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c", "doan", "nobody"]),
            st.sampled_from([*sorted(ARRIVED), "empty", "returned"]),
            st.dates(day("2021-06-01"), day("2021-08-01")),
        ),
        unique_by=lambda entry: entry[0],
    ),
    st.dates(day("2021-06-01"), day("2021-09-01")),
)
def test_rates_are_never_over_100(reports: list[tuple[str, str, Any]], as_of: Any) -> None:
    """On time is a part of arrived, arrived a part of expected; missing and arrived are all."""
    made = [report(id_, Q2, state=state, on=on.isoformat()) for id_, state, on in reports]
    seen = reports_view(known(reports=made), period(Q2), as_of)
    expected, actual, on_time = counts(seen)
    assert 0 <= on_time <= actual <= expected == 4
    assert len(seen.missing) == expected - actual
    assert len(seen.late) == actual - on_time


class TestQueue:
    """What waits to be typed in."""

    def waiting(self) -> Office:
        """Three registered reports of two periods, one that was typed in."""
        return known(
            reports=(
                report("a", "2021-Q3", state="registered", on="2021-10-02"),
                report("c", Q2, state="registered", on="2021-07-02"),
                report("a", Q2, state="registered", on="2021-07-02"),
                report("b", Q2, on="2021-07-01"),
            )
        )

    def test_the_oldest_comes_first_then_the_offices_order(self) -> None:
        """Of all periods."""
        found = queue_view(self.waiting(), day("2021-10-10")).entries
        assert [(e.unit.id, str(e.period)) for e in found] == [("a", Q2), ("c", Q2), ("a", "2021-Q3")]

    def test_only_one_period_if_asked(self) -> None:
        """The newer one alone."""
        found = queue_view(self.waiting(), day("2021-10-10"), period("2021-Q3")).entries
        assert [e.unit.id for e in found] == ["a"]

    def test_what_came_later_does_not_wait_yet(self) -> None:
        """As of a day."""
        assert len(queue_view(self.waiting(), day("2021-07-15")).entries) == 2


def test_the_reports_of_all_ended_periods_are_the_views_of_each() -> None:
    """In order of their ends, the fourth quarter before its year; a period that runs is not among them."""
    of = known(reports=(report("a", Q2, on="2021-07-05"),))
    on = day("2022-01-10")
    seen = past_reports(of, on)
    assert [str(found.period) for found in seen] == ["2021-Q2", "2021-Q3", "2021-Q4", "2021"]
    assert seen == tuple(reports_view(of, found.period, on) for found in seen)


@settings(max_examples=20)
@given(st.integers(0, 2_000), st.sampled_from(DAYS))
def test_rows_that_share_what_is_known_are_those_of_each_alone(seed: int, as_of: dt.date) -> None:
    """Of any office, with merged units, promises, replaced reports and late ones."""
    of = late_office(Random(seed))  # noqa: S311 - chance, not secrets
    for view in past_reports(of, as_of):
        for row in view.rows:
            alone = standing(of, row.standing.obligation, as_of)
            head = (
                of.heads_of(str(row.period)).get(alone.obligation.unit.id) if alone.obligation.unit else None
            )
            known_by = min(as_of, of.cut_off or as_of)
            came = head is not None and (head.received_on is None or head.received_on <= known_by)
            assert row.standing == alone
            assert row == _row(alone, row.unit, head if came else None)


def test_what_lapsed_is_no_longer_missing_but_stays_expected() -> None:
    """Its state says that its time is over, or that the year's report came instead; the rate is what it was."""
    lines = (
        calendar("BC-QUY", from_=period(Q2), lapses_after=60),
        calendar("BC-NAM", every="year", due_after=20),
    )
    of = known(
        reporting=lines, reports=(report("a", "2021", on="2022-01-15"), report("c", Q2, on="2021-07-05"))
    )
    seen = view(of, "2022-02-01")
    assert {r.unit.id: r.state for r in seen.rows} == {"b": "missed", "a": "replaced", "c": "received"}
    assert (seen.missing, counts(seen), seen.tally.due_on_time, seen.tally.due) == ((), (3, 1, 1), 1, 3)


def test_a_unit_stands_in_a_period_as_it_was_on_its_last_day() -> None:
    """Under its name and kind of then, though it is another by the day on which it is asked."""
    was = (UnitBefore(until=day("2021-09-30"), kind="public_service", name="Bệnh viện A"),)
    units = (unit("a", kind="private_enterprise", name="Công ty A", before=was),)
    seen = [row(view(known(units=units), "2022-02-01", of), "a").unit for of in (Q2, "2021-Q3", "2021-Q4")]
    assert [(unit_.name, unit_.kind) for unit_ in seen] == [
        ("Bệnh viện A", "public_service"),
        ("Bệnh viện A", "public_service"),
        ("Công ty A", "private_enterprise"),
    ]


def test_what_a_unit_that_ended_in_the_midst_has_sent_stands_beside_the_counts() -> None:
    """It is owed by nobody and counted in no rate; after the merger it is said in whose report it is."""
    gone = unit("a", valid_to=day("2021-05-20"), merged_into="b")
    sent = replace(report("a", Q2, on="2021-05-10", admitted=3), counted_in="b")
    seen = view(known(units=(gone, unit("b", order=2)), reports=(sent,)))
    assert ([found.unit for found in seen.left_behind], seen.names) == (
        ["a"],
        {"a": "Đơn vị a", "b": "Đơn vị b"},
    )
    assert [found.unit.id for found in seen.rows] == ["b"]
    assert view(known(units=(gone,), reports=(sent,)), "2021-05-09").left_behind == ()
    assert seen.of_unit("b").left_behind == ()
