"""The committee's end: what was done stays, what nobody had begun falls away."""

from __future__ import annotations

from tests.domain.standing.test_occurrences import on
from tests.support.offices import calendar, day, duty, event, named, office, report, rule, task, unit

from ct58.domain.standing.hindsight import as_known
from ct58.domain.standing.obligations import fallen_away, obligations
from ct58.domain.standing.occurrences import item_occurrences

END, CUT_OFF = "2025-02-10", "2025-02-20"


def test_what_something_is_recorded_of_stays_and_is_judged_whatever_its_day() -> None:
    """Submitted in 2022, due at the end of 2025; begun, and not done: as far as it came."""
    known = office(
        tasks=tuple(task(f"PL-0{number}", deadline=rule(by="2025")) for number in (1, 2, 3)),
        events={"PL-01": [event("submitted", "2022-05-01")], "PL-02": [event("started", "2024-05-01")]},
        closed_on=END,
        cut_off=CUT_OFF,
    )
    statuses = {id: on(known, "2026-01-01", id).status for id in ("PL-01", "PL-02", "PL-03")}
    assert statuses == {"PL-01": "completed_on_time", "PL-02": "in_progress", "PL-03": "ended"}
    there = as_known(known, day(END))
    assert [entry.item.id for entry in fallen_away(there, day(END))] == ["PL-03"]
    assert on(known, "2025-02-09", "PL-03").status == "not_started"


def test_what_was_overdue_at_the_end_stays_as_late_as_it_was() -> None:
    """No day is added after it."""
    known = office(tasks=(task(deadline=rule(by="2025-01-31")),), closed_on=END, cut_off=CUT_OFF)
    assert [on(known, as_of, "PL-01").days_overdue for as_of in (END, "2026-06-30")] == [10, 10]


def test_the_reports_of_the_time_cut_short_are_due_on_the_cut_off_day() -> None:
    """The quarter and the year in which the end lies; nothing of later times, and none at all without that day."""
    given = {"reporting": (calendar(), calendar("BC-NAM", every="year")), "units": (unit("a"),)}
    known = office(**given, closed_on=END, cut_off=CUT_OFF)  # type: ignore[arg-type]
    quarters, years = (named(item_occurrences(known, known.items[id])) for id in ("BC-QUY", "BC-NAM"))
    assert (quarters[-2:], years[-1]) == (
        [("2024-Q4", "2025-01-05"), ("2025-Q1", CUT_OFF)],
        ("2025", CUT_OFF),
    )
    without = office(**given, closed_on=END)  # type: ignore[arg-type]
    assert named(item_occurrences(without, without.items["BC-QUY"]))[-1][0] == "2024-Q4"


def test_a_unit_that_lasted_until_the_end_owes_the_last_report() -> None:
    """And what came by the cut-off day is in time; what came later did not come."""
    known = office(
        reporting=(calendar(),),
        units=(unit("a", valid_to=day(END)), unit("b", valid_to=day(END))),
        reports=(report("a", "2025-Q1", on=CUT_OFF), report("b", "2025-Q1", on="2025-02-21")),
        closed_on=END,
        cut_off=CUT_OFF,
    )
    found = [on(known, "2025-03-01", "BC-QUY", "2025-Q1", id) for id in ("a", "b")]
    assert [(entry.status, entry.days_overdue) for entry in found] == [
        ("completed_on_time", 0),
        ("overdue", 1),
    ]


def test_of_what_units_owe_only_what_is_recorded_is_told() -> None:
    """The rest is counted by `fallen_away`."""
    known = office(
        duties=(duty(owners="tccsd", deadline=rule(every="year", in_="03-31")),),
        units=(unit("a", valid_to=day(END)), unit("b", valid_to=day(END))),
        unit_events={"a": [event("issued", "2025-01-20", item="NV-01", occurrence="2025")]},
        closed_on=END,
        cut_off=CUT_OFF,
    )
    there = as_known(known, day(END))
    told = [(e.occurrence.key, e.unit and e.unit.id) for e in obligations(there, day(END))]
    assert told[-1] == ("2025", "a")
    assert ("2025", "b") not in told
    assert [e.unit and e.unit.id for e in fallen_away(there, day(END))] == ["b"]
