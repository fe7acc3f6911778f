"""The 2×2: done or not, in time or not; the rate on time with its fraction."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.support.offices import day, document, event, office, rule, task

from ct58.domain.records.events import Event
from ct58.domain.records.office import Office
from ct58.views.counts import Counts, count
from ct58.views.due import entries_on

BTV = "standing_committee"


def counts(known: Office, as_of: str) -> Counts:
    """The counts of all that is owed."""
    return count(entries_on(known, day(as_of)))


def one(as_of: str, *events: Event, deadline: str = "2021-06-30") -> Counts:
    """The counts of one task with these events."""
    known = office(tasks=(task("PL-01", rule(by=deadline)),), events={"PL-01": events})
    return counts(known, as_of)


@pytest.mark.parametrize(
    ("as_of", "submitted_on", "cell", "due"),
    [
        ("2021-06-30", None, "within_time", 1),
        ("2021-07-01", None, "overdue", 1),
        ("2021-07-01", "2021-06-30", "on_time", 1),
        ("2021-06-30", "2021-06-30", "on_time", 1),
        ("2021-06-20", "2021-06-10", "on_time", 0),
        ("2021-07-05", "2021-07-01", "late", 1),
    ],
)
def test_each_obligation_is_in_one_of_four_cells(
    as_of: str, submitted_on: str | None, cell: str, due: int
) -> None:
    """On the due day itself nothing is late, yet it is due, done or not; what was done early is due on its day."""
    events = [event("submitted", submitted_on, to=BTV)] if submitted_on else []
    found = one(as_of, *events)
    assert {name: getattr(found, name) for name in ("on_time", "late", "within_time", "overdue")} == {
        "on_time": 0,
        "late": 0,
        "within_time": 0,
        "overdue": 0,
        cell: 1,
    }
    assert (found.total, found.due, found.due_on_time) == (1, due, due if cell == "on_time" else 0)


def test_the_rate_is_of_what_has_fallen_due() -> None:
    """One on time of three; 33.3%."""
    known = office(
        tasks=tuple(task(f"PL-0{n}", rule(by="2021-06-30" if n < 4 else "2021-12-31")) for n in (1, 2, 3, 4)),
        events={
            "PL-01": [event("submitted", "2021-06-30")],
            "PL-02": [event("submitted", "2021-07-02")],
            "PL-04": [event("submitted", "2021-07-02")],
        },
    )
    found = counts(known, "2021-07-15")
    assert (found.total, found.due_on_time, found.due, found.rate) == (4, 1, 3, Decimal("33.3"))


def test_where_nothing_has_fallen_due_there_is_no_rate() -> None:
    """Not 0%, not 100%."""
    assert one("2021-05-01").rate is None


def test_what_is_suspended_or_dropped_leaves_the_cells_and_the_rate() -> None:
    """Each is counted beside them."""
    halts = {
        kind: event(kind, "2021-06-01", document=document(), reason="x") for kind in ("suspended", "dropped")
    }
    known = office(
        tasks=(task("PL-01"), task("PL-02"), task("PL-03")),
        events={"PL-01": [halts["suspended"]], "PL-02": [halts["dropped"]]},
    )
    found = counts(known, "2021-07-15")
    assert (found.suspended, found.dropped, found.overdue, found.total, found.due) == (1, 1, 1, 1, 1)
    assert found.items == 3


def test_a_standing_duty_is_in_no_cell() -> None:
    """It never falls due."""
    found = counts(office(tasks=(task("PL-01", rule()),)), "2021-07-15")
    assert (found.ongoing, found.total, found.due) == (1, 0, 0)


def test_what_is_to_be_verified_is_overdue_and_said() -> None:
    """Due before the programme's own date, nothing recorded."""
    found = one("2021-07-15", deadline="2021-03-31")
    assert (found.overdue, found.to_verify, found.due) == (1, 1, 1)


def test_occurrences_are_counted_and_items_named_once() -> None:
    """Five years of one task."""
    known = office(tasks=(task("PL-03", rule(every="year")),))
    found = counts(known, "2022-07-15")
    assert (found.items, found.total, found.overdue) == (1, 5, 1)


def test_what_was_missed_is_in_the_total_and_the_rate_and_not_overdue() -> None:
    """Two bulletins, due on 30/4 and 31/5: on 30/7 the first one's time is over."""
    bulletins = rule(every="month", from_="2021-04", until="2021-05", lapses_after=90)
    known = office(tasks=(task("PL-01", bulletins),))
    found = counts(known, "2021-07-30")
    assert (found.total, found.overdue, found.missed) == (2, 1, 1)
    assert (found.due_on_time, found.due, found.open_on_its_day) == (0, 2, 0)
