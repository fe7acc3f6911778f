"""Changes in the reader's words: reports, events, the register, the files that stand alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.offices import amendment, day, event, period, programme, report, task, unit, voided

from ct58.domain.changes.compare import compare
from ct58.domain.changes.model import (
    AmendmentChange,
    Change,
    EventChange,
    FileChange,
    FilePair,
    Formatted,
    ItemChange,
    ReportChange,
    UnitChange,
    Unreadable,
)
from ct58.domain.records.committee import Closing, Names, OfficeFile, PeriodFile
from ct58.domain.records.events import Event, ItemFile, UnitEvents
from ct58.domain.records.office import Record
from ct58.domain.records.programme import TaskGroup
from ct58.domain.records.reports import Correction

Q2, Q3 = period("2021-Q2"), period("2021-Q3")


def only(*pairs: tuple[str, Record | None, Record | None]) -> Any:
    """The single change of some differing files."""
    found = every(*pairs)
    assert len(found) == 1
    return found[0]


def every(*pairs: tuple[str, Record | None, Record | None]) -> tuple[Change, ...]:
    """All changes of some differing files."""
    return compare(FilePair(file=file, before=old, after=new) for file, old, new in pairs)


def q2(unit: str = "a", of: str = "2021-Q2", **figures: Any) -> Any:
    """A report of the second quarter."""
    return report(unit, of, on="2021-07-03", **figures)


# -------------------------------------------------------------------- reports


def test_a_changed_figure_has_its_old_and_new_value_and_the_reason() -> None:
    """Only what differs is said."""
    entry = Correction(date=day("2021-07-20"), reason="gửi lại")
    change = only(("r", q2(members=12, other=3), replace(q2(members=21, other=3), corrections=(entry,))))
    assert isinstance(change, ReportChange)
    assert [(f.path, f.old, f.new) for f in change.figures] == [(("members",), 12, 21)]
    assert (change.how, change.fields, change.corrections) == ("changed", (), (entry,))


def test_an_absent_figure_and_one_not_given_are_the_same() -> None:
    """The file looks different, the report says the same of figures."""
    change = only(("r", q2(members=1), q2(members=1, other=None)))
    assert (change.how, change.figures, change.fields) == ("changed", (), ())


@pytest.mark.parametrize(
    ("before", "after", "is_arrival"),
    [
        (None, q2(members=1), True),
        (report("a", "2021-Q2", state="registered", on="2021-07-03"), q2(members=1), True),
        (q2(members=1), q2(members=2), False),
        (q2(members=1), None, False),
    ],
)
def test_a_report_arrives_when_it_is_first_typed_in(before: Any, after: Any, is_arrival: bool) -> None:
    """Booked before or not; afterwards every change is a correction."""
    assert only(("r", before, after)).is_arrival is is_arrival


def test_a_report_under_another_unit_or_period_has_moved() -> None:
    """It says the same; nothing is lost."""
    change = only(("a", q2("a", members=5), None), ("b", None, q2("b", members=5)))
    assert (change.how, change.unit, change.was, change.figures) == ("moved", "b", ("a", Q2), ())


def test_two_equal_reports_that_went_are_not_one_that_came() -> None:
    """Each is used once."""
    changes = every(
        ("a", q2("a", members=5), None), ("b", q2("b", members=5), None), ("c", None, q2("c", members=5))
    )
    assert sorted(change.how for change in changes if isinstance(change, ReportChange)) == [
        "moved",
        "removed",
    ]


# --------------------------------------------------------------------- events


def item_file(*events: Event, **head: Any) -> ItemFile:
    """The events of PL-01."""
    return ItemFile(item="PL-01", events=events, **head)


def test_the_order_of_lines_says_nothing() -> None:
    """Another order alone is no change of events."""
    one, two = event("started", "2021-05-01"), event("submitted", "2021-06-01")
    assert every(("t", item_file(one, two), item_file(two, one))) == ()


def test_an_event_is_new_gone_voided_or_changed() -> None:
    """A voided one is the same event, declared wrong."""
    started, submitted = event("started", "2021-05-01"), event("submitted", "2021-06-01")
    new = only(("t", item_file(started), item_file(started, submitted)))
    assert (new.how, new.item, new.event) == ("added", "PL-01", submitted)
    assert only(("t", item_file(started), None)).how == "removed"
    declared = only(("t", item_file(started), item_file(replace(started, voided=voided()))))
    assert (declared.how, declared.is_voiding) == ("changed", True)
    moved = only(("t", item_file(started), item_file(replace(started, date=day("2021-05-02")))))
    assert (moved.how, moved.is_voiding, moved.before) == ("changed", False, started)


def test_an_item_that_came_up_has_a_head_of_its_own() -> None:
    """Its fields are told apart from its events."""
    head = only(("t", item_file(title="Kết luận"), item_file(title="Kết luận 2")))
    assert isinstance(head, ItemChange)
    assert [(f.path, f.old, f.new) for f in head.fields] == [(("title",), "Kết luận", "Kết luận 2")]
    assert [type(c) for c in every(("t", None, item_file(event("started", "2021-05-01"))))] == [EventChange]


# ------------------------------------------------------------------- register


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        (None, unit("a"), "added"),
        (None, unit("a", split_from="b"), "split"),
        (unit("a"), None, "removed"),
        (unit("a"), unit("a", valid_to=day("2021-09-30"), merged_into="b"), "merged"),
        (unit("a"), unit("a", valid_to=day("2021-09-30")), "closed"),
        (unit("a", valid_to=day("2021-09-30")), unit("a"), "reopened"),
        (unit("a"), unit("a", name="Tên mới"), "renamed"),
        (unit("a"), unit("a", order=2), "changed"),
    ],
)
def test_what_happened_to_a_unit_is_recognised(before: Any, after: Any, turn: str) -> None:
    """The weightiest is said."""
    change = only(("u", before, after))
    assert isinstance(change, UnitChange)
    assert change.turn == turn


def test_a_unit_with_another_id_takes_its_reports_and_events_along() -> None:
    """Nothing is deleted, nothing is new."""
    changes = every(
        ("units/a/unit.yaml", unit("a"), None),
        ("units/a/reports/2021-Q2.yaml", q2("a", members=5), None),
        ("units/a/events.yaml", UnitEvents(unit="a", events=(event("noted", "2021-07-01"),)), None),
        ("units/b/unit.yaml", None, unit("b", name="Đơn vị a")),
        ("units/b/reports/2021-Q2.yaml", None, q2("b", members=5)),
        ("units/b/events.yaml", None, UnitEvents(unit="b", events=(event("noted", "2021-07-01"),))),
    )
    moved = [(type(change), getattr(change, "how", "")) for change in changes]
    assert moved == [(ReportChange, "moved"), (UnitChange, "moved")]


# ---------------------------------------------------------------- other files


def test_the_programme_and_a_period_are_compared_field_by_field() -> None:
    """A period's file that came is compared with an empty one."""
    changed = only(("programme.yaml", programme(), programme(tasks=(task("PL-09"),))))
    assert isinstance(changed, FileChange)
    assert [f.path for f in changed.fields] == [("tasks", "PL-09")]
    closing = Closing(on=day("2021-10-20"))
    closed = only(("p", None, PeriodFile(period=Q3, closings=(closing,))))
    assert [(closed.kind, closed.period, f.path, f.new) for f in closed.fields] == [
        ("period", Q3, ("closings",), closing)
    ]


