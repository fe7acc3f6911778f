"""What a change turns: obligations that stand otherwise, reports that have come or gone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import calendar, day, duty, event, office, period, report, rule, staff, task, unit

from ct58.domain.records.office import Office
from ct58.domain.records.reports import ReportState
from ct58.domain.standing.consequences import WhereToLook, consequences, report_counts
from ct58.domain.standing.obligations import occasions

TODAY = day("2021-07-15")
Q2 = period("2021-Q2")


def small_office(**given: Any) -> Office:
    """A task, a programme each unit owes, quarterly reports of two units."""
    return office(
        units=(staff(), unit("a"), unit("b")),
        tasks=(task("PL-01"), task("PL-02", rule(by="2021-Q4"))),
        duties=(duty("NV-02", rule(before="2021-04-15"), owners="tccsd", done_when="programme.number"),),
        reporting=(calendar("BC-QUY", from_=Q2), calendar("BC-NAM", every="year")),
        **given,
    )


def turned(before: Office, after: Office, scope: WhereToLook) -> list[tuple[str, str, str | None, str, str]]:
    """Item, occurrence, unit, status before and after."""
    return [
        (
            turn.after.item.id,
            turn.after.obligation.occurrence.key,
            turn.after.obligation.unit.id if turn.after.obligation.unit else None,
            turn.before.status,
            turn.after.status,
        )
        for turn in consequences(before, after, TODAY, scope).turns
    ]


_IDS = st.sampled_from(["PL-01", "NV-02", "BC-QUY", "BC-NAM"])
_UNITS = st.sampled_from(["a", "b"])


@given(
    scope=st.builds(
        WhereToLook,
        items=st.frozensets(_IDS, max_size=1),
        units=st.frozensets(_UNITS, max_size=1),
        owed=st.frozensets(st.tuples(_IDS, _UNITS), max_size=2),
        reports=st.frozensets(st.tuples(_UNITS, st.just("2021-Q2")), max_size=1),
        figures=st.frozensets(st.tuples(_UNITS, st.sampled_from(["programme", "else"])), max_size=1),
    )
)
def test_an_item_or_unit_is_passed_over_only_if_nothing_owed_may_have_turned(scope: WhereToLook) -> None:
    """Whatever the scope covers is looked at."""
    for occasion in occasions(small_office(), TODAY):
        among = list(scope.among(occasion))
        for obligation in occasion.owed_by(occasion.owing):
            is_looked_at = scope.concerns(obligation.item) and obligation.unit in among
            assert is_looked_at or not scope.covers(obligation)


class TestTurns:
    """Obligations before and after."""

    def test_a_submission_ends_what_was_overdue(self) -> None:
        """The task turns, and no other."""
        after = small_office(events={"PL-01": [event("submitted", "2021-07-15")]})
        scope = WhereToLook(items=frozenset({"PL-01", "PL-02"}))
        assert turned(small_office(), after, scope) == [("PL-01", "once", None, "overdue", "completed_late")]

    def test_nothing_is_looked_for_outside_the_scope(self) -> None:
        """The change is known to lie in some files."""
        after = small_office(events={"PL-01": [event("submitted", "2021-07-15")]})
        assert turned(small_office(), after, WhereToLook(items=frozenset({"PL-02"}))) == []

    def test_an_extension_for_one_unit_turns_only_that_unit(self) -> None:
        """The scope is the unit whose file changed."""
        extended = event("extended", "2021-07-10", item="BC-QUY", occurrence="2021-Q2", until="2021-07-30")
        after = small_office(unit_events={"a": [extended]})
        expected = [("BC-QUY", "2021-Q2", "a", "overdue", "due_soon")]
        assert turned(small_office(), after, WhereToLook(units=frozenset({"a"}))) == expected
        assert turned(small_office(), after, WhereToLook(items=frozenset({"BC-QUY"}))) == expected

    def test_an_extension_for_all_turns_only_what_is_open(self) -> None:
        """To a report that came in time another deadline makes no difference."""
        reports = [report("a", "2021-Q2", on="2021-07-03")]
        extended = event("extended", "2021-07-10", occurrence="2021-Q2", until="2021-07-30")
        after = small_office(reports=reports, events={"BC-QUY": [extended]})
        assert turned(small_office(reports=reports), after, WhereToLook(items=frozenset({"BC-QUY"}))) == [
            ("BC-QUY", "2021-Q2", "b", "overdue", "due_soon")
        ]

    def test_a_later_deadline_makes_a_late_report_less_late(self) -> None:
        """The days are counted from the deadline in force."""
        reports = [report("a", "2021-Q2", on="2021-07-10")]
        extended = event("extended", "2021-07-01", occurrence="2021-Q2", until="2021-07-08")
        after = small_office(reports=reports, events={"BC-QUY": [extended]})
        scope = WhereToLook(items=frozenset({"BC-QUY"}))
        first, _second = consequences(small_office(reports=reports), after, TODAY, scope).turns
        assert (first.before.days_overdue, first.after.days_overdue) == (5, 2)

    def test_another_deadline_in_the_programme_turns_what_falls_due_by_it(self) -> None:
        """Each side is judged by its own rule; an occurrence that only one of them has turns nothing."""
        old = office(duties=(duty("NV-01", rule(every="quarter")),))
        new = office(duties=(duty("NV-01", rule(every="quarter", at="start", due_after=9, from_="2021-Q1")),))
        assert turned(old, new, WhereToLook(everything=True))[:2] == [
            ("NV-01", "2021-Q2", None, "overdue", "overdue"),
            ("NV-01", "2021-Q3", None, "not_started", "overdue"),
        ]

    def test_what_is_overdue_and_begun_is_another_thing(self) -> None:
        """The status is the same, the work is not."""
        after = small_office(events={"PL-01": [event("started", "2021-07-15")]})
        (turn,) = consequences(small_office(), after, TODAY, WhereToLook(items=frozenset({"PL-01"}))).turns
        assert (turn.before.started, turn.after.started) == (False, True)

    def test_a_new_item_turns_nothing(self) -> None:
        """There was no before."""
        after = small_office()
        before = office(units=(staff(), unit("a"), unit("b")))
        assert turned(before, after, WhereToLook(items=frozenset(after.items))) == []

    @pytest.mark.parametrize("on", ["2021-07-16", "2021-12-01"])
    def test_what_lies_ahead_does_not_count(self, on: str) -> None:
        """The day is the one that is asked about."""
        after = small_office(events={"PL-01": [event("submitted", on)]})
        assert turned(small_office(), after, WhereToLook(items=frozenset({"PL-01"}))) == []


class TestArrivals:
    """How many reports of a line of the calendar there are."""

    @pytest.mark.parametrize(
        ("state", "count"),
        [("registered", 1), ("received", 1), ("partial", 1), ("empty", None), ("expected", None)],
    )
    def test_what_has_arrived_is_counted(self, state: ReportState, count: int | None) -> None:
        """Of those who were expected; where the count stays, nothing is said."""
        after = small_office(reports=[report("a", "2021-Q2", state, on="2021-07-15")])
        found = consequences(small_office(), after, TODAY, WhereToLook()).arrivals
        assert [(c.title, str(c.period), c.before, c.after, c.expected) for c in found] == (
            [("Báo cáo BC-QUY", "2021-Q2", 0, count, 2)] if count else []
        )

    def test_two_arrivals_are_one_line(self) -> None:
        """Twelve e-mails in a morning are one count."""
        reports = [report(name, "2021-Q2", "registered", on="2021-07-15") for name in "ab"]
        (count,) = consequences(small_office(), small_office(reports=reports), TODAY, WhereToLook()).arrivals
        assert (count.before, count.after) == (0, 2)

    def test_a_report_that_is_sent_back_is_counted_off(self) -> None:
        """It is expected again."""
        before = small_office(reports=[report("a", "2021-Q2", on="2021-07-03")])
        after = small_office(reports=[report("a", "2021-Q2", "returned", on="2021-07-03")])
        (count,) = consequences(before, after, TODAY, WhereToLook()).arrivals
        assert (count.before, count.after) == (1, 0)

    def test_the_base_is_that_of_the_reports(self) -> None:
        """A unit whose reports are suspended is not expected, and what has not come by the day has not arrived."""
        paused = {"b": [event("suspended", "2021-06-01", item="BC-QUY")]}
        after = small_office(reports=[report("a", "2021-Q2", on="2021-07-03")], unit_events=paused)
        (count,) = consequences(small_office(unit_events=paused), after, TODAY, WhereToLook()).arrivals
        assert (count.before, count.after, count.expected) == (0, 1, 1)
        ahead = small_office(reports=[report("a", "2021-Q2", on="2021-12-03")])
        assert consequences(small_office(), ahead, TODAY, WhereToLook()).arrivals == ()

    def test_reports_that_nobody_asks_for_are_not_counted(self) -> None:
        """Figures given once, a unit that the register lacks."""
        reports = [report("a", "once"), report("unknown", "2021-Q2", on="2021-07-03")]
        assert (
            consequences(small_office(), small_office(reports=reports), TODAY, WhereToLook()).arrivals == ()
        )


def test_the_counts_of_a_period_are_of_the_lines_that_ask_for_it() -> None:
    """The quarterly line for a quarter, the yearly for a year."""
    data = small_office(reports=[report("a", "2021-Q2", on="2021-07-03")])
    assert [(c.title, c.after, c.expected) for c in report_counts(data, Q2, TODAY)] == [
        ("Báo cáo BC-QUY", 1, 2)
    ]
    assert [c.title for c in report_counts(data, period("2021"), TODAY)] == ["Báo cáo BC-NAM"]
    assert report_counts(data, period("2021-04"), TODAY) == ()
