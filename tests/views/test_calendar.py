"""Deadlines as a calendar: which entries there are, and how they are named."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import (
    calendar,
    day,
    duty,
    event,
    exception,
    office,
    period,
    report,
    rule,
    staff,
    task,
    unit,
)
from tests.support.showcase import AS_OF, showcase

from ct58.domain.records.office import Office
from ct58.views.calendar import CalendarView, DayRange, calendar_view, calendars_by_owner

QUARTERS = calendar(from_=period("2021-Q2"), until=period("2021-Q3"))


def view(
    known: Office, as_of: str = "2021-06-01", *, last: str | None = None, with_done: bool = False
) -> CalendarView:
    """The calendar of all from a day on."""
    span = DayRange(first=day(as_of), last=day(last) if last else None)
    return calendar_view(known, day(as_of), span, with_done=with_done)


def uids(found: CalendarView) -> list[str]:
    """The UIDs without the programme's part."""
    return [entry.uid.removeprefix("10-ctr-duk-2021-04-07.").removesuffix("@ct58") for entry in found.entries]


def test_entries_stand_by_day_from_the_first_to_the_last_both_inside() -> None:
    """PL-02 is due on the last day asked for, PL-03 the day after."""
    tasks = (
        task("PL-03", rule(by="2021-07-02")),
        task("PL-02", rule(by="2021-07-01")),
        task("PL-01", rule(by="2021-06-01")),
    )
    assert uids(view(office(tasks=tasks), last="2021-07-01")) == ["PL-01.once", "PL-02.once"]


def test_without_a_last_day_everything_to_the_last_deadline_is_there() -> None:
    """The report of the last quarter falls due after the programme's last year."""
    line = calendar(from_=period("2025-Q4"))
    assert [entry.due for entry in view(office(units=(unit("a"),), reporting=(line,))).entries] == [
        day("2026-01-05")
    ]


def test_what_units_owe_is_one_entry_in_the_calendar_of_all() -> None:
    """With how many have done it."""
    known = office(
        units=(unit("a"), unit("b")),
        reporting=(QUARTERS,),
        reports=(report("a", "2021-Q2", on="2021-07-02"),),
    )
    first = view(known, "2021-07-03").entries[0]
    assert first.tally is not None
    assert (first.tally.done, first.tally.expected, first.is_done) == (1, 2, False)
    assert uids(view(known, "2021-07-03")) == ["BC-QUY.2021-Q2", "BC-QUY.2021-Q3"]


def test_in_its_own_calendar_each_unit_has_an_entry_of_its_own() -> None:
    """Its UID names the unit, so that two units' calendars can be imported side by side."""
    known = office(units=(unit("a"), unit("b")), reporting=(QUARTERS,))
    own = calendar_view(known, day("2021-06-01"), DayRange(first=day("2021-06-01")), known.units["b"])
    assert uids(own) == ["BC-QUY.2021-Q2.b", "BC-QUY.2021-Q3.b"]
    assert [entry.tally for entry in own.entries] == [None, None]


def test_units_with_another_day_have_an_entry_of_their_own() -> None:
    """The usual day keeps its UID; the other has the day in it."""
    moved = exception("2021-Q2", "BC-QUY", "2021-07-20", "a")
    line = calendar(from_=period("2021-Q2"), until=period("2021-Q2"))
    known = office(units=(unit("a"), unit("b")), reporting=(line,), periods=(moved,))
    assert uids(view(known)) == ["BC-QUY.2021-Q2", "BC-QUY.2021-Q2.2021-07-20"]


def test_when_all_have_another_day_the_entry_moves_and_keeps_its_name() -> None:
    """A client that imports again finds the event it has."""
    moved = exception("2021-Q2", "BC-QUY", "2021-07-20")
    line = calendar(from_=period("2021-Q2"), until=period("2021-Q2"))
    known = office(units=(unit("a"), unit("b")), reporting=(line,), periods=(moved,))
    assert [(entry.due, uids(view(known))) for entry in view(known).entries] == [
        (day("2021-07-20"), ["BC-QUY.2021-Q2"])
    ]


def test_what_is_done_is_left_out_unless_asked_for() -> None:
    """Then it is marked."""
    known = office(
        tasks=(task(submit_to=()), task("PL-02")), events={"PL-01": [event("issued", "2021-05-20")]}
    )
    assert uids(view(known)) == ["PL-02.once"]
    assert [entry.is_done for entry in view(known, with_done=True).entries] == [True, False]


def test_what_is_given_up_or_has_no_deadline_is_never_there() -> None:
    """Neither is a day to keep."""
    known = office(
        tasks=(task(),), duties=(duty("NV-01", rule()),), events={"PL-01": [event("dropped", "2021-05-20")]}
    )
    assert view(known, with_done=True).entries == ()


def test_an_extended_item_stands_on_its_new_day_under_the_same_name() -> None:
    """The deadline in force counts."""
    known = office(tasks=(task(),), events={"PL-01": [event("extended", "2021-06-25", until="2021-07-10")]})
    found = view(known, "2021-06-26")
    assert [(entry.due, entry.uid) for entry in found.entries] == [
        (day("2021-07-10"), view(known).entries[0].uid)
    ]


def test_each_owner_has_a_calendar_in_the_offices_order() -> None:
    """Who leads, who shares, who owes; nobody without a deadline."""
    known = office(
        units=(unit("a", order=3), staff("vp", order=1), staff("btc", order=2), staff("idle", order=0)),
        tasks=(task(lead=("vp",), with_=("btc",)),),
        reporting=(QUARTERS,),
    )
    made = calendars_by_owner(known, day("2021-06-01"), DayRange(first=day("2021-06-01")))
    assert [(found.owner.id if found.owner else None, uids(found)) for found in made] == [
        ("vp", ["PL-01.once"]),
        ("btc", ["PL-01.once"]),
        ("a", ["BC-QUY.2021-Q2.a", "BC-QUY.2021-Q3.a"]),
    ]


def test_a_calendar_by_owner_is_the_calendar_of_that_owner() -> None:
    """Both ways give the same."""
    span = DayRange(first=AS_OF)
    for found in calendars_by_owner(showcase(), AS_OF, span):
        assert found == calendar_view(showcase(), AS_OF, span, found.owner)


def test_items_that_came_up_on_the_way_are_there() -> None:
    """KL-01 has a head of its own."""
    assert "KL-01.once" in uids(view(showcase(), "2021-07-15"))


@given(st.lists(st.dates(day("2021-05-01"), day("2025-12-31")), min_size=1, max_size=4))
def test_uids_are_distinct_and_do_not_depend_on_the_day_of_asking(days: Sequence[object]) -> None:
    """Whenever the calendar is made, what is in it has the name that it always has."""
    names: dict[tuple[str, str], str] = {}
    for as_of in sorted(map(str, days)):
        found = view(showcase(), as_of, with_done=True)
        assert len(set(uids(found))) == len(found.entries)
        for entry in found.entries:
            key = (entry.entry.standing.item.id, entry.entry.occurrence)
            assert names.setdefault(key, entry.uid) == entry.uid
