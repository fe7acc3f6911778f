"""The rate on time: due on or before the day; what was done before its day enters when its day comes."""

from __future__ import annotations

import pytest
from tests.support.offices import day, document, event, office, rule, task

from ct58.domain.records.events import Event
from ct58.domain.standing.status import standings
from ct58.domain.standing.timeliness import Timeliness, timeliness

DUE = "2021-06-30"
NEVER: tuple[Event, ...] = ()
BEFORE = (event("submitted", "2021-06-10"),)
ON_THE_DAY = (event("submitted", DUE),)
AFTER = (event("submitted", "2021-07-02"),)
EXTENDED = (event("extended", "2021-06-20", until="2021-07-10", document=document(), reason="x"),)
DROPPED = (event("dropped", "2021-06-20", document=document(), reason="x"),)


@pytest.mark.parametrize(
    ("as_of", "events", "due", "on_time"),
    [
        ("2021-06-29", NEVER, 0, 0),
        ("2021-06-29", BEFORE, 0, 0),
        (DUE, NEVER, 1, 0),
        (DUE, BEFORE, 1, 1),
        (DUE, ON_THE_DAY, 1, 1),
        ("2021-07-01", NEVER, 1, 0),
        ("2021-07-05", AFTER, 1, 0),
        (DUE, EXTENDED, 0, 0),
        ("2021-07-10", EXTENDED, 1, 0),
        ("2021-07-10", (*EXTENDED, *AFTER), 1, 1),
        ("2021-07-10", DROPPED, 0, 0),
    ],
)
def test_one_is_in_the_rate_from_its_day_on(
    as_of: str, events: tuple[Event, ...], due: int, on_time: int
) -> None:
    """Done or not makes no difference to the denominator; the deadline in force does."""
    known = office(tasks=(task("PL-01", rule(by=DUE)),), events={"PL-01": events})
    assert timeliness(standings(known, day(as_of))) == Timeliness(due, on_time)


def test_the_denominator_of_a_day_is_the_same_whatever_is_done_later() -> None:
    """Eight fall due by the day: five done in time, one late, two not done on their very day: 5/8, not 5/6."""
    days = ["2021-05-31"] * 6 + [DUE] * 2
    done = {f"PL-0{n}": (event("submitted", "2021-05-20"),) for n in range(1, 6)}
    late = {"PL-06": (event("submitted", "2021-06-02"),)}
    tasks = tuple(task(f"PL-0{n}", rule(by=due)) for n, due in enumerate(days, 1))
    known = office(tasks=tasks, events={**done, **late})
    assert timeliness(standings(known, day(DUE))) == Timeliness(8, 5)
