"""Planning events: which line goes where, which time is meant, and what cannot follow what."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.support.offices import calendar, day, duty, event, office, period, report, rule, staff, task, unit
from tests.support.refusals import bad_usage, refused

from ct58.domain.planning.edits import Append, Edit, NewFile, Plain, SetValue, value_at
from ct58.domain.planning.events import (
    EventWords,
    SentWords,
    event_of,
    event_to_void,
    find_item,
    plan_event,
    plan_sent,
    plan_void,
    same_again,
    voidable,
)
from ct58.domain.records.event_rules import EVENT_KINDS, EventKind
from ct58.domain.records.events import Event, Voiding
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Document
from ct58.domain.standing.reminders import ReminderScope

OFFICIAL: dict[str, Any] = {"number": "41-TB/ĐUK"}


def small_office(**given: Any) -> Office:
    """Two tasks, a yearly one, a monthly bulletin, a programme each unit owes, and quarterly reports."""
    plain: dict[str, Any] = {
        "units": (staff(), unit("so-y-te"), unit("moi", valid_from=dt.date(2022, 1, 1))),
        "tasks": (
            task("PL-01"),
            task("PL-02", rule(every="year", in_="Q4", from_="2021")),
            task("PL-05", submit_to=()),
            task(
                "PL-07",
                submit_to=("standing_committee", "executive_committee"),
                forms=("Dự thảo", "Báo cáo"),
            ),
        ),
        "duties": (
            duty("NV-02", rule(before="2021-04-15"), owners="tccsd"),
            duty("NV-17", rule(every="month", from_="2021-04")),
        ),
        "reporting": (calendar("BC-QUY", from_=period("2021-Q2")),),
    }
    return office(**{**plain, **given})


def said(kind: EventKind, on: str = "2021-07-15", **given: Any) -> EventWords:
    """What the clerk says; `until` and `document_date` may be texts."""
    for key in ("until", "document_date"):
        if isinstance(given.get(key), str):
            given[key] = day(given[key])
    return EventWords(event=kind, on=day(on), **given)


def made(data: Office, item: str, words: EventWords, unit_id: str | None = None) -> Event:
    """The event that the words mean."""
    return event_of(data, find_item(data, item), data.units[unit_id] if unit_id else None, words)


def line(data: Office, item: str, words: EventWords, unit_id: str | None = None) -> Any:
    """The operation that adds it."""
    owner = data.units[unit_id] if unit_id else None
    edit = plan_event(data, find_item(data, item), [owner], words, words.on)
    (operation,) = edit
    return operation


class TestTheLine:
    """Where an event is written."""

    def test_the_first_event_of_an_item_makes_its_file(self) -> None:
        """With its head."""
        value: dict[str, Plain] = {
            "item": "PL-01",
            "events": ({"date": dt.date(2021, 7, 15), "event": "started"},),
        }
        assert line(small_office(), "PL-01", said("started")) == NewFile(file="tasks/PL-01.yaml", value=value)

    def test_later_events_are_added_at_the_end(self) -> None:
        """Whatever their day: events are ordered by date, not by place."""
        data = small_office(events={"PL-01": [event("reminded", "2021-07-14")]})
        value: dict[str, Plain] = {"date": dt.date(2021, 7, 1), "event": "started"}
        expected = Append(file="tasks/PL-01.yaml", at=("events",), value=value)
        assert line(data, "PL-01", said("started", "2021-07-01")) == expected

    def test_the_keys_stand_in_the_order_of_the_contract(self) -> None:
        """Item, occurrence, date, event, to, product, until, document, reason."""
        words = said("extended", occurrence="2021-Q2", until="2021-07-30", reason=" lũ ", **OFFICIAL)
        added = line(small_office(), "BC-QUY", words, "so-y-te")
        (value,) = added.value["events"]
        assert list(value) == ["item", "occurrence", "date", "event", "until", "document", "reason"]
        assert value["reason"] == "lũ"

    def test_what_a_unit_owes_stands_in_the_units_file(self) -> None:
        """With the item's id on the line."""
        words = said("promised", until="2021-07-20")
        added = line(small_office(), "BC-QUY", words, "so-y-te")
        assert added.file == "units/so-y-te/events.yaml"
        assert added.value["unit"] == "so-y-te"

    def test_a_units_file_that_is_there_grows(self) -> None:
        """Also when it has only events of other items."""
        data = small_office(unit_events={"so-y-te": [event("noted", "2021-05-01", item="NV-02")]})
        added = line(data, "BC-QUY", said("promised", until="2021-07-20"), "so-y-te")
        value: dict[str, Plain] = {
            "item": "BC-QUY",
            "occurrence": "2021-Q2",
            "date": dt.date(2021, 7, 15),
            "event": "promised",
            "until": dt.date(2021, 7, 20),
        }
        assert added == Append(file="units/so-y-te/events.yaml", at=("events",), value=value)

    def test_a_documents_date_is_the_events_day_unless_given(self) -> None:
        """The document may be of another day than the submission."""
        data = small_office()
        same = made(data, "PL-01", said("submitted", number="22-TTr/BTC"))
        other = made(data, "PL-01", said("submitted", number="22-TTr/BTC", document_date="2021-07-10"))
        assert same.document == Document(number="22-TTr/BTC", date=dt.date(2021, 7, 15))
        assert other.document == Document(number="22-TTr/BTC", date=dt.date(2021, 7, 10))

    @pytest.mark.parametrize("kind", EVENT_KINDS)
    def test_every_kind_of_event_can_be_recorded(self, kind: EventKind) -> None:
        """Each with what it needs, after what must come before it."""
        before = {"returned": ["submitted"], "approved": ["submitted"], "resumed": ["suspended"]}
        data = small_office(events={"PL-01": [event(k, "2021-07-01") for k in before.get(kind, [])]})
        until = "2021-07-30" if kind in ("extended", "promised") else None
        assert made(data, "PL-01", said(kind, until=until, **OFFICIAL)).event == kind


