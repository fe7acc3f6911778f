"""What a new folder takes over of an old one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.support.offices import (
    calendar,
    day,
    document,
    duty,
    event,
    figure,
    office,
    period,
    report,
    rule,
    staff,
    task,
    unit,
)

from ct58.domain.planning.following import SUCCESSOR, Following, FollowingWords, following
from ct58.domain.records.committee import OfficeFile
from ct58.domain.records.events import ItemFile
from ct58.domain.records.measure import SetRule
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Horizon, Programme, ProgrammeClosing
from ct58.domain.records.units import Unit, UnitBefore

TODAY = day("2026-01-15")
WORDS = FollowingWords(
    day=TODAY,
    number="01-CTr/MOI",
    issued_on=TODAY,
    years=None,
    units=None,
    origin="Tiếp nhận từ 10-CTr/ĐUK, bản 1a2b3c4",
    committee="(tên cấp ủy)",
)


def old(**given: Any) -> Office:
    """Two units and an office that leads."""
    plain: dict[str, Any] = {
        "units": (unit("a"), unit("b"), staff()),
        "reporting": (calendar("BC-QUY"),),
        "figures": (figure("members", clauses=("II.1-1",)), figure("gone", 2, until=period("2021-Q4"))),
    }
    return office(**{**plain, **given})


def taken(known: Office, **given: Any) -> Following:
    """What goes on of it."""
    return following(known, replace(WORDS, **given))


def programme_of(found: Following) -> Programme:
    """The new programme."""
    made = found.files["programme.yaml"]
    assert isinstance(made, Programme)
    return made


def unit_of(found: Following, id_: str) -> Unit:
    """One entry of the new register."""
    made = found.files[f"units/{id_}/unit.yaml"]
    assert isinstance(made, Unit)
    return made


def item_of(found: Following, id_: str) -> ItemFile:
    """One of the new items."""
    made = found.files[f"tasks/{id_}.yaml"]
    assert isinstance(made, ItemFile)
    return made


def test_units_that_are_still_there_come_with_all_that_is_said_of_them() -> None:
    """And say where they come from; who is gone is left, and so are links to it."""
    kept = unit(
        "a",
        aliases=("A",),
        office_phone="0236 3 800 001",
        note="Ghi chú.",
        before=(UnitBefore(until=day("2023-06-30"), kind="public_service", document=document()),),
        split_from="gone",
    )
    gone = unit("gone", valid_to=day("2024-12-31"), merged_into="a")
    found = taken(old(units=(kept, gone, staff())))
    assert unit_of(found, "a") == replace(kept, note=f"Ghi chú. {WORDS.origin}", split_from=None)
    assert [one.id for one in found.left_units] == ["gone"]
    assert "units/gone/unit.yaml" not in found.files


def test_only_the_units_that_are_named() -> None:
    """The others are said to be left."""
    found = taken(old(), units=frozenset({"b", "van-phong"}))
    assert [one.id for one in found.units] == ["van-phong", "b"]
    assert [one.id for one in found.left_units] == ["a"]


def test_the_form_comes_without_the_old_clauses_and_without_what_is_no_longer_asked() -> None:
    """With its calendar and its sets; the years follow the old ones."""
    made = programme_of(taken(old()))
    assert [(line.key, line.clauses) for line in made.figures] == [("members", ())]
    assert [entry.id for entry in made.reporting] == ["BC-QUY"]
    assert (made.programme.horizon, made.programme.note) == (Horizon(from_=2026, to=2030), WORDS.origin)
    assert (made.tasks, made.duties, made.indicators, made.clauses) == ((), (), (), ())


def test_a_set_of_units_that_are_gone_is_not_everybody() -> None:
    """Nor does a figure that was asked of them stay; what rests on it goes, too."""
    sets = {"tccsd": SetRule(), "few": SetRule(ids=("gone",)), "some": SetRule(ids=("gone", "a"))}
    lines = (figure("x", 1, units="few"), figure("y", 2, subset_of="x"), figure("z", 3, units="some"))
    found = taken(old(sets=sets, figures=lines))
    assert programme_of(found).sets == {"tccsd": SetRule(), "some": SetRule(ids=("a",))}
    assert [line.key for line in found.figures] == ["z"]
    assert [line.key for line in found.left_figures] == ["x", "y"]


def test_what_is_open_becomes_an_item_with_its_day_its_events_and_its_source() -> None:
    """What is done is not taken; of what recurs only what was due."""
    known = old(
        tasks=(
            task("PL-01", rule(by="2021-Q2", text="Quý II năm 2021")),
            task("PL-02", rule(by="2021-Q2")),
            task("PL-03", rule(every="year")),
        ),
        events={
            "PL-01": (event("started", "2021-05-04"), event("extended", "2021-06-20", until="2026-03-31")),
            "PL-02": (event("submitted", "2021-06-20"),),
            "PL-03": tuple(
                event("submitted", f"{year}-12-01", occurrence=str(year)) for year in (2021, 2022, 2023, 2025)
            ),
        },
    )
    found = taken(known)
    assert found.items == ("TN-PL-01", "TN-PL-03-2024")
    item = item_of(found, "TN-PL-01")
    assert (item.lead, item.deadline) == (("van-phong",), rule(by="2026-03-31", text="Quý II năm 2021"))
    assert item.source is not None
    assert (item.source.number, item.source.title, item.note) == ("10-CTr/ĐUK", "PL-01", WORDS.origin)
    assert [one.event for one in item.events] == ["started", "extended"]


def test_what_units_still_owe_is_owed_by_just_those() -> None:
    """With what was promised of it; done by its own figure only where the form has that."""
    known = old(
        duties=(duty("NV-01", rule(by="2021-Q2"), owners="tccsd"),),
        unit_events={
            "a": (event("completed", "2021-05-04", item="NV-01"),),
            "b": (event("promised", "2025-12-01", item="NV-01", until="2026-02-01"),),
        },
    )
    found = taken(known)
    item, made = item_of(found, "TN-NV-01"), programme_of(found)
    assert isinstance(item.owners, str)
    assert made.sets[item.owners] == SetRule(ids=("b",))
    events = found.files["units/b/events.yaml"]
    assert [(one.item, one.event) for one in events.events] == [("TN-NV-01", "promised")]  # type: ignore[union-attr]
    assert "units/a/events.yaml" not in found.files
    assert taken(known, units=frozenset({"a"})).left_items == ("NV-01",)


def test_reports_stay_where_they_are_and_are_counted() -> None:
    """They belong to the old programme."""
    known = old(reports=(report("a", "2021-Q2", on="2021-07-03", members=1),))
    assert (taken(known).left_reports, any("reports" in file for file in taken(known).files)) == (1, False)


# --------------------------------------------------------------- another committee's


def ended(**given: Any) -> Office:
    """An office whose committee ended: its units' last day is its own."""
    last = day("2025-02-10")
    units = (
        unit("a", valid_to=last),
        unit("b", valid_to=last),
        unit("c", valid_to=day("2024-01-31")),
        staff(),
    )
    return old(**{"units": units, "closed_on": "2025-02-10", "cut_off": "2025-02-20", **given})


