"""What is owed after an amendment: finished things keep their wording, open ones have the newest."""

from __future__ import annotations

from tests.support.offices import (
    amendment,
    calendar,
    day,
    duty,
    event,
    named,
    office,
    report,
    rule,
    task,
    unit,
)

from ct58.domain.records.office import Office
from ct58.domain.standing.hindsight import as_known
from ct58.domain.standing.obligations import fallen_away, obligations
from ct58.domain.standing.occurrences import item_occurrences
from ct58.domain.standing.status import Standing, standings

FROM = "2022-10-05"


def on(known: Office, as_of: str, item: str, occurrence: str = "once", unit: str | None = None) -> Standing:
    """Where something stands on a day, as it could be known then."""
    there = as_known(known, day(as_of))
    (found,) = (
        entry
        for entry in standings(there, day(as_of))
        if entry.item.id == item
        and entry.obligation.occurrence.key == occurrence
        and (entry.obligation.unit.id if entry.obligation.unit else None) == unit
    )
    return found


def reassigned(**events: object) -> Office:
    """PL-01, due 30 June 2022, given to another body and a new day by a document of 5 October."""
    change = {"PL-01": {"lead": ("ban-to-chuc",), "deadline": rule(by="2023-03-31"), "title": "Việc mới"}}
    return office(
        tasks=(task(deadline=rule(by="2022-06-30")),),
        amendments=(amendment(FROM, change),),
        **events,  # type: ignore[arg-type]
    )


def test_what_is_open_belongs_to_whom_it_belongs_to_on_the_day_with_the_newest_deadline() -> None:
    """An amendment after the due day helps what is open."""
    known = reassigned()
    before, after = on(known, "2022-10-04", "PL-01"), on(known, FROM, "PL-01")
    assert (before.status, before.due, before.owner_ids) == ("overdue", day("2022-06-30"), ("van-phong",))
    assert (after.status, after.due, after.owner_ids) == ("not_started", day("2023-03-31"), ("ban-to-chuc",))
    assert (before.item.title, after.item.title) == ("Nhiệm vụ PL-01", "Việc mới")


def test_what_was_finished_keeps_lead_text_and_deadline_of_the_day_it_was_done() -> None:
    """It never makes on time what was late, and moves no finished task to another office."""
    known = reassigned(events={"PL-01": [event("submitted", "2022-07-10")]})
    for as_of in ("2022-10-04", FROM, "2024-01-01"):
        found = on(known, as_of, "PL-01")
        assert (found.status, found.due, found.owner_ids, found.item.title) == (
            "completed_late",
            day("2022-06-30"),
            ("van-phong",),
            "Nhiệm vụ PL-01",
        )


def test_what_is_finished_later_is_judged_by_the_new_wording() -> None:
    """Its deadline is the newest one in force on the day."""
    known = reassigned(events={"PL-01": [event("submitted", "2023-03-31")]})
    found = on(known, "2024-01-01", "PL-01")
    assert (found.status, found.owner_ids) == ("completed_on_time", ("ban-to-chuc",))


def test_the_deadline_decided_last_counts_be_it_an_extension_or_an_amendment() -> None:
    """Several, one shorter than the last: the last by date counts (domain.md §11)."""
    earlier, later = (
        event("extended", decided, until="2024-01-31", document=amendment(FROM).document)
        for decided in ("2022-07-01", "2022-11-01")
    )
    assert on(reassigned(events={"PL-01": [earlier]}), "2023-01-01", "PL-01").due == day("2023-03-31")
    assert on(reassigned(events={"PL-01": [later]}), "2023-01-01", "PL-01").due == day("2024-01-31")


def test_an_amendment_is_not_known_before_its_document_nor_in_force_before_its_day() -> None:
    """The later of the two decides what a screen of a day shows."""
    ahead = amendment("2022-09-01", {"PL-01": {"lead": ("a",)}}, effective_from=day("2022-12-01"))
    back = amendment("2022-12-01", {"PL-01": {"lead": ("a",)}}, effective_from=day("2022-09-01"))
    for given in (ahead, back):
        known = office(tasks=(task(deadline=rule(by="2025")),), amendments=(given,))
        assert on(known, "2022-11-30", "PL-01").owner_ids == ("van-phong",)
        assert on(known, "2022-12-01", "PL-01").owner_ids == ("a",)


def test_a_new_calendar_moves_only_what_was_not_yet_due() -> None:
    """Ten days instead of five: the quarter that ended before keeps its day."""
    known = office(reporting=(calendar(),), amendments=(amendment(FROM, {"BC-QUY": {"due_after": 10}}),))
    found = named(item_occurrences(known, known.items["BC-QUY"]))[3:7]
    assert found == [
        ("2022-Q1", "2022-04-05"),
        ("2022-Q2", "2022-07-05"),
        ("2022-Q3", "2022-10-10"),
        ("2022-Q4", "2023-01-10"),
    ]