class TestWhoseItIs:
    """Joint items have no unit; of what units owe, one is named."""

    def test_an_item_is_found_in_any_case(self) -> None:
        """And an unknown one is refused with the nearest."""
        assert find_item(small_office(), "pl-01").id == "PL-01"
        with bad_usage("There is no item PL-09 (did you mean “PL-0"):
            find_item(small_office(), "PL-09")

    def test_a_joint_item_is_not_recorded_for_one_unit(self) -> None:
        """It has one story, however many lead it."""
        with bad_usage("PL-01 is a joint item led by Đơn vị van-phong"):
            made(small_office(), "PL-01", said("started"), "so-y-te")

    def test_of_what_each_unit_owes_one_must_be_named(self) -> None:
        """One unit's promise is nobody else's."""
        with bad_usage("Add --unit"):
            made(small_office(), "NV-02", said("promised", until="2021-07-20"))

    @pytest.mark.parametrize("kind", ["reminded", "extended", "suspended", "noted"])
    def test_all_units_may_be_meant(self, kind: EventKind) -> None:
        """A reminder to everybody, an extension for everybody."""
        until = "2021-07-30" if kind == "extended" else None
        words = said(kind, occurrence="2021-Q2", until=until, **OFFICIAL)
        assert line(small_office(), "BC-QUY", words).file == "tasks/BC-QUY.yaml"

    def test_a_unit_that_does_not_owe_it_is_refused(self) -> None:
        """The office itself sends no quarterly report."""
        with bad_usage("BC-QUY is owed by units, and Đơn vị van-phong is not one of them"):
            made(small_office(), "BC-QUY", said("reminded", occurrence="2021-Q2"), "van-phong")

    @pytest.mark.parametrize("kind", ["submitted", "returned", "issued", "completed", "started", "approved"])
    def test_a_report_is_done_by_its_arrival(self, kind: EventKind) -> None:
        """Its own file says so; the clerk is told the command."""
        with bad_usage("ct58 receive UNIT"):
            made(small_office(), "BC-QUY", said(kind, occurrence="2021-Q2"), "so-y-te")


