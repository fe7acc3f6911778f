"""The numbered list of calls, and what is to be chased beside it."""

from __future__ import annotations

from tests.support.offices import calendar, day, event, office, period, unit
from tests.support.showcase import AS_OF, showcase

from ct58.domain.standing.calls import CallScope
from ct58.views.calls import calls_view, chase_view
from ct58.views.reminders import reminders_view


def test_rows_are_numbered_and_know_what_an_answer_is_about() -> None:
    """Each debt by item, occurrence and who owes it."""
    rows = calls_view(showcase(), AS_OF).rows
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert all(row.keys and row.state for row in rows)


def test_a_joint_debt_counts_once() -> None:
    """However many rows it stands in."""
    view = calls_view(showcase(), AS_OF)
    keys = [entry.key for entry in view.entries]
    assert len(keys) == len(set(keys))
    assert set(keys) == {entry.key for row in view.rows for entry in row.entries}


def test_what_leads_to_lists_counts_what_they_list() -> None:
    """Calls and letters of one day, from one look at what is overdue."""
    chase = chase_view(showcase(), AS_OF)
    assert chase.calls == calls_view(showcase(), AS_OF, CallScope(since=AS_OF))
    assert chase.letters == tuple(letter.addressee.id for letter in reminders_view(showcase(), AS_OF).letters)


def test_where_all_were_reminded_today_no_letter_is_announced() -> None:
    """It has just gone out; the day after it may be needed again."""
    said = event("reminded", "2021-07-15", item="BC-QUY", occurrence="2021-Q2")
    known = office(
        units=(unit("a"),),
        reporting=(calendar(from_=period("2021-Q2"), until=period("2021-Q2")),),
        unit_events={"a": [said]},
    )
    assert chase_view(known, AS_OF).letters == ()
    assert chase_view(known, day("2021-07-16")).letters == ("a",)
