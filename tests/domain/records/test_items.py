"""Items: tasks, duties, reports and ad hoc items in one shape."""

from __future__ import annotations

from tests.support.offices import calendar, duty, event, period, programme, rule, task

from ct58.domain.records.events import ItemFile
from ct58.domain.records.items import ad_hoc_item, programme_items
from ct58.domain.time.deadlines import DeadlineRule


def test_the_programme_gives_tasks_then_duties_then_reports_in_its_own_order() -> None:
    """The order of every list is the document's."""
    items = programme_items(
        programme(
            tasks=(task("PL-02"), task("PL-01")),
            duties=(duty("NV-01"),),
            reporting=(calendar("BC-QUY"), calendar("BC-NAM")),
        )
    )
    assert [(item.id, item.kind) for item in items] == [
        ("PL-02", "task"),
        ("PL-01", "task"),
        ("NV-01", "duty"),
        ("BC-QUY", "report"),
        ("BC-NAM", "report"),
    ]


def test_an_item_knows_its_place_in_the_data() -> None:
    """File and path, so that a list can point at the line."""
    items = programme_items(
        programme(tasks=(task(),), duties=(duty("A"), duty("B")), reporting=(calendar(),))
    )
    assert {item.file for item in items} == {"programme.yaml"}
    assert [item.at for item in items] == [("tasks", 0), ("duties", 0), ("duties", 1), ("reporting", 0)]


def test_a_task_keeps_all_that_is_followed() -> None:
    """Leads, helpers, bodies, forms, clauses and group of an appendix row."""
    row = task(
        lead=("ban-to-chuc", "doan-thanh-nien-khoi"),
        with_=("van-phong",),
        submit_to=("executive_committee",),
        forms=("Kế hoạch", "hướng dẫn"),
        clauses=("II.4",),
        group="III",
    )
    (item,) = programme_items(programme(tasks=(row,)))
    assert (item.lead, item.with_, item.owners) == (row.lead, row.with_, None)
    assert (item.submit_to, item.forms, item.clauses, item.group) == (
        row.submit_to,
        row.forms,
        row.clauses,
        "III",
    )
    assert item.deadline is row.deadline


def test_the_corrected_title_is_the_one_people_see() -> None:
    """The verbatim text stays in the record."""
    (item,) = programme_items(programme(tasks=(task(title="trong Đảng bộ Khôi", corrected="Đảng bộ Khối"),)))
    assert item.title == "Đảng bộ Khối"


def test_a_duty_of_each_unit_has_owners_and_what_shows_it_done() -> None:
    """Joint duties have leads, the others a set."""
    (item,) = programme_items(programme(duties=(duty(owners="tccsd", done_when="plan.received_on"),)))
    assert (item.owners, item.lead, item.done_when) == ("tccsd", (), "plan.received_on")


def test_a_line_of_the_calendar_becomes_a_recurring_deadline_of_its_set() -> None:
    """`due_after`, bounds and the mark of what the office itself set are kept."""
    line = calendar(from_=period("2021-Q2"), until=period("2024-Q4"), due_after=7, assumed=True, units="mass")
    (item,) = programme_items(programme(reporting=(line,)))
    assert item.owners == "mass"
    assert item.deadline == rule(every="quarter", from_="2021-Q2", until="2024-Q4", due_after=7, assumed=True)


def test_a_file_of_events_alone_states_no_item() -> None:
    """tasks/PL-02.yaml has the events of an item that the programme states."""
    assert (
        ad_hoc_item(ItemFile(item="PL-02", events=(event("noted", "2021-05-01"),)), "tasks/PL-02.yaml")
        is None
    )


def test_a_file_with_a_title_is_an_item_that_came_up_on_the_way() -> None:
    """It has its own head, and its own file as its place."""
    head = ItemFile(item="KL-01", title="Kết luận", lead=("van-phong",), deadline=rule(by="2021-08-31"))
    item = ad_hoc_item(head, "tasks/KL-01.yaml")
    assert item is not None
    assert (item.id, item.kind, item.file, item.at) == ("KL-01", "ad_hoc", "tasks/KL-01.yaml", ())
    assert item.deadline == rule(by="2021-08-31")


def test_an_item_that_came_up_without_a_deadline_is_a_standing_one() -> None:
    """No deadline is not a deadline of today."""
    item = ad_hoc_item(ItemFile(item="KL-02", title="Theo dõi"), "tasks/KL-02.yaml")
    assert item is not None
    assert item.deadline == DeadlineRule()
    assert item.deadline.is_standing