class TestWhichTime:
    """The occurrence named, or the only one that can be meant."""

    def test_a_one_off_needs_none(self) -> None:
        """`once` may be left out, and is not written."""
        assert made(small_office(), "PL-01", said("started")).occurrence is None
        assert made(small_office(), "PL-01", said("started", occurrence="once")).occurrence is None

    def test_the_only_open_time_is_meant(self) -> None:
        """In 2021 that year's; once it is submitted, the next."""
        data = small_office()
        assert made(data, "PL-02", said("submitted", "2021-11-20")).occurrence == "2021"
        done = small_office(events={"PL-02": [event("submitted", "2021-11-20", occurrence="2021")]})
        assert made(done, "PL-02", said("submitted", "2022-11-20")).occurrence == "2022"

    def test_among_several_open_times_the_clerk_chooses(self) -> None:
        """They are listed."""
        with bad_usage("open: 2021-04, 2021-05, 2021-06, 2021-07."):
            made(small_office(), "NV-17", said("issued"))

    def test_of_reports_only_ended_periods_are_open(self) -> None:
        """In July a promise is about the second quarter; when that has come, nothing is guessed."""
        assert made(small_office(), "BC-QUY", said("promised", until="2021-07-20"), "so-y-te").occurrence == (
            "2021-Q2"
        )
        sent = small_office(reports=[report("so-y-te", "2021-Q2", on="2021-07-03")])
        with bad_usage("None is open. Add --occurrence; there are: 2021-Q2, 2021-Q3, 2021-Q4 … 2025-Q4."):
            made(sent, "BC-QUY", said("promised", until="2021-07-20"), "so-y-te")

    def test_a_unit_owes_nothing_from_before_its_time(self) -> None:
        """The unit of 2022 promises its first report, not those of 2021."""
        words = said("promised", "2022-04-03", until="2022-04-10")
        assert made(small_office(), "BC-QUY", words, "moi").occurrence == "2022-Q1"

    def test_an_unknown_time_is_refused_with_those_that_are(self) -> None:
        """Few are all named, many are shortened."""
        with bad_usage("PL-02 has no occurrence 2020"):
            made(small_office(), "PL-02", said("submitted", occurrence="2020"))
        with bad_usage("Its occurrences: 2021, 2022, 2023, 2024, 2025."):
            made(small_office(), "PL-02", said("submitted", occurrence="2021-Q4"))
        with bad_usage("Its occurrences: 2021-04, 2021-05, 2021-06 … 2025-12."):
            made(small_office(), "NV-17", said("issued", occurrence="2021-03"))

    @pytest.mark.parametrize("kind", ["suspended", "dropped", "noted"])
    def test_a_pause_without_a_time_is_from_then_on(self, kind: EventKind) -> None:
        """What falls due later is meant, as a whole."""
        assert made(small_office(), "NV-17", said(kind, **OFFICIAL)).occurrence is None

    def test_what_is_suspended_from_then_on_is_resumed_so(self) -> None:
        """A pause of one time is another matter."""
        data = small_office(events={"NV-17": [event("suspended", "2021-05-30")]})
        assert made(data, "NV-17", said("resumed")).occurrence is None
        once = small_office(events={"NV-17": [event("suspended", "2021-05-30", occurrence="2021-06")]})
        assert made(once, "NV-17", said("resumed", occurrence="2021-06")).occurrence == "2021-06"
        with refused("it was not suspended"):
            made(once, "NV-17", said("resumed"))


