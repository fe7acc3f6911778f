"""View of one thing: what it is, what it rests on, where its obligations stand."""

from __future__ import annotations

import pytest
from tests.support.offices import (
    calendar,
    clause,
    day,
    figure,
    indicator,
    office,
    part,
    period,
    report,
    rule,
    staff,
    task,
    unit,
)

from ct58.domain.records.office import Office
from ct58.domain.records.search import find_thing
from ct58.views.detail import DetailView, detail_view


@pytest.fixture(scope="module")
def known() -> Office:
    """A yearly task, a report of two quarters, two units."""
    return office(
        parts=(part("II.1"), part("II.4")),
        clauses=(clause("II.1-1"), clause("II.4-1", part="II.4")),
        tasks=(task("PL-02", rule(every="year"), clauses=("II.1-1", "II.4")),),
        indicators=(indicator("CT-01"),),
        figures=(figure("members", label="Số đảng viên"),),
        reporting=(calendar(from_=period("2021-Q2"), until=period("2021-Q3")),),
        units=(unit("a"), unit("b"), staff()),
        reports=(report("a", "2021-Q2", on="2021-07-03"), report("a", "2021-Q3", on="2021-10-04")),
    )


def shown(known: Office, id: str, as_of: str = "2021-07-15") -> DetailView:
    """The view of a thing."""
    return detail_view(known, find_thing(known, id), day(as_of))


def test_an_item_has_its_occurrences_clauses_and_parts(known: Office) -> None:
    """The text that it answers stands beside it."""
    view = shown(known, "PL-02")
    assert view.item is known.items["PL-02"]
    assert [one.obligation.occurrence.key for one in view.standings] == [
        "2021",
        "2022",
        "2023",
        "2024",
        "2025",
    ]
    assert [clause.id for clause in view.clauses] == ["II.1-1"]
    assert [part.id for part in view.parts] == ["II.4"]


def test_a_unit_has_all_that_it_owes_or_leads(known: Office) -> None:
    """Its reports, and the items that it leads."""
    owed = [(one.item.id, one.obligation.occurrence.key, one.status) for one in shown(known, "a").standings]
    assert owed == [("BC-QUY", "2021-Q2", "completed_on_time"), ("BC-QUY", "2021-Q3", "not_started")]
    assert {one.item.id for one in shown(known, "van-phong").standings} == {"PL-02"}


def test_a_unit_s_reports_are_those_received_until_the_day(known: Office) -> None:
    """As of July nobody had the report of October."""
    assert [str(one.period) for one in shown(known, "a").reports] == ["2021-Q2"]
    assert len(shown(known, "a", "2021-10-04").reports) == 2
    assert shown(known, "b").reports == ()


def test_a_report_that_is_only_expected_is_shown(known: Office) -> None:
    """It has no day of receipt."""
    waiting = office(units=(unit("a"),), reports=(report("a", "2021-Q2", "expected"),))
    assert len(shown(waiting, "a").reports) == 1


def test_an_indicator_has_its_clause_and_owes_nothing(known: Office) -> None:
    """What it measures is another view."""
    view = shown(known, "CT-01")
    assert ([clause.id for clause in view.clauses], view.item, view.standings) == (["II.1-1"], None, ())


def test_a_clause_or_a_part_has_what_follows_it(known: Office) -> None:
    """Directly; a task that names the part is shown at the part."""
    assert [thing.id for thing in shown(known, "II.1-1").followers] == ["PL-02", "CT-01"]
    assert [thing.id for thing in shown(known, "II.4").followers] == ["PL-02"]
    assert shown(known, "PL-02").followers == ()


def test_a_line_of_the_calendar_has_every_unit_s_standing(known: Office) -> None:
    """Two quarters of two units."""
    assert len(shown(known, "BC-QUY").standings) == 4


def test_labels_are_part_of_the_view(known: Office) -> None:
    """A renderer reads nothing else."""
    view = shown(known, "members")
    assert view.figure_labels == {"members": "Số đảng viên"}
    assert view.names["a"] == "Đơn vị a"
