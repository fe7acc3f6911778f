"""What is counted without a look, against what a look at every one of them tells."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from functools import cache, partial
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support.demo_office import demo_office
from tests.support.late_offices import DAYS, late_office
from tests.support.offices import calendar, day, event, office, report, unit

from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.standing.batches import Batch, batches, batches_of, overdue_on, stood_otherwise
from ct58.domain.standing.occurrences import Key
from ct58.domain.standing.status import Standing, standing, standings
from ct58.domain.time.deadlines import Occurrence

DEMO_DAYS = ("2021-07-10", "2023-08-01", "2026-01-12")


@cache
def made(seed: int) -> Office:
    """One of the random offices."""
    return late_office(Random(seed))  # noqa: S311 - chance, not secrets


def seen(office: Office, found: Iterable[Batch], as_of: dt.date) -> Counter[str]:
    """What is counted and what is looked at, together: how many stand in each status."""
    counts: Counter[str] = Counter()
    for batch in found:
        counts["completed_on_time"] += batch.on_time
        counts["completed_late"] += batch.late
        counts["missed"] += batch.missed
        counts.update(standing(office, entry, as_of).status for entry in batch.occasion.owed_by(batch.open))
    return +counts


def overdue(found: Iterable[Standing]) -> list[Standing]:
    """What is overdue of all."""
    return [one for one in found if one.status == "overdue"]


def check(known: Office, as_of: dt.date) -> None:
    """Every number and every list is that of all standings."""
    found, all_ = list(batches(known, as_of)), list(standings(known, as_of))
    assert seen(known, found, as_of) == Counter(one.status for one in all_)
    assert list(overdue_on(known, as_of)) == overdue(all_)
    told = {one.obligation.key: one for one in all_}
    for batch in found:
        for one in batch.standings(known, batch.occasion.owed_by(batch.open), as_of):
            assert one == told[one.obligation.key]
    waiting = {
        entry.key
        for batch in found
        for entry in batch.occasion.owed_by(batch.open)
        if batch.is_waiting(entry)
    }
    for one in all_:
        if one.obligation.key in waiting:
            assert one.status in {"due_soon", "not_started"}
            assert (one.due, one.events) == (one.obligation.occurrence.due, ())


def turned(known: Office, since: dt.date, as_of: dt.date) -> tuple[set[Key], set[Key]]:
    """What became overdue between two days or is so no more; and what is said to have turned, perhaps."""
    before, now = ({one.obligation.key for one in overdue(standings(known, on))} for on in (since, as_of))
    found = list(batches(known, as_of, since=since))
    said = {one.obligation.key for one in stood_otherwise(known, found, since)}
    return before ^ now, said | {e.key for batch in found for e in batch.occasion.owed_by(batch.turned)}


@settings(max_examples=20)
@given(st.integers(0, 2_000), st.sampled_from(DAYS))
def test_what_is_counted_is_what_all_standings_say(seed: int, as_of: dt.date) -> None:
    """Of any office, on any day."""
    check(made(seed), as_of)


@example(100, day("2021-10-17"), day("2021-11-25"))  # a unit's own deadline passed in between
@given(st.integers(0, 2_000), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_nothing_turns_that_is_not_looked_at(seed: int, one: dt.date, other: dt.date) -> None:
    """Whatever fell due, arrived, lapsed or was noted between two days."""
    since, as_of = sorted((one, other))
    really, said = turned(made(seed), since, as_of)
    assert really <= said


def is_soon_or_begun(as_of: dt.date, item: Item, occurrence: Occurrence) -> bool:
    """What a status asks for: it looks at the kind, the day and the period of what is owed."""
    is_soon = occurrence.due is not None and (occurrence.due - as_of).days <= 30
    return item.kind != "task" and (is_soon or occurrence.period.first_day <= as_of)


@settings(max_examples=20)
@given(st.integers(0, 2_000), st.sampled_from(DAYS))
def test_what_is_at_hand_of_a_day_serves_for_every_part_of_it(seed: int, as_of: dt.date) -> None:
    """The same occasions as if only these had been asked for, whatever was looked at before."""
    known = made(seed)
    owed = tuple(batches(known, as_of))
    late = list(overdue_on(known, as_of, owed))
    asked = partial(is_soon_or_begun, as_of)
    some = list(batches_of(owed, known, as_of, asked))
    assert [batch.occasion for batch in some] == [
        batch.occasion for batch in batches(known, as_of, is_asked=asked)
    ]
    assert seen(known, owed, as_of) == seen(known, batches(known, as_of), as_of)
    assert late == list(overdue_on(known, as_of)) == list(overdue_on(known, as_of, owed))


@pytest.mark.parametrize("on", DEMO_DAYS)
def test_the_demo_office_is_counted_right(on: str) -> None:
    """With its gaps, exceptions, pauses and late reports."""
    check(demo_office(units=6), day(on))
    really, said = turned(demo_office(units=6), day(on) - dt.timedelta(days=1), day(on))
    assert really <= said


def test_only_what_is_open_is_looked_at() -> None:
    """Of three units two have reported: one is left, and none is looked at while there is time."""
    known = office(
        units=(unit("a"), unit("b"), unit("c"), unit("d")),
        reporting=(calendar(),),
        reports=(report("a", "2021-Q2", on="2021-07-01"), report("b", "2021-Q2", on="2021-07-20")),
        unit_events={"d": [event("noted", "2021-07-02", item="BC-QUY", occurrence="2021-Q2")]},
    )
    found = {batch.key: batch for batch in batches(known, day("2021-07-21"))}
    late, coming = found["BC-QUY", "2021-Q2"], found["BC-QUY", "2021-Q3"]
    assert (late.on_time, late.late, [one and one.id for one in late.open]) == (1, 1, ["c", "d"])
    assert (coming.plain, len(coming.waiting), list(coming.unplain)) == (4, 4, [])


def test_what_was_looked_at_says_nothing_of_another_office_or_day() -> None:
    """A batch may be asked about what would be, too."""
    before = office(units=(unit("a"),), reporting=(calendar(),))
    after = office(
        units=(unit("a"),), reporting=(calendar(),), reports=(report("a", "2021-Q2", on="2021-07-03"),)
    )
    on = day("2021-07-21")
    (batch,) = (found for found in batches(before, on) if found.key == ("BC-QUY", "2021-Q2"))
    asked = list(batch.occasion.owed_by(batch.open))
    for known, as_of in ((before, on), (after, on), (before, day("2021-07-01")), (before, on)):
        assert list(batch.standings(known, asked, as_of)) == [standing(known, one, as_of) for one in asked]
    assert batch in tuple(batches(before, on))