class TestWhatIsMissing:
    """Refusals that name the option."""

    def test_a_note_says_something(self) -> None:
        """Its words, or a document."""
        with bad_usage("The event “noted” says nothing"):
            made(small_office(), "PL-01", said("noted"))
        assert made(small_office(), "PL-01", said("noted", reason="chờ ý kiến")).reason == "chờ ý kiến"

    def test_what_is_done_is_not_promised(self) -> None:
        """The time or the unit is another one; on an earlier day it was still open."""
        data = small_office(events={"PL-01": [event("submitted", "2021-07-10")]})
        with refused("“promised” contradicts what is recorded: it is done since 2021-07-10"):
            made(data, "PL-01", said("promised", until="2021-07-30"))
        earlier = said("promised", on="2021-07-01", until="2021-07-30")
        assert made(data, "PL-01", earlier).event == "promised"

    @pytest.mark.parametrize("kind", ["extended", "promised"])
    def test_a_new_date_is_needed(self, kind: EventKind) -> None:
        """Until when?"""
        with bad_usage("Add --until"):
            made(small_office(), "PL-01", said(kind, **OFFICIAL))

    @pytest.mark.parametrize("kind", ["extended", "suspended", "dropped"])
    def test_a_decision_has_a_document(self, kind: EventKind) -> None:
        """A number of nothing but spaces is none."""
        with bad_usage("Add --number and --document-date"):
            made(small_office(), "PL-01", said(kind, until="2021-07-30", number="  "))

    def test_the_new_date_is_not_before_the_day(self) -> None:
        """The same day is."""
        assert made(small_office(), "PL-01", said("promised", until="2021-07-15")).event
        with bad_usage("The new date 2021-07-14 is before the day of the event (2021-07-15)"):
            made(small_office(), "PL-01", said("promised", until="2021-07-14"))

    def test_a_documents_date_without_a_number_is_not_dropped_silently(self) -> None:
        """It is asked for."""
        with bad_usage("A document's date needs its number. Add --number."):
            made(small_office(), "PL-01", said("submitted", document_date="2021-07-14"))

    def test_it_goes_only_to_its_bodies(self) -> None:
        """Named as the office names them."""
        with bad_usage("PL-01 is not submitted to BCH. It is submitted to: BTV."):
            made(small_office(), "PL-01", said("submitted", to="executive_committee"))
        with bad_usage("It is submitted to: –."):
            made(small_office(), "PL-05", said("submitted", to="standing_committee"))

    def test_a_product_is_one_of_the_items(self) -> None:
        """Where the item names none, any will do."""
        data = small_office()
        assert made(data, "PL-07", said("submitted", product="Báo cáo")).product == "Báo cáo"
        assert made(data, "PL-01", said("submitted", product="Kế hoạch")).product == "Kế hoạch"
        with bad_usage("(did you mean “Dự thảo”?). Products: Dự thảo, Báo cáo."):
            made(data, "PL-07", said("submitted", product="dự thao"))


class TestTheStory:
    """An event that contradicts those before it is refused with the reason."""

    @pytest.mark.parametrize(
        ("earlier", "words", "reason"),
        [
            ([], said("returned"), "nothing was submitted before"),
            ([], said("approved"), "nothing was submitted before"),
            ([], said("resumed"), "it was not suspended"),
            ([event("dropped", "2021-07-01")], said("submitted"), "it was given up on 2021-07-01"),
            ([event("suspended", "2021-07-01")], said("submitted"), "it is suspended"),
            (
                [event("suspended", "2021-07-01")],
                said("suspended", **OFFICIAL),
                "it is already suspended",
            ),
            (
                [event("submitted", "2021-07-01"), event("returned", "2021-07-02")],
                said("returned"),
                "nothing was submitted before",
            ),
            ([event("submitted", "2021-07-16")], said("returned"), "nothing was submitted before"),
        ],
    )
    def test_what_cannot_follow(self, earlier: list[Event], words: EventWords, reason: str) -> None:
        """Only what happened before counts."""
        with refused(reason):
            made(small_office(events={"PL-01": earlier}), "PL-01", words)

    def test_what_one_body_sent_back_was_submitted_to_it(self) -> None:
        """A submission to the one says nothing of the other."""
        sent = event("submitted", "2021-07-01", to="standing_committee")
        data = small_office(events={"PL-07": [sent]})
        assert made(data, "PL-07", said("returned", to="standing_committee")).event
        with refused("nothing was submitted before"):
            made(data, "PL-07", said("returned", to="executive_committee"))

    def test_a_voided_event_never_happened(self) -> None:
        """What it forbade is possible again."""
        dropped = event("dropped", "2021-07-01", voided=Voiding(date=dt.date(2021, 7, 2), reason="nhầm"))
        assert made(small_office(events={"PL-01": [dropped]}), "PL-01", said("submitted")).event

    def test_a_pause_from_then_on_does_not_reach_back(self) -> None:
        """What was due before may still be handed in; what falls due later may not."""
        data = small_office(events={"NV-17": [event("suspended", "2021-06-10")]})
        assert made(data, "NV-17", said("issued", occurrence="2021-05")).event
        with refused("it is suspended"):
            made(data, "NV-17", said("issued", occurrence="2021-06"))

    def test_one_unit_is_held_to_what_was_decided_for_all(self) -> None:
        """What was given up is not promised."""
        data = small_office(events={"NV-02": [event("dropped", "2021-04-10")]})
        with refused("it was given up on 2021-04-10"):
            made(data, "NV-02", said("promised", until="2021-07-20"), "so-y-te")

    def test_the_same_event_is_recorded_once(self) -> None:
        """The second clerk is told; an event of another unit is another event."""
        old = event("reminded", "2021-07-15", item="BC-QUY", occurrence="2021-Q2")
        data = small_office(unit_events={"so-y-te": [old]})
        with refused("This event is already recorded. See: ct58 show BC-QUY"):
            made(data, "BC-QUY", said("reminded", occurrence="2021-Q2"), "so-y-te")
        assert made(data, "BC-QUY", said("reminded", "2022-07-15", occurrence="2022-Q2"), "moi").event


