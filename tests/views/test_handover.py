"""What each receiver gets of the work that has ended."""

from __future__ import annotations

import pytest
from tests.support.offices import (
    calendar,
    day,
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

from ct58.domain.records.office import Office
from ct58.domain.records.programme import ProgrammeClosing
from ct58.domain.standing.ending import with_end
from ct58.errors import Refused
from ct58.views.handover import HandoverPart, handover_view

ON, CUT_OFF = day("2025-02-10"), day("2025-02-20")
RECEIVERS = {"a": "x", "b": "y", "PL-01": "x", "PL-02": None}


def ended(receivers: dict[str, str | None] | None = None, **more: object) -> Office:
    """Two units that report, two open tasks, one of them promised."""
    given: dict[str, object] = {
        "units": (staff("van-phong"), unit("a"), unit("b"), unit("x", valid_from=day("2025-02-11"))),
        "tasks": (task("PL-01", rule(by="2024-06-30")), task("PL-02", rule(by="2025-12-31"))),
        "events": {"PL-01": (event("promised", "2025-01-20", until="2025-02-28"),)},
        "reporting": (calendar(from_=period("2024-Q3")),),
        "figures": (figure("members"),),
        "reports": (
            report("a", "2024-Q3", on="2024-10-05", members=3),
            report("a", "2024-Q4", on="2025-01-05", members=None),
            report("b", "2024-Q3", on="2024-10-05", members=7),
        ),
    }
    known = office(**{**given, **more})  # type: ignore[arg-type]
    closing = ProgrammeClosing(
        cut_off=CUT_OFF, receivers=RECEIVERS if receivers is None else receivers, bodies={"y": "Đảng bộ Y"}
    )
    return with_end(known, ON, closing)


def parts(known: Office) -> dict[str, HandoverPart]:
    """By receiver."""
    return {part.body: part for part in handover_view(known, CUT_OFF).parts}


def test_each_gets_its_units_items_debts_and_promises() -> None:
    """What a unit has not sent of 2024, and of the time cut short, which was due on the cut-off day."""
    found = parts(ended())
    assert [unit.id for unit in found["x"].receiving.units] == ["a"]
    assert [entry.item.id for entry in found["x"].receiving.items] == ["PL-01"]
    assert [said.event.until for said in found["x"].promises] == [day("2025-02-28")]
    owed = {body: [where.obligation.occurrence.key for where in part.owed] for body, part in found.items()}
    assert owed["y"] == ["2024-Q4", *owed["x"]]
    assert {body: part.reports for body, part in found.items()} == {"x": 2, "y": 1}


def test_the_last_figure_is_the_newest_that_was_given() -> None:
    """A newer report without it does not hide it."""
    found = parts(ended())["x"].figures
    assert [(last.unit.id, last.figure.key, str(last.period), last.value) for last in found] == [
        ("a", "members", "2024-Q3", 3)
    ]


def test_a_receiver_is_called_by_its_whole_name() -> None:
    """As the closing has it, or the register."""
    assert {body: part.receiving.name for body, part in parts(ended()).items()} == {
        "x": "Đơn vị x",
        "y": "Đảng bộ Y",
    }


def test_who_is_not_named_is_not_handed_over_to_nobody() -> None:
    """Somebody forgot to say it."""
    for name in ("b", "PL-02"):
        with pytest.raises(Refused) as caught:
            handover_view(ended({key: body for key, body in RECEIVERS.items() if key != name}), CUT_OFF)
        assert caught.value.message.params["names"] == name


def test_without_an_end_there_is_nothing_to_hand_over() -> None:
    """Nor before its day."""
    with pytest.raises(Refused):
        handover_view(office(units=(unit("a"),)), ON)
