"""Occurrences along the years, by who leads them."""

from __future__ import annotations

from tests.support.offices import calendar, day, duty, event, office, period, rule, staff, task, unit

from ct58.domain.records.office import Office
from ct58.domain.standing.status import Status, standings
from ct58.views.timeline import LED_BY_UNITS, Lane, Mark, lead_groups


def known() -> Office:
    """A joint task, a yearly one, one that each of three units owes."""
    return office(
        units=(staff(), staff("ban-to-chuc"), unit("a"), unit("b"), unit("c")),
        tasks=(
            task("PL-01", lead=("ban-to-chuc", "van-phong")),
            task("PL-02", rule(every="year", from_="2021"), lead=("van-phong",)),
        ),
        duties=(duty("NV-01", rule(every="quarter", from_="2021-Q2", until="2021-Q3"), owners="tccsd"),),
        reporting=(calendar(from_=period("2021-Q2")),),
        events={"PL-01": [event("submitted", "2021-07-02")]},
        unit_events={
            "a": [event("completed", "2021-06-20", item="NV-01", occurrence="2021-Q2")],
            "b": [event("completed", "2021-07-05", item="NV-01", occurrence="2021-Q2")],
            "c": [event("dropped", "2021-06-20", item="NV-01", occurrence="2021-Q2", reason="giải thể")],
        },
    )


def lanes(as_of: str = "2021-07-15") -> dict[str, list[Lane]]:
    """Lead → its lanes."""
    found = (entry for entry in standings(known(), day(as_of)) if entry.item.kind != "report")
    return {group.lead: list(group.lanes) for group in lead_groups(found)}


def statuses(marks: tuple[Mark, ...]) -> list[Status]:
    """What each mark says."""
    return [mark.status for mark in marks]


def test_a_joint_item_stands_once_under_its_first_lead() -> None:
    """What units owe comes last."""
    found = {lead: [lane.item.id for lane in lanes] for lead, lanes in lanes().items()}
    assert found == {"ban-to-chuc": ["PL-01"], "van-phong": ["PL-02"], LED_BY_UNITS: ["NV-01"]}
    assert list(found)[-1] == LED_BY_UNITS


def test_an_item_has_a_mark_for_each_occurrence_in_order() -> None:
    """Five years, five marks."""
    (lane,) = lanes()["van-phong"]
    assert [mark.due for mark in lane.marks] == [day(f"{year}-12-31") for year in range(2021, 2026)]
    assert statuses(lanes()["ban-to-chuc"][0].marks) == ["completed_late"]


def test_what_units_owe_is_one_mark_with_how_many_have_done_it() -> None:
    """Late if one of them was; who has given up is not expected; else the worst that is open."""
    (lane,) = lanes()[LED_BY_UNITS]
    second_quarter, third_quarter = lane.marks
    assert (second_quarter.done, second_quarter.expected) == (2, 2)
    assert statuses(lane.marks) == ["completed_late", "not_started"]
    assert (third_quarter.done, third_quarter.expected) == (0, 3)
    assert lanes("2021-10-05")[LED_BY_UNITS][0].marks[1].status == "overdue"


def test_reports_are_owed_by_units_too() -> None:
    """The groups hold whatever they are given."""
    of = known()
    found = [entry for entry in standings(of, day("2021-07-15")) if entry.item.kind == "report"]
    assert [group.lead for group in lead_groups(found)] == [LED_BY_UNITS]