class TestTheSameAgain:
    """Two people seldom write the same day: what looks like one fact is pointed out, not refused."""

    @pytest.mark.parametrize("kind", ["started", "submitted", "issued", "completed"])
    def test_what_happens_once(self, kind: EventKind) -> None:
        """The earlier one is named."""
        old = event(kind, "2021-07-01", to="standing_committee" if kind == "submitted" else None)
        data = small_office(events={"PL-01": [old]})
        new = made(data, "PL-01", said(kind, to=old.to))
        assert same_again(data, data.items["PL-01"], None, new) == old

    def test_a_submission_after_a_return_is_another_one(self) -> None:
        """It had to come again."""
        data = small_office(
            events={"PL-01": [event("submitted", "2021-07-01"), event("returned", "2021-07-02")]}
        )
        new = made(data, "PL-01", said("submitted"))
        assert same_again(data, data.items["PL-01"], None, new) is None

    def test_another_body_or_product_is_another_fact(self) -> None:
        """Each has its own submission."""
        old = event("submitted", "2021-07-01", to="standing_committee", product="Dự thảo")
        data = small_office(events={"PL-07": [old]})
        for words in (
            said("submitted", to="executive_committee", product="Dự thảo"),
            said("submitted", to="standing_committee", product="Báo cáo"),
        ):
            assert same_again(data, data.items["PL-07"], None, made(data, "PL-07", words)) is None

    def test_reminders_come_again_and_again(self) -> None:
        """Nobody is asked about them."""
        data = small_office(events={"PL-01": [event("reminded", "2021-07-01")]})
        new = made(data, "PL-01", said("reminded"))
        assert same_again(data, data.items["PL-01"], None, new) is None