def test_units_that_ended_with_their_committee_go_on_under_another() -> None:
    """The committee's own bodies do not, nor does its name; the years begin with its end."""
    found = taken(ended())
    assert [(one.id, one.valid_to) for one in found.units] == [("a", None), ("b", None)]
    made = found.files["office.yaml"]
    assert isinstance(made, OfficeFile)
    assert (made.names.committee, found.is_ended) == ("(tên cấp ủy)", True)
    assert programme_of(found).programme.horizon == Horizon(from_=2025, to=2029)


def test_what_a_body_led_that_is_not_there_is_led_by_the_new_committee_and_said() -> None:
    """What the closing gives nobody ends with it."""
    known = ended(tasks=(task("PL-01", rule(by="2024-12-31")), task("PL-02", rule(by="2025-12-31"))))
    found = taken(known)
    assert (found.items, found.led_anew) == (("TN-PL-01",), ("TN-PL-01",))
    assert item_of(found, "TN-PL-01").lead == (SUCCESSOR,)
    assert unit_of(found, SUCCESSOR).kind == "committee"


def test_only_what_is_given_a_receiver_goes_on_where_the_closing_says_so() -> None:
    """Also what would have fallen due later; a unit that nobody takes over stays."""
    known = ended(tasks=(task("PL-01", rule(by="2024-12-31")), task("PL-02", rule(by="2025-12-31"))))
    head = known.programme.head
    closing = ProgrammeClosing(cut_off=day("2025-02-20"), receivers={"PL-02": "dang-bo-x", "b": None})
    told = replace(known.programme, programme=replace(head, closing=closing))
    found = taken(replace(known, programme=told))
    assert (found.items, found.left_items) == (("TN-PL-02",), ("PL-01",))
    assert [one.id for one in found.units] == ["a"]
