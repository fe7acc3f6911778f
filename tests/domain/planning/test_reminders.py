"""Booking letters that were sent."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.offices import calendar, day, duty, event, office, period, rule, staff, task, unit
from tests.support.refusals import refused

from ct58.domain.planning.edits import Append, Edit, NewFile, value_at
from ct58.domain.planning.reminders import SentWords, plan_sent
from ct58.domain.records.office import Office
from ct58.domain.standing.reminders import ReminderScope


def booked(known: Office, **given: Any) -> Edit:
    """What is written for letters of 16 July that tell of the 15th."""
    plain: dict[str, Any] = {
        "number": "45-CV/ĐUK",
        "on": day("2021-07-16"),
        "as_of": day("2021-07-15"),
        "scope": ReminderScope(),
    }
    return plan_sent(known, SentWords(**{**plain, **given}))


def small_office(**given: Any) -> Office:
    """Two who lead one task, two units that owe two things."""
    return office(
        units=(staff("btc"), staff("dtn"), unit("a"), unit("b")),
        tasks=(task(lead=("btc", "dtn")),),
        duties=(duty("NV-02", rule(by="2021-04-14"), owners="tccsd"),),
        reporting=(calendar(from_=period("2021-Q2"), until=period("2021-Q2")),),
        **given,
    )


def test_each_obligation_gets_one_event_with_the_letters_number_and_day() -> None:
    """A joint item in its own file, what a unit owes in the unit's, new files with all their lines at once."""
    of_a, of_b, joint = booked(small_office())
    assert [change.file for change in (of_a, of_b, joint)] == [
        "units/a/events.yaml",
        "units/b/events.yaml",
        "tasks/PL-01.yaml",
    ]
    document = {"number": "45-CV/ĐUK", "date": day("2021-07-16")}
    reminded = {"date": day("2021-07-16"), "event": "reminded", "document": document}
    assert isinstance(joint, NewFile)
    assert joint.value["events"] == (reminded,)
    assert isinstance(of_a, NewFile)
    assert of_a.value["events"] == (
        {"item": "NV-02", **reminded},
        {"item": "BC-QUY", "occurrence": "2021-Q2", **reminded},
    )


def test_files_that_are_there_get_one_more_line_each() -> None:
    """Nothing else in them changes."""
    known = small_office(unit_events={"a": [event("noted", "2021-05-01", item="NV-02")]})
    edit = booked(known, scope=ReminderScope(units=("a",)))
    assert [type(change) for change in edit] == [Append, Append]


def test_the_new_date_is_kept_with_the_reminder() -> None:
    """So that `show` tells until when."""
    (change,) = booked(small_office(), by=day("2021-07-25"), scope=ReminderScope(items=("PL-01",)))
    assert isinstance(change, NewFile)
    assert value_at(change.value, ("events", 0, "until")) == day("2021-07-25")


def test_only_what_a_draft_would_name_is_booked() -> None:
    """Not what is done meanwhile, not other units."""
    edit = booked(small_office(), scope=ReminderScope(units=("b",), items=("BC-QUY",)))
    assert [change.file for change in edit] == ["units/b/events.yaml"]


def test_booking_when_nobody_is_late_is_refused() -> None:
    """There was no letter to send."""
    with refused("Nobody who was asked for is late"):
        booked(small_office(), as_of=day("2021-03-01"))


def test_a_letter_is_not_booked_twice() -> None:
    """The same number and day."""
    letter = event("reminded", "2021-07-16", document=_document())
    with refused("already recorded"):
        booked(small_office(events={"PL-01": [letter]}), scope=ReminderScope(items=("PL-01",)))


def _document() -> object:
    from ct58.domain.records.reports import Document

    return Document(number="45-CV/ĐUK", date=day("2021-07-16"))


@pytest.mark.parametrize("number", ["46-CV/ĐUK", "45-CV/ĐUK"])
def test_a_second_reminder_on_another_day_is_booked(number: str) -> None:
    """People are reminded again."""
    first = event("reminded", "2021-07-08", document=_document())
    known = small_office(events={"PL-01": [first]})
    assert len(booked(known, number=number, scope=ReminderScope(items=("PL-01",)))) == 1
