"""Events: each belongs to something, and together they tell one story."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.checks import codes, findings, places
from tests.support.examples import said
from tests.support.offices import calendar, day, duty, event, rule, staff, task, unit, voided

from ct58.domain.checks.events import contradiction
from ct58.domain.records.events import Event, ItemFile
from ct58.domain.records.reports import Document
from ct58.i18n import Translator

PAPER = Document(number="41-TB/ĐUK")
KNOWN: dict[str, Any] = {
    "units": [unit("a"), unit("m", kind="mass_organisation", organisation=None), staff("ban")],
    "tasks": (
        task("PL-01", forms=("Kế hoạch", "Quy chế")),
        task("PL-02", rule(every="year", in_="Q4"), submit_to=("standing_committee", "executive_committee")),
    ),
    "duties": (
        duty("NV-01", owners="tccsd"),
        duty("NV-02", rule(every="quarter", from_="2021-Q2"), owners="tccsd"),
    ),
    "reporting": (calendar("BC-QUY"),),
}


def of_task(*events: Event, id: str = "PL-01") -> list[str]:
    """The codes that events of a joint item bring."""
    return codes(**KNOWN, events={id: events})


def of_unit(*events: Event, unit: str = "a") -> list[str]:
    """The codes that events of a unit bring."""
    return codes(**KNOWN, unit_events={unit: events})


# ----------------------------------------------------------------------------- what it is about


def test_an_event_of_a_unit_names_an_item_that_is_followed() -> None:
    """Of the programme, or one of its own."""
    assert of_unit(event("reminded", "2021-07-08", item="NV-01")) == []
    assert of_unit(event("reminded", "2021-07-08")) == ["E216"]
    assert of_unit(event("reminded", "2021-07-08", item="NV-99")) == ["E201"]


def test_an_event_that_was_voided_names_an_item_too() -> None:
    """Its line stands in the file."""
    assert of_unit(event("reminded", "2021-07-08", item="NV-99", voided=voided())) == ["E201"]


def test_a_file_of_events_is_about_an_item_that_is_followed() -> None:
    """Or it states one itself."""
    assert places("E201", **KNOWN, items=[ItemFile(item="PL-99")]) == [("item",)]
    head = ItemFile(item="KL-01", title="Kết luận", lead=("van-phong",), deadline=rule(by="2021-09-30"))
    assert codes(**KNOWN, items=[head]) == []


@pytest.mark.parametrize(
    ("given", "code", "at"),
    [
        ({"item": "PL-01", "title": "a"}, "E213", ("title",)),
        ({"item": "PL-01", "lead": ("van-phong",)}, "E213", ("lead",)),
        ({"item": "BC-QUY", "deadline": rule(by="2021")}, "E213", ("deadline",)),
        ({"item": "KL-01", "lead": ("van-phong",)}, "E218", ("item",)),
        ({"item": "KL-01", "title": "a"}, "E218", ("title",)),
        ({"item": "PL-01", "note": "đang chờ"}, None, None),
    ],
)
def test_a_head_of_its_own_is_whole_and_does_not_speak_over_the_programme(
    given: dict[str, Any], code: str | None, at: Any
) -> None:
    """It is shown at its first key; a note is no head."""
    found = findings(**KNOWN, items=[ItemFile(**given)])
    assert [(one.code, one.at) for one in found] == ([(code, at)] if code else [])


# -------------------------------------------------------------------------------- occurrences


@pytest.mark.parametrize(
    ("id", "occurrence", "kind", "code"),
    [
        ("PL-01", None, "started", None),
        ("PL-01", "once", "started", None),
        ("PL-01", "2021", "started", "E203"),
        ("PL-02", "2021", "started", None),
        ("PL-02", None, "started", "E202"),
        ("PL-02", None, "reminded", "E223"),
        ("PL-02", None, "noted", None),
        ("PL-02", "2021-Q4", "started", "E203"),
        ("PL-02", "2026", "started", "E203"),
    ],
)
def test_an_event_of_what_recurs_says_which_time_it_means(
    id: str, occurrence: str | None, kind: Any, code: str | None
) -> None:
    """A note may be about the item as a whole; a reminder without its time would stand beside no debt."""
    assert of_task(event(kind, "2021-11-20", occurrence=occurrence, reason="a"), id=id) == (
        [code] if code else []
    )


def test_many_occurrences_are_abridged_in_the_message() -> None:
    """The first ones and the last."""
    (one,) = findings(
        **KNOWN, unit_events={"a": [event("reminded", "2021-07-08", item="NV-02", occurrence="x")]}
    )
    assert one.params["allowed"] == "2021-Q2, 2021-Q3, 2021-Q4 … 2025-Q4"


def test_while_a_deadline_is_wrong_its_occurrences_are_not_judged() -> None:
    """One finding at the deadline, none at each of its events."""
    wrong = {**KNOWN, "tasks": (task("PL-02", rule(every="year", in_="Q7")),)}
    assert codes(**wrong, events={"PL-02": [event("started", "2021-11-20", occurrence="2021")]}) == ["P312"]


# -------------------------------------------------------------------------------------- owners


def test_a_units_file_holds_what_the_unit_owes() -> None:
    """Not a joint item, not another set's duty."""
    assert of_unit(event("reminded", "2021-07-08", item="PL-01")) == ["E212"]
    assert of_unit(event("reminded", "2021-07-08", item="NV-01"), unit="m") == ["E211"]


