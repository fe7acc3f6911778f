"""What a revision that joins several lines of work says by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.support.offices import day, event, report, unit

from ct58.domain.changes.compare import compare
from ct58.domain.changes.joining import said_by_no_side
from ct58.domain.changes.model import Change, EventChange, FilePair, ReportChange, UnitChange
from ct58.domain.records.events import ItemFile
from ct58.domain.records.office import Record
from ct58.domain.records.reports import Correction


def told(after: Record | None, *sides: Record | None) -> list[Change]:
    """What a file says after it was joined that it did not say on any of its sides."""
    return list(said_by_no_side([compare([FilePair(file="f", before=side, after=after)]) for side in sides]))


def q2(**figures: Any) -> Any:
    """A report of the second quarter."""
    return report("a", "2021-Q2", on="2021-07-03", **figures)


def figures(changes: list[Change]) -> dict[str, tuple[object, object]]:
    """The figures of the single change of a report: old and new."""
    (change,) = changes
    assert isinstance(change, ReportChange)
    return {field.path[0]: (field.old, field.new) for field in change.figures}


def test_of_one_side_everything_is_new() -> None:
    """As in every revision that joins nothing."""
    assert figures(told(q2(admitted=21), q2(admitted=12))) == {"admitted": (12, 21)}


def test_what_two_sides_said_apart_meets_without_being_new() -> None:
    """Each of them had said its part."""
    assert told(q2(admitted=21, members=30), q2(admitted=21, members=1), q2(admitted=1, members=30)) == []


def test_what_the_join_itself_says_is_told_alone() -> None:
    """Beside what it took over."""
    joined = q2(admitted=21, members=30, units=5)
    sides = (q2(admitted=21, members=1, units=1), q2(admitted=1, members=30, units=2))
    assert figures(told(joined, *sides)) == {"units": (1, 5)}


def test_a_side_that_lacks_the_report_lacks_all_of_it() -> None:
    """What counts is the side that has it."""
    assert figures(told(q2(admitted=21), None, q2(admitted=12))) == {"admitted": (12, 21)}
    assert figures(told(q2(admitted=21), None, None)) == {"admitted": (None, 21)}
    assert told(q2(admitted=21), q2(admitted=12), q2(admitted=21)) == []


def test_a_report_that_one_side_had_taken_elsewhere_was_moved_by_it() -> None:
    """The other had only corrected it."""
    moved, corrected = report("b", "2021-Q2", admitted=21), report("a", "2021-Q2", admitted=21)
    assert told(moved, corrected, report("b", "2021-Q2", admitted=12)) == []


def test_reasons_go_with_their_figures() -> None:
    """A reason that a side had given is not given again."""

    def reasoned(*reasons: str, **known: Any) -> Any:
        made = [Correction(date=day("2021-07-20"), reason=reason) for reason in reasons]
        return replace(q2(**known), corrections=tuple(made))

    joined = reasoned("một", "hai", "ba", admitted=3, members=1)
    (change,) = told(joined, reasoned("một", admitted=1, members=1), reasoned("hai", admitted=2, members=1))
    assert isinstance(change, ReportChange)
    assert [entry.reason for entry in change.corrections] == ["ba"]


def test_events_of_both_sides_are_not_new() -> None:
    """One that neither had is."""
    begun, sent, promised = (
        event("started", "2021-05-01"),
        event("submitted", "2021-06-01"),
        event("noted", "2021-06-02"),
    )

    def item(*events: Any) -> ItemFile:
        return ItemFile(item="PL-01", events=events)

    assert told(item(begun, sent), item(begun), item(sent)) == []
    (change,) = told(item(begun, sent, promised), item(begun), item(sent))
    assert isinstance(change, EventChange)
    assert change.event == promised


def test_the_register_is_told_field_by_field() -> None:
    """As reports are."""
    (change,) = told(unit("a", name="Mới", note="x"), unit("a", name="Cũ", note="x"), unit("a", name="Cũ"))
    assert isinstance(change, UnitChange)
    assert [field.path for field in change.fields] == [("name",)]
    assert told(unit("a", name="Mới", note="x"), unit("a", name="Mới"), unit("a", note="x")) == []
