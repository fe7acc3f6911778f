"""Whom to telephone on a day: the promises of the day first, old debts apart."""

from __future__ import annotations

from typing import Any

from tests.support.offices import calendar, day, duty, event, office, period, report, rule, staff, task, unit

from ct58.domain.records.office import Office
from ct58.domain.standing.calls import CallScope, call_key, calls_on, found_again, state_of

TODAY = day("2021-10-15")
QUARTERS = calendar(from_=period("2021-Q2"), until=period("2021-Q3"))
"""Due on 5 July and 5 October."""


def about(kind: Any, on: str, occurrence: str = "2021-Q3", **given: Any) -> Any:
    """An event of a unit's quarterly report."""
    return event(kind, on, item="BC-QUY", occurrence=occurrence, **given)


def known(**events: list[Any]) -> Office:
    """Units that have sent quarter II and owe quarter III, with what is recorded of them."""
    names = ["a", "b", "c", "d", "e", "f"]
    return office(
        units=[unit(name, order=place) for place, name in enumerate(names)],
        reporting=(QUARTERS,),
        reports=[report(name, "2021-Q2", on="2021-07-02") for name in names],
        unit_events=events,
    )


def listed(of: Office, **scope: Any) -> list[tuple[str, str]]:
    """Unit and reason of each row."""
    found = calls_on(of, TODAY, CallScope(**{"since": TODAY, **scope}))
    return [(call.addressee.id, call.reason) for call in found.calls]


def test_promises_come_first_then_who_was_never_reminded() -> None:
    """A broken one before one of today; within a reason in the office's order."""
    of = known(
        b=[about("reminded", "2021-10-08")],
        d=[about("promised", "2021-10-08", until="2021-10-15")],
        e=[about("promised", "2021-10-08", until="2021-10-14")],
        f=[about("promised", "2021-10-08", until="2021-10-16")],
    )
    assert listed(of) == [
        ("e", "promise_broken"),
        ("d", "promise_today"),
        ("a", "never_reminded"),
        ("c", "never_reminded"),
        ("b", "late"),
    ]


def test_who_promised_a_day_to_come_or_was_reminded_today_is_left_in_peace() -> None:
    """They are named apart; `since` widens it to some days."""
    of = known(
        a=[about("promised", "2021-10-08", until="2021-10-16")],
        b=[about("reminded", "2021-10-15")],
        c=[about("reminded", "2021-10-12")],
    )
    found = calls_on(of, TODAY, CallScope(since=TODAY))
    assert [call.addressee.id for call in found.promised] == ["a"]
    assert [call.addressee.id for call in found.reminded] == ["b"]
    assert ("c", "late") in listed(of)
    assert "c" not in dict(listed(of, since=day("2021-10-12")))


def test_a_note_does_not_take_anybody_from_the_list() -> None:
    """The line was engaged: it is to be tried again; the note is what was said last."""
    of = known(a=[about("reminded", "2021-10-08"), about("noted", "2021-10-15", reason="máy bận")])
    found = calls_on(of, TODAY, CallScope(since=TODAY))
    (call,) = (call for call in found.calls if call.addressee.id == "a")
    assert (call.reason, call.last.reason if call.last else None) == ("late", "máy bận")


def test_what_was_sent_back_is_asked_for_again() -> None:
    """Whether or not anybody was reminded."""
    of = office(
        units=(unit("a"),),
        reporting=(calendar(from_=period("2021-Q3"), until=period("2021-Q3")),),
        reports=(report("a", "2021-Q3", "returned", on="2021-10-03"),),
    )
    assert listed(of) == [("a", "returned")]


def debtors() -> Office:
    """Both owe the quarter before; one has promised it for a day of this round."""
    return office(
        units=(unit("a"), unit("b")),
        reporting=(QUARTERS,),
        reports=[report(name, "2021-Q3", on="2021-10-02") for name in "ab"],
        unit_events={"b": [about("promised", "2021-10-01", "2021-Q2", until="2021-10-15")]},
    )


def test_old_debts_are_apart_until_a_day_is_promised_for_them() -> None:
    """What fell due before the newest period is old; a promise of these days is of these days."""
    assert listed(debtors()) == [("b", "promise_today")]
    assert listed(debtors(), older=True) == [("a", "old")]
    found = calls_on(debtors(), TODAY, CallScope(since=TODAY))
    assert ([call_key(debt) for call in found.older for debt in call.owed], found.period) == (
        [("BC-QUY", "2021-Q2", "a")],
        period("2021-Q3"),
    )


def test_a_row_holds_all_that_one_place_owes() -> None:
    """The most pressing first, and the reason is its; a body that leads a late item is called, too."""
    of = office(
        units=(unit("a"), staff("vp")),
        tasks=(task(deadline=rule(by="2021-09-30"), lead=("vp",)),),
        duties=(duty("NV-02", rule(by="2021-08-31"), owners="tccsd"),),
        reporting=(calendar(from_=period("2021-Q3"), until=period("2021-Q3")),),
        unit_events={"a": [about("promised", "2021-10-08", until="2021-10-14")]},
    )
    found = calls_on(of, TODAY, CallScope(since=TODAY))
    assert [(c.addressee.id, c.reason, [debt.item.id for debt in c.owed]) for c in found.calls] == [
        ("a", "promise_broken", ["BC-QUY", "NV-02"]),
        ("vp", "never_reminded", ["PL-01"]),
    ]


def test_only_some_items_may_be_asked_for() -> None:
    """What else they owe is not spoken of."""
    assert listed(known(), items=("NV-01",)) == []


def test_a_row_is_found_again_and_differs_when_something_was_recorded_or_sent() -> None:
    """So an answer to an old list can be refused."""
    before = known()
    key = ("BC-QUY", "2021-Q3", "a")
    state = state_of([found_again(before, TODAY, [key])[key]])
    reminded = known(a=[about("reminded", "2021-10-15")])
    assert state_of([found_again(reminded, TODAY, [key])[key]]) != state
    assert state_of([found_again(known(b=[about("reminded", "2021-10-15")]), TODAY, [key])[key]]) == state
    assert state_of([found_again(before, TODAY, [("BC-QUY", "2021-Q9", "a")]).get(key)]) != state
