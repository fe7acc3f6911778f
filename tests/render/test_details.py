"""One thing as JSON: its record and where its obligations stand."""

from __future__ import annotations

from typing import Any

from tests.support.offices import day
from tests.support.showcase import AS_OF, showcase

from ct58.domain.records.search import find_thing
from ct58.render.details import detail_as_json
from ct58.views.detail import detail_view


def shown(id: str) -> dict[str, Any]:
    """The object of a thing."""
    office = showcase()
    return detail_as_json(detail_view(office, find_thing(office, id), AS_OF))


def test_an_item_has_a_standing_for_each_occurrence_with_its_events() -> None:
    """Deadline in force and original one, both."""
    (standing,) = shown("PL-06")["standings"]
    assert (standing["occurrence"], standing["status"], standing["days_overdue"]) == ("once", "overdue", 5)
    assert (standing["due"], standing["original_due"]) == (day("2021-07-10"), day("2021-06-30"))
    assert [(event["event"], event["until"]) for event in standing["events"]] == [
        ("extended", day("2021-07-10"))
    ]


def test_a_clause_says_what_follows_it() -> None:
    """And owes nothing itself."""
    clause = shown("II.1-2")
    assert clause["followed_by"] == ["PL-02", "NV-02"]
    assert "standings" not in clause


def test_a_figure_is_its_record() -> None:
    """No standings, no followers."""
    figure = shown("5")
    assert (figure["kind"], figure["id"], figure["label"]) == (
        "figure",
        "members_admitted",
        "Số đảng viên kết nạp trong kỳ",
    )
    assert not {"standings", "followed_by"} & set(figure)
