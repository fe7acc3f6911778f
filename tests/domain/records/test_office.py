"""The office: records indexed once, so that every view finds them."""

from __future__ import annotations

from tests.support.offices import (
    HORIZON,
    day,
    event,
    exception,
    figure,
    office,
    programme,
    report,
    task,
    unit,
)
from tests.support.terms import TERMS

from ct58.domain.records.committee import Settings
from ct58.domain.records.events import ItemFile
from ct58.domain.records.office import Records, build_office, unit_order


def test_units_stand_in_the_office_s_own_order_then_in_the_vietnamese_alphabet() -> None:
    """Numbers by value, ă after a, and whoever has an `order` first."""
    units = (
        unit("d", name="Chi bộ 10"),
        unit("c", name="Chi bộ 2"),
        unit("b", name="Đảng bộ Y"),
        unit("e", name="Ăn"),
        unit("f", name="An"),
        unit("a", name="Z", order=2),
        unit("g", name="Y", order=1),
    )
    assert list(office(units=units).units) == ["g", "a", "f", "e", "c", "d", "b"]


def test_a_unit_of_the_offices_list_does_not_stand_between_two_bodies() -> None:
    """Both are numbered from 1; the bodies stand first, and their files have no number that a unit has, too."""
    units = (
        unit("so-b", name="Sở B", order=2),
        unit("van-phong", name="Văn phòng", kind="staff_body", order=3),
        unit("so-a", name="Sở A", order=1),
        unit("cap-uy", name="Đảng ủy", kind="committee", order=1),
    )
    known = office(units=units).units
    assert list(known) == ["cap-uy", "van-phong", "so-a", "so-b"]
    assert [entry.file_stem(TERMS) for entry in known.values()] == [
        "cap-uy",
        "van-phong",
        "001-so-a",
        "002-so-b",
    ]


def test_units_of_one_name_stand_by_id() -> None:
    """The order is the same on every computer."""
    assert min([unit("b", name="X"), unit("a", name="X")], key=unit_order(TERMS)).id == "a"


def test_reports_are_found_by_unit_and_period() -> None:
    """Not by the name of the file."""
    found = report("a", "2021-Q2", on="2021-07-01")
    assert office(units=(unit("a"),), reports=(found,)).reports["a", "2021-Q2"] is found


def test_events_are_found_by_item_and_unit_in_the_order_of_their_days() -> None:
    """The joint item's own stand under no unit."""
    late, early = event("reminded", "2021-07-12"), event("reminded", "2021-07-05")
    one = event("promised", "2021-07-06", item="BC-QUY", occurrence="2021-Q2")
    known = office(events={"PL-01": [late, early]}, unit_events={"a": [one]})
    assert known.events["PL-01", None] == (early, late)
    assert known.events["BC-QUY", "a"] == (one,)


def test_events_of_one_day_keep_the_order_of_the_lines() -> None:
    """Submitted and returned on the same day: the file says which came first."""
    first, second = event("submitted", "2021-07-05"), event("returned", "2021-07-05")
    assert office(events={"PL-01": [first, second]}).events["PL-01", None] == (first, second)


def test_items_are_the_programme_s_and_those_that_came_up() -> None:
    """A file of events adds no item."""
    known = office(
        tasks=(task("PL-01"),),
        items=(ItemFile(item="KL-01", title="Kết luận"),),
        events={"PL-01": [event("noted", "2021-05-01")]},
    )
    assert list(known.items) == ["PL-01", "KL-01"]
    assert set(known.item_files) == {"PL-01", "KL-01"}


def test_periods_are_found_by_name() -> None:
    """periods/2021-Q2.yaml."""
    moved = exception("2021-Q2", "BC-QUY", "2021-07-12")
    assert office(periods=(moved,)).periods["2021-Q2"] is moved


def test_the_horizon_is_a_span_of_years() -> None:
    """From the programme's head."""
    assert office().horizon == HORIZON
    assert office().horizon.last_day == day("2025-12-31")


def test_a_figure_is_found_by_its_key() -> None:
    """None for a key that the form lacks."""
    members = figure("members")
    known = office(figures=(members,))
    assert known.figure("members") is members
    assert known.figure("nobody") is None


def test_a_label_is_the_short_name_the_name_or_the_id() -> None:
    """What fits a line; an id that the register lacks is shown as it is."""
    known = office(units=(unit("a", name="Đảng bộ A"), unit("b", name="Đảng bộ B", short_name="B")))
    assert [known.label(id) for id in ("a", "b", "c")] == ["Đảng bộ A", "B", "c"]


def test_without_office_yaml_the_settings_are_the_usual_ones() -> None:
    """The file is not needed to begin."""
    known = build_office(Records(programme=programme()), lines={"programme.yaml": {("tasks", 0): 12}})
    assert known.settings == Settings(due_soon_days=15, long_overdue_days=30)
    assert known.line("programme.yaml", ("tasks", 0)) == 12
    assert known.line("programme.yaml", ("tasks", 9)) == known.line("other.yaml") == 1