def test_an_office_file_that_came_or_went_is_compared_with_an_empty_one() -> None:
    """So each of its fields has a name."""
    file = OfficeFile(names=Names(committee="A"), place="B")
    came, went = only(("o", None, file)), only(("o", file, None))
    assert [(f.path, f.new) for f in came.fields] == [(("names", "committee"), "A"), (("place",), "B")]
    assert [(f.path, f.old) for f in went.fields] == [(("names", "committee"), "A"), (("place",), "B")]
    assert (came.how, went.how) == ("added", "removed")


def test_equal_records_in_other_bytes_are_only_written_differently() -> None:
    """A comment, a quote."""
    assert only(("u", unit("a"), unit("a"))) == Formatted(file="u")


def test_what_could_not_be_read_is_named() -> None:
    """And not taken for a deletion."""
    assert compare([FilePair(file="u", before=unit("a"), after=None, is_read=False)]) == (
        Unreadable(file="u"),
    )


# -------------------------------------------------------------- another id of an item


def item_of(id_: str, *events: Event) -> ItemFile:
    """The file of an item."""
    return replace(item_file(*events), item=id_)


def test_an_item_that_got_another_id_takes_its_events_along() -> None:
    """Whether git saw the move, or one file went and another came."""
    noted = event("noted", "2021-07-01")
    before, after = item_of("PL-01", noted), item_of("PL-11", noted)
    for change in (
        only(("tasks/PL-11.yaml", before, after)),
        only(("tasks/PL-01.yaml", before, None), ("tasks/PL-11.yaml", None, after)),
    ):
        assert isinstance(change, ItemChange)
        assert (change.how, change.item, change.was, change.fields) == ("moved", "PL-11", "PL-01", ())


def test_an_item_with_other_events_is_another_one() -> None:
    """Nor are two that say nothing the same."""
    gone, came = event("noted", "2021-07-01"), event("noted", "2021-07-02")
    found = every(
        ("tasks/PL-01.yaml", item_of("PL-01", gone), None),
        ("tasks/PL-11.yaml", None, item_of("PL-11", came)),
    )
    assert [(change.how, change.item) for change in found if isinstance(change, EventChange)] == [
        ("removed", "PL-01"),
        ("added", "PL-11"),
    ]
    empty = every(("tasks/PL-01.yaml", item_of("PL-01"), None), ("tasks/PL-11.yaml", None, item_of("PL-11")))
    assert empty == ()


def test_amendments_are_told_one_by_one_wherever_they_stand() -> None:
    """In programme.yaml apart from the document's own fields; in a file of its own as itself."""
    first, second = amendment("2022-10-05", {"PL-01": {"title": "Việc"}}), amendment("2023-02-01")
    before, after = programme(), programme(amendments=(first,))
    added = only(("programme.yaml", before, after))
    assert isinstance(added, AmendmentChange)
    assert (added.how, added.amendment, added.fields) == ("added", first, ())
    file = "amendments/2023-02-01-x.yaml"
    for pair, how in (((None, second), "added"), ((second, None), "removed")):
        change = only((file, *pair))
        assert (change.how, change.file, change.amendment) == (how, file, second)
    both = every(("programme.yaml", before, replace(after, groups=(TaskGroup(id="I", title="Nhóm"),))))
    assert [type(change) for change in both] == [FileChange, AmendmentChange]


def test_an_amendment_that_says_something_else_is_the_same_one() -> None:
    """By its id, else by its document: field by field."""
    old = amendment("2022-10-05", {"PL-01": {"title": "Việc"}})
    new = amendment("2022-10-05", {"PL-01": {"title": "Việc mới"}})
    change = only(("programme.yaml", programme(amendments=(old,)), programme(amendments=(new,))))
    assert isinstance(change, AmendmentChange)
    assert change.how == "changed"
    assert [(field.path, field.old, field.new) for field in change.fields] == [
        (("changes", "PL-01", "title"), "Việc", "Việc mới")
    ]
