"""What events tell at a glance: of whom anything, of whom something that may decide, of whom something lately."""

from __future__ import annotations

import datetime as dt

from tests.support.offices import calendar, day, event, office, unit

from ct58.domain.standing.told import NOBODY, told_on

KNOWN = office(
    units=(unit("a"), unit("b"), unit("c")),
    reporting=(calendar(),),
    unit_events={
        "a": [event("reminded", "2021-07-12", item="BC-QUY", occurrence="2021-Q2")],
        "b": [event("extended", "2021-07-04", item="BC-QUY", occurrence="2021-Q2", until="2021-07-20")],
        "c": [event("suspended", "2021-08-01", item="BC-QUY")],
    },
)


def test_a_reminder_is_told_and_decides_nothing() -> None:
    """An extension may decide, and so may a pause of all that falls due later, which names no occurrence."""
    told = told_on(KNOWN, None, day("2021-12-01"))

    def of(item: str, occurrence: str) -> list[set[str | None]]:
        return [set(units) for units in told.of(item, occurrence)]

    assert of("BC-QUY", "2021-Q2") == [{"a", "b", "c"}, {"b", "c"}]
    assert of("BC-QUY", "2021-Q3") == [{"c"}, {"c"}]
    assert of("BC-NAM", "2021") == [set(), set()]


def test_lately_is_what_is_of_a_day_in_between_or_sets_one() -> None:
    """Both ends are meant; the day to which a deadline was moved, and the day of a pause."""

    def lately(since: str, as_of: str) -> frozenset[str | None]:
        return told_on(KNOWN, day(since), day(as_of)).lately.get("BC-QUY", NOBODY)

    assert lately("2021-07-05", "2021-07-19") == NOBODY
    assert lately("2021-07-19", "2021-07-20") == lately("2021-07-20", "2021-07-21") == {"b"}
    assert lately("2021-07-31", "2021-08-01") == {"c"}
    assert told_on(KNOWN, None, dt.date.max).lately == {}