@pytest.mark.parametrize(
    ("item", "occurrence", "last", "is_owed"),
    [
        ("NV-01", None, "2021-06-30", True),
        ("NV-01", None, "2021-06-29", False),
        ("NV-02", "2021-Q3", "2021-09-30", True),
        ("NV-02", "2021-Q3", "2021-09-29", False),
        ("BC-QUY", "2021-Q2", "2021-06-30", True),
        ("BC-QUY", "2021-Q2", "2021-06-29", False),
    ],
)
def test_a_unit_owes_what_falls_due_while_it_exists(
    item: str, occurrence: str | None, last: str, is_owed: bool
) -> None:
    """A report, if it exists on the last day of the period."""
    known = {**KNOWN, "units": [unit("a", valid_to=day(last))]}
    found = codes(
        **known, unit_events={"a": [event("reminded", "2021-07-08", item=item, occurrence=occurrence)]}
    )
    assert found == ([] if is_owed else ["E211"])


def test_events_of_a_unit_whose_entry_cannot_be_read_are_not_judged() -> None:
    """Nobody knows what it owes."""
    events = {"x": [event("reminded", "2021-07-08", item="NV-01")]}
    assert codes(**KNOWN, unit_events=events, files=["units/x/unit.yaml"]) == []


# -------------------------------------------------------------------------- what an event needs


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (event("submitted", "2021-06-20", to="standing_committee"), None),
        (event("submitted", "2021-06-20"), None),
        (event("submitted", "2021-06-20", to="executive_committee"), "E204"),
        (event("noted", "2021-06-20", to="executive_committee", reason="a"), "E224"),
        (event("noted", "2021-06-20"), "E220"),
        (event("noted", "2021-06-20", document=PAPER), None),
        (event("promised", "2021-06-20", until="2021-07-10"), None),
        (event("promised", "2021-06-20", until="2021-06-20"), None),
        (event("promised", "2021-06-20"), "E205"),
        (event("promised", "2021-06-20", until="2021-06-19"), "E206"),
        (event("extended", "2021-06-20", until="2021-07-31", document=PAPER), None),
        (event("extended", "2021-06-20", until="2021-07-31"), "E207"),
        (event("extended", "2021-06-20", document=PAPER), "E205"),
        (event("suspended", "2021-06-20", document=PAPER), None),
        (event("suspended", "2021-06-20"), "E209"),
        (event("dropped", "2021-06-20"), "E209"),
        (event("started", "2021-06-20", product="Quy chế"), None),
        (event("started", "2021-06-20", product="Đề án"), "E210"),
        (event("extended", "2021-06-20", until="2021-06-30", document=PAPER), "E215"),
        (event("issued", "2021-06-20"), "E217"),
        (event("completed", "2021-06-20"), "E217"),
    ],
)
def test_an_event_has_what_it_needs(made: Event, code: str | None) -> None:
    """A body that is asked, a new date, a document, a product; and voided it needs nothing."""
    assert of_task(made) == ([code] if code else [])
    assert of_task(replace(made, voided=voided())) == []


def test_a_product_of_an_item_without_forms_is_free() -> None:
    """There is nothing to hold it against."""
    events = {"PL-02": [event("started", "2021-06-20", occurrence="2021", product="Đề án")]}
    assert codes(**KNOWN, events=events) == []


def test_what_is_submitted_to_nobody_is_done_by_its_issue() -> None:
    """No submission is missed."""
    assert of_unit(event("issued", "2021-06-20", item="NV-01")) == []


