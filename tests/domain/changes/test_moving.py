"""What went in one file and came in another is one move, and neither gone nor new."""

from __future__ import annotations

from tests.support.offices import amendment, event, programme

from ct58.domain.changes.compare import compare
from ct58.domain.changes.effects import where_to_look
from ct58.domain.changes.model import AmendmentChange, EventChange, FilePair
from ct58.domain.records.events import ItemFile, UnitEvents

PROMISED = event("promised", "2021-07-15", item="BC-QUY", occurrence="2021-Q2", until="2021-07-20")


def events_of(unit: str, *events: object) -> UnitEvents:
    """What happened about a unit."""
    return UnitEvents(unit=unit, events=events)  # type: ignore[arg-type]


def test_an_event_that_was_recorded_for_another_unit() -> None:
    """Both units are looked at; nothing is told as taken away."""
    gone = FilePair(file="units/a/events.yaml", before=events_of("a", PROMISED), after=events_of("a"))
    come = FilePair(file="units/b/events.yaml", before=None, after=events_of("b", PROMISED))
    (change,) = compare([gone, come])
    assert isinstance(change, EventChange)
    assert (change.how, change.unit, change.was) == ("moved", "b", "a")
    assert where_to_look([change]).owed == {("BC-QUY", "a"), ("BC-QUY", "b")}


def test_an_event_that_was_told_of_the_item_as_a_whole() -> None:
    """All that is owed of it may have turned."""
    bare = event("dropped", "2021-07-15")
    gone = FilePair(
        file="tasks/BC-QUY.yaml",
        before=ItemFile(item="BC-QUY", events=(bare,)),
        after=ItemFile(item="BC-QUY"),
    )
    told = event("dropped", "2021-07-15", item="BC-QUY")
    (change,) = compare([gone, FilePair(file="units/b/events.yaml", before=None, after=events_of("b", told))])
    assert isinstance(change, EventChange)
    assert (change.how, change.was) == ("moved", "")
    assert where_to_look([change]).items == {"BC-QUY"}


def test_what_says_something_else_is_no_move() -> None:
    """Another day, or another item."""
    others = (
        event("promised", "2021-07-16", item="BC-QUY", occurrence="2021-Q2", until="2021-07-20"),
        event("promised", "2021-07-15", item="BC-NAM", occurrence="2021-Q2", until="2021-07-20"),
    )
    gone = FilePair(file="units/a/events.yaml", before=events_of("a", PROMISED), after=events_of("a"))
    for other in others:
        found = compare(
            [gone, FilePair(file="units/b/events.yaml", before=None, after=events_of("b", other))]
        )
        assert sorted(change.how for change in found if isinstance(change, EventChange)) == [
            "added",
            "removed",
        ]


def test_an_amendment_that_got_a_file_of_its_own() -> None:
    """As it was, only elsewhere."""
    one = amendment("2022-10-05", {})
    files = (
        FilePair(file="programme.yaml", before=programme(amendments=(one,)), after=programme()),
        FilePair(file="amendments/a.yaml", before=None, after=one),
    )
    (change,) = compare(files)
    assert isinstance(change, AmendmentChange)
    assert (change.how, change.was) == ("moved", "programme.yaml")