def test_another_frequency_asks_nothing_of_the_time_before_it() -> None:
    """From quarters to months: the quarters that were due stay, and no month of before is owed."""
    change = {"BC-QUY": {"every": "month"}}
    known = office(reporting=(calendar(),), amendments=(amendment(FROM, change),))
    keys = [key for key, _ in named(item_occurrences(known, known.items["BC-QUY"]))]
    assert keys[:8] == [
        "2021-Q2",
        "2021-Q3",
        "2021-Q4",
        "2022-Q1",
        "2022-Q2",
        "2022-09",
        "2022-10",
        "2022-11",
    ]


def test_what_was_finished_early_outlasts_a_rule_that_does_without_it() -> None:
    """The year's plan was submitted in November; from December on it is asked for by months: it stays done, and nothing else."""
    change = amendment("2021-12-01", {"PL-01": {"deadline": rule(every="month")}})
    given = {"PL-01": [event("submitted", "2021-11-20", occurrence="2021")]}
    known, undone = (
        office(tasks=(task(deadline=rule(every="year")),), amendments=(change,), events=events)
        for events in (given, {})
    )
    found = on(known, "2022-01-15", "PL-01", "2021")
    assert (found.status, found.due) == ("completed_on_time", day("2021-12-31"))
    assert found.item.deadline.every == "year"
    keys, others = (
        [entry.occurrence.key for entry in obligations(as_known(of, day("2022-01-15")), day("2022-01-15"))]
        for of in (known, undone)
    )
    assert sorted(keys) == sorted([*others, "2021"])
    assert "2022" not in keys


def test_what_is_ended_falls_due_no_more_and_what_was_done_stays() -> None:
    """Recurring: the years before stay owed. Due once and open: it is not asked any more, and keeps its line."""
    known = office(
        tasks=(task(deadline=rule(by="2022-06-30")), task("PL-02", deadline=rule(by="2025"))),
        duties=(duty(deadline=rule(every="year")),),
        amendments=(amendment(FROM, ends={"PL-01": "nhập vào PL-02", "NV-01": "thôi", "PL-02": "thôi"}),),
        events={"PL-02": [event("submitted", "2022-01-01")]},
    )
    assert on(known, "2022-10-04", "PL-01").status == "overdue"
    assert on(known, FROM, "PL-01").status == "ended"
    assert on(known, FROM, "PL-02").status == "completed_on_time"
    later = as_known(known, day("2024-01-01"))
    kept = [e.occurrence.key for e in obligations(later, day("2024-01-01")) if e.item.id == "NV-01"]
    assert kept == ["2021"]
    gone = [e.occurrence.key for e in fallen_away(later, day("2024-01-01")) if e.item.id == "NV-01"]
    assert gone == ["2022", "2023", "2024", "2025"]


def test_what_is_added_is_owed_from_its_day_on() -> None:
    """A new report is not owed for the years before; what it replaces is asked no more."""
    added = {"reporting": (calendar("BC-MOI"),), "tasks": (task("PL-15", deadline=rule(by="2023-06-30")),)}
    known = office(
        tasks=(task(deadline=rule(by="2022-06-30")),),
        amendments=(amendment(FROM, adds=added, replaces={"PL-01": ("PL-15",)}),),
        units=(unit("a"),),
    )
    assert [key for key, _ in named(item_occurrences(known, known.items["BC-MOI"]))][:2] == [
        "2022-Q3",
        "2022-Q4",
    ]
    assert "PL-15" not in as_known(known, day("2022-10-04")).items
    assert on(known, FROM, "PL-15").status == "not_started"
    found = on(known, FROM, "PL-01")
    assert (found.status, found.item.replaced_by) == ("ended", ("PL-15",))


def test_a_set_that_changes_decides_by_the_day() -> None:
    """Who owes an occurrence is who is meant on the day that decides."""
    known = office(
        reporting=(calendar(),),
        units=(unit("a"), unit("b", organisation="grassroots_cell")),
        amendments=(amendment(FROM, {"tccsd": {"organisation": ("grassroots_committee",)}}),),
        reports=(report("a", "2022-Q3", on="2022-10-01"),),
    )
    owing = {
        of: [e.unit.id for e in obligations(known, day("2023-02-01")) if e.occurrence.key == of and e.unit]
        for of in ("2022-Q3", "2022-Q4")
    }
    assert owing == {"2022-Q3": ["a", "b"], "2022-Q4": ["a"]}