def test_each_extension_goes_beyond_the_one_before() -> None:
    """In the order of their days, not of their lines."""

    def until(on: str, last: str) -> Event:
        return event("extended", on, until=last, document=PAPER)

    assert of_task(until("2021-06-20", "2021-07-31"), until("2021-07-20", "2021-08-31")) == []
    assert of_task(until("2021-07-20", "2021-08-31"), until("2021-06-20", "2021-07-31")) == []
    assert of_task(until("2021-06-20", "2021-08-31"), until("2021-07-20", "2021-07-31")) == ["E215"]


# ------------------------------------------------------------------------------------ one story


def happened(*kinds: str) -> list[Event]:
    """Events one after another; `kind:body` names a body by its first letter."""
    bodies = {"s": "standing_committee", "e": "executive_committee", "": None}
    made = []
    for number, text in enumerate(kinds, start=1):
        kind, _, body = text.partition(":")
        made.append(event(kind, f"2021-06-{number:02}", to=bodies[body]))
    return made


@pytest.mark.parametrize(
    "kinds",
    [
        ("started", "submitted", "issued"),
        ("submitted", "returned", "submitted", "approved"),
        ("submitted:s", "submitted:e", "returned:e", "approved:s"),
        ("submitted", "returned:s"),
        ("suspended", "resumed", "suspended", "resumed", "submitted"),
        ("suspended", "noted", "reminded", "extended"),
        ("dropped", "noted", "reminded"),
    ],
)
def test_these_stories_can_be_told(kinds: tuple[str, ...]) -> None:
    """Nothing in them contradicts what came before."""
    events = happened(*kinds)
    assert [contradiction(one, events[:index]) for index, one in enumerate(events)] == [None] * len(events)


@pytest.mark.parametrize(
    ("kinds", "problem"),
    [
        (("returned",), "nothing was submitted before"),
        (("approved",), "nothing was submitted before"),
        (("submitted", "returned", "approved"), "nothing was submitted before"),
        (("submitted:s", "returned:e"), "nothing was submitted before"),
        (("resumed",), "it was not suspended"),
        (("suspended", "resumed", "resumed"), "it was not suspended"),
        (("suspended", "suspended"), "it is already suspended"),
        (("suspended", "submitted"), "it is suspended; record “resumed” first"),
        (("suspended", "started"), "it is suspended; record “resumed” first"),
        (("dropped", "started"), "it was given up on 2021-06-01"),
        (("dropped", "resumed"), "it was given up on 2021-06-01"),
    ],
)
def test_these_cannot(kinds: tuple[str, ...], problem: str) -> None:
    """The last event contradicts those before it."""
    *earlier, last = happened(*kinds)
    found = contradiction(last, earlier)
    assert found is not None
    assert Translator("en").say(found) == problem


def test_a_story_is_told_by_day_occurrence_and_unit() -> None:
    """Not by the order of lines, and not across years or units."""
    early, late = (
        event("submitted", "2021-11-20", occurrence="2021"),
        event("returned", "2021-11-25", occurrence="2021"),
    )
    assert of_task(late, early, id="PL-02") == []
    assert of_task(early, replace(late, occurrence="2022"), id="PL-02") == ["E208"]
    assert of_task(replace(early, voided=voided()), late, id="PL-02") == ["E208"]
    (one,) = findings(**KNOWN, events={"PL-02": [late]})
    assert said(one).endswith("contradicts what was recorded before: nothing was submitted before.")


def test_the_same_event_stands_once_in_a_file() -> None:
    """Another unit may have the same, and a voided one is another."""
    one = event("reminded", "2021-07-08", item="NV-01")
    assert of_unit(one, one) == ["E214"]
    assert of_unit(one, replace(one, voided=voided())) == []
    units = [unit("a"), unit("b")]
    assert codes(**{**KNOWN, "units": units}, unit_events={"a": [one], "b": [one]}) == []


def test_a_report_is_sent_back_by_its_own_state() -> None:
    """An event would count nowhere; a duty's document must have been submitted."""
    back = event("returned", "2021-07-08", item="BC-QUY", occurrence="2021-Q2")
    assert of_unit(back) == ["E222"]
    assert of_unit(replace(back, item="NV-02")) == ["E208"]


def test_what_is_ended_for_all_is_ended_for_each() -> None:
    """Told in the item's file, it touches what is told later of one time, or in a unit's file."""
    ended = event("dropped", "2021-06-01", document=PAPER)
    later = event("started", "2021-11-20", occurrence="2021")
    assert of_task(ended, later, id="PL-02") == ["E225"]
    assert of_task(ended, replace(later, date=day("2021-05-31")), id="PL-02") == []
    of_one = {"a": [event("started", "2021-07-01", item="NV-01")]}
    assert codes(**KNOWN, events={"NV-01": [ended]}, unit_events=of_one) == ["E225"]
