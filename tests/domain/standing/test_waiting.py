"""What falls due so many days after something happened (contract §7.1): no day before that, then a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.support.offices import (
    day,
    document,
    duty,
    event,
    figure,
    office,
    report,
    rule,
    staff,
    stand,
    unit,
    voided,
)

from ct58.domain.records.office import Office
from ct58.domain.standing.obligations import occasions
from ct58.domain.standing.status import standings
from ct58.domain.time.deadlines import After

RULES = duty("NV-01", rule(by="2021-06-30"), lead=("van-phong",))
FOLLOWS = duty("NV-02", rule(after=After(item="NV-01", event="issued", days=30)), owners="tccsd")
JOINT = duty("NV-03", rule(after=After(item="NV-01", event="issued", days=10)), lead=("van-phong",))
EACH = duty("NV-04", rule(by="2021-06-30"), owners="tccsd", done_when="plan")
AFTER_EACH = duty("NV-05", rule(after=After(item="NV-04", event="issued", days=10)), owners="tccsd")
PLAN = figure("plan", type="date", every="once", adds=None)


def known(**given: Any) -> Office:
    """Two units, a rule that the office issues, one that each unit issues, and what follows from both."""
    return office(
        duties=(RULES, FOLLOWS, JOINT, EACH, AFTER_EACH),
        figures=(PLAN,),
        units=(staff(), unit("so-y-te"), unit("so-xay-dung")),
        **given,
    )


def dues(found: Office, as_of: str, item: str) -> dict[str, tuple[str | None, str]]:
    """Unit (or “joint”) → its day and its status."""
    return {
        one.obligation.unit.id if one.obligation.unit else "joint": (
            str(one.due) if one.due else None,
            one.status,
        )
        for one in standings(found, day(as_of))
        if one.item.id == item
    }


def test_nothing_is_due_before_it_happened() -> None:
    """It is neither late nor standing: its day is not known yet."""
    open_ = dues(known(), "2023-01-01", "NV-02")
    assert open_ == {"so-y-te": (None, "not_started"), "so-xay-dung": (None, "not_started")}
    assert stand(known(), "2023-01-01", "NV-03", "once").waits


def test_when_it_has_happened_the_day_is_counted_from_it() -> None:
    """On the day before, nobody knew; a voided event never happened."""
    issued = event("issued", "2021-06-10", document=document("2021-06-10"))
    there = known(events={"NV-01": [issued]})
    assert dues(there, "2021-06-09", "NV-03") == {"joint": (None, "not_started")}
    assert dues(there, "2021-06-10", "NV-03") == {"joint": ("2021-06-20", "due_soon")}
    assert dues(there, "2021-06-21", "NV-03") == {"joint": ("2021-06-20", "overdue")}
    assert dues(there, "2021-07-11", "NV-02")["so-y-te"] == ("2021-07-10", "overdue")
    void = event("issued", "2021-06-10", voided=voided())
    assert dues(known(events={"NV-01": [void]}), "2021-09-01", "NV-03") == {"joint": (None, "not_started")}


def test_what_each_unit_owes_waits_for_its_own_event() -> None:
    """One has issued its plan, told by its report; of the other the day stays open."""
    there = known(reports=[report("so-y-te", "once", plan=dt.date(2021, 6, 5))])
    assert dues(there, "2021-06-20", "NV-05") == {
        "so-y-te": ("2021-06-15", "overdue"),
        "so-xay-dung": (None, "not_started"),
    }
    found = [one for one in occasions(there, day("2021-06-20")) if one.item.id == "NV-05"]
    assert {(one.occurrence.due, len(one.owing)) for one in found} == {(dt.date(2021, 6, 15), 1), (None, 1)}
