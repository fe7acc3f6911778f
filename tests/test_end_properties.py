"""Whatever the office and whenever it ends: nothing changes before the end, and nothing waits or moves after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest
from tests.support.demo_office import demo_records
from tests.support.offices import day, restated
from tests.support.random_offices import office_with, random_programme, random_reports

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.windows import windows
from ct58.domain.records.office import Office, build_office
from ct58.domain.records.programme import ProgrammeClosing
from ct58.domain.standing.hindsight import as_known
from ct58.domain.standing.obligations import fallen_away
from ct58.domain.standing.status import Standing, standings
from ct58.domain.time.period import Period

OFFICES = 60
DEMO_ENDS = 8
ONE_DAY, LONG = dt.timedelta(days=1), dt.timedelta(days=500)
Numbers = tuple[Any, ...]


def ended(known: Office, closed_on: dt.date, closing: ProgrammeClosing) -> Office:
    """The same office with an end."""
    head = replace(known.programme.head, closed_on=closed_on, closing=closing)
    return restated(known, replace(known.programme, programme=head))


def random_end(dice: Random, first: dt.date, last: dt.date) -> tuple[dt.date, ProgrammeClosing]:
    """A day between two, with a cut-off day some time after it, or without one."""
    closed_on = first + dt.timedelta(days=dice.randint(0, (last - first).days))
    cut_off = closed_on + dt.timedelta(days=dice.choice([0, 1, 10, 60])) if dice.random() < 0.8 else None
    return closed_on, ProgrammeClosing(cut_off=cut_off, judge=dice.random() < 0.3)


def results(known: Office, as_of: dt.date, of: Period) -> Iterator[Numbers]:
    """What every indicator comes to in a period, and whether it is judged."""
    there = as_known(known, as_of)
    answers = Answers(there, as_of)
    for indicator in there.programme.indicators:
        for window in windows(there, indicator, of):
            found = evaluate(answers, indicator, window)
            main, coverage = found.main, found.main.coverage
            yield (
                (indicator.id, str(window.period), window.through, window.cut),
                (main.numerator, main.denominator, main.value, main.lower, main.upper),
                (coverage.reported, coverage.expected, main.verdict),
                tuple(reading.verdict for reading in found.readings),
            )


@pytest.mark.parametrize("seed", range(OFFICES))
def test_indicators_before_and_after_an_end_on_any_day(seed: int) -> None:
    """Random programmes and reports; the reports arrive before the end, between it and the cut-off day, or too late."""
    dice = Random(seed)  # noqa: S311 - the same offices each time
    made = random_programme(dice)
    closed_on, closing = random_end(dice, day("2021-04-07"), day("2022-02-01"))
    cut_off = closing.cut_off or closed_on
    arrived = cut_off + dt.timedelta(days=dice.choice([-40, -5, 0, 1]))
    whole = office_with(made, random_reports(dice, made, arrived.isoformat()))
    known = ended(whole, closed_on, closing)
    year = Period.parse("2021")
    before = closed_on - ONE_DAY
    assert list(results(known, before, year)) == list(results(whole, before, year))
    for as_of in (closed_on, cut_off, cut_off + LONG):
        found = list(results(known, as_of, year))
        assert not [entry for entry in found if "not_due" in entry[2]]
        assert [
            entry
            for entry in found
            if entry[0][3] == "period" and entry[2][2] not in ("cut_short", "no_target")
        ] == []
    assert list(results(known, cut_off, year)) == list(results(known, cut_off + LONG, year))


@cache
def demo() -> Office:
    """An office in which much is late, extended, halted, given up, and not booked."""
    return build_office(demo_records(units=10), lines={})


def stands(known: Office, as_of: dt.date) -> dict[object, Standing]:
    """Where everything stands, by item, occurrence and unit."""
    found = standings(as_known(known, as_of), as_of)
    return {_key(entry): entry for entry in found}


def _key(entry: Standing) -> object:
    obligation = entry.obligation
    return obligation.item.id, obligation.occurrence.key, obligation.unit.id if obligation.unit else None


@pytest.mark.parametrize("seed", range(DEMO_ENDS))
def test_work_before_and_after_an_end_on_any_day(seed: int) -> None:
    """Nothing without a recorded event is open, nothing that was done is gone, and no day is added to what is late."""
    dice = Random(seed)  # noqa: S311 - the same ends each time
    closed_on, closing = random_end(dice, day("2021-06-01"), day("2025-12-30"))
    cut_off = closing.cut_off or closed_on
    whole, known = demo(), ended(demo(), closed_on, closing)
    assert stands(known, closed_on - ONE_DAY) == stands(whole, closed_on - ONE_DAY)
    was, now = stands(whole, cut_off), stands(known, cut_off)
    work = {key: entry for key, entry in now.items() if entry.item.kind != "report"}
    for entry in work.values():
        assert entry.status != "due_soon"
        assert entry.events or entry.status not in ("not_started", "in_progress")
    done = {key for key, entry in was.items() if entry.done_on is not None and entry.item.kind != "report"}
    assert done <= work.keys()
    later = {key: entry for key, entry in stands(known, cut_off + LONG).items() if key in work}
    assert {key: _standing(entry) for key, entry in later.items()} == {
        key: _standing(entry) for key, entry in work.items()
    }


@pytest.mark.parametrize("seed", range(DEMO_ENDS))
def test_on_the_last_day_everything_stays_or_falls_away(seed: int) -> None:
    """Nothing is lost, and nothing is both but what keeps its line."""
    dice = Random(seed)  # noqa: S311 - the same ends each time
    closed_on, closing = random_end(dice, day("2021-06-01"), day("2025-12-30"))
    known = ended(demo(), closed_on, closing)
    owed = {key for key, entry in stands(demo(), closed_on).items() if entry.item.kind != "report"}
    told = {key: entry for key, entry in stands(known, closed_on).items() if entry.item.kind != "report"}
    fallen = {
        (entry.item.id, entry.occurrence.key, entry.unit.id if entry.unit else None)
        for entry in fallen_away(as_known(known, closed_on), closed_on)
    }
    assert owed == told.keys() | fallen
    assert {key for key in fallen if key in told} == {
        key for key, entry in told.items() if entry.status == "ended"
    }


def _standing(entry: Standing) -> tuple[object, ...]:
    return entry.status, entry.due, entry.done_on, entry.days_overdue, entry.cut_on
