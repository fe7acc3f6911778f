"""The drawing of the timeline."""

from __future__ import annotations

import dataclasses

from tests.support.offices import day
from tests.support.terms import speaking
from tests.support.whole_office import AS_OF, whole_office

from ct58.render.site.timeline import Drawing, DrawnLane, draw
from ct58.views.site import site_view


def drawing(as_of: str | None = None) -> Drawing:
    """The whole office's."""
    return draw(site_view(whole_office(), None, day(as_of) if as_of else AS_OF), speaking("en"))


def lanes() -> dict[str, DrawnLane]:
    """Item → its lane."""
    return {lane.id: lane for group in drawing().groups for lane in group.lanes}


def test_marks_stand_at_their_deadlines() -> None:
    """In percent of the programme's years, with a little room at both ends."""
    assert [mark.x for mark in lanes()["PL-02"].marks][-1] == "99%"
    assert lanes()["PL-01"].marks[0].x == "10.67%"


def test_a_mark_says_what_it_is() -> None:
    """Occurrence, deadline, status; of what units owe how many have done it."""
    found = lanes()
    assert found["PL-01"].marks[0].text == "due 2021-06-30 · Completed late 2 days"
    assert found["PL-02"].marks[0].text == "2021 · due 2021-12-31 · Not started, within time"
    assert found["NV-01"].marks[0].text == "due 2021-06-30 · Overdue (1/3)"


def test_tones_tell_apart_what_must_be_verified_from_what_is_overdue() -> None:
    """Due before the programme's own date."""
    found = lanes()
    assert {id: found[id].marks[0].tone for id in ("PL-01", "PL-03", "NV-01", "NV-02")} == {
        "PL-01": "late",
        "PL-03": "check",
        "NV-01": "bad",
        "NV-02": "work",
    }


def test_only_signs_that_occur_are_in_the_legend() -> None:
    """In the order of the tones."""
    assert [badge.tone for badge in drawing().legend] == ["late", "bad", "work", "open", "check"]


def test_the_day_is_drawn_while_the_programme_runs() -> None:
    """Before and after there is no such line."""
    assert drawing().today is not None
    assert drawing("2026-03-01").today is None
    assert [label.text for label in drawing().years] == ["2021", "2022", "2023", "2024", "2025"]


def test_a_lane_says_who_leads_with_whom_and_until_when() -> None:
    """The deadline as the document writes it, a star where the office set it."""
    of = whole_office()
    joint = dataclasses.replace(of.items["PL-01"], lead=("van-phong", "a"))
    changed = dataclasses.replace(of, items={**of.items, "PL-01": joint})
    group = draw(site_view(changed, None, AS_OF), speaking("en")).groups[0]
    assert group.lanes[0].note.startswith("by the end of 2021-Q2 · led with <script>")
    assert lanes()["PL-02"].note.endswith("*")
