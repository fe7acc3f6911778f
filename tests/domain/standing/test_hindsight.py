"""The office without hindsight: what is dated after a day is not known on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.offices import (
    day,
    document,
    event,
    figure,
    office,
    period,
    report,
    restated,
    rule,
    task,
    unit,
    voided,
)

from ct58.domain.records.committee import Closing, Issue, PeriodFile
from ct58.domain.records.events import ItemFile, ItemSource
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Correction, Document
from ct58.domain.standing.hindsight import as_known

AS_OF = "2021-06-30"
BEFORE, AFTER = "2021-06-30", "2021-07-01"
Q1 = "2021-Q1"
LATER = Document(number="12-BC/ĐUK", date=day(AFTER))


def known(day_: str = AS_OF, **given: Any) -> Office:
    """An office as known on a day."""
    return as_known(office(**given), day(day_))


@pytest.mark.parametrize(("since", "is_there"), [(BEFORE, True), (AFTER, False), (None, True)])
def test_an_item_that_came_up_is_there_from_its_sources_day(since: str | None, is_there: bool) -> None:
    """Its events go with it, in its own file and in the units'; without a source's day it is always there."""
    source = ItemSource(number="12-KL/ĐUK", date=day(since)) if since else None
    item = ItemFile(
        item="KL-01",
        title="Kết luận",
        deadline=rule(by="2021-12-31"),
        source=source,
        events=(event("started", BEFORE),),
    )
    reminded = event("reminded", BEFORE, item="KL-01")
    found = known(items=(item,), units=(unit("a"),), unit_events={"a": (reminded,)})
    seen = ("KL-01" in found.items, "KL-01" in found.item_files, ("KL-01", None) in found.events)
    assert (*seen, ("KL-01", "a") in found.events, found.unit_event_lines["a"] == (reminded,)) == (
        is_there,
    ) * 5


def test_a_unit_is_there_from_its_first_day_with_all_that_it_sent() -> None:
    """Its reports and events are those of a unit that nobody knows yet."""
    units = (unit("a", valid_from=day(BEFORE)), unit("b", valid_from=day(AFTER)))
    sent = tuple(report(id_, Q1, on=BEFORE) for id_ in "ab")
    noted = {id_: (event("reminded", BEFORE, item="PL-01"),) for id_ in "ab"}
    found = known(units=units, reports=sent, unit_events=noted)
    assert (list(found.units), list(found.reports), list(found.unit_event_lines)) == (
        ["a"],
        [("a", Q1)],
        ["a"],
    )
    assert ("PL-01", "b") not in found.events


@pytest.mark.parametrize(("last", "is_known"), [(BEFORE, True), (AFTER, False)])
def test_a_units_end_is_known_from_its_last_day_on(last: str, is_known: bool) -> None:
    """And with it into what it is merged."""
    found = known(units=(unit("a", valid_to=day(last), merged_into="b"), unit("b"))).units["a"]
    assert (found.valid_to, found.merged_into) == ((day(last), "b") if is_known else (None, None))


def test_events_after_the_day_and_documents_of_a_later_day_are_not_there() -> None:
    """A voided event goes as soon as its voiding lies ahead: it never happened, and nobody can know that yet."""
    events = (
        event("started", BEFORE),
        event("submitted", BEFORE, document=LATER),
        event("issued", AFTER),
        event("completed", BEFORE, voided=voided(AFTER)),
        event("noted", BEFORE, reason="x", voided=voided(BEFORE)),
    )
    found = known(tasks=(task("PL-01"),), events={"PL-01": events})
    assert found.events["PL-01", None] == (events[0], replace(events[1], document=None), events[4])
    assert found.item_files["PL-01"].events == found.events["PL-01", None]


FIGURES = (
    figure("members", min=0),
    figure("programme", 2, type="record", every="once", adds=None, if_absent="no"),
    figure("rating", 3, type="enum", every="year", adds=None, asked=False, decided_by="rating_decision"),
    figure("rating_decision", 4, type="record", every="year", adds=None, asked=False),
)


def figures_of(on: str | None, **figures: Any) -> dict[str, object] | None:
    """The figures of one report as known; None where the report is not there."""
    sent = (report("a", "2021", state="received" if on else "expected", on=on, **figures),)
    found = known(units=(unit("a"),), figures=FIGURES, reports=sent).reports.get(("a", "2021"))
    return dict(found.figures) if found else None


def test_a_report_that_came_later_is_not_there() -> None:
    """Nor is anything in it that was only known by its coming."""
    assert figures_of(AFTER, members=5, rating="good") is None
    assert figures_of(BEFORE, members=5) == {"members": 5}


def test_what_has_a_day_of_its_own_is_known_from_that_day() -> None:
    """Whenever the report around it came; a rating by its decision."""
    early, late = ({"number": "1-QĐ/ĐUK", "issued_on": day(text)} for text in (BEFORE, AFTER))
    assert figures_of(AFTER, members=5, programme=early) == {"programme": early}
    assert figures_of(BEFORE, members=5, programme=late) == {"members": 5}
    assert figures_of(None, rating="good", rating_decision=early) == {
        "rating": "good",
        "rating_decision": early,
    }
    assert figures_of(BEFORE, rating="good", rating_decision=late) == {}


def test_a_report_of_which_only_that_is_known_has_not_come() -> None:
    """No state, day or document of its later arrival."""
    early = {"number": "1-CTr/ĐU", "issued_on": day(BEFORE)}
    later = replace(report("a", Q1, on=AFTER, programme=early), document=document(), quality="final")
    found = known(units=(unit("a"),), figures=FIGURES, reports=(later,)).reports["a", Q1]
    assert (found.state, found.received_on, found.document, found.quality) == ("expected", None, None, None)


def test_later_corrections_are_not_told() -> None:
    """The value is the one that holds: what was written before is git's matter."""
    entries = tuple(Correction(date=day(text), reason="x") for text in (BEFORE, AFTER))
    sent = replace(report("a", Q1, on=BEFORE, members=5), corrections=entries)
    found = known(units=(unit("a"),), figures=FIGURES, reports=(sent,)).reports["a", Q1]
    assert (found.corrections, found.figures) == (entries[:1], {"members": 5})


def test_later_closings_and_issues_are_not_there() -> None:
    """Of a period and of the programme."""
    closings = tuple(Closing(on=day(text)) for text in (BEFORE, AFTER))
    issued = tuple(Issue(name=text, on=day(text), as_of=day(BEFORE)) for text in (BEFORE, AFTER))
    file = PeriodFile(period=period(Q1), closings=closings, issued=issued)
    whole = office(periods=(file,))
    head = replace(whole.programme.head, closed_on=day(AFTER))
    whole = restated(whole, replace(whole.programme, programme=head))
    found = as_known(whole, day(AS_OF))
    assert (found.periods[Q1].closings, found.periods[Q1].issued) == (closings[:1], issued[:1])
    assert found.programme.head.closed_on is None
    assert as_known(whole, day(AFTER)) == replace(whole, known_on=day(AFTER))