class TestVoiding:
    """A wrong event is voided on its own line."""

    VOIDING = Voiding(date=dt.date(2021, 7, 15), reason="ghi nhầm")

    def data(self) -> Office:
        """An item with three events, the second voided; a unit with events of two items."""
        off = event("submitted", "2021-06-02", voided=Voiding(date=dt.date(2021, 6, 3), reason="x"))
        return small_office(
            events={"PL-01": [event("started", "2021-06-01"), off, event("reminded", "2021-05-01")]},
            unit_events={
                "so-y-te": [
                    event("noted", "2021-05-01", item="NV-02"),
                    event("reminded", "2021-07-06", item="BC-QUY", occurrence="2021-Q2"),
                ]
            },
        )

    def test_only_the_key_on_its_line_is_set(self) -> None:
        """So nothing else of the line, and no other line, can change."""
        data = self.data()
        edit = plan_void(data, data.items["PL-01"], None, None, self.VOIDING)
        value: dict[str, Plain] = {"date": dt.date(2021, 7, 15), "reason": "ghi nhầm"}
        at = ("events", 2, "voided")
        assert edit == (SetValue(file="tasks/PL-01.yaml", at=at, value=value, expected=None),)

    def test_a_units_event_is_found_among_those_of_other_items(self) -> None:
        """The place is the one in the file."""
        data = self.data()
        (operation,) = plan_void(data, data.items["BC-QUY"], data.units["so-y-te"], 1, self.VOIDING)
        assert isinstance(operation, SetValue)
        assert (operation.file, operation.at) == ("units/so-y-te/events.yaml", ("events", 1, "voided"))

    def test_the_last_one_written_is_meant_unless_a_number_is_given(self) -> None:
        """Voided ones are not counted."""
        data = self.data()
        item = data.items["PL-01"]
        assert [found.event for _place, found in voidable(data, item, None)] == ["started", "reminded"]
        assert event_to_void(data, item, None, None)[1].event == "reminded"
        assert event_to_void(data, item, None, 1)[1].event == "started"

    @pytest.mark.parametrize("number", [0, 3, -1])
    def test_a_number_that_is_not_there_is_refused_with_those_that_are(self, number: int) -> None:
        """So that the clerk can choose."""
        data = self.data()
        with bad_usage("events 1 to 2. 1: 2021-06-01 started; 2: 2021-05-01 reminded"):
            event_to_void(data, data.items["PL-01"], None, number)

    def test_nothing_to_void_is_refused(self) -> None:
        """For what units owe, the unit may have been forgotten."""
        data = self.data()
        with refused("PL-05 has no event that could be voided."):
            event_to_void(data, data.items["PL-05"], None, None)
        with refused("add --unit"):
            event_to_void(data, data.items["BC-QUY"], None, None)


def booked(known: Office, **given: Any) -> Edit:
    """What is written for letters of 16 July that tell of the 15th."""
    plain: dict[str, Any] = {
        "number": "45-CV/ĐUK",
        "on": day("2021-07-16"),
        "as_of": day("2021-07-15"),
        "scope": ReminderScope(),
    }
    return plan_sent(known, SentWords(**{**plain, **given}))


def late_office(**given: Any) -> Office:
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
    joint, of_a, of_b = booked(late_office())
    assert [change.file for change in (joint, of_a, of_b)] == [
        "tasks/PL-01.yaml",
        "units/a/events.yaml",
        "units/b/events.yaml",
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
    known = late_office(unit_events={"a": [event("noted", "2021-05-01", item="NV-02")]})
    edit = booked(known, scope=ReminderScope(units=("a",)))
    assert [type(change) for change in edit] == [Append, Append]


def test_the_new_date_is_kept_with_the_reminder() -> None:
    """So that `show` tells until when."""
    (change,) = booked(late_office(), by=day("2021-07-25"), scope=ReminderScope(items=("PL-01",)))
    assert isinstance(change, NewFile)
    assert value_at(change.value, ("events", 0, "until")) == day("2021-07-25")


def test_only_what_a_draft_would_name_is_booked() -> None:
    """Not what is done meanwhile, not other units."""
    edit = booked(late_office(), scope=ReminderScope(units=("b",), items=("BC-QUY",)))
    assert [change.file for change in edit] == ["units/b/events.yaml"]


def test_booking_when_nobody_is_late_is_refused() -> None:
    """There was no letter to send."""
    with refused("Nobody who was asked for is late"):
        booked(late_office(), as_of=day("2021-03-01"))


def test_a_letter_is_not_booked_twice() -> None:
    """The same number and day."""
    letter = event("reminded", "2021-07-16", document=_document())
    with refused("already recorded"):
        booked(late_office(events={"PL-01": [letter]}), scope=ReminderScope(items=("PL-01",)))


def _document() -> object:
    from ct58.domain.records.reports import Document

    return Document(number="45-CV/ĐUK", date=day("2021-07-16"))


@pytest.mark.parametrize("number", ["46-CV/ĐUK", "45-CV/ĐUK"])
def test_a_second_reminder_on_another_day_is_booked(number: str) -> None:
    """People are reminded again."""
    first = event("reminded", "2021-07-08", document=_document())
    known = late_office(events={"PL-01": [first]})
    assert len(booked(known, number=number, scope=ReminderScope(items=("PL-01",)))) == 1
