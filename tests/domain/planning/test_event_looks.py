"""A second look at an event: what is worth a question, and what it leaves to be done."""

from __future__ import annotations

import pytest
from tests.support.offices import calendar, day, event, office, period, report, rule, task, unit

from ct58.domain.planning.event_looks import event_doubts, still_to_do
from ct58.domain.records.events import Event
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.i18n import Translator

TODAY = day("2021-07-15")
BOTH = ("standing_committee", "executive_committee")
SO_A = unit("so-a")


def known(*events: Event, of_unit: tuple[Event, ...] = (), reported_on: str | None = None) -> Office:
    """A task that goes to two bodies, and a unit that owes a report."""
    return office(
        units=(SO_A,),
        tasks=(task("PL-07", deadline=rule(by=period("2021-Q2")), submit_to=BOTH),),
        reporting=(calendar(from_=period("2021-Q2")),),
        events={"PL-07": events},
        unit_events={"so-a": of_unit},
        reports=(report("so-a", "2021-Q2", on=reported_on),) if reported_on else (),
    )


def doubts(made: Event, *earlier: Event) -> str:
    """What is worth a question about an event of the task, in English."""
    before, after = known(*earlier), known(*earlier, made)
    found = event_doubts(before, after, before.items["PL-07"], None, made, TODAY)
    return " ".join(map(Translator("en").say, found))


def of_unit(made: Event, *earlier: Event, reported_on: str | None = None) -> str:
    """The same of an event of the unit's report."""
    before = known(of_unit=earlier, reported_on=reported_on)
    after = known(of_unit=(*earlier, made), reported_on=reported_on)
    found = event_doubts(before, after, before.items["BC-QUY"], SO_A, made, TODAY)
    return " ".join(map(Translator("en").say, found))


def about_the_report(kind: str, on: str, **given: object) -> Event:
    """An event of the second quarter's report."""
    return event(kind, on, item="BC-QUY", occurrence="2021-Q2", **given)


def test_what_is_usual_gives_no_doubt() -> None:
    """Work, a first reminder, a promise."""
    assert doubts(event("submitted", "2021-07-10", to="standing_committee")) == ""
    assert of_unit(about_the_report("reminded", "2021-07-08")) == ""
    assert of_unit(about_the_report("promised", "2021-07-08", until=day("2021-07-18"))) == ""


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (event("started", "2021-04-01"), "before the programme was issued"),
        (event("extended", "2021-07-01", until=day("2023-07-30")), "more than a year after it"),
        (event("noted", "2021-05-01"), ""),
    ],
)
def test_days_that_nobody_means_are_asked_about(made: Event, said: str) -> None:
    """A mistyped year, or month."""
    found = doubts(made)
    assert said in found
    assert bool(said) is bool(found)


def test_an_event_of_years_ago_is_asked_about() -> None:
    """As of today."""
    made = event("started", "2021-05-01")
    before, after = known(), known(made)
    found = [*event_doubts(before, after, before.items["PL-07"], None, made, day("2024-07-15"))]
    assert [Translator("en").say(doubt) for doubt in found] == ["2021-05-01 is more than a year ago."]


def test_a_second_reminder_of_one_day_is_asked_about() -> None:
    """On another day it is one more."""
    first = about_the_report("reminded", "2021-07-08")
    assert "is recorded of that day already" in of_unit(
        about_the_report("reminded", "2021-07-08", reason="2"), first
    )
    assert of_unit(about_the_report("reminded", "2021-07-09"), first) == ""


def test_reminding_of_what_is_done_is_asked_about() -> None:
    """It came on the 3rd."""
    assert "It is done since 2021-07-03" in of_unit(
        about_the_report("reminded", "2021-07-08"), reported_on="2021-07-03"
    )


def test_what_changes_nothing_is_asked_about() -> None:
    """Both bodies have it: it is done, and issuing does not do it once more."""
    done = [event("submitted", "2021-06-10", to=body) for body in BOTH]
    assert "“issued” changes nothing" in doubts(event("issued", "2021-07-01"), *done)
    assert "was already recorded, of 2021-06-10" in doubts(
        event("submitted", "2021-07-01", to="standing_committee"), *done
    )


def left(made: Event, *earlier: Event) -> tuple[str, tuple[str, ...]] | None:
    """The status and the bodies that still lack it, after an event."""
    here = known(*earlier, made)
    found = still_to_do(here, here.items["PL-07"], None, made, TODAY)
    return (found[0].status, found[1]) if found else None


def test_work_that_is_not_the_end_says_who_still_lacks_it() -> None:
    """Issued, and one of two bodies has it."""
    submitted = event("submitted", "2021-06-10", to="standing_committee")
    assert left(event("issued", "2021-07-01"), submitted) == ("overdue", ("executive_committee",))
    assert left(submitted) == ("overdue", ("executive_committee",))
    assert left(event("submitted", "2021-07-01", to="executive_committee"), submitted) is None


@pytest.mark.parametrize("kind", ["started", "reminded", "noted"])
def test_nobody_takes_a_beginning_or_a_reminder_for_the_end(kind: str) -> None:
    """So nothing is said."""
    assert left(event(kind, "2021-07-01")) is None


def test_what_is_told_of_all_units_has_no_single_standing() -> None:
    """Nothing can be said of where it stands."""
    made = event("reminded", "2021-07-08", occurrence="2021-Q2")
    here = known()
    nobody: Unit | None = None
    assert list(event_doubts(here, here, here.items["BC-QUY"], nobody, made, TODAY)) == []
