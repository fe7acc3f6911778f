"""Of many changes those that concern one thing."""

from __future__ import annotations

import pytest
from tests.support.offices import (
    amendment,
    calendar,
    duty,
    event,
    figure,
    indicator,
    office,
    programme,
    report,
    task,
    unit,
)

from ct58.domain.changes.compare import compare
from ct58.domain.changes.interest import Interest, interest_in
from ct58.domain.changes.model import AmendmentChange, FileChange, FilePair, ReportChange
from ct58.domain.records.events import UnitEvents
from ct58.domain.records.measure import Measure
from ct58.domain.records.search import find_thing

OFFICE = office(
    units=(unit("a"),),
    tasks=(task("PL-01"),),
    duties=(duty("NV-02", owners="tccsd"),),
    reporting=(calendar("BC-QUY"),),
    figures=(figure("members", 1), figure("other", 2)),
    indicators=(indicator("CT-15", numerator=Measure(of="tccsd", sum=("members",))),),
)


def of(id_: str) -> Interest:
    """The interest in a thing."""
    return interest_in(OFFICE, find_thing(OFFICE, id_))


@pytest.mark.parametrize(
    ("id_", "paths"),
    [
        ("PL-01", ("programme.yaml", "amendments/", "tasks/")),
        ("NV-02", ("programme.yaml", "amendments/", "tasks/", "units/")),
        ("a", ("units/a",)),
        ("CT-15", ("programme.yaml", "amendments/", "units/")),
        ("members", ("programme.yaml", "amendments/", "units/")),
        ("II.1-1", ("programme.yaml", "amendments/")),
    ],
)
def test_where_the_history_of_a_thing_stands(id_: str, paths: tuple[str, ...]) -> None:
    """A unit's in its folder, an indicator's in the reports, a clause's in the programme."""
    assert of(id_).paths == paths


def test_an_owed_item_is_in_events_and_an_indicator_in_reports() -> None:
    """No other file of a unit is read."""
    events, reports = "units/a/events.yaml", "units/a/reports/2021-Q2.yaml"
    assert (of("NV-02").wants(events), of("NV-02").wants(reports)) == (True, False)
    assert (of("CT-15").wants(events), of("CT-15").wants(reports)) == (False, True)


def test_of_the_items_files_only_its_own_is_read() -> None:
    """All are looked through, because it may have been another one of them before."""
    assert (of("PL-01").wants("tasks/PL-01.yaml"), of("PL-01").wants("tasks/PL-02.yaml")) == (True, False)


def test_only_what_speaks_of_it_is_left() -> None:
    """Its own fields, its own events, the figures that feed it."""
    pairs = (
        FilePair(file="p", before=programme(tasks=(task("PL-01"), task("PL-02"))), after=programme()),
        FilePair(file="r", before=None, after=report("a", "2021-Q2", on="2021-07-03", members=1, other=2)),
        FilePair(
            file="e",
            before=None,
            after=UnitEvents(
                unit="a",
                events=(
                    event("noted", "2021-07-01", item="NV-02"),
                    event("noted", "2021-07-02", item="BC-QUY"),
                ),
            ),
        ),
    )
    changes = compare(pairs)
    (programme_change,) = of("PL-01").of(changes)
    assert isinstance(programme_change, FileChange)
    assert [field.path for field in programme_change.fields] == [("tasks", "PL-01")]
    (report_change,) = of("CT-15").of(changes)
    assert isinstance(report_change, ReportChange)
    assert [field.path for field in report_change.figures] == [("members",)]
    assert len(list(of("NV-02").of(changes))) == 1
    assert len(list(of("a").of(changes))) == len(changes)


def test_what_was_replaced_and_what_came_instead_have_one_history() -> None:
    """A task split in two: its events are the beginning of both, theirs the end of its own."""
    split = amendment(
        "2022-10-05", adds={"tasks": (task("PL-15"), task("PL-16"))}, replaces={"PL-01": ("PL-15", "PL-16")}
    )
    known = office(tasks=(task("PL-01"), task("PL-02")), amendments=(split,))
    old, new = (interest_in(known, find_thing(known, id_)) for id_ in ("PL-01", "PL-15"))
    assert old.ids == new.ids == {"PL-01", "PL-15", "PL-16"}
    assert [new.wants(f"tasks/{id_}.yaml") for id_ in ("PL-01", "PL-02")] == [True, False]
    before, after = (programme(tasks=(task("PL-01"),), amendments=found) for found in ((), (split,)))
    changes = compare([FilePair(file="programme.yaml", before=before, after=after)])
    assert [type(change) for change in changes] == [AmendmentChange]
    assert [list(entry.of(changes)) for entry in (old, new)] == [list(changes), list(changes)]
    other = interest_in(known, find_thing(known, "PL-02"))
    assert list(other.of(changes)) == []
